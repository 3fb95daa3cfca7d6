"""Random lives of an assignment with many actors, beside a model written by hand.

What the rules are asked about is folded anew from the history of moves; the model is kept by plain assignments. After
each move both tell the same, the duties that are open are the ones that the model knows, and the facts of the life give
the standing that the model expects.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind, due, owed_at_giving
from giaoviec.rules.effects import calls_for_explanation, effect
from giaoviec.rules.holders import STAGE_HOLDERS, Holder, Wait, ledger, spans
from giaoviec.rules.moves import Move, Situation, Stage, check, next_stage
from giaoviec.rules.standing import ClaimFact, Due, Life, Spell, standing
from giaoviec.rules.tasks import TaskClass
from tests.rules.persons import CALENDAR, CAST, HELPER, LEAD, OFFICER_ID, PROFILE

K = DutyKind
START = date(2026, 3, 2)
AGENCY = {"head", "liaison", "agency_clerk"}
INSIDE = AGENCY | {"unit_head", "officer"}
OFFICE = {"office_head", "monitor"}
GIVERS = OFFICE | {"clerk"}
HEAD = {"office_head"}
GU, RETURNED, CLAIMED, CLOSED = {"given", "under_way"}, {"returned"}, {"claimed"}, {"closed"}
OPEN = GU | RETURNED | CLAIMED
OFFERED = [move for move in Move if move is not Move.TRANSFER]  # a transfer changes the cast


@dataclass
class Event:
    """A move that was made: when, by whom, and the day or quality it came with."""

    move: Move
    on: date
    by: Actor
    new_due_on: date | None = None
    for_quality: bool = False


@dataclass
class Model:
    """What a clerk would know who keeps the assignment on a sheet of paper."""

    dated: bool
    starred: bool
    due_on: date | None
    stage: str = "given"
    entered: bool = False
    returned: int = 0
    extension: bool = False
    obstacle: bool = False
    asked: bool = False
    poor: bool = False
    explained: bool = False
    claimed_on: date | None = None
    done_on: date | None = None
    first: set[int] = field(default_factory=set)

    def overdue(self, on: date) -> bool:
        if not self.dated or self.due_on is None:
            return False
        return (self.done_on or self.claimed_on or on) > self.due_on

    def allows(self, move: Move, who: str, on: date) -> bool:
        """The whole table once more, in other words."""
        person, stages, more = {
            Move.TAKE_UP: (AGENCY, GU, True),
            Move.UPDATE: (INSIDE, GU, True),
            Move.CLAIM: (AGENCY, GU, self.explained or not self.overdue(on)),
            Move.EXPLAIN: (AGENCY, OPEN | CLOSED, self.overdue(on) or self.poor),
            Move.ASK_EXTENSION: (AGENCY, GU, self.due_on is not None and not self.extension),
            Move.REPORT_OBSTACLE: (AGENCY, GU, True),
            Move.RETURN: (AGENCY, GU, not self.entered and not self.returned),
            Move.ASSIGN_INSIDE: (AGENCY | {"unit_head"}, OPEN, True),
            Move.ASK_OPINION: (AGENCY, GU, True),
            Move.GIVE_OPINION: ({"helper"}, OPEN, self.asked),
            Move.WAIT_OUTSIDE: (AGENCY, GU, True),
            Move.CONFIRM: (OFFICE, CLAIMED, not self.starred or CAST[who].person_id not in self.first),
            Move.REJECT: (OFFICE, CLAIMED, True),
            Move.DECIDE_EXTENSION: ({"chairman", "vice_chairman"} if self.starred else OFFICE, OPEN, self.extension),
            Move.ANSWER_OBSTACLE: (OFFICE, OPEN, self.obstacle),
            Move.CORRECT: (GIVERS, RETURNED, True),
            Move.PASS_ON: (GIVERS, RETURNED, True),
            Move.UPHOLD: (GIVERS, RETURNED, True),
            Move.EDIT: (GIVERS, OPEN, True),
            Move.SET_DUE: (HEAD, OPEN, True),
            Move.RECORD_REPORT: (GIVERS, OPEN | CLOSED | {"withdrawn"}, True),
            Move.REOPEN: (HEAD, CLOSED, True),
            Move.WITHDRAW: (HEAD, OPEN, True),
            Move.WRITE: (
                INSIDE | GIVERS | {"helper", "chairman", "vice_chairman", "assistant"},
                {s.value for s in Stage},
                True,
            ),
        }[move]
        return who in person and self.stage in stages and more

    def make(self, event: Event) -> None:
        for name, value in PLAIN.get(event.move, {}).items():
            setattr(self, name, value)
        self.due_on = event.new_due_on or self.due_on
        match event.move:
            case Move.RETURN:
                self.returned += 1
            case Move.CLAIM:
                self.claimed_on, self.first = event.on, set()
            case Move.CONFIRM if self.starred and not self.first:
                self.first = {event.by.person_id}
            case Move.CONFIRM:
                self.stage, self.done_on, self.claimed_on, self.first = "closed", self.claimed_on, None, set()
            case Move.REJECT if event.for_quality:
                self.poor, self.explained = True, False


PLAIN: dict[Move, dict[str, object]] = {
    Move.UPDATE: {"stage": "under_way", "entered": True},
    Move.CLAIM: {"stage": "claimed", "entered": True},
    Move.EXPLAIN: {"explained": True},
    Move.ASK_EXTENSION: {"extension": True},
    Move.DECIDE_EXTENSION: {"extension": False},
    Move.REPORT_OBSTACLE: {"obstacle": True},
    Move.ANSWER_OBSTACLE: {"obstacle": False},
    Move.ASK_OPINION: {"asked": True},
    Move.GIVE_OPINION: {"asked": False},
    Move.RETURN: {"stage": "returned"},
    Move.CORRECT: {"stage": "given", "entered": False, "returned": 0},
    Move.UPHOLD: {"stage": "given"},
    Move.PASS_ON: {"stage": "passed_on"},
    Move.WITHDRAW: {"stage": "withdrawn"},
    Move.REJECT: {"stage": "under_way", "claimed_on": None, "first": set()},
    Move.REOPEN: {"stage": "under_way", "done_on": None},
}


class Assignment(RuleBasedStateMachine):
    """The system: a history of moves, the facts it leaves, and the duties that `effect` says."""

    @initialize(dated=st.booleans(), starred=st.booleans(), days=st.integers(0, 25), report=st.booleans())
    def give(self, dated: bool, starred: bool, days: int, report: bool) -> None:
        due_on = START + timedelta(days=days) if dated else None
        self.task_class = TaskClass.DATED if dated else TaskClass.OPEN_ENDED
        self.starred, self.report, self.on = starred, report, START
        self.model = Model(dated, starred, due_on)
        self.history: list[Event] = []
        self.spells, self.dues = [Spell(Stage.GIVEN, START)], [Due(START, due_on)]
        self.claims: list[ClaimFact] = []
        self.updates: list[date] = []
        given = owed_at_giving(
            given_on=START,
            due_on=due_on,
            task_class=self.task_class,
            profile=PROFILE,
            calendar=CALENDAR,
            written_report=report,
        )
        self.open = {owed.kind for owed in given}

    @rule(days=st.integers(1, 12))
    def time_passes(self, days: int) -> None:
        """Each morning the day's standing may set an explanation, as `tick` does."""
        for _ in range(days):
            self.on += timedelta(days=1)
            if calls_for_explanation(standing(self.life(), self.on), explained=self.situation().explained):
                self.open.add(K.EXPLANATION)

    @rule(
        move=st.sampled_from(OFFERED),
        who=st.sampled_from(sorted(CAST)),
        days=st.none() | st.integers(-3, 20),
        quality=st.booleans(),
    )
    def anybody_tries_anything(self, move: Move, who: str, days: int | None, quality: bool) -> None:
        self.attempt(move, who, days, quality)

    @precondition(lambda self: self.model.stage in OPEN | CLOSED)
    @rule(data=st.data(), days=st.none() | st.integers(-3, 20), quality=st.booleans())
    def somebody_does_what_is_open(self, data: st.DataObject, days: int | None, quality: bool) -> None:
        open_now = [
            (move, who)
            for move in OFFERED
            for who in sorted(CAST)
            if move is not Move.WITHDRAW and self.model.allows(move, who, self.on)
        ]
        move = data.draw(st.sampled_from(sorted({move for move, _ in open_now})))
        who = data.draw(st.sampled_from([name for one, name in open_now if one is move]))
        self.attempt(move, who, days, quality)

    def attempt(self, move: Move, who: str, days: int | None, quality: bool) -> None:
        situation = self.situation()
        refusal = check(move, situation, CAST[who], profile=PROFILE)
        allowed = self.model.allows(move, who, self.on)
        assert (refusal is None) == allowed, (move, who, situation, refusal)
        if not allowed:
            return
        gives_date = move in (Move.DECIDE_EXTENSION, Move.CORRECT, Move.SET_DUE, Move.REOPEN)
        new_due_on = self.on + timedelta(days=days) if days is not None and gives_date and self.model.dated else None
        event = Event(move, self.on, CAST[who], new_due_on, move is Move.REJECT and quality)
        self.owe(situation, event)
        self.record(event, next_stage(move, situation, profile=PROFILE))
        self.model.make(event)

    def owe(self, situation: Situation, event: Event) -> None:
        change = effect(
            event.move, situation, profile=PROFILE, for_quality=event.for_quality, new_due_on=event.new_due_on
        )
        self.open = (self.open - set(change.meets) - set(change.drops)) | set(change.sets)
        for kind in change.sets:
            named = event.new_due_on or event.on  # may lie some days back: a day that a person names is kept
            assert due(kind, event.on, profile=PROFILE, calendar=CALENDAR, named=named) >= min(named, START)

    def record(self, event: Event, target: Stage) -> None:
        """The facts that the move leaves: spells, claims, dues, updates."""
        self.history.append(event)
        before = self.spells[-1].stage
        if target is not before:
            self.spells[-1] = Spell(before, self.spells[-1].since, event.on)
            self.spells.append(Spell(target, event.on))
        if event.move is Move.UPDATE:
            self.updates.append(event.on)
        if event.move is Move.CLAIM:
            self.claims.append(ClaimFact(event.on))
        if before is Stage.CLAIMED and target in (Stage.CLOSED, Stage.UNDER_WAY):
            verdict = "confirmed" if target is Stage.CLOSED else "rejected"
            self.claims[-1] = ClaimFact(self.claims[-1].on, verdict, event.on)
        if event.new_due_on:
            self.dues.append(Due(event.on, event.new_due_on))

    def life(self) -> Life:
        return Life(
            self.task_class, START, "", tuple(self.spells), tuple(self.dues), tuple(self.claims), tuple(self.updates)
        )

    def situation(self) -> Situation:
        """Folded from the history alone: nothing is remembered between two moves."""
        moves = [event.move for event in self.history]
        since_giving = moves[_after_last(moves, (Move.CORRECT,)) :]
        poor_at = _after_last([event.for_quality for event in self.history], (True,))
        claim_at = _after_last(moves, (Move.CLAIM, Move.REJECT))
        now = standing(self.life(), self.on)
        return Situation(
            stage=now.stage,
            agency_id=LEAD,
            on=self.on,
            monitoring_unit_id=5,
            task_class=self.task_class,
            starred=self.starred,
            due_on=now.due_on,
            overdue=now.overdue,
            progress_entered=Move.UPDATE in since_giving or Move.CLAIM in since_giving,
            returns_this_giving=since_giving.count(Move.RETURN),
            extension_pending=_pending(moves, Move.ASK_EXTENSION, Move.DECIDE_EXTENSION),
            obstacle_pending=_pending(moves, Move.REPORT_OBSTACLE, Move.ANSWER_OBSTACLE),
            quality_rejected=any(event.for_quality for event in self.history),
            explained=Move.EXPLAIN in moves[poor_at:],
            first_confirmers=frozenset(
                event.by.person_id for event in self.history[claim_at:] if event.move is Move.CONFIRM
            ),
            collaborators=frozenset({HELPER}),
            opinion_from=frozenset({HELPER} if _pending(moves, Move.ASK_OPINION, Move.GIVE_OPINION) else ()),
            officers=frozenset({OFFICER_ID}),
            units=frozenset({11}),
        )

    @invariant()
    def the_history_and_the_model_tell_the_same(self) -> None:
        if not hasattr(self, "model"):
            return
        found, model = self.situation(), self.model
        now = standing(self.life(), self.on)
        ended = model.stage in ("withdrawn", "passed_on")
        assert found.stage.value == model.stage
        assert now.overdue == (not ended and model.overdue(self.on))
        assert now.done_on == model.done_on
        assert found.due_on == (model.due_on if model.dated else None)
        assert (found.extension_pending, found.obstacle_pending) == (model.extension, model.obstacle)

    @invariant()
    def the_open_duties_are_those_that_somebody_owes(self) -> None:
        if not hasattr(self, "model"):
            return
        model, open_now = self.model, self.open
        unfinished, left = model.stage in OPEN, model.stage in ("withdrawn", "passed_on")
        assert (K.RESULT in open_now) == (model.dated and unfinished)
        assert (K.VERIFY in open_now) == (model.stage == "claimed")
        assert (K.ANSWER_RETURN in open_now) == (model.stage == "returned")
        assert (K.DECIDE_EXTENSION in open_now) <= (model.extension and unfinished)
        assert (K.ANSWER_OBSTACLE in open_now) <= (model.obstacle and unfinished)
        assert (K.OPINION in open_now) <= (model.asked and unfinished)
        assert not (left and open_now - {K.WRITTEN_REPORT})
        assert K.EXPLANATION not in open_now or model.poor or model.dated
        assert K.CYCLE_UPDATE not in open_now or not model.dated
        assert K.FIRST_UPDATE not in open_now or (model.dated and not model.entered)

    @invariant()
    def every_day_so_far_has_its_holder(self) -> None:
        if not hasattr(self, "model"):
            return
        stages = [Wait(STAGE_HOLDERS[spell.stage], spell.since, spell.until) for spell in self.spells]
        tomorrow = self.on + timedelta(days=1)
        days = ledger(spans(stages, (), until=tomorrow))
        assert sum(days.values()) == (tomorrow - START).days
        ended = {"closed", "withdrawn", "passed_on"}
        assert self.model.stage not in ended or days[Holder.NOBODY] > 0


def _pending(moves: list[Move], asks: Move, answers: Move) -> bool:
    return asks in moves[_after_last(moves, (answers,)) :]


def _after_last(items: Sequence[object], wanted: tuple[object, ...]) -> int:
    """The place after the last of the wanted ones; 0 where there is none."""
    return max((place + 1 for place, item in enumerate(items) if item in wanted), default=0)


Assignment.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestAssignment = Assignment.TestCase
