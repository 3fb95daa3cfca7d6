"""`/viec/<id>/`: an assignment as a story: what, for whom, by when, whose days; the moves open to me; what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from markupsafe import Markup

from giaoviec import clock
from giaoviec.agencies.access import Request, signed_in
from giaoviec.assignments import queries, story
from giaoviec.assignments.models import Assignment, Claim, Collaboration, Update
from giaoviec.assignments.story_sql import Fact, facts
from giaoviec.assignments.views.common import find
from giaoviec.assignments.views.my_moves import moves as my_moves
from giaoviec.assignments.why import Why, why_due
from giaoviec.documents.models import Attachment, Document
from giaoviec.prepared import Prepared
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import may, sees_story
from giaoviec.rules.deadlines import rule_in_words
from giaoviec.rules.holders import Holder, Span, ledger
from giaoviec.rules.moves import Situation, Stage
from giaoviec.rules.roles import AGENCY_WIDE
from giaoviec.rules.standing import Standing, present
from giaoviec.rules.tasks import Deliverable, Relation, TaskClass


@signed_in
@require_GET
def page(request: Request, pk: int) -> HttpResponse:
    """The story of one assignment."""
    return show(request, find(request, pk))


def show(request: Request, row: Assignment) -> HttpResponse:
    on, situation = clock.today(), queries.situation(row, clock.today())
    whole = sees_story(request.actor, queries.ties(row, situation))
    known = facts(row.pk)
    seen = known if whole else _of_collaborator(known, request.actor.agency_id)
    spans = story.lived(known, until=story.tomorrow(on))
    how = standing(row, on)
    told = story.items(seen, lead=row.agency.short_name if row.parent_id is None else "Người nhận")
    story.hang_files(told, files_of(row.pk))
    with_files = request.GET.get("xem") == "tep"
    context = {
        "row": row,
        "how": how,
        "kind": how.shape(int(profile_on(on)["near_due_days"])),
        "whole": whole,
        "spans": story.ribbon(spans, today=on, due_on=how.due_on),
        "ticks": story.ticks(known, spans, today=on, due_on=how.due_on),
        "ledger": _ledger(spans),
        "since": story.since(spans),
        "at": _place(row, spans, known),
        "stretches": [Stretch(_holder_vi(span.holder), span.since, span.until, span.days) for span in spans],
        "story": [item for item in told if item.files] if with_files else told,
        "with_files": with_files,
        "files": sum(1 for item in told if item.files),
        "thread": [fact for fact in seen if fact.kind == "message"],
        "opinions": [fact for fact in seen if fact.kind == "opinion"],
        "why": why_due(row, known, calendar()),
        "tree": tree(row) if whole else None,
        "beside": _beside(request, row),
        "particulars": particulars(row),
        "due_note": _due_note(row, how),
        "me": request.actor.agency_id,
        "passage": _passage(row),
        "may_see_document": whole or request.actor.role in AGENCY_WIDE,
        **my_moves(request, row, situation),
        "open_inside": [] if how.stage.is_open or row.parent_id else _left_open(request, row, situation),
        "may_see_urgings": may(request.actor, "see_urgings", agency_id=row.agency_id) is None and not row.parent_id,
        "may_see_leading": may(request.actor, "see_leading", agency_id=row.agency_id) is None and not row.parent_id,
        "today": on,
    }
    return render(request, "assignments/viec.html", context)


def standing(row: Assignment | Child, on: date) -> Standing:
    return present(
        stage=Stage(row.stage), task_class=TaskClass(row.task_class), due_on=row.due_on, claimed_on=row.claimed_on,
        done_on=row.done_on, cycle=row.cycle, last_update_on=row.last_update_on, given_on=row.given_on, on=on,
        calendar=calendar(),
    )  # fmt: skip


def _due_note(row: Assignment, how: Standing) -> str:
    """What stands under the due date: how long, of what, and the original one where it was changed."""
    notes = []
    if how.days_late:
        notes.append(f"quá hạn {how.days_late} ngày")
    elif how.days_left is not None:
        notes.append(f"còn {how.days_left} ngày làm việc" if how.days_left else "hôm nay")
    if row.task.deliverable != Deliverable.NONE:
        notes.append(f"{Deliverable(row.task.deliverable).vi} {row.task.deliver_to}".strip())
    if row.original_due_on and row.due_on != row.original_due_on:
        notes.append(f"hạn gốc {row.original_due_on:%d/%m/%Y}")
    return " · ".join(notes)


def particulars(row: Assignment) -> list[tuple[str, Any]]:
    """What else is known of the task: only what is there."""
    task = row.task
    link = Markup('<a href="/viec/?nhiem-vu={}&amp;tinh-hinh=tat-ca">{}</a>')
    said: list[tuple[str, Any]] = [
        ("Sản phẩm", task.product),
        ("Đơn vị theo dõi", row.monitoring_unit.name if row.monitoring_unit else ""),
        ("Lĩnh vực", task.field),
        ("Giao ngày", f"{row.given_on:%d/%m/%Y}"),
        ("Thực hiện ngay", "cập nhật trong ngày được giao" if task.at_once else ""),
        ("Báo cáo bằng văn bản", "có" if task.written_report else ""),
        ("Nhận chuyển từ", _of_other(row.came_from_id)),
        ("Nhiệm vụ Chính phủ giao", link.format(task.origin.pk, task.origin.content) if task.origin else ""),
        (
            Relation(task.relation).vi.capitalize() if task.relation else "",
            link.format(task.related_to.pk, task.related_to.content) if task.related_to else "",
        ),
        ("Định kỳ", rule_in_words(task.series.rule) if task.series else ""),
        ("Đã chuyển lại", f"{row.returns} lần" if row.returns else ""),
        ("Chưa xác nhận", f"{row.rejections} lần" if row.rejections else ""),
        ("Đã gia hạn", f"{row.extensions} lần" if row.extensions else ""),
        ("Mở lại", f"{row.reopenings} lần" if row.reopenings else ""),
        ("Ghi chú", task.notes),
    ]
    return [(label, value) for label, value in said if value]


def _of_other(pk: int | None) -> str:
    return Markup('<a href="/viec/{}/">việc đã chuyển lại</a>').format(pk) if pk else ""


def _of_collaborator(known: Sequence[Fact], agency_id: int) -> list[Fact]:
    """What somebody who works with the lead sees: the stages, the dates, and what was asked of him and said by him."""
    mine = ("opinion", "message")
    return [fact for fact in known if fact.kind == "due" or (fact.kind in mine and fact.n == agency_id)]


def files_of(pk: int) -> dict[str, list[object]]:
    """The files of an assignment's updates, claims and opinions by the act that they came with. One statement."""
    found: dict[str, list[object]] = {}
    for file in _files(pk):
        found.setdefault(file.act.hex, []).append(file)
    return found


