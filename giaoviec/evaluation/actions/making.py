"""The sheets of a year are made: begun by a person, written in the background agency by agency, ranked at the end."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import transaction

from giaoviec.agencies.models import Agency, AgencyKind, Membership
from giaoviec.agencies.queries import current, directory, names_on, office
from giaoviec.assignments.models import Assignment
from giaoviec.days import day_of
from giaoviec.duties.actions import Told, tell_all
from giaoviec.evaluation.actions.common import FROZEN, allow, working_day
from giaoviec.evaluation.models import Kind, Round, Sheet, SheetLine, Stage
from giaoviec.evaluation.queries.schemes import scheme_of_day
from giaoviec.evaluation.queries.works import Stood, Task, Year, by_agency, inside, tasks
from giaoviec.evaluation.ranks import entry
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import profile_on
from giaoviec.rules import ranking, scoring
from giaoviec.rules import schemes as formulas
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.periods import Period, period
from giaoviec.rules.roles import Role
from giaoviec.rules.scoring import Mark, Score, mark

KINDS = (AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE, AgencyKind.OTHER)
FIRST, LAST = 2000, 2100
AT_ONCE = 3000
"""Assignments of which sheets are written while the asker waits; of more in the background."""


@cites("QC 12.2", "QC 12.3")
@policy("scoring", "sheets_frozen")
def begin(year: int, *, by: Actor, on: date, at: datetime) -> Round:
    """Lập phiếu: the round of a year, by the scheme of its last day; `write` makes its sheets.

    A year that has not ended is made provisionally, up to today, and anew as often as wanted. `Refused` for a year that
    has not begun, saw no work, or has its sheets.
    """
    allow(by, "run_evaluation")
    one = _period(year, on)
    last = min(one.last_day, on)
    if not Assignment.objects.filter(parent=None, voided_at=None, given_on__lte=last).exists():
        raise Refused(f"Đến hết ngày {last:%d/%m/%Y} chưa có việc nào được giao.", field="year", status=422)
    scheme = scheme_of_day(last)
    with act("make_sheets", by=by, on=on, at=at, subject="evaluation", year=year) as a:
        _give_way(a, year)
        values = json.dumps(scheme.dump(), ensure_ascii=False)
        made = Round.objects.create(
            **a.row(year=year, first=one.start, last=last, known_at=at, scheme_values=values)
        )  # fmt: skip
        a.subject_id = made.pk
    return made


def _period(year: int, on: date) -> Period:
    if not FIRST <= year <= LAST:
        raise Refused(f"Ghi năm từ {FIRST} đến {LAST}.", field="year", status=422)
    one = period("year", year, 1, profile_on(min(on, date(year, 12, 31))))
    if one.start > on:
        raise Refused(f"Năm {year} bắt đầu từ {one.start:%d/%m/%Y}, chưa đến.", field="year", status=422)
    return one


def _give_way(a: Act, year: int) -> None:
    """A provisional round makes room for the next; what is final stays."""
    before = Round.objects.filter(year=year, voided_at=None).first()
    if before is None:
        return
    if before.is_final:
        raise Refused(
            f"Phiếu năm {year} đã lập ngày {before.on:%d/%m/%Y} và giữ nguyên; sai sót được sửa qua kiến nghị.",
            field="year", ground=FROZEN,
        )  # fmt: skip
    before.sheets.all().delete()
    Round.objects.filter(pk=before.pk).update(voided_at=a.at, voided_act=a.id)


# ---- written


@dataclass(slots=True)
class _Writing:
    """What the sheets of a round are made from."""

    round: Round
    scheme: formulas.Scheme
    year: Year
    works: dict[int, list[Stood]]
    within: dict[int, list[Stood]]
    heads: dict[int, Membership]
    places: Iterator[int] = field(default_factory=lambda: count(1))


def write(pk: int, *, on: date, at: datetime) -> Round:
    """Writes the sheets of a round that was begun, ranks the agencies, and tells those concerned. Again: nothing.

    One agency a transaction, so that the page shows how far it has come and a broken run begins anew.
    """
    one = Round.objects.get(pk=pk)
    if one.stage != Stage.MAKING or one.voided_at:
        return one
    one.sheets.all().delete()
    year = Year(one.first, one.last, one.known_at)
    agencies = list(directory(one.last, KINDS))
    names = {agency: name for agency, (name, _) in names_on(agencies, one.last).items()}
    writing = _Writing(one, one.scheme, year, by_agency(year), _grouped(inside(year)), _heads(one.last))
    Round.objects.filter(pk=pk).update(total=len(agencies), done=0)
    for done, agency in enumerate(agencies, 1):
        with transaction.atomic():
            _agency(writing, agency, names[agency.pk])
            Round.objects.filter(pk=pk).update(done=done)
    return _finish(one, on, at)


def _grouped(stood: Sequence[Stood]) -> dict[int, list[Stood]]:
    found: defaultdict[int, list[Stood]] = defaultdict(list)
    for one in stood:
        found[one.agency_id].append(one)
    return found


def _heads(day: date) -> dict[int, Membership]:
    held = Membership.objects.filter(current(day), role=Role.AGENCY_HEAD, person__is_active=True)
    return {post.agency_id: post for post in held.select_related("person").order_by("-from_on", "-id")}


def _agency(writing: _Writing, agency: Agency, name: str) -> None:
    """The agency's sheet, its head's of the same lines, and those of its units and officers."""
    marked = _marked(writing, writing.works.get(agency.pk, []))
    sheet, lines = _sheet(writing, Kind.AGENCY, agency, marked, label=name)
    _keep(sheet, lines)
    if post := writing.heads.get(agency.pk):
        title = f"{post.title or Role.AGENCY_HEAD.vi}, {name}"
        who: dict[str, Any] = {"label": post.person.name, "post": title, "person_id": post.person_id}
        _sheet(writing, Kind.HEAD, agency, marked, base=sheet, **who)
    _inside(writing, agency, name)


def _inside(writing: _Writing, agency: Agency, name: str) -> None:
    stood = writing.within.get(agency.pk, [])
    units = {unit.pk: unit for unit in agency.units.all()} if stood else {}
    for pk, unit in units.items():
        if mine := [one for one in stood if one.unit_id == pk]:
            marked = _marked(writing, mine)
            _keep(*_sheet(writing, Kind.UNIT, agency, marked, label=unit.name, post=name, unit_id=pk))
    for post in _officers(stood, agency, writing.year.last):
        marked = _marked(writing, [one for one in stood if one.officer_id == post.person_id])
        title = f"{post.title or post.get_role_display()}, {name}"
        made = _sheet(
            writing, Kind.OFFICER, agency, marked, label=post.person.name, post=title, person_id=post.person_id,
            unit_id=post.unit_id,
        )  # fmt: skip
        _keep(*made)


def _officers(stood: Sequence[Stood], agency: Agency, day: date) -> list[Membership]:
    """Whoever was given work inside, in his post of the last day (or his last one before it); a seat in a team of
    inspectors is none."""
    persons = {one.officer_id for one in stood if one.officer_id}
    held = Membership.objects.filter(agency=agency, person__in=persons, from_on__lte=day)
    held = held.exclude(role=Role.INSPECTOR)
    posts = {post.person_id: post for post in held.select_related("person").order_by("from_on", "id")}
    return sorted(posts.values(), key=lambda post: (post.person.sort_key, post.pk))


_Marked = list[tuple[Task, Mark]]


def _marked(writing: _Writing, stood: Sequence[Stood]) -> _Marked:
    return [(task, mark(task.work, writing.scheme)) for task in tasks(stood, writing.year)]


def _sheet(
    writing: _Writing,
    kind: Kind,
    agency: Agency,
    marked: _Marked,
    *,
    label: str,
    post: str = "",
    unit_id: int | None = None,
    person_id: int | None = None,
    base: Sheet | None = None,
) -> tuple[Sheet, list[SheetLine]]:
    """The sheet, and the lines that it is made of, not yet kept; none where it takes those of `base`."""
    sheet = Sheet(
        round=writing.round, kind=kind, agency=agency, unit_id=unit_id, person_id=person_id, base=base,
        position=next(writing.places), label=label, post=post, group=agency.kind, works=len(marked),
    )  # fmt: skip
    weights, out_of = sheet.weights(writing.scheme), sheet.out_of(writing.scheme)
    made = scoring.score([one for _, one in marked], weights=weights, out_of=out_of)
    for dimension in made.dimensions:
        setattr(sheet, f"{dimension.part}_got", dimension.got)
        setattr(sheet, f"{dimension.part}_of", dimension.number)
    sheet.points, sheet.number, sheet.spread = made.points, made.number, made.spread
    lines = [] if base else _dearest_first(marked, made)
    sheet.digest = _digest(sheet, [base.digest] if base else [line.values for line in lines])
    sheet.save(force_insert=True)
    return sheet, lines


def _dearest_first(marked: _Marked, made: Score) -> list[SheetLine]:
    costs = {given: made.cost(one) for given, one in {one.given: one for _, one in marked}.items()}
    ordered = sorted(
        marked, key=lambda pair: (-costs[pair[1].given], not pair[1].counts, pair[0].given_on, pair[1].id)
    )  # fmt: skip
    return [_line(n, task, one) for n, (task, one) in enumerate(ordered, 1)]


def _line(n: int, task: Task, one: Mark) -> SheetLine:
    quantity, quality, timeliness = one.given
    return SheetLine(
        position=n, assignment_id=one.id, content=task.content, paper=task.paper, given_on=task.given_on,
        due_on=task.due_on, done_on=task.done_on, cell=task.work.cell, quantity=quantity, quality=quality,
        timeliness=timeliness, why=one.why,
    )  # fmt: skip


def _keep(sheet: Sheet, lines: list[SheetLine]) -> None:
    for line in lines:
        line.sheet = sheet
    SheetLine.objects.bulk_create(lines, batch_size=2000)


def _digest(sheet: Sheet, made_of: Sequence[str]) -> str:
    said = json.dumps([sheet.kind, sheet.label, sheet.post, sheet.sums, str(sheet.points)], ensure_ascii=False)
    whole = hashlib.sha256(said.encode())
    for part in made_of:
        whole.update(part.encode())
    return whole.hexdigest()


# ---- ranked, and told


def _finish(one: Round, on: date, at: datetime) -> Round:
    with act("finish_sheets", by=None, on=on, at=at, subject="evaluation", subject_id=one.pk, year=one.year) as a:
        sheets = list(Sheet.objects.filter(round=one).order_by("position"))
        one.ground = json.dumps(_rank([sheet for sheet in sheets if sheet.kind == Kind.AGENCY], one.scheme))
        ended = one.last == _period(one.year, on).last_day and day_of(one.known_at) > one.last
        one.stage = Stage.OPEN if ended else Stage.PROVISIONAL
        one.contest_until = working_day(on, one.scheme.contest_days) if ended else None
        one.save(update_fields=["ground", "stage", "contest_until"])
        a.note(sheets=len(sheets), digest=digest_of(sheets), stage=str(one.stage))
        if ended:
            tell_all(a, _told(one, sheets))
    return one


def digest_of(sheets: Sequence[Sheet]) -> str:
    """Of the sheets of a round, in their order."""
    return hashlib.sha256("".join(sheet.digest for sheet in sheets).encode()).hexdigest()


def _rank(sheets: Sequence[Sheet], scheme: formulas.Scheme) -> dict[str, object]:
    """Gives each agency its place among those of its kind; the ground that all were compared on, as JSON holds it."""
    counted = [sheet for sheet in sheets if sheet.points is not None]
    ground = ranking.ground_of([entry(sheet) for sheet in counted], weights=scheme.weights)
    by_pk = {sheet.pk: sheet for sheet in counted}
    for group in {sheet.group for sheet in counted}:
        mine = [entry(sheet) for sheet in counted if sheet.group == group]
        for place in ranking.ranking(mine, ground=ground, steadies=scheme.steadies, weights=scheme.weights):
            _put(by_pk[place.id], place)
    columns = ["rank", "rank_first", "rank_last", "rank_best", "rank_worst", "steady", "low", "high"]
    Sheet.objects.bulk_update(counted, columns, batch_size=200)
    return asdict(ground)


def _put(sheet: Sheet, place: ranking.Place) -> None:
    sheet.rank, sheet.rank_first, sheet.rank_last = place.rank, place.first, place.last
    sheet.rank_best, sheet.rank_worst = place.best, place.worst
    sheet.steady, sheet.low, sheet.high = (Decimal(f"{part:.2f}") for part in (place.steady, place.low, place.high))


def _told(one: Round, sheets: Sequence[Sheet]) -> Iterator[Told]:
    until = f"kiến nghị đến hết ngày {one.contest_until:%d/%m/%Y}"
    for sheet in sheets:
        said = f"Phiếu đánh giá năm {one.year} của {sheet.label}; {until}"
        told = Told(sheet.agency_id, "make_sheets", "sheet", sheet.pk, said, f"sheet:{sheet.pk}")
        if sheet.kind == Kind.AGENCY:
            yield told
        elif sheet.kind == Kind.OFFICER:
            yield replace(told, person_id=sheet.person_id)
        elif sheet.kind == Kind.UNIT:
            yield replace(told, role=Role.UNIT_HEAD, unit_id=sheet.unit_id)
    said = f"Đã lập phiếu đánh giá năm {one.year}; {until}"
    yield Told(office().pk, "make_sheets", "evaluation", one.pk, said, f"round:{one.pk}", role=Role.OFFICE_HEAD)
