"""The papers of an inspection as Word: `/kiem-tra/<id>/word/<which>/`, `/kiem-tra/ke-hoach/<year>/word/`."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, signed_in
from giaoviec.documents.files import download
from giaoviec.journal import access_log
from giaoviec.oversight import inspection_papers as papers
from giaoviec.oversight.models import Inspection
from giaoviec.oversight.queries import inspection as queries
from giaoviec.oversight.views.inspection import find
from giaoviec.papers.paper import Paper
from giaoviec.papers.word import render
from giaoviec.rules.inspections import ENDED, State
from giaoviec.rules.roles import AGENCY_WIDE

DECIDED = frozenset({State.DECIDED, State.UNDER_WAY}) | ENDED


@signed_in
@require_GET
def word(request: Request, pk: int, which: str) -> HttpResponse:
    """One paper; an inspected agency gets the decision and the conclusion."""
    row = find(request, pk)
    if row.state not in DECIDED or (request.actor.role in AGENCY_WIDE and which not in ("quyet-dinh", "ket-luan")):
        raise Http404
    return _answer(request, _paper(row, which), f"{which}-{pk}.docx")


def _paper(row: Inspection, which: str) -> Paper:
    inspected, team = list(queries.inspected(row)), list(queries.team(row))
    match which:
        case "quyet-dinh":
            return papers.decision(row, inspected, team)
        case "ke-hoach":
            return papers.programme(row, inspected, team, list(queries.sheets(row)))
        case "phieu":
            return papers.filled(row, list(queries.sheets(row)))
        case "ket-luan" if row.state in ENDED:
            return papers.conclusion(row, inspected, _rates(row))
    raise Http404


def _rates(row: Inspection) -> list[str]:
    drawn = [(draw, queries.rate(draw)) for draw in queries.draws(row)]
    return [papers.rate_vi(draw.inspected.agency.name, rate) for draw, rate in drawn if draw.inspected and rate]


@signed_in
@require_GET
def plan(request: Request, year: int) -> HttpResponse:
    """The year's plan."""
    if not request.actor.sees_all or not 2000 <= year <= 2100:
        raise Http404
    rows = list(queries.plan(request.actor, year)[:200])
    paper = papers.plan(year, rows, queries.agencies_of([row.pk for row in rows]), clock.today())
    return _answer(request, paper, f"ke-hoach-kiem-tra-{year}.docx")


def _answer(request: Request, paper: Paper, name: str) -> HttpResponse:
    access_log.note("export", actor=request.actor, at=clock.now(), path=request.path, form="docx")
    return download(render(paper), name)
