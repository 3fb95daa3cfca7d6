"""`/bao-cao/`: the reports of the periods, who has not sent his, and the writing of one by its sections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.views.common import Chip, Sheet, chip, press, sheet, when
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import attempt
from giaoviec.reporting import actions
from giaoviec.reporting.forms.reports import PeriodForm, SectionForm
from giaoviec.reporting.models import Report, Stage
from giaoviec.reporting.reports import missing, reads
from giaoviec.reporting.views.report_page import HERE, SHAPES, Typed, comment_form, find, is_compliance, shown
from giaoviec.rules.access import may
from giaoviec.rules.reports import KINDS_VI

TABS: dict[str, tuple[str, tuple[str, ...]]] = {
    "phai-lam": ("Đang soạn", (Stage.PREFILLED, Stage.EDITED)),
    "cho-gui": ("Đã ký", (Stage.SIGNED,)),
    "da-gui": ("Đã gửi, đã tổng hợp", (Stage.SENT, Stage.MERGED)),
    "hoan-chinh": ("Đề nghị hoàn chỉnh", (Stage.SENT_BACK,)),
    "da-chot": ("Đã chốt", (Stage.FROZEN,)),
}
MISSING = "con-thieu"


@need("see_reports", "see_frozen", own=True)
def index(request: Request) -> HttpResponse:
    """The reports that one may see; the Office opens a period here."""
    if request.method != "POST":
        return _index(request, _form(request))
    form = _form(request, request.POST)
    made = attempt(form, lambda: _opened(request, form))
    if made is None:
        return _index(request, form, status=form.status)
    whom = "các cơ quan có việc trong kỳ" if made.of_office else made.agency.name
    say(request, f"Đã mở {str(made).lower()}; {whom} nhận được việc phải báo cáo.")
    return go(request, f"{HERE}{made.pk}/" if made.of_office else f"{HERE}?xem=phai-lam")


@need("remind_report")
@require_POST
def remind(request: Request) -> HttpResponse:
    """Those of the late that were chosen are reminded."""
    chosen = [int(pk) for pk in request.POST.getlist("chon") if pk.isdigit()]
    refusal = press(lambda: actions.remind(chosen, **when(request)))
    if refusal is not None:
        return _index(request, _form(request), refusal=refusal, status=refusal.status)
    say(request, f"Đã nhắc {len(chosen)} cơ quan; lời nhắc ở bàn việc của cơ quan.")
    return go(request, f"{HERE}?xem={MISSING}")


@signed_in
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """A report: its sections beside its figures."""
    if is_compliance(request, pk):
        return go(request, f"/tuan-thu/bao-cao/{pk}/")
    return shown(request, find(request, pk))


@signed_in
@require_POST
def section(request: Request, pk: int, key: str) -> HttpResponse:
    """A section is written (`buoc=luu`) or taken back to what the data say (`buoc=lay-lai`)."""
    row = find(request, pk)
    form = SectionForm(request.POST, auto_id=f"id_{key}_%s")
    again = request.POST.get("buoc") == "lay-lai"
    do = (
        (lambda: actions.renew_section(pk, key, **when(request)))
        if again
        else (lambda: _edited(request, pk, key, form))
    )
    if attempt(form, do) is None:
        return shown(request, row, Typed({key: form}, {}), status=form.status)
    say(request, "Đã lấy lại lời theo số liệu." if again else "Đã lưu phần báo cáo.")
    return go(request, f"{HERE}{pk}/#{key}")


@signed_in
@require_POST
def comment(request: Request, pk: int, key: str) -> HttpResponse:
    """A remark on a section."""
    row = find(request, pk)
    form = comment_form(key, request.POST)
    done = attempt(form, lambda: actions.comment(pk, key, text=form.cleaned_data["comment"], **when(request)))
    if done is None:
        return shown(request, row, Typed({}, {key: form}), status=form.status)
    say(request, "Đã gửi góp ý đến người soạn báo cáo.")
    return go(request, f"{HERE}{pk}/#{key}")


# ---- helpers


def _index(
    request: Request, form: PeriodForm, *, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    late = missing.overdue(clock.today()) if request.actor.sees_all else []
    shown_tab = request.GET.get("xem", "")
    context = {
        "sheet": _missing_sheet(request, late) if shown_tab == MISSING and late else _sheet(request, shown_tab),
        "missing": shown_tab == MISSING and bool(late),
        "late_total": len(late),
        "shapes": SHAPES,
        "chips": _chips(request, len(late)),
        "form": form if may(request.actor, "open_reports") is None else None,
        "reminds": may(request.actor, "remind_report") is None,
        "asked": may(request.actor, "see_asked", agency_id=request.actor.agency_id) is None,
        "refusal": refusal,
        "today": clock.today(),
    }
    return render(request, "reporting/bao_cao.html", context, status=status)


def _missing_sheet(request: Request, late: list[Report]) -> Sheet:
    found = sheet(request, late)
    return replace(found, rows=missing.told(found.rows, clock.today()))


def _sheet(request: Request, tab: str) -> Sheet:
    rows, kind = reads.visible(request.actor), request.GET.get("ky", "")
    if tab in TABS:
        rows = rows.filter(stage__in=TABS[tab][1])
    if kind in KINDS_VI:
        rows = rows.filter(kind=kind)
    return sheet(request, rows)


def _chips(request: Request, late: int) -> list[Chip]:
    tabs = [chip(request, "xem", slug, label) for slug, (label, _) in TABS.items()]
    lacking = [chip(request, "xem", MISSING, f"Còn thiếu ({late})")] if late else []
    return [*lacking, *tabs, *(chip(request, "ky", kind, f"Kỳ {vi}") for kind, vi in KINDS_VI.items())]


def _form(request: Request, data: Any = None) -> PeriodForm:
    return PeriodForm(data, on=clock.today())


def _opened(request: Request, form: PeriodForm) -> Report:
    asked = form.cleaned_data
    if agency := asked["agency"]:
        return actions.open_for(agency, asked["period"], cut_off=asked["cut_off"], **when(request))
    return actions.open_period(asked["period"], cut_off=asked["cut_off"], **when(request))


def _edited(request: Request, pk: int, key: str, form: SectionForm) -> Report:
    data = form.cleaned_data
    return actions.edit_section(pk, key, text=data["text"], version=data["version"], **when(request))
