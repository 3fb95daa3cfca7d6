"""The names that a request may use: the directory's of a day, for each with all that people call it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from giaoviec.agencies.models import Agency, AgencyName, Alias, Person
from giaoviec.agencies.queries import directory, monitoring_units, people_of, vice_chairmen
from giaoviec.journal.keeping import UntilNextAct
from giaoviec.rules.access import Actor
from giaoviec.rules.asking import Named, Names, agency_forms, person_forms
from giaoviec.rules.roles import AGENCY_WIDE, INTERNAL, Role


def names_for(actor: Actor, on: date) -> Names:
    """The province's names; for who works in an agency its officers too."""
    own = actor.agency_id if actor.role in AGENCY_WIDE | INTERNAL else None
    return _names(on, own)


@UntilNextAct
def _names(on: date, agency_id: int | None) -> Names:
    return Names([*_agencies(on), *_leaders(on), *_units(on), *_fields(on), *_officers(on, agency_id)])


def _agencies(on: date) -> Iterator[Named]:
    """The agencies of the day under all names that they have or had, and what came out of those that are no more."""
    called: defaultdict[int, list[str]] = defaultdict(list)
    for pk, name, short in AgencyName.objects.filter(voided_at=None).values_list("agency", "name", "short_name"):
        called[pk] += [name, short]
    for pk, text in Alias.objects.values_list("agency", "text"):
        called[pk].append(text)
    for agency in directory(on, ("office", "department", "district", "commune", "other")):
        every = [agency.name, agency.short_name, *called[agency.pk]]
        yield Named("agency", str(agency.pk), agency_forms(dict.fromkeys(filter(None, every))))
    yield from _gone(on, called)


def _gone(on: date, called: dict[int, list[str]]) -> Iterator[Named]:
    """An agency that is no more keeps its own work; its name means it, not its successor."""
    for agency in Agency.objects.filter(dissolved_on__lte=on).exclude(kind__in=("central", "committee")):
        yield Named("agency", str(agency.pk), agency_forms([agency.name, agency.short_name, *called[agency.pk]]))


def _leaders(on: date) -> Iterator[Named]:
    for post in vice_chairmen(on):
        yield Named("leader", str(post.person_id), person_forms(post.person.name))


def _units(on: date) -> Iterator[Named]:
    for unit in monitoring_units(on):
        yield Named("unit", str(unit.pk), (unit.name,))


def _fields(on: date) -> Iterator[Named]:
    """The fields of the monitoring units and of the Vice-Chairmen; one of several words by each of them too."""
    fields = [name for unit in monitoring_units(on) for name in unit.fields]
    fields += [name for post in vice_chairmen(on) for name in post.fields]
    for field in dict.fromkeys(fields):
        yield Named("field", field, (field, *field.split(", ")))


def _officers(on: date, agency_id: int | None) -> Iterator[Named]:
    if agency_id is None:
        return
    people: list[Person] = people_of(Agency(pk=agency_id), (Role.OFFICER, Role.UNIT_HEAD), on=on)
    for person in people:
        yield Named("officer", str(person.pk), person_forms(person.name))
