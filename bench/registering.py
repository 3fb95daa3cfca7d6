"""A ten-task directive registered in a browser by keyboard, with a person's pauses (moonshot 24: three minutes).

From the dropped file to "Giao việc", on a demonstration province. The person reads the particulars and each proposal
for 1.2 seconds and presses a key every quarter of a second; the rest is the product's own time.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.places import Place, demonstration
from bench.servers import product
from bench.works import Line

READ, KEY = 1.2, 0.25
BAR = 180.0
PASSWORD = "Do thoi gian 2026!"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DIRECTIVE = Path(__file__).with_name("chi-thi-muoi-nhiem-vu.txt")
TASKS = 10


@dataclass
class Person:
    """Somebody at a keyboard: reads, presses, and counts what he did."""

    page: Any
    keys: int = 0
    reads: int = 0

    def read(self, times: int = 1) -> None:
        self.reads += times
        time.sleep(READ * times)

    def press(self, key: str) -> None:
        self.keys += 1
        time.sleep(KEY)
        self.page.keyboard.press(key)


def journey() -> Iterator[Line]:
    """The line of the table: seconds from the dropped file to the page that says the tasks were given."""
    work, bar = "ten-task directive by keyboard, a person's pauses", f"≤ {BAR:.0f} s"
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        yield Line(work, bar, "SQLite", "no Chromium on this machine", None)
        return
    with _province() as place, product(place) as server, _signed_in(browser, server.port) as page:
        seconds, person, given = _register(page)
    measured = f"{seconds:.0f} s ({person.keys} keys, {person.reads} readings, {given} tasks)"
    yield Line(work, bar, "SQLite", measured, seconds <= BAR and given == TASKS)


@contextmanager
def _province() -> Iterator[Place]:
    """A copy of a small demonstration, so that each journey finds it as it was."""
    os.environ["DEMO_PASSWORD"] = PASSWORD
    kept = demonstration()
    kept.folder.mkdir(parents=True, exist_ok=True)
    if kept.giaoviec("prepare").endswith("empty"):
        kept.giaoviec("demo", "--size", "small")
    with tempfile.TemporaryDirectory() as folder:
        copy = Place("SQLite", 0, Path(folder) / "data")
        shutil.copytree(kept.folder, copy.folder)
        yield copy


@contextmanager
def _signed_in(browser: str, port: int) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        context = window.new_context(base_url=f"http://127.0.0.1:{port}", locale="vi-VN")
        page = context.new_page()
        page.goto("/dang-nhap/")
        page.fill("input[name=username]", "vanthu")
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "dang-nhap" not in url)
        yield page
        window.close()


def _register(page: Any) -> tuple[float, Person, int]:
    person = Person(page)
    page.goto("/van-ban/vao-so/")
    began = time.perf_counter()
    file = {"name": "chi-thi.txt", "mimeType": "text/plain", "buffer": DIRECTIVE.read_bytes()}
    page.set_input_files("input[type=file]", files=[file])
    page.locator(".notice.n-done").wait_for()
    person.read()
    person.press("Control+Enter")
    page.wait_for_url(re.compile(r"/giao-viec/"))
    _judge(person)
    person.press("Control+Enter")
    said = page.get_by_text(re.compile(r"Đã giao \d+ nhiệm vụ"))
    said.wait_for()
    seconds = time.perf_counter() - began
    return seconds, person, int(re.findall(r"Đã giao (\d+)", said.inner_text())[0])


def _judge(person: Person) -> None:
    """First all that is sure, read task by task; then each that waits: a term where it has none, and its verdict."""
    page = person.page
    sure = page.locator(".prop .s-doing").count() + page.locator("#doan-mo.s-doing").count()
    person.read(sure)
    _pressed(person, "Shift+Enter")
    while "chưa xét" in page.locator("#vi-sao-chua").inner_text():
        person.read()
        if page.locator("#doan-mo .state", has_text="câu kết").count():
            _pressed(person, "k")
            continue
        if page.locator("#doan-mo .state", has_text="không nêu thời hạn").count():
            _pressed(person, "2")
        _pressed(person, "Enter")


def _pressed(person: Person, key: str) -> None:
    """Presses a key and waits for the screen that comes of it."""
    page = person.page
    page.evaluate("document.getElementById('doan-mo').dataset.seen = '1'")
    person.press(key)
    page.locator("#doan-mo:not([data-seen])").wait_for(state="attached")
