"""A line that is a stamp: nothing on it but a marking, with what may stand around one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from giaoviec.intake.gate_fold import EXACT, PLAIN, Line, Marking, legacy_marking, name_marking

_DECOR = r"[\W_]*"
_URGENT = r"(?:hoa toc(?: hen gio)?|thuong khan|khan)"
_NOUN = r"(?:tai lieu|van ban|ho so|cong van|cong dien|bao cao|ke hoach|phuong an|to trinh|thong bao|dien)"
_TAIL = r"(?:(?:ban(?: sao)?(?: so)?|so ban|so luong|thoi han(?: bao ve)?|(?:chi )?luu hanh noi bo|khong sao)\b.{0,40})"
_STAMP = re.compile(
    rf"{_DECOR}(?:{_URGENT}{_DECOR})?"
    rf"(?:(?P<noun>{_NOUN})\s+|(?P<level>(?:muc |cap )?do)\s+)?"
    rf"(?P<mark>{PLAIN})(?:[\W_]+{PLAIN})*{_DECOR}(?:{_URGENT}{_DECOR})?{_TAIL}?{_DECOR}"
)
_LONGEST = 70
_EXACT = re.compile(EXACT)
_LIST_FORM = re.compile(r"\s*[-+•·–—*o]?\s*[“\"'‘]|.*[;,:.”\"'’]\s*$|\s*[-+•·–—]\s*\w(?:.*\w)?\s*$")
_LAST_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Stamp:
    """``exact``: its accents are right. ``shouted``: in capitals. ``listed``: written like an item or a quotation.

    ``noun``: "TÀI LIỆU MẬT"; ``level``: "ĐỘ TỐI MẬT".
    """

    marking: Marking
    exact: bool
    shouted: bool
    listed: bool
    noun: bool
    level: bool


def read_stamp(line: Line) -> Stamp | None:
    """What ``line`` is as a stamp, or None. "Độ mật" alone is a label: a stamp only as "Độ MẬT"."""
    if len(line.raw) > _LONGEST:
        return None
    if legacy := legacy_marking(line):
        return Stamp(legacy, exact=True, shouted=True, listed=False, noun=False, level=False)
    found = _STAMP.fullmatch(line.bare)
    if found is None:
        return None
    stamp = Stamp(
        marking=name_marking(found["mark"]),
        exact=_EXACT.search(line.marked) is not None,
        shouted=line.is_upper,
        listed=_LIST_FORM.match(line.raw) is not None,
        noun=found["noun"] is not None,
        level=found["level"] is not None,
    )
    return None if _is_label(stamp, line) else stamp


def _is_label(stamp: Stamp, line: Line) -> bool:
    if not (stamp.level and stamp.marking == "mật"):
        return False
    words = _LAST_LETTERS.findall(line.raw)
    return line.is_upper or not words[-1].isupper()
