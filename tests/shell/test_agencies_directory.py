"""The directory: official order, names by day, what a text means, groups, succession."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from giaoviec.agencies import actions, queries
from giaoviec.agencies.actions import NewAgency
from giaoviec.agencies.models import Agency, Membership, Succession
from giaoviec.agencies.text import name_key, plain, sort_key_agency, sort_key_person
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from tests.cast import FOUNDED, Cast, make_cast

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
BEFORE = date(2026, 3, 1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def codes(agencies: object) -> list[str]:
    return [agency.code for agency in agencies]  # type: ignore[attr-defined]


# Words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sở Tài chính", "so tai chinh"),
        ("ĐẶC KHU  Phú-Quý!", "dac khu phu quy"),
        ("So\u031b\u0309 Xa\u0302y du\u031b\u0323ng", "so xay dung"),
    ],
)
def test_plain_text_has_no_marks_and_no_punctuation(text: str, wanted: str) -> None:
    assert plain(text) == wanted


def test_long_and_short_forms_of_a_name_are_one_name() -> None:
    assert name_key("Ủy ban nhân dân phường Mũi Né") == name_key("UBND phường Mũi Né") == "ubnd phuong mui ne"


def test_agencies_sort_by_the_vietnamese_alphabet() -> None:
    names = ["Đức Trọng", "Đa Huoai", "Dương", "Ea", "Ân Thi", "An Giang", "Ăn", "Bảo Lộc", "Bao Lộc"]
    wanted = ["An Giang", "Ăn", "Ân Thi", "Bao Lộc", "Bảo Lộc", "Dương", "Đa Huoai", "Đức Trọng", "Ea"]
    assert sorted(names, key=sort_key_agency) == wanted


def test_people_sort_by_given_name_first() -> None:
    names = ["Trần Văn Bình", "Nguyễn Thị An", "Lê An", "Phạm Đức Ân"]
    assert sorted(names, key=sort_key_person) == ["Lê An", "Nguyễn Thị An", "Phạm Đức Ân", "Trần Văn Bình"]


# What a text means


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sở Tài chính", ["stc"]),
        ("sở tài chính", ["stc"]),
        ("STC", ["stc"]),
        ("Sở NN&MT", ["snnmt"]),
        ("H36.03", ["sxd"]),
        ("Sở Tài chính tỉnh Lâm Đồng", ["stc"]),
        ("Ủy ban nhân dân đặc khu Phú Quý", ["phuquy"]),
        ("Văn phòng Ủy ban nhân dân tỉnh", ["vp"]),
        ("Sở Không Có", []),
        ("", []),
    ],
)
def test_a_text_is_resolved_by_name_alias_and_code(cast: Cast, text: str, wanted: list[str]) -> None:
    assert codes(queries.resolve(text, ON)) == wanted


def test_a_text_that_means_two_agencies_gives_both_in_official_order(cast: Cast) -> None:
    for code in ("sxd", "stc"):
        cast.agency(code).aliases.create(text="Sở chuyên ngành", plain="so chuyen nganh")
    assert codes(queries.resolve("Sở chuyên ngành", ON)) == ["stc", "sxd"]


# Entering and correcting


def add(cast: Cast, **facts: object) -> Agency:
    new = NewAgency(**{"code": "syt", "kind": "department", "name": "Sở Y tế", **facts})  # type: ignore[arg-type]
    return actions.add_agency(new, by=cast.actor("quantri"), on=ON, at=AT)


def test_an_agency_stands_at_the_end_of_the_order_in_its_groups_and_in_the_journal(cast: Cast) -> None:
    agency = add(cast, group_ids=(cast.group("so-ban-nganh").pk,))
    assert codes(queries.directory(ON))[-1] == "syt"
    assert agency in queries.group_members(cast.group("so-ban-nganh"), ON)
    assert agency not in queries.group_members(cast.group("so-ban-nganh"), BEFORE)
    assert Event.objects.get().verb == "add_agency"


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"name": "sở  TÀI chính"}, "name", "Đã có cơ quan tên “Sở Tài chính”."),
        ({"name": " "}, "name", "Chưa ghi tên cơ quan."),
        ({"name": "Sở\x07 Y tế"}, "name", "Tên cơ quan có ký tự không in được; hãy gõ lại."),
        ({"code": "stc"}, "code", "Mã “stc” đã dùng cho cơ quan khác."),
        ({"kind": "office"}, "kind", "Chỉ có một cơ quan thuộc loại “Văn phòng UBND tỉnh”."),
    ],
)
def test_an_agency_that_does_not_fit_is_refused_at_its_field(
    cast: Cast, facts: dict[str, object], field: str, sentence: str
) -> None:
    before = Agency.objects.count()
    with pytest.raises(Refused) as no:
        add(cast, **facts)
    assert (no.value.field, no.value.sentence, no.value.status) == (field, sentence, 422)
    assert Agency.objects.count() == before
    assert not Event.objects.exists()


def test_a_corrected_name_holds_since_the_day_of_the_wrong_one_and_the_wrong_one_is_kept(cast: Cast) -> None:
    agency = cast.agency("snv")
    actions.correct_agency(
        agency.pk,
        name="Sở Nội Vụ",
        short_name="SNV",
        position=5,
        identity_code="H36.05",
        former_province="",
        parent_id=None,
        by=cast.actor("quantri"),
        on=ON,
        at=AT,
    )
    agency.refresh_from_db()
    assert queries.name_on(agency, FOUNDED) == "Sở Nội Vụ"
    assert agency.names.filter(voided_at__isnull=False).get().name == "Sở Nội vụ"
    assert codes(queries.directory(ON))[0] == "snv"


def test_an_agency_is_not_its_own_superior(cast: Cast) -> None:
    sxd, stc = cast.agency("sxd"), cast.agency("stc")
    Agency.objects.filter(pk=stc.pk).update(parent=sxd)
    with pytest.raises(Refused, match="cấp dưới của nó"):
        actions.correct_agency(
            sxd.pk,
            name=sxd.name,
            short_name=sxd.short_name,
            position=1,
            identity_code="",
            former_province="",
            parent_id=stc.pk,
            by=None,
            on=ON,
            at=AT,
        )


# Succession


def succeed(cast: Cast, kind: str, old: list[str], new: list[str | NewAgency], **facts: object) -> Succession:
    successors = [cast.agency(one).pk if isinstance(one, str) else one for one in new]
    return actions.succeed(
        kind,
        predecessors=[cast.agency(code).pk for code in old],
        successors=successors,
        basis="Nghị quyết số 15/NQ-HĐND ngày 28/02/2026",
        **facts,  # type: ignore[arg-type]
        by=cast.actor("chanhvp"),
        on=ON,
        at=AT,
    )


def test_a_merged_agency_ends_and_its_name_leads_to_the_successor(cast: Cast) -> None:
    succeed(cast, "merge", ["skhcn"], ["stc"])
    assert "skhcn" in codes(queries.directory(BEFORE))
    assert "skhcn" not in codes(queries.directory(ON))
    assert codes(queries.resolve("Sở Khoa học và Công nghệ", BEFORE)) == ["skhcn"]
    assert codes(queries.resolve("Sở Khoa học và Công nghệ", ON)) == ["stc"]
    assert codes(queries.group_members(cast.group("so-ban-nganh"), ON)) == ["stc", "sxd", "snnmt", "snv", "thanhtra"]


def test_people_and_units_go_to_the_one_successor(cast: Cast) -> None:
    succeed(cast, "merge", ["sxd"], ["stc"])
    head = cast.person("sxd.truongphong")
    post = Membership.objects.get(person=head, to_on=None)
    assert (post.agency.code, post.unit and post.unit.name, post.role) == ("stc", "Phòng Hạ tầng kỹ thuật", "unit_head")
    assert Membership.objects.get(pk=cast.membership("sxd.truongphong").pk).to_on == ON
    assert cast.person("sxd.giamdoc") in queries.people_of(cast.agency("stc"), "agency_head", on=ON)
    assert cast.person("sxd.giamdoc") not in queries.people_of(cast.agency("stc"), on=BEFORE)


def test_agencies_merge_into_a_new_one_with_the_name_of_one_of_them(cast: Cast) -> None:
    new = NewAgency(code="stc2", kind="department", name="Sở Tài chính", position=30)
    succeed(cast, "merge", ["stc", "skhcn"], [new])
    assert codes(queries.resolve("Sở Tài chính", BEFORE)) == ["stc"]
    assert codes(queries.resolve("Sở Tài chính", ON)) == ["stc2"]
    assert codes(queries.resolve("SKHCN", ON)) == ["stc2"]
    assert "stc2" in codes(queries.group_members(cast.group("so-ban-nganh"), ON))


def test_a_renamed_agency_stays_and_screens_of_a_past_day_show_its_old_name(cast: Cast) -> None:
    succeed(cast, "rename", ["snnmt"], [], new_name="Sở Nông nghiệp, Môi trường và Biển", new_short_name="SNMB")
    agency = Agency.objects.get(code="snnmt")
    assert agency.name == "Sở Nông nghiệp, Môi trường và Biển"
    assert queries.name_on(agency, BEFORE) == "Sở Nông nghiệp và Môi trường"
    assert queries.name_on(agency, ON) == "Sở Nông nghiệp, Môi trường và Biển"
    assert codes(queries.resolve("Sở Nông nghiệp và Môi trường", ON)) == ["snnmt"]


def test_an_agency_splits_and_its_name_then_means_both(cast: Cast) -> None:
    new = NewAgency(code="smt", kind="department", name="Sở Môi trường", position=60)
    succeed(cast, "split", ["snnmt"], ["snnmt", new])
    assert codes(queries.resolve("Sở Môi trường", ON)) == ["smt"]
    assert "snnmt" in codes(queries.directory(ON))
    assert Succession.objects.get().parts.count() == 2


def test_an_abolished_agency_may_leave_no_successor(cast: Cast) -> None:
    succeed(cast, "abolish", ["kiemtoan"], [])
    assert queries.resolve("KTNN", ON) == ()


@pytest.mark.parametrize(
    ("kind", "old", "new", "sentence"),
    [
        ("merge", ["stc"], [], "Sáp nhập có đúng một cơ quan kế thừa."),
        ("split", ["stc"], ["sxd"], "Chia, tách là từ một cơ quan ra ít nhất hai cơ quan"),
        ("rename", ["stc", "sxd"], [], "Đổi tên là việc của một cơ quan"),
        ("abolish", ["vp"], [], "UBND tỉnh và Văn phòng UBND tỉnh phải có cơ quan kế thừa."),
        ("merge", [], ["sxd"], "Chưa chọn cơ quan được sắp xếp."),
        ("nhập", ["stc"], [], "Hình thức phải là một trong: sáp nhập, chia, tách, đổi tên, giải thể."),
    ],
)
def test_a_succession_that_does_not_fit_is_refused(
    cast: Cast, kind: str, old: list[str], new: list[str | NewAgency], sentence: str
) -> None:
    with pytest.raises(Refused) as no:
        succeed(cast, kind, old, new)
    assert no.value.sentence.startswith(sentence)
    assert not Succession.objects.exists()


def test_a_succession_is_entered_on_its_day_not_before(cast: Cast) -> None:
    with pytest.raises(Refused, match="Ngày có hiệu lực không được sau ngày ghi nhận"):
        actions.succeed(
            "abolish",
            predecessors=[cast.agency("kiemtoan").pk],
            basis="QĐ 1",
            by=None,
            on=date(2026, 3, 3),
            at=AT,
        )


def test_a_succession_and_the_moving_of_work_are_one_event(cast: Cast) -> None:
    stc, skhcn = cast.agency("stc").pk, cast.agency("skhcn").pk
    with act("succeed", by=None, on=ON, at=AT, subject="succession") as a:
        row = actions.succeed(
            "merge", predecessors=[skhcn], successors=[stc], basis="NQ 15", by=None, on=ON, at=AT, within=a
        )
    assert Event.objects.count() == 1
    assert row.act == Event.objects.get().act
