"""Standing over random lives: replayed, the past is what was shown then."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.rules.moves import Stage
from giaoviec.rules.standing import Cell, ClaimFact, Due, Life, Spell, Standing, Timeliness, present, standing
from giaoviec.rules.tasks import Cycle, TaskClass

START = date(2026, 9, 1)
NEXT = {
    Stage.GIVEN: ("update", "return", "claim", "withdraw", "redate", "wait"),
    Stage.UNDER_WAY: ("update", "claim", "withdraw", "redate", "wait"),
    Stage.RETURNED: ("correct", "pass_on", "redate", "wait"),
    Stage.CLAIMED: ("confirm", "reject", "wait"),
    Stage.CLOSED: ("reopen", "wait"),
    Stage.WITHDRAWN: ("wait",),
    Stage.PASSED_ON: ("wait",),
}
TARGET = {
    "update": Stage.UNDER_WAY,
    "return": Stage.RETURNED,
    "claim": Stage.CLAIMED,
    "withdraw": Stage.WITHDRAWN,
    "correct": Stage.GIVEN,
    "pass_on": Stage.PASSED_ON,
    "confirm": Stage.CLOSED,
    "reject": Stage.UNDER_WAY,
    "reopen": Stage.UNDER_WAY,
}


@dataclass
class Columns:
    """What a row of the present would hold, kept by hand beside the facts."""

    stage: Stage = Stage.GIVEN
    due_on: date | None = None
    claimed_on: date | None = None
    done_on: date | None = None
    last_update_on: date | None = None


@dataclass
class Story:
    """A life lived day by day: its facts, and the standing that was shown at the end of each day."""

    task_class: TaskClass
    cycle: Cycle
    now: Columns
    spells: list[Spell] = field(default_factory=lambda: [Spell(Stage.GIVEN, START)])
    dues: list[Due] = field(default_factory=list)
    claims: list[ClaimFact] = field(default_factory=list)
    updates: list[date] = field(default_factory=list)
    shown: dict[date, Standing] = field(default_factory=dict)

    @property
    def life(self) -> Life:
        return Life(
            self.task_class,
            START,
            self.cycle,
            tuple(self.spells),
            tuple(self.dues),
            tuple(self.claims),
            tuple(self.updates),
        )

    def show(self, day: date) -> None:
        now = self.now
        self.shown[day] = present(
            stage=now.stage,
            task_class=self.task_class,
            due_on=now.due_on,
            claimed_on=now.claimed_on,
            done_on=now.done_on,
            cycle=self.cycle,
            last_update_on=now.last_update_on,
            given_on=START,
            on=day,
        )

    def act(self, verb: str, day: date, days: int) -> None:
        if verb == "redate":
            self.now.due_on = day + timedelta(days=days) if self.now.due_on else None
            self.dues.append(Due(day, self.now.due_on))
        if verb in ("update", "claim"):
            self.now.last_update_on = day
        if verb == "update":
            self.updates.append(day)
        if verb == "claim":
            self.now.claimed_on = day
            self.claims.append(ClaimFact(day))
        if verb in ("confirm", "reject"):
            self.claims[-1] = replace(self.claims[-1], verdict=f"{verb}ed", verdict_on=day)
            self.now.done_on = self.now.claimed_on if verb == "confirm" else None
            self.now.claimed_on = None
        if verb == "reopen":
            self.now.done_on = None
        if target := TARGET.get(verb):
            self.move(target, day)

    def move(self, target: Stage, day: date) -> None:
        if target is not self.now.stage:
            self.spells[-1] = replace(self.spells[-1], until=day)
            self.spells.append(Spell(target, day))
            self.now.stage = target


@st.composite
def stories(draw: st.DrawFn) -> Story:
    task_class = draw(st.sampled_from(TaskClass))
    due_on = START + timedelta(days=draw(st.integers(0, 30))) if task_class is TaskClass.DATED else None
    story = Story(task_class, draw(st.sampled_from(Cycle)), Columns(due_on=due_on), dues=[Due(START, due_on)])
    day = START
    for step in draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(-5, 30)), max_size=14)):
        gap, choice, days = step
        while gap:
            story.show(day)
            day, gap = day + timedelta(days=1), gap - 1
        verbs = NEXT[story.now.stage]
        story.act(verbs[choice % len(verbs)], day, days)
    story.show(day)
    return story


@settings(max_examples=150, deadline=None)
@given(stories())
def test_the_standing_of_every_past_day_is_what_was_shown_on_that_day(story: Story) -> None:
    for day, shown in story.shown.items():
        assert standing(story.life, day) == shown


@settings(max_examples=100, deadline=None)
@given(stories(), st.integers(1, 400))
def test_the_axes_and_the_cell_tell_the_same_on_any_later_day(story: Story, later: int) -> None:
    found = standing(story.life, START + timedelta(days=150 + later))
    assert found.overdue == (found.days_late > 0) == (found.timeliness is Timeliness.OVERDUE)
    assert found.cell is None or found.overdue == found.cell.value.endswith(("overdue", "late"))
    assert (found.cell is None) == (found.stage is Stage.PASSED_ON)
    assert (found.cell is Cell.WITHDRAWN) == (found.stage is Stage.WITHDRAWN)


@settings(max_examples=100, deadline=None)
@given(stories())
def test_once_rejected_a_claim_never_happened_for_the_clock(story: Story) -> None:
    day = max(story.shown)
    found = standing(story.life, day)
    if found.stage is Stage.UNDER_WAY and found.due_on:
        assert found.days_late == max(0, (day - found.due_on).days)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_lateness_is_frozen_from_the_claim_to_the_end(due: int, claimed: int, waited: int) -> None:
    due_on, claim_on = START + timedelta(days=due), START + timedelta(days=claimed)
    confirmed_on = claim_on + timedelta(days=waited)
    life = Life(
        TaskClass.DATED,
        START,
        "",
        (Spell(Stage.GIVEN, START), Spell(Stage.CLAIMED, claim_on), Spell(Stage.CLOSED, confirmed_on)),
        (Due(START, due_on),),
        (ClaimFact(claim_on, "confirmed", confirmed_on),),
    )
    late = max(0, claimed - due)
    assert {standing(life, claim_on + timedelta(days=n)).days_late for n in (0, waited, waited + 30)} == {late}
