"""From a request in Vietnamese to what a list or the figures are narrowed to; what is not understood is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from giaoviec.rules.asking import phrases
from giaoviec.rules.asking.names import Names
from giaoviec.rules.asking.readers import READERS, Found, Part, as_range, bare, topic
from giaoviec.rules.asking.words import Words, cut

LONGEST = 300
"""Characters of a request that are read."""

SEVERAL = ("agency", "document", "flag", "without", "state")
"""What may be asked several times: agencies and documents are any of them, the others hold all at once."""
IMPLY_OPEN = ("overdue", "in_time", "near", "claimed", "returned", "given", "not_started", "under_way", "silent")
WEAK = ("query", "over")
"""What alone is no request."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A request as it was read. `over`: "list" or "figures"; `unknown`: the words that narrow nothing here."""

    parts: tuple[Part, ...]
    unknown: tuple[str, ...]

    @property
    def over(self) -> str:
        asked = any(part.name in ("over", "figure", "by", "on") for part in self.parts)
        return "figures" if asked else "list"

    @property
    def is_request(self) -> bool:
        """Whether anything was understood that narrows: words alone are looked for in texts."""
        return any(part.name not in WEAK for part in self.parts)

    def of(self, name: str) -> list[str]:
        return [part.value for part in self.parts if part.name == name]


def understand(text: str, names: Names, today: date) -> Understood:
    """What a request means on a day; the names are those that the asker may use."""
    words = cut(text[:LONGEST])
    found = list(_scan(words, names, today))
    parts = [Part("query", said, said) for said in words.quoted]
    parts += [part for one in found for part in one.parts]
    parts = _settled(parts)
    kept, clashing = _fitting(parts)
    unknown = [*_unknown(words, found), *clashing]
    return Understood(tuple(kept), tuple(dict.fromkeys(unknown)))


# ---- the words, from the first to the last


def _scan(words: Words, names: Names, today: date) -> Iterator[Found]:
    at, free, before = 0, 0, None
    while at < len(words):
        found = _longest(words, at, names, today, before)
        if found is None:
            at += 1
            continue
        found = _given_to(words, found, before)
        negated = _negated(words, at, free) if found.parts else 0
        before = None if negated else found
        yield Found(at - negated, found.after, () if negated else found.parts)
        at = free = found.after


def _given_to(words: Words, found: Found, before: Found | None) -> Found:
    """Days right behind whom the work was given to are those of the giving: "giao cho Công an tỉnh từ tháng 6"."""
    behind = before is not None and before.after == found.first and not words.words[found.first - 1].ends
    if not (before and behind and {part.name for part in before.parts} == {"agency"}):
        return found
    if "giao" not in [word.plain for word in words.words[max(0, before.first - 1) : before.first + 1]]:
        return found
    return replace(found, parts=tuple(replace(p, name="given") if p.name == "days" else p for p in found.parts))


def _longest(words: Words, at: int, names: Names, today: date, before: Found | None) -> Found | None:
    """The longest of all that may begin at a word; of equals the first asked."""
    readings = [found for read in READERS for found in read(words, at, names, today)]
    if before and before.parts[-1:] and before.parts[-1].name == "agency":
        readings += bare(words, at, names, before)
    best = max(readings, key=lambda found: found.after, default=None)
    return best or topic(words, at, names, today)


def _negated(words: Words, at: int, free: int) -> int:
    """How many words before a find turn it round; 0 where none does. Those before `free` belong to another find."""
    for back in range(1, 4):
        if at - back < free or words.words[at - back].ends:
            return 0
        if words.words[at - back].plain in phrases.NEGATIONS:
            return back
        if not phrases.is_filler(words.words[at - back]):
            return 0
    return 0


# ---- what was found, put together


def _settled(parts: Sequence[Part]) -> list[Part]:
    """Days without a word of their own are those of the end where the work is done, else of the deadline."""
    states = {part.value for part in parts if part.name == "state"}
    name = "done" if states & {"done", "on_time", "late"} else "due"
    settled = [replace(part, name=name) if part.name == "days" else part for part in parts]
    if states & set(IMPLY_OPEN):
        settled = [part for part in settled if (part.name, part.value) != ("state", "open")]
    return _once(settled)


def _once(parts: Sequence[Part]) -> list[Part]:
    """What was said twice stands once, with all its words."""
    words: dict[Part, list[str]] = {}
    for part in parts:
        words.setdefault(part, []).append(part.said)
    return [replace(part, said=", ".join(dict.fromkeys(heard))) for part, heard in words.items()]


def _fitting(parts: Sequence[Part]) -> tuple[list[Part], list[str]]:
    """The parts that hold together, and the words of those that cannot stand beside an earlier one."""
    kept: list[Part] = []
    clashing: list[str] = []
    for part in sorted(parts, key=lambda part: part.name == "kind"):  # whichever is said first, agencies go before
        others = [one for one in kept if one.name == part.name and part.name not in SEVERAL]
        if len(others) == 1 and (joined := _joined(others[0], part)):
            kept[kept.index(others[0])] = joined
            continue
        if part.name == "kind" and any(one.name == "agency" for one in kept):
            others = list(kept)
        if part.name == "over" or not others:
            kept.append(part)
        else:
            clashing.append(part.said)
    return kept, clashing


DAYS = ("due", "given", "done", "issued")


def _joined(a: Part, b: Part) -> Part | None:
    """Two stretches of days that touch, as one: "quý III và quý IV"."""
    if a.name not in DAYS or not all(a.value.split("..") + b.value.split("..")):
        return None
    (a_first, a_last), (b_first, b_last) = sorted(
        tuple(map(date.fromisoformat, part.value.split(".."))) for part in (a, b)
    )
    if b_first > a_last + timedelta(days=1):
        return None
    return Part(a.name, as_range((a_first, max(a_last, b_last))), f"{a.said}, {b.said}")


def _unknown(words: Words, found: Sequence[Found]) -> list[str]:
    """The runs of words that say nothing here; fillers between two of them stay, so that they read as typed."""
    taken = {i for one in found if one.parts or not _is_turned(words, one) for i in range(one.first, one.after)}
    runs: list[list[int]] = []
    for i in range(len(words)):
        if i in taken:
            runs.append([])
        elif not _says_nothing(words, i, found):
            runs = runs or [[]]
            runs[-1].append(i)
    return [words.text(run[0], run[-1] + 1) for run in runs if run]


def _is_turned(words: Words, one: Found) -> bool:
    """Whether it was understood but for a word before it that turns it round."""
    return any(word.plain in phrases.NEGATIONS for word in words.words[one.first : one.after])


def _says_nothing(words: Words, at: int, found: Sequence[Found]) -> bool:
    word = words.words[at]
    if any(one.first <= at < one.after for one in found):
        return False
    if word.plain in phrases.OR:
        before, behind = (
            next((one for one in found if one.after == at), None),
            next((one for one in found if one.first == at + 1), None),
        )
        return bool(before and behind and {p.name for p in (*before.parts, *behind.parts)} <= {"agency", "document"})
    return phrases.is_filler(word)
