"""Backups as the schedule makes them: a set each night, and each week one restored, compared and certified (8.1đ)."""

from __future__ import annotations

import hashlib
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import DatabaseError

from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.agencies.queries import office
from giaoviec.documents.files import write
from giaoviec.duties.actions import Debt, meet, owe_all
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.actions import act
from giaoviec.ops import queries
from giaoviec.ops.backups import certificate, creating, manifest, parts, postgresql, restoring, sets
from giaoviec.ops.backups.errors import BackupFault
from giaoviec.ops.models import Backup, Installed
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import cites
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.roles import Role

SUBJECT = "backup"
PROVED_EVERY = timedelta(days=6, hours=12)  # a night's run may begin a little earlier than the week before
CERTIFICATES = "certificates"


@cites("QC 8.1.đ", "QC 8.3.d")
def back_up(*, on: date, at: datetime) -> Backup:
    """Makes a set and says so in a row; where it could not be made the row says why."""
    try:
        made = creating.create(at=at)
    except BackupFault as fault:
        return _fail(str(fault), on=on, at=at)
    said = made.manifest
    with act("back_up", by=None, on=on, at=at, subject=SUBJECT, set=said.set) as a:
        Backup.objects.filter(set_id__in=made.gone).update(gone_at=at)
        row = Backup.objects.create(
            at=at, set_id=said.set, version=said.version, size=said.size, rows=said.rows, files=said.files[0],
            digest=parts.digest_of(made.path / manifest.NAME), copied=made.copy is not None,
        )  # fmt: skip
        a.subject_id = row.pk
    return row


def _fail(why: str, *, on: date, at: datetime) -> Backup:
    """The row that says why there is no set; where the disk takes no row either, the reason alone is raised."""
    try:
        with act("fail_backup", by=None, on=on, at=at, subject=SUBJECT) as a:
            row = Backup.objects.create(at=at, fault=why)
            a.subject_id = row.pk
    except DatabaseError as fault:
        raise BackupFault(why) from fault
    return row


def proof_is_due(at: datetime) -> bool:
    """Whether the week is over since a set was last proved."""
    last = queries.last_proved()
    return last is None or last.proved_at is None or at - last.proved_at >= PROVED_EVERY


@cites("QC 8.1.đ")
def prove(row: Backup, *, on: date, at: datetime) -> Backup:
    """Restores a set into a scratch instance, compares every row and file, keeps the certificate, meets the duty."""
    began = time.monotonic()
    try:
        differences = _restored(row.set_id)
    except BackupFault as fault:
        differences = [str(fault)]
    row.proved_at, row.proof_seconds, row.differs = at, time.monotonic() - began, len(differences)
    row.differences = "\n".join(differences[:50])
    if Agency.objects.filter(kind=AgencyKind.COMMITTEE).exists():  # Whose letterhead it bears.
        paper = certificate.as_pdf(row, on=on)
        row.certificate = hashlib.sha256(paper).hexdigest()
        write(certificate_of(row), paper)
    with act("prove_backup", by=None, on=on, at=at, subject=SUBJECT, subject_id=row.pk, differs=len(differences)) as a:
        row.save()
        if not differences:
            meet(a, kinds=[DutyKind.BACKUP], subject=SUBJECT, subject_id=0, on=on)
    return row


def _restored(name: str) -> list[str]:
    with sets.scratch() as scratch:
        done = restoring.restore(sets.find(name), into=scratch / "again")
        if done.url:
            postgresql.drop_database(unquote(urlsplit(done.url).path[1:]))
        return done.differences


def certificate_of(row: Backup) -> Path:
    """Where the certificate of a set is kept; it is part of later sets, and stays when its own goes."""
    return Path(settings.DATA_DIR) / CERTIFICATES / f"{row.set_id}.pdf"


@cites("QC 8.1.đ")
def owe_backup(on: date, at: datetime) -> int:
    """A proved backup is owed each week from the day on which the program first ran on this data; one that is missed
    stays open until there is one. The debtor is whoever looks after the infrastructure, else the Office."""
    began = Installed.objects.order_by("at").values_list("at", flat=True).first()
    if began is None or on < began.date() or Duty.objects.filter(OPEN, kind=DutyKind.BACKUP).exists():
        return 0
    try:
        day = due(DutyKind.BACKUP, on, profile=profile_on(on), calendar=calendar())
    except UnknownYear:
        return 0
    owing = queries.keeper_agencies(at) or [office().pk]
    with act("tick", by=None, on=on, at=at, subject="day") as a:
        owe_all(
            a,
            [
                Debt(DutyKind.BACKUP, pk, day, SUBJECT, role=Role.INFRASTRUCTURE, awaited_by_id=office().pk)
                for pk in owing
            ],
        )
    return len(owing)
