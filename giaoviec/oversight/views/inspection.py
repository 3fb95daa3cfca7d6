"""`/kiem-tra/<id>/`: where an inspection is held: decision, team, samples, sheets, conclusion, what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, say, signed_in
from giaoviec.agencies.views.common import when
from giaoviec.assignments.models import Assignment
from giaoviec.oversight.actions import inspection as actions
from giaoviec.oversight.actions import inspection_ending as ending
from giaoviec.oversight.actions import inspection_sheets as sheets
from giaoviec.oversight.actions import inspection_team as team
from giaoviec.oversight.forms import inspection as forms
from giaoviec.oversight.forms.inspection import VersionedForm
from giaoviec.oversight.models import Draw, Inspection, Sheet
from giaoviec.oversight.queries import inspection as queries
from giaoviec.oversight.views.inspections import SHAPES
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may
from giaoviec.rules.inspections import ENDED, InspectionKind, State, Step, Verdict, check
from giaoviec.rules.roles import AGENCY_WIDE

VERDICT_SHAPES = {"": "given", "genuine": "done", "incomplete": "soon", "false": "late", "not_seen": "withdrawn"}


def find(request: Request, pk: int) -> Inspection:
    """The inspection, where the actor may see it; else 404."""
    row = queries.get(request.actor, pk)
    if row is None:
        raise Http404
    return row


@signed_in
@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """One inspection; whoever has a seat in its team in another post is led to that post."""
    row = queries.get(request.actor, pk)
    if row is None:
        known = queries.seat_elsewhere(request.actor.person_id, pk, clock.today())
        if known is None:
            raise Http404
        return render(request, "oversight/doi_tu_cach.html", {"seat": known[0], "holds": known[1]})
    return show(request, row)


def show(
    request: Request, row: Inspection, *, bound: Mapping[str, VersionedForm] = {}, status: int = 200
) -> HttpResponse:
    """The page with its forms, one of them perhaps refused."""
    whole = request.actor.role not in AGENCY_WIDE
    inspected = list(queries.inspected(row))
    found = _sheets(request, row, whole=whole)
    draws = queries.draws(row) if whole else []
    runs = may(request.actor, "run_inspection") is None
    context: dict[str, Any] = {
        "row": row,
        "kind": InspectionKind(row.kind),
        "state": State(row.state),
        "shape": SHAPES[State(row.state)],
        "inspected": [one for one in inspected if whole or one.agency_id == request.actor.agency_id],
        "team": list(queries.team(row)),
        "sheets": found,
        "filled": sum(1 for one in found if one.verdict),
        "draws": [(one, queries.rate(one, _verdicts(found))) for one in draws],
        "undrawn": [one for one in inspected if one.pk not in {draw.inspected_id for draw in draws}],
        "verdicts": {one.value: one.vi for one in Verdict},
        "verdict_shapes": VERDICT_SHAPES,
        "whole": whole,
        "runs": runs,
        "can": _can(request, row, runs=runs),
        "forms": _forms(request, row, inspected, draws) | dict(bound),
        "given": _given(row) if whole else 0,
        "follow_ups": set(row.follow_ups.values_list("sheet_id", flat=True)) if whole else set(),
        "may_register": may(request.actor, "register") is None,
        "today": clock.today(),
    }
    return render(request, "oversight/mot_cuoc_kiem_tra.html", context, status=status)


def _sheets(request: Request, row: Inspection, *, whole: bool) -> list[Sheet]:
    """The sheets; an inspected agency sees its own, once there is a conclusion."""
    rows = queries.sheets(row)
    if whole:
        return list(rows)
    return list(rows.filter(assignment__agency=request.actor.agency_id)) if row.state in ENDED else []


def _verdicts(found: Sequence[Sheet]) -> dict[int, str]:
    return {one.assignment_id: one.verdict for one in found}


def _can(request: Request, row: Inspection, *, runs: bool) -> dict[str, bool]:
    """Which steps are this actor's and open now."""
    state = State(row.state)
    decides = may(request.actor, "decide_inspection") is None
    concludes = runs or queries.heads(row, request.actor)
    one = queries.member(row, request.actor)
    whose = dict.fromkeys((Step.AGREE, Step.REFUSE), decides)
    whose |= {Step.CONCLUDE: concludes, Step.FILL: one is not None and one.left_at is None}
    whose[Step.FOLLOW] = may(request.actor, "register") is None
    return {step.value: whose.get(step, runs) and check(step, state) is None for step in Step}


def _forms(
    request: Request, row: Inspection, inspected: Sequence[Any], draws: Sequence[Draw]
) -> dict[str, VersionedForm]:
    """The forms of the page, unbound."""
    drawn = {draw.inspected_id for draw in draws}
    return {slug: _form(request, row, slug, [one for one in inspected if one.pk not in drawn]) for slug in STEPS}


