"""How agencies work: fixed for each, so that tables of a year show who is good and who is late."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Character:
    """Shares are of lives, days are working days unless said; (a, b) is from a to b."""

    takes_up: float
    first_update: tuple[int, int]
    every: tuple[int, int]
    late: float
    days_late: tuple[int, int]
    never: float
    asks_extension: float
    returns: float
    meets_obstacle: float
    rejected: float
    explains: float
    answers_opinion: float
    updates_cycle: float


CHARACTERS = {
    "good": Character(0.97, (0, 3), (8, 16), 0.05, (1, 4), 0.0, 0.05, 0.04, 0.03, 0.04, 0.95, 0.95, 0.95),
    "steady": Character(0.85, (1, 4), (10, 22), 0.16, (1, 8), 0.01, 0.12, 0.06, 0.06, 0.08, 0.8, 0.85, 0.85),
    "busy": Character(0.75, (2, 6), (12, 28), 0.3, (2, 15), 0.02, 0.3, 0.12, 0.16, 0.1, 0.7, 0.7, 0.7),
    "late": Character(0.6, (3, 12), (15, 40), 0.48, (3, 40), 0.05, 0.25, 0.1, 0.1, 0.2, 0.5, 0.5, 0.5),
    "silent": Character(0.3, (5, 40), (30, 80), 0.55, (8, 60), 0.12, 0.06, 0.03, 0.03, 0.15, 0.25, 0.2, 0.3),
}
