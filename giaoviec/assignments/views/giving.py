"""The giving screen: one page, one form, one POST a key; fragments that tell the deadline and the load while typing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.views.common import done, when
from giaoviec.assignments.actions.give import Sending, give
from giaoviec.assignments.giving import showing
from giaoviec.assignments.giving.certainty import next_place, sure
from giaoviec.assignments.giving.fields import deadline_of, origin_dues, typed, understood
from giaoviec.assignments.giving.load import loads
from giaoviec.assignments.giving.opening import begun
from giaoviec.assignments.giving.prefill import bare
from giaoviec.assignments.giving.state import GROUP, NOT_TASK, TASK, UNJUDGED, Screen, dump, load
from giaoviec.assignments.views.common import offer_undo
from giaoviec.documents import queries
from giaoviec.documents.actions import Span, amend_draft, confirm_no_task, drop_draft
from giaoviec.documents.gate import Secret
from giaoviec.documents.models import Document
from giaoviec.journal.errors import Refused, Stale
from giaoviec.rules.access import may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite
from giaoviec.rules.deadlines import NotUnderstood
from giaoviec.rules.tasks import Relation

Move = Callable[[Screen, int, Document], tuple[Screen, int]]


@need("give")
def page(request: Request, pk: int) -> HttpResponse:
    """The screen of a document. Each POST changes the draft; `buoc` is what was pressed, `doan` where."""
    document = find(request, pk)
    if request.method != "POST":
        screen = opened(request, document)
        return _show(request, document, screen, _place(request.GET.get("doan"), screen, document))
    try:
        return _pressed(request, document, request.POST.get("buoc", "luu"))
    except Secret as no:
        return _show(request, document, opened(request, document), 0, refusal=no)


@need("give")
@require_GET
def due(request: Request) -> HttpResponse:
    """What a deadline in words means, while it is typed: the day and why, day by day, or what to write instead."""
    text = request.GET.get("text") or request.GET.get("due_text", "")
    document = _document_of(request)
    context: dict[str, Any] = {"deadline": None, "sentence": "", "steps": [], "today": clock.today()}
    try:
        context["deadline"] = found = deadline_of(text, document, on=clock.today())
        context["steps"] = showing.steps_of(found, document, on=clock.today()) if found else []
    except (NotUnderstood, UnknownYear) as fault:
        context["sentence"] = fault.sentence
    return render(request, "assignments/_han.html", context)


@need("give")
@require_GET
def load_meter(request: Request) -> HttpResponse:
    """What the chosen lead agencies carry already, at most three of them."""
    chosen = [int(value) for value in request.GET.getlist("leads") if value.isdecimal()][-3:]
    return render(request, "assignments/_suc_tai.html", {"loads": loads(chosen, clock.today()), "on": clock.today()})


def find(request: Request, pk: int) -> Document:
    """The document, where the actor may see it; else 404."""
    document = queries.get(request.actor, pk)
    if document is None:
        raise Http404
    return document


def key_of(document: Document) -> str:
    """Under which name the draft of a document's screen is kept, for each person apart."""
    return f"giao-viec:{document.pk}"


def opened(request: Request, document: Document) -> Screen:
    """The screen as it was left, or as it is proposed."""
    draft = queries.draft(request.actor.person_id, key_of(document))
    return _load(draft.data if draft else None, document)


def _pressed(request: Request, document: Document, step: str) -> HttpResponse:
    fields = typed(request.POST)
    if may(request.actor, "star") is not None:
        fields.pop("starred", None)
    held: dict[str, int] = {}

    def change(data: Mapping[str, Any] | None) -> dict[str, Any]:
        screen = _load(data, document)
        at = _place(request.POST.get("doan"), screen, document)
        if fields and screen.passages:
            screen = screen.edited(at, fields)
        screen, held["at"] = _apply(step, screen, at, document, request)
        return dump(screen)

    kept = amend_draft(request.actor, key_of(document), change, texts=fields, at=clock.now())
    screen, at = _load(kept, document), held["at"]
    if ending := ENDINGS.get(step):
        return _end(request, document, screen, at, ending)
    return _answer(request, document, screen, at)


