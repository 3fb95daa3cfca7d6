"""`/van-ban/phong-cho/`: files that the gate could not judge, for their owners and for the second person (6.2)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.views.common import done, when
from giaoviec.documents import waiting
from giaoviec.documents.actions import admitting
from giaoviec.documents.waiting import Item
from giaoviec.intake import picture
from giaoviec.journal import access_log

SAID = {
    "cam-doan": (admitting.attest, "Đã cam đoan. Người thứ hai được báo trên bàn làm việc."),
    "xac-nhan": (admitting.confirm, "Đã xác nhận không mật; người nộp được báo để nộp lại tệp."),
    "bo": (admitting.refuse, "Tệp đã được xóa khỏi bộ nhớ."),
}


@need("attest_file")
@require_GET
def page(request: Request) -> HttpResponse:
    """What waits, with its picture."""
    now = clock.now()
    rows = [
        {
            "item": item,
            "mine": item.person_id in request.actor.persons,
            "may_confirm": admitting.may_confirm(request.actor, item),
            "minutes": max(1, round((item.until - now).total_seconds() / 60)),
        }
        for item in admitting.seen_by(request.actor, now)
    ]
    return render(request, "documents/phong_cho.html", {"rows": rows})


@need("attest_file")
@require_GET
def shown(request: Request, key: str) -> HttpResponse:
    """The first page as a picture, drawn from memory for those who may see it; nothing is kept of it anywhere."""
    item = _find(request, key)
    drawn = picture.draw(waiting.data_of(item), page=1)
    if drawn is None:
        raise Http404
    access_log.note("waiting_file", actor=request.actor, at=clock.now())
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": "no-store"})


@need("attest_file")
@require_POST
def step(request: Request, key: str, slug: str) -> HttpResponse:
    """The owner attests, the second person confirms, either lets it go."""
    if slug not in SAID:
        raise Http404
    do, sentence = SAID[slug]
    do(key, **when(request))
    return done(request, reverse("documents:waiting"), sentence)


def _find(request: Request, key: str) -> Item:
    found = next((item for item in admitting.seen_by(request.actor, clock.now()) if item.id == key), None)
    if found is None:
        raise Http404
    return found
