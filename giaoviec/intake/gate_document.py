"""Judging the lines of a document: by where a marking stands and what it looks like, never by the word alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from giaoviec.intake.gate_field import field_marking
from giaoviec.intake.gate_fold import EXACT, PLAIN, Line, Marking, name_marking
from giaoviec.intake.gate_stamp import Stamp, read_stamp

Zone = Literal["head", "edge", "body"]

_HEAD_LINES = 60
_LONG_LINE = 160
_COLUMNS = re.compile(r"\t+|[ \u00a0]{3,}| ?\| ?")
_BODY_STARTS = re.compile(
    r"(kinh gui|can cu|xet de nghi|theo de nghi|thuc hien|dien\s*:|(dieu|phan|muc|chuong) [1i]\b|[1i]\. )"
)
_LETTERHEAD = re.compile(
    r"cong hoa|xa hoi|chu nghia|viet nam|doc lap|hanh phuc|so\s*:|so \d|uy ban|ubnd|ngay .*thang|ban chi dao"
)
_SECOND_LETTERHEAD = re.compile(r"(?i)cộng h(?:òa|oà) xã hội chủ nghĩa|độc lập\s*[-–]\s*tự do")
_ABOUT = re.compile(
    r"bi mat nha nuoc|bao ve bi mat|(?:van ban|tai lieu|ho so|thong tin) (?:toi |tuyet )?mat|do mat|giai mat|dau mat"
)
# "…TĂNG CƯỜNG BẢO / MẬT": words that a marking on the next line only completes.
_LEADS_ON = re.compile(
    r"(?:^|\W)(?:bảo|bí|cơ|độ|loại|và|hoặc|liệu|bản|sơ|tin|dấu|chữ|giữ|giải|đóng|là|dung|cẩn|ong|các|lý|mật,)\W*$"
)
_LEVEL_CUT = re.compile(r"\w.*\W(?:tối|tuyệt)\s*$")
_GOES_ON = re.compile(r"(khẩu|mã|vụ|thiết|ngữ|thư|ong|nhà nước|độ (?!khẩn|mật|:))")
_NUMBER = re.compile(r"số\s*:?\s*\S*[/-]\S.*$")
_NUMBER_SECRET = re.compile(r"[-/(\s](?P<mark>(?:tuyệt |tối )?mật)\)?\s*$")
# "(TM)" may be a trade section: letters alone are for a person to judge.
_NUMBER_DOUBTFUL = re.compile(r"[/-]m\s*$|/m-|\(\s*(?:m|tm|tum)\s*\)\s*$")
_LEADING = re.compile(rf"[\W_]*(?P<mark>{EXACT})\s*[-–—:/(|]\s*(?!(?:tối|tuyệt)\b)\w")
_TRAILING = re.compile(rf".*[:–—|/-]\s*(?P<mark>{EXACT})[\W_]*$")
_HEAD_WORDS = r"(?:cộng h|ủy ban|uỷ ban|ubnd|tỉnh|thành phố|độc lập|số\s*:)"
_IN_LETTERHEAD = re.compile(
    rf"(?P<mark>{EXACT})\s+{_HEAD_WORDS}|{_HEAD_WORDS}(?:.*?\W)?(?<!bí )(?<!bảo )(?<!cơ )(?P<end>{EXACT})\s*$"
)
_DELIVERY = re.compile(r"[\W_]*(chi nguoi co ten moi duoc (boc bi|mo)|tai lieu thu hoi)[\W_]*")
_DECLASSIFIED = re.compile(r"[\W_]*(da )?giai mat[\W_]*(ngay .*)?")
_LEVELS = re.compile(EXACT)
_WORDS = re.compile(r"[^\W\d_]+")
_BRACKETED = re.compile(rf"[\[({{<«【]\s*(?P<mark>{EXACT})\s*[\])}}>»】]")
_OPENS = re.compile(rf"\s*(?:[\[({{<«【]\s*(?P<mark>{PLAIN})\s*[\])}}>»】])")
_LABELLED = re.compile(r"[^\n]{0,40}[:=–—☒☑✓✔■\-]")


@dataclass(frozen=True)
class Finding:
    """What a rule saw; ``marking`` is None where it only doubts."""

    rule: str
    marking: Marking | None


@dataclass(frozen=True)
class _Place:
    """A piece of a line with its neighbours, and whether the letterhead is next to it."""

    line: Line
    before: Line | None
    after: Line | None
    zone: Zone
    beside: bool


def find_in_document(text: str) -> Finding | None:
    """The strongest finding in ``text``; linear in its length."""
    pieces, edges = _split(unicodedata.normalize("NFC", text))
    lines = [Line(piece[:_LONG_LINE]) for piece in pieces]
    head_end = _find_head_end(lines)
    about = _ABOUT.search(" ".join(line.bare for line in lines[:head_end])) is not None
    doubt: Finding | None = None
    for place in _places(lines, head_end=head_end, edges=edges):
        found = _judge_place(place, about=about)
        if found and found.rule == "declassified":
            return found
        if found and found.marking is None:
            doubt = doubt or found
        elif found:
            return _weigh(found, lines[:head_end])
    return doubt


def _weigh(found: Finding, head: Sequence[Line]) -> Finding:
    """A stamp beside a declassification is for a person to judge."""
    if any(_DECLASSIFIED.fullmatch(line.bare) for line in head):
        return Finding("declassified", None)
    return found


def _split(text: str) -> tuple[list[str], set[int]]:
    """The pieces of all lines (columns apart, letters written one a line joined), and which are at a page's edge."""
    pieces: list[str] = []
    edges: set[int] = set()
    sheets = text.split("\f")
    for sheet in sheets:
        start = len(pieces)
        pieces.extend(_join_letters(_split_lines(sheet)))
        if len(sheets) > 1:
            edges.update(range(start, min(start + 2, len(pieces))), range(max(start, len(pieces) - 2), len(pieces)))
    if len(pieces) > 2:
        edges.add(len(pieces) - 1)  # what is drawn last on a page is read last: a stamp put over print
    return pieces, edges


