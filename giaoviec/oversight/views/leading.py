"""`/chi-dao/`: what leaders ask, urge, commend; an agency answers there. Fragments for other pages: the three acts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.models import Agency
from giaoviec.agencies.views.common import chip, press, sheet, when
from giaoviec.assignments import queries as assignments
from giaoviec.assignments.models import Assignment
from giaoviec.oversight.actions.leading import answer, approve, drop, lead, read
from giaoviec.oversight.forms.leading import AnswerForm, LeadForm, TextForm
from giaoviec.oversight.models import LeaderAct
from giaoviec.oversight.queries import leading as queries
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import Actor, may
from giaoviec.rules.holders import Holder
from giaoviec.rules.leading import PRESSED, LeaderActKind, approves, outside_his_fields, sends
from giaoviec.rules.roles import Role

BEGUN = {
    LeaderActKind.ASK: "",
    LeaderActKind.URGE: "Khẩn trương thực hiện, báo cáo kết quả và ngày hoàn thành.",
    LeaderActKind.COMMEND: "Biểu dương tinh thần thực hiện nhiệm vụ đúng hạn, có kết quả.",
}
"""What stands in the box when it opens."""


@need("see_leading")
@require_GET
def page(request: Request) -> HttpResponse:
    """The list that one sees."""
    state, kind = request.GET.get("tinh-trang", ""), request.GET.get("kieu", "")
    found = queries.listed(request.actor, state=state, kind=kind)
    context = {
        "sheet": sheet(request, found),
        "chips": [
            *(chip(request, "tinh-trang", slug, label) for slug, (label, _) in queries.STATES.items()),
            *(chip(request, "kieu", one.slug, one.vi) for one in LeaderActKind),
        ],
        "may_lead": may_lead(request.actor),
        "may_see_reports": may(request.actor, "see_reports_up") is None,
        "today": clock.today(),
    }
    return render(request, "oversight/chi_dao.html", context)


@signed_in
def new(request: Request) -> HttpResponse:
    """One act, opened from a row of a page (`viec` or `co-quan`, `kieu`), or from the list."""
    if not may_lead(request.actor):
        raise Http404
    row = _assignment(request)
    if request.method != "POST":
        return _new(request, row, LeadForm(initial=_begun(request, row), on=clock.today()))
    form = LeadForm(request.POST, on=clock.today())
    made = attempt(form, lambda: _led(request, row, form))
    if made is None:
        return _new(request, row, form, status=form.status)
    say(request, f"Đã gửi: {made.get_kind_display()}." if made.approved_at else "Đã chuẩn bị; chờ Chủ tịch duyệt.")
    return go(request, f"/viec/{row.pk}/" if row else "/")


@signed_in
@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """One act and its answer."""
    row = _find(request, pk)
    return _detail(request, row, AnswerForm(), TextForm(initial={"text": row.text}))


@signed_in
@require_POST
def answering(request: Request, pk: int) -> HttpResponse:
    """The agency answers."""
    row, form = _find(request, pk), AnswerForm(request.POST)
    if attempt(form, lambda: answer(pk, text=form.cleaned_data["answer"], **when(request))) is None:
        return _detail(request, _find(request, pk), form, TextForm(initial={"text": row.text}), status=form.status)
    say(request, f"Đã trả lời; câu trả lời về trang Sáng nay của đồng chí {row.person_text}.")
    return go(request, f"/chi-dao/{pk}/")


@signed_in
@require_POST
def approving(request: Request, pk: int) -> HttpResponse:
    """The leader sends what was prepared, with or without other words."""
    _find(request, pk)
    form = TextForm(request.POST)
    text = "text" in request.POST
    if attempt(form, lambda: approve(pk, text=form.cleaned_data["text"] if text else None, **when(request))) is None:
        return _detail(request, _find(request, pk), AnswerForm(), form, status=form.status)
    say(request, "Đã duyệt gửi.")
    return go(request, "/")


@signed_in
@require_POST
def dropping(request: Request, pk: int) -> HttpResponse:
    """What was prepared is dropped."""
    row = _find(request, pk)
    refusal = press(lambda: drop(pk, **when(request)))
    if refusal is not None:
        context = _detail_context(request, row, AnswerForm(), TextForm(initial={"text": row.text}))
        return render(request, "oversight/mot_chi_dao.html", context | {"refusal": refusal}, status=refusal.status)
    say(request, "Đã bỏ.")
    return go(request, "/chi-dao/")


@signed_in
@require_POST
def reading(request: Request, pk: int) -> HttpResponse:
    """An answer is put away."""
    read(pk, by=request.actor, at=clock.now())
    return go(request, "/")


# ---- fragments


@signed_in
@require_GET
def on_assignment(request: Request, pk: int) -> HttpResponse:
    """What leaders did on an assignment, and for leaders the three acts: a part of its page."""
    row = assignments.get(request.actor, pk)
    if row is None:
        raise Http404
    here = may_lead(request.actor) and row.parent_id is None
    his = here and outside_his_fields(request.actor, his=queries.his(request.actor, row)) is None
    context = {"rows": queries.of_assignment(request.actor, pk), "pk": pk, "acts": PRESSED if his else ()}
    return render(request, "oversight/_chi_dao_viec.html", context | {"today": clock.today()})


@need("see_agency_table")
@require_GET
def on_agency(request: Request, pk: int) -> HttpResponse:
    """What an agency was commended and criticised for, and for leaders the three acts: a part of its page."""
    if not (request.actor.sees_all or request.actor.role is Role.EVALUATOR or request.actor.agency_id == pk):
        raise Http404
    get_object_or_404(Agency, pk=pk)
    if request.actor.role is Role.EVALUATOR:
        return HttpResponse()
    acts = PRESSED if may_lead(request.actor) and queries.agencies(clock.today()).filter(pk=pk).exists() else ()
    context = {"rows": queries.of_agency(pk), "pk": pk, "acts": acts, "today": clock.today()}
    return render(request, "oversight/_chi_dao_co_quan.html", context)


# ---- helpers


def may_lead(actor: Actor) -> bool:
    """Whether the three acts are his: a leader's to send, an assistant's to prepare."""
    return may(actor, "lead") is None or may(actor, "prepare_lead") is None


def _assignment(request: Request) -> Assignment | None:
    asked = request.POST.get("viec") or request.GET.get("viec") or ""
    if not asked:
        return None
    row = assignments.get(request.actor, int(asked)) if asked.isdecimal() and len(asked) < 18 else None
    if row is None:
        raise Http404
    return row


def _begun(request: Request, row: Assignment | None) -> dict[str, Any]:
    kind = next((one for one in PRESSED if one.slug == request.GET.get("kieu")), LeaderActKind.ASK)
    held = row is not None and row.holder == Holder.OFFICE and kind is not LeaderActKind.COMMEND
    return {
        "kind": kind.slug,
        "agency": request.GET.get("co-quan", ""),
        "to": "van-phong" if held else "co-quan",
        "text": BEGUN[kind],
    }


def _led(request: Request, row: Assignment | None, form: LeadForm) -> LeaderAct:
    data = form.cleaned_data
    return lead(
        next(one for one in PRESSED if one.slug == data["kind"]),
        assignment=row.pk if row else None,
        agency=None if row else data["agency"],
        to_office=bool(row) and data["to"] == "van-phong",
        text=data["text"],
        **when(request),
    )


def _new(request: Request, row: Assignment | None, form: LeadForm, *, status: int = 200) -> HttpResponse:
    chosen = str(form["agency"].value() or "")
    context = {
        "row": row,
        "form": form,
        "agency": Agency.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 18 else None,
        "sends": sends(request.actor),
        "today": clock.today(),
    }
    return render(request, "oversight/chi_dao_moi.html", context, status=status)


def _detail(
    request: Request, row: LeaderAct, answers: AnswerForm, words: TextForm, *, status: int = 200
) -> HttpResponse:
    return render(
        request, "oversight/mot_chi_dao.html", _detail_context(request, row, answers, words), status=status
    )  # fmt: skip


def _detail_context(request: Request, row: LeaderAct, answers: AnswerForm, words: TextForm) -> dict[str, Any]:
    actor, kind = request.actor, LeaderActKind(row.kind)
    waits = row.approved_at is None
    return {
        "row": row,
        "kind": kind,
        "answers": answers,
        "words": words,
        "may_answer": not waits
        and kind.owes
        and row.answered_at is None
        and may(actor, "answer_leader", agency_id=row.agency_id) is None,
        "may_approve": waits and approves(actor, for_person_id=row.person_id) is None,
        "may_drop": waits and (row.by_id == actor.person_id or row.person_id in actor.persons),
        "may_put_away": row.answered_at is not None and row.read_at is None and row.person_id in actor.persons,
        "title": _title(row),
        "refusal": None,
        "today": clock.today(),
    }


def _title(row: LeaderAct) -> str:
    if row.assignment is not None:
        return row.assignment.content or row.assignment.task.content
    return f"{row.line.report}: đề xuất đối với {row.agency.name}" if row.line is not None else ""


def _find(request: Request, pk: int) -> LeaderAct:
    row = queries.get(request.actor, pk)
    if row is None:
        raise Http404
    return row
