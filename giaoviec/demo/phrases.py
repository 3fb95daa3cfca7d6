"""What people write, put together from the ingredients in `data/`: plain administrative Vietnamese, seldom twice."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Field:
    """A field of work: who leads in it, who helps, which unit of the Office watches it, what is ordered in it."""

    code: str
    name: str
    unit: str
    lead: str
    partners: tuple[str, ...]
    papers: tuple[str, ...]
    matters: tuple[str, ...]
    works: tuple[str, ...]


@cache
def fields() -> dict[str, Field]:
    rows = _read("fields.toml")["fields"]
    made = [Field(**dict(zip(row, map(_kept, row.values()), strict=True))) for row in rows]
    return {field.code: field for field in made}


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def happenings() -> dict[str, Any]:
    return _read("happenings.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("giaoviec.demo") / "data" / name).read_text(encoding="utf-8"))


@dataclass(slots=True)
class Phrases:
    """Chooses and fills; one generator of chance, so that the same seed says the same."""

    chance: Random
    places: Sequence[str]
    partners: Sequence[str]
    _bags: dict[str, list[str]] = field(default_factory=dict)

    def say(self, path: str, on: date, **slots: Any) -> str:
        """A sentence of `happenings.toml` by its path ("updates.first"), its slots filled."""
        return self.fill(self.pick(path), on, **slots)

    def pick(self, path: str) -> str:
        """One of a list, each once before any comes again."""
        bag = self._bags.get(path)
        if not bag:
            bag = self._bags[path] = list(_at(path))
            self.chance.shuffle(bag)
        return bag.pop()

    def fill(self, text: str, on: date, **slots: Any) -> str:
        """The slots of a text: those given, and those that chance fills."""
        if "{" not in text:
            return text
        return text.format_map(_Slots(self, on, slots))

    def slot(self, name: str, on: date) -> str:
        """What chance puts into a slot; `KeyError` for one that the writer has to fill."""
        if name in ("y1", "y2", "y3"):
            return str(on.year + int(name[1]))
        return _CHANCES[name](self, on)

    def money(self) -> str:
        if self.chance.random() < 0.5:
            return f"{self.chance.choice((350, 480, 620, 850, 940))} triệu"
        return self._billions()

    def _billions(self) -> str:
        return f"{self.chance.randint(11, 98) / 10:.1f}".replace(".", ",") + " tỷ"

    def causes(self) -> tuple[str, ...]:
        return tuple(happenings()["causes"])

    def order(self, topic: Field, deliverable: str, on: date, *, where: str = "") -> tuple[str, str]:
        """What is ordered, and its subject in a few words."""
        kind = {"submit": "papers", "report": "matters"}.get(deliverable, "works")
        thing = self._thing(topic, kind)
        place = where or self.fill(self.pick("orders.where"), on)
        if " tại " in thing:
            place = place.replace("tại ", "thuộc ", 1)
        order = self.fill(self.pick(f"orders.{deliverable}"), on, object=self.fill(thing, on, where=place))
        return order, self.fill(short(thing), on)

    def _thing(self, topic: Field, kind: str) -> str:
        key = f"{topic.code}.{kind}"
        bag = self._bags.get(key)
        if not bag:
            bag = self._bags[key] = list(getattr(topic, kind))
            self.chance.shuffle(bag)
        return bag.pop()


def short(thing: str) -> str:
    """The subject without its place, as somebody who knows it would write it."""
    for slot in ("{where}", "{place}"):
        thing = thing.partition(slot)[0]
    return thing.strip().removesuffix(" tại").removesuffix(" về").removesuffix(" đoạn qua").strip()


class _Slots(Mapping[str, str]):
    """Slots as `str.format_map` asks for them."""

    def __init__(self, phrases: Phrases, on: date, given: Mapping[str, Any]) -> None:
        self._phrases, self._on, self._given = phrases, on, given

    def __getitem__(self, name: str) -> str:
        return str(self._given[name]) if name in self._given else self._phrases.slot(name, self._on)

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


def _at(path: str) -> Sequence[str]:
    group, name = path.split(".")
    found: Sequence[str] = happenings()[group][name]
    return found


def slots_of(text: str) -> set[str]:
    """The slots of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


_CHANCES: dict[str, Callable[[Phrases, date], str]] = {
    "n": lambda p, on: f"{p.chance.randint(2, 9):02d}",
    "m": lambda p, on: str(p.chance.randint(10, 24)),
    "p": lambda p, on: str(p.chance.choice(range(35, 100, 5))),
    "money": lambda p, on: p.money(),
    "day": lambda p, on: f"{on + timedelta(days=p.chance.randint(4, 20)):%d/%m/%Y}",
    "month": lambda p, on: str((on + timedelta(days=25)).month),
    "place": lambda p, on: p.chance.choice(p.places),
    "partner": lambda p, on: p.chance.choice(p.partners),
    "where": lambda p, on: p.fill(p.pick("orders.where"), on),
}
