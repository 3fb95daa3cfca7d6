"""`/`: one desk for each role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, go, signed_in
from giaoviec.assignments.models import OPEN_ONES, Assignment
from giaoviec.documents import queries as documents
from giaoviec.duties.models import TickRun
from giaoviec.journal.queries import head
from giaoviec.oversight.queries.support import unanswered
from giaoviec.rules.access import Actor, may
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import LEADERS, Role
from giaoviec.site.desk import parts, watching
from giaoviec.site.desk.rows import state, things
from giaoviec.site.views.morning import morning

K = DutyKind
OF_CLERK = {K.REGISTER: "Văn bản chờ giao việc", K.ANSWER_RETURN: "Việc chuyển lại chờ xử lý"}
OF_MONITOR = {
    K.VERIFY: "Báo cáo hoàn thành chờ xác nhận",
    K.ANSWER_RETURN: "Chuyển lại chờ trả lời",
    K.DECIDE_EXTENSION: "Xin gia hạn chờ quyết định",
    K.ANSWER_OBSTACLE: "Vướng mắc chờ trả lời",
}


@signed_in
@require_GET
def desk(request: Request) -> HttpResponse:
    """The desk of the post in which one acts."""
    role = request.actor.role
    if role in LEADERS or role is Role.EVALUATOR:
        return morning(request)
    if role is Role.AUDITOR:
        return go(request, "/nhat-ky/")
    context = {"role": role, "today": clock.today(), **DESKS.get(role, _plain)(request)}
    return render(request, "site/ban_viec.html", context)


def _agency(request: Request) -> Mapping[str, Any]:
    actor, on = request.actor, clock.today()
    waited, waiting = parts.waiting(actor, on)
    return {
        **_dated(actor),
        "waited": waited,
        "waiting": waiting,
        "doers": watching.inside(actor, on),
        "doers_title": "Người trong cơ quan",
    }


def _internal(request: Request) -> Mapping[str, Any]:
    actor = request.actor
    if actor.role is not Role.UNIT_HEAD:
        return _dated(actor)
    doers = watching.inside(actor, clock.today())
    return {**_dated(actor), "doers": doers, "doers_title": "Người trong phòng"}


def _clerk(request: Request) -> Mapping[str, Any]:
    actor, on = request.actor, clock.today()
    sections = parts.by_kind(actor, on, OF_CLERK)
    return {
        "sections": sections,
        "counts": parts.tally(actor, on),
        "drafts": [(draft, _draft_place(draft.key)) for draft in documents.drafts(actor.person_id)[:8]],
        "news": parts.news(actor, on),
    }


def _draft_place(key: str) -> tuple[str, str]:
    """What a draft is of, and where it goes on: "giao-viec:57" is the giving screen of document 57."""
    _, _, pk = key.partition(":")
    if pk.isdecimal():
        return "Giao việc từ văn bản", f"/van-ban/{pk}/giao-viec/"
    return "Vào sổ văn bản", "/van-ban/vao-so/"


def _monitor(request: Request) -> Mapping[str, Any]:
    actor, on = request.actor, clock.today()
    return {
        "sections": parts.by_kind(actor, on, OF_MONITOR),
        "counts": parts.tally(actor, on),
        "watched": watching.of_unit(actor.unit_id, on),
        "news": parts.news(actor, on),
        "suggestions": unanswered(),
    }


def _office_head(request: Request) -> Mapping[str, Any]:
    actor, on = request.actor, clock.today()
    sections, counts, _ = parts.by_day(actor, on)
    return {
        "sections": sections,
        "counts": counts,
        "units": watching.of_office(actor, on),
        "unit_heads": list(watching.HEADS.values()),
        "starred": _starred(on),
        "news": parts.news(actor, on),
        "suggestions": unanswered(),
    }


def _starred(on: date) -> list[parts.News]:
    """Starred work that is open, the nearest due date first."""
    rows = Assignment.objects.filter(OPEN_ONES, starred=True).order_by(F("due_on").asc(nulls_last=True), "id")
    found = list(rows.values_list("pk", "due_on", "agency__name")[:8])
    about = things([pk for pk, *_ in found])
    states = [state(due_on, on) if due_on else ("doing", "Theo kỳ") for _, due_on, _ in found]
    return [
        parts.News(kind, word, about[pk].title, f"/viec/{pk}/", "", name)
        for (kind, word), (pk, _, name) in zip(states, found, strict=True)
    ]


def _technical(request: Request) -> Mapping[str, Any]:
    """Accounts and machines, no business: what is owed there, and whether the product runs."""
    last = TickRun.objects.order_by("-on").first()
    return {
        **_dated(request.actor),
        "system": {"tick": last, "events": head().event_id},
        "rooms": may(request.actor, "see_administration") is None,
    }


def _plain(request: Request) -> Mapping[str, Any]:
    return _dated(request.actor)


def _dated(actor: Actor) -> dict[str, Any]:
    on = clock.today()
    sections, counts, near = parts.by_day(actor, on)
    return {"sections": sections, "counts": counts, "week": parts.week(near, on), "news": parts.news(actor, on)}


DESKS: dict[Role, Callable[[Request], Mapping[str, Any]]] = {
    Role.AGENCY_HEAD: _agency,
    Role.LIAISON: _agency,
    Role.AGENCY_CLERK: _agency,
    Role.UNIT_HEAD: _internal,
    Role.OFFICER: _internal,
    Role.CLERK: _clerk,
    Role.MONITOR: _monitor,
    Role.OFFICE_HEAD: _office_head,
    Role.ADMINISTRATOR: _technical,
    Role.INFRASTRUCTURE: _technical,
}
