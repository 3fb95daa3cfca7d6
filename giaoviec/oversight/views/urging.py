"""`/don-doc/`: the board of urging letters, their proposal for all agencies, and many assignments urged at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST
from django_q.tasks import async_task

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.models import Agency
from giaoviec.agencies.views.common import sheet, when
from giaoviec.assignments import queries as assignments
from giaoviec.assignments.models import Assignment
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions import urging, urging_proposals
from giaoviec.oversight.models import LetterStage, ProposalRun, Urging
from giaoviec.oversight.queries import urging as queries
from giaoviec.oversight.queries.urging import Case
from giaoviec.oversight.queries.urging_effect import effects, sums
from giaoviec.rules.access import Refusal, may
from giaoviec.rules.urging import Degree, Moved

JOB = "giaoviec.ops.schedule.run_proposals"
SENT = Q(stage=LetterStage.SENT, recalls=None, recalled_on=None)
TABS: dict[str, tuple[str, Q]] = {
    "du-thao": ("Dự thảo", Q(stage=LetterStage.DRAFTED)),
    "cho-gui": ("Chờ cấp số, gửi", Q(stage__in=[LetterStage.SIGNED, LetterStage.NUMBERED])),
    "cho-tra-loi": ("Chờ trả lời", SENT & Q(answered_on=None)),
    "da-tra-loi": ("Đã trả lời", SENT & ~Q(answered_on=None)),
    "thu-hoi": ("Thu hồi", Q(stage=LetterStage.SENT) & (~Q(recalls=None) | ~Q(recalled_on=None))),
}
OF_AGENCY = ("cho-tra-loi", "da-tra-loi", "thu-hoi")
TO_DRAFT, EFFECT = "can-lap", "hieu-qua"
LOOKED_BACK = timedelta(days=365)
MOST = 200


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the board, as `ui.tabs` draws it."""

    label: str
    url: str
    current: bool
    count: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A letter on the board: its state, how many it names, answered, moved."""

    row: Urging
    kind: str
    word: str
    items: int
    answered: int
    moved: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """An agency of which a letter is due: what of it is in no draft yet, how far it has come."""

    agency: Agency
    number: int
    degree: Degree
    days_late: int


@need("see_urgings", own=True)
@require_GET
def board(request: Request) -> HttpResponse:
    """Letters by where they are; for an agency those that were sent to it."""
    rows, offered = queries.visible(request.actor), _offered(request)
    counts = rows.aggregate(**{slug.replace("-", "_"): Count("pk", filter=TABS[slug][1]) for slug in offered})
    asked = request.GET.get("xem", "")
    known = asked in offered or (asked in (TO_DRAFT, EFFECT) and request.actor.sees_all)
    now = asked if known else next((slug for slug in offered if counts[slug.replace("-", "_")]), offered[0])
    tabs = [Tab(TABS[slug][0], f"?xem={slug}", slug == now, counts[slug.replace("-", "_")]) for slug in offered]
    if request.actor.sees_all:
        tabs.insert(0, Tab("Cần lập", f"?xem={TO_DRAFT}", now == TO_DRAFT, None))
        tabs.append(Tab("Hiệu quả", f"?xem={EFFECT}", now == EFFECT, None))
    context = {
        "tabs": tabs,
        "now": now,
        "may_draft": may(request.actor, "draft_urging") is None,
        "run": _running(),
        "of_office": request.actor.sees_all,
        "today": clock.today(),
    }
    if now == TO_DRAFT:
        return render(request, "oversight/don_doc.html", context | {"wanted": _wanted(clock.today()), "sheet": None})
    if now == EFFECT:
        found = sums(clock.today() - LOOKED_BACK)
        return render(request, "oversight/don_doc_hieu_qua.html", context | {"sums": found, "kinds": list(Moved)})
    page = sheet(request, _listed(rows, now))
    return render(
        request, "oversight/don_doc.html", context | {"sheet": page, "lines": _lines(page.rows, clock.today())}
    )


def _offered(request: Request) -> Sequence[str]:
    return tuple(TABS) if request.actor.sees_all else OF_AGENCY


def _listed(rows: QuerySet[Urging], slug: str) -> QuerySet[Urging]:
    order = ("answer_by", "id") if slug == "cho-tra-loi" else ("-id",)
    counted = rows.filter(TABS[slug][1]).annotate(
        named=Count("items"), answered=Count("items", filter=Q(items__answered_on__isnull=False))
    )
    return counted.order_by(*order)


def _lines(rows: Sequence[Urging], on: date) -> list[Line]:
    moved = effects([row.pk for row in rows if row.stage == LetterStage.SENT], on)
    return [
        Line(
            row,
            *state(row, on),
            items=row.named,  # type: ignore[attr-defined]
            answered=row.answered,  # type: ignore[attr-defined]
            moved=moved[row.pk].moved if row.pk in moved else 0,
        )
        for row in rows
    ]


def state(row: Urging, on: date) -> tuple[str, str]:
    """The shape and the word of a letter."""
    if row.recalled_on:
        return "withdrawn", f"Đã thu hồi {row.recalled_on:%d/%m}"
    if row.stage != LetterStage.SENT:
        word = LetterStage(row.stage).label
        return {"drafted": "given", "signed": "claim", "numbered": "claim"}[row.stage], word[0].upper() + word[1:]
    if row.recalls_id:
        return "done", "Đã gửi"
    if row.answered_on:
        late = row.answer_by is not None and row.answered_on > row.answer_by
        return ("done_late", "Trả lời muộn") if late else ("done", "Đã trả lời")
    days = (on - row.answer_by).days if row.answer_by else 0
    if days > 0:
        return "late", f"Quá {days} ngày"
    return ("soon", "Hạn hôm nay") if days == 0 else ("doing", f"Hạn {row.answer_by:%d/%m}")


def _wanted(on: date) -> list[Wanted]:
    """Agencies in official order, with what is due for a letter and in no draft."""
    due = {key: [case for case in cases if case.letter_id is None] for key, cases in queries.to_write(on).items()}
    agencies = Agency.objects.filter(pk__in=[key for key, cases in due.items() if cases])
    return [_of_agency(agency, due[agency.pk]) for agency in agencies]


def _of_agency(agency: Agency, cases: Sequence[Case]) -> Wanted:
    gravest = max((case.verdict.degree for case in cases), key=lambda one: one.rank)
    return Wanted(agency, len(cases), gravest, max(case.verdict.days_late for case in cases))


# ---- proposing for all


@signed_in
@require_POST
def propose(request: Request) -> HttpResponse:
    """Starts the run in the background, or shows the one that is under way."""
    if may(request.actor, "draft_urging") is not None:
        raise Http404
    run = _running()
    if run is None:
        with transaction.atomic():
            run = urging_proposals.ask(**when(request))
            async_task(JOB, run.pk)
    return go(request, f"/don-doc/lap/{run.pk}/")


@signed_in
@require_GET
def progress(request: Request, pk: int) -> HttpResponse:
    """How far a run has come; for htmx the fragment alone."""
    run = ProposalRun.objects.filter(pk=pk).first()
    if run is None or not request.actor.sees_all:
        raise Http404
    name = "oversight/_don_doc_tien_do.html" if request.headers.get("HX-Request") else "oversight/don_doc_lap.html"
    return render(request, name, {"run": run})


def _running() -> ProposalRun | None:
    return ProposalRun.objects.filter(finished_at=None, started_at__gte=clock.now() - urging_proposals.GIVEN_UP).last()


# ---- many at once


@dataclass(frozen=True, slots=True)
class Preview:
    """A ticked assignment: what it would be named for, or why it may not be urged."""

    row: Assignment
    case: Case | None
    refusal: Refusal | None


@signed_in
@require_POST
def many(request: Request) -> HttpResponse:
    """What urging the ticked rows would do to each; with `lam`, the drafts: one an agency."""
    if may(request.actor, "draft_urging") is not None:
        raise Http404
    ids = [int(text) for text in request.POST.getlist("chon") if text.isdecimal() and len(text) < 16][:MOST]
    shown = _previews(request, ids)
    back = request.POST.get("ve", "")
    context = {
        "shown": shown,
        "able": sum(one.refusal is None for one in shown),
        "agencies": len({one.case.agency_id for one in shown if one.case and not one.refusal}),
        "back": back if back.startswith("/") and not back.startswith("//") else "/viec/",
    }
    if request.POST.get("lam") != "1" or not context["able"]:
        return render(request, "oversight/don_doc_nhieu.html", context)
    return _draft_many(request, shown)


def _previews(request: Request, ids: Sequence[int]) -> list[Preview]:
    on = clock.today()
    rows = assignments.visible(request.actor).filter(pk__in=ids, parent=None)
    rows = rows.select_related("task", "agency", "document").defer("document__text")
    found = {row.pk: row for row in rows}
    cases = urging.by_assignment(list(found), on)
    return [
        Preview(found[pk], cases.get(pk), _refusal(request, found[pk], cases.get(pk), on))
        for pk in dict.fromkeys(ids)
        if pk in found
    ]


def _refusal(request: Request, row: Assignment, case: Case | None, on: date) -> Refusal | None:
    try:
        urging.check_unit(request.actor, [row.monitoring_unit_id])
    except Refused as no:
        assert no.ground is not None
        return Refusal(no.sentence, no.ground)
    return urging.refusal_by_hand(case, on)


def _draft_many(request: Request, shown: Sequence[Preview]) -> HttpResponse:
    by_agency: dict[int, list[int]] = {}
    for one in shown:
        if one.case and not one.refusal:
            by_agency.setdefault(one.case.agency_id, []).append(one.row.pk)
    for agency_id, ids in by_agency.items():
        urging.draft(ids, agency=agency_id, **when(request))
    named = sum(len(ids) for ids in by_agency.values())
    say(request, f"Đã đưa {named} việc vào {len(by_agency)} dự thảo văn bản đôn đốc.")
    return go(request, "/don-doc/?xem=du-thao")
