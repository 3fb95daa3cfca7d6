"""What the yearly report on carrying out the Regulation says (11.1): a value that is built, frozen, rendered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from giaoviec.agencies.queries import committee, office
from giaoviec.days import HANOI
from giaoviec.oversight.models import Suggestion
from giaoviec.regulation.queries import profile_on
from giaoviec.reporting.compliance.counting import Window, tally
from giaoviec.reporting.compliance.table import Audit, Line, Row, audit
from giaoviec.reporting.compliance.words import Basis, prefilled
from giaoviec.rules.compliance import PARTS, Counts


@dataclass(frozen=True, slots=True)
class Clause:
    """A line of the table of clauses: a kind of duty under a clause."""

    place: str
    what: str
    counts: Counts
    state: str


@dataclass(frozen=True, slots=True)
class Agency:
    """A line of the table of agencies."""

    agency: str
    counts: Counts
    own_regulation: bool
    internal_checks: int


@dataclass(frozen=True, slots=True)
class Said:
    """A section with its words."""

    key: str
    vi: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that the report says. Days are ISO; `known_at` is "" for what is known now; `before` the year before."""

    title: str
    year_vi: str
    first: str
    last: str
    known_at: str
    profile: str
    regulation: str
    whole: Counts
    before: Counts
    clauses: tuple[Clause, ...]
    agencies: tuple[Agency, ...]
    sections: tuple[Said, ...]

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.first)

    @property
    def last_day(self) -> date:
        return date.fromisoformat(self.last)


def told(window: Window, *, year_vi: str, kept: Mapping[str, str] | None = None) -> Told:
    """The report of a window; `kept` are the sections as somebody wrote them."""
    found, profile = audit(window), profile_on(window.on)
    basis = Basis(found, year_vi, office().pk, committee().pk, _proposed(window))
    written = kept or {}
    known = window.known_at.astimezone(HANOI).isoformat(timespec="seconds") if window.known_at else ""
    return Told(
        title=f"Báo cáo kết quả triển khai thực hiện Quy chế {year_vi}",
        year_vi=year_vi,
        first=window.first.isoformat(),
        last=window.on.isoformat(),
        known_at=known,
        profile=profile.code,
        regulation=profile.regulation,
        whole=found.whole,
        before=tally(year_before(window)).whole(),
        clauses=tuple(_clauses(found)),
        agencies=tuple(_agency(row) for row in found.rows),
        sections=tuple(
            Said(part.key, part.vi, written[part.key] if part.key in written else prefilled(part.key, basis))
            for part in PARTS
        ),
    )


def year_before(window: Window) -> Window:
    """The same days a year before, at their end."""
    first, last = _a_year_less(window.first), _a_year_less(window.on)
    return replace(window, first=first, last=last, on=last)


def _a_year_less(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _proposed(window: Window) -> tuple[tuple[str, str], ...]:
    """(agency, what it proposed about the Regulation itself) of the window (13)."""
    rows = Suggestion.objects.filter(kind="regulation", voided_at=None, on__range=(window.first, window.on))
    if window.known_at is not None:
        rows = rows.filter(recorded_at__lte=window.known_at)
    return tuple(rows.order_by("on", "id").values_list("agency__name", "content"))


def _clauses(found: Audit) -> list[Clause]:
    rows = []
    for article in found.articles:
        for line in article.lines:
            rows += [
                Clause(_place(article.title, line), kind.vi, counts, line.state_vi)
                for kind, counts in line.kinds
                if counts.total
            ]
    return rows


def _place(title: str, line: Line) -> str:
    head = title.partition(".")[0]
    return head if line.marker in ("", "toàn điều") else f"{head}, {line.marker}"


def _agency(row: Row) -> Agency:
    return Agency(row.agency, row.counts, row.own_regulation, row.internal_checks)


def stored(told: Told) -> str:
    """As canonical JSON: the same report gives the same bytes."""
    return json.dumps(asdict(told), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def of_stored(text: str) -> Told:
    """The report of its JSON."""
    data = json.loads(text)
    for name in ("whole", "before"):
        data[name] = Counts(**data[name])
    data["clauses"] = tuple(Clause(**row | {"counts": Counts(**row["counts"])}) for row in data["clauses"])
    data["agencies"] = tuple(Agency(**row | {"counts": Counts(**row["counts"])}) for row in data["agencies"])
    data["sections"] = tuple(Said(**row) for row in data["sections"])
    return Told(**data)
