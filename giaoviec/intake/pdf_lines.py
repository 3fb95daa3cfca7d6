"""The lines of a PDF page from its characters: words, wide gaps, columns; running heads and page numbers apart."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from giaoviec.intake.places import Line, Word, line_text

_MOST_CHARACTERS = 60_000
_WIDE_GAP = 2.5  # of the line's height
_LEAST_COLUMN_LINES = 5
_EDGE = 0.1  # of the page's height
_PAGE_NUMBER = re.compile(r"\W*(?:trang|page)?\W*(?:\d{1,4}|[ivx]{1,6})(?:\s*/\s*\d{1,4})?\W*", re.I)
_BROKEN = "\x02\ufffe"
_DIGITS = re.compile(r"\d+")


class _Char(NamedTuple):
    sign: str
    x0: float
    y0: float
    x1: float
    y1: float


class _Sheet(NamedTuple):
    """The edges of what is shown of a page, in its own coordinates, and the clockwise turn it is shown with."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: Any) -> _Sheet:
        left, bottom, right, top = page.get_cropbox()
        return cls(left, bottom, right, top, page.get_rotation())

    def shown(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """A box as it is seen: origin top left, down is positive."""
        x0, y0, x1, y1 = left - self.left, self.top - top, right - self.left, self.top - bottom
        width, height = self.right - self.left, self.top - self.bottom
        if self.turn == 90:
            return height - y1, x0, height - y0, x1
        if self.turn == 180:
            return width - x1, height - y1, width - x0, height - y0
        if self.turn == 270:
            return y0, width - x1, y1, width - x0
        return x0, y0, x1, y1


def page_lines(page: Any) -> list[Line]:
    """The lines of ``page`` in reading order; boxes in points from its top left."""
    text_page = page.get_textpage()
    try:
        lines = [_words(line) for line in _char_lines(text_page, page)]
    finally:
        text_page.close()
    return _by_columns([line for line in lines if line])


def split_furniture(pages: Sequence[list[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], list[list[Line]]]:
    """The running text of each page, and its furniture: page numbers, and heads and feet that come again."""
    repeated = _repeated_edges(pages, heights)
    running, furniture = [], []
    for lines, height in zip(pages, heights, strict=True):
        apart = [_is_furniture(line, height, repeated) for line in lines]
        running.append([line for line, is_apart in zip(lines, apart, strict=True) if not is_apart])
        furniture.append([line for line, is_apart in zip(lines, apart, strict=True) if is_apart])
    return running, furniture


def _char_lines(text_page: Any, page: Any) -> Iterator[list[_Char]]:
    """pdfium's lines: it puts line ends of its own between them, and a sign of its own for a hyphen at a line's end."""
    line: list[_Char] = []
    for char in _chars(text_page, _Sheet.of(page)):
        if char.sign in "\r\n":
            if line:
                yield line
            line = []
        elif char.sign in _BROKEN:
            yield [*line, char._replace(sign="-")]
            line = []
        else:
            line.append(char)
    if line:
        yield line


def _chars(text_page: Any, sheet: _Sheet) -> Iterator[_Char]:
    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    for index in range(min(text_page.count_chars(), _MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        sign = chr(code) if 0 < code < 0x110000 else "\ufffd"
        raw.FPDFText_GetLooseCharBox(text_page, index, pointer)
        yield _Char(sign, *sheet.shown(box.left, box.top, box.right, box.bottom))


def _words(line: list[_Char]) -> list[Word]:
    words: list[Word] = []
    current: list[_Char] = []
    for char in [*line, None]:
        if char is not None and not char.sign.isspace():
            current.append(char)
        elif current:
            words.append(_word(current, words[-1] if words else None))
            current = []
    return words


def _word(chars: list[_Char], before: Word | None) -> Word:
    x0, y0 = min(char.x0 for char in chars), min(char.y0 for char in chars)
    x1, y1 = max(char.x1 for char in chars), max(char.y1 for char in chars)
    gap = before is not None and x0 - before.x1 > _WIDE_GAP * max(y1 - y0, 1)
    return Word("".join(char.sign for char in chars), x0, y0, x1, y1, gap)


def _by_columns(lines: list[list[Word]]) -> list[Line]:
    """Where many lines in a row have a gap at one place, the page is set in columns: the left one comes first."""
    ordered: list[Line] = []
    run: list[list[Word]] = []
    for line in [*lines, []]:
        if _gap_at(line) is not None and (not run or _same_gutter(run[-1], line)):
            run.append(line)
            continue
        ordered.extend(_unfolded(run))
        run = []
        if _gap_at(line) is not None:
            run.append(line)
        elif line:
            ordered.append(line)
    return ordered


def _unfolded(run: list[list[Word]]) -> list[Line]:
    if len(run) < _LEAST_COLUMN_LINES:
        return list(run)
    left = [line[: _gap_at(line)] for line in run]
    right = [[line[place]._replace(gap=False), *line[place + 1 :]] for line in run if (place := _gap_at(line))]
    return [*left, *right]


def _gap_at(line: list[Word]) -> int | None:
    """The place of the only wide gap of a line of running text; None in table rows, which have several or few words."""
    gaps = [place for place, word in enumerate(line) if word.gap]
    if len(gaps) != 1 or min(gaps[0], len(line) - gaps[0]) < 2:
        return None
    return gaps[0]


def _same_gutter(above: list[Word], below: list[Word]) -> bool:
    one, other = _gap_at(above) or 0, _gap_at(below) or 0
    return above[one - 1].x1 < below[other].x0 and below[other - 1].x1 < above[one].x0


def _is_furniture(line: Line, height: float, repeated: set[str]) -> bool:
    if not _is_at_edge(line, height):
        return False
    text = line_text(line)
    return _PAGE_NUMBER.fullmatch(text) is not None or _DIGITS.sub("#", text) in repeated


def _repeated_edges(pages: Sequence[list[Line]], heights: Sequence[float]) -> set[str]:
    counted: Counter[str] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        counted.update({_DIGITS.sub("#", line_text(line)) for line in lines if _is_at_edge(line, height)})
    least = max(2, len(pages) * 0.4)
    return {text for text, times in counted.items() if times >= least}


def _is_at_edge(line: Line, height: float) -> bool:
    middle = (line[0].y0 + line[0].y1) / 2
    return middle < _EDGE * height or middle > (1 - _EDGE) * height
