"""`/danh-gia/`: the sheets of a year in a table, agencies with their intervals; made, locked, handed on from here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST
from django_q.tasks import async_task

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say
from giaoviec.agencies.models import Agency
from giaoviec.agencies.views.common import press, sheet, when
from giaoviec.assignments.models import Assignment
from giaoviec.documents.files import download
from giaoviec.evaluation import actions
from giaoviec.evaluation.drawing import floor_of, interval
from giaoviec.evaluation.forms import YearForm
from giaoviec.evaluation.models import Kind, Round, Sheet, Stage
from giaoviec.evaluation.papers import results_paper
from giaoviec.evaluation.queries import schemes, sheets
from giaoviec.evaluation.ranks import told_apart
from giaoviec.evaluation.results import GROUPS
from giaoviec.evaluation.workbook import results_workbook
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused
from giaoviec.papers import word
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may
from giaoviec.rules.scoring import PARTS, too_many_best

HERE = "/danh-gia/"
JOB = "giaoviec.ops.schedule.run_evaluation"
SHAPES = {"making": "given", "provisional": "doing", "open": "claim", "locked": "done"}
FORMS = ("docx", "xlsx")


@need("see_evaluation", own=True)
@require_GET
def index(request: Request) -> HttpResponse:
    """The year that is asked for (`nam`), by default the last that was made; of an agency only its own sheets."""
    return _index(request, YearForm(initial={"year": clock.today().year - 1}))


@need("run_evaluation")
@require_POST
def make(request: Request) -> HttpResponse:
    """Sheets of a year are made: at once, or in the background where there is much."""
    form = YearForm(request.POST)
    made = attempt(form, lambda: actions.begin(form.cleaned_data["year"], **when(request)))
    if made is None:
        return _index(request, form, status=form.status)
    if Assignment.objects.filter(parent=None, given_on__lte=made.last).count() > actions.AT_ONCE:
        async_task(JOB, made.pk)
        say(request, f"Đang lập phiếu năm {made.year}; có thể rời trang này.")
    else:
        done = actions.write(made.pk, on=clock.today(), at=clock.now())
        say(request, f"Đã lập phiếu năm {made.year}" + (", tạm tính." if done.provisional else "."))
    return go(request, f"{HERE}?nam={made.year}")


@need("run_evaluation")
@require_POST
def lock(request: Request, year: int) -> HttpResponse:
    """A year is locked."""
    one = _round(year)
    refusal = press(lambda: actions.lock(one.pk, **when(request)))
    if refusal is not None:
        return _index(request, YearForm(), year=year, refusal=refusal, status=refusal.status)
    say(request, f"Đã khóa năm {year}.")
    return go(request, f"{HERE}?nam={year}")


@need("see_evaluation")
@require_GET
def export(request: Request, year: int, form: str) -> HttpResponseBase:
    """The results for the Department of Home Affairs, as Word or as Excel with the lines."""
    one = _round(year)
    if form not in FORMS or one.stage == Stage.MAKING:
        raise Http404
    access_log.note("export", actor=request.actor, at=clock.now(), path=request.path)
    data = word.render(results_paper(one)) if form == "docx" else results_workbook(one)
    return download(data, f"danh-gia-{year}.{form}")


# ---- helpers


def _round(year: int) -> Round:
    one = sheets.round_of(year)
    if one is None:
        raise Http404
    return one


def _index(
    request: Request, form: YearForm, *, year: int | None = None, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    rounds = sheets.rounds()
    asked = request.GET.get("nam", "")
    wanted = year or (int(asked) if asked.isascii() and asked.isdigit() else None)
    one = next((found for found in rounds if wanted in (None, found.year)), None)
    everything = may(request.actor, "see_evaluation") is None
    context: dict[str, Any] = {
        "round": one,
        "wanted": wanted,
        "years": [found.year for found in rounds if found != one],
        "form": form if may(request.actor, "run_evaluation") is None else None,
        "locks": one is not None and one.stage == Stage.OPEN and may(request.actor, "run_evaluation") is None,
        "everything": everything,
        "exports": everything and one is not None and one.stage != Stage.MAKING,
        "shape": SHAPES[one.stage] if one else "",
        "scheme": one.scheme if one else schemes.scheme_of_day(clock.today()),
        "parts": PARTS,
        "refusal": refusal,
        "today": clock.today(),
    }
    if one is not None and one.stage != Stage.MAKING:
        context |= _all(request, one) if everything else _own(request, one)
    return render(request, "evaluation/danh_gia.html", context, status=status)


def _all(request: Request, one: Round) -> dict[str, Any]:
    """Agencies by group (`nhom`), or the sheets of another kind (`loai`)."""
    kind = request.GET.get("loai", Kind.AGENCY)
    kind = kind if kind in Kind.values else Kind.AGENCY
    every = list(sheets.visible(request.actor).filter(round=one, kind=Kind.AGENCY).order_by("position"))
    present = [group for group in GROUPS if any(found.group == group for found in every)]
    asked = request.GET.get("nhom", "")
    group = asked if asked in present else next(iter(present), "")
    context: dict[str, Any] = {
        "kind": kind,
        "tabs": _tabs(one, kind, present, group),
        "contests": sheets.open_contests(one),
        "absent": _absent(request, one, every),
    }
    if kind != Kind.AGENCY:
        page = sheet(request, sheets.visible(request.actor).filter(round=one, kind=kind).order_by("position"))
        return context | {"page_of": page, "rows": sheets.table(page.rows, one.scheme)}
    return context | _ranked(request, one, [found for found in every if found.group == group], group)


def _tabs(one: Round, kind: str, present: Sequence[str], group: str) -> list[dict[str, object]]:
    agencies = [(GROUPS[name], f"&nhom={name}", kind == Kind.AGENCY and name == group) for name in present]
    others = [(other.label, f"&loai={other.value}", kind == other) for other in Kind if other != Kind.AGENCY]
    return [
        {"label": label, "url": f"?nam={one.year}{rest}", "current": current, "count": None}
        for label, rest, current in (*agencies, *others)
    ]


def _ranked(request: Request, one: Round, mine: Sequence[Sheet], group: str) -> dict[str, Any]:
    """The agencies of one group by rank, those without points after them."""
    ranked = [found for found in mine if found.rank is not None]
    ordered = sorted(mine, key=lambda found: (found.rank or len(mine) + 1, found.position))
    page, floor = sheet(request, ordered), floor_of(ranked)
    rows = sheets.table(page.rows, one.scheme)
    bands = [found.band for found in sheets.table(mine, one.scheme) if found.band]
    return {
        "group": GROUPS.get(group, ""),
        "page_of": page,
        "rows": rows,
        "pictures": {found.sheet.pk: interval(found.sheet, floor) for found in rows},
        "floor": floor,
        "alike": told_apart(ranked),
        "best": too_many_best(bands, one.scheme),
        "ground": json.loads(one.ground),
    }


def _absent(request: Request, one: Round, every: Sequence[Sheet]) -> str:
    """Why an agency that is asked for (`co-quan`) has no sheet: it did not exist on the last day of the year."""
    asked = request.GET.get("co-quan", "")
    agency = Agency.objects.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() else None
    if agency is None or any(found.agency_id == agency.pk for found in every):
        return ""
    if agency.founded_on > one.last:
        return f"{agency.name} thành lập ngày {agency.founded_on:%d/%m/%Y}, chưa có trong năm {one.year}."
    if agency.dissolved_on and agency.dissolved_on <= one.last:
        return f"{agency.name} kết thúc ngày {agency.dissolved_on:%d/%m/%Y}; việc tính cho cơ quan kế thừa."
    return f"{agency.name} không thuộc diện đánh giá."


def _own(request: Request, one: Round) -> dict[str, Any]:
    rows = list(sheets.visible(request.actor).filter(round=one).order_by("position"))
    page = sheet(request, rows)
    return {"kind": "", "page_of": page, "rows": sheets.table(page.rows, one.scheme)}
