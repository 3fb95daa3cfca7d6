"""Identity codes of agencies (Quyết định 20/2020/QĐ-TTg), in the new form H41.15 and the old one 000.00.15.H41."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 35
OLD_WIDTHS = (2, 2, 3)
"""Digits of levels 2, 3, 4 in the old form, which writes them from the right."""

_FIRST = re.compile(r"[A-Z][0-9]{2}")
_GROUP = re.compile(r"[0-9A-Z]{1,8}")


class BadCode(ValueError):
    """Not an identity code; `sentence` says how one is written."""

    def __init__(self, text: str) -> None:
        self.sentence = f"“{text[:60]}” không phải mã định danh; hãy ghi như H41.15 hoặc 000.00.15.H41."
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Identity:
    """An identity code as its levels, the highest first: ("H41", "15")."""

    levels: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Identity:
        """Reads either form; small letters and spaces round it are no matter. `BadCode` where it is none."""
        written = text.strip().upper()
        groups = written.split(".")
        if len(written) > LONGEST or not all(map(_GROUP.fullmatch, groups)):
            raise BadCode(text)
        if len(groups) == 4 and _FIRST.fullmatch(groups[-1]) and _has_old_widths(groups[-2::-1]):
            groups.reverse()
        if not _FIRST.fullmatch(groups[0]):
            raise BadCode(text)
        while len(groups) > 1 and not groups[-1].strip("0"):
            groups.pop()
        return cls(tuple(groups))

    @property
    def new(self) -> str:
        """The form of 2020, level 1 leftmost."""
        return ".".join(self.levels)

    @property
    def old(self) -> str:
        """The form before it, level 1 rightmost, always four groups; "" where the code does not fit into it."""
        below = self.levels[1:]
        if len(below) > len(OLD_WIDTHS) or not _has_old_widths(below):
            return ""
        zeros = ["0" * width for width in OLD_WIDTHS[len(below) :]]
        return ".".join(reversed([*self.levels, *zeros]))


def key(text: str) -> str:
    """What two spellings of one code share; of what is no code (a number of another registry) its own letters."""
    try:
        return Identity.parse(text).new
    except BadCode:
        return text.strip().upper()


def _has_old_widths(below: tuple[str, ...] | list[str]) -> bool:
    widths = zip(below, OLD_WIDTHS, strict=False)
    return all(len(group) == width and group.isdigit() for group, width in widths)