def _apply(step: str, screen: Screen, at: int, document: Document, request: Request) -> tuple[Screen, int]:
    if step == "danh-dau":
        start, end = (_whole(request.POST.get(name)) for name in ("start", "end"))
        return screen.marked(start, end, document.text)
    if step.startswith("doan:"):
        first, _, last = step[5:].partition("-")
        return screen.marked(_whole(first), _whole(last), document.text)
    if step.startswith("mo:"):
        return screen, _place(step[3:], screen, document)
    if step == "them":
        return screen.added(document.text, bare(document, on=clock.today()))
    if step.startswith("goi-y:") and screen.passages:
        name, _, value = step[6:].partition("=")
        return screen.edited(at, _suggested(name, value)), at
    if step.startswith("ten:") and screen.passages:
        number, _, agency = step[4:].partition("=")
        is_one = agency.removeprefix(GROUP).isdecimal()
        return screen.answered(at, _whole(number) - 1, agency if is_one else ""), at
    if step.startswith("quan-he:") and screen.passages:
        relation, _, task = step[8:].partition("=")
        return screen.edited(at, _related(screen.passages[at].fields, relation, task)), at
    move = MOVES.get(step)
    return move(screen, at, document) if move and (screen.passages or step == "hoan-tac") else (screen, at)


def _suggested(name: str, value: str) -> dict[str, str]:
    """A suggestion that was taken: a deadline in words, or a cycle in its place."""
    if name == "cycle":
        return {"cycle": value, "due_text": ""}
    return {"due_text": value[:300], "cycle": ""} if name == "due_text" else {}


def _related(fields: Mapping[str, Any], relation: str, task: str) -> dict[str, Any]:
    """What an open task is to this one: replaced, supplemented, repeated; or "none", and it is not offered again."""
    if relation in set(Relation):
        return {"relation": relation, "related_to": task}
    return {"unlike": [*fields.get("unlike", ()), task]}


def _judged(verdict: str) -> Move:
    def move(screen: Screen, at: int, document: Document) -> tuple[Screen, int]:
        after = screen.judged(at, verdict)
        return after, next_place(after, at, _sure(after, document)) if verdict != UNJUDGED else at

    return move


def _accepted(screen: Screen, at: int, document: Document) -> tuple[Screen, int]:
    """Everything that is sure is taken as it is proposed."""
    after = screen.accepted(_sure(screen, document))
    return after, after.next_unjudged(-1)


def _sure(screen: Screen, document: Document) -> frozenset[int]:
    return sure(screen, [understood(one, document, on=clock.today()) for one in screen.passages])


MOVES: dict[str, Move] = {
    "nhiem-vu": _judged(TASK),
    "khong": _judged(NOT_TASK),
    "xet-lai": _judged(UNJUDGED),
    "nhan-het": _accepted,
    "tach": lambda screen, at, document: (screen.parted(at, document.text), at),
    "gop": lambda screen, at, document: (screen.joined(at, document.text), max(0, at - 1)),
    "bo-doan": lambda screen, at, document: (screen.dropped(at), max(0, at - 1)),
    "hoan-tac": lambda screen, at, document: screen.undone(),
}
"""What each press does, by its name in `buoc`; anything else only keeps what was typed."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a screen ends: what carries it out, and what is said then."""

    act: Callable[[Request, Document, Screen], None]
    said: Callable[[Document, Screen], str]


def _end(request: Request, document: Document, screen: Screen, at: int, ending: Ending) -> HttpResponse:
    try:
        _still_open(document, screen)
        ending.act(request, document, screen)
    except Refused as no:
        return _show(request, document, screen, at, refusal=no)
    return done(request, f"/van-ban/{document.pk}/", ending.said(document, screen))


def _still_open(document: Document, screen: Screen) -> None:
    """Refuses what was begun before somebody else had judged the document."""
    if document.judged_at is not None and not screen.further:
        who = f"Văn bản đã được xét ngày {document.judged_on:%d/%m/%Y}"
        raise Stale(f"{who}; hãy mở trang văn bản xem các việc đã giao, rồi bỏ nháp này nếu không còn gì để giao thêm.")


