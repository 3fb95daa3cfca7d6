"""What is to be urged on a day, by the rule book; letters as an actor may see them; what a letter moved."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from giaoviec.assignments.models import Assignment
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.oversight.models import LetterStage, Urging, UrgingItem
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.holders import Holder
from giaoviec.rules.moves import WITH_AGENCY
from giaoviec.rules.profile import Profile
from giaoviec.rules.roles import AGENCY_WIDE, Role
from giaoviec.rules.urging import URGED, Degree, Owing, Verdict, degree

log = logging.getLogger(__name__)
WEIGHT = {kind: n for n, kind in enumerate(URGED)}
LETTERS = Q(voided_at=None, recalls=None)
"""Letters that urge and were not dropped."""


@dataclass(frozen=True, slots=True)
class Case:
    """What one agency owes on one assignment, as the rule book judges it: its weightiest duty.

    `letter_id` is the letter not yet sent that names it; `issued_on` the day whose profile rules.
    """

    agency_id: int
    assignment_id: int
    unit_id: int | None
    issued_on: date
    owing: Owing
    verdict: Verdict
    letter_id: int | None = None

    @property
    def order(self) -> tuple[int, int, int]:
        """The gravest first, then the latest."""
        return (-self.verdict.degree.rank, -self.verdict.days_late, self.assignment_id)


@dataclass(slots=True)
class Past:
    """What letters said of one thing before: those that were sent, and the one that is not yet."""

    facts: dict[str, Any] = field(default_factory=dict)
    letter_id: int | None = None


Key = tuple[int, int]


def judged(
    on: date, *, agencies: Collection[int] | None = None, assignments: Collection[int] | None = None, late: bool = True
) -> list[Case]:
    """Everything that agencies owe and a letter may urge, judged; one case an agency and assignment. Three statements.

    `late` False takes what is not yet due too (a person may urge it). What the calendar cannot reckon is left out.
    """
    owed = _owed(on, agencies, assignments, late)
    ids = owed.values("assignment_id")
    work = _work(ids if assignments is None else list(assignments))
    past = _past(list(work) if assignments is not None else None, agencies)
    best: dict[Key, Case] = {}
    judge, nothing = _Judge(on), Past()
    for agency_id, assignment_id, kind, due_on in owed.values_list("agency_id", "assignment_id", "kind", "due_on"):
        if assignment_id not in work:
            continue
        key = (agency_id, assignment_id)
        holder, issued_on, unit_id = work[assignment_id]
        before = past.get(key, nothing)
        owing = Owing(DutyKind(kind), due_on, Holder(holder), **before.facts)
        verdict = judge(owing, issued_on)
        if verdict is None:
            continue
        case = Case(agency_id, assignment_id, unit_id, issued_on, owing, verdict, before.letter_id)
        if _outweighs(case, best.get(key)):
            best[key] = case
    return list(best.values())


def _owed(
    on: date, agencies: Collection[int] | None, assignments: Collection[int] | None, late: bool
) -> QuerySet[Duty]:
    owed = Duty.objects.filter(OPEN, kind__in=list(URGED), assignment_id__isnull=False)
    if late:
        owed = owed.filter(due_on__lt=on)
    if agencies is not None:
        owed = owed.filter(agency_id__in=list(agencies))
    return owed.filter(assignment_id__in=list(assignments)) if assignments is not None else owed


def _work(ids: Any) -> dict[int, tuple[str, date, int | None]]:
    """Of the province's assignments: with whom it lies, the day whose profile rules, the monitoring unit."""
    rows = Assignment.objects.filter(pk__in=ids, parent=None, voided_at=None)
    columns = rows.values_list("pk", "holder", "document__issued_on", "monitoring_unit_id")
    return {pk: (holder, issued_on, unit_id) for pk, holder, issued_on, unit_id in columns}


def _past(assignments: list[int] | None, agencies: Collection[int] | None) -> dict[Key, Past]:
    """What letters said of each open thing, the last one winning."""
    items = UrgingItem.objects.filter(
        letter__voided_at=None, letter__recalled_on=None, assignment__stage__in=WITH_AGENCY
    )
    if assignments is not None:
        items = items.filter(assignment_id__in=assignments)
    if agencies is not None:
        items = items.filter(letter__agency_id__in=list(agencies))
    found: defaultdict[Key, Past] = defaultdict(Past)
    for agency_id, assignment_id, letter_id, stage, sent_on, answer_by, answered_on, promised_on in items.order_by(
        "letter__sent_on", "id"
    ).values_list(
        "letter__agency_id", "assignment_id", "letter_id", "letter__stage", "letter__sent_on", "letter__answer_by",
        "answered_on", "promised_on",
    ):  # fmt: skip
        past = found[agency_id, assignment_id]
        if stage != LetterStage.SENT:
            past.letter_id = letter_id
            continue
        past.facts = {
            "urged_on": sent_on,
            "urged": past.facts.get("urged", 0) + 1,
            "answer_due_on": answer_by,
            "answered": answered_on is not None,
            "promised_on": promised_on,
        }
    return found


