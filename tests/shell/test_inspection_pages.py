"""The pages of inspections: who opens them, what they cost, what is carried away, what bad input is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from giaoviec.journal.models import Event
from giaoviec.oversight.actions import inspection as actions
from giaoviec.oversight.actions import inspection_sheets as sheets
from giaoviec.oversight.actions import second_looks
from giaoviec.oversight.models import Draw, Inspection, SecondLook, Sheet
from giaoviec.oversight.queries import inspection as queries
from tests.cast import DAY, make_cast
from tests.shell.test_inspections import Inspecting
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Callable[[date], None], settings: Any, tmp_path: Any) -> Inspecting:
    settings.DATA_DIR = tmp_path
    set_day(DAY)
    return Inspecting(make_cast())


def at(world: Inspecting, username: str, path: str, *, status: int | None = 200, acting: str = "") -> Visitor:
    return Visitor(world.cast.client(username, acting=acting)).open(path, status=status)


def drawn(world: Inspecting, closed: int = 3) -> Inspection:
    """Under way, with as many sheets drawn as there is work."""
    rows = [world.closed() for _ in range(closed)]
    row = world.under_way()
    day = world.day
    world.act(sheets.draw_sample, row.pk, agency=rows[0].agency_id, size=closed, since=day, until=day)
    return row


def test_a_stranger_finds_no_page_of_inspections(world: Inspecting) -> None:
    row = drawn(world, 1)
    sheet = Sheet.objects.get()
    paths = ("", "word/quyet-dinh/", f"phieu/{sheet.pk}/", f"phieu/{sheet.pk}/in/", "phieu/in/", "ket-luan/")
    for path in (*paths, f"mau/{Draw.objects.get().pk}/", f"mau/{Draw.objects.get().pk}/csv/"):
        at(world, "stc.vanphong", f"/kiem-tra/{row.pk}/{path}", status=404)
    for path in (
        "/kiem-tra/de-xuat/",
        "/kiem-tra/xem-lai/",
        "/kiem-tra/ke-hoach/2026/",
        "/kiem-tra/ke-hoach/2026/word/",
    ):
        at(world, "stc.vanphong", path, status=404)
    at(world, "sxd.chuyenvien", "/kiem-tra/", status=404)
    assert at(world, "stc.vanphong", "/kiem-tra/").sees("Không có cuộc kiểm tra nào")


def test_an_inspected_agency_reads_the_decision_and_its_own_sheets_after_the_conclusion(world: Inspecting) -> None:
    row = drawn(world, 1)
    sheet = Sheet.objects.get()
    page = at(world, "sxd.vanphong", f"/kiem-tra/{row.pk}/")
    assert page.sees("1523/QĐ-UBND", "Đỗ Thị Hòa")
    assert "Phiếu kiểm tra" not in page.main
    at(world, "sxd.vanphong", f"/kiem-tra/{row.pk}/phieu/{sheet.pk}/", status=404)
    at(world, "sxd.vanphong", f"/kiem-tra/{row.pk}/word/ke-hoach/", status=404)
    world.fill(row, sheet, verdict="false", remark="Chưa có mố cầu.")
    world.conclude(row)
    assert at(world, "sxd.vanphong", f"/kiem-tra/{row.pk}/phieu/{sheet.pk}/").sees("Chưa có mố cầu.")


def test_the_list_and_the_page_cost_the_same_for_one_sheet_and_for_many(
    world: Inspecting, django_assert_num_queries: Any
) -> None:
    client = world.cast.client("theodoi")
    small, large = drawn(world, 1), drawn(world, 6)
    for path in ("/kiem-tra/", f"/kiem-tra/{small.pk}/"):
        client.get(path)
    with django_assert_num_queries(24, exact=False) as counted:
        client.get(f"/kiem-tra/{small.pk}/")
    few = len(counted)
    with django_assert_num_queries(few):
        client.get(f"/kiem-tra/{large.pk}/")


def test_a_refused_proposal_keeps_what_was_typed(world: Inspecting) -> None:
    page = at(world, "theodoi", "/kiem-tra/de-xuat/?co-quan=abc").fill(kind="routine", reason="Giải ngân chậm.")
    page.press("Trình đề xuất")
    assert page.status == 422
    assert page.errors()["agencies"] == "Chọn ít nhất một cơ quan được kiểm tra."
    assert (page.value("reason"), Inspection.objects.count()) == ("Giải ngân chậm.", 0)
    page.fill(agencies=["Sở Xây dựng"], first_on="31/02/2026").press("Trình đề xuất")
    assert page.errors()["first_on"] == "Ngày không đúng; hãy ghi theo dạng 24/11/2026."


def test_what_is_marked_secret_is_not_kept_in_any_form(world: Inspecting) -> None:
    page = at(world, "theodoi", "/kiem-tra/de-xuat/").fill(agencies=["Sở Xây dựng"], reason="TỐI MẬT\nKiểm tra kho")
    page.press("Trình đề xuất")
    assert (page.status, page.value("reason"), Inspection.objects.count()) == (422, "", 0)


@pytest.mark.parametrize(
    ("slug", "sent", "status"),
    [
        ("quyet-dinh", {"agree": "co", "number": "2/QĐ"}, 403),
        ("rut-mau", {"agency": "999999", "size": "2", "since": "01/11/2026", "until": "23/11/2026"}, 422),
        ("rut-mau", {"size": "-3", "since": "x", "until": ""}, 422),
        ("chon-viec", {"assignments": "57; DROP TABLE", "reason": "x"}, 422),
        ("chon-viec", {"assignments": "99999999999999999999999", "reason": "x"}, 422),
        ("doan", {"person": "0", "role": "king"}, 422),
        ("thoi", {"member": "99999", "reason": "x"}, 422),
        ("gia-han", {"last_on": "01/11/2026", "reason": "x"}, 422),
        ("ket-thuc", {"note": "Xong."}, 409),
        ("bat-dau", {"version": "1"}, 409),
        ("khong-co", {}, 404),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_changes_nothing(
    world: Inspecting, slug: str, sent: dict[str, str], status: int
) -> None:
    row = drawn(world, 1)
    before = Event.objects.count()
    answer = world.cast.client("theodoi").post(f"/kiem-tra/{row.pk}/{slug}/", sent)
    assert (answer.status_code, Event.objects.count()) == (status, before)


def test_a_member_leaves_on_the_page_and_ids_on_it_are_unique(world: Inspecting) -> None:
    row = drawn(world, 1)
    page = at(world, "theodoi", f"/kiem-tra/{row.pk}/")
    ids = page.page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    page.fill(member="Cao Xuân Hòa").press("Cho thôi")
    assert page.status == 422
    page = at(world, "theodoi", f"/kiem-tra/{row.pk}/")
    page.page.get_element_by_id("thoi_reason").set("value", "Đổi nhiệm vụ.")
    page.fill(member="Cao Xuân Hòa").press("Cho thôi")
    assert page.sees("thôi từ 23/11/2026"), page.errors()


def test_who_has_a_seat_elsewhere_is_led_to_it(world: Inspecting) -> None:
    row = drawn(world, 1)
    page = at(world, "thanhtra", f"/kiem-tra/{row.pk}/")
    assert page.sees(
        "Đổi sang tư cách thành viên đoàn", "Phiếu kiểm tra và việc được kiểm tra chỉ mở trong tư cách này"
    )
    page.press("Làm việc với tư cách thành viên đoàn")
    assert page.open(f"/kiem-tra/{row.pk}/").sees("0 trong 1 phiếu đã lập")
    assert "Thành viên Đoàn kiểm tra 1523/QĐ-UBND" in page.text


def test_a_sheet_takes_a_photo_and_leads_to_the_next_one(world: Inspecting) -> None:
    row = drawn(world, 2)
    first, second = queries.sheets(row)
    client = world.cast.client("theodoi2")
    sent = {"verdict": "genuine", "evidence": "Xem hiện trường.", "version": "1"}
    photo = SimpleUploadedFile("bien-ban.txt", "Biên bản kiểm tra hiện trường".encode())
    answer = client.post(f"/kiem-tra/{row.pk}/phieu/{first.pk}/", sent | {"files": photo})
    assert answer["Location"] == f"/kiem-tra/{row.pk}/phieu/{second.pk}/"
    page = at(world, "chanhvp", f"/kiem-tra/{row.pk}/phieu/{first.pk}/")
    assert page.sees("Xem hiện trường.", "bien-ban.txt")
    assert page.follow("bien-ban.txt").content.decode() == "Biên bản kiểm tra hiện trường"
    secret = SimpleUploadedFile("anh.txt", "TỐI MẬT".encode())
    refused = client.post(f"/kiem-tra/{row.pk}/phieu/{second.pk}/", sent | {"files": secret})
    second.refresh_from_db()
    assert (refused.status_code, second.verdict) == (422, "")
    late = client.post(f"/kiem-tra/{row.pk}/phieu/{first.pk}/", sent)  # somebody filled it in meanwhile
    assert late.status_code == 409


def test_a_blank_sheet_prints_with_the_code_that_opens_it(world: Inspecting) -> None:
    row = drawn(world, 2)
    page = at(world, "theodoi2", f"/kiem-tra/{row.pk}/phieu/in/")
    assert page.main.count("PHIẾU KIỂM TRA") == 2
    assert len(page.page.xpath("//*[contains(@class, 'qr')]")) == 2
    [sheet] = queries.sheets(row)[:1]
    assert f"/kiem-tra/{row.pk}/phieu/{sheet.pk}/" in page.main


def test_a_sample_is_drawn_again_before_ones_eyes_and_a_changed_row_is_noticed(world: Inspecting) -> None:
    row = drawn(world, 3)
    draw = Draw.objects.get()
    page = at(world, "vanthu", f"/kiem-tra/{row.pk}/mau/{draw.pk}/")
    assert page.sees("Rút lại cho đúng 3 việc đang có phiếu; hạt giống 2026.")
    lines = (
        world.cast.client("vanthu")
        .get(f"/kiem-tra/{row.pk}/mau/{draw.pk}/csv/")
        .content.decode("utf-8-sig")
        .splitlines()
    )
    assert lines[0] == "Mã việc;Trọng số;Dấu hiệu;u;Khóa;Được rút"
    assert len(lines) == 4
    Draw.objects.update(size=2)
    assert at(world, "vanthu", f"/kiem-tra/{row.pk}/mau/{draw.pk}/").sees("có dữ liệu đã bị thay đổi")


def words_of(answer: Any) -> str:
    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_decision_plan_sheets_and_conclusion_come_as_word(world: Inspecting) -> None:
    row = drawn(world, 2)
    for sheet in queries.sheets(row):
        world.fill(row, sheet)
    world.conclude(row, demands="Giao Sở Xây dựng cắm biển báo trước ngày 20/12/2026.")
    client = world.cast.client("chanhvp")
    said = {
        which: words_of(client.get(f"/kiem-tra/{row.pk}/word/{which}/"))
        for which in ("quyet-dinh", "ke-hoach", "phieu", "ket-luan")
    }
    assert "Số: 1523/QĐ-UBND" in said["quyet-dinh"]
    assert "Đỗ Thị Hòa, Văn phòng UBND tỉnh, Trưởng đoàn" in said["quyet-dinh"]
    assert "2 nhiệm vụ, trong đó 2 nhiệm vụ rút ngẫu nhiên theo hạt giống 2026." in said["ke-hoach"]
    assert "ĐOÀN KIỂM TRA 1523/QĐ-UBND" in said["ke-hoach"]
    assert "đúng như báo cáo" in said["phieu"]
    assert "Sở Xây dựng: tỷ lệ hoàn thành đã kiểm chứng 100,00% (2 việc rút ngẫu nhiên trong 2)." in said["ket-luan"]
    assert "Giao Sở Xây dựng cắm biển báo trước ngày 20/12/2026." in said["ket-luan"]
    assert client.get(f"/kiem-tra/{row.pk}/word/khac/").status_code == 404


def test_the_years_plan_lists_its_routine_inspections_by_quarter(world: Inspecting) -> None:
    world.propose("stc", kind="routine", first_on=date(2027, 2, 1), last_on=date(2027, 2, 12), reason="Giải ngân.")
    world.propose("sxd", kind="routine", first_on=date(2027, 5, 4), reason="Sạt lở.")
    world.propose("sxd", reason="Đột xuất thì không vào kế hoạch.")
    page = at(world, "chutich", "/kiem-tra/ke-hoach/2027/")
    assert page.sees("2 cuộc kiểm tra định kỳ.", "Quý I", "Quý II", "01/02/2027 – 12/02/2027")
    assert "Đột xuất thì" not in page.main
    word = words_of(world.cast.client("chutich").get("/kiem-tra/ke-hoach/2027/word/"))
    assert "từ ngày 01/02/2027 đến ngày 12/02/2027" in word
    assert at(world, "chutich", "/kiem-tra/ke-hoach/2025/").sees("Chưa có cuộc kiểm tra định kỳ nào trong năm 2025")


def test_the_agencys_page_asks_for_its_verified_rate(world: Inspecting) -> None:
    row = drawn(world, 2)
    agency = world.cast.agency("sxd").pk
    assert f'hx-get="/kiem-tra/ty-le/{agency}/"' in at(world, "chutich", f"/co-quan/{agency}/").content.decode()
    assert at(world, "noivu", f"/kiem-tra/ty-le/{agency}/").sees("Chưa có cuộc kiểm tra nào rút mẫu")
    for sheet in queries.sheets(row):
        world.fill(row, sheet)
    world.conclude(row)
    fragment = world.cast.client("sxd.vanphong").get(f"/kiem-tra/ty-le/{agency}/", headers={"HX-Request": "true"})
    assert "<strong>100,00%</strong>" in fragment.content.decode()
    at(world, "stc.vanphong", f"/kiem-tra/ty-le/{agency}/", status=404)


def test_the_page_of_an_assignment_asks_what_was_found_of_it(world: Inspecting) -> None:
    row = drawn(world, 1)
    sheet = Sheet.objects.get()
    address = f"/kiem-tra/viec/{sheet.assignment_id}/"
    assert f'hx-get="{address}"' in at(world, "theodoi", f"/viec/{sheet.assignment_id}/").content.decode()

    def fragment(who):
        return world.cast.client(who).get(address, headers={"HX-Request": "true"}).content.decode()

    assert "chưa lập phiếu" in fragment("theodoi")
    assert fragment("sxd.vanphong").strip() == ""
    world.fill(row, sheet, verdict="false", remark="Chưa có mố cầu.")
    assert fragment("sxd.vanphong").strip() == ""
    world.conclude(row)
    assert "Chưa có mố cầu." in fragment("sxd.vanphong")
    at(world, "stc.vanphong", address, status=404)
    other = world.give("sxd")
    assert at(world, "chutich", f"/kiem-tra/viec/{other.pk}/").sees("Việc này chưa được kiểm tra")


def test_a_second_look_is_made_on_its_page_by_somebody_else(world: Inspecting, set_day: Any) -> None:
    world.closed()
    set_day(world.go(7))
    second_looks.draw_week(on=world.day, at=world.at())
    row = SecondLook.objects.get()
    assert at(world, "theodoi", f"/kiem-tra/xem-lai/{row.pk}/").sees("để người khác của Văn phòng xem lại")
    page = at(world, "theodoi2", "/kiem-tra/xem-lai/").follow("Lập danh mục")
    page.fill(holds="khong").press("Ghi kết quả")
    assert (page.status, page.errors()["note"]) == (
        422,
        "Nêu rõ kết quả không đúng ở chỗ nào. Căn cứ: điểm c khoản 1 Điều 8 Quy chế.",
    )
    page.fill(holds="khong", note="Thiếu phụ lục.").press("Ghi kết quả")
    assert page.sees("Đã xem 1", "1 không đúng")
    at(world, "vanthu", "/kiem-tra/xem-lai/", status=404)


def test_a_decision_taken_meanwhile_is_told_with_everything_still_typed(world: Inspecting) -> None:
    row = world.propose()
    page = at(world, "chutich", f"/kiem-tra/{row.pk}/").fill(agree="co", number="8/QĐ-UBND", note="Đồng ý.")
    world.act(
        actions.decide, row.pk, who="pct.kinhte",
        agree=True, number="7/QĐ-UBND", last_on=world.day + timedelta(days=9), first_on=world.day,
    )  # fmt: skip
    page.press("Ghi quyết định")
    assert page.status == 409
    row.refresh_from_db()
    assert row.number == "7/QĐ-UBND"
