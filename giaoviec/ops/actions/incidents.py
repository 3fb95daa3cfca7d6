"""Incidents (8.3): found by a check or reported by somebody, taken in hand, closed with what was done."""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage

from giaoviec.assignments.actions.core import kept_text
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.ops import queries
from giaoviec.ops.models import Incident, IncidentNote
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Cite, cites

GROUND = Cite("QC 8.3.c")
SUBJECT = "incident"
LONGEST = 4_000
NEXT = {"open": ("handled",), "handled": ("closed",), "closed": ()}
log = logging.getLogger(__name__)


@cites("QC 8.3.c")
def report(*, title: str, text: str, by: Actor, on: date, at: datetime) -> Incident:
    """Somebody reports an incident. Raises `Refused` at the field that lacks something, `Secret` for what is marked."""
    _must(by)
    title = kept_text("title", title, by=by, at=at, need="Ghi tên sự cố.", ground=GROUND, most=200).replace("\n", " ")
    text = kept_text("text", text, by=by, at=at, need="Ghi điều đã thấy.", ground=GROUND, most=LONGEST)
    with act("report_incident", by=by, on=on, at=at, subject=SUBJECT, title=Salted(title)) as a:
        made = Incident.objects.create(**a.row(title=title))
        a.subject_id = made.pk
        IncidentNote.objects.create(**a.row(incident=made, text=text))
    return made


@cites("QC 8.3.c")
def step(pk: int, *, state: str, text: str, by: Actor, on: date, at: datetime) -> None:
    """A note on an incident; with a `state`, what it becomes: taken in hand, then closed. Raises `Refused`, `Stale`."""
    _must(by)
    row = queries.incident(by, pk)
    if row is None:
        raise Refused("Không có sự cố này.", status=404)
    need = "Ghi đã làm gì để khắc phục." if state == "closed" else "Ghi nội dung."
    text = kept_text("text", text, by=by, at=at, need=need, ground=GROUND, most=LONGEST)
    if state and state not in NEXT[row.state]:
        raise Stale(f"Sự cố đang ở trạng thái “{row.get_state_display()}”; hãy xem lại.")
    if row.state == "closed":
        raise Refused("Sự cố đã xong; có việc mới thì báo sự cố mới.", ground=GROUND)
    with act("note_incident", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, state=state) as a:
        if state:
            _become(a, row, state)
        IncidentNote.objects.create(**a.row(incident=row, state=state, text=text))


def _become(a: Act, row: Incident, state: str) -> None:
    changed = {"state": state, "handler_text": a.label} | ({"closed_at": a.at} if state == "closed" else {})
    if not Incident.objects.filter(pk=row.pk, state=row.state).update(**changed):
        raise Stale("Người khác vừa đổi trạng thái sự cố này; hãy xem lại.")


def found(key: str, *, title: str, text: str, on: date, at: datetime) -> Incident:
    """A check found something: opens its incident unless one is open, and calls those who look after it, once."""
    row = Incident.objects.filter(key=key, voided_at=None).exclude(state="closed").first()
    if row is None:
        with act("find_incident", by=None, on=on, at=at, subject=SUBJECT, key=key) as a:
            row = Incident.objects.create(**a.row(key=key, title=title[:200]))
            a.subject_id = row.pk
            IncidentNote.objects.create(**a.row(incident=row, text=text))
    elif row.ended_at is not None:
        _again(row, text, on=on, at=at)
    if row.mailed_at is None and _called(row, text, at):
        Incident.objects.filter(pk=row.pk).update(mailed_at=at)
    return row


def _again(row: Incident, text: str, *, on: date, at: datetime) -> None:
    with act("find_incident", by=None, on=on, at=at, subject=SUBJECT, subject_id=row.pk, key=row.key) as a:
        Incident.objects.filter(pk=row.pk).update(ended_at=None)
        IncidentNote.objects.create(**a.row(incident=row, text=f"Lại xảy ra: {text}"))


def ended(key: str, *, on: date, at: datetime) -> None:
    """A check finds no fault any longer: says so on the open incident, which people close with what they did."""
    row = Incident.objects.filter(key=key, ended_at=None, voided_at=None).exclude(state="closed").first()
    if row is None:
        return
    with act("end_incident", by=None, on=on, at=at, subject=SUBJECT, subject_id=row.pk, key=key) as a:
        Incident.objects.filter(pk=row.pk).update(ended_at=at)
        IncidentNote.objects.create(**a.row(incident=row, text="Kiểm tra lại: không còn lỗi."))


def _called(row: Incident, text: str, at: datetime) -> bool:
    """Whether the alert left; without anybody to call it did, and the page shows it."""
    to = queries.to_call(at)
    body = f"{text}\n\nXem và ghi cách xử lý: {settings.PUBLIC_URL}/van-hanh/su-co/{row.pk}/\n"
    message = EmailMessage(f"[Giao Việc] Cảnh báo: {row.title}", body, to=to, headers={"X-Giaoviec-Kind": "alert"})
    try:
        message.send()
    except OSError as fault:  # smtplib's own errors are OSErrors
        log.warning("alert %s not sent: %s", row.pk, type(fault).__name__)
        return False
    return True


def _must(by: Actor) -> None:
    if may(by, "handle_incidents"):
        raise Refused("Không có trang này.", status=404)
