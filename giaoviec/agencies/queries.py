"""Reads of the directory: agencies in official order, names by day, groups, units, people, what is delegated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from giaoviec.agencies.models import (
    Agency,
    AgencyGroup,
    AgencyKind,
    AgencyName,
    Delegation,
    GroupMember,
    Membership,
    Person,
    Session,
    Unit,
)
from giaoviec.agencies.resolving import Resolver, resolve
from giaoviec.days import start_of
from giaoviec.prepared import Prepared
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.citation import policy
from giaoviec.rules.roles import Role

__all__ = ["Resolver", "resolve"]


def committee() -> Agency:
    """The provincial People's Committee; `Agency.DoesNotExist` before one is entered."""
    return _one_of(AgencyKind.COMMITTEE)


def office() -> Agency:
    """The Office of the People's Committee (8.1, 9); `Agency.DoesNotExist` before one is entered."""
    return _one_of(AgencyKind.OFFICE)


def _one_of(kind: AgencyKind) -> Agency:
    found = _of_kind(kind.value)
    if found is None:
        raise Agency.DoesNotExist(f"no {kind.value} is entered")
    return found


_of_kind = Prepared(lambda kind: Agency.objects.filter(kind=kind, dissolved_on=None).order_by("id")[:1]).first


def in_force(on: date) -> Q:
    """Agencies that exist on a day: founded by then and not yet dissolved."""
    return Q(founded_on__lte=on) & (Q(dissolved_on=None) | Q(dissolved_on__gt=on))


def current(on: date) -> Q:
    """Rows with half-open `from_on`, `to_on` that hold on a day."""
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gt=on))


def directory(on: date, kinds: Iterable[str] | None = None) -> QuerySet[Agency]:
    """The agencies that exist on a day, in official order; `kinds` are `AgencyKind` values."""
    found = Agency.objects.filter(in_force(on))
    return found.filter(kind__in=list(kinds)) if kinds is not None else found


def groups() -> QuerySet[AgencyGroup]:
    """The groups that can be given work as one, in order."""
    return AgencyGroup.objects.all()


def group_members(group: AgencyGroup, on: date) -> list[Agency]:
    """The agencies of a group on a day, in official order: the list that is frozen when work is given to it."""
    members = GroupMember.objects.filter(current(on), group=group).values("agency")
    return list(Agency.objects.filter(in_force(on), pk__in=members))


def name_on(agency: Agency, day: date) -> str:
    """The agency's name on a day; of a day before its first name, that one."""
    return names_on([agency], day)[agency.pk][0]


def names_on(agencies: Iterable[Agency], day: date) -> dict[int, tuple[str, str]]:
    """(name, short name) of each agency on a day, by id; one query for all."""
    wanted = {agency.pk: (agency.name, agency.short_name) for agency in agencies}
    found: dict[int, tuple[str, str]] = {}
    for row in AgencyName.objects.filter(agency__in=wanted, voided_at=None).order_by("on", "id"):
        if row.on <= day or row.agency_id not in found:
            found[row.agency_id] = (row.name, row.short_name)
    return {**wanted, **found}


def history_of_names(agency: Agency) -> QuerySet[AgencyName]:
    """All names of an agency, newest first."""
    return agency.names.filter(voided_at=None).order_by("-on", "-id")


def units_of(agency: Agency, on: date) -> QuerySet[Unit]:
    """The units of an agency on a day, in order."""
    return Unit.objects.filter(current(on), agency=agency)


def monitoring_units(on: date) -> QuerySet[Unit]:
    """The Office's units that track, urge and inspect (6.1d), in order."""
    return Unit.objects.filter(current(on), agency__kind=AgencyKind.OFFICE)


def memberships_on(on: date) -> QuerySet[Membership]:
    """Memberships that hold on a day, of accounts that are not disabled, with person, agency and unit."""
    held = Membership.objects.filter(current(on), person__is_active=True)
    return held.select_related("person", "agency", "unit")


def people_of(agency: Agency, role: Role | str | Sequence[str] | None = None, *, on: date) -> list[Person]:
    """The people who belong to an agency on a day, by given name; of one role, or of several, where named."""
    held = Membership.objects.filter(current(on), agency=agency)
    if role is not None:
        held = held.filter(role__in=[role] if isinstance(role, str) else list(role))
    return list(Person.objects.filter(is_active=True, pk__in=held.values("person")).order_by("sort_key", "id"))


def vice_chairmen(on: date) -> list[Membership]:
    """The Vice-Chairmen's posts on a day, in the order of their appointment; each has its `fields`."""
    return list(memberships_on(on).filter(role=Role.VICE_CHAIRMAN).order_by("from_on", "id"))


def label(person: Person, membership: Membership, for_: Person | None = None) -> str:
    """How somebody is named in the journal and on screens: "X", or "X, thay Y" when he acts for another."""
    return f"{person.name}, thay {for_.name}" if for_ is not None and for_ != person else person.name


def delegations_given(person: Person) -> QuerySet[Delegation]:
    """What a person has let others do for him, newest first."""
    given = Delegation.objects.filter(membership__person=person)
    return given.select_related("to", "membership__agency").order_by("-from_on", "-id")


def delegations_received(person: Person) -> QuerySet[Delegation]:
    """What others have let a person do for them, newest first."""
    received = Delegation.objects.filter(to=person)
    return received.select_related("membership__person", "membership__agency").order_by("-from_on", "-id")


def open_delegations(on: date) -> QuerySet[Delegation]:
    """Delegations that hold on a day (both days included), of posts that still hold."""
    posts = Membership.objects.filter(current(on), person__is_active=True)
    return Delegation.objects.filter(from_on__lte=on, to_on__gte=on, ended_at=None, membership__in=posts)


def sessions_of(person: Person) -> QuerySet[Session]:
    """A person's signed-in browsers, last seen first."""
    return Session.objects.filter(person=person).order_by("-seen_at")


@policy("accounts")
def idle(on: date) -> Q:
    """Which accounts nobody has used for the profile's days, counted since they were made or opened again."""
    since = start_of(on - timedelta(days=int(profile_on(on)["account_idle_days"])))
    unseen = Q(seen_at__lt=since) | Q(seen_at=None)
    reopened = Q(enabled_at__lt=since) | Q(enabled_at=None)
    return Q(is_active=True, created_at__lt=since) & unseen & reopened
