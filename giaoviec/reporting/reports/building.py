"""A report's content and lines from the facts, as known at a moment: what is previewed, and what is frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import F

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import names_on
from giaoviec.assignments.models import Assignment
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import profile_on
from giaoviec.reporting import queries
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.models import Report, ReportSection, Stage
from giaoviec.reporting.queries import ALL
from giaoviec.reporting.reports.content import COLUMNS, RATES, Compared, Content, Row, Said, shown
from giaoviec.reporting.reports.lines import OVERDUE, Line, lines, obstacles_of, proposals_of
from giaoviec.reporting.reports.words import Basis, prefilled
from giaoviec.rules.counting import DoesNotAddUp
from giaoviec.rules.periods import Period
from giaoviec.rules.reports import Part, Writer, compared_with, is_cut, parts_of, wrong_agency, wrong_period
from giaoviec.rules.terms import day_vi

GIVEN_UP = (Stage.SENT, Stage.MERGED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: period, agency (the Office: the province's), up to a day, as known at a moment (None: now)."""

    period: Period
    agency: Agency
    of_office: bool
    known_at: datetime | None = None
    until: date | None = None

    @property
    def last(self) -> date:
        """The cut-off, or the day up to which a running period is shown."""
        return min(self.period.last_day, self.until) if self.until else self.period.last_day

    @property
    def scope(self) -> Scope:
        return Scope(self.last, self.period.start, self.known_at, None if self.of_office else self.agency.pk)

    @property
    def writer(self) -> Writer:
        return Writer.OFFICE if self.of_office else Writer.AGENCY


def asked_of(report: Report, *, known_at: datetime | None = None) -> Asked:
    """What a stored report is about."""
    return Asked(report.as_period, report.agency, report.of_office, known_at)


def check(asked: Asked, *, today: date, closed: bool = False) -> None:
    """`Refused` for a period that has not begun (or is not over), one before any work was given, an agency that was
    not there then."""
    first = (
        Assignment.objects.filter(parent=None, voided_at=None).order_by("given_on").values_list("given_on", flat=True)
    )
    said = wrong_period(asked.period, today=today, first_given=first.first(), closed=closed)
    if said:
        raise Refused(said, field="period", status=422)
    if not asked.of_office:
        gone = asked.agency.dissolved_on
        _check_agency(asked, writes=closed and not (gone and today < gone))


def _check_agency(asked: Asked, *, writes: bool) -> None:
    one = asked.agency
    parts = one.successions_from.filter(succession__voided_at=None).exclude(successor=None)
    said = wrong_agency(
        one.name,
        asked.period,
        founded_on=one.founded_on,
        dissolved_on=one.dissolved_on,
        successors=tuple(parts.values_list("successor__name", flat=True)),
        writes=writes,
    )
    if said:
        raise Refused(said, field="agency", status=422)


# ---- the content


def built(asked: Asked, *, report: Report | None = None, late: Sequence[Line] | None = None) -> Content:
    """What the report says now, its sections as they were edited, else as the data have them.

    `late`: the late lines, where they are known already. `DoesNotAddUp` becomes `Refused`: nothing may be printed.
    """
    content = figures_of(asked)
    if late is None:
        late = lines(asked.scope, only=OVERDUE)
    merged = _agencies_reports(asked) if asked.of_office else []
    missing = tuple(one.name for one in merged if not one.sent)
    content = replace(content, sent=len(merged) - len(missing), missing=missing)
    kept = {row.key: row for row in ReportSection.objects.filter(report=report)} if report else {}
    basis = _basis(asked, content, late)
    return replace(content, sections=tuple(_sections(asked, basis, kept, merged)))


def figures_of(asked: Asked) -> Content:
    """The content without its words."""
    try:
        return _figures(asked)
    except DoesNotAddUp as wrong:
        raise Refused(wrong.sentence, status=409) from None


