"""Urging letters of the past months: what each agency owed on that day, how it answered, what the letter moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Q

from giaoviec.assignments.actions import doing
from giaoviec.assignments.models import Assignment, Extension, Obstacle, OutsideWait, StageSpell
from giaoviec.demo.scene import Scene, agency
from giaoviec.duties.models import Duty
from giaoviec.journal.actions import act
from giaoviec.oversight.actions import urging_answers, urging_steps
from giaoviec.oversight.actions.urging_effect import measure
from giaoviec.oversight.actions.urging_words import SUBJECT, beginning
from giaoviec.oversight.models import Urging, UrgingItem
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.holders import Holder
from giaoviec.rules.urging import Owing, degree

WAVES = ((52, (), 5), (35, (), 5), (21, ("sxd",), 4), (6, ("phuquy",), 0), (3, ("stc", "sxd", "phuquy"), 0))
"""So many working days ago letters went out: to these agencies, and to so many others that owed most."""
ANSWERED = ((1.0, 0), (0.6, 1.0), (1.0, 0), (0, 0), (0.5, 0))
"""Which share of the items the agencies of a wave answer in time, and which later."""
ITEMS = 6
"""Of one letter, at most."""

Owed = tuple[int, int, date, date]
Past = dict[tuple[int, int], tuple[date, int]]


@dataclass(slots=True)
class Letters:
    """The letters of a scene, wave by wave."""

    scene: Scene

    def plan(self) -> None:
        for days, wanted, others in WAVES:
            self.scene.plan(self.scene.ago(days), 8, partial(self._wave, wanted, others))

    def _wave(self, wanted: tuple[str, ...], others: int, on: date, at: datetime) -> None:
        """The day's letters: drafted by the calendar, signed and sent on the same day."""
        owed, past = owed_on(on), urged()
        most = sorted(owed, key=lambda pk: (-len(owed[pk]), pk))
        codes = [agency(code) for code in wanted]
        chosen = dict.fromkeys([*codes, *most])
        named = [(pk, items) for pk in chosen if (items := self._items(owed.get(pk, []), past, on))]
        first = [pk for pk, _ in named if pk in codes]
        for number, (pk, items) in enumerate(named[: len(first) + others]):
            self._draft(pk, items, number, on, at)

    def _items(self, owed: list[Owed], past: Past, on: date) -> list[UrgingItem]:
        """What a letter of that day may name, by the rule book."""
        found = []
        for pk, agency_id, due_on, issued_on in owed:
            urged_on, times = past.get((agency_id, pk), (None, 0))
            owing = Owing(DutyKind.RESULT, due_on, Holder.AGENCY, urged_on=urged_on, urged=times)
            verdict = degree(owing, on, profile=profile_on(issued_on), calendar=self.scene.calendar)
            if verdict.letter:
                late, what = verdict.days_late, verdict.degree.value
                item = UrgingItem(assignment_id=pk, kind=owing.kind.value, due_on=due_on, days_late=late, degree=what)
                found.append(item)
        once = {item.assignment_id: item for item in sorted(found, key=lambda item: item.days_late)}  # the latest wins
        return sorted(once.values(), key=lambda item: (-item.days_late, item.assignment_id))[:ITEMS]

    def _draft(self, agency_id: int, items: list[UrgingItem], number: int, on: date, at: datetime) -> None:
        with act("propose_urging", by=None, on=on, at=at + timedelta(seconds=number), subject="day") as a:
            letter = Urging.objects.create(**a.row(agency_id=agency_id, **beginning(on)))
            for place, item in enumerate(items, 1):
                item.letter, item.position = letter, place
            UrgingItem.objects.bulk_create(items)
            a.touch(SUBJECT, letter.pk)
        plan_sending(self.scene, letter.pk, on, hour=9 + number / 10)
        self._plan_answer(letter.pk, number, on)

    def _plan_answer(self, pk: int, number: int, on: date) -> None:
        """Some answer all of it, some a part and the rest late, some nothing."""
        soon, later = ANSWERED[number % len(ANSWERED)]
        for share, days in ((soon, self.scene.chance.randint(2, 4)), (later, 9)):
            if share and on < self.scene.ago(5):
                self.scene.plan(self.scene.after(on, days), 10, partial(self._answer, pk, share))

    def _answer(self, pk: int, share: float, on: date, at: datetime) -> None:
        """That share of the items, from the first; those that are answered already are left."""
        letter = Urging.objects.get(pk=pk)
        items = list(letter.items.all())
        open_ones = [item for item in items[: max(1, round(len(items) * share))] if item.answered_at is None]
        by = self.scene.speaker(letter.agency_id)
        urging_answers.answer(pk, [self._said(item, on) for item in open_ones], by=by, on=on, at=at)
        for item in open_ones[::2]:
            day = self.scene.after(on, self.scene.chance.randint(1, 4))
            self.scene.plan(day, 15, partial(self._update, item.assignment_id, by))

    def _update(self, pk: int, by: Actor, on: date, at: datetime) -> None:
        """What the agency did after it was urged; not where the work went on otherwise since."""
        doing.update(pk, content=self.scene.say("after_urging"), by=by, on=on, at=at)

    def _said(self, item: UrgingItem, on: date) -> urging_answers.Answer:
        cause, text = self.scene.say("urging_answers")
        promised = self.scene.after(on, self.scene.chance.randint(4, 14))
        return urging_answers.Answer(item.pk, text, promised, cause)


