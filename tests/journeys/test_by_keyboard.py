"""The same work by the keyboard alone: no mouse is touched from signing in to the giving."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from giaoviec.assignments.models import Assignment
from tests.cast import PASSWORD
from tests.journeys.stage import Stage, passage
from tests.shell.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị khẩn trương thực hiện các nhiệm vụ sau đây:\n"
    "1. Sở Xây dựng rà soát các cầu yếu trên địa bàn tỉnh, báo cáo Ủy ban nhân dân tỉnh trước ngày 05/12/2026.\n"
    "2. Sở Tài chính cân đối nguồn kinh phí duy tu các cầu yếu theo đề nghị của Sở Xây dựng."
)


def go_to(page: Page, selector: str, *, most: int = 90) -> None:
    """Presses Tab until the focus is on what one looks for, as somebody without a mouse does; it is seen there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            seen = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
            assert page.evaluate(f"{seen} || getComputedStyle(document.activeElement).boxShadow !== 'none'"), selector
            return
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")


def write(page: Page, selector: str, text: str) -> None:
    go_to(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def enter(page: Page, selector: str, arrives: str) -> None:
    """Follows a link by Enter."""
    go_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(arrives)


def test_a_document_is_registered_and_its_tasks_are_given_without_a_mouse(stage: Stage) -> None:
    page = stage.page
    page.goto("/")
    write(page, "[name=username]", "vanthu")
    write(page, "[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Bàn việc của tôi").wait_for()
    enter(page, "main a[href='/van-ban/vao-so/']", "**/vao-so/")
    page.get_by_role("heading", name="Vào sổ văn bản").wait_for()
    write(page, "textarea[name=text]", TEXT)
    go_to(page, "select[name=type]")
    page.keyboard.type("Chỉ thị")
    write(page, "[name=symbol_text]", "33/CT-UBND")
    write(page, "[name=issued_on]", "20/11/2026")
    write(page, "[name=summary]", "Về việc rà soát cầu yếu")
    write(page, "[name=signer]", "Trần Quang Minh")
    go_to(page, "[name=drafting_none]")
    page.keyboard.press("Space")
    go_to(page, "button[value=vao-so]")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Giao việc: 33/CT-UBND").wait_for()
    judge_and_give(page)
    rows = Assignment.objects.order_by("id").values_list("agency__code", "due_on")
    assert list(rows) == [("sxd", date(2026, 12, 5)), ("stc", date(2026, 12, 15))]


def judge_and_give(page: Page) -> None:
    """Each passage with one key; the second task has no day, so it is typed."""
    status = page.locator("#tinh-trang")
    total = int(status.inner_text().split("/")[1].split()[0])
    for done in range(1, total + 1):
        content = passage(page)
        task = "cầu yếu" in content and "yêu cầu các" not in content
        if "kinh phí" in content:
            page.keyboard.press("s")
            write(page, "#id_due_text", "15/12")
            page.locator("#han-nghia strong", has_text="Thứ Ba, 15/12/2026").wait_for()
            page.keyboard.press("Escape")
        page.keyboard.press("Enter" if task else "k")
        status.get_by_text(f"Đã xét {done}/{total} đoạn").wait_for()
    status.get_by_text("giao được").wait_for()
    go_to(page, "button[value=giao]")
    page.keyboard.press("Enter")
    page.get_by_text("Đã giao 2 nhiệm vụ của 33/CT-UBND.").wait_for()


def test_an_agency_answers_without_a_mouse(stage: Stage) -> None:
    row = World(stage.cast).give("sxd")
    page = stage.sit("sxd.vanphong")
    enter(page, f"main a[href='/viec/{row.pk}/tiep-nhan/']", "**/tiep-nhan/")
    write(page, "[name=leader]", "Phó Giám đốc Lê Văn Ba")
    page.keyboard.press("Enter")
    page.get_by_text("Đã ghi nhận: tiếp nhận").wait_for()
    enter(page, f"main a[href='/viec/{row.pk}/cap-nhat/']", "**/cap-nhat/")
    write(page, "[name=content]", "Đã khảo sát 4/6 tuyến đèo.")
    go_to(page, "main form .form-foot button")
    page.keyboard.press("Enter")
    page.get_by_text("Đã ghi nhận: cập nhật tình hình").wait_for()
    go_to(page, "[data-undo] button")
    page.keyboard.press("Enter")
    page.get_by_text("Đã hoàn tác.").wait_for()
    row.refresh_from_db()
    assert (row.stage, row.responsible_leader) == ("given", "Phó Giám đốc Lê Văn Ba")