def _figures(asked: Asked) -> Content:
    one, of = asked.period, None if asked.of_office else asked.agency
    by = "agency" if asked.of_office else ""
    table = queries.figures(ALL, asked.last, since=one.start, known_at=asked.known_at, agency=of, by=by)
    profile = profile_on(asked.last)
    name = names_on([asked.agency], asked.last)[asked.agency.pk][0]
    return Content(
        title=f"Báo cáo {one.vi}",
        kind=one.kind,
        period=one.code,
        period_vi=one.vi,
        first=one.start.isoformat(),
        last=asked.last.isoformat(),
        agency_id=asked.agency.pk,
        agency=name,
        of_office=asked.of_office,
        known_at=asked.known_at.isoformat() if asked.known_at else "",
        profile=table.profile,
        regulation=profile.regulation,
        figures=shown(table.figures),
        compared=tuple(_compared(asked, of)),
        rows=tuple(_row(row) for row in table.rows),
    )


def _row(row: queries.Row) -> Row:
    counters = [name for _, names in COLUMNS for name in names]
    cells = {name: int(row.figures[name].value or 0) for name in counters}
    rate = row.figures["rate_national"].value
    return Row(int(row.key), row.label, cells, rate)


def _compared(asked: Asked, of: Agency | None) -> list[Compared]:
    found = []
    profile = profile_on(asked.last)
    cut = is_cut(asked.period, profile)
    for vi, other in compared_with(asked.period, profile):
        table = queries.figures(ALL, other.last_day, since=other.start, known_at=asked.known_at, agency=of)
        wanted = [name for _, names in COLUMNS for name in names]
        values = {name: table.figures[name].value for name in (*wanted, *RATES)}
        words = f"{other.vi}, đến {day_vi(other.last_day)}" if cut else other.vi
        found.append(Compared(vi, words, values, other.start.isoformat(), other.last_day.isoformat()))
    return found


# ---- the words


def _basis(asked: Asked, content: Content, late: Sequence[Line]) -> Basis:
    ids = [line.assignment_id for line in late]
    obstacles, proposals = obstacles_of(asked.scope), proposals_of(ids, asked.scope)
    pks = {pk for pk, _ in (*obstacles, *proposals)}
    names = {pk: name for pk, (name, _) in names_on(Agency.objects.filter(pk__in=pks), asked.last).items()}
    return Basis(
        content,
        late,
        [(names[pk], text) for pk, text in obstacles],
        [(names[pk], text) for pk, text in proposals],
    )


def _sections(
    asked: Asked, basis: Basis, kept: Mapping[str, ReportSection], merged: Sequence[_Theirs]
) -> list[Said]:  # fmt: skip
    own = _own_words(merged)
    return [
        Said(part.key, part.vi, kept[part.key].text if part.key in kept else prefilled(part.key, basis), own(part))
        for part in parts_of(asked.writer)
    ]


@dataclass(frozen=True, slots=True)
class _Theirs:
    """An agency's report of the same period: the agency's name of the cut-off, and whether it was sent by then."""

    report: Report
    name: str
    sent: bool


def _own_words(merged: Sequence[_Theirs]) -> Callable[[Part], tuple[tuple[str, str], ...]]:
    """What the agencies that sent a report wrote themselves in a section, in their order and their words.

    What the data had said for them is in the Office's own words already.
    """
    sent = {one.report.pk: one.name for one in merged if one.sent}
    rows = ReportSection.objects.filter(report__in=sent).exclude(text="").exclude(text=F("prefilled"))
    texts = {(row.report_id, row.key): row.text for row in rows}

    def own(part: Part) -> tuple[tuple[str, str], ...]:
        if not part.own_words:
            return ()
        return tuple((name, texts[pk, part.key]) for pk, name in sent.items() if (pk, part.key) in texts)

    return own


def _agencies_reports(asked: Asked) -> list[_Theirs]:
    """The agencies' reports of the very period, in official order."""
    one = asked.period
    rows = Report.objects.filter(
        kind=one.kind, first=one.start, last=one.last_day, of_office=False, voided_at=None
    ).exclude(stage=Stage.SENT_BACK)  # fmt: skip
    found = list(rows.select_related("agency").order_by("agency__position", "agency_id"))
    names = names_on([row.agency for row in found], asked.last)
    return [_Theirs(row, names[row.agency_id][0], _sent(row, asked.known_at)) for row in found]


def _sent(report: Report, known_at: datetime | None) -> bool:
    """Whether it had been sent, as known at a moment."""
    if report.stage not in GIVEN_UP:
        return False
    return known_at is None or report.sent_at is None or report.sent_at <= known_at
