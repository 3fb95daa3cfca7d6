"""What every answer of every address tells the browser: to whoever asks, whether it is there or not (security.md 7)."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from giaoviec.site.headers import CONTENT_SECURITY_POLICY
from tests.access.routes import missing, routes
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
}
OWN_POLICY = "sandbox"
DETAILS = ("Traceback", "django.", "giaoviec/", "SELECT ", "Exception")


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    logging.disable(logging.ERROR)
    yield make_cast()
    logging.disable(logging.NOTSET)


def lacking(client: Client) -> list[str]:
    """Addresses whose answer lacks a header, or says how the product is made."""
    faults = []
    for route in routes():
        answer = client.get(route.fill(missing(route)))
        faults += [
            f"{route.path}: {name} {answer.headers.get(name)}"
            for name, value in ALWAYS.items()
            if answer.headers.get(name) != value and OWN_POLICY not in answer.headers.get(name, "")
        ]
        if answer.status_code >= 400 and not answer.streaming:
            faults += [f"{route.path}: {word}" for word in DETAILS if word in answer.content.decode(errors="replace")]
        faults += [f"{route.path}: {answer.status_code}"] * (answer.status_code >= 500)
    return faults


@pytest.mark.parametrize("username", ["", "vanthu", "stc.vanphong", "chutich", "quantri"])
def test_every_answer_holds_the_browser_to_us_and_out_of_every_cache(cast: Cast, username: str) -> None:
    assert lacking(cast.client(username) if username else Client()) == []


def test_an_answer_without_a_header_is_seen(cast: Cast, settings: pytest.FixtureRequest) -> None:
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.endswith("BrowserHeaders")]  # type: ignore[attr-defined]
    assert lacking(Client())


def test_no_page_keeps_snapshots_of_itself(cast: Cast) -> None:
    page = cast.client("vanthu").get("/").content.decode()
    assert '"historyCacheSize":0' in page and '"selfRequestsOnly":true' in page and '"allowEval":false' in page
