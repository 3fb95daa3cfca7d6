"""What is owed, as the rows of a desk: the state, what it is about, the one act that meets it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from giaoviec.assignments.models import Assignment
from giaoviec.documents.models import Document, DocumentKind
from giaoviec.duties.queries import Owed
from giaoviec.oversight.actions.standing_duties import TICKED
from giaoviec.oversight.models import LeaderAct
from giaoviec.oversight.words import place
from giaoviec.regulation.queries import calendar
from giaoviec.reporting.models import AskedReport
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.documents import TYPES_BY_CODE
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.leading import LeaderActKind
from giaoviec.rules.moves import Move, Stage
from giaoviec.rules.tasks import TaskClass
from giaoviec.site import formats
from giaoviec.site.formats import capital, shortened

K = DutyKind
PLAIN = frozenset({K.RESULT, K.FIRST_UPDATE, K.CYCLE_UPDATE, K.REGISTER})
"""Duties whose row is titled by the thing alone; the others say first what is to be done with it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a desk, as `ui.duty_row` draws it."""

    kind: str
    word: str
    under: str
    title: str
    href: str
    note: Markup
    action: tuple[str, str] | None
    primary: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """What a duty is about: an assignment, or a document."""

    title: str
    paper: str
    agency: str
    agency_id: int | None
    stage: str = ""
    starred: bool = False
    taken_up: bool = False
    officer: str = ""
    dated: bool = True


def rows(owing: Sequence[Owed], actor: Actor, on: date, *, said: bool = True) -> list[Row]:
    """The rows of duties, in their order; two statements for any number of them. `said`: titles say what is to be done,
    which they need not under a heading that does."""
    assignments = things({owed.assignment_id for owed in owing if owed.assignment_id})
    papers = documents({owed.subject_id for owed in owing if owed.subject == "document"})
    spoken = led({owed.subject_id for owed in owing if owed.subject == "leader_act"})
    asked = wanted({owed.subject_id for owed in owing if owed.subject == "asked_report"})
    others = {"document": papers, "leader_act": spoken, "asked_report": asked}
    return [_row(owed, _thing(owed, assignments, others), actor, on, said) for owed in owing]


def things(pks: Collection[int]) -> dict[int, Thing]:
    """What assignments are about, by id."""
    found = Assignment.objects.filter(pk__in=pks).values_list(
        "pk", "content", "task__content", "document__type", "document__full_symbol", "document__kind",
        "document__issued_on", "agency__name", "agency_id", "stage", "starred", "taken_up_on", "officer__name",
        "task_class",
    )  # fmt: skip
    return {
        pk: Thing(
            title=own or task,
            paper=paper(type_, symbol, kind, issued),
            agency=agency,
            agency_id=agency_id,
            stage=stage,
            starred=starred,
            taken_up=taken_up is not None,
            officer=officer or "",
            dated=task_class == TaskClass.DATED,
        )
        for (
            pk, own, task, type_, symbol, kind, issued, agency, agency_id, stage, starred, taken_up, officer, task_class
        ) in found
    }  # fmt: skip


def documents(pks: Collection[int]) -> dict[int, Thing]:
    """What documents are about, by id."""
    found = Document.objects.filter(pk__in=pks).values_list(
        "pk", "summary", "type", "full_symbol", "kind", "issued_on", "issuer_text"
    )
    return {
        pk: Thing(title=summary, paper=paper(type_, symbol, kind, issued), agency=issuer, agency_id=None)
        for pk, summary, type_, symbol, kind, issued, issuer in found
    }


def led(pks: Collection[int]) -> dict[int, Thing]:
    """What leaders asked and urged, by id; no statement where there is none."""
    rows = LeaderAct.objects.filter(pk__in=pks).values_list("pk", "text", "kind", "person_text", "approved_on")
    return {
        pk: Thing(shortened(text, 160), f"{person} {LeaderActKind(kind).done_vi} ngày {day:%d/%m/%Y}", "", None)
        for pk, text, kind, person, day in (rows if pks else ())
    }


def wanted(pks: Collection[int]) -> dict[int, Thing]:
    """What the Office asked reports about, by id; no statement where there is none."""
    rows = AskedReport.objects.filter(pk__in=pks).values_list("pk", "title", "full_number") if pks else ()
    return {pk: Thing(title, f"Công văn {number}", "", None) for pk, title, number in rows}


def paper(type_: str, symbol: str, kind: str, issued_on: date) -> str:
    """ "Chỉ thị 21/CT-UBND"; what has no symbol is named by its kind and day."""
    known = TYPES_BY_CODE.get(type_)
    name = known.name_vi if known and kind == DocumentKind.WRITTEN else str(DocumentKind(kind).label)
    return f"{capital(name)} {symbol}" if symbol else f"{capital(name)} ngày {issued_on:%d/%m/%Y}"


def _thing(owed: Owed, assignments: dict[int, Thing], others: dict[str, dict[int, Thing]]) -> Thing | None:
    if owed.assignment_id:
        return assignments.get(owed.assignment_id)
    return others.get(owed.subject, {}).get(owed.subject_id)


def _row(owed: Owed, thing: Thing | None, actor: Actor, on: date, said: bool) -> Row:
    kind, word = state(owed.due_on, on)
    return Row(
        kind=kind,
        word=word,
        under=_under(owed, on),
        title=_title(owed, thing, said),
        href=_href(owed),
        note=_note(owed, thing, actor),
        action=_action(owed, thing),
        primary=kind == "late",
    )


def state(due_on: date, on: date) -> tuple[str, str]:
    """The shape and the word of a day: "Quá 4 ngày", "Hôm nay", "Thứ Tư 25/11"."""
    if due_on < on:
        return "late", f"Quá {(on - due_on).days} ngày"
    if due_on == on:
        return "soon", "Hôm nay"
    near = (due_on - on).days <= 7
    return "doing", f"{formats.weekday(due_on)} {formats.day_short(due_on)}" if near else formats.day(due_on)


def _under(owed: Owed, on: date) -> str:
    if owed.due_on < on:
        return f"hạn {formats.day(owed.due_on)}"
    if owed.due_on == on:
        return owed.kind.vi
    left = working_days(on, owed.due_on)
    return f"còn {left} ngày làm việc" if left is not None else owed.kind.vi


def working_days(on: date, due_on: date) -> int | None:
    """Working days in (on, due_on]; None where the calendar lacks a year."""
    try:
        return calendar().count(on, due_on)
    except UnknownYear:
        return None


def _title(owed: Owed, thing: Thing | None, said: bool) -> str:
    if thing is None:
        return capital(owed.kind.vi)
    if owed.kind in PLAIN or not said:
        return capital(thing.title)
    return f"{capital(owed.kind.vi)}: {thing.title}"


def _href(owed: Owed) -> str:
    if owed.assignment_id:
        return f"/viec/{owed.assignment_id}/"
    if owed.kind in TICKED:
        return f"/viec-thuong-ky/{owed.id}/"
    return place(owed.subject, owed.subject_id, otherwise="/viec/")


def _note(owed: Owed, thing: Thing | None, actor: Actor) -> Markup:
    """Where it comes from, in which part, and why it is owed."""
    ground = owed.kind.ground
    why = Markup('<a href="/quy-che/#{}" title="{}">vì sao?</a>').format(ground.anchor, ground.vi)
    parts: list[str | Markup] = [*(_about(owed, thing, actor) if thing else []), why]
    if thing and thing.starred:
        parts.insert(0, Markup('<span class="starred"><i class="shape"></i>gắn sao</span>'))
    return Markup(" · ").join(parts)


def _about(owed: Owed, thing: Thing, actor: Actor) -> list[str | Markup]:
    parts: list[str | Markup] = [thing.paper]
    if owed.subject in ("leader_act", "asked_report"):
        return parts
    if thing.agency_id != actor.agency_id:
        parts.append(thing.agency)
    elif owed.kind is not K.OPINION:
        parts.append("chủ trì")
    if owed.kind is K.OPINION:
        parts.append("phối hợp")
    if thing.officer and thing.agency_id == actor.agency_id:
        parts.append(f"đồng chí {thing.officer} đang làm")
    if owed.kind in (K.FIRST_UPDATE, K.CYCLE_UPDATE):
        parts.append(f"giao {formats.day(owed.on)}" if owed.kind is K.FIRST_UPDATE else owed.kind.vi)
    if _is_untouched(owed, thing):
        parts.append(Markup("<strong>chưa tiếp nhận</strong>"))
    return parts


def _is_untouched(owed: Owed, thing: Thing) -> bool:
    return owed.kind is K.FIRST_UPDATE and thing.stage == Stage.GIVEN and not thing.taken_up


def _action(owed: Owed, thing: Thing | None) -> tuple[str, str] | None:
    pk = owed.assignment_id
    if thing and pk and _is_untouched(owed, thing):
        return Move.TAKE_UP.vi, f"/viec/{pk}/{Move.TAKE_UP.slug}/"
    if pk and owed.kind.move:
        return owed.kind.verb_vi, f"/viec/{pk}/{owed.kind.move.slug}/"
    if owed.kind is K.REGISTER:
        return owed.kind.verb_vi, f"/van-ban/{owed.subject_id}/giao-viec/"
    if owed.kind is K.ANSWER_URGING:
        return owed.kind.verb_vi, f"/don-doc/{owed.subject_id}/tra-loi/"
    if owed.kind is K.ASKED_REPORT:
        return owed.kind.verb_vi, f"/bao-cao/yeu-cau/{owed.subject_id}/tra-loi/"
    return owed.kind.verb_vi, _href(owed)
