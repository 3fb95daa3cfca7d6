"""Files made to harm, sent through the child process: each gets a text or a sentence, within its limits.

Always the same files for a number. The short form takes every ninth; the suite takes those of `share`.
"""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from faults.hostile_files import Hostile, hostile
from faults.lines import Line
from giaoviec.intake.extract import extract
from giaoviec.intake.shapes import Refused
from giaoviec.intake.workbook import read_workbook

CPU_SECONDS, MEMORY_KB = 10.0, 512 * 1024
LIMIT = "≤ 10 s, ≤ 512 MB"


@dataclass(frozen=True)
class Met:
    """What came of a file: the sentence, or "" where it was read; ``broke`` what went up to the parent."""

    kind: str
    sentence: str
    broke: str
    cpu: float
    seconds: float


def run(long: bool) -> Iterator[Line]:
    files = list(hostile())[:: 1 if long else 9]
    met = [meet(one) for one in files]
    broken = [one for one in met if one.broke]
    mute = [one for one in met if not one.broke and one.sentence and not one.sentence.endswith(".")]
    whole, told = len(met), Counter(one.kind.partition(",")[0] for one in met)
    kinds = ", ".join(f"{number} {kind}" for kind, number in told.items())
    yield Line(
        "hostile files: the parent breaks", "child process", "0", f"{len(broken)} of {whole} ({kinds})", not broken
    )
    refused = sum(bool(one.sentence) for one in met)
    said = f"{len(mute)} without; {refused} refused, {whole - refused} read"
    yield Line("hostile files: a sentence each", "child process", "all", said, not mute)
    slowest = max(met, key=lambda one: one.cpu)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    used = f"{slowest.cpu:.1f} s ({slowest.kind}), {largest // 1024} MB resident at most"
    yield Line(
        "hostile files: processor and memory", "child process", LIMIT, used, slowest.cpu <= 11 and largest <= MEMORY_KB
    )


def meet(one: Hostile) -> Met:
    """Send a file as a door does, and measure what its child cost."""
    data, before, began = one.data(), _spent(), time.monotonic()
    sentence = broke = ""
    try:
        read_workbook(data) if one.is_book else extract(one.name, data)
    except Refused as refused:
        sentence = refused.sentence or f"{refused.code}."
    except Exception as fault:  # what must not happen is what is counted
        broke = repr(fault)
    return Met(one.kind, sentence, broke, _spent() - before, time.monotonic() - began)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def share(kinds: int = 60) -> list[Hostile]:
    """Some of each family, spread over all."""
    whole = [one for one in hostile() if not one.kind.startswith("heavy")]
    return whole[:: max(len(whole) // kinds, 1)][:kinds]
