"""Everything that has to be read, and the main moves, in a browser that runs no scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest

from giaoviec.assignments.models import Assignment
from tests.journeys.stage import Stage, words
from tests.shell.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READ = {
    "chutich": ("/", "/co-quan/", "/quy-che/"),
    "vanthu": ("/", "/van-ban/", "/van-ban/vao-so/"),
    "theodoi": ("/viec-phai-lam/", "/viec/?tinh-hinh=qua-han", "/tim/?q=sat+lo"),
    "sxd.vanphong": ("/", "/viec/", "/gop-y/", "/huong-dan/", "/ca-nhan/"),
    "kiemtoan": ("/nhat-ky/",),
}


@pytest.fixture
def plain(stage: Stage, chromium: Browser) -> Iterator[Stage]:
    """The stage, before a browser without scripts."""
    context = chromium.new_context(
        base_url=stage.live.url, java_script_enabled=False, viewport={"width": 1366, "height": 768}
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield Stage(page, stage.cast, stage.live, stage.set_day)
    context.close()


def test_the_main_moves_are_made(plain: Stage) -> None:
    row = World(plain.cast).give("sxd", starred=True)
    plain.move("sxd.vanphong", row.pk, "Tiếp nhận", leader="Phó Giám đốc Lê Văn Ba")
    plain.move("sxd.vanphong", row.pk, "Cập nhật tình hình", content="Đã khảo sát.", percent="40")
    plain.move(
        "sxd.vanphong",
        row.pk,
        "Xin gia hạn",
        wanted_on="20/12/2026",
        cause="thiên tai, dịch bệnh, sự cố",
        reason="Mưa lũ.",
    )
    page = plain.sit("chutich")
    page.locator("summary", has_text="Quyết định").click()
    page.locator("[name=granted_on]").fill("18/12/2026")
    plain.press("Đồng ý")
    plain.move("sxd.vanphong", row.pk, "Báo cáo hoàn thành", content="Đã lập danh mục.")
    plain.move("theodoi", row.pk, "Xác nhận hoàn thành", quality="good")
    plain.move("theodoi2", row.pk, "Xác nhận hoàn thành", quality="good")
    row.refresh_from_db()
    assert (row.stage, row.due_on, row.responsible_leader) == (
        "closed", date(2026, 12, 18), "Phó Giám đốc Lê Văn Ba",
    )  # fmt: skip


def test_a_task_is_returned_talked_over_passed_on_and_taken_back(plain: Stage) -> None:
    row = World(plain.cast).give("sxd")
    page = plain.sit("sxd.vanphong", f"/viec/{row.pk}/")
    page.locator("[name=content]").fill("Tuyến này của Trung ương?")
    plain.press("Gửi")
    assert "Tuyến này của Trung ương?" in words(page.locator("#trao-doi"))
    plain.move("sxd.vanphong", row.pk, "Chuyển lại", reason="Không thuộc chức năng.")
    page = plain.sit("vanthu", f"/viec/{row.pk}/chuyen-don-vi-khac/")
    page.locator("select[name=agency]").select_option(label="Sở Tài chính")
    page.locator("main form .form-foot button").click()
    assert Assignment.objects.filter(came_from=row, agency__code="stc").exists()
    plain.press("Hoàn tác")
    row.refresh_from_db()
    assert row.stage == "returned"


def test_every_page_is_read(plain: Stage) -> None:
    world = World(plain.cast)
    world.give("sxd")
    world.give("sxd", due_on=date(2026, 11, 22), content="Gia cố các điểm sạt lở")
    for username, paths in READ.items():
        for path in paths:
            page = plain.sit(username, path)
            seen = words(page.locator("main"))
            assert len(seen) > 60, (username, path)
            assert page.locator("main h1").count() == 1, path
