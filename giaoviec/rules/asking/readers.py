"""What may begin at a word of a request: a name, an amount, days, a fixed phrase, a document; or else a topic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from giaoviec.rules.asking import measures, phrases
from giaoviec.rules.asking.days import Stretch, amount, stretch
from giaoviec.rules.asking.names import Names
from giaoviec.rules.asking.words import Words, fold
from giaoviec.rules.documents import DOCUMENT_TYPES, OTHER_TYPES


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was understood: what it narrows (`name`), to what, and the words that said it."""

    name: str
    value: str
    said: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands from one word up to another."""

    first: int
    after: int
    parts: tuple[Part, ...]


Reader = Callable[[Words, int, Names, date], Iterator[Found]]


def _phrases(words: Words, at: int, names: Names, today: date) -> Iterator[Found]:
    for pattern, meaning in phrases.COMPILED:
        if matched := words.match(pattern, at):
            after = matched[1]
            stuck = any(value == "obstacle" for _, value in meaning)  # "khó khăn" is no "khẩn"
            if (stuck or meant(words, at, after)) and not _cuts_a_name(words, at, after, names):
                said = words.text(at, after)
                yield Found(at, after, tuple(Part(name, value, said) for name, value in meaning))


def meant(words: Words, first: int, after: int) -> bool:
    """Whether words typed with marks are those that the pattern means, not others that lose their marks alike."""
    return all(
        word.text.casefold() == word.plain
        or word.text.casefold() in phrases.MARKED.get(word.plain, (word.text.casefold(),))
        for word in words.words[first:after]
    )


def _cuts_a_name(words: Words, first: int, after: int, names: Names) -> bool:
    """Whether an agency's name begins inside and goes on behind: "các Sở Xây dựng" is no "các sở"."""
    return any((found := names.at(words, i, "agency")) and found[1] > after for i in range(first, after))


_BEFORE_NAMES = {
    "agency": r"(?:(?:cua|o|tai|cho|giao cho|giao|do) )?",
    "leader": r"(?:do |cua )?(?:dong chi |dc |pho chu tich |pct |ong |ba |anh |chi |lanh dao )*(?:ubnd tinh |tinh )?",
    "unit": r"(?:do |cua )?",
    "field": r"(?:(?:thuoc|trong|ve) )?(?:linh vuc|mang|khoi|nganh) (?:ve )?",
    "officer": r"(?:do |cua |giao cho )?(?:dong chi |chuyen vien |can bo |anh |chi |ong |ba )*",
}
_AFTER_NAMES = {
    "agency": r"chu tri|thuc hien",
    "leader": r"(?:da |dang |truc tiep )?(chi dao|giao|phu trach|phan cong|theo doi)",
    "unit": r"(?:dang )?(?:theo doi|phu trach|don doc)",
    "field": r"(?!)",
    "officer": r"phu trach|chu tri",
}
_BEFORE = {kind: re.compile(form) for kind, form in _BEFORE_NAMES.items()}
_AFTER = {kind: re.compile(form) for kind, form in _AFTER_NAMES.items()}


def _named(words: Words, at: int, names: Names, today: date) -> Iterator[Found]:
    for kind in _BEFORE_NAMES:
        start = _skip(words, at, _BEFORE[kind])
        if kind == "field" and start == at:
            continue
        for begin in dict.fromkeys((start, at)) if kind != "field" else (start,):
            named = names.at(words, begin, kind)
            if named is None and kind == "leader" and _titled(words, at, begin):
                named = names.at(words, begin, "given")
            if named:
                keys, after = named
                name, after = _followed(words, after, kind)
                said = words.text(at, after)
                yield Found(at, after, tuple(Part(name, key, said) for key in keys))
                break


def _titled(words: Words, at: int, begin: int) -> bool:
    return bool({word.plain for word in words.words[at:begin]} - {"do", "cua"})


def _skip(words: Words, at: int, pattern: re.Pattern[str]) -> int:
    """The word behind what may stand before a name; the pattern takes the blank after it."""
    matched = pattern.match(words.line, words.starts[at])
    return words.starts.index(matched.end()) if matched and matched.end() in words.starts else at


def _followed(words: Words, after: int, kind: str) -> tuple[str, int]:
    """What a name narrows, with the verb behind it: what a leader looks after is more than what he directed."""
    matched = words.match(_AFTER[kind], after)
    if matched is None or words.words[after - 1].ends:
        return kind, after
    verb = matched[0][1] if kind == "leader" else ""
    return ("after" if verb in ("phu trach", "theo doi") else kind), matched[1]


def bare(words: Words, at: int, names: Names, before: Found) -> list[Found]:
    """The second of "Sở Xây dựng, Tài chính": its name without "Sở", right behind another."""
    between = [word.plain for word in words.words[before.after : at]]
    if set(between) - {"va"} or not (between or words.words[at - 1].ends):
        return []
    named = names.at(words, at, "bare")
    if named is None:
        return []
    keys, after = named
    return [Found(at, after, tuple(Part("agency", key, words.text(at, after)) for key in keys))]