def _attached(pk: int) -> QuerySet[Attachment]:
    acts = Q()
    for rows, column in ((Update.objects, "act"), (Claim.objects, "act"), (Collaboration.objects, "answered_act")):
        acts |= Q(act__in=rows.filter(assignment_id=pk, **{f"{column}__isnull": False}).values(column))
    kept = Attachment.objects.filter(acts, voided_at=None).select_related("blob").only("act", "name", "blob")
    return kept.order_by("id")


_files = Prepared(_attached)


# ---- whose days


@dataclass(frozen=True, slots=True)
class Share:
    """Days of one holder in words."""

    holder: str
    words: str

    @property
    def pair(self) -> tuple[str, str]:
        return self.holder, self.words


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one holder in a row, for the table behind the ribbon; `until` is the first day after them."""

    who: str
    since: date
    until: date
    days: int

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)


def _holder_vi(holder: Holder) -> str:
    names = {Holder.AGENCY: "cơ quan", Holder.OUTSIDE: "bên ngoài tỉnh"}
    return names.get(holder, holder.vi)


def _ledger(spans: Sequence[Span]) -> list[Share]:
    return [
        Share(holder.value, f"{_holder_vi(holder)} {days}")
        for holder, days in ledger(spans).items()
        if days and holder is not Holder.NOBODY
    ]


def _place(row: Assignment, spans: Sequence[Span], known: Sequence[Fact]) -> str:
    """Where the ball is, in words."""
    holder = spans[-1].holder if spans else Holder.AGENCY
    asked = [fact.name for fact in known if fact.kind == "opinion" and fact.d1 and not fact.d2]
    words = {
        Holder.AGENCY: _doer(row),
        Holder.OFFICE: "Văn phòng UBND tỉnh" if row.parent_id is None else "người giao việc",
        Holder.COLLABORATOR: ", ".join(asked),
        Holder.OUTSIDE: row.waits_outside or "Bên ngoài tỉnh",
        Holder.NOBODY: "Đã kết thúc",
    }
    return words[holder]


def _doer(row: Assignment) -> str:
    if row.officer:
        return row.officer.name
    return row.unit.name if row.unit else row.agency.name


# ---- beside


class Child(NamedTuple):
    """A row inside the agency, with what `ui.tree` shows of it."""

    id: int
    parent_id: int
    officer: str | None
    unit: str | None
    content: str
    stage: str
    task_class: str
    due_on: date | None
    claimed_on: date | None
    done_on: date | None
    cycle: str
    last_update_on: date | None
    given_on: date


def tree(row: Assignment) -> dict[str, Any] | None:
    """What was given inside the agency under this one, as `ui.tree` draws it; None where nothing was. One statement."""
    by_parent: dict[int, list[Child]] = {}
    for child in map(Child._make, _inside(row.task_id, row.agency_id)):
        by_parent.setdefault(child.parent_id, []).append(child)
    if row.pk not in by_parent:
        return None
    return _node(row, _doer(row), by_parent) | {"url": "", "note": "", "current": True}


def _children(task_id: int, agency_id: int) -> QuerySet[Assignment, tuple[Any, ...]]:
    inside = Assignment.objects.filter(task_id=task_id, agency_id=agency_id, parent__isnull=False, voided_at=None)
    names = [{"officer": "officer__name", "unit": "unit__name"}.get(name, name) for name in Child._fields]
    return inside.order_by("id").values_list(*names)


_inside = Prepared(_children)


def _node(row: Assignment | Child, doer: str, by_parent: dict[int, list[Child]]) -> dict[str, Any]:
    on = clock.today()
    how = standing(row, on)
    return {
        "label": doer,
        "url": f"/viec/{row.id}/",
        "kind": how.shape(int(profile_on(on)["near_due_days"])),
        "word": how.word_vi,
        "note": row.content,
        "children": [_node(child, child.officer or child.unit or "", by_parent) for child in by_parent.get(row.id, [])],
    }


def _beside(request: Request, row: Assignment) -> list[tuple[int, str]]:
    """The same task with other agencies (id, agency), for those who see all."""
    if row.parent_id or not request.actor.sees_all:
        return []
    others = Assignment.objects.filter(task_id=row.task_id, parent=None, voided_at=None).exclude(pk=row.pk)
    return list(others.order_by("agency__position", "id").values_list("id", "agency__short_name")[:13])


def _passage(row: Assignment) -> str:
    """The words of the document that order the task."""
    task = row.task
    if task.start is None or task.end is None:
        return ""
    [(words,)] = _words(row.document_id, task.start + 1, task.end - task.start)
    return str(words)


_words = Prepared(lambda pk, start, length: Document.objects.filter(pk=pk).values_list(Substr("text", start, length)))


def _left_open(request: Request, row: Assignment, situation: Situation) -> list[Assignment]:
    """What is still open inside my agency under work that has ended."""
    if request.actor.agency_id != row.agency_id or request.actor.role not in AGENCY_WIDE:
        return []
    if not situation.officers and not situation.units:
        return []
    return queries.open_inside(row)


__all__ = ["Why", "page", "show", "standing", "tree"]
