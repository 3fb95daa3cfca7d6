"""Fixtures of the whole suite: both databases, a live server, a browser, a day to live in."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from giaoviec.days import HANOI
from tests import abilities, databases
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OTHER_DATABASE = ("postgres", "sqlite")
NOT_REQUIRED = (*OTHER_DATABASE, "disks", "history")
"""What REQUIRE_ALL leaves out: what the other run tries, and what no package brings (a machine that mounts an image)."""
BROWSER_HUNG = "^TimeoutError: "
"""A browser that did not answer in 30 s is asked once more, and the run tells of it; a wrong answer is never asked again."""

hypothesis_settings.register_profile(
    "suite",
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
    # What must pass to land is the same each time; whoever works at the code tries new examples with every run.
    derandomize=abilities.require_all(),
)
hypothesis_settings.load_profile("suite")


# What cannot run here


def pytest_report_header() -> list[str]:
    kind = "PostgreSQL" if abilities.on_postgresql() else "SQLite"
    lacking = {name: why for name in abilities.MARKERS if (why := abilities.lacks(name))}
    return [f"database: {kind}"] + [f"{_fate(name)}: tests marked {name}: {why}" for name, why in lacking.items()]


def _fate(marker: str) -> str:
    if marker in NOT_REQUIRED and abilities.require_all():
        return "left to the other run" if marker in OTHER_DATABASE else "left out"
    return "skipped"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what lacks something. Under REQUIRE_ALL the tests of the other database wait for its own run."""
    elsewhere = []
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=[BROWSER_HUNG]))
        for marker in abilities.MARKERS:
            why = abilities.lacks(marker) if item.get_closest_marker(marker) else ""
            if why and marker in NOT_REQUIRED and abilities.require_all():
                elsewhere.append(item)
            elif why:
                item.add_marker(pytest.mark.skip(reason=why))
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    report = yield
    if report.skipped and abilities.require_all() and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL: {item.nodeid} was skipped: {report.longrepr}"
    return report


# Databases


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    """Argon2 costs 100 MiB a check: only its own tests pay for it."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the process keeps of the last test's database is forgotten, and within a test not looked at again by the clock:
    how many queries a page makes must not depend on how fast the machine is."""
    for name in ("regulation.queries", "agencies.principals", "site.context", "journal.keeping", "journal.access_log"):
        if f"giaoviec.{name}" in sys.modules:
            sys.modules[f"giaoviec.{name}"].forget()
    if "giaoviec.journal.anchor" in sys.modules:  # It speaks of the last test's journal.
        shutil.rmtree(sys.modules["giaoviec.journal.anchor"].folder(), ignore_errors=True)
        shutil.rmtree(sys.modules["giaoviec.journal.access_log"].folder(), ignore_errors=True)
    if "giaoviec.regulation.queries" in sys.modules:
        monkeypatch.setattr("giaoviec.regulation.queries.CHECK_SECONDS", 3600.0)
    if "giaoviec.site.context" in sys.modules:
        monkeypatch.setattr("giaoviec.site.context.PROVINCE_SECONDS", 3600.0)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """After a test that commits, the database is as the migrations left it, journal triggers and seeds included."""
    with django_db_blocker.unblock():
        databases.keep_pristine()


# A day to live in


@pytest.fixture
def demonstration(settings: Any, tmp_path: Any) -> None:
    """Make this installation a demonstration."""
    from giaoviec import clock

    settings.DEMONSTRATION_MARK = tmp_path / "demonstration"
    clock.mark_demonstration()


@pytest.fixture
def set_day(settings: Any, demonstration: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """A function that sets the day in which pages and commands live (`TODAY`).

    It is an afternoon there, at whatever hour the suite runs: what a cast did in the morning lies behind.
    """
    real = timezone.now
    later = real().astimezone(HANOI).replace(hour=14, minute=0) - real()
    monkeypatch.setattr("giaoviec.clock.timezone", SimpleNamespace(now=lambda: real() + later))

    def set_day(day: date) -> None:
        settings.TODAY = day

    return set_day


# A server and a browser


@pytest.fixture
def live(transactional_db: None, settings: Any) -> Iterator[Live]:
    """The product served on a free port of this process, on the test's database."""
    server = Live()
    settings.PUBLIC_URL = server.url
    settings.CSRF_TRUSTED_ORIGINS = [server.url]
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=abilities.chromium(), args=list(abilities.CHROMIUM_FLAGS), headless=True
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live: Live) -> Iterator[Page]:
    """A page of a fresh browser at 1366×768. At the end: no script fault, no CSP violation, no request elsewhere."""
    context = chromium.new_context(
        base_url=live.url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport={"width": 1366, "height": 768}
    )
    faults: list[str] = []
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("console", lambda message: _note(faults, message))
    context.on("request", lambda request: _note_elsewhere(faults, request.url, live.url))
    yield page
    context.close()
    assert faults == []


def _note(faults: list[str], message: Any) -> None:
    if message.type == "error" and not message.text.startswith("Failed to load resource"):
        faults.append(f"console: {message.text}")


def _note_elsewhere(faults: list[str], url: str, origin: str) -> None:
    if not url.startswith((f"{origin}/", "data:", "blob:", "about:")):
        faults.append(f"request elsewhere: {url}")
