"""Reads of operation: backups and how old they are, incidents, versions, queues, mails that did not leave."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet, Sum
from django_q.models import Failure, OrmQ

from giaoviec.agencies.models import Person
from giaoviec.agencies.queries import memberships_on
from giaoviec.days import day_of
from giaoviec.documents.models import Blob
from giaoviec.duties.models import Digest
from giaoviec.ops.models import Backup, Incident, Installed
from giaoviec.rules.access import Actor, may
from giaoviec.rules.roles import NO_BUSINESS, Role

LATE = timedelta(days=8)
"""A backup is owed each week (8.1đ); a day of grace before somebody is called."""


def backups() -> QuerySet[Backup]:
    """All runs, newest first."""
    return Backup.objects.order_by("-at", "-id")


def last_made() -> Backup | None:
    return Backup.objects.exclude(set_id="").order_by("-at", "-id").first()


def last_proved() -> Backup | None:
    """The last set that was restored and found equal."""
    return Backup.objects.filter(differs=0).order_by("-proved_at", "-id").first()


def last_failure() -> str:
    """Why the last run gave no sound set; "" where it did."""
    last = Backup.objects.order_by("-at", "-id").first()
    if last is None or not (last.fault or last.differs):
        return ""
    return last.fault or f"bộ {last.set_id} khôi phục thử có {last.differs} khác biệt: xem trang sao lưu"


def waiting_for_proof(at: datetime) -> timedelta:
    """How long nothing has been proved: since the last proof, or since this program first ran on this data."""
    last = last_proved()
    since = last.proved_at if last else Installed.objects.order_by("at").values_list("at", flat=True).first()
    return at - since if since else timedelta()


def incidents(state: str = "") -> QuerySet[Incident]:
    """Incidents, those not closed first, then newest first."""
    found = Incident.objects.filter(voided_at=None)
    if state == "open":
        found = found.exclude(state="closed")
    elif state:
        found = found.filter(state=state)
    return found.order_by("-closed_at", "-id") if state == "closed" else found.order_by("closed_at", "-id")


def incident(actor: Actor, pk: int) -> Incident | None:
    """One incident, for whoever sees the operations page."""
    if may(actor, "see_operations"):
        return None
    return Incident.objects.filter(pk=pk, voided_at=None).prefetch_related("notes").first()


def to_call(at: datetime) -> list[str]:
    """The addresses of those who look after machines and accounts."""
    posts = memberships_on(day_of(at)).filter(role__in=NO_BUSINESS, person__is_active=True)
    people = Person.objects.filter(pk__in=posts.order_by().values("person")).exclude(email="")
    return sorted(set(people.values_list("email", flat=True)))


def keeper_agencies(at: datetime) -> list[int]:
    """The agencies in which somebody looks after the infrastructure."""
    posts = memberships_on(day_of(at)).filter(role=Role.INFRASTRUCTURE, person__is_active=True)
    return sorted(set(posts.order_by().values_list("agency_id", flat=True)))


def versions() -> QuerySet[Installed]:
    return Installed.objects.order_by("-at", "-id")


def database_size() -> int:
    """Bytes of the database on its disk."""
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        return sum(part.stat().st_size for part in path.parent.glob(f"{path.name}*") if part.is_file())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def stored_size() -> int:
    """Bytes of the files by digest."""
    return int(Blob.objects.aggregate(n=Sum("size"))["n"] or 0)


def waiting_jobs() -> int:
    return int(OrmQ.objects.count())


def failed_jobs(since: datetime) -> int:
    return int(Failure.objects.filter(stopped__gte=since).count())


def failed_mails(at: datetime) -> int:
    """Daily mails of the last week that did not leave."""
    return Digest.objects.filter(Q(sent_at=None), failures__gt=0, at__gte=at - timedelta(days=7)).count()


def free_octets() -> int:
    return shutil.disk_usage(settings.DATA_DIR).free
