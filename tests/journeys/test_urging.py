"""An agency falls behind, in a browser: urged, answered in part, decided upon, inspected, its way cleared, and measured."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from giaoviec.assignments.models import Assignment, Obstacle
from giaoviec.cli import main as giaoviec
from giaoviec.oversight.models import ChairmanReport, Draw, Inspection, LeaderAct, Sheet, Urging
from giaoviec.rules.sampling import DIGITS
from giaoviec.rules.tasks import Quality
from tests.journeys.stage import Stage, fill, words
from tests.shell.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DUE = date(2026, 12, 3)
REMINDED, URGED, ANSWERED = date(2026, 12, 4), date(2026, 12, 10), date(2026, 12, 15)
REPORTED, INSPECTED, MEASURED = date(2026, 12, 18), date(2026, 12, 21), date(2026, 12, 25)

DYKE, ROAD, DRAIN, SLOPE, BRIDGE = (
    "Gia cố bờ kè cảng cá",
    "Mở rộng đường tránh đèo",
    "Nạo vét cống thoát nước",
    "Xử lý mái dốc có nguy cơ trượt",
    "Sửa lan can cầu treo",
)
FIVE = (DYKE, ROAD, DRAIN, SLOPE, BRIDGE)
THREE, TWO = (DYKE, ROAD, DRAIN), (SLOPE, BRIDGE)
CLOSED = ("Lắp biển báo trên đèo", "Kiểm định cầu yếu", "Thay nắp cống vỡ", "Sơn vạch giảm tốc")
FUND = "Chi trả tiền đền bù mặt bằng"
LAND = "Người dân chưa nhận tiền đền bù nên không bàn giao mặt bằng"
CLOSING = "Sở báo cáo rõ khối lượng còn lại của từng công trình."
QUESTION, REPLY = "Vì sao hai việc này không trả lời?", "Sở chưa trả lời; điện thoại hai lần không gặp lãnh đạo."
DECISION = "Chi trả trước 70%, phần còn lại vào quý I/2027."


def test_an_agency_that_falls_behind_is_urged_inspected_and_helped_and_what_the_letter_moved_is_counted(
    stage: Stage,
) -> None:
    work = work_is_given_and_some_of_it_is_confirmed(stage)
    it_falls_overdue_and_is_reminded(stage)
    letter = one_letter_names_the_five(stage)
    it_is_edited_signed_numbered_and_sent(stage, letter)
    three_are_answered_and_two_move(stage, letter, work)
    report = the_other_two_go_to_the_chairman(stage)
    he_asks_and_is_answered(stage, report)
    inspection = he_decides_a_sudden_inspection(stage, report)
    a_sample_is_drawn_and_drawn_again(stage, inspection)
    false = a_closing_is_found_to_be_false(stage, inspection)
    it_is_reopened_and_counted(stage, inspection, false)
    an_obstacle_of_two_agencies_is_decided_once(stage, work)
    what_the_letter_moved_stands_on_its_page(stage, letter)
    assert giaoviec(["journal", "verify"]) == 0


def work_is_given_and_some_of_it_is_confirmed(stage: Stage) -> dict[str, Assignment]:
    world = World(stage.cast)
    work = {content: world.give("sxd", content=content, due_on=DUE) for content in (*FIVE, *CLOSED)}
    work[FUND] = world.give("stc", content=FUND, due_on=date(2026, 12, 31))
    world.go(3)
    for content in FIVE:
        world.do("sxd.vanphong", "update", work[content], content="Đã giao Phòng Hạ tầng kỹ thuật.")
    world.do("stc.vanphong", "update", work[FUND], content="Đã lập phương án.")
    for content in CLOSED:
        world.do("sxd.vanphong", "claim", work[content], content="Đã làm xong.")
    world.go(1)
    for content in CLOSED:
        world.do("theodoi", "confirm", work[content], quality=Quality.GOOD)
    return work


def it_falls_overdue_and_is_reminded(stage: Stage) -> None:
    stage.day(REMINDED)
    stage.sit("sxd.vanphong")
    late = stage.section("Quá hạn")
    assert all(content in late for content in FIVE)
    assert "Quá 1 ngày hạn 03/12/2026" in late
    stage.sit("theodoi")
    assert "Quá hạn 5" in words(stage.page.locator("main"))
    assert "Không có văn bản nào ở bước này" in stage.read("chanhvp", "/don-doc/?xem=du-thao")


def one_letter_names_the_five(stage: Stage) -> Urging:
    stage.day(URGED)
    board = stage.read("chanhvp", "/don-doc/")
    assert "Sở Xây dựng dự thảo 10/12 5 việc 17/12/2026" in board
    assert stage.page.locator("main tbody tr").count() == 1
    assert "Sở Xây dựng" not in stage.read("sxd.vanphong", "/don-doc/")
    letter = Urging.objects.get()
    stage.sit("chanhvp", f"/don-doc/{letter.pk}/")
    named = stage.section("Việc trong văn bản")
    assert "5 việc" in named and all(content in named for content in FIVE)
    return letter


def it_is_edited_signed_numbered_and_sent(stage: Stage, letter: Urging) -> None:
    here = f"/don-doc/{letter.pk}/"
    page = stage.sit("theodoi", here)
    assert stage.section("Việc trong văn bản").index(BRIDGE) > stage.section("Việc trong văn bản").index(SLOPE)
    page.get_by_label("Thứ tự của việc 5").fill("0")
    fill(page, "closing", CLOSING)
    stage.press("Lưu dự thảo")
    page.get_by_text("Đã lưu dự thảo.").wait_for()
    assert stage.section("Việc trong văn bản").index(BRIDGE) < stage.section("Việc trong văn bản").index(DYKE)
    assert page.get_by_role("button", name="Ký", exact=True).count() == 0
    stage.sit("chanhvp", here)
    stage.press("Ký")
    page.get_by_text("Đã ký; chờ văn thư cấp số.").wait_for()
    assert CLOSING in words(page.locator("main"))
    stage.sit("vanthu", here)
    stage.press("Cấp số")
    page.get_by_text("Đã cấp số.").wait_for()
    stage.press("Gửi Sở Xây dựng")
    page.get_by_text("Đã gửi.").wait_for()
    letter.refresh_from_db()
    assert (letter.full_number, letter.sent_on, letter.answer_by) == ("01/VP-TH", URGED, date(2026, 12, 17))
    seen = stage.read("sxd.vanphong")
    assert "Trả lời văn bản đôn đốc" in seen
    assert "01/VP-TH" in stage.read("chanhvp", "/don-doc/?xem=cho-tra-loi")
    assert "01/VP-TH" not in stage.read("stc.vanphong", "/don-doc/")


def three_are_answered_and_two_move(stage: Stage, letter: Urging, work: dict[str, Assignment]) -> None:
    stage.day(ANSWERED)
    page = stage.sit("sxd.vanphong", f"/don-doc/{letter.pk}/")
    page.get_by_role("link", name="Trả lời từng việc").click()
    page.wait_for_url("**/tra-loi/")
    for item in letter.items.filter(assignment__in=[work[content].pk for content in THREE]):
        fill(page, f"answer_{item.pk}", "Tăng thêm một mũi thi công.")
        fill(page, f"promised_{item.pk}", "23/12/2026")
        fill(page, f"cause_{item.pk}", "thiên tai, dịch bệnh, sự cố")
    stage.press("Gửi trả lời")
    page.get_by_text("Đã trả lời; còn 2 việc chưa trả lời.").wait_for()
    assert words(page.locator("main")).count("Chưa trả lời") == 2
    stage.move("sxd.vanphong", work[DYKE].pk, "Cập nhật tình hình", content="Đã xong 80% chiều dài kè.")
    explanation = {"cause": "thiên tai, dịch bệnh, sự cố", "explanation": "Mưa lớn.", "proposal": "Cho xong 15/12."}
    stage.move("sxd.vanphong", work[ROAD].pk, "Giải trình", **explanation)
    stage.move("sxd.vanphong", work[ROAD].pk, "Báo cáo hoàn thành", content="Đã thông đường tránh.")
    row = stage.page.locator("main tbody tr", has_text="Sở Xây dựng")
    stage.sit("chanhvp", "/don-doc/?xem=cho-tra-loi")
    assert [words(cell) for cell in row.locator("td.num").all()] == [
        "5 việc", "3/5 trả lời", "2/5 chuyển biến",
    ]  # fmt: skip


def the_other_two_go_to_the_chairman(stage: Stage) -> ChairmanReport:
    stage.day(REPORTED)
    page = stage.sit("chanhvp", "/bao-cao-chu-tich/")
    stage.press("Soạn báo cáo hôm nay")
    page.get_by_text("Đã soạn bản thảo").wait_for()
    lines = stage.section("Đề xuất")
    assert "1 dòng" in lines and "Sở Xây dựng: đôn đốc bằng văn bản" in lines
    page.locator("main summary", has_text="2 việc").click()
    lines = stage.section("Đề xuất")
    assert [content in lines for content in FIVE] == [False, False, False, True, True]
    assert "không trả lời văn bản đôn đốc" in lines
    assert "Không có việc nào chờ quyết định" in stage.read("chutich")
    report = ChairmanReport.objects.get()
    stage.sit("chanhvp", f"/bao-cao-chu-tich/{report.pk}/")
    stage.press("Ký, lấy số")
    page.get_by_text("Đã ký và lấy số.").wait_for()
    stage.press("Gửi Chủ tịch")
    page.get_by_text("Đã gửi Chủ tịch UBND tỉnh.").wait_for()
    return report


def he_asks_and_is_answered(stage: Stage, report: ChairmanReport) -> None:
    page = stage.sit("chutich")
    assert "Đôn đốc bằng văn bản: Sở Xây dựng" in stage.section("Chờ đồng chí quyết định")
    page.get_by_role("link", name=re.compile("^Hỏi: đôn đốc bằng văn bản Sở Xây dựng")).click()
    page.wait_for_url("**/bao-cao-chu-tich/dong/*/#hoi")
    fill(page, "question", QUESTION)
    stage.press("Hỏi")
    page.get_by_text("Đã hỏi Văn phòng; đề xuất vẫn chờ quyết định.").wait_for()
    stage.sit("chanhvp")
    assert "Lãnh đạo hỏi" in stage.section("Vừa về lại với tôi")
    asked = LeaderAct.objects.get()
    page = stage.sit("chanhvp", f"/chi-dao/{asked.pk}/")
    fill(page, "answer", REPLY)
    stage.press("Gửi trả lời")
    page.get_by_text(REPLY).wait_for()
    stage.sit("chutich")
    assert REPLY in stage.section("Chờ đồng chí quyết định")


def he_decides_a_sudden_inspection(stage: Stage, report: ChairmanReport) -> Inspection:
    page = stage.sit("chutich")
    page.locator("main summary", has_text="Ý kiến khác").click()
    fill(page, "measure", "kiểm tra đột xuất")
    fill(page, "text", "Kiểm tra cả các việc đã báo cáo xong.")
    fill(page, "number", "2210/QĐ-UBND")
    stage.press("Theo biện pháp khác")
    page.get_by_text("Cuộc kiểm tra đột xuất đã được lập.").wait_for()
    assert "Không có việc nào chờ quyết định" in stage.section("Chờ đồng chí quyết định")
    inspection = Inspection.objects.get()
    assert (inspection.number, inspection.first_on) == ("2210/QĐ-UBND", INSPECTED)
    assert "2210/QĐ-UBND" in stage.read("sxd.vanphong")
    decided = stage.read("chanhvp", f"/bao-cao-chu-tich/{report.pk}/")
    assert "kiểm tra đột xuất" in decided and "Cuộc kiểm tra" in decided
    return inspection


def a_sample_is_drawn_and_drawn_again(stage: Stage, inspection: Inspection) -> None:
    stage.day(INSPECTED)
    page = stage.sit("chanhvp", f"/kiem-tra/{inspection.pk}/")
    page.locator("#doan summary").click()
    page.locator("#doan_person-box").fill("do thi hoa")
    page.locator("#doan_person-list [role=option]").first.wait_for()
    page.locator("#doan_person-box").press("Enter")
    fill(page, "role", "Trưởng đoàn")
    stage.press("Thêm vào đoàn")
    page.get_by_text("Đã thêm thành viên đoàn.").wait_for()
    stage.press("Bắt đầu kiểm tra")
    page.get_by_text("Cuộc kiểm tra đã bắt đầu.").wait_for()
    page.locator("#rut-mau summary").click()
    for name, value in {"size": "3", "since": "23/11/2026", "until": "21/12/2026"}.items():
        page.locator(f"#rut-mau [name={name}]").fill(value)
    page.locator("#rut-mau [name=agency]").select_option(label="Sở Xây dựng")
    stage.press("Rút mẫu")
    page.get_by_text("Đã rút mẫu.").wait_for()
    assert "0 trong 3 phiếu đã lập" in stage.section("Phiếu kiểm tra")
    page.get_by_role("link", name="Rút lại để kiểm chứng").click()
    page.wait_for_url("**/mau/*/")
    assert f"Rút lại cho đúng 3 việc đang có phiếu; hạt giống {inspection.seed}." in words(page.locator("main"))
    draw = Draw.objects.get(inspected__inspection=inspection)
    held = page.request.get(f"/kiem-tra/{inspection.pk}/mau/{draw.pk}/csv/").text()
    drawn_elsewhere(held, inspection.seed)


def drawn_elsewhere(held: str, seed: str) -> None:
    """Anybody draws it again from the list and the seed, with nothing but a hash."""
    rows = list(csv.DictReader(io.StringIO(held.lstrip("\ufeff")), delimiter=";" if ";" in held else ","))
    keys = {}
    for row in rows:
        digits = sha256(f"{seed}:{row['Mã việc']}".encode()).hexdigest()[:DIGITS]
        keys[row["Mã việc"]] = ((int(digits, 16) + 0.5) / 16**DIGITS) ** (1 / int(row["Trọng số"]))
    greatest = sorted(keys, key=lambda pk: -keys[pk])[:3]
    assert len(rows) == len(CLOSED)
    assert {row["Mã việc"] for row in rows if row["Được rút"] == "x"} == set(greatest)
    assert set(Sheet.objects.values_list("assignment_id", flat=True)) == {int(pk) for pk in greatest}


def a_closing_is_found_to_be_false(stage: Stage, inspection: Inspection) -> Sheet:
    assert "Lập phiếu" in stage.read("theodoi2")
    false, *genuine = Sheet.objects.order_by("id")
    for sheet in (false, *genuine):
        page = stage.sit("theodoi2", f"/kiem-tra/{inspection.pk}/phieu/{sheet.pk}/")
        assert "Đã làm xong." in stage.section("Việc được kiểm tra")
        fill(page, "verdict", "false" if sheet == false else "genuine")
        fill(page, "evidence", "Xem hiện trường và hồ sơ nghiệm thu ngày 21/12/2026.")
        if sheet == false:
            fill(page, "remark", "Hiện trường chưa làm gì.")
        stage.press("Lập phiếu")
        page.get_by_text("Đã lập phiếu.").wait_for()
    stage.sit("theodoi2", f"/kiem-tra/{inspection.pk}/")
    assert "3 trong 3 phiếu đã lập" in stage.section("Phiếu kiểm tra")
    assert "66,67%" in stage.section("Mẫu đã rút")
    conclude(stage, inspection)
    return false


def conclude(stage: Stage, inspection: Inspection) -> None:
    page = stage.page
    page.get_by_role("link", name="Kết luận", exact=True).first.click()
    page.wait_for_url("**/ket-luan/")
    said: dict[str, Any] = {
        "number": "31/KL-UBND", "nature": "Báo cáo hoàn thành khi chưa làm.", "degree": "Nghiêm trọng.",
        "cause": "Không kiểm tra hiện trường.",
        f"responsibility_{stage.cast.agency('sxd').pk}": "Giám đốc Sở chịu trách nhiệm.",
    }  # fmt: skip
    for name, value in said.items():
        fill(page, name, value)
    stage.press("Ghi kết luận")
    page.get_by_text("Đã kết luận; cơ quan được kiểm tra được báo.").wait_for()


def it_is_reopened_and_counted(stage: Stage, inspection: Inspection, false: Sheet) -> None:
    page = stage.sit("chanhvp", f"/kiem-tra/{inspection.pk}/phieu/{false.pk}/")
    fill(page, "due_on", "31/12/2026")
    stage.press("Mở lại việc")
    page.get_by_text("Đã mở lại việc theo kết luận kiểm tra.").wait_for()
    row = Assignment.objects.select_related("task").get(pk=false.assignment_id)
    assert (row.stage, row.reopenings, row.done_on, row.due_on) == ("under_way", 1, None, date(2026, 12, 31))
    assert "đã mở lại" in stage.read("chanhvp", f"/kiem-tra/{inspection.pk}/")
    seen = stage.read("sxd.vanphong")
    assert "31/KL-UBND" in seen and row.task.content in seen
    assert "Hiện trường chưa làm gì." in stage.read("sxd.vanphong", f"/kiem-tra/{inspection.pk}/phieu/{false.pk}/")
    assert "66,67%" in stage.read("chutich", f"/kiem-tra/ty-le/{stage.cast.agency('sxd').pk}/")


def an_obstacle_of_two_agencies_is_decided_once(stage: Stage, work: dict[str, Assignment]) -> None:
    said = {"cause": "vướng mặt bằng, đất đai", "problem": LAND, "proposal": "Cho chi trả trước một phần."}
    stage.move("sxd.vanphong", work[SLOPE].pk, "Báo khó khăn, vướng mắc", **said)
    stage.move("stc.vanphong", work[FUND].pk, "Báo khó khăn, vướng mắc", **said)
    for somebody in ("sxd.vanphong", "stc.vanphong"):
        stage.sit(somebody)
        assert "Chờ trả lời vướng mắc" in stage.section("Đang chờ nơi khác")
    one = Obstacle.objects.order_by("id").first()
    assert one is not None
    page = stage.sit("theodoi", f"/vuong-mac/{one.pk}/")
    page.get_by_role("checkbox", name=re.compile("Sở Tài chính")).check()
    stage.press("Gộp để quyết định một lần")
    page.get_by_text("Đã gộp thêm 1 vướng mắc.").wait_for()
    board = stage.read("theodoi", "/vuong-mac/")
    assert "2 cơ quan, 2 việc" in board
    page = stage.sit("theodoi", f"/vuong-mac/{one.pk}/")
    fill(page, "answer", DECISION)
    stage.press("Quyết định")
    page.get_by_text("Đã quyết định; 2 việc đi tiếp.").wait_for()
    for content in (SLOPE, FUND):
        row = Assignment.objects.get(pk=work[content].pk)
        assert (row.obstacle_open, row.holder) == (False, "agency")
    for somebody in ("sxd.vanphong", "stc.vanphong"):
        stage.sit(somebody)
        assert DECISION in stage.section("Vừa về lại với tôi")
        assert "Chờ trả lời vướng mắc" not in stage.section("Đang chờ nơi khác")
    assert "Không việc nào đang chờ gỡ vướng" in stage.read("theodoi", "/vuong-mac/")


def what_the_letter_moved_stands_on_its_page(stage: Stage, letter: Urging) -> None:
    stage.day(MEASURED)
    seen = stage.read("chutich", f"/don-doc/{letter.pk}/")
    assert "2/5 việc" in seen and "3/5 việc" in seen and "đến hết ngày 24/12/2026" in seen
    assert "3 việc không có cập nhật, báo cáo nào sau ngày gửi" in seen
    named = stage.section("Việc trong văn bản")
    assert [named.count(word) for word in ("Đã cập nhật", "Đã báo cáo hoàn thành", "Chưa chuyển biến")] == [1, 1, 3]
    assert "40,00%" in stage.read("chutich", "/don-doc/?xem=hieu-qua")
