"""Registering and giving in a browser: a file dropped in, then the keyboard alone, then a passage chosen with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings

from giaoviec.assignments.models import Assignment, Task
from giaoviec.documents import actions
from giaoviec.documents.models import Document, Draft
from giaoviec.documents.particulars import NewDocument
from tests.cast import Cast, make_cast
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TEXT = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
Số: 21/CT-UBND
Lâm Đồng, ngày 20 tháng 11 năm 2026

CHỈ THỊ
Về phòng, chống sạt lở các tuyến đèo

Thời gian qua, mưa lớn kéo dài đã gây sạt lở tại nhiều vị trí trên các tuyến đèo. Ủy ban nhân dân tỉnh yêu cầu:
1. Sở Xây dựng
a) Rà soát, lập danh mục vị trí có nguy cơ, báo cáo Ủy ban nhân dân tỉnh trước ngày 05/12/2026.
b) Khắc phục các vị trí đã sạt lở; tham mưu phương án xử lý lâu dài.
2. Sở Tài chính
Cân đối nguồn dự phòng ngân sách, trình Ủy ban nhân dân tỉnh trong 10 ngày làm việc.

Nơi nhận:
- Như trên;
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Quang Minh
"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None, set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> Cast:
    settings.DATA_DIR = tmp_path
    set_day(MONDAY)
    return make_cast()


@pytest.fixture
def clerk(page: Page, cast: Cast, live: Live) -> Page:
    """A page in which the clerk is signed in."""
    name = django_settings.SESSION_COOKIE_NAME
    value = cast.client("vanthu").cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": live.url}])
    return page


def registered(cast: Cast) -> Document:
    new = NewDocument(
        type="directive",
        symbol_text="21/CT-UBND",
        summary="Về phòng, chống sạt lở",
        issued_on=date(2026, 11, 20),
        signer="Trần Quang Minh",
        text=TEXT,
    )
    return actions.register(new, by=cast.actor("vanthu"), on=MONDAY, at=AT)


def press(page: Page, key: str, after: str) -> None:
    """A key, and the state of the judging that it must lead to."""
    page.keyboard.press(key)
    page.locator("#tinh-trang", has_text=after).wait_for()


def test_a_file_is_dropped_read_registered_and_its_tasks_given_by_keyboard(clerk: Page, cast: Cast) -> None:
    clerk.goto("/van-ban/vao-so/")
    file: Any = {"name": "chi-thi.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    clerk.set_input_files("input[type=file]", files=[file])
    clerk.get_by_text("Đã đọc tệp và điền").wait_for()
    assert clerk.get_by_label("Số, ký hiệu").input_value() == "21/CT-UBND"
    assert clerk.get_by_label("Ngày ban hành").input_value() == "20/11/2026"
    clerk.get_by_text("Thứ Hai, 23/11/2026").wait_for()
    clerk.get_by_label("Người ký").fill("Trần Quang Minh")
    assert clerk.get_by_label("Văn bản không ghi").is_checked()
    clerk.get_by_label("Người ký").press("Control+Enter")
    clerk.get_by_role("heading", name="Giao việc: 21/CT-UBND").wait_for()
    press(clerk, "Shift+Enter", "Đã xét 5/6 đoạn: 2 nhiệm vụ, 3 không")
    clerk.locator("#doan-mo[aria-label='Đoạn 4, đang mở']").wait_for()
    press(clerk, "t", "Đã xét 5/7 đoạn")
    press(clerk, "Control+z", "Đã xét 5/6 đoạn")
    clerk.keyboard.press("s")
    clerk.keyboard.type(", bảo đảm thông suốt")
    clerk.keyboard.press("Escape")
    clerk.locator("#id_due_text").fill("trong 10 ngày làm việc")
    clerk.locator("#han-nghia strong", has_text="Thứ Hai, 07/12/2026").wait_for()
    clerk.keyboard.press("Escape")
    assert clerk.get_by_role("button", name="Giao việc", exact=True).get_attribute("aria-disabled") == "true"
    press(clerk, "Enter", "giao được")
    clerk.keyboard.press("Control+Enter")
    clerk.get_by_text("Đã giao 3 nhiệm vụ của 21/CT-UBND.").wait_for()
    rows = Assignment.objects.order_by("id").select_related("agency", "task")
    assert [(row.agency.code, row.due_on, row.task.deliverable) for row in rows] == [
        ("sxd", date(2026, 12, 5), "report"),
        ("sxd", date(2026, 12, 7), "none"),
        ("stc", date(2026, 12, 7), "submit"),
    ]
    assert Task.objects.get(position=2).content.endswith(", bảo đảm thông suốt")
    assert not Draft.objects.exists()


def test_a_stretch_is_chosen_with_the_mouse_and_becomes_a_passage(clerk: Page, cast: Cast) -> None:
    document = registered(cast)
    clerk.goto(f"/van-ban/{document.pk}/giao-viec/")
    piece = clerk.locator(".original [data-start]", has_text="Cân đối nguồn dự phòng")
    piece.scroll_into_view_if_needed()
    box = piece.bounding_box()
    assert box is not None
    line = box["y"] + 8
    clerk.mouse.move(box["x"] + 2, line)
    clerk.mouse.down()
    clerk.mouse.move(box["x"] + 150, line, steps=4)
    clerk.mouse.up()
    chosen = clerk.locator("#chu-boi-den").inner_text()
    assert len(chosen) > 5
    press(clerk, "m", "Đã xét 0/7 đoạn")
    assert chosen.strip() in clerk.locator("#id_content").input_value()
    clerk.locator("#doan-3").click()
    clerk.locator("#doan-mo[aria-label='Đoạn 3, đang mở']").wait_for()


def test_what_is_typed_is_kept_without_pressing_anything(clerk: Page, cast: Cast) -> None:
    document = registered(cast)
    clerk.goto(f"/van-ban/{document.pk}/giao-viec/?doan=3")
    clerk.locator("#id_content").fill("Gõ dở dang")
    clerk.locator("#id_content").blur()
    clerk.get_by_text("Đã lưu nháp lúc").wait_for()
    clerk.reload()
    clerk.goto(f"/van-ban/{document.pk}/giao-viec/?doan=3")
    assert clerk.locator("#id_content").input_value() == "Gõ dở dang"


def test_pages_of_documents_are_accessible(clerk: Page, cast: Cast) -> None:
    document = registered(cast)
    for address in (
        "/van-ban/",
        "/van-ban/vao-so/",
        f"/van-ban/{document.pk}/sua/",
        f"/van-ban/{document.pk}/giao-viec/",
    ):
        clerk.goto(address)
        found = Axe().run(clerk).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
        assert serious == [], address


def test_the_screen_works_without_javascript(chromium: Any, cast: Cast, live: Live) -> None:
    document = registered(cast)
    context = chromium.new_context(base_url=live.url, java_script_enabled=False)
    name = django_settings.SESSION_COOKIE_NAME
    value = cast.client("vanthu").cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": live.url}])
    page = context.new_page()
    page.goto(f"/van-ban/{document.pk}/giao-viec/")
    page.get_by_role("button", name="Nhận 5 đoạn chắc chắn").click()
    assert "Đã xét 5/6 đoạn: 2 nhiệm vụ, 3 không" in page.locator("#tinh-trang").inner_text().replace("\n", " ")
    page.locator("#id_due_text").fill("15/12")
    page.get_by_role("button", name="Là nhiệm vụ").click()
    page.get_by_role("button", name="Giao việc").click()
    assert Task.objects.count() == 3
    context.close()
