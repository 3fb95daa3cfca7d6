"""`/don-doc/<id>/`: a letter beside its list, its steps, Word, print, the answer; the letters of an assignment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, say, signed_in
from giaoviec.agencies.views.common import when
from giaoviec.assignments import queries as assignments
from giaoviec.documents.actions import drop_draft
from giaoviec.documents.files import download
from giaoviec.documents.views.drafting import kept, shown_time
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions import urging, urging_answers, urging_steps
from giaoviec.oversight.actions.urging_words import letter_vi
from giaoviec.oversight.forms.urging import AnswerLetterForm, LetterForm, RecallForm, letter_form
from giaoviec.oversight.models import LetterStage, Urging
from giaoviec.oversight.papers import asks_vi, late_vi, letter_paper, printed_content, printed_paper
from giaoviec.oversight.queries import urging as queries
from giaoviec.oversight.queries.urging_effect import effects
from giaoviec.oversight.views.urging import state
from giaoviec.papers.word import render as as_word
from giaoviec.regulation.asking import AskingForm, attempt
from giaoviec.rules.access import may
from giaoviec.rules.causes import cause_vi
from giaoviec.rules.urging import Degree, Moved

STEPS: dict[str, tuple[str, Callable[..., Any], str]] = {
    "ky": ("sign_urging", urging_steps.sign, "Đã ký; chờ văn thư cấp số."),
    "ve-du-thao": ("sign_urging", urging_steps.redraft, "Văn bản trở lại dự thảo."),
    "cap-so": ("issue_urging", urging_steps.number, "Đã cấp số."),
    "gui": ("issue_urging", urging_steps.send, "Đã gửi."),
    "bo": ("draft_urging", urging.discard, "Đã bỏ dự thảo."),
}
SHAPES = {Moved.FINISHED: "done", Moved.CLAIMED: "claim", Moved.REDATED: "soon", Moved.UPDATED: "doing"}


@signed_in
def letter(request: Request, pk: int) -> HttpResponse:
    """The editor of a draft, for who may draft; the letter itself for everybody else who sees it."""
    row = _find(request, pk)
    if request.method != "POST":
        return _show(request, row)
    form = LetterForm(request.POST)
    wanted = tuple(_ids(request, "viec")) + tuple(_ids(request, "them"))
    dropped = set(_ids(request, "bo"))
    named = tuple(one for one in _in_order(request, wanted) if one not in dropped)

    def save() -> Urging:
        return urging.edit(pk, form.changes(named), version=form.cleaned_data["version"], **when(request))

    if attempt(form, save) is None:
        return _show(request, row, form=form, status=form.status)
    drop_draft(request.actor.person_id, _typing(row))
    say(request, "Đã lưu dự thảo.")
    return go(request, f"/don-doc/{pk}/")


@signed_in
@require_POST
def step(request: Request, pk: int, slug: str) -> HttpResponse:
    """Sign, take back to draft, number, send, drop."""
    row = _find(request, pk)
    act, do, sentence = STEPS[slug]
    if may(request.actor, act) is not None:
        raise Http404
    version = request.POST.get("version", "")
    try:
        do(pk, version=int(version) if version.isdecimal() and len(version) < 9 else row.version, **when(request))
    except Refused as no:
        return _show(request, queries.get(request.actor, pk) or row, refusal=no, status=no.status)
    say(request, sentence)
    return go(request, "/don-doc/" if slug == "bo" else f"/don-doc/{pk}/")


@signed_in
@require_POST
def recalling(request: Request, pk: int) -> HttpResponse:
    """Drafts the letter that takes this one back."""
    row = _find(request, pk)
    if may(request.actor, "sign_urging") is not None:
        raise Http404
    form = RecallForm(request.POST)
    made = attempt(form, lambda: urging_steps.recall(pk, reason=form.cleaned_data["reason"], **when(request)))
    if made is None:
        return _show(request, row, recall=form, status=form.status)
    say(request, "Đã lập dự thảo văn bản thu hồi; ký, cấp số và gửi để có hiệu lực.")
    return go(request, f"/don-doc/{made.pk}/")


@signed_in
def answering(request: Request, pk: int) -> HttpResponse:
    """The agency answers item by item; what is left empty waits."""
    row = _find(request, pk)
    if may(request.actor, "answer_urging", agency_id=row.agency_id) is not None:
        raise Http404
    items = queries.items_of(row)
    typed = kept(request, _answering_key(row)).get("fields", {})
    form = AnswerLetterForm(request.POST if request.method == "POST" else None, items=items, initial=typed)
    if request.method == "POST":
        done = attempt(form, lambda: urging_answers.answer(pk, form.answers(), **when(request)))
        if done is not None:
            drop_draft(request.actor.person_id, _answering_key(row))
            left = sum(item.answered_at is None for item in queries.items_of(row))
            say(request, f"Đã trả lời; còn {left} việc chưa trả lời." if left else "Đã trả lời đủ các việc.")
            return go(request, f"/don-doc/{pk}/")
    context = {
        "row": row,
        "name": letter_vi(row),
        "items": items,
        "form": form,
        "draft_url": f"/van-ban/nhap/?khoa={_answering_key(row)}",
        "saved_at": shown_time(request, _answering_key(row)),
        **_printed(),
    }
    return render(request, "oversight/don_doc_tra_loi.html", context, status=form.status)


@signed_in
@require_GET
def word(request: Request, pk: int) -> HttpResponse:
    """The letter as Word."""
    row = _find(request, pk)
    access_log.note("export", actor=request.actor, at=clock.now(), urging=pk)
    name = row.full_number.replace("/", "-") or f"du-thao-{row.pk}"
    return download(as_word(letter_paper(row, queries.items_of(row))), f"don-doc-{name}.docx")


@signed_in
@require_GET
def printed(request: Request, pk: int) -> HttpResponse:
    """The letter as it prints."""
    row = _find(request, pk)
    context = {"row": row, "paper": letter_paper(row, queries.items_of(row)), "name": letter_vi(row)}
    return render(request, "oversight/don_doc_in.html", context)


@signed_in
def of_assignment(request: Request, pk: int) -> HttpResponse:
    """The letters that name an assignment, as a fragment or a page; the Office urges it by hand from here."""
    row = assignments.get(request.actor, pk)
    if row is None or row.parent_id:
        raise Http404
    refusal = None
    if request.method == "POST":
        if may(request.actor, "draft_urging") is not None:
            raise Http404
        try:
            made = urging.draft([pk], **when(request))
        except Refused as no:
            refusal = no
        else:
            say(request, "Đã đưa việc vào dự thảo văn bản đôn đốc.")
            return go(request, f"/don-doc/{made.pk}/")
    may_draft = may(request.actor, "draft_urging") is None
    case = urging.by_assignment([pk], clock.today()).get(pk) if may_draft else None
    context = {
        "row": row,
        "no": urging.refusal_by_hand(case, clock.today()) if may_draft else None,
        "lines": [(item, *state(item.letter, clock.today())) for item in queries.of_assignment(request.actor, pk)],
        "may_draft": may_draft,
        "refusal": refusal,
    }
    fragment = request.headers.get("HX-Request") and request.method == "GET"
    name = "oversight/_don_doc_viec.html" if fragment else "oversight/don_doc_viec.html"
    return render(request, name, context, status=refusal.status if refusal else 200)


# ---- the page of a letter


def _show(
    request: Request,
    row: Urging,
    *,
    form: LetterForm | None = None,
    recall: AskingForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    items = queries.items_of(row)
    edits = row.stage == LetterStage.DRAFTED and may(request.actor, "draft_urging") is None
    moved = effects([row.pk], clock.today()).get(row.pk)
    context = {
        "row": row,
        "name": letter_vi(row),
        "state": state(row, clock.today()),
        "items": items,
        "paper": letter_paper(row, items),
        "form": form or letter_form(row, kept(request, _typing(row)).get("fields", {}) if edits else {}),
        "draft_url": f"/van-ban/nhap/?khoa={_typing(row)}",
        "saved_at": shown_time(request, _typing(row)) if edits else None,
        "recall": recall or RecallForm(),
        "refusal": refusal,
        "edits": edits,
        "beside": _beside(row, items) if edits and not row.recalls_id else [],
        "steps": _steps(request, row),
        "may_recall": _may_recall(request, row),
        "may_answer": _may_answer(request, row),
        "recalling": Urging.objects.filter(recalls=row, voided_at=None).first() if row.number else None,
        "moved": moved,
        "shapes": SHAPES,
        "today": clock.today(),
        **_printed(),
    }
    return render(request, "oversight/don_doc_van_ban.html", context, status=status)


def _printed() -> dict[str, Any]:
    return {
        "late_vi": late_vi,
        "content_of": printed_content,
        "paper_of": printed_paper,
        "cause_vi": cause_vi,
        "asks_vi": asks_vi,
    }


def _beside(row: Urging, items: list[Any]) -> list[Any]:
    """What the agency owes and the letter does not name: (case, assignment), the gravest first."""
    there = {item.assignment_id for item in items}
    cases = queries.judged(clock.today(), agencies=[row.agency_id])
    wanted = [case for case in cases if case.assignment_id not in there and case.verdict.degree is not Degree.NONE]
    left = sorted(wanted, key=lambda case: case.order)[:100]
    named = queries.names(left)
    return [(case, named[case.assignment_id], urging.refusal_by_hand(case, clock.today())) for case in left]


def _steps(request: Request, row: Urging) -> list[tuple[str, str, str]]:
    """(slug, label, kind of button) of what the actor may do with the letter as it stands."""
    offered = {
        LetterStage.DRAFTED: [("ky", "Ký", "primary"), ("bo", "Bỏ dự thảo", "plain")],
        LetterStage.SIGNED: [("cap-so", "Cấp số", "primary"), ("ve-du-thao", "Đưa về dự thảo", "plain")],
        LetterStage.NUMBERED: [("gui", f"Gửi {row.agency.name}", "primary")],
        LetterStage.SENT: [],
    }[LetterStage(row.stage)]
    return [one for one in offered if may(request.actor, STEPS[one[0]][0]) is None]


def _may_recall(request: Request, row: Urging) -> bool:
    numbered = row.number is not None and not row.recalls_id and not row.recalled_on
    return numbered and may(request.actor, "sign_urging") is None


def _may_answer(request: Request, row: Urging) -> bool:
    waits = row.stage == LetterStage.SENT and not (row.recalls_id or row.recalled_on or row.answered_on)
    return waits and may(request.actor, "answer_urging", agency_id=row.agency_id) is None


def _typing(row: Urging) -> str:
    """Under which name what is typed into the editor is kept: of another version of the letter it is not shown."""
    return f"don-doc:{row.pk}:{row.version}"


def _answering_key(row: Urging) -> str:
    return f"don-doc:{row.pk}:tra-loi"


def _ids(request: Request, name: str) -> list[int]:
    return [int(text) for text in request.POST.getlist(name) if text.isdecimal() and len(text) < 16]


def _in_order(request: Request, ids: tuple[int, ...]) -> list[int]:
    """The items by the places that were typed beside them; those without one keep their turn."""
    places = {one: request.POST.get(f"thu_tu_{one}", "") for one in ids}
    return sorted(ids, key=lambda one: int(places[one]) if places[one].isdecimal() and len(places[one]) < 5 else 10_000)


def _find(request: Request, pk: int) -> Urging:
    row = queries.get(request.actor, pk)
    if row is None:
        raise Http404
    return row
