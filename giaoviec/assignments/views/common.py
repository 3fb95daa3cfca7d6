"""What several pages of assignments need: the row that may be seen, an act, its undoing, files at the door."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.http import Http404

from giaoviec import clock
from giaoviec.agencies.access import Request, say
from giaoviec.assignments import queries
from giaoviec.assignments.models import Assignment
from giaoviec.documents.files import NewFile, keep, open_bytes
from giaoviec.documents.gate import Secret, too_large
from giaoviec.documents.models import Blob
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.regulation.asking import said, without

UNDO = "undo"
"""Key in the session: the act that the bar at the foot offers to take back."""


def find(request: Request, pk: int) -> Assignment:
    """The assignment, where the actor may see it; else 404."""
    row = queries.get(request.actor, pk)
    if row is None:
        raise Http404
    return row


def when(request: Request, day: date | None = None) -> dict[str, Any]:
    """By whom and when an action is done; `day` where the Office goes back."""
    return {"by": request.actor, "on": day or clock.today(), "at": clock.now()}


def offer_undo(request: Request) -> None:
    """The next page offers to take back what this person just did."""
    last = Event.objects.filter(actor_id=request.actor.person_id).order_by("-id").values_list("act", flat=True).first()
    request.session[UNDO] = str(last)


def attempt(form: forms.Form, do: Callable[[], object]) -> int:
    """Carries out an act where the form is right: 200, or the status of what refused it, said at its field.

    Of what is marked secret nothing is shown again.
    """
    if not form.is_valid():
        return 422
    try:
        do()
    except Refused as no:
        field = no.field if no.field in form.fields else None
        form.add_error(field, said(no))
        if isinstance(no, Secret) and field:
            form.data = without(form.data, field)
        return no.status
    return 200


def received(request: Request) -> list[NewFile]:
    """The files that came with a form, and those that came before and wait in it, each past the gate."""
    found = [_kept(request, token) for token in request.POST.getlist("kept_file")]
    for file in request.FILES.getlist("files"):
        name = str(file.name)
        if int(file.size or 0) > settings.UPLOAD_LIMIT:
            raise too_large(name)
        found.append(_keep(request, name, file.read()))
    return found


def _keep(request: Request, name: str, data: bytes) -> NewFile:
    return keep(name, data, channel="form", person_id=request.actor.person_id, at=clock.now())


def _kept(request: Request, token: str) -> NewFile:
    """A file that this person sent with the form before and that lies on disk since."""
    try:
        name, sha256 = signing.loads(token, salt=f"kept-file:{request.actor.person_id}", max_age=86_400)
        data = open_bytes(Blob(sha256=sha256)).read()
    except (signing.BadSignature, ValueError, OSError):
        raise Refused("Tệp gửi lần trước không còn; hãy chọn lại tệp.", field="files", status=422) from None
    return _keep(request, name, data)


def tokens(request: Request, files: Sequence[NewFile]) -> list[tuple[str, str, int]]:
    """(token, name, size) of files that are kept while a form is put right."""
    salt = f"kept-file:{request.actor.person_id}"
    return [(signing.dumps([file.name, file.sha256], salt=salt), file.name, file.size) for file in files]


def tell(request: Request, sentence: str) -> None:
    say(request, sentence)
