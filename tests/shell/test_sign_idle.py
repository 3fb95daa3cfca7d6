"""A session that lay idle takes nothing with it: what was typed is back after signing in again, for the same person only."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from giaoviec import clock
from giaoviec.agencies.models import Session
from giaoviec.oversight.models import Suggestion
from tests.cast import PASSWORD, Cast, make_cast
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPED = "Danh sách nên nhớ lần lọc trước."


@pytest.fixture
def cast(live: Live) -> Cast:
    return make_cast()


def sign_in(page: Page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator("header.mast nav").wait_for()


def type_and_send_too_late(page: Page, minutes: int) -> None:
    page.goto("/gop-y/")
    page.locator("[name=kind]").last.check()
    page.fill("[name=content]", TYPED)
    Session.objects.update(seen_at=clock.now() - timedelta(minutes=minutes, seconds=1))
    page.get_by_role("button", name="Gửi góp ý").click()
    page.locator("[name=username]").wait_for()
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(("username", "minutes"), [("vanthu", 15), ("quantri", 5)])
def test_what_was_typed_is_back_after_signing_in_again(page: Page, cast: Cast, username: str, minutes: int) -> None:
    page.goto("/dang-nhap/")
    sign_in(page, username)
    type_and_send_too_late(page, minutes)
    sign_in(page, username)
    page.get_by_text("Những gì đã nhập vẫn còn ở đây").wait_for()
    assert page.input_value("[name=content]") == TYPED
    assert page.locator("[name=kind]").last.is_checked()
    page.get_by_role("button", name="Gửi góp ý").click()
    page.wait_for_function("() => !sessionStorage.getItem('giaoviec-typed') && document.readyState === 'complete'")
    page.goto("/gop-y/")
    assert page.input_value("[name=content]") == ""
    assert Suggestion.objects.count() == 1


def test_another_person_at_the_same_machine_sees_nothing_of_it(page: Page, cast: Cast) -> None:
    page.goto("/dang-nhap/")
    sign_in(page, "vanthu")
    type_and_send_too_late(page, 15)
    sign_in(page, "theodoi")
    page.wait_for_url("**/gop-y/**")
    assert page.input_value("[name=content]") == ""
    assert page.evaluate("sessionStorage.getItem('giaoviec-typed')") is None
