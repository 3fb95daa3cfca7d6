"""Reads whose statement is made once give what the ORM gives, whatever they are asked next."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from giaoviec.agencies.models import Agency, Person
from giaoviec.assignments import listing
from giaoviec.assignments.listing import ORDERS, STATES, Filters
from giaoviec.assignments.models import Assignment
from giaoviec.prepared import CannotPrepare, Prepared
from giaoviec.rules.calendar import Calendar
from tests.cast import Cast, make_cast
from tests.shell.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_the_statement_is_made_once_and_bound_anew(cast: Cast, django_assert_num_queries) -> None:
    asked: list[tuple[object, ...]] = []

    def build(pk: int, name: str):
        asked.append((pk, name))
        return Agency.objects.filter(pk__gte=pk, name__gte=name).order_by("pk").values_list("pk", "name")

    read = Prepared(build)
    for pk, name in ((1, ""), (4, "S"), (2, "Ủ"), (10**6, "")):
        with django_assert_num_queries(1):
            found = read(pk, name)
        assert found == list(Agency.objects.filter(pk__gte=pk, name__gte=name).order_by("pk").values_list("pk", "name"))
    assert len(asked) == 2


def test_it_gives_models_with_what_is_selected_beside(cast: Cast, django_assert_num_queries) -> None:
    from giaoviec.agencies.models import Membership

    read = Prepared(lambda pk: Membership.objects.select_related("person", "agency").filter(agency_id=pk))
    for code in ("stc", "sxd"):
        agency = cast.agency(code)
        with django_assert_num_queries(1):
            found = [(row.person.name, row.agency.name) for row in read(agency.pk)]
        assert found
        assert {name for _, name in found} == {agency.name}
    assert read.first(0) is None


def test_days_and_moments_are_bound_as_the_database_keeps_them(cast: Cast) -> None:
    read = Prepared(lambda day: Agency.objects.filter(founded_on__gt=day).values_list("pk"))
    first = min(Agency.objects.values_list("founded_on", flat=True))
    assert len(read(first - timedelta(days=1))) > len(read(first)) >= len(read(date(2100, 1, 1))) == 0


@pytest.mark.parametrize(
    "build",
    [
        lambda day: Agency.objects.filter(founded_on__gt=day + timedelta(days=1)),
        lambda number: Agency.objects.filter(pk=1)[: number % 7 + 1],
        lambda name: Person.objects.filter(name__startswith=name),
    ],
    ids=["a day changed on the way", "a number of rows", "a pattern"],
)
def test_what_does_not_go_in_as_itself_is_not_prepared(cast: Cast, build) -> None:
    values: dict[str, Any] = {"day": date(2026, 11, 23), "number": 3, "name": "Ng"}
    value = values[build.__code__.co_varnames[0]]
    with pytest.raises(CannotPrepare):
        Prepared(build)(value)


def test_the_list_shows_what_it_would_unprepared(set_day) -> None:
    world = make_world()
    set_day(world.day)
    cast = world.cast
    for _ in range(3):
        world.give("stc sxd")
    calendar, known = Calendar({}), {"near_days": 3, "start": 0, "size": 2}
    actors = [cast.actor(name) for name in ("chanhvp", "theodoi", "stc.vanphong", "sxd.vanphong", "stc.giamdoc")]
    states = [state for state in STATES if state != "near"]
    for actor, state, part, order in product(actors, states, ("lead", "helping"), ("han", "-co-quan")):
        for on in (world.day, world.day + timedelta(days=40)):
            filters = Filters(state=state, part=part)
            rows = listing.found(actor, filters, on, near_days=3, calendar=calendar)
            plain = list(listing.ordered(rows, order, filters).values_list(*listing.COLUMNS)[:3])
            shown, more = listing.page(actor, filters, order, on, calendar=calendar, **known)
            assert [tuple(row) for row in shown] == plain[:2]
            assert more == (len(plain) > 2)
    assert set(ORDERS) >= {"han", "-co-quan"}
    assert Assignment.objects.count() == 6
