"""Whose days: the ledger of any set of assignments by any key, and the days of one explained, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from giaoviec.assignments.agency_table import DAYS
from giaoviec.assignments.models import Assignment, Collaboration
from giaoviec.assignments.story_sql import Fact
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.holders import Holder, Span
from giaoviec.rules.moves import Stage
from giaoviec.rules.terms import day_vi


@dataclass(frozen=True, slots=True)
class Ledger:
    """Days by holder of some assignments (`number` of them), up to and with a day."""

    number: int
    days: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.days.values())


@policy("whose_days")
def ledgers(rows: QuerySet[Assignment], key: str, on: date) -> dict[Any, Ledger]:
    """By the column `key`: the days that have gone by on these assignments, `on` counted. Two statements, exact: the
    days up to the last act are columns, those since then belong to whoever holds it now."""
    sums = {f"gone_{name}": Sum(column) for name, column in DAYS.items()}
    whole = rows.order_by().values_list(key).annotate(number=Count("pk"), **sums)
    found = {at: Ledger(number, dict(zip(DAYS, gone, strict=True))) for at, number, *gone in whole}
    since = rows.order_by().filter(holder__in=list(DAYS), acted_on__lte=on).values_list(key, "holder", "acted_on")
    for at, holder, acted_on, number in since.annotate(number=Count("pk")):
        found[at].days[holder] += ((on - acted_on).days + 1) * number
    return found


def of_row(row: Assignment, on: date) -> dict[str, int]:
    """The days of one, from its present columns."""
    days = {name: int(getattr(row, column)) for name, column in DAYS.items()}
    if row.holder in days and on >= row.acted_on:
        days[row.holder] += (on - row.acted_on).days + 1
    return days


@cites("QC 2.3#2")
@policy("silence")
def silences(on: date, agency_id: int | None = None) -> dict[int, tuple[int, int]]:
    """By agency: how often it was asked as a collaborator and said nothing in its days, and how often it was asked."""
    rows = Collaboration.objects.filter(voided_at=None).exclude(asked_on=None)
    if agency_id is not None:
        rows = rows.filter(agency=agency_id)
    silent = Q(silent=True) | Q(answered_at=None, due_on__lt=on) | (Q(answered_on__gt=F("due_on")) & ~Q(answer=""))
    counted = rows.order_by().values_list("agency").annotate(silent=Count("pk", filter=silent), asked=Count("pk"))
    return {agency: (said_nothing, asked) for agency, said_nothing, asked in counted}


# ---- one explained


@dataclass(frozen=True, slots=True)
class Explained:
    """Days of one holder for one reason, half-open: [since, until)."""

    holder: Holder
    since: date
    until: date
    why: str

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.until - self.since).days


@cites("QC 2.3#2", "QC 8.1.b")
@policy("whose_days", "outside_wait")
def explained(facts: Sequence[Fact], spans: Sequence[Span]) -> list[Explained]:
    """The spans cut wherever the reason changes; each day stands in exactly one of them."""
    found: list[Explained] = []
    for holder, since, until in _parts(facts, spans):
        why = _why(facts, holder, since)
        if found and (found[-1].holder, found[-1].why) == (holder, why):
            found[-1] = Explained(holder, found[-1].since, until, why)
        else:
            found.append(Explained(holder, since, until, why))
    return found


def _parts(facts: Sequence[Fact], spans: Sequence[Span]) -> Iterator[tuple[Holder, date, date]]:
    days = {day for fact in facts for day in (fact.on, _ended(fact)) if day}
    for span in spans:
        inner = sorted({span.since, span.until, *(day for day in days if span.since < day < span.until)})
        for since, until in pairwise(inner):
            yield span.holder, since, until


def _ended(fact: Fact) -> date | None:
    return fact.d1 if fact.kind == "spell" else fact.d2 if fact.kind in WAITS else None


WAITS = {
    "extension": Holder.OFFICE,
    "obstacle": Holder.OFFICE,
    "opinion": Holder.COLLABORATOR,
    "outside": Holder.OUTSIDE,
}


def _why(facts: Sequence[Fact], holder: Holder, day: date) -> str:
    """Why the day was this holder's: what was waited for, else the stage it was in."""
    waits = [fact for fact in facts if WAITS.get(fact.kind) is holder and _covers(fact, day)]
    stage = next((fact for fact in reversed(_spells(facts)) if fact.on <= day), None)
    if waits and not (stage and stage.c == holder):
        return "; ".join(dict.fromkeys(_waited(fact) for fact in waits))
    return STAGES[Stage(stage.a)] if stage else ""


def _spells(facts: Sequence[Fact]) -> list[Fact]:
    return sorted((fact for fact in facts if fact.kind == "spell"), key=lambda fact: fact.on)


def _covers(fact: Fact, day: date) -> bool:
    asked = fact.kind != "opinion" or fact.d1 is not None
    return asked and fact.on <= day and (fact.d2 is None or day < fact.d2)


STAGES = {
    Stage.GIVEN: "chờ cơ quan tiếp nhận, bắt đầu",
    Stage.UNDER_WAY: "cơ quan đang thực hiện",
    Stage.RETURNED: "cơ quan chuyển lại, chờ Văn phòng xử lý",
    Stage.CLAIMED: "đã báo cáo hoàn thành, chờ Văn phòng xác nhận",
    Stage.CLOSED: "đã hoàn thành",
    Stage.WITHDRAWN: "đã thu hồi",
    Stage.PASSED_ON: "đã chuyển đơn vị khác",
}


def _waited(fact: Fact) -> str:
    match fact.kind:
        case "extension":
            return f"xin gia hạn đến {day_vi(fact.d1)}, chờ quyết định" if fact.d1 else "chờ quyết định gia hạn"
        case "obstacle":
            return f"báo vướng mắc, chờ trả lời: {fact.a}"
        case "opinion":
            return f"chờ {fact.name} góp ý"
    return f"chờ {fact.a}, văn bản {fact.b}"
