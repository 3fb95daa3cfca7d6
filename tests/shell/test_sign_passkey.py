"""Passkeys in a real browser: set up, asked for at the door, refused when the key is another; no script but our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from allauth.mfa.models import Authenticator

from giaoviec.journal.models import Event
from tests.cast import PASSWORD, Cast, make_cast
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def cast(live: Live) -> Cast:
    return make_cast()


@pytest.fixture
def page(chromium: Browser, live: Live) -> Iterator[Page]:
    """A browser with a key of its own, at the one plain address where browsers allow passkeys."""
    context = chromium.new_context(base_url=live.url.replace("127.0.0.1", "localhost"), locale="vi-VN")
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert faults == []


def plug_in(page: Page) -> Any:
    """A key in this browser; returns what takes it out again."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    return lambda: session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})


def sign_in(page: Page) -> None:
    page.goto("/dang-nhap/?tiep=/ca-nhan/buoc-hai/")
    page.fill("[name=username]", "vanthu")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_a_passkey_is_set_up_asked_for_at_the_door_and_another_one_does_not_open(page: Page, cast: Cast) -> None:
    pull_out = plug_in(page)
    sign_in(page)
    page.get_by_role("link", name="Nối khóa bảo mật").click()
    page.get_by_label("Tên khóa").fill("Máy bàn cơ quan")
    page.get_by_role("button", name="Nối khóa bảo mật").click()
    page.get_by_role("heading", name="Mã dự phòng", exact=True).wait_for()
    codes = page.locator("ol code").all_inner_texts()
    assert len(codes) == 10
    assert Authenticator.objects.get(type="webauthn").data["name"] == "Máy bàn cơ quan"
    page.context.clear_cookies()

    sign_in(page)
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    page.get_by_text("Máy bàn cơ quan").wait_for()
    assert page.url.endswith("/ca-nhan/buoc-hai/")
    page.context.clear_cookies()

    pull_out()
    plug_in(page)
    sign_in(page)
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    page.get_by_text("Không nhận được khóa bảo mật").wait_for()
    page.get_by_label("Mã trong ứng dụng").fill(codes[0])
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_text("Máy bàn cơ quan").wait_for()
    assert Event.objects.filter(verb="add_factor").count() == 1


def test_an_answer_that_was_heard_before_does_not_open_again(page: Page, cast: Cast) -> None:
    plug_in(page)
    sign_in(page)
    page.goto("/ca-nhan/buoc-hai/khoa/")
    page.get_by_label("Tên khóa").fill("Máy bàn")
    page.get_by_role("button", name="Nối khóa bảo mật").click()
    page.get_by_role("heading", name="Mã dự phòng", exact=True).wait_for()
    page.context.clear_cookies()
    sign_in(page)
    with page.expect_request(lambda request: request.method == "POST") as heard:
        page.get_by_role("button", name="Dùng khóa bảo mật").click()
    page.get_by_text("Máy bàn").wait_for()
    answer = parse_qs(heard.value.post_data)["credential"][0]
    page.context.clear_cookies()
    sign_in(page)
    page.locator("[name=credential]").evaluate("(one, answer) => { one.value = answer; }", answer)
    page.locator("form.body").evaluate("one => { one.noValidate = true; one.requestSubmit(); }")
    page.locator("#id_code-err").wait_for()
    assert page.url.endswith("/dang-nhap/buoc-hai/")
