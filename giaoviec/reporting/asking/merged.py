"""The answers to a request as one table: a row an agency, rows of tables one under another, sums that add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from giaoviec.duties import queries as duties
from giaoviec.reporting.asking import reads
from giaoviec.reporting.models import AnswerStage, AskedAnswer, AskedForm, AskedReport
from giaoviec.rules.asked import Field, Kind, Value
from giaoviec.rules.citation import cites
from giaoviec.rules.duties import DutyKind

SUBJECT = "asked_report"


@dataclass(frozen=True, slots=True)
class Line:
    """An agency's row. `values` are what stands signed, by key; none where nothing does (or it was sent back).

    `late`: whole days after its day, of what was sent or is still missing. `known_on`: the day of the figures in it.
    """

    agency_id: int
    agency: str
    stage: AnswerStage
    values: Mapping[str, Value]
    due_on: date
    signed_on: date | None
    late: int
    reminded: int
    minutes: int

    @property
    def is_signed(self) -> bool:
        return self.stage is AnswerStage.SIGNED

    @property
    def known_on(self) -> str:
        return str(self.values.get("on", ""))

    def value(self, field: Field) -> Value | None:
        return self.values.get(field.key)


@dataclass(frozen=True, slots=True)
class Inner:
    """A table that was asked for, with the rows of all agencies: (agency, cells by column)."""

    field: Field
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def totals(self) -> tuple[Decimal | None, ...]:
        """The sum of each column that has one."""
        return tuple(
            total(cells[place] for _, cells in self.rows) if column.adds_up else None
            for place, column in enumerate(self.field.columns)
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """The whole: `fields` in their order, `lines` in the official order of the agencies."""

    asked: AskedReport
    form: AskedForm
    fields: tuple[Field, ...]
    lines: tuple[Line, ...]

    @property
    def signed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_signed)

    @property
    def missing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_signed)

    @property
    def totals(self) -> tuple[Decimal | None, ...]:
        """The sum of each field over what was signed; None of what has none."""
        return tuple(
            total(str(line.value(field) or "") for line in self.signed) if field.adds_up else None
            for field in self.fields
        )

    @property
    def inner(self) -> tuple[Inner, ...]:
        """The tables that were asked for."""
        return tuple(_inner(field, self.signed) for field in self.fields if field.kind is Kind.TABLE)


def total(values: Iterable[str]) -> Decimal:
    """Their sum; what is empty counts nothing."""
    return sum((Decimal(value) for value in values if value), Decimal(0))


@cites("QC 9.4")
def merged(asked: AskedReport, on: date) -> Merged:
    """What came of a request up to a day; four statements for any number of agencies."""
    form = reads.form_of(asked)
    owed = {row.agency_id: row for row in duties.of(SUBJECT, asked.pk) if row.kind is DutyKind.ASKED_REPORT}
    lines = tuple(_line(asked, answer, owed.get(answer.agency_id), on) for answer in reads.answers_of(asked))
    return Merged(asked, form, form.asks, lines)


def _line(asked: AskedReport, answer: AskedAnswer, owed: duties.Owed | None, on: date) -> Line:
    stage, signed = AnswerStage(answer.stage), answer.signed
    counts = stage is AnswerStage.SIGNED and signed is not None
    return Line(
        agency_id=answer.agency_id,
        agency=answer.agency.name,
        stage=stage,
        values=signed.values if counts and signed else {},
        due_on=owed.due_on if owed else asked.due_on,
        signed_on=signed.on if signed else None,
        late=owed.days_late(on) if owed else 0,
        reminded=answer.reminded,
        minutes=answer.minutes,
    )


def _inner(field: Field, lines: Sequence[Line]) -> Inner:
    rows = [
        (line.agency, tuple(row[: len(field.columns)]))
        for line in lines
        if isinstance(found := line.value(field), list)
        for row in found
    ]
    return Inner(field, tuple(rows))
