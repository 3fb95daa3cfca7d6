"""A report that was sent lacks something: the Office says what, the agency writes it again; who is late is reminded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from giaoviec.documents.files import open_bytes
from giaoviec.duties.models import Notice
from giaoviec.journal.errors import Refused
from giaoviec.reporting import actions
from giaoviec.reporting.models import RenderedFile, Report
from giaoviec.reporting.reports import missing, reads
from tests.shell.counted import Counted
from tests.shell.reporting import closed, doing, frozen, handed_in, make_year, of
from tests.shell.test_reports import owed, refused
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
LACK = "Chưa nêu nguyên nhân của việc quá hạn."


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_year()
    set_day(made.day)
    return made


def at(world: Counted, who: str, path: str) -> Visitor:
    return Visitor(world.cast.client(who)).open(path)


def sent_back(world: Counted) -> tuple[Report, Report]:
    """The one that was sent, and the one that is written instead."""
    closed(world)
    actions.edit_section(of("stc").pk, "vuong-mac", text="Thiếu người.", **doing(world, "stc.vanphong"))
    old = handed_in(world, "stc", "stc.giamdoc")
    return old, actions.send_back(old.pk, reason=LACK, **doing(world, "theodoi"))


# ---- sent back


def test_what_was_sent_stays_as_it_was_and_another_is_owed(world: Counted) -> None:
    closed(world)
    old = handed_in(world, "stc", "stc.giamdoc")
    files = {row.form: open_bytes(row.attachment.blob).read() for row in RenderedFile.objects.filter(report=old)}
    assert "stc" not in owed()
    new = actions.send_back(old.pk, reason=LACK, **doing(world, "theodoi"))
    old.refresh_from_db()
    assert (old.stage, old.back_on, old.back_reason) == ("sent_back", world.day, LACK)
    assert (new.replaces_id, new.stage, new.due_on) == (old.pk, "edited", date(2026, 12, 17))
    assert owed()["stc"] == date(2026, 12, 17)
    kept = RenderedFile.objects.filter(report=old)
    assert {row.form: open_bytes(row.attachment.blob).read() for row in kept} == files
    assert reads.damage(old) == []
    assert Notice.objects.get(kind="send_back_report").text.endswith(LACK)


def test_the_new_one_begins_with_the_words_that_were_written_and_is_sent_again(world: Counted) -> None:
    _, new = sent_back(world)
    words = {said.key: said.text for said in reads.said(new)[0].sections}
    assert words["vuong-mac"] == "Thiếu người."
    actions.edit_section(new.pk, "qua-han", text="Chậm do chờ thẩm định giá.", **doing(world, "stc.vanphong"))
    actions.sign(new.pk, **doing(world, "stc.giamdoc"))
    actions.freeze(new.pk, **doing(world, "stc.giamdoc"))
    actions.send(new.pk, **doing(world, "stc.giamdoc"))
    assert "stc" not in owed()
    content = reads.said(Report.objects.get(of_office=True))[0]
    own = {said.key: said.own for said in content.sections}
    assert own["qua-han"] == (("Sở Tài chính", "Chậm do chờ thẩm định giá."),)
    assert own["vuong-mac"] == (("Sở Tài chính", "Thiếu người."),)
    assert (content.sent, content.missing) == (1, ("Sở Xây dựng", "UBND đặc khu Phú Quý"))


def test_while_it_is_written_again_the_agency_counts_as_missing(world: Counted) -> None:
    sent_back(world)
    assert "Sở Tài chính" in reads.said(Report.objects.get(of_office=True))[0].missing


@pytest.mark.parametrize(
    ("who", "reason", "status", "said"),
    [
        ("theodoi", " ", 422, "Ghi rõ báo cáo cần hoàn chỉnh điều gì."),
        ("theodoi", "TỐI MẬT\nBố trí lực lượng.", 422, ""),
        ("vanthu", LACK, 403, "Đồng chí không có quyền “đề nghị hoàn chỉnh báo cáo định kỳ”"),
        ("sxd.giamdoc", LACK, 404, "Không có báo cáo này."),
    ],
)
def test_it_goes_back_with_a_reason_and_by_the_office_only(
    world: Counted, who: str, reason: str, status: int, said: str
) -> None:
    closed(world)
    old = handed_in(world, "stc", "stc.giamdoc")
    no = refused(lambda: actions.send_back(old.pk, reason=reason, **doing(world, who)))
    assert no.status == status and no.sentence.startswith(said)
    assert of("stc").stage == "sent"


def test_what_was_not_sent_or_is_merged_does_not_go_back(world: Counted) -> None:
    closed(world)
    with pytest.raises(Refused) as no:
        actions.send_back(of("sxd").pk, reason=LACK, **doing(world, "theodoi"))
    assert no.value.status == 404
    handed_in(world, "stc", "stc.giamdoc")
    frozen(world)
    said = refused(lambda: actions.send_back(of("stc").pk, reason=LACK, **doing(world, "theodoi"))).sentence
    assert said == "Chỉ báo cáo cơ quan đã gửi, chưa tổng hợp mới đề nghị hoàn chỉnh được; sau đó thì đính chính."


def test_both_sides_read_why_on_their_pages(world: Counted) -> None:
    closed(world)
    old = handed_in(world, "stc", "stc.giamdoc")
    page = at(world, "theodoi", f"/bao-cao/{old.pk}/").fill(reason="").press("Gửi đề nghị")
    assert page.status == 422 and page.sees("Ghi rõ báo cáo cần hoàn chỉnh điều gì.")
    page = page.fill(reason=LACK).press("Gửi đề nghị")
    assert page.sees("Đã đề nghị Sở Tài chính hoàn chỉnh báo cáo", LACK, "Văn phòng đề nghị hoàn chỉnh")
    new = Report.objects.get(replaces=old)
    assert at(world, "stc.vanphong", f"/bao-cao/{new.pk}/").sees(LACK, "Bản đã gửi lần trước", "Ký và chốt số liệu")
    assert at(world, "stc.vanphong", f"/bao-cao/{old.pk}/").sees("Bản cơ quan lập lại")
    assert world.cast.client("stc.vanphong").get(f"/bao-cao/{old.pk}/tep/pdf/").status_code == 200


# ---- late, and reminded


def late(world: Counted, set_day: Callable[[date], None]) -> None:
    closed(world)
    handed_in(world, "stc", "stc.giamdoc")
    world.go(5)
    set_day(world.day)


def test_the_page_says_who_has_not_sent_and_how_many_days_late(
    world: Counted, set_day: Callable[[date], None]
) -> None:  # fmt: skip
    late(world, set_day)
    assert [(one.report.agency.code, one.days) for one in missing.told(missing.overdue(world.day), world.day)] == [
        ("sxd", 4), ("phuquy", 4),
    ]  # fmt: skip
    assert at(world, "chanhvp", "/bao-cao/").sees("2 báo cáo của cơ quan quá hạn gửi")
    page = at(world, "chanhvp", "/bao-cao/?xem=con-thieu")
    assert page.sees("Chậm 4 ngày", "Sở Xây dựng", "UBND đặc khu Phú Quý", "chưa")
    assert not at(world, "sxd.giamdoc", "/bao-cao/?xem=con-thieu").sees("Báo cáo còn thiếu")


def test_who_is_late_is_reminded_once_a_day(world: Counted, set_day: Callable[[date], None]) -> None:
    late(world, set_day)
    rows = [row.pk for row in missing.overdue(world.day)]
    assert actions.remind(rows[:1], **doing(world, "theodoi")) == 1
    actions.remind(rows[:1], **doing(world, "theodoi"))
    told = Notice.objects.get(kind="remind_report")
    assert (told.agency.code, told.text) == (
        "sxd", "Văn phòng UBND tỉnh nhắc gửi báo cáo năm 2026: đã chậm 4 ngày.",
    )  # fmt: skip
    assert at(world, "sxd.vanphong", "/").sees("nhắc gửi báo cáo năm 2026")
    assert [one.reminded_on for one in missing.told(missing.overdue(world.day), world.day)] == [world.day, None]


def test_who_has_sent_or_is_not_yet_late_is_not_reminded(world: Counted) -> None:
    closed(world)
    no = refused(lambda: actions.remind([of("sxd").pk], **doing(world, "theodoi")))
    assert (no.status, no.sentence) == (
        422, "Không có báo cáo nào trong số đã chọn đang chậm; hãy tải lại trang.",
    )  # fmt: skip


def test_the_button_reminds_those_that_were_chosen(world: Counted, set_day: Callable[[date], None]) -> None:
    late(world, set_day)
    chosen = [row.pk for row in missing.overdue(world.day)]
    client = world.cast.client("chanhvp")
    answer = client.post("/bao-cao/nhac/", {"chon": chosen}, follow=True).content.decode()
    assert "Đã nhắc 2 cơ quan" in answer
    assert client.post("/bao-cao/nhac/", {}).status_code == 422
    assert world.cast.client("vanthu").post("/bao-cao/nhac/", {"chon": chosen}).status_code in (403, 404)


def test_an_agency_that_is_no_more_is_not_waited_for(world: Counted, set_day: Callable[[date], None]) -> None:
    late(world, set_day)
    agency = world.cast.agency("sxd")
    agency.dissolved_on = world.day
    agency.save()
    assert [row.agency.code for row in missing.overdue(world.day)] == ["phuquy"]
