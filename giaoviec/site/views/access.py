"""`/nhat-ky/tra-cuu/`: who saw, exported, changed what; over the journal and the access log together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.models import Agency
from giaoviec.assignments.sheets import sheet as table
from giaoviec.journal import access_log
from giaoviec.rules.access import may
from giaoviec.site import access_telling as telling
from giaoviec.site.forms import AccessForm
from giaoviec.site.telling import SUBJECTS

SIZE = 50
MOST = 20_000
HEADS = [
    ("Lúc", 20), ("Ai", 28), ("Cơ quan", 30), ("Loại", 22), ("Thao tác", 34), ("Đối tượng", 28), ("Địa chỉ máy", 18),
    ("Chi tiết", 60),
]  # fmt: skip


@need("see_access")
@require_GET
def page(request: Request) -> HttpResponse:
    """A page of lines; what was looked at here is a line of the access log itself."""
    form, asked = _asked(request)
    rows, older = telling.page(asked, SIZE)
    access_log.note("view", actor=request.actor, at=clock.now(), query=request.META.get("QUERY_STRING", ""))
    context = {
        "lines": telling.told(rows, request.actor),
        "form": form,
        "kind_words": list(telling.KINDS.values()),
        "journal": may(request.actor, "see_journal") is None,
        "kind_options": [(name, word) for name, (word, _) in telling.KINDS.items()],
        "subjects": list(SUBJECTS.items()),
        "agencies": list(Agency.objects.order_by("position", "id").values_list("pk", "name")),
        "older": _link(request, truoc=older) if older else "",
        "newest": _link(request) if asked.get("truoc") else "",
        "exports": [(form, _link(request, f"xuat.{form}")) for form in ("xlsx", "csv")],
        "asked": any(value for name, value in request.GET.items() if name != "truoc"),
        "until": telling.newest(),
        "today": clock.today(),
    }
    return render(request, "site/nhat_ky_tra_cuu.html", context)


@need("see_access")
@require_GET
def export(request: Request, form: str) -> HttpResponse:
    """All that the address asks for, up to `MOST` lines; noted."""
    _, asked = _asked(request)
    query = request.META.get("QUERY_STRING", "")
    access_log.note("export", actor=request.actor, at=clock.now(), query=query, form=form)
    return table(form, "tra-cuu-nhat-ky", "Tra cứu nhật ký", HEADS, list(_cells(request, asked)))


def _cells(request: Request, asked: dict[str, Any]) -> Iterator[list[Any]]:
    found = telling.found(asked, MOST)
    while rows := list(islice(found, 1000)):
        for line in telling.told(rows, request.actor):
            word = telling.KINDS.get(line.kind, (line.kind, ""))[0]
            when = f"{line.at.astimezone(clock.HANOI):%d/%m/%Y %H:%M:%S}"
            yield [when, line.actor, line.agency, word, line.word, line.thing, line.address, line.more]


def _asked(request: Request) -> tuple[AccessForm, dict[str, Any]]:
    form = AccessForm(request.GET)
    form.is_valid()
    return form, form.cleaned_data | {"people": telling.people_named(form.cleaned_data.get("nguoi", ""))}


def _link(request: Request, page: str = "", **changes: str) -> str:
    kept = {name: value for name, value in request.GET.items() if value and name != "truoc"}
    query = urlencode(kept | changes)
    return f"/nhat-ky/tra-cuu/{page}" + (f"?{query}" if query else "")
