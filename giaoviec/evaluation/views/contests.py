"""`/danh-gia/kien-nghi/`: what is contested of sheets, with the words of both sides."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say
from giaoviec.agencies.views.common import chip, press, sheet, when
from giaoviec.assignments.queries import visible as visible_work
from giaoviec.evaluation import actions
from giaoviec.evaluation.forms import AnswerForm, DecideForm, ReasonForm
from giaoviec.evaluation.models import Contest, Sheet, SheetLine
from giaoviec.evaluation.queries import contests, sheets
from giaoviec.evaluation.views.sheets import found
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import attempt
from giaoviec.rules.scoring import PARTS

HERE = "/danh-gia/kien-nghi/"
STATES = {"cho": "Chờ quyết định", "duoc": "Đã chấp nhận", "khong": "Không chấp nhận"}


@need("see_evaluation", own=True)
@require_GET
def index(request: Request) -> HttpResponse:
    """The contests that one may see, the open ones first (`xem`)."""
    rows = contests.visible(request.actor)
    shown = request.GET.get("xem", "")
    if shown in STATES:
        rows = rows.filter(granted={"cho": None, "duoc": True, "khong": False}[shown])
    context = {
        "sheet": sheet(request, rows.order_by("-decided_at", "decide_by", "-id")),
        "chips": [chip(request, "xem", slug, label) for slug, label in STATES.items()],
        "today": clock.today(),
    }
    return render(request, "evaluation/kien_nghi.html", context)


@need("contest", own=True)
@require_http_methods(["GET", "POST"])
def new(request: Request, pk: int, line: int) -> HttpResponse:
    """A line is contested."""
    row = found(request, pk)
    one = sheets.lines(row).filter(pk=line).first()
    if one is None:
        raise Http404
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    if request.method == "POST":
        made = attempt(form, lambda: actions.contest(line, reason=form.cleaned_data["reason"], **when(request)))
        if made is not None:
            say(request, f"Đã gửi kiến nghị; được quyết định trong ngày {made.decide_by:%d/%m/%Y}.")
            return go(request, f"{HERE}{made.pk}/")
    context = {"row": row, "line": one, "form": form, "parts": _parts(one), "today": clock.today()}
    return render(request, "evaluation/kien_nghi_moi.html", context, status=form.status)


@need("see_evaluation", own=True)
@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """One contest: the line, what each side said, what was decided."""
    return _show(request, _find(request, pk))


@need("answer_contest", own=True)
@require_POST
def answering(request: Request, pk: int) -> HttpResponse:
    """What is said to it."""
    row, form = _find(request, pk), AnswerForm(request.POST)

    def do() -> bool:
        actions.answer(pk, text=form.cleaned_data["text"], **when(request))
        return True

    if attempt(form, do) is None:
        return _show(request, row, answer=form, status=form.status)
    say(request, "Đã ghi ý kiến.")
    return go(request, f"{HERE}{pk}/")


@need("decide_contest", own=True)
@require_POST
def deciding(request: Request, pk: int) -> HttpResponse:
    """It is decided."""
    row, form = _find(request, pk), DecideForm(request.POST)

    def do() -> Contest:
        data = form.cleaned_data
        granted = data["granted"] == "co"
        return actions.decide(pk, granted=granted, decision=data["decision"], given=form.given, **when(request))

    if attempt(form, do) is None:
        return _show(request, row, decide=form, status=form.status)
    say(request, f"Đã quyết định; {row.sheet.label} được báo.")
    return go(request, f"{HERE}{pk}/")


@need("contest", own=True)
@require_POST
def withdrawing(request: Request, pk: int) -> HttpResponse:
    """It is taken back by whoever made it."""
    row = _find(request, pk)
    refusal = press(lambda: actions.withdraw(pk, **when(request)))
    if refusal is not None:
        return _show(request, row, refusal=refusal, status=refusal.status)
    say(request, "Đã rút kiến nghị.")
    return go(request, f"/danh-gia/{row.sheet_id}/")


def _find(request: Request, pk: int) -> Contest:
    row = contests.get(request.actor, pk)
    if row is None:
        raise Http404
    return row


def _show(
    request: Request,
    row: Contest,
    *,
    answer: AnswerForm | None = None,
    decide: DecideForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    row = contests.get(request.actor, row.pk) or row
    answers = row.is_open and not row.answer and contests.answers(request.actor, row)
    decides = row.is_open and contests.decides(request.actor, row)
    earlier = [one for one in contests.of_sheet(row.sheet) if one.line_id == row.line_id and one.pk != row.pk]
    context = {
        "row": row,
        "line": row.line,
        "parts": _parts(row.line),
        "decided": list(zip([part.vi for part in PARTS], row.given, strict=True)),
        "earlier": earlier,
        "answer": (answer or AnswerForm()) if answers else answer,
        "decide": (decide or DecideForm(initial=_initial(row))) if decides else decide,
        "withdraws": row.is_open and row.by_id in request.actor.persons,
        "opens": visible_work(request.actor).filter(pk=row.line.assignment_id).exists(),
        "head": _heads(row.sheet),
        "refusal": refusal,
        "today": clock.today(),
    }
    return render(request, "evaluation/mot_kien_nghi.html", context, status=status)


def _initial(row: Contest) -> dict[str, int | None]:
    return dict(zip(PARTS, row.line.given, strict=True))


def _parts(line: SheetLine) -> list[tuple[str, int | None]]:
    return list(zip([part.vi for part in PARTS], line.given, strict=True))


def _heads(row: Sheet) -> Sheet | None:
    """The head's sheet that is made of the same lines."""
    return row.heads.first()
