"""Files of which the gate cannot tell (6.2): their owner attests, a second person confirms, or they are gone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from giaoviec.agencies.queries import office
from giaoviec.documents import waiting
from giaoviec.documents.models import Admission
from giaoviec.documents.waiting import Item
from giaoviec.duties.actions import tell
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Cite, cites
from giaoviec.rules.roles import AGENCY_WIDE, Role

GROUND = Cite("QC 6.2")
SUBJECT = "waiting_file"
ASKED = "Có tệp không đọc được chờ người thứ hai xem và xác nhận trong 15 phút."
ADMITTED = "Tệp đồng chí cam đoan đã được người thứ hai xác nhận không mật: hãy nộp lại tệp đó."


def may_confirm(actor: Actor, item: Item) -> bool:
    """Whether he may be the second person: another one than the owner, of the Office or of the owner's agency."""
    if not item.attested or item.person_id in actor.persons:
        return False
    return may(actor, "confirm_file", agency_id=item.asked_in) is None


def seen_by(actor: Actor, at: datetime) -> list[Item]:
    """His own files that wait, and those of others that he may confirm."""
    return [item for item in waiting.items(at) if item.person_id in actor.persons or may_confirm(actor, item)]


@cites("QC 6.2")
def attest(key: str, *, by: Actor, on: date, at: datetime) -> None:
    """The owner gives his word that the file is not secret; a second person is asked to look."""
    item = _of(key, at)
    if item.person_id not in by.persons:
        raise Refused("Chỉ người nộp tệp cam đoan được.", ground=GROUND, status=404)
    if item.attested:
        return
    with act("attest_file", by=by, on=on, at=at, subject=SUBJECT) as a:
        for agency, roles in _second_persons(by).items():
            for role in roles:
                _tell(a, f"waiting:{key}:{role}", ASKED, agency=agency, role=role)
        waiting.attest(item, said=by.label, asked_in=by.agency_id)


@cites("QC 6.2")
def confirm(key: str, *, by: Actor, on: date, at: datetime) -> None:
    """The second person has seen it and confirms that it is not secret: its owner may hand it in again."""
    item = _confirmed_by(key, by, at)
    with act("admit_file", by=by, on=on, at=at, subject=SUBJECT) as a:
        if not waiting.let_go(item):
            raise Stale("Tệp này vừa được người khác xem; hãy tải lại trang.")
        made = Admission.objects.create(**a.row(), sha256=item.sha256, person_id=item.person_id)
        a.subject_id = made.pk
        _tell(a, f"admitted:{made.pk}", ADMITTED, agency=item.asked_in, person=item.person_id)


@cites("QC 6.2")
def refuse(key: str, *, by: Actor, on: date, at: datetime) -> None:
    """The second person says that it is secret, or the owner takes it back: the bytes are gone at once."""
    item = _of(key, at)
    if item.person_id not in by.persons and not may_confirm(by, item):
        raise Refused("Không có tệp này trong phòng chờ.", status=404)
    with act("refuse_file", by=by, on=on, at=at, subject=SUBJECT):
        waiting.let_go(item)


def _confirmed_by(key: str, by: Actor, at: datetime) -> Item:
    item = _of(key, at)
    if item.person_id in by.persons:
        raise Refused("Người xác nhận phải khác người nộp.", ground=GROUND)
    if not may_confirm(by, item):
        raise Refused("Không có tệp này trong phòng chờ.", status=404)
    return item


def _of(key: str, at: datetime) -> Item:
    item = waiting.find(key, at)
    if item is None:
        raise Stale("Tệp đã hết 15 phút chờ hoặc đã được xem; nếu cần hãy nộp lại.")
    return item


def _second_persons(by: Actor) -> dict[int, tuple[str, ...]]:
    """Whose desks are told: the Office's, and those of the owner's agency."""
    told: dict[int, tuple[str, ...]] = {office().pk: (Role.CLERK, Role.MONITOR)}
    return told if by.agency_id == office().pk else told | {by.agency_id: tuple(sorted(AGENCY_WIDE))}


def _tell(a: Act, key: str, text: str, **whom: Any) -> None:
    tell(a, kind=SUBJECT, subject=SUBJECT, subject_id=0, text=text, key=key, **whom)
