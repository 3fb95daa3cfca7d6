"""A figure that a fault run prints: what was tried, the bar, what was measured, whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`place` is the database or container that it was tried on; `holds` None where there is no bar."""

    work: str
    place: str
    bar: str
    measured: str
    holds: bool | None = None


Run = Callable[[bool], Iterator[Line]]
"""A fault by name; the argument says whether the long form is asked for."""