def _split_lines(sheet: str) -> Iterator[str]:
    for raw in sheet.splitlines():
        if not raw or raw.isspace():
            continue
        yield from _rejoined(column for column in _COLUMNS.split(raw.strip()) if column and not column.isspace())


def _rejoined(columns: Iterable[str]) -> Iterator[str]:
    """Columns, but "T Ố I" and "M Ậ T" beside each other are one."""
    for is_spaced, group in groupby(columns, key=_is_spaced_out):
        run = list(group)
        yield from [" ".join(run)] if is_spaced else run


def _is_spaced_out(column: str) -> bool:
    return len(column) < 20 and all(len(token) <= 2 and not token.isdigit() for token in column.split())


def _join_letters(pieces: Iterator[str]) -> Iterator[str]:
    """ "M", "Ậ", "T" on lines of their own are one piece."""
    run: list[str] = []
    for piece in pieces:
        if len(piece.strip()) <= 2 and piece.strip().isalpha():
            run.append(piece.strip())
            continue
        yield from _flush(run)
        run = []
        yield piece
    yield from _flush(run)


def _flush(run: list[str]) -> Iterator[str]:
    if run:
        yield "".join(run)


def _find_head_end(lines: Sequence[Line]) -> int:
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if index >= 2 and (_BODY_STARTS.match(line.bare) or len(line.raw) >= _LONG_LINE):
            return index
    return min(len(lines), _HEAD_LINES)


def _places(lines: Sequence[Line], *, head_end: int, edges: set[int]) -> Iterator[_Place]:
    second = -100
    for index, line in enumerate(lines):
        if index < head_end:
            zone: Zone = "head"
        elif index in edges:
            zone = "edge"
        else:
            if "ộ" in line.raw.lower() and _SECOND_LETTERHEAD.search(line.raw):
                second = index
            zone = "head" if index - second <= 8 else "body"
            if zone == "body" and not _is_worth_reading(line.raw):
                continue
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        beside = zone == "head" and (index == 0 or any(_is_letterhead(near) for near in (before, after)))
        yield _Place(line, before, after, zone, beside)


