"""`/danh-gia/<sheet>/`: a year of somebody, and where each point came from."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say
from giaoviec.agencies.views.common import chip, sheet, when
from giaoviec.evaluation import actions
from giaoviec.evaluation.actions.general import gives
from giaoviec.evaluation.drawing import floor_of, interval
from giaoviec.evaluation.forms import GeneralForm
from giaoviec.evaluation.models import Sheet, SheetLine, Stage
from giaoviec.evaluation.queries import contests, sheets
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may
from giaoviec.rules.schemes import WHOLE

HERE = "/danh-gia/"
LOST = Q(quantity__lt=WHOLE) | Q(quality__lt=WHOLE) | Q(timeliness__lt=WHOLE)
ONLY = {
    "mat-diem": ("Mất điểm", LOST),
    "du-diem": ("Đủ điểm", Q(quantity__isnull=False) & ~LOST),
    "khong-tinh": ("Không tính", Q(quantity=None)),
}


@need("see_evaluation", own=True)
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """A sheet: its parts, its lines (`xem`), its place, what was contested."""
    return _show(request, found(request, pk), GeneralForm())


@need("give_general", own=True)
@require_POST
def general(request: Request, pk: int) -> HttpResponse:
    """A person's general points."""
    row, form = found(request, pk), GeneralForm(request.POST)
    data = form.data
    done = attempt(
        form,
        lambda: actions.give_general(
            pk, points=form.cleaned_data["points"], reason=form.cleaned_data["reason"], **when(request)
        ),
    )
    if done is None:
        return _show(request, row, form, status=form.status)
    say(request, f"Đã ghi {data['points']} điểm tiêu chí chung của {row.label}.")
    return go(request, f"{HERE}{pk}/")


def found(request: Request, pk: int) -> Sheet:
    """The sheet, if its reader may see it."""
    row = sheets.get(request.actor, pk)
    if row is None:
        raise Http404
    return row


def _show(request: Request, row: Sheet, form: GeneralForm, *, status: int = 200) -> HttpResponse:
    scheme = row.round.scheme
    page = sheet(request, _lines(request, row))
    kept = sheets.general_of([row]).get(row.pk)
    amended = contests.amended_sums(row)
    context: dict[str, Any] = {
        "row": row,
        "round": row.round,
        "scheme": scheme,
        "out_of": row.out_of(scheme),
        "weighed": sheets.weighed(row),
        "page_of": page,
        "lines": sheets.shown(row, page.rows, request.actor),
        "chips": [chip(request, "xem", slug, label) for slug, (label, _) in ONLY.items()],
        "general": kept,
        "whole": row.whole(kept.points if kept else None),
        "band": row.band(scheme, kept.points if kept else None),
        "form": form if row.round.stage == Stage.OPEN and gives(request.actor, row) else None,
        "picture": interval(row, floor_of([row])),
        "floor": floor_of([row]),
        "amended": amended,
        "contests": contests.of_sheet(row),
        "contests_open": sheets.contestable(row, clock.today())
        and may(request.actor, "contest", agency_id=row.agency_id) is None,
        "few": 0 < row.number < scheme.few,
        "today": clock.today(),
    }
    return render(request, "evaluation/phieu.html", context, status=status)


def _lines(request: Request, row: Sheet) -> QuerySet[SheetLine]:
    rows = sheets.lines(row)
    only = ONLY.get(request.GET.get("xem", ""))
    return rows.filter(only[1]) if only else rows
