"""`/vuong-mac/`: the board of obstacles, and one of them: joined, passed on, decided once for all that wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.views.common import Chip, chip, sheet, when
from giaoviec.assignments import actions
from giaoviec.assignments.actions.cases import asked_of
from giaoviec.assignments.models import Obstacle, ObstacleCase
from giaoviec.oversight.forms.obstacles import AdviseForm, DecideForm, JoinForm, PassForm
from giaoviec.oversight.queries import obstacles as queries
from giaoviec.regulation.asking import AskingForm, attempt
from giaoviec.rules.access import may
from giaoviec.rules.causes import CAUSES, GROUPS, cause_vi

MOST = 5


@need("see_obstacles", own=True)
@require_GET
def board(request: Request) -> HttpResponse:
    """What waits, the longest first or what holds most; what was decided."""
    asked = request.GET
    found = queries.knots(
        request.actor, cause=asked.get("nguyen-nhan", ""), decided=asked.get("xem") == "da-quyet",
        asked=asked.get("dang") == "hoi", outside=asked.get("dang") == "ben-ngoai", order=asked.get("xep", ""),
    )  # fmt: skip
    page, causes = sheet(request, found), queries.causes(request.actor)
    context = {
        "sheet": page,
        "knots": queries.lines(page.rows),
        "decided": asked.get("xem") == "da-quyet",
        "most": queries.lines(list(queries.knots(request.actor, order="nhieu-viec")[:MOST])),
        "causes": [(cause_vi(code), number, code) for code, number in causes],
        "waiting": sum(number for _, number in causes),
        "chips": _chips(request),
        "cause_vi": cause_vi,
        "of_office": request.actor.sees_all,
        "today": clock.today(),
    }
    return render(request, "oversight/vuong_mac.html", context)


def _chips(request: Request) -> list[Chip]:
    chosen = request.GET.get("nguyen-nhan", "")
    own = [chip(request, "nguyen-nhan", chosen, cause_vi(chosen))] if chosen in CAUSES else []
    return [
        chip(request, "xep", "nhieu-viec", "Giữ nhiều việc nhất"),
        chip(request, "dang", "hoi", "Đang hỏi nơi khác"),
        chip(request, "dang", "ben-ngoai", "Đang chờ bên ngoài tỉnh"),
        chip(request, "xem", "da-quyet", "Đã quyết định"),
        *own,
        *(chip(request, "nguyen-nhan", code, vi[:1].upper() + vi[1:]) for code, vi in GROUPS.items()),
    ]


@signed_in
@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """One obstacle, with all that waits for the same decision."""
    return _show(request, _find(request, pk))


@signed_in
@require_GET
def of_case(request: Request, pk: int) -> HttpResponse:
    """The obstacle page of what holds several."""
    first = queries.first_of(request.actor, pk)
    if first is None:
        raise Http404
    return go(request, f"/vuong-mac/{first}/")


@signed_in
@require_GET
def of_assignment(request: Request, pk: int) -> HttpResponse:
    """The obstacle page of what an assignment waits for."""
    found = queries.visible(request.actor).filter(assignment=pk, answered_at=None).first()
    if found is None:
        raise Http404
    return go(request, f"/vuong-mac/{found.pk}/")


@signed_in
@require_POST
def deciding(request: Request, pk: int) -> HttpResponse:
    """One answer for all that were chosen: all that wait must be among them."""
    row, form = _find(request, pk), DecideForm(request.POST)
    seen = _chosen(request, "seen")

    def do() -> list[int]:
        return actions.decide_obstacle(row.pk, answer=form.cleaned_data["answer"], seen=seen, **when(request))

    return _done(request, row, form, do, "decide", lambda moved: f"Đã quyết định; {len(moved)} việc đi tiếp.")


@signed_in
@require_POST
def joining(request: Request, pk: int) -> HttpResponse:
    """The chosen ones wait for the same decision."""
    row, form, others = _find(request, pk), JoinForm(request.POST), _chosen(request, "others")

    def do() -> ObstacleCase:
        return actions.join_obstacles(row.pk, others, **when(request))

    return _done(request, row, form, do, "join", lambda _: f"Đã gộp thêm {len(others)} vướng mắc.")


@signed_in
@require_POST
def parting(request: Request, pk: int) -> HttpResponse:
    """This one waits for a decision of its own again."""
    row, form = _find(request, pk), AskingForm(request.POST)

    def do() -> bool:
        actions.part_obstacle(row.pk, **when(request))
        return True

    return _done(request, row, form, do, "part", lambda _: "Đã tách riêng vướng mắc này.")


@signed_in
@require_POST
def passing(request: Request, pk: int) -> HttpResponse:
    """A leader or another agency is asked for its view."""
    row, form = _find(request, pk), PassForm(request.POST, on=clock.today())

    def do() -> ObstacleCase:
        return actions.pass_obstacle(row.pk, **form.cleaned_data, **when(request))

    return _done(request, row, form, do, "pass", lambda case: f"Đã chuyển; chờ ý kiến đến {case.reply_by:%d/%m/%Y}.")


@signed_in
@require_POST
def advising(request: Request, pk: int) -> HttpResponse:
    """Whoever was asked says what it would do."""
    row, form = _find(request, pk), AdviseForm(request.POST)
    if row.case_id is None:
        raise Http404
    case = row.case_id

    def do() -> bool:
        actions.advise_obstacle(case, reply=form.cleaned_data["reply"], **when(request))
        return True

    return _done(request, row, form, do, "advise", lambda _: "Đã gửi ý kiến; Văn phòng UBND tỉnh sẽ quyết định.")


def _done(
    request: Request, row: Obstacle, form: AskingForm, do: Callable[[], Any], name: str, words: Callable[[Any], str]
) -> HttpResponse:
    result = attempt(form, do)
    if result is None:
        return _show(request, _find(request, row.pk), status=form.status, **{name: form})
    say(request, words(result))
    return go(request, f"/vuong-mac/{row.pk}/")


def _show(request: Request, row: Obstacle, *, status: int = 200, **forms: AskingForm) -> HttpResponse:
    on, actor, waits = clock.today(), request.actor, row.answered_at is None
    whole = queries.together(row)
    case = row.case
    all_seen = actor.sees_all or (case is not None and case.asked_id == actor.agency_id)
    seen = whole if all_seen else [one for one in whole if one.assignment.agency_id == actor.agency_id]
    handles = waits and may(actor, "handle_obstacles") is None
    context = {
        "row": row,
        "case": case,
        "waits": waits,
        "together": seen,
        "hidden": len(whole) - len(seen),
        "all_seen": all_seen,
        "of_office": actor.sees_all,
        "mine": actor.agency_id,
        "due_on": queries.lines([{"first": row.pk, "number": 1, "agencies": 1, "since": row.on, "outside": 0}])[
            0
        ].due_on,
        "outside": queries.waits_of([one.assignment_id for one in seen]),
        "alike": queries.alike(row, actor) if handles else [],
        "handles": handles,
        "asked_now": waits and case is not None and case.asked_id is not None and case.replied_at is None,
        "advises": waits and case is not None and case.replied_at is None and asked_of(case, actor),
        "decide": forms.get("decide") or DecideForm(),
        "join": forms.get("join") or JoinForm(),
        "part": forms.get("part"),
        "pass_on": forms.get("pass") or PassForm(on=on),
        "advise": forms.get("advise") or AdviseForm(),
        "chosen": _chosen(request, "seen") or [one.pk for one in whole],
        "cause_vi": cause_vi,
        "today": on,
    }
    return render(request, "oversight/mot_vuong_mac.html", context, status=status)


def _chosen(request: Request, name: str) -> Sequence[int]:
    return [int(pk) for pk in request.POST.getlist(name) if pk.isdecimal() and len(pk) < 19]


def _find(request: Request, pk: int) -> Obstacle:
    row = queries.get(request.actor, pk)
    if row is None:
        raise Http404
    return row


def _must(request: Request, act: str) -> None:
    if may(request.actor, act, agency_id=request.actor.agency_id) is not None:
        raise Http404
