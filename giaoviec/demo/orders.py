"""What a document orders: who leads, who helps, by when, in words as they stand in documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from giaoviec.demo.ledger import Row
from giaoviec.demo.phrases import Field, fields
from giaoviec.demo.world import World
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.deadlines import Deadline, understand
from giaoviec.rules.tasks import Cycle, Deliverable, DueSource, Relation, TaskClass

DELIVERABLES = ("submit", "submit", "report", "report", "report", "carry_out", "carry_out", "carry_out")
CYCLES = (Cycle.QUARTER, Cycle.QUARTER, Cycle.QUARTER, Cycle.HALF_YEAR, Cycle.YEAR)


@dataclass(slots=True)
class Order:
    """A task as it is written in a document. `due` is the deadline in words; `play` tells its lives otherwise."""

    topic: Field
    deliverable: str
    leads: list[int]
    group: str = ""
    helpers: list[int] = field(default_factory=list)
    due: str = ""
    cycle: str = ""
    content: str = ""
    what: str = ""
    starred: bool = False
    written_report: bool = False
    series: bool = False
    origin: Row | None = None
    related_to: Row | None = None
    relation: str = ""
    play: Callable[[Any], None] | None = None


def order(world: World, topic: Field, on: date) -> Order:
    """A task of a field, as chance falls."""
    group = _group(world, topic, on)
    leads = world.province.group(group, on) if group else _leads(world, topic, on)
    made = Order(topic, world.chance.choice(DELIVERABLES), leads, group=group)
    if world.happens(0.35):
        made.helpers = _helpers(world, topic, on, made.leads)
    if world.happens(0.14):
        made.cycle = world.chance.choice(CYCLES)
    else:
        made.due = deadline_words(world, on)
    made.starred = world.happens(0.06)
    made.written_report = world.happens(0.08) and not group
    return word(world, made, on)


def word(world: World, made: Order, on: date) -> Order:
    """Puts it into words where it has none yet."""
    if not made.content:
        made.content, made.what = world.phrases.order(made.topic, made.deliverable, on)
    return made


def _group(world: World, topic: Field, on: date) -> str:
    if not world.happens(0.03 if topic.code != "commune" else 0.06):
        return ""
    if topic.code != "commune":
        return "so-ban-nganh"
    return "xa-phuong-dac-khu" if on >= world.province.merged_on else "huyen-thi-xa-thanh-pho"


def _leads(world: World, topic: Field, on: date) -> list[int]:
    if topic.code == "commune":
        communes = world.province.communes(on)
        known = [pk for pk in communes if pk == world.province.id("phuquy")]
        if known and world.happens(0.16):
            return known
        return world.chance.sample(communes, min(len(communes), world.chance.choice((1, 1, 1, 2, 3))))
    first = world.province.id(world.province.lead(topic.lead, on))
    if world.happens(0.12):
        second = world.province.id(world.province.lead(world.chance.choice(topic.partners), on))
        return list(dict.fromkeys([first, second]))
    return [first]


def _helpers(world: World, topic: Field, on: date, leads: list[int]) -> list[int]:
    codes = world.chance.sample(topic.partners, min(len(topic.partners), world.between((1, 2))))
    found = [world.province.id(world.province.lead(code, on)) for code in codes]
    return [pk for pk in dict.fromkeys(found) if pk not in leads]


def topic_by_chance(world: World) -> Field:
    """Some fields have more to do than others."""
    weights = {"finance": 14, "construction": 14, "agriculture": 14, "commune": 18, "home": 9}
    every = list(fields().values())
    return world.chance.choices(every, [weights.get(topic.code, 5) for topic in every])[0]


def deadline_words(world: World, on: date) -> str:
    """How documents name a day."""
    later = world.working(on + timedelta(days=int(world.chance.triangular(8, 110, 28))))
    near = world.working(on + timedelta(days=world.between((7, 30))))
    forms = (
        f"trước ngày {later:%d/%m/%Y}", f"trước ngày {later:%d/%m/%Y}", f"trước ngày {near:%d/%m/%Y}",
        f"chậm nhất ngày {near:%d/%m/%Y}", f"trong {world.chance.choice((5, 7, 10, 15, 20))} ngày làm việc",
        f"trong tháng {later.month:02d}/{later.year}", f"quý {_QUARTERS[(later.month - 1) // 3]}/{later.year}",
        f"trước 17 giờ ngày {near:%d/%m/%Y}", f"{world.chance.choice((10, 15, 30))} ngày kể từ ngày nhận",
    )  # fmt: skip
    return "ngay" if world.happens(0.03) else world.chance.choice(forms)


_QUARTERS = ("I", "II", "III", "IV")


def deadline(world: World, text: str, *, issued_on: date, given_on: date) -> Deadline:
    """The day that the words mean, by the rule book; where the calendar ends, a day a month ahead."""
    try:
        found = understand(text, issued_on=issued_on, given_on=given_on, calendar=world.calendar)
    except UnknownYear:
        found = understand(
            f"ngày {issued_on + timedelta(days=30):%d/%m/%Y}", issued_on=issued_on, given_on=given_on,
            calendar=world.calendar,
        )  # fmt: skip
    return found


def columns(world: World, made: Order, *, issued_on: date, given_on: date) -> Row:
    """The columns of its task that follow from its words."""
    rest: Row = {
        "content": made.content,
        "deliverable": Deliverable(made.deliverable),
        "deliver_to": "Ủy ban nhân dân tỉnh" if made.deliverable != "carry_out" else "",
        "product": world.phrases.pick("orders.products") if world.happens(0.5) else "",
        "notes": world.phrases.pick("orders.notes") if world.happens(0.15) else "",
        "written_report": made.written_report,
        "starred": made.starred,
        "field": made.topic.name,
        "origin_id": made.origin["id"] if made.origin else None,
        "relation": Relation(made.relation) if made.relation else "",
        "related_to_id": made.related_to["id"] if made.related_to else None,
    }
    if made.cycle:
        return {**rest, "task_class": TaskClass.OPEN_ENDED, "cycle": made.cycle, "due_source": DueSource.NONE}
    found = deadline(world, made.due, issued_on=issued_on, given_on=given_on)
    return {
        **rest,
        "task_class": TaskClass.DATED,
        "due_text": found.text,
        "due_on": found.on,
        "due_why": found.why,
        "due_source": DueSource.DOCUMENT,
        "at_once": found.at_once,
    }