def plan_sending(scene: Scene, pk: int, day: date, *, hour: float) -> None:
    """A draft is signed by the head of the Office, numbered and sent by the clerk after noon, later measured."""
    scene.plan(day, hour, partial(_sign, scene, pk))
    scene.plan(day, hour + 5, partial(_send, scene, pk))
    measured_on = scene.after(day, int(profile_on(day)["urge_again_days"])) + timedelta(days=1)
    scene.plan(measured_on, 0.2, lambda on, at: measure(on=on, at=at))


def _sign(scene: Scene, pk: int, on: date, at: datetime) -> None:
    urging_steps.sign(pk, version=_version(pk), by=scene.actor("chanhvp"), on=on, at=at)


def _send(scene: Scene, pk: int, on: date, at: datetime) -> None:
    clerk = scene.actor("vanthu")
    urging_steps.number(pk, version=_version(pk), by=clerk, on=on, at=at)
    urging_steps.send(pk, version=_version(pk), by=clerk, on=on, at=at + timedelta(minutes=4))


def _version(pk: int) -> int:
    return int(Urging.objects.values_list("version", flat=True).get(pk=pk))


def urged() -> Past:
    """When each (agency, assignment) was last named in a letter, and how often."""
    rows = UrgingItem.objects.filter(letter__voided_at=None).order_by("letter__on", "id")
    found: Past = {}
    for agency_id, pk, on in rows.values_list("letter__agency_id", "assignment_id", "letter__on"):
        found[agency_id, pk] = (on, found.get((agency_id, pk), (on, 0))[1] + 1)
    return found


def owed_on(day: date) -> dict[int, list[Owed]]:
    """What each agency had not finished on a day, and held itself: (assignment, agency, due, issued) from its facts."""
    held = set(_held(day)) - _elsewhere(day)
    owed = Duty.objects.filter(
        Q(met_on=None) | Q(met_on__gt=day), Q(dropped_on=None) | Q(dropped_on__gt=day), kind=DutyKind.RESULT,
        voided_at=None, on__lt=day, due_on__lt=day, agency__dissolved_on=None,
    )  # fmt: skip
    rows = Assignment.objects.filter(parent=None, voided_at=None, pk__in=owed.values("assignment_id"))
    issued = dict(rows.values_list("pk", "document__issued_on"))
    found: dict[int, list[Owed]] = {}
    for pk, agency_id, due_on in owed.order_by("due_on", "id").values_list("assignment_id", "agency_id", "due_on"):
        if pk in held and pk in issued and agency_id is not None:
            found.setdefault(agency_id, []).append((pk, agency_id, due_on, issued[pk]))
    return found


def _held(day: date) -> set[int]:
    """Assignments that lay with their agency on a day."""
    spells = StageSpell.objects.filter(Q(until_on=None) | Q(until_on__gt=day), on__lt=day, holder=Holder.AGENCY)
    return set(spells.values_list("assignment_id", flat=True))


def _elsewhere(day: date) -> set[int]:
    """Assignments that the Office or somebody outside kept waiting on a day."""
    waits = OutsideWait.objects.filter(Q(until_on=None) | Q(until_on__gt=day), on__lte=day)
    stuck = Obstacle.objects.filter(Q(answered_on=None) | Q(answered_on__gt=day), on__lte=day)
    asked = Extension.objects.filter(Q(decided_on=None) | Q(decided_on__gt=day), on__lte=day)
    return {pk for rows in (waits, stuck, asked) for pk in rows.values_list("assignment_id", flat=True)}
