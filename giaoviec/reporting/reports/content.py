"""What a report says, apart from how it looks: as a value that is built, frozen as JSON, read back and rendered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from giaoviec.rules.figures import Figure, Form
from giaoviec.rules.terms import day_vi

OPEN_ENDED = ("open_ended_done", "open_ended_updated", "open_ended_silent")
COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Tổng số", ("total",)),
    ("Hoàn thành đúng hạn", ("done_on_time",)),
    ("Hoàn thành quá hạn", ("done_late",)),
    ("Chưa xong, trong hạn", ("under_way_in_time", "not_started_in_time")),
    ("Chưa xong, quá hạn", ("under_way_overdue", "not_started_overdue")),
    ("Không có thời hạn", OPEN_ENDED),
    ("Thu hồi", ("withdrawn",)),
)
"""The columns of the table of agencies, each a sum of cells: the others add up to the first."""

RATES = ("rate_national", "rate_on_time", "rate_done", "rate_update")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it was: `value` a number, a fraction for a rate, None where there was nothing to divide by."""

    id: str
    vi: str
    value: float | int | None
    numerator: int | None
    denominator: int | None
    formula: str
    form: str

    @property
    def printed(self) -> str:
        """ "1.234", "98,63%", "–"."""
        return printed(self.value, self.form)


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of a period beside which this one stands: id → value; its days as ISO."""

    vi: str
    period_vi: str
    values: Mapping[str, float | int | None]
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An agency's line in the Office's table; `cells` are the counters of `COLUMNS`, `rate` the national one."""

    agency_id: int
    agency: str
    cells: Mapping[str, int]
    rate: float | None

    def of(self, counters: Iterable[str]) -> int:
        return sum(self.cells[name] for name in counters)


@dataclass(frozen=True, slots=True)
class Said:
    """A section: its text, and for the Office's report what each agency said of it in its own words."""

    key: str
    vi: str
    text: str
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """All that a report says but its lines. Days are ISO; `known_at` is "" for what is known now."""

    title: str
    kind: str
    period: str
    period_vi: str
    first: str
    last: str
    agency_id: int
    agency: str
    of_office: bool
    known_at: str
    profile: str
    regulation: str
    figures: tuple[Shown, ...]
    compared: tuple[Compared, ...] = ()
    rows: tuple[Row, ...] = ()
    sections: tuple[Said, ...] = ()
    sent: int = 0
    missing: tuple[str, ...] = ()

    def value(self, name: str) -> Any:
        """A figure's value by its id."""
        return next(figure.value for figure in self.figures if figure.id == name)

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.first)

    @property
    def last_day(self) -> date:
        return date.fromisoformat(self.last)


def shown(figures: Mapping[str, Figure]) -> tuple[Shown, ...]:
    """The figures as a report keeps them."""
    return tuple(
        Shown(one.id, one.vi, one.value, one.numerator, one.denominator, one.formula, one.form.value)
        for one in figures.values()
    )


def printed(value: float | int | None, form: str) -> str:
    """A value as it is printed everywhere."""
    if value is None:
        return "–"
    if form == Form.RATE:
        return f"{value * 100:.2f}%".replace(".", ",")
    return f"{value:_}".replace("_", ".")


def moment_vi(text: str) -> str:
    """An ISO moment as it is printed: "09:00 ngày 15/12/2026"."""
    return f"{text[11:16]} ngày {day_vi(date.fromisoformat(text[:10]))}"


def stored(content: Content) -> str:
    """As canonical JSON: the same content gives the same bytes."""
    return json.dumps(asdict(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def of_stored(text: str) -> Content:
    """The content of its JSON."""
    data = json.loads(text)
    data["figures"] = tuple(Shown(**row) for row in data["figures"])
    data["compared"] = tuple(Compared(**row) for row in data["compared"])
    data["rows"] = tuple(Row(**row) for row in data["rows"])
    data["sections"] = tuple(
        Said(row["key"], row["vi"], row["text"], tuple((name, text) for name, text in row["own"]))
        for row in data["sections"]
    )
    data["missing"] = tuple(data["missing"])
    return Content(**data)
