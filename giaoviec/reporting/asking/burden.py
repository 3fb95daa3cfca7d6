"""What the Office's questions cost the agencies in a period: fields, and minutes reckoned and measured (9.4).

A request counts on the day it was sent; a duty of another kind (period report, explanation, answer) on the day it was
set. Each number is the length, or the sum, of a list that `of_agency` gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from giaoviec.agencies.models import Agency
from giaoviec.duties.models import Duty
from giaoviec.reporting.asking import reads
from giaoviec.reporting.models import AskedAnswer, AskedForm
from giaoviec.rules.asked import Field, of_stored
from giaoviec.rules.burden import OTHER_MINUTES, cost
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.duties import DutyKind

OTHERS = tuple(DutyKind(kind) for kind in OTHER_MINUTES)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that an agency was asked for. `fields`, `measured` are 0 where there is nothing to count."""

    kind: DutyKind
    agency_id: int
    subject: str
    subject_id: int
    on: date
    due_on: date
    title: str
    fields: int
    reckoned: int
    measured: int


@dataclass(frozen=True, slots=True)
class Row:
    """An agency's burden: requests, their fields, minutes reckoned and measured, then the other kinds by number."""

    agency_id: int
    agency: str
    requests: int
    fields: int
    reckoned: int
    measured: int
    others: tuple[int, ...]

    @property
    def other_minutes(self) -> int:
        return sum(n * OTHER_MINUTES[kind] for n, kind in zip(self.others, OTHERS, strict=True))

    @property
    def minutes(self) -> int:
        """All of it, as reckoned."""
        return self.reckoned + self.other_minutes


@cites("QC 9.4")
@policy("burden")
def burden(since: date, last: date) -> tuple[Row, ...]:
    """Every agency that was asked for something from `since` through `last`, in official order."""
    by_agency: dict[int, list[Asked]] = defaultdict(list)
    for one in asked_in(since, last):
        by_agency[one.agency_id].append(one)
    agencies = Agency.objects.filter(pk__in=by_agency, kind__in=reads.KINDS)
    return tuple(_row(agency, by_agency[agency.pk]) for agency in agencies)


def _row(agency: Agency, asked: Sequence[Asked]) -> Row:
    own = [one for one in asked if one.kind is DutyKind.ASKED_REPORT]
    return Row(
        agency.pk,
        agency.name,
        requests=len(own),
        fields=sum(one.fields for one in own),
        reckoned=sum(one.reckoned for one in own),
        measured=sum(one.measured for one in own),
        others=tuple(sum(one.kind is kind for one in asked) for kind in OTHERS),
    )


def together(rows: Sequence[Row]) -> Row:
    """The sum of the rows."""
    others = tuple(sum(row.others[place] for row in rows) for place in range(len(OTHERS)))
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("requests", "fields", "reckoned", "measured")}
    return Row(0, "Tổng cộng", others=others, **sums)


def of_agency(since: date, last: date, *, agency: int | None = None, kind: str = "") -> list[Asked]:
    """The list behind a number: of one agency or of all, of one kind or of all, newest first."""
    found = [one for one in asked_in(since, last, agency=agency) if not kind or one.kind == kind]
    return sorted(found, key=lambda one: (one.on, one.subject_id), reverse=True)


def asked_in(since: date, last: date, *, agency: int | None = None) -> Iterator[Asked]:
    """Everything that was asked in these days; three statements for any number of it."""
    yield from _requests(since, last, agency)
    duties = Duty.objects.filter(
        kind__in=[kind.value for kind in OTHERS], on__range=(since, last), voided_at=None, agency__kind__in=reads.KINDS
    )
    if agency is not None:
        duties = duties.filter(agency=agency)
    columns = ("kind", "agency_id", "subject", "subject_id", "on", "due_on")
    for kind, agency_id, subject, pk, on, due_on in duties.values_list(*columns):
        known = DutyKind(kind)
        yield Asked(known, agency_id, subject, pk, on, due_on, "", 0, OTHER_MINUTES[known], 0)


def _requests(since: date, last: date, agency: int | None) -> Iterator[Asked]:
    answers = AskedAnswer.objects.filter(asked__sent_on__range=(since, last), asked__voided_at=None)
    if agency is not None:
        answers = answers.filter(agency=agency)
    rows = list(answers.select_related("asked"))
    forms = _forms({row.asked_id for row in rows})
    for row in rows:
        asked, fields = row.asked, forms[row.asked_id]
        yield Asked(
            DutyKind.ASKED_REPORT, row.agency_id, "asked_report", asked.pk, asked.sent_on or asked.on, asked.due_on,
            asked.title, counted(fields), cost(fields), row.minutes,
        )  # fmt: skip


def counted(fields: Sequence[Field]) -> int:
    """Fields that an agency fills in; a table counts its columns, what the system knows nothing."""
    return sum(max(1, len(field.columns)) for field in fields if not field.figure)


def _forms(asked: set[int]) -> dict[int, tuple[Field, ...]]:
    """The newest form of each request."""
    rows = AskedForm.objects.filter(asked__in=asked).order_by("number").values_list("asked_id", "fields")
    return {pk: of_stored(fields) for pk, fields in rows}
