"""The browser on which the cast plays: who sits before it, what he reads, what he fills in and presses."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import docx
from django.conf import settings

from giaoviec.cli import main as giaoviec
from tests.cast import Cast
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LABEL_OF_PICKER = "Gõ tên hoặc chữ tắt"


@dataclass
class Stage:
    """One browser; whoever sits down before it is signed in with a session of his own."""

    page: Page
    cast: Cast
    live: Live
    set_day: Callable[[date], None]

    def day(self, day: date) -> None:
        """It is that day now; what the calendar demands is done."""
        self.set_day(day)
        assert giaoviec(["tick"]) == 0

    def sit(self, username: str, path: str = "/") -> Page:
        """Somebody sits down and opens a page."""
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": self.cast.client(username).cookies[name].value, "url": self.live.url}
        self.page.goto("about:blank")  # What still loads for the one before must not be sent to the sign-in page.
        self.page.context.clear_cookies()
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]
        answer = self.page.goto(path)
        assert answer is not None and answer.status == 200, (username, path, answer and answer.status)
        return self.page

    def read(self, username: str, path: str = "/") -> str:
        """What somebody reads on a page."""
        return words(self.sit(username, path).locator("main"))

    def section(self, heading: str) -> str:
        """What stands in the part of the page under a heading; empty where there is none."""
        found = self.page.locator("main section", has=self.page.get_by_role("heading", name=heading))
        return words(found.first) if found.count() else ""

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def move(self, username: str, pk: int, link: str, **fields: Any) -> None:
        """From the page of an assignment to the form of a move, which is filled in and sent."""
        page = self.sit(username, f"/viec/{pk}/")
        page.get_by_role("group", name="Việc tôi có thể làm").get_by_role("link", name=link).click()
        page.wait_for_url(f"**/viec/{pk}/*/")
        for name, value in fields.items():
            fill(page, name, value)
        page.locator("main form .form-foot button").first.click()
        page.get_by_text("Đã ghi nhận:").wait_for()


def fill(page: Page, name: str, value: Any) -> None:
    """Fills in a field by its name: text, the words of an option, an agency by what one types of it, True for a box."""
    field = page.locator(f"main [name={name}]")
    if value is True:
        field.check()
    elif field.first.get_attribute("type") == "radio":
        page.locator(f"main [name={name}][value={value}]").check()
    elif field.get_attribute("data-picker") is not None:
        pick(page, name, value)
    elif field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(label=value)
    else:
        field.fill(value)


def pick(page: Page, name: str, typed: str) -> None:
    """Chooses an agency as one does: types a few letters, then Enter."""
    box = page.locator(f"#id_{name}-box")
    box.fill(typed)
    page.locator(f"#id_{name}-list [role=option]").first.wait_for()
    box.press("Enter")


def passage(page: Page) -> str:
    """The words of the passage that is open on the giving screen."""
    content = page.locator("#id_content")
    return content.input_value() if content.count() else words(page.locator("#doan-mo"))


def words(found: Locator) -> str:
    """What can be read, with one blank between words."""
    return " ".join(found.inner_text().split())


def letter(text: str) -> bytes:
    """A text as a Word file, a paragraph a line."""
    paper = docx.Document()
    for line in text.split("\n"):
        paper.add_paragraph(line)
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()
