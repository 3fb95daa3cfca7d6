"""The door that keeps what is being typed on any page: `POST /van-ban/nhap/?khoa=…`, and how pages read it back."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, signed_in
from giaoviec.documents import queries
from giaoviec.documents.actions import drop_draft, save_draft
from giaoviec.documents.gate import Secret
from giaoviec.journal.errors import Refused

KEY = re.compile(r"[a-z0-9][a-z0-9:._-]{0,99}")
FILES = ":tep"
"""What ends the key under which the files of a draft are kept, apart from the fields that change with every letter."""
READING = ":doc"
"""What ends the key under which a draft tells how far the reading of its files is."""
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "buoc", "files"})


@signed_in
@require_POST
def keep(request: Request) -> HttpResponse:
    """Keeps the fields of a form; answers the time, or why they are not kept; of what is marked secret all is gone."""
    key = request.GET.get("khoa", "")
    if not KEY.fullmatch(key) or key.endswith((FILES, READING)) or key.startswith("giao-viec:"):
        return JsonResponse({"error": "Trang này không giữ nháp được."}, status=400)
    data = {"fields": fields_of(request.POST)}
    now = clock.now()
    try:
        save_draft(request.actor, key, data, at=now, document="text")
    except Refused as no:
        if isinstance(no, Secret):
            drop_draft(request.actor.person_id, key + FILES)
        return JsonResponse({"error": no.sentence}, status=no.status)
    return JsonResponse({"at": timezone.localtime(now).strftime("%H:%M")})


@signed_in
@require_POST
def drop(request: Request) -> HttpResponse:
    """Throws the draft of a page away and opens the page anew."""
    key = request.GET.get("khoa", "")
    for one in (key, key + FILES, key + READING):
        drop_draft(request.actor.person_id, one)
    back = request.POST.get("ve", "/")
    return go(request, back if back.startswith("/") and not back.startswith("//") else "/")


def kept(request: Request, key: str) -> dict[str, Any]:
    """What was kept of a page; empty where nothing was."""
    draft = queries.draft(request.actor.person_id, key)
    return dict(draft.data) if draft else {}


def fields_of(posted: QueryDict) -> dict[str, str | list[str]]:
    """The fields of a form as a draft keeps them: one value as a text, several as a list."""
    lists = {name: values for name, values in posted.lists() if name not in NEVER_KEPT}
    return {name: values[0] if len(values) == 1 else list(map(str, values)) for name, values in lists.items()}


def as_post(fields: dict[str, Any]) -> QueryDict:
    """Kept fields as if they had been posted, for a bound form."""
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def shown_time(request: HttpRequest, key: str) -> Any:
    """When the draft of a page was last kept, or None."""
    actor = getattr(request, "actor", None)
    draft = queries.draft(actor.person_id, key) if actor else None
    return draft.saved_at if draft else None
