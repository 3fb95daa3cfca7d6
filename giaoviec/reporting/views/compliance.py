"""`/tuan-thu/`: whether the Regulation is kept, article by article; each number opens the duties behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec.agencies.access import Request, need
from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import names_on
from giaoviec.agencies.views.common import sheet, when
from giaoviec.journal import access_log
from giaoviec.journal.doors import opens
from giaoviec.regulation.queries import pieces, profile_on
from giaoviec.reporting.compliance import sheets
from giaoviec.reporting.compliance.asked import STANDS, Asked, read, year_of
from giaoviec.reporting.compliance.counting import tally
from giaoviec.reporting.compliance.listed import duties, items
from giaoviec.reporting.compliance.table import POLICY_TITLE, audit
from giaoviec.reporting.forms.reports import YearForm
from giaoviec.reporting.reports import reads
from giaoviec.reporting.views.report_page import SHAPES as REPORT_SHAPES
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Cite
from giaoviec.rules.compliance import KIND, POLICY, Stand, shown_by
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.figures import FORMULAS

HERE = "/tuan-thu/"
BY_AGENCY = "co-quan"
SHAPES = {"kept": "done", "late": "done_late", "unmet": "late", "not_due": "doing", "nothing": "given"}
"""Verdict → the shape of its state (`ui.state`)."""
STAND_SHAPES = {"in_time": "done", "late": "done_late", "unmet": "late", "not_due": "doing"}
YEARS = 5


@need("see_compliance", own=True)
@require_GET
def page(request: Request) -> HttpResponse:
    """The self-audit of a year or of some days: `xem` by clause, or by agency (`co-quan`)."""
    return shown(request)


def shown(request: Request, year_form: YearForm | None = None) -> HttpResponse:
    """The page; with the form for a year's report as it came back."""
    asked, wrong = _read(request)
    context = _frame(request, asked, wrong)
    if not wrong:
        figures = {"ngay": asked.on, "tu": asked.first, "co-quan": asked.agency or "", "biet-luc": asked.known_typed}
        context |= {"audit": audit(asked.window), "formulas": FORMULAS, "figures_query": urlencode(figures)}
    context |= _reports(request, year_form)
    status = year_form.status if year_form else 422 if wrong else 200
    return render(request, "reporting/tuan_thu.html", context, status=status)


def _reports(request: Request, form: YearForm | None) -> dict[str, Any]:
    """The yearly reports that this reader may see, and the form with which another is opened."""
    rows = reads.visible(request.actor).filter(kind=KIND)
    opens_one = may(request.actor, "open_reports") is None
    return {"reports": rows, "report_shapes": REPORT_SHAPES, "year_form": (form or YearForm()) if opens_one else None}


@need("see_compliance", own=True)
@require_GET
def export(request: Request, form: str) -> HttpResponse:
    """The table of the same address."""
    asked, wrong = _read(request)
    _may_export(request, form, wrong)
    found = audit(asked.window)
    made = sheets.agency_sheet if request.GET.get("xem") == BY_AGENCY else sheets.clause_sheet
    return made(form, found, asked)


@need("see_compliance", own=True)
@require_GET
def listed(request: Request, slug: str) -> HttpResponse:
    """The duties of a clause: `tinh-trang` where they stand, `loai` the kind, `co-quan` whose."""
    asked, wrong = _read(request)
    if wrong:
        raise Http404
    code, title = _clause(slug, asked)
    only, kind = _narrowed(request, code)
    leaf = sheet(request, duties(asked.window, code, only=only, kind=kind).values_list("pk", flat=True))
    context = _frame(request, asked, wrong) | {
        "slug": slug,
        "title": title,
        "text": next((one.text for one in _pieces(asked) if one.code == code), ""),
        "sheet": leaf,
        "items": items(request.actor, asked.window, leaf.rows),
        "chips": _chips(request, slug, asked, only, kind),
        "kinds": _kinds(slug, asked, code, only, kind),
        "stand_shapes": STAND_SHAPES,
        "export_query": request.GET.urlencode(),
    }
    return render(request, "reporting/tuan_thu_danh_sach.html", context)


@need("see_compliance", own=True)
@require_GET
def list_export(request: Request, slug: str, form: str) -> HttpResponse:
    """The whole list of the same address."""
    asked, wrong = _read(request)
    _may_export(request, form, wrong)
    code, _ = _clause(slug, asked)
    only, kind = _narrowed(request, code)
    found = list(duties(asked.window, code, only=only, kind=kind).values_list("pk", flat=True))
    chunks = (found[n : n + CHUNK] for n in range(0, len(found), CHUNK))
    rows = (item for chunk in chunks for item in items(request.actor, asked.window, chunk))
    return sheets.duty_sheet(form, slug, rows, asked)


CHUNK = 5000

# ---- helpers