def _give(request: Request, document: Document, screen: Screen) -> None:
    if screen.unjudged:
        sentence = f"Còn {screen.unjudged} đoạn chưa xét; mỗi đoạn phải là nhiệm vụ hoặc không."
        raise Refused(sentence, ground=Cite("QC 7.1"), status=422)
    origins = origin_dues(screen.passages)
    on = clock.today()
    tasks = [understood(one, document, on=on, origins=origins) for _, one in screen.tasks]
    for (at, _), found in zip(screen.tasks, tasks, strict=True):
        if found.lacking:
            first = found.lacking[0]
            sentence = f"Đoạn {at + 1}: {first.sentence}"
            raise Refused(sentence, ground=first.ground, field=first.field, status=422)
    sending = Sending(_spans(screen), key_of(document), first=not screen.further)
    give(document, [found.task for found in tasks], sending=sending, **when(request))
    offer_undo(request)


def _no_task(request: Request, document: Document, screen: Screen) -> None:
    if screen.unjudged or screen.tasks:
        sentence = "Còn đoạn chưa xét hoặc đã chọn là nhiệm vụ; hãy xét hết các đoạn trước."
        raise Refused(sentence, ground=Cite("QC 7.1"), status=422)
    confirm_no_task(document, spans=_spans(screen), **when(request))
    drop_draft(request.actor.person_id, key_of(document))


ENDINGS = {
    "giao": Ending(_give, lambda document, screen: f"Đã giao {len(screen.tasks)} nhiệm vụ của {document}."),
    "khong-co-viec": Ending(_no_task, lambda document, screen: "Đã ghi nhận: văn bản không có nhiệm vụ."),
}


def _spans(screen: Screen) -> list[Span]:
    return [Span(one.start, one.end, NOT_TASK, why=one.why[:300]) for one in screen.not_tasks]


def _answer(request: Request, document: Document, screen: Screen, at: int) -> HttpResponse:
    """What comes after a press: with htmx the part of the page that changed, else the page anew."""
    if not request.headers.get("HX-Request"):
        return redirect(f"/van-ban/{document.pk}/giao-viec/?{urlencode({'doan': at + 1})}")
    quiet = request.headers.get("HX-Target") == "tinh-trang"
    template = "assignments/_tinh_trang.html" if quiet else "assignments/_giao_viec.html"
    return render(request, template, showing.context(request.actor, document, screen, at, on=clock.today()))


def _show(
    request: Request, document: Document, screen: Screen, at: int, *, refusal: Refused | None = None
) -> HttpResponse:
    context = showing.context(request.actor, document, screen, at, on=clock.today())
    fragment = bool(request.headers.get("HX-Request")) and request.headers.get("HX-Target") == "noi-dung"
    template = "assignments/_giao_viec.html" if fragment else "assignments/giao_viec.html"
    return render(request, template, context | {"refusal": refusal}, status=refusal.status if refusal else 200)


def _load(data: Mapping[str, Any] | None, document: Document) -> Screen:
    """The screen that a draft holds; as it is proposed where there is none, or one of another version."""
    try:
        return load(data) if data else begun(document, clock.today())
    except (KeyError, TypeError):
        return begun(document, clock.today())


def _place(value: str | None, screen: Screen, document: Document) -> int:
    """The place of a passage from its number on the screen; without one, of the first that waits, unsure ones first."""
    if value and value.isdecimal() and 1 <= int(value) <= len(screen.passages):
        return int(value) - 1
    if not screen.unjudged:
        return 0
    return next_place(screen, -1, _sure(screen, document))


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 9 else 0


def _document_of(request: Request) -> Document:
    """The document that a deadline is counted from, or the day alone as one that was issued on it."""
    number = request.GET.get("van-ban", "")
    if number.isdecimal():
        return find(request, int(number))
    try:
        return Document(issued_on=date.fromisoformat(request.GET.get("ngay", "")))
    except ValueError:
        return Document(issued_on=clock.today())
