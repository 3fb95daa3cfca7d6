"""Every page that any role reaches from its desk, over the small demonstration: no dead link, no fault, no barrier."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from lxml import html

from giaoviec.agencies.models import Person
from giaoviec.cli import main as giaoviec
from tests.cast import DAY, signed_in
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page

ACCOUNTS = (
    "chutich", "pct.kinhte", "troly", "chanhvp", "vanthu", "theodoi", "stc.giamdoc", "stc.vanphong", "stc.chuyenvien",
    "sxd.vanphong", "sxd.truongphong", "xa.phuquy", "xa.phuquy.vanthu", "noivu", "thanhtra", "kiemtoan", "hatang",
    "quantri", "quantri2",
)  # fmt: skip
EXAMPLES = 2
"""How many addresses of one shape are opened: `/viec/57/` and `/viec/58/` are of one shape; of a narrowed list one."""
MOST_FILTERS = 2
SERIOUS = ("serious", "critical")


@dataclass
class Crawl:
    """What somebody reaches by links from his desk; `shapes` holds an example of each kind of page."""

    client: Client
    shapes: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def run(self, *, most: int = 160) -> Crawl:
        waiting, opened = deque([("/", "")]), dict[str, int]()
        seen = set[str]()
        while waiting and len(seen) < most:
            path, source = waiting.popleft()
            kind = shape(path)
            if path in seen or opened.get(kind, 0) >= (1 if "?" in kind else EXAMPLES):
                continue
            seen.add(path)
            opened[kind] = opened.get(kind, 0) + 1
            waiting.extend((link, path) for link in self.open(path, source))
        return self

    def open(self, path: str, source: str) -> list[str]:
        answer = self.client.get(path, follow=True)
        if answer.status_code != 200:
            self.faults.append(f"{answer.status_code} {path} (from {source})")
            return []
        if "html" not in answer.headers["Content-Type"]:
            b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            return []
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        body = answer.content.decode()
        if body.startswith("<!doctype html>"):  # A fragment is looked at within its page.
            self.shapes.setdefault(shape(here), here)
        return list(links(body, here))


def links(page: str, here: str) -> Iterator[str]:
    """Everything on a page that leads somewhere within the product without changing anything."""
    if not page.strip():
        return
    tree = html.document_fromstring(page)
    for found in tree.xpath("//a/@href | //*/@hx-get | //img/@src | //link/@href | //script/@src"):
        target = urlsplit(urljoin(here, found))
        if target.netloc or target.scheme or target.path.startswith("/dang-xuat/"):
            continue
        if target.query.count("=") <= MOST_FILTERS:
            yield target._replace(fragment="").geturl()


def shape(path: str) -> str:
    """An address without its numbers and values."""
    parts = urlsplit(path)
    names = ",".join(sorted({name for name, _ in parse_qsl(parts.query)}))
    return re.sub(r"\d+", "#", re.sub(r"/static/.*", "/static/", parts.path)) + (f"?{names}" if names else "")


@pytest.fixture
def demonstration_province(set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    set_day(DAY)
    assert giaoviec(["demo", "--size", "small"]) == 0


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_link_leads_nowhere_and_every_page_runs_clean_and_is_accessible(
    live: Live, page: Page, demonstration_province: None
) -> None:
    """The page's own checks (no script fault, no breach of the policy, nothing from elsewhere) stand in its fixture."""
    faults: list[str] = []
    looked_at: set[str] = set()
    for username in ACCOUNTS:
        client = signed_in(Person.objects.get(username=username))
        crawl = Crawl(client).run()
        faults += [f"{username}: {fault}" for fault in crawl.faults]
        name = django_settings.SESSION_COOKIE_NAME
        page.context.clear_cookies()
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live.url}])
        for kind, path in pages(crawl).items():
            if kind == "/" or kind not in looked_at:
                looked_at.add(kind)
                faults += barriers(page, username, path)
    assert not faults, "\n".join(faults)
    assert len(looked_at) > 50


def pages(crawl: Crawl) -> dict[str, str]:
    """One address of each page, whatever it is narrowed to."""
    found: dict[str, str] = {}
    for kind, path in crawl.shapes.items():
        found.setdefault(re.sub("/huong-dan/[a-z-]+/", "/huong-dan/*/", kind.partition("?")[0]), path)
    return found


def barriers(page: Page, username: str, path: str) -> list[str]:
    """What axe finds serious on a page."""
    answer = page.goto(path)
    assert answer is not None and answer.status == 200, (username, path)
    found = Axe().run(page).response["violations"]
    return [
        f"{username} {path}: {one['id']} {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in SERIOUS
    ]
