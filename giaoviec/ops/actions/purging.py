"""Purge of a document found to be secret (6.2): the head of the Office asks, two administrators confirm."""

from __future__ import annotations

import contextlib
from datetime import date, datetime

from django.db import IntegrityError

from giaoviec.documents.models import Document
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.ops.actions.erasing import compact, end_sessions, erase_document
from giaoviec.ops.actions.proving import back_up
from giaoviec.ops.backups import keys, sets, verifying
from giaoviec.ops.backups.errors import BackupFault
from giaoviec.ops.models import Backup, Purge
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Cite, cites

GROUND = Cite("QC 6.2")
SUBJECT = "purge"
GROUNDS = {
    "marked": "văn bản có dấu chỉ độ mật",
    "declared": "cơ quan ban hành báo văn bản thuộc bí mật nhà nước",
    "found": "kiểm tra phát hiện nội dung thuộc bí mật nhà nước",
}


@cites("QC 6.2")
def ask(document_id: int, *, ground: str, by: Actor, on: date, at: datetime) -> Purge:
    """The head of the Office asks that a document be taken out. No reason in words: it might tell what is secret."""
    _must(by, "ask_purge")
    if ground not in GROUNDS:
        raise Refused("Chọn căn cứ xóa.", ground=GROUND, field="ground", status=422)
    if not Document.objects.filter(pk=document_id).exists():
        raise Refused(f"Không có văn bản số vào sổ {document_id}.", ground=GROUND, field="document_id", status=422)
    try:
        with act("ask_purge", by=by, on=on, at=at, subject=SUBJECT, document=document_id) as a:
            row = Purge.objects.create(**a.row(), document_id=document_id, ground=ground)
            a.subject_id = row.pk
    except IntegrityError as fault:
        sentence = "Văn bản này đã được yêu cầu xóa; hãy xem danh sách bên cạnh."
        raise Refused(sentence, ground=GROUND, field="document_id") from fault
    return row


@cites("QC 6.2")
def withdraw(pk: int, *, by: Actor, on: date, at: datetime) -> None:
    """Takes back what was asked, while nothing is erased."""
    _must(by, "ask_purge")
    with act("withdraw_purge", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        gone = {"voided_at": at, "voided_act": a.id}
        if not Purge.objects.filter(pk=pk, voided_at=None, erased_at=None).update(**gone):
            raise Stale("Yêu cầu này đã thực hiện hoặc đã rút; hãy tải lại trang.")


@cites("QC 6.2")
def confirm(pk: int, *, by: Actor, on: date, at: datetime) -> Purge:
    """A technical administrator confirms; the second, another person, carries it out at once.

    Raises `Refused` where one hand would do two parts, `Stale` where it was done or withdrawn meanwhile.
    """
    _must(by, "confirm_purge")
    row = Purge.objects.filter(pk=pk, voided_at=None, erased_at=None).first()
    if row is None:
        raise Stale("Yêu cầu này đã thực hiện hoặc đã rút; hãy tải lại trang.")
    if by.persons & {row.by_id, row.first_by_id}:
        raise Refused("Ba bước phải do ba người khác nhau: người yêu cầu, hai người xác nhận.", ground=GROUND)
    if row.first_by_id is None:
        return _first(row, by, on, at)
    return _second(row, by, on, at)


def _first(row: Purge, by: Actor, on: date, at: datetime) -> Purge:
    with act("confirm_purge", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk) as a:
        named = {"first_by_id": by.person_id, "first_text": a.label, "first_at": at}
        if not Purge.objects.filter(pk=row.pk, first_by=None, voided_at=None).update(**named):
            raise Stale("Người khác vừa xác nhận; hãy tải lại trang.")
    row.refresh_from_db()
    return row


def _second(row: Purge, by: Actor, on: date, at: datetime) -> Purge:
    """All rows and the event in one transaction; bytes on the disk when it is committed."""
    with act("purge", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, document=row.document_id) as a:
        named = {"second_by_id": by.person_id, "second_text": a.label, "erased_at": at}
        if not Purge.objects.filter(pk=row.pk, erased_at=None, voided_at=None).update(**named):
            raise Stale("Người khác vừa xác nhận; hãy tải lại trang.")
        counts = erase_document(row.document_id, within=a)
        a.note(rows=sum(counts.values()))
        Purge.objects.filter(pk=row.pk).update(counts=counts)
    row.refresh_from_db()
    return row


@cites("QC 6.2")
def finish(pk: int, *, on: date, at: datetime) -> Purge:
    """What takes long: sessions end, the database is rewritten, a fresh set is made and verified, older ones are made
    unreadable. May be run again until it is through; without a fresh set the older ones stay, and `fault` says why.
    """
    row = Purge.objects.exclude(erased_at=None).get(pk=pk, finished_at=None)
    end_sessions()
    compact()
    fault, made = _fresh_set(on, at)
    if made is None:
        Purge.objects.filter(pk=pk).update(fault=fault)
        row.refresh_from_db()
        return row
    gone = keys.drop_before(keys.made_at(made.set_id))
    with act("finish_purge", by=None, on=on, at=at, subject=SUBJECT, subject_id=pk, set=made.set_id, gone=gone):
        Backup.objects.filter(set_id__in=gone, gone_at=None).update(gone_at=at)
        done = {"finished_at": at, "set_id": made.set_id, "unreadable": len(gone), "fault": ""}
        Purge.objects.filter(pk=pk).update(**done)
    row.refresh_from_db()
    return row


def _fresh_set(on: date, at: datetime) -> tuple[str, Backup | None]:
    """A set without the document, found whole; else why there is none."""
    with contextlib.suppress(BackupFault):
        made = back_up(on=on, at=at)
        if not made.set_id:
            return made.fault, None
        _, damaged = verifying.verify(sets.find(made.set_id), None)
        return "; ".join(damaged), None if damaged else made
    return "Chưa tạo được bộ sao lưu mới.", None


def waiting() -> list[int]:
    """Purges whose rows are gone and whose rest is not done yet."""
    return list(Purge.objects.filter(finished_at=None).exclude(erased_at=None).values_list("pk", flat=True))


def _must(by: Actor, what: str) -> None:
    if no := may(by, what):
        raise Refused(no.sentence, ground=no.ground, status=404)
