"""Reports of the periods (9.2, 10.1): opened by the calendar, written, signed, merged, frozen, amended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from giaoviec.documents.files import open_bytes
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.actions.tick import tick
from giaoviec.reporting import actions
from giaoviec.reporting.models import Amendment, Line, RenderedFile, Report, Snapshot
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.amended import of_stored_changes
from giaoviec.rules.duties import DutyKind
from tests.shell.counted import Counted
from tests.shell.reporting import CLOSED, closed, doing, frozen, handed_in, make_year, of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_year()
    set_day(made.day)
    return made


def refused(do: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as no:
        do()
    return no.value


def owed() -> dict[str, date]:
    rows = Duty.objects.filter(OPEN, kind=DutyKind.PERIOD_REPORT)
    return dict(rows.values_list("agency__code", "due_on"))


def words(report: Report) -> dict[str, str]:
    return {said.key: said.text for said in reads.said(report)[0].sections}


# ---- the period is over


def test_the_tick_opens_the_reports_of_the_longest_period_that_ended(world: Counted) -> None:
    assert "việc thường kỳ" in str(tick(on=CLOSED, at=world.at()))
    assert {(row.agency.code, row.period, row.stage) for row in Report.objects.all()} == {
        ("stc", "2026", "prefilled"), ("sxd", "2026", "prefilled"), ("phuquy", "2026", "prefilled"),
        ("vp", "2026", "prefilled"),
    }  # fmt: skip
    assert owed() == {
        "stc": date(2026, 12, 16), "sxd": date(2026, 12, 16), "phuquy": date(2026, 12, 16), "vp": date(2026, 12, 21),
    }  # fmt: skip


def test_a_second_tick_opens_nothing_and_other_days_close_nothing(world: Counted) -> None:
    assert actions.close_period(CLOSED, world.at()) == 4
    assert actions.close_period(CLOSED, world.at()) == 0
    assert actions.close_period(date(2026, 12, 16), world.at()) == 0


# ---- prefilled from data and the agencies' own words


def test_an_agencys_report_is_prefilled_with_its_figures_and_its_own_explanations(world: Counted) -> None:
    closed(world)
    said = words(of("stc"))
    assert said["tinh-hinh"].startswith(
        "Trong kỳ từ ngày 15/12/2025 đến hết ngày 14/12/2026, Sở Tài chính thực hiện 2 nhiệm vụ do UBND tỉnh, "
        "Chủ tịch UBND tỉnh giao: 0 nhiệm vụ từ kỳ trước chuyển sang, 2 nhiệm vụ giao trong kỳ.\n"
        "Nhiệm vụ có thời hạn: đã hoàn thành 1 (1 đúng hạn, 0 quá hạn); chưa hoàn thành 1 (0 trong hạn, 1 quá hạn)."
    )
    assert "còn 1 nhiệm vụ quá hạn chưa hoàn thành; 1 nhiệm vụ đã giải trình" in said["qua-han"]
    assert said["qua-han"].endswith("Chờ thẩm định giá đất.")
    assert said["kien-nghi"] == "- Cho lùi đến hết quý I/2027."


def test_what_was_edited_stands_whatever_the_data_say_later(world: Counted) -> None:
    closed(world)
    report = of("stc")
    actions.edit_section(report.pk, "vuong-mac", text="Thiếu người.", **doing(world, "stc.vanphong"))
    assert (of("stc").stage, words(of("stc"))["vuong-mac"]) == ("edited", "Thiếu người.")
    actions.renew_section(report.pk, "vuong-mac", **doing(world, "stc.vanphong"))
    assert words(of("stc"))["vuong-mac"] == ""


def test_who_edits_second_is_told(world: Counted) -> None:
    closed(world)
    report = of("stc")
    actions.edit_section(report.pk, "vuong-mac", text="Một.", version=1, **doing(world, "stc.vanphong"))
    with pytest.raises(Stale):
        actions.edit_section(report.pk, "vuong-mac", text="Hai.", version=1, **doing(world, "stc.giamdoc"))


def test_another_agencys_draft_does_not_exist(world: Counted) -> None:
    closed(world)
    report = of("stc")
    no = refused(lambda: actions.edit_section(report.pk, "vuong-mac", text="x", **doing(world, "sxd.vanphong")))
    assert no.status == 404
    assert reads.get(world.who("chanhvp"), report.pk) is None
    handed_in(world, "stc", "stc.giamdoc")
    assert reads.get(world.who("chanhvp"), report.pk) == report
    assert reads.get(world.who("sxd.giamdoc"), report.pk) is None


# ---- signed, sent, merged, frozen


def test_an_empty_required_section_is_not_signed(world: Counted) -> None:
    closed(world)
    report = of("stc")
    actions.edit_section(report.pk, "phuong-huong", text=" ", **doing(world, "stc.vanphong"))
    no = refused(lambda: actions.sign(report.pk, **doing(world, "stc.giamdoc")))
    assert (no.status, no.sentence) == (422, "Chưa ký được: còn để trống phần “Nhiệm vụ trọng tâm thời gian tới”.")


def test_an_officer_does_not_sign(world: Counted) -> None:
    closed(world)
    no = refused(lambda: actions.sign(of("phuquy").pk, **doing(world, "xa.phuquy.vanthu")))
    assert no.sentence.startswith("Đồng chí chỉ có quyền") or "ký, gửi báo cáo định kỳ" in no.sentence


def test_sending_meets_what_was_owed_and_happens_once(world: Counted) -> None:
    closed(world)
    report = of("stc")
    no = refused(lambda: actions.send(report.pk, **doing(world, "stc.giamdoc")))
    assert no.sentence == "Báo cáo chưa ký; hãy ký trước khi gửi."
    handed_in(world, "stc", "stc.giamdoc")
    assert "stc" not in owed()
    assert refused(lambda: actions.send(report.pk, **doing(world, "stc.giamdoc"))).sentence == (
        "Báo cáo đã gửi ngày 15/12/2026."
    )


def test_the_offices_report_keeps_what_each_said_and_names_who_is_missing(world: Counted) -> None:
    office = closed(world)
    actions.edit_section(of("stc").pk, "vuong-mac", text="Thiếu người định giá.", **doing(world, "stc.vanphong"))
    handed_in(world, "stc", "stc.giamdoc")
    content, late = reads.said(office)
    by_key = {said.key: said for said in content.sections}
    assert by_key["vuong-mac"].own == (("Sở Tài chính", "Thiếu người định giá."),)
    assert by_key["bao-cao"].text == ("1/3 cơ quan đã gửi báo cáo; chưa gửi: Sở Xây dựng, UBND đặc khu Phú Quý.")
    assert [(row.agency, row.of(("total",))) for row in content.rows] == [
        ("Sở Tài chính", 2), ("Sở Xây dựng", 2), ("UBND đặc khu Phú Quý", 1),
    ]  # fmt: skip
    assert content.value("total") == 5
    assert [line.words for line in late] == ["Vướng mặt bằng, đất đai: Chờ thẩm định giá đất"]


def test_freezing_keeps_each_line_with_its_digest_and_takes_in_what_was_sent(world: Counted) -> None:
    closed(world)
    handed_in(world, "stc", "stc.giamdoc")
    report = frozen(world)
    snapshot = Snapshot.objects.get(report=report)
    assert (report.stage, report.full_number, snapshot.lines) == ("frozen", "01/BC-VP", 5)
    assert (of("stc").stage, of("stc").merged_into_id, of("sxd").stage) == ("merged", report.pk, "prefilled")
    assert Line.objects.filter(snapshot=snapshot).count() == 5
    assert {row.form for row in RenderedFile.objects.filter(report=report)} == {"docx", "xlsx", "pdf"}
    assert "vp" not in owed() and "sxd" in owed()
    assert reads.damage(report) == []


def test_a_second_freezing_does_nothing(world: Counted) -> None:
    report = frozen(world)
    digest = Snapshot.objects.get(report=report).digest
    actions.freeze(report.pk, **doing(world, "chanhvp"))
    assert Snapshot.objects.get(report=report).digest == digest


def test_damage_is_found_and_named(world: Counted) -> None:
    report = frozen(world)
    Line.objects.filter(snapshot__report=report, position=2).update(values="[]")
    assert reads.damage(report)[0] == "Dòng 2 không còn như khi chốt."
    Line.objects.filter(snapshot__report=report, position=5).delete()
    assert "Còn 4 trong 5 dòng đã chốt." in reads.damage(report)


# ---- afterwards


def test_a_frozen_report_says_the_same_after_the_facts_were_corrected_and_the_amendment_says_what_changed(
    world: Counted,
) -> None:
    report = frozen(world)
    before = {row.form: open_bytes(row.attachment.blob).read() for row in RenderedFile.objects.filter(report=report)}
    content = reads.said(report)
    world.go(7)
    world.do("chanhvp", "withdraw", world.rows["late"], on=date(2026, 12, 12), reason="Chủ tịch cho thôi.")
    assert reads.said(Report.objects.get(pk=report.pk)) == content
    made = actions.amend(report.pk, reason="Sở Tài chính gửi bổ sung kết quả.", **doing(world, "chanhvp"))
    changes = of_stored_changes(made.changes)
    assert [(one.content, one.before, one.after) for one in changes.lines] == [
        ("Lập danh mục các điểm sạt lở bờ biển cần xử lý cấp bách", "chưa thực hiện, quá hạn", "đã thu hồi")
    ]
    assert {(one.id, one.before, one.after) for one in changes.figures} >= {
        ("not_started_overdue", 1, 0), ("withdrawn", 0, 1),
    }  # fmt: skip
    kept = RenderedFile.objects.filter(report=report, amendment=None)
    assert {row.form: open_bytes(row.attachment.blob).read() for row in kept} == before
    assert {row.form for row in RenderedFile.objects.filter(amendment=made)} == {"docx", "pdf"}
    assert reads.damage(report) == []


def test_what_is_not_out_is_edited_not_amended(world: Counted) -> None:
    report = closed(world)
    no = refused(lambda: actions.amend(report.pk, reason="Sai.", **doing(world, "chanhvp")))
    assert no.sentence == "Báo cáo chưa gửi, chưa chốt; hãy sửa ngay trong báo cáo."
    assert not Amendment.objects.exists()


# ---- bad input


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2027-Q2", "Kỳ báo cáo quý II/2027 chưa bắt đầu (từ ngày 15/03/2027); hãy chọn kỳ đã bắt đầu."),
        ("2027-Q1", "Kỳ báo cáo quý I/2027 chưa kết thúc; báo cáo lập được từ ngày 15/03/2027."),
        (
            "2026-Q2",
            "Đến ngày chốt 14/06/2026 chưa có nhiệm vụ nào được giao (nhiệm vụ đầu tiên giao ngày 23/11/2026); "
            "hãy chọn kỳ sau đó.",
        ),
        ("quý 4", "Không hiểu kỳ báo cáo “quý 4”"),
    ],
)
def test_a_period_that_cannot_be_reported_is_refused_with_why(world: Counted, text: str, said: str) -> None:
    no = refused(lambda: actions.open_period(text, **doing(world, "chanhvp")))
    assert no.status == 422 and no.sentence.startswith(said)


def test_the_office_opens_a_shorter_period_when_it_is_wanted(world: Counted) -> None:
    report = actions.open_period("2026-Q4", **doing(world, "chanhvp"))
    assert (report.of_office, report.period, Report.objects.count()) == (True, "2026-Q4", 4)
    no = refused(lambda: actions.open_period("2026-Q4", **doing(world, "chanhvp")))
    assert no.sentence == "Báo cáo quý IV/2026 đã mở; hãy mở báo cáo đó trong danh sách."
