"""Walking the content of a Word file in the order of print: paragraphs, tables, notes, boxes.

Tracked changes read as accepted: what was inserted stays, what was deleted is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from giaoviec.intake.docx_numbers import Numbers
from giaoviec.intake.docx_styles import Look, Styles
from giaoviec.intake.docx_xml import Element, attribute, child, local, value_of
from giaoviec.intake.legacy import from_tcvn3, from_vni

_INLINE = frozenset(
    ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "oMath")
)
_BLOCKS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_PICTURES = frozenset(("blip", "imagedata"))


class Spot(NamedTuple):
    """A place in a table, counted from 0; tables in the order in which they begin."""

    table: int
    row: int
    column: int


class Block(NamedTuple):
    """A paragraph as printed, and the cell that it stands in."""

    text: str
    spot: Spot | None


@dataclass
class Walk:
    """One pass over one part; what it met besides the running text is gathered on the way."""

    styles: Styles
    numbers: Numbers
    boxes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    pictures: int = 0
    _tables: int = 0
    _carried: str = ""
    _looks: dict[tuple[str | None, str | None], Look] = field(default_factory=dict)

    def blocks(self, parent: Element, spot: Spot | None = None) -> Iterator[Block]:
        """The paragraphs below ``parent`` in order, with the cells that they stand in."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, spot)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _BLOCKS:
                yield from self.blocks(element, spot)
            elif name == "altChunk":
                self.foreign.append("altChunk")

    def _table(self, table: Element) -> Iterator[Block]:
        number, self._tables = self._tables, self._tables + 1
        rows = (row for row in _inside(table, "tr") if child(row, "trPr", "del") is None)
        for index, row in enumerate(rows):
            column = 0
            for cell in _inside(row, "tc"):
                if not _is_continued(cell):
                    yield from self.blocks(cell, Spot(number, index, column))
                column += _width(cell)

    def _paragraph(self, element: Element, spot: Spot | None) -> Iterator[Block]:
        properties = child(element, "pPr")
        text = self._carried + "".join(self._inline(element, properties))
        self._carried = ""
        if child(properties, "rPr", "del") is not None:
            self._carried = text
            return
        yield Block(self._label(properties) + text, spot)

    def _label(self, properties: Element | None) -> str:
        place = self.styles.list_of(properties)
        return self.numbers.next_label(place[0], min(place[1], 8)) if place else ""

    def _inline(self, parent: Element, paragraph: Element | None) -> Iterator[str]:
        for element in parent:
            name = local(element)
            if name == "r":
                yield self._run(element, paragraph)
            elif name == "t":
                yield element.text or ""
            elif name in _INLINE:
                yield from self._inline(element, paragraph)
            elif name == "AlternateContent":
                self._drawing(element)

    def _run(self, run: Element, paragraph: Element | None) -> str:
        look = self._look(child(run, "rPr"), paragraph)
        text = _printed("".join(self._run_signs(run)), look)
        if look.hidden and text.strip():
            self.hidden.append(text)
            return ""
        return text

    def _run_signs(self, run: Element) -> Iterator[str]:
        for element in run:
            name = local(element)
            if name == "t":
                yield element.text or ""
            elif name == "br":
                yield "\n"
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append(f"{name[:-9]}:{attribute(element, 'id')}")
                yield f"[{len(self.notes)}]"
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._drawing(element)

    def _drawing(self, element: Element) -> None:
        """Boxes and word art go apart; of two versions of one drawing the first that has text is read."""
        if local(element) == "AlternateContent":
            versions = [one for one in element if local(one) in ("Choice", "Fallback")]
            chosen = next((one for one in versions if _has_text(one)), versions[0] if versions else None)
            if chosen is not None:
                self._drawing(chosen)
            return
        self._drawn(element)

    def _drawn(self, element: Element) -> None:
        for one in element:
            name = local(one)
            if name == "txbxContent":
                self.boxes.append("\n".join(block.text for block in self.blocks(one)))
            elif name in ("AlternateContent", "pict", "drawing"):
                self._drawing(one)
            else:
                self._note_drawn(one, name)
                self._drawn(one)

    def _note_drawn(self, element: Element, name: str) -> None:
        self.pictures += name in _PICTURES
        for key in ("string",) if name == "textpath" else ("descr", "title") if name in ("docPr", "cNvPr") else ():
            if text := attribute(element, key):
                self.boxes.append(text)
        if name == "t" and element.text:
            self.boxes.append(element.text)

    def _look(self, run: Element | None, paragraph: Element | None) -> Look:
        key = (value_of(run, "rStyle"), value_of(paragraph, "pStyle"))
        if run is None or not len(run):
            if key not in self._looks:
                self._looks[key] = self.styles.look_of(run, paragraph)
            return self._looks[key]
        return self.styles.look_of(run, paragraph)


def _printed(text: str, look: Look) -> str:
    """The letters as the font and the capitals switch make them appear."""
    font = look.font.lower()
    if font.startswith(".vn"):
        text = from_tcvn3(text)
        text = text.upper() if font.endswith("h") else text
    elif font.startswith("vni-"):
        text = from_vni(text)
    return text.upper() if look.capitals else text


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Children of that name, also inside content controls and accepted insertions."""
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in _BLOCKS:
            yield from _inside(one, name)


def _is_continued(cell: Element) -> bool:
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") != "restart"


def _width(cell: Element) -> int:
    written = value_of(cell, "tcPr", "gridSpan") or "1"
    return int(written) if written.isdigit() and len(written) < 4 else 1


def _has_text(element: Element) -> bool:
    return any(local(one) in ("txbxContent", "textpath", "t") for one in element.iter())
