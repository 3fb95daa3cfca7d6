"""A province at work, seen from in front of the screen: people open pages, fill them in and press buttons; days pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from django.test import Client

from giaoviec.agencies.models import Agency
from giaoviec.assignments.models import Assignment
from giaoviec.cli import main as giaoviec
from giaoviec.documents.models import Document
from tests.cast import DAY, PASSWORD, Cast
from tests.visitor import Visitor

FRIDAY = date(2026, 11, 20)
"""The day on which the documents of these stories are issued; the stories begin on the Monday after it."""


@dataclass
class Province:
    """The cast, and the day in which it lives."""

    cast: Cast
    set_day: Callable[[date], None]
    day: date = DAY
    numbers: Iterator[int] = field(default_factory=lambda: count(21))

    def signs_in(self, username: str) -> Visitor:
        """Somebody signs in with his password."""
        page = Visitor(Client()).open("/dang-nhap/").fill(username=username, password=PASSWORD)
        return page.press("Đăng nhập")

    def at(self, username: str, path: str = "/") -> Visitor:
        """Somebody before a page, in a browser of his own."""
        return Visitor(self.cast.client(username)).open(path)

    def on(self, day: date, *, tick: bool = True) -> None:
        """It is that day now; what the calendar demands is done."""
        self.day = day
        self.set_day(day)
        if tick:
            assert giaoviec(["tick"]) == 0

    def register(self, who: str = "vanthu", *, kind: str = "van-ban", **fields: Any) -> Visitor:
        """A document goes through the registering page; `fields` replace what stands in its form otherwise."""
        page, number = self.at(who, f"/van-ban/vao-so/?loai={kind}"), next(self.numbers)
        usual: dict[str, Any] = {
            "type": "Chỉ thị", "symbol_text": f"{number}/CT-UBND", "signer": "Trần Quang Minh",
            "issued_on": f"{FRIDAY:%d/%m/%Y}",
            "drafting_none": True, "summary": f"Phòng, chống sạt lở tuyến đèo số {number}",
            "taken_down_by": "Phan Thị Mai",
        }  # fmt: skip
        offered = set(page.page.xpath("//@name"))
        page.fill(**{name: value for name, value in (usual | fields).items() if name in offered or name in fields})
        return page.press("Vào sổ")

    def registered(self, who: str = "vanthu", *, kind: str = "van-ban", **fields: Any) -> Document:
        """The document that was registered so."""
        page = self.register(who, kind=kind, **fields)
        assert page.status == 200, page.errors()
        return Document.objects.latest("id")

    def screen(self, document: Document, who: str = "vanthu", **fields: Any) -> Visitor:
        """The giving screen with one task written on it, not yet given."""
        page = self.at(who, f"/van-ban/{document.pk}/giao-viec/").press("Thêm nhiệm vụ không gắn đoạn")
        usual: dict[str, Any] = {
            "content": "Rà soát các vị trí sạt lở", "leads": ["Sở Xây dựng"], "due_text": "15/12",
            "monitoring_unit": "Phòng Tổng hợp",
        }  # fmt: skip
        return page.fill(**(usual | fields)).press("Là nhiệm vụ")

    def judged(self, document: Document, who: str = "vanthu", *, tasks: int = 9, **fields: Any) -> Visitor:
        """The giving screen with its passages judged as they are proposed, up to so many tasks, not yet given."""
        page, path = self.at(who, f"/van-ban/{document.pk}/giao-viec/"), f"/van-ban/{document.pk}/giao-viec/"
        while "chưa xét" in page.page.get_element_by_id("tinh-trang").text_content():
            page.open(path)
            if not page.page.xpath("//textarea[@name='content']"):
                page.press("Không phải nhiệm vụ")
            elif tasks:
                tasks -= 1
                page.fill(monitoring_unit="Phòng Tổng hợp", **fields).press("Là nhiệm vụ")
            else:
                break
        return page

    def give(self, who: str = "vanthu", *, document: Document | None = None, **fields: Any) -> Assignment:
        """A task given on the giving screen; its assignment, or the first of them."""
        before = set(Assignment.objects.values_list("pk", flat=True))
        page = self.screen(document or self.registered(), who, **fields).press("Giao việc")
        assert page.status == 200 and "Đã giao" in page.text, page.main
        return Assignment.objects.exclude(pk__in=before).earliest("id")

    def move(self, who: str, row: Assignment, slug: str, **fields: Any) -> Visitor:
        """Somebody makes a move on its page; the page that answers."""
        page = Visitor(self.cast.client(who)).open(f"/viec/{row.pk}/{slug}/", status=None)
        return page.fill(**fields).press(page.main_button())

    def do(self, who: str, row: Assignment, slug: str, **fields: Any) -> Visitor:
        """A move that goes through: back on the page of the assignment."""
        page = self.move(who, row, slug, **fields)
        assert (page.status, page.here.partition("#")[0]) == (200, f"/viec/{row.pk}/"), (page.errors(), page.main[:800])
        row.refresh_from_db()
        return page

    def try_anyway(self, who: str, row: Assignment, slug: str, **fields: Any) -> Visitor:
        """Somebody sends a move whose page does not offer it to him."""
        page = Visitor(self.cast.client(who))
        page.arrived(page.client.post(f"/viec/{row.pk}/{slug}/", fields), f"/viec/{row.pk}/{slug}/")
        return page

    def agency(self, code: str) -> Agency:
        return self.cast.agency(code)

    def owed(self, who: str) -> str:
        """The list of what lies on somebody's desk, as he reads it."""
        return self.at(who, "/viec-phai-lam/").main
