"""A quarter is over, in a browser: agencies confirm what is prefilled, the Office merges, signs and freezes; a correction
comes a week later; the frozen report prints the same, and the Chairman opens a number down to an update."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from giaoviec.agencies.models import Person
from giaoviec.assignments.models import Assignment
from giaoviec.cli import main as giaoviec
from giaoviec.clock import HANOI
from giaoviec.evaluation.models import Contest, Kind, Sheet
from giaoviec.ops.schedule import run_freeze
from giaoviec.reporting.actions import freezing
from giaoviec.reporting.models import Report
from giaoviec.reporting.views import report_acts
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.cast import DAY
from tests.journeys.stage import Stage, fill, words
from tests.shell.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GIVEN, CLOSED, SIGNED, CORRECTED = date(2027, 1, 11), date(2027, 3, 15), date(2027, 3, 18), date(2027, 3, 22)
WITHDRAWN, YEAR_OVER = date(2027, 3, 14), date(2027, 12, 15)
DYKE, ROAD, BRIDGE, PRICES, PORT = (
    "Gia cố bờ kè cảng cá",
    "Mở rộng đường tránh đèo",
    "Sửa lan can cầu treo",
    "Thẩm định giá đất khu tái định cư",
    "Duy trì tuyến vận tải ra đảo",
)
UPDATED = "Đã xong 60% khối lượng kè."
OWN = "Thiếu người thẩm định giá."
LACK = "Nêu rõ vì sao việc sửa lan can cầu treo chậm."
WHY = "Chậm do nhà thầu bỏ dở, Sở đã chấm dứt hợp đồng."
REMARK = "Nêu thêm việc của quý tới."
AHEAD = "Quý II/2027 tập trung dứt điểm việc quá hạn."
CONTEST = "Đường tránh đã bàn giao ngày 10/4, biên bản số 12."
CORRECTION = "Chủ tịch UBND tỉnh đã cho thôi việc sửa lan can cầu treo từ ngày 14/3."


def test_a_quarter_from_its_end_to_the_correction(stage: Stage) -> None:
    work = work_is_given(stage)
    the_tick_closes_the_quarter(stage)
    an_agency_confirms_its_report(stage)
    another_writes_its_own_again(stage)
    report = the_office_merges_edits_and_signs(stage)
    before = handed_out(stage, report)
    a_correction_comes_a_week_later(stage, report, work)
    assert handed_out(stage, report) == before, "the frozen report prints the same, to the last byte"
    the_chairman_opens_a_number_down_to_an_update(stage, report, work)
    an_agency_contests_a_point_and_wins(stage)
    home_affairs_reads_both_scores(stage)
    assert giaoviec(["journal", "verify"]) == 0


def work_is_given(stage: Stage) -> dict[str, Assignment]:
    world = World(stage.cast)
    world.go((GIVEN - DAY).days)
    work = {content: world.give("sxd", content=content, due_on=date(2027, 4, 15)) for content in (DYKE, ROAD)}
    work[BRIDGE] = world.give("sxd", content=BRIDGE, due_on=date(2027, 2, 26))
    work[PRICES] = world.give("stc", content=PRICES, due_on=date(2027, 3, 5))
    work[PORT] = world.give("phuquy", content=PORT, task_class=TaskClass.OPEN_ENDED, cycle=Cycle.QUARTER)
    world.go(2)
    world.do("sxd.vanphong", "update", work[DYKE], content=UPDATED)
    world.do("stc.vanphong", "claim", work[PRICES], content="Đã thẩm định.")
    world.go(2)
    world.do("theodoi", "confirm", work[PRICES], quality=Quality.GOOD)
    seen = world.at().replace(year=2027, month=3, day=14).astimezone(HANOI)
    Person.objects.update(seen_at=seen)
    return work


def the_tick_closes_the_quarter(stage: Stage) -> None:
    stage.day(CLOSED)
    assert "áo cáo định kỳ" in stage.read("stc.giamdoc")
    assert "1 báo cáo" in stage.read("chanhvp", "/bao-cao/"), "what the agencies have not sent is theirs"
    assert set(Report.objects.values_list("agency__code", "period", "stage")) == {
        ("stc", "2027-Q1", "prefilled"), ("sxd", "2027-Q1", "prefilled"), ("phuquy", "2027-Q1", "prefilled"),
        ("vp", "2027-Q1", "prefilled"),
    }  # fmt: skip


def report_of(code: str) -> Report:
    return Report.objects.exclude(stage="sent_back").get(agency__code=code)


def write(stage: Stage, key: str, text: str) -> None:
    """A section is opened on the page that lies open, written anew and kept."""
    part = stage.page.locator(f"section#{key}")
    part.locator("summary", has_text="Sửa phần này").click()
    part.locator("textarea[name=text]").fill(text)
    part.get_by_role("button", name="Lưu phần này").click()
    stage.page.get_by_text("Đã lưu phần báo cáo.").wait_for()


def hand_in(stage: Stage) -> None:
    stage.press("Ký và chốt số liệu")
    stage.page.get_by_text("Đã ký; số liệu, danh sách và tệp in được chốt.").wait_for()
    stage.press("Gửi Văn phòng")
    stage.page.get_by_text("Đã gửi Văn phòng UBND tỉnh.").wait_for()


def an_agency_confirms_its_report(stage: Stage) -> None:
    page = stage.sit("stc.giamdoc")
    page.locator(f"main a[href='/bao-cao/{report_of('stc').pk}/']").first.click()
    page.wait_for_url("**/bao-cao/**")
    seen = words(page.locator("main"))
    assert "Báo cáo quý I/2027 của Sở Tài chính" in seen
    assert "Sở Tài chính thực hiện 1 nhiệm vụ" in seen and "đã hoàn thành 1 (1 đúng hạn, 0 quá hạn)" in seen
    write(stage, "vuong-mac", OWN)
    hand_in(stage)


def another_writes_its_own_again(stage: Stage) -> None:
    stage.sit("sxd.vanphong", f"/bao-cao/{report_of('sxd').pk}/")
    hand_in(stage)
    page = stage.sit("theodoi", f"/bao-cao/{report_of('sxd').pk}/")
    fill(page, "reason", LACK)
    stage.press("Gửi đề nghị")
    page.get_by_text("Đã đề nghị Sở Xây dựng hoàn chỉnh báo cáo").wait_for()
    assert LACK in stage.read("sxd.vanphong")
    assert LACK in stage.read("sxd.vanphong", f"/bao-cao/{report_of('sxd').pk}/")
    write(stage, "qua-han", WHY)
    hand_in(stage)


def the_office_merges_edits_and_signs(stage: Stage) -> Report:
    stage.day(SIGNED)
    late = stage.read("chanhvp", "/bao-cao/?xem=con-thieu")
    assert "UBND đặc khu Phú Quý" in late and "Chậm" in late and "Sở Xây dựng" not in late
    report = report_of("vp")
    page = stage.sit("theodoi", f"/bao-cao/{report.pk}/")
    seen = words(page.locator("main"))
    assert "2/3 cơ quan đã gửi báo cáo; chưa gửi: UBND đặc khu Phú Quý." in seen
    own = page.locator("section#vuong-mac")
    own.locator("summary", has_text="Lời 1 cơ quan").click()
    assert OWN in words(own)
    part = page.locator("section#phuong-huong")
    part.locator("summary", has_text="Góp ý").click()
    part.locator("textarea[name=comment]").fill(REMARK)
    part.get_by_role("button", name="Gửi góp ý").click()
    page.get_by_text("Đã gửi góp ý đến người soạn báo cáo.").wait_for()
    page = stage.sit("chanhvp", f"/bao-cao/{report.pk}/")
    assert REMARK in words(page.locator("section#phuong-huong"))
    write(stage, "phuong-huong", AHEAD)
    stage.press("Ký và chốt số liệu")
    page.get_by_text("Đã ký; số liệu, danh sách và tệp in được chốt.").wait_for()
    report.refresh_from_db()
    assert (report.stage, report.full_number) == ("frozen", "01/BC-VP")
    assert report_of("sxd").stage == report_of("stc").stage == "merged"
    return report


def handed_out(stage: Stage, report: Report) -> dict[str, bytes]:
    """The files of the report, as the Chairman's browser gets them."""
    page = stage.sit("chutich", f"/bao-cao/{report.pk}/")
    found = {form: page.request.get(f"/bao-cao/{report.pk}/tep/{form}/") for form in ("docx", "xlsx", "pdf")}
    assert all(answer.status == 200 for answer in found.values())
    return {form: answer.body() for form, answer in found.items()}


