"""Reports that the Office asks for (9.4): asked, answered, corrected, sent back, merged, asked again each period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from giaoviec.documents.gate import Secret
from giaoviec.duties.models import Duty, Notice
from giaoviec.duties.queries import OPEN
from giaoviec.journal.errors import Refused, Stale
from giaoviec.reporting.actions import asked_answers, asking
from giaoviec.reporting.actions.asked_turns import open_turns
from giaoviec.reporting.asking import reads
from giaoviec.reporting.asking.burden import burden, of_agency, together
from giaoviec.reporting.asking.merged import merged
from giaoviec.reporting.asking.papers import merged_paper, request_paper
from giaoviec.reporting.models import AskedReport
from giaoviec.rules.asked import field_of
from giaoviec.rules.duties import DutyKind
from tests.shell.asked import DUE, FIELDS, asks, doing, kept, sent, signed, written
from tests.shell.counted import Counted, make_counted_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_counted_world()
    made.day = date(2026, 11, 25)
    set_day(made.day)
    return made


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(Refused) as no:
        do()
    return no.value.sentence


def owed() -> dict[str, date]:
    rows = Duty.objects.filter(OPEN, kind=DutyKind.ASKED_REPORT)
    return dict(rows.values_list("agency__code", "due_on"))


# ---- asked


def test_what_is_sent_is_numbered_and_owed_by_each_agency_that_is_told(world: Counted) -> None:
    row = sent(world)
    assert (row.full_number, row.stage, row.signer_name) == ("01/VP-TH", "sent", "Nguyễn Đức Thắng")
    assert row.whom_text == "Sở Tài chính, Sở Xây dựng"
    assert owed() == {"stc": DUE, "sxd": DUE}
    told = Notice.objects.filter(kind="send_asking").values_list("agency__code", "text")
    assert dict(told)["stc"] == "Báo cáo: Dự án vướng mặt bằng, gửi chậm nhất ngày 30/11/2026"


def test_a_group_is_frozen_at_the_sending(world: Counted) -> None:
    group = world.cast.group("xa-phuong-dac-khu")
    row = sent(world, agencies=(world.cast.agency("stc").pk,), groups=(group.pk,))
    assert row.whom_text == "UBND các xã, phường, đặc khu, Sở Tài chính"
    assert [one.agency.code for one in reads.answers_of(row)] == ["stc", "phuquy", "muine"]
    group.members.all().delete()
    assert len(reads.answers_of(row)) == 3


def test_a_monitor_composes_and_only_the_head_sends(world: Counted) -> None:
    row = asking.compose(asks(world), **doing(world, "theodoi"))
    assert "ký, gửi, kết thúc yêu cầu báo cáo" in refused(lambda: asking.send(row.pk, **doing(world, "theodoi")))
    assert "Không có yêu cầu" in refused(lambda: asking.send(row.pk, **doing(world, "stc.giamdoc")))
    assert owed() == {}


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({"title": " "}, "Ghi tên báo cáo."),
        ({"why": ""}, "Ghi vì sao cần báo cáo này; cơ quan đọc được."),
        ({"due_on": date(2026, 11, 24)}, "Ngày phải gửi 24/11/2026 đã qua; hãy chọn từ hôm nay trở đi."),
        ({"agencies": ()}, "Chọn ít nhất một cơ quan hoặc một nhóm cơ quan."),
        ({"fields": ()}, "Ghi ít nhất một ô cần báo cáo."),
        ({"fields": (FIELDS[0], FIELDS[0])}, "Hai ô cùng tên “Số dự án đang vướng mặt bằng”; hãy đặt tên khác nhau."),
        (
            {"fields": FIELDS[4:]},
            "Phần mềm đã có đủ các số liệu này; không cần hỏi cơ quan, hãy mở trang Số liệu.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(world: Counted, what: dict[str, object], sentence: str) -> None:
    assert refused(lambda: asking.compose(asks(world, **what), **doing(world, "theodoi"))) == sentence
    assert not AskedReport.objects.exists()


def test_a_secret_in_the_label_of_a_field_is_refused(world: Counted) -> None:
    fields = (field_of("f1", "Độ mật: TỐI MẬT", "text"),)
    with pytest.raises(Secret):
        asking.compose(asks(world, fields=fields), **doing(world, "theodoi"))
    assert not AskedReport.objects.exists()


def test_who_edits_a_draft_second_is_told(world: Counted) -> None:
    row = asking.compose(asks(world), **doing(world, "theodoi"))
    asking.edit(row.pk, asks(world, title="Tên mới"), version=1, **doing(world, "theodoi2"))
    with pytest.raises(Stale):
        asking.edit(row.pk, asks(world, title="Tên khác"), version=1, **doing(world, "theodoi"))
    assert AskedReport.objects.get().title == "Tên mới"


def test_a_draft_that_is_dropped_took_no_number(world: Counted) -> None:
    row = asking.compose(asks(world), **doing(world, "theodoi"))
    asking.discard(row.pk, **doing(world, "theodoi"))
    assert reads.get(world.who("theodoi"), row.pk) is None
    assert sent(world).full_number == "01/VP-TH"


# ---- answered


def test_an_answer_is_written_by_one_signed_by_another_and_meets_what_was_owed(world: Counted) -> None:
    row = sent(world, agencies=(world.cast.agency("phuquy").pk, world.cast.agency("stc").pk))
    written(world, row, "xa.phuquy.vanthu")
    assert "ký, gửi báo cáo theo yêu cầu" in refused(
        lambda: asked_answers.sign(row.pk, **doing(world, "xa.phuquy.vanthu"))
    )
    done = asked_answers.sign(row.pk, **doing(world, "xa.phuquy"))
    assert (done.stage, kept(done).by_text) == ("signed", "Nguyễn Hải Đăng")
    assert owed() == {"stc": DUE}
    assert Notice.objects.get(kind="sign_asked").text == "UBND đặc khu Phú Quý báo cáo: Dự án vướng mặt bằng"


def test_what_the_system_knows_is_put_in_at_the_signing(world: Counted) -> None:
    world.day = date(2026, 11, 28)
    answer = signed(world, sent(world))
    assert (kept(answer).values["f5"], kept(answer).values["on"]) == ("1", "2026-11-28")


def test_what_somebody_sends_for_a_known_field_is_not_taken(world: Counted) -> None:
    answer = signed(world, sent(world), f5="99", f9="x")
    assert kept(answer).values["f5"] == "0"
    assert "f9" not in kept(answer).values


def test_what_is_required_may_not_be_missing_at_the_signing(world: Counted) -> None:
    row = sent(world)
    written(world, row, f1="", f2="")
    assert refused(lambda: asked_answers.sign(row.pk, **doing(world, "stc.vanphong"))) == (
        "Chưa ký được: còn thiếu hoặc chưa đúng ô “Số dự án đang vướng mặt bằng”, “Vốn chưa giải ngân”."
    )


def test_an_answer_is_corrected_until_the_day_and_its_history_stays(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    again = signed(world, row, f1="5")
    assert [one.values["f1"] for one in reads.history_of(again)] == ["5", "3"]
    assert "không có gì thay đổi" in refused(lambda: asked_answers.sign(row.pk, **doing(world, "stc.vanphong")))
    world.day = DUE + timedelta(days=1)
    assert "đề nghị Văn phòng trả lại để sửa" in refused(lambda: written(world, row, f1="6"))


def test_the_office_sends_back_with_a_reason_and_the_answer_is_owed_again(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    stc = world.cast.agency("stc").pk
    world.day = DUE + timedelta(days=2)
    later = world.day + timedelta(days=3)
    back = asked_answers.send_back(row.pk, stc, reason="Thiếu dự án 3.", due_on=later, **doing(world, "theodoi"))
    assert (back.stage, back.back_why, owed()["stc"]) == ("back", "Thiếu dự án 3.", later)
    assert [line.is_signed for line in merged(row, world.day).lines] == [False, False]
    assert signed(world, row, f1="4").stage == "signed"
    assert "stc" not in owed()
    world.day = later
    assert signed(world, row, f1="5").stage == "signed"
    world.day = later + timedelta(days=1)
    assert "đã quá ngày phải gửi" in refused(lambda: written(world, row, f1="6"))


def test_a_correction_keeps_what_still_fits_and_asks_the_others_again(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    more = (*FIELDS, field_of("f6", "Đã báo cáo huyện chưa", "yes_no", required=False))
    form = asking.correct(
        row.pk, asks(world, fields=more, due_on=date(2026, 12, 4)), change="Thêm một ô.", **doing(world, "chanhvp")
    )
    assert (form.number, owed()) == (2, {"sxd": date(2026, 12, 4)})
    must = (*FIELDS, field_of("f6", "Số hộ phải di dời", "number"))
    asking.correct(row.pk, asks(world, fields=must), change="Cần số hộ.", **doing(world, "chanhvp"))
    answer = reads.answer_of(row, world.cast.agency("stc").pk)
    assert answer and (answer.stage, answer.values["f1"]) == ("back", "3")
    assert owed() == {"stc": DUE, "sxd": DUE}
    assert "vừa sửa yêu cầu" in refused(
        lambda: asked_answers.write(row.pk, {"f1": "1"}, form=1, **doing(world, "stc.vanphong"))
    )


def test_an_ended_request_is_owed_by_nobody_and_told(world: Counted) -> None:
    row = sent(world)
    asking.end(row.pk, why="Đã có số liệu của Kho bạc.", **doing(world, "chanhvp"))
    assert owed() == {}
    assert Notice.objects.filter(kind="end_asking").count() == 2
    assert "đã kết thúc" in refused(lambda: written(world, row))


def test_an_agency_that_was_not_asked_sees_nothing(world: Counted) -> None:
    row = sent(world)
    assert reads.get(world.who("xa.phuquy"), row.pk) is None
    assert reads.get(world.who("stc.chuyenvien"), row.pk) is None
    assert "Không có yêu cầu báo cáo này" in refused(lambda: written(world, row, "xa.phuquy"))


def test_those_who_are_missing_are_reminded_once_a_day_and_counted(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    assert asked_answers.remind(row.pk, **doing(world, "theodoi")) == 1
    assert "đã được nhắc trong hôm nay" in refused(lambda: asked_answers.remind(row.pk, **doing(world, "theodoi")))
    world.go()
    assert asked_answers.remind(row.pk, **doing(world, "theodoi")) == 1
    assert [line.reminded for line in merged(row, world.day).lines] == [0, 2]


# ---- merged


def test_the_table_has_a_row_an_agency_and_sums_that_add_up(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    signed(world, row, "sxd.vanphong", f1="4", f2="0.25", f4=[["Cầu", "1", ""], ["Đường", "", ""]])
    found = merged(row, world.day)
    assert [line.agency for line in found.signed] == ["Sở Tài chính", "Sở Xây dựng"]
    assert found.totals == (Decimal("7"), Decimal("1250.75"), None, None, Decimal("0"))
    assert [(agency, cells[0]) for agency, cells in found.inner[0].rows] == [
        ("Sở Tài chính", "Kè biển"), ("Sở Xây dựng", "Cầu"), ("Sở Xây dựng", "Đường"),
    ]  # fmt: skip
    assert found.inner[0].totals == (None, Decimal("801"), None)


def test_the_missing_ones_stand_with_their_days_late(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    found = merged(row, DUE + timedelta(days=4))
    assert [(line.agency, line.late) for line in found.missing] == [("Sở Xây dựng", 4)]
    assert [line.late for line in found.signed] == [0]


def test_an_answer_that_is_being_corrected_counts_as_it_was_signed(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    written(world, row, f1="50")
    assert merged(row, world.day).totals[0] == Decimal("3")


def test_the_papers_say_what_is_asked_and_what_came(world: Counted) -> None:
    row = sent(world)
    paper = request_paper(row, reads.form_of(row))
    assert (paper.number_vi, paper.summary) == ("Số: 01/VP-TH", "yêu cầu báo cáo: Dự án vướng mặt bằng")
    texts = [block.text for block in paper.blocks if hasattr(block, "text")]
    assert texts[0].startswith("Thực hiện khoản 4 Điều 9 ")
    assert "Phần mềm đã có và tự điền, quý cơ quan không phải báo cáo: Số nhiệm vụ quá hạn." in texts
    signed(world, row)
    tables = [block for block in merged_paper(merged(row, world.day), world.day).blocks if hasattr(block, "rows")]
    assert tables[0].rows[-1] == ("", "Tổng cộng", "3", "1.250,5", "", "", "0")


# ---- each period


def test_a_standing_request_is_opened_again_by_the_calendar_once(world: Counted) -> None:
    row = sent(world, every="month")
    assert open_turns(date(2026, 12, 24), world.at()) == 0
    opened = date(2026, 12, 25)
    assert open_turns(opened, world.at()) == 1
    assert open_turns(opened, world.at()) == 0
    turn = AskedReport.objects.get(first=row)
    assert (turn.due_on, turn.full_number, turn.title) == (date(2026, 12, 30), "01/VP-TH", row.title)
    assert sorted(
        Duty.objects.filter(kind="asked_report", subject_id=turn.pk).values_list("agency__code", flat=True)
    ) == ["stc", "sxd"]
    assert [one.pk for one in reads.turns_of(row)] == [turn.pk, row.pk]
    asking.end(row.pk, why="Đủ rồi.", **doing(world, "chanhvp"))
    assert open_turns(date(2027, 1, 25), world.at()) == 1
    asking.end(AskedReport.objects.latest("id").pk, why="Thôi.", **doing(world, "chanhvp"))
    assert open_turns(date(2027, 3, 1), world.at()) == 0


# ---- the burden


def test_the_burden_counts_fields_and_minutes_and_each_number_is_its_list(world: Counted) -> None:
    row = sent(world)
    first = world.at()
    asked_answers.write(
        row.pk, {"f1": "3"}, form=1, first_change=first, by=world.who("stc.vanphong"), on=world.day,
        at=first + timedelta(minutes=12),
    )  # fmt: skip
    rows = burden(date(2026, 10, 1), world.day)
    stc = next(one for one in rows if one.agency == "Sở Tài chính")
    # 5 to open, number 3, money 4, yes/no 1, a table of 5 rows of text 8, money 4 and a day 1
    assert (stc.requests, stc.fields, stc.reckoned, stc.measured) == (1, 6, 78, 12)
    listed = of_agency(date(2026, 10, 1), world.day, agency=stc.agency_id, kind="asked_report")
    assert [(one.title, one.fields, one.reckoned) for one in listed] == [("Dự án vướng mặt bằng", 6, 78)]
    assert together(rows).requests == 2
    for one in rows:
        everything = of_agency(date(2026, 10, 1), world.day, agency=one.agency_id)
        assert len(everything) == one.requests + sum(one.others)
        assert sum(it.reckoned for it in everything) == one.minutes


def test_a_request_of_other_days_burdens_nobody(world: Counted) -> None:
    sent(world)
    assert [one.requests for one in burden(date(2026, 1, 1), date(2026, 11, 24))] in ([], [0] * 3, [0] * 2, [0])
