"""The history of a province: its documents day by day, the lives of what they gave, up to today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from giaoviec.assignments.models import Series
from giaoviec.demo import orders, pieces
from giaoviec.demo.book import MODELS, Book
from giaoviec.demo.desks import furnish
from giaoviec.demo.enclosures import MOST, Enclosures
from giaoviec.demo.ledger import Ledger, Row, much_to_write
from giaoviec.demo.living import Ground, Living
from giaoviec.demo.orders import Order
from giaoviec.demo.overseen import oversee
from giaoviec.demo.papers import FORMS, Form
from giaoviec.demo.phrases import Phrases, fields
from giaoviec.demo.province import Province, found_province
from giaoviec.demo.registry import Plan, Registry
from giaoviec.demo.tales import Tale
from giaoviec.demo.world import World
from giaoviec.regulation.queries import calendar
from giaoviec.rules.documents import Issuer
from giaoviec.rules.tasks import Relation

TOLD_DAYS = 21


@dataclass(frozen=True, slots=True)
class Size:
    """How large a history is: years, assignments of the province, communes; how many past periods it has reports of,
    and how many agencies sent theirs at most.

    `staged`: with set pieces for the desks of today, and with what agencies give on inside.
    """

    years: int
    assignments: int
    communes: int
    staged: bool = True
    reports: int = 2
    senders: int = 5


SIZES = {
    "small": Size(1, 800, 19),
    "province": Size(3, 30_000, 124, reports=12, senders=150),
    "large": Size(10, 300_000, 124),
}
CHAPTER = 8_000
"""Assignments that are lived before they are written."""


def make(
    size: Size, *, seed: int, today: date, now: datetime, password: str, tell: Callable[[int], None] = lambda done: None
) -> World:
    """Lives and writes a demonstration into an empty database, whole or not at all. `tell` hears how many are done.

    The same seed, day and moment make the same history.
    """
    with much_to_write(), transaction.atomic():
        story = begin(size, seed=seed, today=today, now=now, password=password)
        for _ in story.days():
            if len(story.lives) >= CHAPTER:
                story.write(tell)
        furnish(story.world, story.lives)
        story.write(tell)
        if size.staged:
            oversee(seed=seed, today=today, now=now)
    return story.world


def begin(size: Size, *, seed: int, today: date, now: datetime, password: str) -> Story:
    """A story that has not been lived yet: the province, and what is set for its days."""
    chance = Random(seed)  # noqa: S311 a story, no secret
    ledger = Ledger(MODELS)
    province = found_province(ledger, number=size.communes, password=make_password(password), now=now, chance=chance)
    book = Book(ledger, chance, now, today - timedelta(days=TOLD_DAYS))
    world = _world(province, book, today, now, staged=size.staged)
    return Story(world, size)


def _world(province: Province, book: Book, today: date, now: datetime, *, staged: bool) -> World:
    ground = Ground(book, calendar(), province.id("vp"), province.id("ubnd"))
    named = [row for row in province.agencies.values() if row["kind"] in ("department", "commune")]
    alive = [row for row in named if row["dissolved_on"] is None]
    places = [row["name"].removeprefix("UBND ") for row in alive if row["kind"] == "commune"]
    partners = [row["name"] for row in alive if row["kind"] == "department"]
    departments = [
        row["id"] for row in named if row["kind"] == "department" and row["former_province"] in ("", "Lâm Đồng")
    ]
    phrases = Phrases(book.chance, places, partners)
    enclosures = Enclosures(book, book.chance, today, MOST if staged else 0)
    return World(
        province, book, ground, phrases, book.chance, ground.calendar, today, now, departments, enclosures, staged
    )


class Story:
    """The documents to come, and the lives that are lived but not written."""

    def __init__(self, world: World, size: Size) -> None:
        self.world, self.size, self.registry = world, size, Registry(world)
        self.first = date(world.today.year - size.years, world.today.month, min(world.today.day, 28))
        self.lives: list[Living] = []
        self.later: list[tuple[date, int, Plan]] = []
        self.written = 0

    def days(self) -> Iterator[date]:
        """Lives document after document; gives the day of each."""
        for plan in self._plans():
            self._live(plan)
            yield plan.issued_on

    # ---- which documents come

    def _plans(self) -> Iterator[Plan]:
        """Day by day, so many that the assignments add up; what is set for a day comes on it."""
        world, first = self.world, self.first
        for plan in (*self._staged(), *self._fixed(first)):
            self._come_later(plan)
        days = (world.today - first).days
        day = first
        while day <= world.today:
            yield from self._due(day)
            if world.calendar.is_working(day) and day < world.today:
                while self.registry.given < self.size.assignments * ((day - first).days + 1) / days:
                    yield self._by_chance(day)
            day += timedelta(days=1)

    def _staged(self) -> list[Plan]:
        if not self.size.staged:
            return []
        carried = pieces.carried_over(self.world) if self.first > self.world.province.merged_on else []
        return [*carried, *pieces.set_pieces(self.world), *pieces.not_yet_given(self.world)]

    def _come_later(self, plan: Plan) -> None:
        heappush(self.later, (plan.issued_on, len(self.later) + self.registry.given, plan))

    def _due(self, day: date) -> Iterator[Plan]:
        while self.later and self.later[0][0] <= day:
            yield heappop(self.later)[2]

    def _by_chance(self, day: date) -> Plan:
        world = self.world
        topic = orders.topic_by_chance(world)
        form = self._form()
        number = 1 if form.kind == "oral" else world.chance.choice((1, 1, 2, 2, 3, 4))
        found = [self._related(orders.order(world, topic, day)) for _ in range(number)]
        registered_on = world.after(day, world.chance.choice((0, 0, 1, 1, 2)))
        given_on = world.after(registered_on, world.chance.choice((0, 0, 0, 0, 1, 1, 2, 4)))
        if form.issuer in (Issuer.GOVERNMENT, Issuer.PRIME_MINISTER, Issuer.GOVERNMENT_OFFICE):
            registered_on = max(registered_on, world.after(day, 1))
            given_on = max(given_on, registered_on)
        if registered_on > world.today:
            registered_on = world.today
        return Plan(day, form, topic, found, registered_on, given_on if given_on <= world.today else None)

    def _form(self) -> Form:
        return self.world.chance.choices(FORMS, [form.weight for form in FORMS])[0]

    def _related(self, made: Order) -> Order:
        last = self.registry.last_task.get(made.topic.code)
        if last is not None and self.world.happens(0.03):
            made.related_to, made.relation = last, self.world.chance.choice(list(Relation))
        return made

    def _fixed(self, first: date) -> list[Plan]:
        """Every type of document once, a yearly work programme each January, and work that comes every month."""
        world = self.world
        rare = [form for form in FORMS if form.weight <= 2]
        step = max(1, (world.today - first).days // (len(rare) + 2))
        plans = [self._once(form, world.working(first + timedelta(days=step * n))) for n, form in enumerate(rare, 1)]
        plans += [self._programme(year) for year in range(first.year, world.today.year + 1)]
        return [plan for plan in (*plans, *self._series(first)) if first <= plan.issued_on < world.today]

    def _once(self, form: Form, day: date) -> Plan:
        topic = orders.topic_by_chance(self.world)
        return Plan(
            day, form, topic, [orders.order(self.world, topic, day)], self.world.after(day, 1), self.world.after(day, 1)
        )

    def _programme(self, year: int) -> Plan:
        day = self.world.working(date(year, 1, 12))
        form = Form("programme", Issuer.COMMITTEE, FORMS[0].source, "{n}/CTr-UBND", "", 0, "TM", kind="programme")
        topics = [topic for topic in fields().values() if topic.code != "commune"]
        found = []
        for number in range(24):
            made = orders.order(self.world, topics[number % len(topics)], day)
            made.group, made.leads = "", [self.world.province.id(self.world.province.lead(made.topic.lead, day))]
            made.helpers, made.cycle = [], ""
            made.due = f"quý {('I', 'II', 'III', 'IV')[number % 4]}/{year}"
            found.append(made)
        summary = f"công tác năm {year} của Ủy ban nhân dân tỉnh"
        return Plan(day, form, fields()["finance"], found, day, day, summary)

    def _series(self, first: date) -> Iterator[Plan]:
        for code, words in (
            ("finance", "hằng tháng trước ngày 25"),
            ("agriculture", "hằng quý trước ngày 20 tháng cuối quý"),
        ):
            topic = fields()[code]
            day = self.world.working(first + timedelta(days=70))
            made = orders.order(self.world, topic, day)
            made.group, made.cycle, made.starred, made.helpers = "", "", False, []
            made.leads = [self.world.province.id(self.world.province.lead(topic.lead, day))]
            made.due, made.series = words, True
            yield Plan(day, FORMS[0], topic, [made], day, day)

    # ---- living and writing

    def _live(self, plan: Plan) -> None:
        document, tales = self.registry.take_in(plan)
        tales = [*tales, *self._turns(document, plan, tales)]
        for tale in tales:
            self._tell(tale, tale.life.row["given_on"])
        while self.world.also:
            self._tell(*self.world.also.pop())
        self._pass_down(plan, tales)

    def _tell(self, tale: Tale, day: date) -> None:
        tale.begin(day)
        tale.tell()
        self.lives += (tale.life, *tale.life.inside)

    def _turns(self, document: Row, plan: Plan, tales: list[Tale]) -> list[Tale]:
        """Of work that comes again, the turns up to today."""
        return [
            turn for each in plan.orders if each.series and tales for turn in self._turns_of(document, each, tales[0])
        ]

    def _turns_of(self, document: Row, each: Order, first: Tale) -> list[Tale]:
        series = next(row for row in self.world.book.ledger.rows(Series) if row["id"] == first.life.task["series_id"])
        return self.registry.next_turns(document, series, first.life.task, first.life.leads, each.what)

    def _pass_down(self, plan: Plan, tales: list[Tale]) -> None:
        """What the Government ordered is ordered by the province a little later, with an earlier day."""
        if plan.form.issuer is not Issuer.GOVERNMENT_OFFICE or not tales or not self.world.happens(0.6):
            return
        task = tales[0].life.task
        day = self.world.after(plan.given_on or plan.issued_on, self.world.between((2, 4)))
        if task["due_on"] is None or task["due_on"] < day + timedelta(days=12) or day >= self.world.today:
            return
        made = orders.order(self.world, plan.topic, day)
        made.group, made.cycle, made.origin = "", "", task
        made.leads = made.leads[:2]
        made.due = f"trước ngày {task['due_on'] - timedelta(days=7):%d/%m/%Y}"
        self._come_later(Plan(day, FORMS[0], plan.topic, [made], day, day))

    def write(self, tell: Callable[[int], None]) -> None:
        self.world.book.write()
        self.written += len(self.lives)
        self.lives = []
        self.world.ground.ticks.clear()
        tell(self.written)