def a_correction_comes_a_week_later(stage: Stage, report: Report, work: dict[str, Assignment]) -> None:
    stage.day(CORRECTED)
    world = World(stage.cast, day=CORRECTED)
    world.do("chanhvp", "withdraw", work[BRIDGE], on=WITHDRAWN, reason=CORRECTION)
    page = stage.sit("chanhvp", f"/bao-cao/{report.pk}/")
    fill(page, "reason", CORRECTION)
    stage.press("Ghi bản đính chính")
    page.get_by_text("Đã ghi bản đính chính lần 1").wait_for()
    assert BRIDGE in stage.section("Nhiệm vụ thay đổi")
    moved = words(page.locator("main tbody tr", has_text=BRIDGE))
    assert "chưa thực hiện, quá hạn" in moved and "đã thu hồi" in moved and "14/03/2027: Thu hồi" in moved
    assert "Đã thu hồi 0 1" in stage.section("Số liệu thay đổi")
    check = stage.read("kiemtoan", f"/bao-cao/{report.pk}/kiem-tra/")
    assert "Mọi dòng, số liệu và tệp in còn nguyên như khi chốt." in check


def the_chairman_opens_a_number_down_to_an_update(stage: Stage, report: Report, work: dict[str, Assignment]) -> None:
    assert "Báo cáo quý I/2027 số 01/BC-VP" in stage.read("chutich")
    page = stage.sit("chutich", f"/bao-cao/{report.pk}/")
    assert "Bản đính chính lần 1" in words(page.locator("main")) and AHEAD in words(page.locator("main"))
    row = page.locator("section#co-quan tbody tr", has_text="Sở Xây dựng")
    number = row.locator("a[href*='under_way_in_time']")
    assert number.inner_text() == "2"
    number.click()
    page.wait_for_url("**/danh-sach/**")
    assert page.locator("main tbody tr").count() == 2
    page.get_by_role("link", name=DYKE).click()
    page.wait_for_url(f"**/viec/{work[DYKE].pk}/")
    assert UPDATED in words(page.locator("main"))
    page.wait_for_load_state("networkidle")


