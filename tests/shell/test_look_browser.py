"""What only a browser shows of the look: the file button, many agencies chosen at once, the masthead, long titles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings

from tests.live import Live
from tests.shell.world import World, make_world

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Rà soát, lập danh mục các điểm sạt lở bờ biển cần xử lý cấp bách " * 12


@pytest.fixture
def world(transactional_db: None, set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> World:
    settings.DATA_DIR = tmp_path
    world = make_world()
    set_day(world.day)
    return world


def sit(page: Page, world: World, live: Live, username: str, path: str) -> Page:
    name = django_settings.SESSION_COOKIE_NAME
    page.context.clear_cookies()
    value = world.cast.client(username).cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": live.url}])
    page.goto(path)
    return page


def test_the_file_button_speaks_vietnamese_and_opens_by_mouse_and_key(page: Page, world: World, live: Live) -> None:
    # Asked for only when it is expected, the browser may be told too late to hand its window over, and opens it itself.
    page.on("filechooser", lambda _chooser: None)
    sit(page, world, live, "vanthu", "/gop-y/")
    field = page.locator("main input[type=file]")
    assert field.evaluate("one => getComputedStyle(one).opacity") == "0"
    with page.expect_file_chooser() as asked:
        page.get_by_text("Chọn tệp", exact=True).click()
    # A browser opens one such window at a time: the first is answered before the second is asked for.
    asked.value.set_files({"name": "chi-thi.txt", "mimeType": "text/plain", "buffer": "Chỉ thị".encode()})
    page.locator("[data-files]").get_by_text("chi-thi.txt").wait_for()
    page.reload()
    field.focus()
    with page.expect_file_chooser():
        page.keyboard.press("Space")


def test_of_many_agencies_a_few_are_shown_and_all_are_dropped_at_once(page: Page, world: World, live: Live) -> None:
    document = world.document(text="Sở Tài chính báo cáo trước ngày 15/12/2026.")
    sit(page, world, live, "vanthu", f"/van-ban/{document.pk}/giao-viec/?doan=1")
    helpers = page.locator("#id_collaborators")
    values = helpers.locator("option").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
    assert len(values) > 7
    for code in values[:8]:
        helpers.locator(f"option[value='{code}']").evaluate("one => { one.selected = true; }")
    helpers.evaluate("one => one.form.dispatchEvent(new Event('reset'))")  # the box draws what is chosen now
    tokens = page.locator("#id_collaborators + .picker .tok")
    page.get_by_role("button", name="và 2 cơ quan nữa").click()
    assert tokens.count() == 8
    page.get_by_role("button", name="Bỏ cả 8 cơ quan").click()
    assert (tokens.count(), helpers.locator("option:checked").count()) == (0, 0)


def test_a_long_masthead_folds_on_a_desk_and_slides_on_a_phone(page: Page, world: World, live: Live) -> None:
    sit(page, world, live, "chanhvp", "/")
    bar = page.get_by_role("navigation", name="Chính")
    assert bar.get_by_role("link", name="Quy chế").count() == 0
    bar.get_by_text("Thêm").click()
    bar.get_by_role("link", name="Quy chế").click()
    page.wait_for_url("**/quy-che/")
    nav, seek = bar.bounding_box(), page.locator(".seek").bounding_box()
    assert nav is not None and seek is not None and nav["x"] + nav["width"] <= seek["x"]
    page.set_viewport_size({"width": 390, "height": 844})
    assert bar.get_by_role("link", name="Quản trị").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_task_of_many_words_takes_three_lines_of_a_desk(page: Page, world: World, live: Live) -> None:
    world.give("stc", content=LONG.strip(), due_on=date(2026, 11, 27))
    sit(page, world, live, "stc.vanphong", "/")
    title = page.locator(".duty h3 a").first
    lines = title.evaluate("one => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)")
    assert lines == pytest.approx(3, abs=0.2)
