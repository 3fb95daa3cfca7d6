"""What every step of an inspection has in common: the right, the state, texts past the gate, compare-and-set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from giaoviec.assignments.actions.core import kept_text
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.models import Inspection
from giaoviec.oversight.queries import inspection as queries
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Cite
from giaoviec.rules.inspections import State, Step, check

SUBJECT = "inspection"
GROUND = Cite("QC 8.1.c")


def ask(step: Step, pk: int, *, act: str, by: Actor, version: int | None = None) -> Inspection:
    """The inspection, where the actor may see it, may do `act` and the state lets the step be taken; else `Refused`."""
    row = seen(pk, by)
    if refusal := may(by, act):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    return open_for(step, row, version)


def seen(pk: int, by: Actor) -> Inspection:
    """The inspection through what the actor sees; 404 for a stranger."""
    row = queries.get(by, pk)
    if row is None:
        raise Refused("Không có cuộc kiểm tra này.", status=404)
    return row


def open_for(step: Step, row: Inspection, version: int | None = None) -> Inspection:
    """The same row where its state lets the step be taken and nobody changed it since `version` was read."""
    if version is not None and version != row.version:
        raise stale()
    if refusal := check(step, State(row.state)):
        raise Refused(refusal.sentence, ground=refusal.ground)
    return row


def take(row: Inspection, **columns: Any) -> None:
    """Writes columns by compare-and-set on the version that was read; `Stale` where somebody was first."""
    taken = Inspection.objects.filter(pk=row.pk, version=row.version)
    if not taken.update(version=F("version") + 1, **columns):
        raise stale()
    for name, value in columns.items():
        setattr(row, name, value)
    row.version += 1


def stale() -> Stale:
    return Stale("Cuộc kiểm tra này vừa có người khác thay đổi; hãy tải lại trang rồi làm tiếp.")


def texts(given: Mapping[str, str], needs: Mapping[str, str], *, by: Actor, at: datetime) -> dict[str, str]:
    """Texts as they are kept: NFC, without blanks around them, past the secret gate (6.2).

    `needs`: for each text that must be there, the sentence that asks for it. `Refused` at the field.
    """
    return {
        name: kept_text(name, text, by=by, at=at, need=needs.get(name, ""), ground=GROUND)
        for name, text in given.items()
    }


def one_line(text: str, field: str, need: str, *, by: Actor, at: datetime) -> str:
    """A paper's number and symbol, in one line; `Refused` where it is not there or does not fit."""
    return " ".join(kept_text(field, text, by=by, at=at, need=need, ground=GROUND, most=60).split())