def sheet_of_the_agency() -> Sheet:
    return Sheet.objects.get(kind=Kind.AGENCY, agency__code="sxd")


def an_agency_contests_a_point_and_wins(stage: Stage) -> None:
    stage.set_day(YEAR_OVER)
    page = stage.sit("noivu", "/danh-gia/")
    fill(page, "year", "2027")
    stage.press("Lập phiếu")
    page.get_by_text("Đã lập phiếu năm 2027.").wait_for()
    page = stage.sit("sxd.giamdoc", f"/danh-gia/{sheet_of_the_agency().pk}/")
    page.locator("#tung-viec tbody tr", has_text=ROAD).get_by_role("link", name="Kiến nghị").click()
    page.wait_for_url("**/kien-nghi/**")
    fill(page, "reason", CONTEST)
    stage.press("Gửi kiến nghị")
    page.get_by_text("Đã gửi kiến nghị").wait_for()
    contest = Contest.objects.get()
    page = stage.sit("chanhvp", f"/danh-gia/kien-nghi/{contest.pk}/")
    assert CONTEST in words(page.locator("main"))
    fill(page, "granted", "co")
    for part in ("quantity", "quality", "timeliness"):
        fill(page, part, "100")
    fill(page, "decision", "Đúng như kiến nghị, có biên bản bàn giao.")
    stage.press("Quyết định")
    page.get_by_text("Đã quyết định; Sở Xây dựng được báo.").wait_for()


def home_affairs_reads_both_scores(stage: Stage) -> None:
    sheet = sheet_of_the_agency()
    assert sheet.points is not None and sheet.amended is not None and sheet.amended > sheet.points
    before, after = (f"{value:.2f}".replace(".", ",") for value in (sheet.points, sheet.amended))
    seen = stage.read("noivu", f"/danh-gia/{sheet.pk}/")
    assert f"{before}/100" in seen and f"điều chỉnh {after}" in seen
    book = stage.page.request.get("/danh-gia/nam/2027/xuat.xlsx").body()
    rows = load_workbook(io.BytesIO(book))["Cơ quan"].iter_rows(min_row=4, values_only=True)
    [row] = [cells for cells in rows if cells[1] == "Sở Xây dựng"]
    assert {round(float(sheet.points), 2), round(float(sheet.amended), 2)} <= set(row)


def test_the_signer_of_a_long_report_sees_how_far_it_is_and_then_that_it_is_frozen(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More lines than the signer waits for: the worker freezes, the page asks until it is done and loads itself anew."""
    jobs: list[tuple[object, ...]] = []
    monkeypatch.setattr(report_acts, "AT_ONCE", 2)
    monkeypatch.setattr(report_acts, "async_task", lambda *job: jobs.append(job))
    work_is_given(stage)
    stage.day(CLOSED)
    report = report_of("vp")
    page = stage.sit("chanhvp", f"/bao-cao/{report.pk}/")
    stage.press("Ký và chốt số liệu")
    page.get_by_text("Đã ký; đang chốt: đếm từng việc (bước 1/6)").wait_for()
    assert jobs == [("giaoviec.ops.schedule.run_freeze", report.pk)]
    freezing._say(report.pk, 3)
    page.get_by_text("lập tệp word (bước 4/6)").wait_for()
    assert run_freeze(report.pk) == "đã chốt"
    page.get_by_role("heading", name="Bản đã chốt").wait_for()
