"""Numbers of lists as Word prints them: "1.", "a)", "II.", "1.2.3": computed, since the file does not hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from giaoviec.intake.docx_xml import Element, attribute, child, children, local, value_of

_PLACE = re.compile(r"%(\d)")
_BULLETS = ("-", "+", "*", "–", "•")  # other signs are places in symbol fonts
_ROMAN_SIGNS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _ROMAN_SIGNS, strict=True))


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    pattern: str
    gap: str
    legal: bool


@dataclass
class Numbers:
    """The lists of one document; ``next_label`` counts as it goes, so ask once per paragraph, in order."""

    abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_label(self, list_id: str, depth: int) -> str:
        """The label of the next paragraph of the list at ``depth`` with what follows it; "" where none is printed."""
        if list_id not in self.lists:
            return ""
        abstract_id, levels = self.lists[list_id]
        level = levels.get(depth)
        if level is None or (level.form == "none" and "%" not in level.pattern):
            return ""
        counts = self._counted(list_id, abstract_id, levels, depth)
        if level.form == "bullet":
            return (level.pattern if level.pattern in _BULLETS else "-") + level.gap
        return _printed(level, levels, counts) + level.gap

    def _counted(self, list_id: str, abstract_id: str, levels: dict[int, _Level], depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(abstract_id, {})
        starts = self._starts.get(list_id, {})
        if depth in starts and (list_id, depth) not in self._restarted:
            self._restarted.add((list_id, depth))
            counts[depth] = starts[depth]
        else:
            counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        for upper in range(depth):
            counts.setdefault(upper, levels[upper].start if upper in levels else 1)
        return counts

    def set_start(self, list_id: str, depth: int, start: int) -> None:
        """A list that begins at ``start`` the first time it is met."""
        self._starts.setdefault(list_id, {})[depth] = start


def read_numbers(root: Element | None) -> Numbers:
    """The lists of ``word/numbering.xml``; none without that part."""
    numbers = Numbers()
    for element in children(root, "abstractNum"):
        numbers.abstract[attribute(element, "abstractNumId") or ""] = _levels(element)
    for element in children(root, "num"):
        _add_list(numbers, element)
    return numbers


def _add_list(numbers: Numbers, element: Element) -> None:
    list_id = attribute(element, "numId") or ""
    abstract_id = value_of(element, "abstractNumId") or ""
    levels = dict(numbers.abstract.get(abstract_id, {}))
    for override in children(element, "lvlOverride"):
        depth = _number(attribute(override, "ilvl"), 0)
        if (changed := child(override, "lvl")) is not None:
            levels[depth] = _level(changed)
        if (start := value_of(override, "startOverride")) is not None:
            numbers.set_start(list_id, depth, _number(start, 1))
    numbers.lists[list_id] = (abstract_id, levels)


def _levels(element: Element) -> dict[int, _Level]:
    return {_number(attribute(one, "ilvl"), 0): _level(one) for one in element if local(one) == "lvl"}


def _level(element: Element) -> _Level:
    gaps = {"space": " ", "nothing": ""}
    return _Level(
        start=_number(value_of(element, "start"), 1),
        form=value_of(element, "numFmt") or "decimal",
        pattern=value_of(element, "lvlText") or "",
        gap=gaps.get(value_of(element, "suff") or "", " "),
        legal=child(element, "isLgl") is not None,
    )


def _printed(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def place(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        form = "decimal" if level.legal or depth not in levels else levels[depth].form
        return format_number(counts.get(depth, 1), form)

    return _PLACE.sub(place, level.pattern)


def format_number(number: int, form: str) -> str:
    """``number`` in one of Word's forms; decimal where the form is not one of the usual."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    if form == "decimalZero":
        return f"{number:02d}"
    return "" if form in ("none", "bullet") else str(number)


def _roman(number: int) -> str:
    printed = ""
    for worth, sign in _ROMAN:
        times, number = divmod(number, worth)
        printed += sign * times
    return printed


def _number(written: str | None, default: int) -> int:
    try:
        return min(int(written or default), 100_000)
    except ValueError:
        return default
