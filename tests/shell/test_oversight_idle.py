"""Accounts that lay idle are shut by the tick; the administrators are told; who is opened again has his days anew."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from giaoviec.agencies.actions import enable_account
from giaoviec.agencies.models import Person
from giaoviec.days import HANOI
from giaoviec.journal.models import Event
from giaoviec.oversight.actions import tick
from tests.cast import DAY, Cast, make_cast

pytestmark = pytest.mark.django_db

LATER = DAY + timedelta(days=46)


def at(day: date) -> datetime:
    return datetime.combine(day, time(6, 30), HANOI)


@pytest.fixture
def cast() -> Cast:
    """Everybody was here the day before, but for whom a test says otherwise."""
    cast = make_cast()
    seen(LATER - timedelta(days=1))
    return cast


def seen(day: date, *usernames: str) -> None:
    people = Person.objects.filter(username__in=usernames) if usernames else Person.objects.all()
    people.update(seen_at=at(day))


def shut() -> list[str]:
    return list(Person.objects.filter(is_active=False).order_by("username").values_list("username", flat=True))


def test_an_account_unused_for_more_than_45_days_is_shut_and_one_of_45_is_not(cast: Cast) -> None:
    seen(LATER - timedelta(days=46), "sxd.vanphong")
    seen(LATER - timedelta(days=45), "stc.vanphong")
    done = tick(on=LATER, at=at(LATER), shuts_idle=True)
    assert shut() == ["sxd.vanphong"]
    assert Person.objects.get(username="sxd.vanphong").disabled_why == "Không dùng quá 45 ngày."
    assert str(done).endswith("1 tài khoản bị khóa")
    event = Event.objects.get(verb="disable_account")
    assert (event.actor_id, event.actor, event.on) == (None, "Hệ thống", LATER)


def test_the_administrators_read_whom_it_shut_and_nobody_else_does(cast: Cast) -> None:
    seen(DAY - timedelta(days=1), "sxd.vanphong")
    tick(on=LATER, at=at(LATER), shuts_idle=True)
    name = Person.objects.get(username="sxd.vanphong").name
    page = cast.client("quantri").get("/").content.decode()
    assert f"Đã khóa 1 tài khoản không dùng quá 45 ngày: {name}." in page
    assert "/quan-tri/nguoi-dung/?tinh-trang=dung" in page
    assert "Đã khóa" not in cast.client("theodoi").get("/").content.decode()


def test_a_second_tick_shuts_and_tells_nothing_more(cast: Cast) -> None:
    seen(DAY - timedelta(days=1), "sxd.vanphong")
    tick(on=LATER, at=at(LATER), shuts_idle=True)
    assert tick(on=LATER, at=at(LATER), shuts_idle=True).shut == 0


def test_two_technical_administrators_stay_whatever_happens(cast: Cast) -> None:
    Person.objects.update(seen_at=None)
    tick(on=LATER, at=at(LATER), shuts_idle=True)
    assert list(Person.objects.filter(is_active=True).order_by("username").values_list("username", flat=True)) == [
        "quantri", "quantri2",
    ]  # fmt: skip


def test_who_is_opened_again_has_45_days_anew(cast: Cast) -> None:
    person = Person.objects.get(username="sxd.vanphong")
    seen(DAY - timedelta(days=1), "sxd.vanphong")
    tick(on=LATER, at=at(LATER), shuts_idle=True)
    enable_account(person.pk, by=cast.actor("quantri"), on=LATER, at=at(LATER))
    next_day = LATER + timedelta(days=1)
    assert tick(on=next_day, at=at(next_day), shuts_idle=True).shut == 0


def test_a_demonstration_shuts_nobody(cast: Cast) -> None:
    Person.objects.update(seen_at=None)
    assert tick(on=LATER, at=at(LATER)).shut == 0
    assert shut() == []