def _form(request: Request, row: Inspection, slug: str, agencies: Sequence[Any], data: Any = None) -> VersionedForm:
    made = STEPS[slug][0]
    more: dict[str, Any] = {}
    if made is forms.JoinForm and may(request.actor, "run_inspection") is None:
        more["posts"] = queries.joinable(row, clock.today())
    if made is forms.LeaveForm:
        more["team"] = queries.team(row)
    if made is forms.DrawForm:
        more["agencies"] = agencies
    initial = {"version": row.version, "first_on": row.first_on, "last_on": row.last_on, "until": clock.today()}
    if made is forms.ProlongForm:
        initial["last_on"] = None
    return made(data, initial=initial, auto_id=f"{slug}_%s", **more)


def _given(row: Inspection) -> int:
    """How many assignments were given from the conclusion."""
    if row.document_id is None:
        return 0
    return Assignment.objects.filter(document=row.document_id, parent=None, voided_at=None).count()


# ---- the steps


@signed_in
@require_POST
def step(request: Request, pk: int, slug: str) -> HttpResponse:
    """One step; a refusal is said in its form, with everything typed still there."""
    row = find(request, pk)
    if slug not in STEPS:
        raise Http404
    form = _form(request, row, slug, list(queries.inspected(row)), request.POST)
    if attempt(form, lambda: STEPS[slug][1](request, row, form)) is None:
        return show(request, find(request, pk), bound={slug: form}, status=form.status)
    say(request, STEPS[slug][2])
    return go(request, f"/kiem-tra/{pk}/")


def _decide(request: Request, row: Inspection, form: VersionedForm) -> object:
    data = dict(form.cleaned_data)
    return actions.decide(row.pk, **(data | {"agree": data["agree"] == "co"}), **when(request))


def _plain(do: Callable[..., object]) -> Callable[[Request, Inspection, VersionedForm], object]:
    """A step whose form asks just what its action takes."""

    def carry_out(request: Request, row: Inspection, form: VersionedForm) -> object:
        return do(row.pk, **form.cleaned_data, **when(request)) or True

    return carry_out


def _register(request: Request, row: Inspection, form: VersionedForm) -> object:
    return ending.register_conclusion(row.pk, signer=form.cleaned_data["signer"], **when(request))


Do = Callable[[Request, Inspection, VersionedForm], object]
STEPS: dict[str, tuple[type[VersionedForm], Do, str]] = {
    "quyet-dinh": (forms.DecideForm, _decide, "Đã ghi quyết định."),
    "doan": (forms.JoinForm, _plain(team.join), "Đã thêm thành viên đoàn."),
    "thoi": (forms.LeaveForm, _plain(team.leave), "Đã cho thôi thành viên đoàn."),
    "bat-dau": (forms.BeginForm, _plain(actions.begin), "Cuộc kiểm tra đã bắt đầu."),
    "gia-han": (forms.ProlongForm, _plain(actions.prolong), "Đã gia hạn thời gian kiểm tra."),
    "rut-mau": (forms.DrawForm, _plain(sheets.draw_sample), "Đã rút mẫu."),
    "chon-viec": (forms.ChooseForm, _plain(sheets.choose), "Đã thêm việc vào cuộc kiểm tra."),
    "vao-so": (forms.RegisterForm, _register, "Đã vào sổ kết luận; giao việc ở trang văn bản."),
    "ket-thuc": (forms.CloseForm, _plain(ending.close), "Đã kết thúc xử lý sau kiểm tra."),
}
"""Word in the address → its form, what it does, what is said afterwards."""


@signed_in
def conclusion(request: Request, pk: int) -> HttpResponse:
    """The form of the conclusion, a page of its own."""
    row = find(request, pk)
    if (
        not _can(request, row, runs=may(request.actor, "run_inspection") is None)["conclude"]
        and request.method != "POST"
    ):
        raise Http404
    agencies = list(queries.inspected(row))
    form = forms.ConcludeForm(
        request.POST if request.method == "POST" else None, agencies=agencies, initial={"version": row.version}
    )
    if request.method != "POST":
        return _conclusion(request, row, form)
    if attempt(form, lambda: _conclude(request, row, form)) is None:
        return _conclusion(request, row, form, status=form.status)
    say(request, "Đã kết luận; cơ quan được kiểm tra được báo.")
    return go(request, f"/kiem-tra/{pk}/")


def _conclude(request: Request, row: Inspection, form: forms.ConcludeForm) -> object:
    data = {name: form.cleaned_data[name] for name in ("number", "nature", "degree", "cause", "demands", "version")}
    return ending.conclude(row.pk, responsibilities=form.owned(), **data, **when(request))


def _conclusion(request: Request, row: Inspection, form: forms.ConcludeForm, *, status: int = 200) -> HttpResponse:
    found = list(queries.sheets(row))
    context = {
        "row": row,
        "form": form,
        "sheets": found,
        "verdicts": {one.value: one.vi for one in Verdict},
        "verdict_shapes": VERDICT_SHAPES,
        "draws": [(one, queries.rate(one, _verdicts(found))) for one in queries.draws(row)],
    }
    return render(request, "oversight/ket_luan_kiem_tra.html", context, status=status)
