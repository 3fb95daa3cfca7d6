"""A small province in which work is given and lived through: days pass, people act, each through the real actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any

from giaoviec.assignments import actions
from giaoviec.assignments.completeness import NewTask
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.recounting import recount
from giaoviec.days import HANOI
from giaoviec.documents.models import Document
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.actions import act
from giaoviec.rules.access import Actor
from tests.cast import DAY, Cast, make_cast

ISSUED = date(2026, 11, 20)


@dataclass
class World:
    """The cast, the day, and a clock that goes on by a minute with each act."""

    cast: Cast
    day: date = DAY
    minutes: Any = field(default_factory=lambda: count(1))

    def at(self) -> datetime:
        return datetime.combine(self.day, time(8), HANOI) + timedelta(minutes=next(self.minutes))

    def go(self, days: int = 1) -> date:
        """Days pass."""
        self.day += timedelta(days=days)
        self.minutes = count(1)
        return self.day

    def who(self, name: str | Actor) -> Actor:
        return self.cast.actor(name) if isinstance(name, str) else name

    def do(self, who: str | Actor, verb: str, pk: int | Assignment, *, on: date | None = None, **what: Any) -> Any:
        """Somebody makes a move now."""
        move: Callable[..., Any] = getattr(actions, verb)
        pk = pk.pk if isinstance(pk, Assignment) else pk
        return move(pk, by=self.who(who), on=on or self.day, at=self.at(), **what)

    def by(self, who: str) -> Callable[..., Any]:
        return partial(self.do, who)

    def document(self, **columns: Any) -> Document:
        with act("register", by=self.who("vanthu"), on=self.day, at=self.at(), subject="document") as a:
            given = {
                "source": "committee", "group": "4.1", "issuer_text": "UBND tỉnh", "type": "official_letter",
                "full_symbol": "9640/UBND-XD", "summary": "Về xử lý sạt lở bờ biển", "issued_on": ISSUED,
            }  # fmt: skip
            document = Document.objects.create(**a.row(), **(given | columns))
            a.subject_id = document.pk
        return document

    def task(self, codes: str = "stc", **what: Any) -> NewTask:
        given: dict[str, Any] = {
            "content": "Lập danh mục các điểm sạt lở bờ biển cần xử lý cấp bách",
            "leads": tuple(self.cast.agency(code).pk for code in codes.split()),
            "due_on": date(2026, 12, 15),
            "due_text": "15/12",
            "monitoring_unit_id": self.cast.unit("tonghop").pk,
        }
        if what.pop("helpers", None):
            what["collaborators"] = (self.cast.agency("sxd").pk, self.cast.agency("phuquy").pk)
        return NewTask(**(given | what))

    def give(self, codes: str = "stc", **what: Any) -> Assignment:
        """One task to one agency (or to several; the first is returned)."""
        return self.give_all(codes, **what)[0]

    def give_all(self, codes: str = "stc", **what: Any) -> list[Assignment]:
        document = what.pop("document", None) or self.document(full_symbol="", symbol_key="")
        who = what.pop("by", "vanthu")
        return actions.give(document, [self.task(codes, **what)], by=self.who(who), on=self.day, at=self.at())

    def undo_last(self, who: str) -> None:
        """That person takes back the last act that he did and has not taken back."""
        from giaoviec.journal.models import Event

        last = Event.objects.filter(actor_id=self.cast.person(who).pk).exclude(verb="void").latest("id")
        actions.undo(last.act, by=self.who(who), on=self.day, at=self.at())


def make_world() -> World:
    return World(make_cast())


def world_of_today(set_day: Callable[[date], None]) -> World:
    """The world, with the day of pages and commands going along when it goes on."""
    made = make_world()
    set_day(made.day)
    go = made.go

    def and_today(days: int = 1) -> date:
        set_day(go(days))
        return made.day

    made.go = and_today  # type: ignore[method-assign]
    return made


def again(row: Assignment) -> Assignment:
    """The row as it is now."""
    return Assignment.objects.get(pk=row.pk)


def present_columns(row: Assignment) -> dict[str, Any]:
    """What the moves wrote, under the names of `recount`."""
    now = again(row)
    return {name: getattr(now, name) for name in recount(now)}


def open_duties(row: Assignment | int) -> list[tuple[str, str, date]]:
    """(kind, agency's code, due on) of what is owed on an assignment, by kind."""
    pk = row if isinstance(row, int) else row.pk
    found = Duty.objects.filter(OPEN, assignment_id=pk).order_by("kind", "agency_id")
    return list(found.values_list("kind", "agency__code", "due_on"))


def owed(row: Assignment | int) -> set[str]:
    return {kind for kind, _, _ in open_duties(row)}
