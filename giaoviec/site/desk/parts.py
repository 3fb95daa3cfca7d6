"""The parts that desks are put together from: sections of rows, the week, news, what is waited for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q

from giaoviec.assignments.models import Assignment, OutsideWait
from giaoviec.duties import queries as duties
from giaoviec.duties.models import Notice
from giaoviec.duties.queries import Owed
from giaoviec.oversight.words import place, said, shape
from giaoviec.regulation.queries import calendar
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.moves import Stage
from giaoviec.rules.roles import AGENCY_WIDE
from giaoviec.site import formats
from giaoviec.site.desk.rows import Row, rows, things

K = DutyKind
SHOWN = 20
"""Rows of one section; the whole is a list of its own, `/viec-phai-lam/`."""
SHOWN_AHEAD = 12
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of rows under a heading; `url` leads to all of them where there are more."""

    id: str
    title: str
    count: int
    rows: Sequence[Row]
    url: str
    note: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week strip."""

    on: date
    words: str
    today: bool
    off: bool
    url: str


@dataclass(frozen=True, slots=True)
class News:
    """Something that came back, or that is waited for."""

    kind: str
    word: str
    title: str
    href: str
    text: str
    note: str
    id: int = 0


# ---- what is owed


def owing(actor: Actor, on: date) -> Any:
    """The open duties of this desk but the weekly look (whoever sees his desk is looking) and results that the Office
    holds: claimed and not yet judged, or returned and not yet answered."""
    held = Assignment.objects.filter(pk=OuterRef("assignment_id"), stage__in=(Stage.CLAIMED, Stage.RETURNED))
    return duties.desk(actor, on).exclude(kind=K.LIAISON_LOOK).filter(~Q(kind=K.RESULT) | ~Exists(held))


WHEN = {
    "qua-han": ("Quá hạn", lambda on: Q(due_on__lt=on)),
    "hom-nay": ("Hôm nay", lambda on: Q(due_on=on)),
    "trong-tuan": ("Bảy ngày tới", lambda on: Q(due_on__gt=on, due_on__lte=on + WEEK)),
    "ve-sau": ("Về sau", lambda on: Q(due_on__gt=on + WEEK)),
}
"""How what is owed is told apart by day: the word in the address → the heading, the condition."""


def tally(actor: Actor, on: date) -> dict[str, int]:
    """How many duties lie on this desk, by the words of `WHEN`. One statement."""
    counted = {name.replace("-", "_"): Count("id", filter=condition(on)) for name, (_, condition) in WHEN.items()}
    return {name.replace("_", "-"): number for name, number in owing(actor, on).aggregate(**counted).items()}


def by_day(actor: Actor, on: date) -> tuple[list[Section], dict[str, int], list[Owed]]:
    """The sections late, today and the next seven days with their counts; and the duties that stand in them."""
    counts = tally(actor, on)
    near = duties.rows(owing(actor, on).filter(due_on__lte=on + WEEK).order_by("due_on", "id")[:400])
    split = {
        "qua-han": [owed for owed in near if owed.due_on < on][:SHOWN],
        "hom-nay": [owed for owed in near if owed.due_on == on][:SHOWN],
        "trong-tuan": [owed for owed in near if owed.due_on > on][:SHOWN_AHEAD],
    }
    drawn = iter(rows([owed for part in split.values() for owed in part], actor, on))
    sections = [
        Section(name, WHEN[name][0], counts[name], [next(drawn) for _ in part], all_owed(khi=name))
        for name, part in split.items()
    ]
    return sections, counts, near


def by_kind(actor: Actor, on: date, titles: dict[DutyKind, str]) -> list[Section]:
    """A section for each kind named, in that order, then one for the rest. Six statements at most."""
    counts = dict(owing(actor, on).order_by().values_list("kind").annotate(number=Count("id")))
    found = duties.rows(owing(actor, on).order_by("due_on", "id")[:400])
    parts = {kind: [owed for owed in found if owed.kind is kind][:SHOWN] for kind in titles}
    rest = rows([owed for owed in found if owed.kind not in titles][:SHOWN], actor, on)
    drawn = iter(rows([owed for part in parts.values() for owed in part], actor, on, said=False))
    sections = [
        Section(kind.value, titles[kind], counts.get(kind, 0), [next(drawn) for _ in part], all_owed(loai=kind.value))
        for kind, part in parts.items()
    ]
    others = sum(number for kind, number in counts.items() if kind not in titles)
    return [*sections, Section("khac", "Việc khác phải làm", others, rest, all_owed())]


def all_owed(**asked: object) -> str:
    """The address of the list of what this desk owes, narrowed."""
    return f"/viec-phai-lam/?{urlencode(asked)}" if asked else "/viec-phai-lam/"


# ---- the week


def week(near: Iterable[Owed], on: date) -> list[Day]:
    """Monday to Friday of this week (from Saturday on, of the next), and days off in it that something falls due on."""
    monday = on - timedelta(days=on.weekday()) + (WEEK if on.weekday() > 4 else timedelta())
    counts: dict[date, int] = {}
    for owed in near:
        counts[owed.due_on] = counts.get(owed.due_on, 0) + 1
    shown = [monday + timedelta(days=step) for step in range(7)]
    return [_day(day, counts.get(day, 0), on) for day in shown if day.weekday() < 5 or counts.get(day)]


def _day(day: date, number: int, on: date) -> Day:
    name = _day_off(day)
    words = f"{number} việc đến hạn" if number else f"Nghỉ: {name}" if name else "Không có việc đến hạn"
    if day == on:
        words = f"Hôm nay: {number} việc" if number else "Hôm nay: không có việc đến hạn"
    elif day < on and not name:
        words = "Đã qua"
    anchor = "#hom-nay" if day == on else "#trong-tuan" if day > on else ""
    return Day(day, words, day == on, bool(name), anchor if number else "")


def _day_off(day: date) -> str:
    """The name of a day off between Monday and Friday, or of a weekend; empty for a working day."""
    try:
        working = calendar().is_working(day)
    except UnknownYear:
        return ""
    return "" if working else calendar().name(day) or "cuối tuần"


# ---- what came back, what is waited for


def news(actor: Actor, on: date, *, limit: int = 8, but: Collection[str] = ()) -> list[News]:
    """What this desk was told of, newest first; reminders only say what stands on the desk as owed.
    `but`: kinds that the page tells elsewhere."""
    told = [row for row in duties.notices_for(actor, limit=4 * limit) if row.kind not in ("remind", *but)][:limit]
    about = things({row.subject_id for row in told if row.subject == "assignment" and row.subject_id})
    return [_told(row, about[row.subject_id].title if row.subject_id in about else "", on) for row in told]


def _told(row: Notice, title: str, on: date) -> News:
    href = place(row.subject, row.subject_id)
    day = "hôm nay" if row.on == on else formats.day_short(row.on) if row.on.year == on.year else formats.day(row.on)
    return News(shape(row.kind), said(row.kind), title or "Xem", href, row.text, day, row.pk)


WAITED = {
    K.VERIFY: ("Chờ xác nhận", "claim"),
    K.DECIDE_EXTENSION: ("Chờ quyết định gia hạn", "claim"),
    K.ANSWER_RETURN: ("Chờ trả lời chuyển lại", "claim"),
    K.ANSWER_OBSTACLE: ("Chờ trả lời vướng mắc", "claim"),
    K.OPINION: ("Chờ góp ý", "claim"),
}


def waiting(actor: Actor, on: date, *, limit: int = 6) -> tuple[int, list[News]]:
    """What this desk waits for elsewhere: how many, and the first of them. Late ones say so."""
    found = [owed for owed in duties.waiting_elsewhere(actor, on) if owed.kind in WAITED and owed.assignment_id]
    outside = _outside(actor, on, limit)
    about = things({owed.assignment_id for owed in found[:limit] if owed.assignment_id})
    shown = [
        _waited(owed, about[owed.assignment_id].title, on) for owed in found[:limit] if owed.assignment_id in about
    ]
    return len(found) + len(outside), [*shown, *outside]


def _outside(actor: Actor, on: date, limit: int) -> list[News]:
    """What waits for somebody outside the province, with the letter that asked."""
    if actor.role not in AGENCY_WIDE:
        return []
    open_ones = OutsideWait.objects.filter(until_at=None, voided_at=None, assignment__agency_id=actor.agency_id)
    found = open_ones.filter(assignment__voided_at=None).order_by("on", "id")[:limit]
    return [
        News(
            "claim",
            f"Chờ bên ngoài, ngày thứ {(on - since).days + 1}",
            own or task,
            f"/viec/{pk}/",
            "",
            f"{whom}, {letter}",
        )
        for pk, since, own, task, whom, letter in found.values_list(
            "assignment_id", "on", "assignment__content", "assignment__task__content", "whom", "letter"
        )
    ]


def _waited(owed: Owed, title: str, on: date) -> News:
    word, kind = WAITED[owed.kind]
    late = owed.days_late(on)
    if late:
        kind, word = "late", f"{word}, chậm {late} ngày"
    else:
        word = f"{word}, ngày thứ {(on - owed.on).days + 1}"
    note = f"{owed.agency}, hạn trả lời {formats.day_short(owed.due_on)}"
    return News(kind, word, title, f"/viec/{owed.assignment_id}/", "", note)
