"""A client on loopback with one connection kept open; requests are bounded in number and time."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


class Client:
    """One connection."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Cookie": cookie} if cookie else {}

    def get(self, path: str) -> Answer:
        self._connection.request("GET", path, headers=self._headers)
        response = self._connection.getresponse()
        return Answer(response.status, response.read())


@dataclass
class Times:
    """Seconds that each request took."""

    seconds: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds)

    @property
    def a_second(self) -> float:
        """Requests a second, one after the other: by the median, since noise only adds."""
        return 1 / self.p50


def take_turns(
    deeds: Sequence[Callable[[], object]], *, rounds: int = 6, each: int = 40, most: float = 40.0
) -> list[Times]:
    """Times of deeds that take turns, so that what else the machine does falls on all of them alike."""
    times = [Times() for _ in deeds]
    for deed in deeds:
        for _ in range(5):
            deed()
    began = time.perf_counter()
    for _ in range(rounds):
        for deed, kept in zip(deeds, times, strict=True):
            for _ in range(each):
                start = time.perf_counter()
                deed()
                kept.seconds.append(time.perf_counter() - start)
        if time.perf_counter() - began > most:
            break
    return times
