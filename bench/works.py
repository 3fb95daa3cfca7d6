"""The works of the table, each as measured at one place: what it is, its bar, what was measured, whether it holds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench.clients import Client, Times, take_turns
from bench.places import ROOT, Place
from bench.servers import Server, floor, product


@dataclass(frozen=True)
class Line:
    """A line of the table; `holds` None where there is no bar for this place."""

    work: str
    bar: str
    place: str
    measured: str
    holds: bool | None


LISTS = {"one": "/viec/?tinh-hinh=qua-han", "all": "/viec/?tinh-hinh=qua-han"}


def inside(place: Place, job: str) -> dict[str, Any]:
    """A job of `bench.inside` in the environment of a place."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside", job],
        cwd=ROOT,
        env=place.environment(),
        check=True,
        stdout=subprocess.PIPE,
    )
    found: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    return found


def lists(place: Place) -> Iterator[Line]:
    """Overdue list of one agency, of all agencies; the assignment page; each against the floor."""
    known = inside(place, "ready")
    agency, head = known["cookies"]["stc.vanphong"], known["cookies"]["chanhvp"]
    story = f"/viec/{known['assignment']}/"
    pages = [
        ("overdue list of one agency, 50 rows", agency, LISTS["one"], 1.5),
        ("overdue list of all agencies, 50 rows", head, LISTS["all"], 1.5),
        ("assignment page with its history", agency, story, 2.0),
    ]
    with product(place) as server:
        for work, cookie, path, bar in pages:
            with floor(place, cookie, {"page": path}) as bare:
                yield _against_floor(place, work, bar, _pair(server, bare, cookie, path))


@dataclass(frozen=True)
class Pair:
    """A page and its floor: times of requests, seconds of processor a request, bytes of an answer."""

    page: Times
    floor: Times
    page_cpu: float
    floor_cpu: float
    page_size: int
    floor_size: int


def _pair(server: Server, bare: Server, cookie: str, path: str) -> Pair:
    asked, under = Client(server.port, cookie), Client(bare.port)
    ours, floors = asked.get(path), under.get("/page")
    if ours.status != 200:
        raise RuntimeError(f"{path}: {ours.status}")
    before = server.cpu(), bare.cpu()
    page, floor = take_turns([lambda: asked.get(path), lambda: under.get("/page")])
    taken = [
        (after - first) / len(page.seconds) for after, first in zip((server.cpu(), bare.cpu()), before, strict=True)
    ]
    return Pair(page, floor, taken[0], taken[1], len(ours.body), len(floors.body))


def _against_floor(place: Place, work: str, bar: float, pair: Pair) -> Line:
    ratio = pair.page.p50 / pair.floor.p50
    measured = (
        f"{pair.page.a_second:.0f}/s, p50 {pair.page.p50 * 1000:.1f} ms, processor {pair.page_cpu * 1000:.1f} ms, "
        f"{pair.page_size // 1024} KB; floor {pair.floor.a_second:.0f}/s, p50 {pair.floor.p50 * 1000:.1f} ms, "
        f"processor {pair.floor_cpu * 1000:.1f} ms, {pair.floor_size // 1024} KB; {ratio:.2f} ×"
    )
    return Line(work, f"≤ {bar} × floor", place.kind, measured, ratio <= bar)


def writes(place: Place) -> Iterator[Line]:
    """Give one and update with note, against the same statements bare."""
    for work, found in inside(place, "writes").items():
        ratio = found["action"] / found["bare"]
        name = {"give": "give one", "update": "update with note"}[work]
        measured = (
            f"{found['action'] * 1000:.1f} ms; bare {found['bare'] * 1000:.1f} ms "
            f"({found['statements']} statements); {ratio:.2f} ×"
        )
        holds = ratio <= 2 if place.url else None
        yield Line(name, "≤ 2 × bare (PostgreSQL)", place.kind, measured, holds)


def search(place: Place) -> Iterator[Line]:
    """A phrase with its marks, without, and one that stands in a single text."""
    names = {"marks": "with marks", "none": "without marks", "number": "found once"}
    for name, seconds in inside(place, "search").items():
        work = f"phrase search, {names[name]}"
        yield Line(work, "p50 ≤ 20 ms", place.kind, f"{seconds * 1000:.1f} ms", seconds <= 0.020)


def table(place: Place) -> Iterator[Line]:
    """The table of all agencies, as a page."""
    known = inside(place, "ready")
    with product(place) as server:
        client = Client(server.port, known["cookies"]["chanhvp"])
        if client.get("/co-quan/").status != 200:
            raise RuntimeError("/co-quan/")
        [times] = take_turns([lambda: client.get("/co-quan/")], rounds=3)
        yield Line("table of 150 agencies", "≤ 40 ms", place.kind, f"{times.p50 * 1000:.1f} ms", times.p50 <= 0.040)


def exports(place: Place) -> Iterator[Line]:
    """All that one agency was ever given, nearly 5,000, as CSV and as a workbook."""
    known = inside(place, "ready")
    with product(place) as server:
        client = Client(server.port, known["cookies"]["chanhvp"])
        for form, path, bar in (("CSV", "csv", 0.150), ("Excel", "xlsx", 0.500)):
            address = f"/viec/xuat.{path}?tinh-hinh=tat-ca&co-quan={known['exported']}"
            answer = client.get(address)
            if answer.status != 200:
                raise RuntimeError(f"{address}: {answer.status}")
            [times] = take_turns([partial(client.get, address)], rounds=2, each=5)
            rows = answer.body.count(b"\r\n") or answer.body.count(b"\n")
            number = f"{rows} lines" if form == "CSV" else f"{len(answer.body) // 1024} KB"
            measured = f"{times.p50 * 1000:.0f} ms, {number}"
            yield Line(f"{form} of 5,000 rows", f"≤ {bar * 1000:.0f} ms", place.kind, measured, times.p50 <= bar)


def process(place: Place) -> Iterator[Line]:
    """Memory after some pages, and how long a web process takes to its first answer."""
    known = inside(place, "ready")
    colds = []
    for _ in range(3):
        with product(place) as server:
            colds.append(server.cold)
            client = Client(server.port, known["cookies"]["chanhvp"])
            for _ in range(30):
                for path in (LISTS["all"], f"/viec/{known['assignment']}/", "/co-quan/", "/"):
                    client.get(path)
            resident = server.resident() / 1024 / 1024
    cold = min(colds)
    yield Line("memory of a web process", "≤ 160 MB", place.kind, f"{resident:.0f} MB", resident <= 160)
    yield Line("cold start", "≤ 1.5 s", place.kind, f"{cold:.2f} s", cold <= 1.5)


def loading(place: Place) -> Iterator[Line]:
    """How long the test data took when they were loaded; a million is to take 15 minutes."""
    seconds = re.search(r"(\d+) giây\.", place.fill())
    if seconds:
        bar = 900 * place.assignments / 1_000_000
        work = f"load-test-data, {place.assignments:,} assignments"
        yield Line(work, f"≤ {bar:.0f} s", place.kind, f"{seconds[1]} s", int(seconds[1]) <= bar)


WORKS: dict[str, Callable[[Place], Iterator[Line]]] = {
    "loading": loading, "lists": lists, "writes": writes, "search": search, "table": table, "exports": exports,
    "process": process,
}  # fmt: skip
