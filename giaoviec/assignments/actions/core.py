"""What every move has in common: ask the rule book, enter a stage, take the assignment by compare-and-set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F

from giaoviec.assignments import queries
from giaoviec.assignments.models import Assignment, StageSpell
from giaoviec.days import HANOI, day_of
from giaoviec.documents.gate import guard
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.queries import events_of
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.citation import Ground, Policy
from giaoviec.rules.holders import STAGE_HOLDERS, Holder, Wait, spans
from giaoviec.rules.moves import RULES, Move, Situation, Stage, check
from giaoviec.rules.profile import Profile

COUNTED = {
    Holder.AGENCY: "days_agency",
    Holder.OFFICE: "days_office",
    Holder.COLLABORATOR: "days_collaborator",
    Holder.OUTSIDE: "days_outside",
}
LONGEST = 20_000
"""Characters of one text; columns with a length of their own say so."""


@dataclass(slots=True)
class Step:
    """A move that the rule book allowed, before it is carried out; `columns` is what it makes of the present.

    `by` is None where nobody acts: the command line, `tick`.
    """

    move: Move
    assignment: Assignment
    situation: Situation
    profile: Profile
    calendar: Calendar
    by: Actor | None
    on: date
    at: datetime
    columns: dict[str, Any] = field(default_factory=dict)

    def set(self, **columns: Any) -> None:
        """What the facts say now; written to the row once, when the act ends."""
        for name, value in columns.items():
            setattr(self.assignment, name, value)
        self.columns |= columns


def ask(
    move: Move,
    assignment_id: int,
    *,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
    **supposing: Any,
) -> Step:
    """Reads the assignment through what the actor may see and asks the rule book; raises `Refused` (404 for strangers).

    `supposing` are facts of the situation that the same act will bring about (a claim with its explanation).
    """
    assignment = queries.get(by, assignment_id)
    if assignment is None:
        raise Refused("Không có việc này.", status=404)
    if version is not None and version != assignment.version:
        raise stale(assignment)
    profile = profile_on(assignment.document.issued_on)
    check_day(assignment, by, on, at, profile)
    situation = replace(queries.situation(assignment, on), **supposing)
    if refusal := check(move, situation, by, profile=profile):
        status = 403 if refusal.ground == Policy("roles") else 409
        raise Refused(refusal.sentence, ground=refusal.ground, status=status)
    return Step(move, assignment, situation, profile, calendar(), by, on, at)


def check_day(assignment: Assignment, by: Actor, on: date, at: datetime, profile: Profile) -> None:
    """`on` is the day of recording; the Office may go back some days, never before the last act (policy)."""
    today, days = day_of(at), int(profile["backdate_days"])
    if on > today:
        raise Refused("Ngày ghi nhận không thể ở tương lai.", ground=Policy("backdate"), field="on", status=422)
    if on < today and not by.is_office:
        sentence = "Chỉ Văn phòng UBND tỉnh được ghi lùi ngày; hãy ghi ngày hôm nay."
        raise Refused(sentence, ground=Policy("backdate"), field="on", status=422)
    if (today - on).days > days:
        ground = profile.ground("backdate_days")
        raise Refused(f"Chỉ được ghi lùi ngày trong {days} ngày.", ground=ground, field="on", status=422)
    if on < assignment.acted_on:
        sentence = f"Ngày ghi nhận không thể trước lần ghi nhận gần nhất ({assignment.acted_on:%d/%m/%Y})."
        raise Refused(sentence, ground=Policy("backdate"), field="on", status=422)


def words(
    step: Step, name: str, text: str, *, need: str = "", ground: Ground | None = None, most: int = LONGEST
) -> str:
    """A text of a move as it is kept: see `kept_text`."""
    return kept_text(name, text, by=step.by, at=step.at, need=need, ground=ground, most=most)


def kept_text(
    name: str,
    text: str,
    *,
    by: Actor | None,
    at: datetime,
    need: str = "",
    ground: Ground | None = None,
    most: int = LONGEST,
) -> str:
    """A text as it is kept: NFC, without blanks around it, judged by the secret gate (6.2).

    `Refused` at the field `name`: with the sentence `need` where it is needed and empty, where it is longer than `most`
    or holds control characters; `Secret` where it is marked.
    """
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if need and not kept:
        raise Refused(need, ground=ground, field=name, status=422)
    if len(kept) > most:
        raise Refused(f"Nội dung dài quá {most} ký tự; hãy viết gọn lại.", field=name, status=422)
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c not in "\n\t" for c in kept):
        raise Refused("Nội dung có ký tự không in được; hãy gõ lại.", field=name, status=422)
    guard({name: kept}, channel="form", person_id=by.person_id if by else None, at=at)
    return kept


@contextmanager
def carry_out(step: Step, *, within: Act | None = None, **facts: Any) -> Iterator[Act]:
    """Opens the act of a step; at its end the assignment is taken: whoever was first has won, the other is told."""
    with act(
        step.move.value, by=step.by, on=step.on, at=step.at,
        subject="assignment", subject_id=step.assignment.pk, within=within, **facts,
    ) as a:  # fmt: skip
        yield a
        take(step)


def take(step: Step) -> None:
    """Writes the present by compare-and-set on the version that was read; `Stale` when somebody moved it meanwhile."""
    row = step.assignment
    hold(step)
    taken = Assignment.objects.filter(pk=row.pk, version=row.version)
    if not taken.update(version=F("version") + 1, **step.columns):
        raise stale(row)
    row.version += 1


def hold(step: Step) -> None:
    """Counts the days up to this one to whoever held the ball, and says who holds it from now on."""
    row = step.assignment
    counted = COUNTED.get(Holder(row.holder))
    if counted and step.on > row.acted_on:
        step.set(**{counted: getattr(row, counted) + (step.on - row.acted_on).days})
    step.set(acted_on=step.on, holder=holder_now(row, step.on))


def holder_now(row: Assignment, on: date) -> Holder:
    """Whose day `on` is by the present columns: the rule book asked about one day."""
    waits = [
        Wait(holder, on)
        for holder, waited in (
            (Holder.OUTSIDE, row.waits_outside),
            (Holder.OFFICE, row.extension_pending or row.obstacle_open),
            (Holder.COLLABORATOR, row.waits_opinion),
        )
        if waited
    ]
    [span] = spans([Wait(STAGE_HOLDERS[Stage(row.stage)], on)], waits, until=on + timedelta(days=1))
    return span.holder


def stale(assignment: Assignment) -> Stale:
    event = events_of("assignment", assignment.pk).first()
    if event is None:
        return Stale("Việc này vừa thay đổi; hãy tải lại trang rồi làm tiếp.")
    name = verb_vi(event.verb).lower()
    return Stale(f"{event.actor} đã “{name}” lúc {event.at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}; hãy xem lại.")


OTHER_VERBS = {"give": "Giao việc", "star": "Gắn sao", "unstar": "Bỏ sao", "void": "Hoàn tác"}


def verb_vi(verb: str) -> str:
    """An event's verb on screens: "Báo cáo hoàn thành"."""
    names = {move.value: rule.vi for move, rule in RULES.items()} | OTHER_VERBS
    return names.get(verb, "Cập nhật")


def enter(a: Act, step: Step, stage: Stage, **columns: Any) -> None:
    """Closes the open spell and opens the next; the present columns follow."""
    row = step.assignment
    StageSpell.objects.filter(assignment=row, until_at=None, voided_at=None).update(
        until_on=a.on, until_at=a.at, until_act=a.id
    )
    step.set(stage=stage, stage_on=a.on, **columns)
    StageSpell.objects.create(**spell(a, row, stage, step.move))


def spell(a: Act, assignment: Assignment, stage: Stage, move: str) -> dict[str, Any]:
    holder = STAGE_HOLDERS[stage]
    agency = assignment.agency_id if holder is Holder.AGENCY or move == Move.TRANSFER else None
    return a.row(assignment=assignment, stage=stage, holder=holder, holder_agency_id=agency, move=move)