def _read(request: Request) -> tuple[Asked, dict[str, str]]:
    asked, wrong = read(request.GET, today=when(request)["on"])
    return _own(asked, request.actor), wrong


def _own(asked: Asked, actor: Actor) -> Asked:
    """An agency sees its own column; another's is 404."""
    if may(actor, "see_compliance") is None:
        return asked
    if asked.agency not in (None, actor.agency_id):
        raise Http404
    return replace(asked, agency=actor.agency_id)


def _frame(request: Request, asked: Asked, wrong: dict[str, str]) -> dict[str, Any]:
    """What stands on every page: the form, whose it is, as of when."""
    all_of_them = may(request.actor, "see_compliance") is None
    seen = BY_AGENCY if request.GET.get("xem") == BY_AGENCY and asked.agency is None else ""
    return {
        "asked": asked,
        "wrong": wrong,
        "typed": request.GET,
        "seen": seen,
        "tabs": _tabs(asked, seen) if all_of_them and asked.agency is None else [],
        "years": _years(asked),
        "agencies": _agencies(asked) if all_of_them else [],
        "agency": _name(asked),
        "shapes": SHAPES,
        "stands": list(Stand),
        "query": asked.query(),
        "may_export": may(request.actor, "export") is None,
        "opens": partial(opens, request.actor),
        "today": asked.today,
    }


def _tabs(asked: Asked, seen: str) -> list[dict[str, Any]]:
    views = {"": "Theo điều khoản", BY_AGENCY: "Theo cơ quan"}
    return [
        {"label": label, "url": f"{HERE}?{asked.query(xem=view)}", "current": view == seen}
        for view, label in views.items()
    ]


def _years(asked: Asked) -> list[dict[str, Any]]:
    now = year_of(asked.today).year
    return [
        {"label": f"Năm {year}", "url": f"?{asked.query(nam=year, tu='', den='')}", "on": year == asked.year}
        for year in range(now, now - YEARS, -1)
    ]


def _agencies(asked: Asked) -> Sequence[tuple[int, str]]:
    found = list(Agency.objects.exclude(kind="central"))
    names = names_on(found, asked.on)
    return [(one.pk, names[one.pk][0]) for one in found]


def _name(asked: Asked) -> str:
    if asked.agency is None:
        return ""
    return names_on([Agency.objects.get(pk=asked.agency)], asked.on)[asked.agency][0]


def _clause(slug: str, asked: Asked) -> tuple[str, str]:
    """The code of the clause of an address, and what it is called; 404 for one that sets nobody a day."""
    if slug == POLICY:
        return POLICY, POLICY_TITLE
    code = next((one.code for one in _pieces(asked) if one.leaf and one.cite.anchor == slug), "")
    if not code or not shown_by(code):
        raise Http404
    vi = Cite(code).vi
    return code, vi[:1].upper() + vi[1:]


def _pieces(asked: Asked) -> Sequence[Any]:
    return pieces(profile_on(asked.on).text_file)


def _narrowed(request: Request, code: str) -> tuple[Stand | None, str]:
    kind = request.GET.get("loai", "")
    if kind and kind not in {one.kind.value for one in shown_by(code)}:
        raise Http404
    return STANDS.get(request.GET.get("tinh-trang", "")), kind


def _chips(request: Request, slug: str, asked: Asked, only: Stand | None, kind: str) -> list[dict[str, Any]]:
    """Where they stand, each with its number; the one that is on is let go by pressing it."""
    code, _ = _clause(slug, asked)
    counts = tally(asked.window).by_kind(code)
    wanted = [one for name, one in counts.items() if not kind or name.value == kind]
    return [
        {
            "label": one.vi[:1].upper() + one.vi[1:],
            "url": f"?{asked.query(loai=kind, tinh_trang='' if one is only else one.slug)}",
            "on": one is only,
            "count": sum(counted.of(one) for counted in wanted),
        }
        for one in Stand
    ]


def _kinds(slug: str, asked: Asked, code: str, only: Stand | None, kind: str) -> list[dict[str, Any]]:
    found = [one.kind for one in shown_by(code)]
    if len(found) < 2:
        return []
    where = only.slug if only else ""
    every = {"label": "Tất cả", "url": f"?{asked.query(tinh_trang=where)}", "current": not kind}
    return [every, *(_kind_tab(one, asked, where, kind) for one in found)]


def _kind_tab(one: DutyKind, asked: Asked, where: str, kind: str) -> dict[str, Any]:
    label = one.vi[:1].upper() + one.vi[1:]
    return {"label": label, "url": f"?{asked.query(tinh_trang=where, loai=one.value)}", "current": one.value == kind}


def _may_export(request: Request, form: str, wrong: dict[str, str]) -> None:
    if form not in ("csv", "xlsx") or wrong or may(request.actor, "export") is not None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    access_log.note("export", actor=request.actor, at=when(request)["at"], path=request.path, query=query, form=form)