_TYPES = {fold(kind.name_vi): kind.code for kind in (*DOCUMENT_TYPES, *OTHER_TYPES)}
_TYPES |= {fold(kind.abbreviation): kind.code for kind in (*DOCUMENT_TYPES, *OTHER_TYPES) if kind.abbreviation}
_TYPES |= {"cv": "official_letter", "van ban": "", "vb": "", "so": "", "thong bao ket luan": "notice"}
_SYMBOL = r"\d{1,6}[a-z]?(?:/\d{4})?[/-][a-z][\w.&/-]*"
_DOCUMENT = re.compile(
    rf"(?:theo |tai |tu |cua |trong )*(?:(?P<type>{'|'.join(sorted(_TYPES, key=len, reverse=True))}) (?P<so>so )?)?"
    rf"(?:(?P<symbol>{_SYMBOL})|(?P<number>\d{{1,6}}))(?! (?:ngay|tuan|thang))(?![\w/])"
    r"(?: cua (?:(?P<above>chinh phu|thu tuong(?: chinh phu)?)"
    r"|(?:chu tich|ubnd|uy ban nhan dan|uy ban)(?: ubnd| tinh)*))?"
)


def _documents(words: Words, at: int, names: Names, today: date) -> Iterator[Found]:
    matched = words.match(_DOCUMENT, at)
    if matched is None:
        return
    match, after = matched
    said = words.text(at, after)
    above = (Part("group", "1.3", said),) if match["above"] else ()
    if match["symbol"]:
        yield Found(at, after, (Part("document", match["symbol"], said), *above))
    elif _is_number(match):
        yield Found(at, after, (Part("document", f"{_TYPES[match['type']]}:{match['number']}", said), *above))


def _is_number(match: re.Match[str]) -> bool:
    """Whether a number behind a type is a document's: "Kế hoạch 2026" is of a year, "số 30" of nothing."""
    said = match["so"] or not re.fullmatch(r"20\d\d", match["number"])
    return match["type"] is not None and bool(said) and (match["type"] != "so" or bool(match["so"]))


def _dated(words: Words, at: int, names: Names, today: date) -> Iterator[Found]:
    if matched := words.match(measures.UNTIL_NOW, at):
        yield Found(at, matched[1], ())
    if (matched := words.match(measures.ON, at)) and (days := stretch(matched[0]["days"], today)) and days[1]:
        yield Found(at, matched[1], (Part("on", days[1].isoformat(), words.text(at, matched[1])),))
    for name, pattern in measures.DATED:
        if matched := words.match(pattern, at):
            match, after = matched
            days = stretch(match["days"], today)
            tail = match.lastgroup if match.lastgroup in ("due", "given") else ""
            lead = name or tail or _lead(words, at)
            if days and meant(words, at, after):
                yield Found(at, after, (Part(lead, as_range(days), words.text(at, after)),))


def _lead(words: Words, at: int) -> str:
    """Of days without a word of their own, what the word before them says: "Chủ tịch giao trong tháng 10"."""
    before = words.words[at - 1].plain if at and not words.words[at - 1].ends else ""
    return {"giao": "given", "hanh": "issued"}.get(before, "days")


def as_range(days: Stretch) -> str:
    return "..".join(day.isoformat() if day else "" for day in days)


def _amounts(words: Words, at: int, names: Names, today: date) -> Iterator[Found]:
    if (matched := words.match(measures.LATE, at)) and meant(words, at, matched[1]) and not _goes_on(words, at):
        said = words.text(at, matched[1])
        yield Found(at, matched[1], (Part("state", "overdue", said), Part("late", _late(matched[0]), said)))
    for pattern in measures.QUIET:
        if matched := words.match(pattern, at):
            days = str(amount(matched[0]["n"]))
            yield Found(at, matched[1], (Part("quiet", days, words.text(at, matched[1])),))
    if matched := words.match(measures.LEFT, at):
        until = today + timedelta(days=amount(matched[0]["n"]))
        yield Found(at, matched[1], (Part("due", as_range((today, until)), words.text(at, matched[1])),))


def _goes_on(words: Words, at: int) -> bool:
    """Whether "quá 5 ngày" belongs to what stands before it: "chưa xác nhận quá 5 ngày" is no lateness."""
    if words.words[at].plain != "qua" or words.words[at + 1].plain in ("han", "thoi"):
        return False
    before = words.words[at - 1] if at else None
    return bool(before and not before.ends and before.plain != "viec")


def _late(match: re.Match[str]) -> str:
    """The days of lateness, both ends in: "trên 30 ngày" is "31..", "dưới 10 ngày" is "..9"."""
    if match["low"]:
        low = match["low"]
        unit = match["high"].rpartition(" ")[2]
        return f"{amount(low if ' ' in low else f'{low} {unit}')}..{amount(match['high'])}"
    days = amount(match["n"])
    if match["more"]:
        return f"{days + 1}.."
    if match["less"]:
        return f"..{days - 1}"
    return f"..{days}" if match["most"] or match["down"] else f"{days}.."


READERS: tuple[Reader, ...] = (_named, _amounts, _dated, _phrases, _documents)


def topic(words: Words, at: int, names: Names, today: date) -> Found | None:
    """What the work is about: the words behind "về" up to what narrows otherwise."""
    matched = words.match(measures.ABOUT, at)
    if matched is None or not meant(words, at, matched[1]):
        return None
    first = after = matched[1]
    while after < len(words) and not words.words[after - 1].ends:
        if any(found.parts for read in READERS for found in read(words, after, names, today)):
            break
        after += 1
    last = after
    while last > first and phrases.is_filler(words.words[last - 1]):
        last -= 1
    if last == first:
        return None
    return Found(at, last, (Part("query", words.text(first, last), words.text(at, last)),))