class _Judge:
    """Asks the rule book once for what is alike: thousands of duties share kind, day and holder."""

    def __init__(self, on: date) -> None:
        self.on, self.calendar = on, calendar()
        self.profiles: dict[date, Profile] = {}
        self.verdicts: dict[tuple[Owing, str], Verdict | None] = {}

    def __call__(self, owing: Owing, issued_on: date) -> Verdict | None:
        """The verdict under the profile of a day of issue; None where the calendar lacks a year."""
        profile = self.profiles.get(issued_on) or self.profiles.setdefault(issued_on, profile_on(issued_on))
        key = (owing, profile.code)
        if key not in self.verdicts:
            try:
                self.verdicts[key] = degree(owing, self.on, profile=profile, calendar=self.calendar)
            except UnknownYear as lack:
                log.warning("%s due on %s not judged: %s", owing.kind, owing.due_on, lack)
                self.verdicts[key] = None
        return self.verdicts[key]


def _outweighs(case: Case, other: Case | None) -> bool:
    """Of several duties on one assignment the one that calls for a letter counts, then the weightier kind."""
    if other is None:
        return True
    return _weight(case) < _weight(other)


def _weight(case: Case) -> tuple[int, int, date]:
    return (-case.verdict.degree.rank, WEIGHT[case.owing.kind], case.owing.due_on)


def to_write(on: date, *, agencies: Collection[int] | None = None) -> dict[int, list[Case]]:
    """By agency, what its letter is to name: due for one, and in none that was signed and not yet sent."""
    found: defaultdict[int, list[Case]] = defaultdict(list)
    on_the_way = Urging.objects.filter(LETTERS, stage__in=[LetterStage.SIGNED, LetterStage.NUMBERED])
    signed = set(on_the_way.values_list("pk", flat=True))
    for case in judged(on, agencies=agencies):
        if case.verdict.letter and case.letter_id not in signed:
            found[case.agency_id].append(case)
    return {agency_id: sorted(cases, key=lambda case: case.order) for agency_id, cases in found.items()}


def reached(on: date, least: Degree) -> list[Case]:
    """What has come to a degree or beyond: for the report to the Chairman and proposals of inspection."""
    cases = [case for case in judged(on) if case.verdict.degree.rank >= least.rank]
    return sorted(cases, key=lambda case: (case.agency_id, case.order))


# ---- letters


def visible(actor: Actor) -> QuerySet[Urging]:
    """Leaders and the Office see every letter, an agency those that were sent to it."""
    rows = Urging.objects.filter(voided_at=None).select_related("agency", "unit", "recalls")
    if actor.sees_all:
        return rows
    if actor.role in AGENCY_WIDE:
        return rows.filter(agency_id=actor.agency_id, stage=LetterStage.SENT)
    return rows.none()


def get(actor: Actor, pk: int) -> Urging | None:
    """One letter through what the actor may see; None for a stranger."""
    return visible(actor).filter(pk=pk).first()


def items_of(letter: Urging) -> list[UrgingItem]:
    """What a letter names, in its order, with what pages need of each. One statement."""
    rows = letter.items.select_related("assignment__task", "assignment__document", "assignment__agency")
    return list(rows.defer("assignment__document__text"))


def of_assignment(actor: Actor, pk: int) -> list[UrgingItem]:
    """The letters that name an assignment and that the actor may see, newest first."""
    items = UrgingItem.objects.filter(assignment=pk, letter__in=visible(actor))
    return list(items.select_related("letter__agency").order_by("-letter_id"))


def hands_off(actor: Actor, unit_ids: Iterable[int | None]) -> bool:
    """Whether some of these units' work is not a monitor's to urge: he urges what his own unit follows."""
    return actor.role is Role.MONITOR and any(unit_id != actor.unit_id for unit_id in unit_ids)


def names(cases: Sequence[Case]) -> dict[int, Assignment]:
    """The assignments of cases with what lists show of them, by id."""
    rows = Assignment.objects.filter(pk__in=[case.assignment_id for case in cases])
    return {row.pk: row for row in rows.select_related("task", "document", "agency").defer("document__text")}