def _is_worth_reading(raw: str) -> bool:
    """In running text only short lines and labelled ones can be markings: the rest is not even folded."""
    return len(raw) <= 48 or _LABELLED.match(raw) is not None


def _is_letterhead(line: Line | None) -> bool:
    return line is not None and _LETTERHEAD.search(line.bare) is not None


def _judge_place(place: _Place, *, about: bool) -> Finding | None:
    if marking := field_marking(place.line, following=place.after, anywhere=place.zone == "head"):
        return Finding("secrecy-field", marking)
    stamp = read_stamp(place.line)
    if stamp and _stands(stamp, place, about=about):
        rule = {"head": "head-line", "edge": "running-head", "body": "body-line"}[place.zone]
        return Finding(rule, _completed(stamp.marking, place.before))
    return _judge_head(place.line) if place.zone == "head" else None


def _stands(stamp: Stamp, place: _Place, *, about: bool) -> bool:
    if _is_wrapped(place):
        return False
    if place.zone == "body":
        return stamp.exact and stamp.shouted and not (about or stamp.listed or stamp.level)
    if stamp.exact:
        return not (stamp.noun and not stamp.shouted)
    return place.beside and (stamp.shouted or place.line.raw.isascii())


def _is_wrapped(place: _Place) -> bool:
    """Whether the line only continues a sentence or a title: "… BẢO VỆ BÍ / MẬT / NHÀ NƯỚC"."""
    if place.before and (_LEADS_ON.search(place.before.marked) or _LEVEL_CUT.search(place.before.marked)):
        return True
    return place.after is not None and _GOES_ON.match(place.after.marked.lstrip()) is not None


def _completed(marking: Marking, before: Line | None) -> Marking:
    """ "TUYỆT" on the line before makes "MẬT" what it was meant to be."""
    if marking != "mật" or before is None:
        return marking
    return {"tối": "tối mật", "tuyệt": "tuyệt mật"}.get(before.letters, marking)  # type: ignore[return-value]


def _judge_head(line: Line) -> Finding | None:
    if _DELIVERY.fullmatch(line.bare):
        return Finding("delivery-stamp", None)
    if _DECLASSIFIED.fullmatch(line.bare):
        return Finding("declassified", None)
    if _NUMBER.match(line.marked.lstrip()):
        return _judge_number(line.marked)
    opening = _OPENS.match(line.marked) or _BRACKETED.search(line.marked)
    if opening:
        return Finding("bracket", name_marking(opening["mark"]))
    return _judge_shared_line(line)


def _judge_number(marked: str) -> Finding | None:
    if found := _NUMBER_SECRET.search(marked):
        return Finding("number", name_marking(found["mark"]))
    return Finding("number", None) if _NUMBER_DOUBTFUL.search(marked) else None


def _judge_shared_line(line: Line) -> Finding | None:
    """ "MẬT - lưu hành nội bộ"; "UBND TỈNH BÌNH THUẬN MẬT": columns that came with one space between them."""
    if found := _LEADING.match(line.marked):
        return Finding("head-line", name_marking(found["mark"])) if _begins_shouted(line.raw) else None
    if (ending := _TRAILING.match(line.marked)) and len(_LEVELS.findall(line.marked)) == 1:
        return Finding("head-line", name_marking(ending["mark"])) if _WORDS.findall(line.raw)[-1].isupper() else None
    shared = _IN_LETTERHEAD.match(line.marked.lstrip()) if "MẬT" in line.raw else None
    return Finding("head-line", name_marking(shared["mark"] or shared["end"])) if shared else None


def _begins_shouted(raw: str) -> bool:
    return bool(_WORDS.findall(raw)[0].isupper())
