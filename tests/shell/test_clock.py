"""Whose day it is: Hà Nội's, or the one that a demonstration lives in."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured

from giaoviec import clock


def test_an_evening_in_london_is_the_next_day_in_ha_noi():
    assert clock.day_of(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)) == date(2027, 1, 1)
    assert clock.day_of(datetime(2026, 12, 31, 16, 59, tzinfo=UTC)) == date(2026, 12, 31)


def test_a_day_begins_at_midnight_in_ha_noi():
    assert clock.start_of(date(2026, 3, 2)) == datetime(2026, 3, 1, 17, 0, tzinfo=UTC)


def test_an_installation_without_a_mark_is_production(settings, tmp_path):
    settings.DEMONSTRATION_MARK = tmp_path / "demonstration"
    assert clock.production()


def test_a_mark_for_another_database_leaves_it_production(settings, demonstration):
    assert not clock.production()
    settings.DATABASE_DIGEST = "another"
    assert clock.production()


def test_a_demonstration_lives_in_the_day_that_was_set(set_day):
    set_day(date(2026, 3, 2))
    assert clock.today() == date(2026, 3, 2)
    assert clock.day_of(clock.now()) == date(2026, 3, 2)


def test_production_refuses_a_set_day(settings, tmp_path):
    settings.DEMONSTRATION_MARK = tmp_path / "demonstration"
    settings.TODAY = date(2026, 3, 2)
    for ask in (clock.now, clock.today, clock.check):
        with pytest.raises(ImproperlyConfigured, match="production lives in the present"):
            ask()
