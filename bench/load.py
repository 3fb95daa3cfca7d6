"""People at work for some minutes: `dev.py bench load [--users 200] [--minutes 10]`; a quarter of them on SQLite.

Each has a session of his own and thinks 5 to 15 s between two acts. Liaisons, who are most, read their lists and their
assignments and each third time send an update by its form, which makes 15 % of all requests writes; the Office and the
leaders read lists, figures and the morning page. Sessions are made, not signed in: a sign-in is an Argon2 check, whose
number at once is limited. One process of threads that mostly sleep, so that the client costs little.
"""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.parse import urlencode

from bench.places import Place
from bench.servers import product
from bench.works import Line, inside

THINK = (5.0, 15.0)
BAR = 0.5
READ = {
    "liaison": ("/", "/viec/", "/viec/?tinh-hinh=qua-han", "/viec-phai-lam/"),
    "chairman": ("/", "/so-lieu/", "/vuong-mac/", "/co-quan/"),
    "office": ("/", "/viec/", "/viec/?tinh-hinh=qua-han", "/van-ban/", "/don-doc/", "/co-quan/", "/so-lieu/"),
}
SHARES = (("liaison", 0.6), ("office", 0.35), ("chairman", 0.05))
WRITES = 1 / 3
"""Of a liaison's turns; a turn that writes is two requests, so that 15 % of all requests are writes."""


@dataclass
class Tally:
    """What came of all requests: seconds by kind, and how often something other than a page or a way on came back."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "write": []})
    faults: Counter[str] = field(default_factory=Counter)

    def line(self, place: Place, users: int, minutes: float) -> Line:
        reads, writes = self.seconds["read"], self.seconds["write"]
        every = [*reads, *writes]
        cuts = quantiles(every, n=100)
        measured = (
            f"{len(every)} requests, {len(writes) / len(every):.0%} writes, p50 {cuts[49] * 1000:.0f} ms, p95 "
            f"{cuts[94] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, faults {dict(self.faults) or 0}"
        )
        work = f"{users} users for {minutes:g} min"
        return Line(work, "p95 < 500 ms, 0 faults", place.kind, measured, cuts[94] < BAR and not self.faults)


def load(place: Place, *, users: int, minutes: float) -> Iterator[Line]:
    """The people of the place's province take turns until the time is over."""
    seats = inside(place, "seats")["seats"]
    tally, chance = Tally(), random.Random(7)
    with product(place, processes=2) as server:
        end = time.monotonic() + minutes * 60
        people = [
            threading.Thread(target=_work, args=(server.port, kind, seat, tally, end, chance.random()))
            for kind, seat in _cast(seats, users)
        ]
        for one in people:
            one.start()
        for one in people:
            one.join()
    yield tally.line(place, users, minutes)


Seat = tuple[str, str, list[int]]


def _cast(seats: list[Seat], users: int) -> Iterator[tuple[str, Seat]]:
    """Who sits there: the shares of `SHARES`; several browsers of one person where there are too few."""
    kinds = {
        "liaison": [seat for seat in seats if seat[0] == "liaison" and seat[2]],
        "office": [seat for seat in seats if seat[0] in ("office_head", "clerk", "monitor")],
        "chairman": [seat for seat in seats if seat[0] in ("chairman", "vice_chairman")],
    }
    for kind, share in SHARES:
        for number in range(round(users * share)):
            yield kind, kinds[kind][number % len(kinds[kind])]


def _work(port: int, kind: str, seat: Seat, tally: Tally, end: float, start: float) -> None:
    browser = _Browser(port, seat[1], tally)
    chance = random.Random(start)
    time.sleep(start * THINK[1])  # They did not all come at once.
    while time.monotonic() < end:
        if seat[2] and chance.random() < WRITES:
            browser.update(chance.choice(seat[2]))
        else:
            pages = [*READ[kind], *(f"/viec/{pk}/" for pk in seat[2][:4])]
            browser.ask("read", "GET", chance.choice(pages))
        time.sleep(chance.uniform(*THINK))


class _Browser:
    """One connection that is kept open, with the cookies of a session."""

    def __init__(self, port: int, cookie: str, tally: Tally) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookie, self._tally, self._origin = cookie, tally, f"http://127.0.0.1:{port}"

    def update(self, pk: int) -> None:
        """Opens the form of an update, and sends it a moment later as its writer would."""
        form = self.ask("read", "GET", f"/viec/{pk}/cap-nhat/")
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        if "csrfmiddlewaretoken" not in fields:
            return
        time.sleep(THINK[0])
        said = {**fields, "content": f"Đã họp với các đơn vị, đang hoàn thiện hồ sơ, lần {random.randrange(10**6)}."}
        cookie = f"giaoviec-csrf={fields['csrfmiddlewaretoken']}"
        self.ask("write", "POST", f"/viec/{pk}/cap-nhat/", urlencode(said), cookie)

    def ask(self, kind: str, method: str, path: str, body: str | None = None, cookie: str = "") -> str:
        headers = {"Cookie": f"{self._cookie}; {cookie}", "Origin": self._origin}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as fault:
            self._connection.close()
            self._tally.faults[type(fault).__name__] += 1
            return ""
        self._tally.seconds[kind].append(time.perf_counter() - began)
        if answer.status not in ((200,) if kind == "read" else (200, 302)):
            self._tally.faults[f"{answer.status} {kind}"] += 1
        return text
