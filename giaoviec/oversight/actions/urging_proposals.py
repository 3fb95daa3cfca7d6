"""Letters to all agencies are proposed as drafts (9.3): a second run adds nothing, what people touched stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F

from giaoviec.agencies.models import Agency
from giaoviec.journal.actions import Act, act
from giaoviec.oversight.actions.urging import MOST, allow, item
from giaoviec.oversight.actions.urging_words import beginning, default_answer_by, opening
from giaoviec.oversight.models import LetterStage, ProposalRun, Urging, UrgingItem
from giaoviec.oversight.queries.urging import LETTERS, Case, to_write
from giaoviec.regulation.queries import calendar
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import cites

CHUNK = 40
"""Agencies in one act: short enough that people at their desks do not wait for the database."""

GIVEN_UP = timedelta(minutes=10)
"""A run that has not ended after this is taken for lost: another may be asked for."""

Row = tuple[int, str, date, int, str, int]
ROW = ("assignment_id", "kind", "due_on", "days_late", "degree", "position")


@dataclass(slots=True)
class Proposed:
    """What a run did: drafts made, brought up to date, dropped, left alone because somebody touched them."""

    made: int = 0
    renewed: int = 0
    dropped: int = 0
    kept: int = 0
    items: int = 0

    def __str__(self) -> str:
        return (
            f"{self.made} dự thảo mới, {self.renewed} dự thảo cập nhật, {self.dropped} dự thảo bỏ vì không còn việc, "
            f"{self.kept} dự thảo đã có người sửa nên giữ nguyên; {self.items} việc"
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of an agency's draft: `cases` are what it is to name."""

    agency_id: int
    draft: Urging | None
    named: Sequence[Row]
    cases: Sequence[Case]


@cites("QC 9.3")
def propose(*, on: date, at: datetime, by: Actor | None = None, run: ProposalRun | None = None) -> Proposed:
    """Drafts one letter an agency with all that is due for one; a draft that nobody touched is brought up to date.

    `run` is told how far it has come. `by` is None where the calendar asks (`tick`). `Refused` without the right.
    """
    if by is not None:
        allow(by, "draft_urging")
    wanted = to_write(on)
    drafted = Urging.objects.filter(LETTERS, stage=LetterStage.DRAFTED).values_list("agency_id", flat=True)
    agencies = list(Agency.objects.filter(pk__in={*wanted, *drafted}).values_list("pk", flat=True))
    _tell(run, total=len(agencies))
    done = Proposed()
    for first in range(0, len(agencies), CHUNK):
        chunk = agencies[first : first + CHUNK]
        if any(_differs(plan) for plan in _plans(chunk, wanted, on)):
            _carry_out(done, chunk, wanted, by=by, on=on, at=at)
        _tell(run, done=first + len(chunk))
    done.kept = Urging.objects.filter(LETTERS, stage=LetterStage.DRAFTED, touched=True).count()
    done.items = UrgingItem.objects.filter(letter__in=Urging.objects.filter(LETTERS, stage=LetterStage.DRAFTED)).count()
    _tell(run, finished_at=at, result=str(done))
    return done


def propose_today(*, on: date, at: datetime) -> int:
    """What `tick` does on a working day, so that the board is full in the morning; says how many drafts it made."""
    try:
        working = calendar().is_working(on)
    except UnknownYear:
        working = False
    return propose(on=on, at=at).made if working else 0


def ask(*, by: Actor, on: date, at: datetime) -> ProposalRun:
    """A person asks for proposals; the run itself is the worker's. `Refused` without the right."""
    allow(by, "draft_urging")
    with act("ask_proposals", by=by, on=on, at=at, subject="day"):
        return ProposalRun.objects.create(started_at=at, by_text=by.label)


def _tell(run: ProposalRun | None, **columns: object) -> None:
    if run is not None:
        ProposalRun.objects.filter(pk=run.pk).update(**columns)


def _carry_out(
    done: Proposed, chunk: Sequence[int], wanted: dict[int, list[Case]], *, by: Actor | None, on: date, at: datetime
) -> None:
    with act("propose_urging", by=by, on=on, at=at, subject="day") as a:
        plans = [plan for plan in _plans(chunk, wanted, on, lock=True) if _differs(plan)]
        _drop(a, done, [plan.draft for plan in plans if plan.draft and not plan.cases])
        fresh = [plan for plan in plans if not plan.draft]
        letters = Urging.objects.bulk_create(
            Urging(**a.row(agency_id=plan.agency_id, **beginning(on))) for plan in fresh
        )
        renewed = [plan for plan in plans if plan.draft and plan.cases]
        _renew(renewed, on)
        pairs = [*zip(letters, fresh, strict=True), *((plan.draft, plan) for plan in renewed if plan.draft)]
        UrgingItem.objects.bulk_create(_items(pairs), batch_size=2_000)
        a.touch("urging", *(letter.pk for letter, _ in pairs))
        done.made += len(fresh)
        done.renewed += len(renewed)


def _plans(chunk: Sequence[int], wanted: dict[int, list[Case]], on: date, *, lock: bool = False) -> Iterator[Plan]:
    drafts = Urging.objects.filter(LETTERS, stage=LetterStage.DRAFTED, agency__in=chunk).order_by("agency_id")
    found = {row.agency_id: row for row in (drafts.select_for_update() if lock else drafts)}
    named = _named(found.values())
    for agency_id in chunk:
        draft = found.get(agency_id)
        if draft is None or not draft.touched:
            cases = wanted.get(agency_id, [])[:MOST]
            if draft or cases:
                yield Plan(agency_id, draft, named.get(draft.pk, []) if draft else [], cases)


def _named(drafts: Iterable[Urging]) -> dict[int, list[Row]]:
    """What each draft names now. One statement."""
    found: dict[int, list[Row]] = {}
    items = UrgingItem.objects.filter(letter__in=[draft.pk for draft in drafts]).order_by("letter_id", "position")
    for letter_id, *row in items.values_list("letter_id", *ROW):
        found.setdefault(letter_id, []).append(tuple(row))
    return found


def _differs(plan: Plan) -> bool:
    """Whether the draft is not yet what it is to be."""
    if plan.draft is None:
        return True
    return plan.named != [_row(case, n) for n, case in enumerate(plan.cases, start=1)]


def _row(case: Case, position: int) -> Row:
    owing, verdict = case.owing, case.verdict
    return (case.assignment_id, owing.kind.value, owing.due_on, verdict.days_late, verdict.degree.value, position)


def _drop(a: Act, done: Proposed, drafts: Iterable[Urging]) -> None:
    ids = [draft.pk for draft in drafts]
    done.dropped += Urging.objects.filter(pk__in=ids).update(voided_at=a.at, voided_act=a.id)


def _renew(plans: Sequence[Plan], on: date) -> None:
    ids = [plan.draft.pk for plan in plans if plan.draft]
    UrgingItem.objects.filter(letter__in=ids).delete()
    Urging.objects.filter(pk__in=ids).update(
        opening=opening(on), answer_by=default_answer_by(on), version=F("version") + 1
    )


def _items(pairs: Iterable[tuple[Urging, Plan]]) -> Iterator[UrgingItem]:
    for letter, plan in pairs:
        yield from (item(letter, case, position=n) for n, case in enumerate(plan.cases, start=1))
