"""The one way in which an action says no."""

from __future__ import annotations

from giaoviec.rules.citation import Ground


class Refused(Exception):
    """An act that is not to be done now: one Vietnamese sentence, its ground, the field it belongs to, a status.

    `forgets`: what stood in the field is not to be shown again (6.2).
    """

    forgets = False

    def __init__(self, sentence: str, *, ground: Ground | None = None, field: str = "", status: int = 409) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.ground = ground
        self.field = field
        self.status = status


class Stale(Refused):
    """Somebody else was first: says who did what, so that the second person knows what he is looking at."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, status=409)
