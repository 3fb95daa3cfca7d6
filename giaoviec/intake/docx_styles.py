"""What a style gives a paragraph or a run: list numbers, capitals, the font with its code table, hidden text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from giaoviec.intake.docx_xml import Element, attribute, child, children, switched_on, value_of

_DEEPEST = 20


@dataclass(frozen=True)
class Styles:
    """The styles of one document by their ids."""

    by_id: dict[str, Element]

    @cached_property
    def default_paragraph(self) -> str:
        """The style of a paragraph that names none."""
        for name, style in self.by_id.items():
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                return name
        return ""

    def chain(self, name: str | None) -> list[Element]:
        """The style and those it is based on, nearest first; circles end."""
        found: list[Element] = []
        while name and name in self.by_id and len(found) < _DEEPEST:
            found.append(self.by_id[name])
            name = value_of(self.by_id[name], "basedOn")
        return found

    def list_of(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and depth (0-based) of a paragraph with these ``w:pPr``; None outside lists."""
        style = value_of(properties, "pStyle") or self.default_paragraph
        sources = [properties, *(child(one, "pPr") for one in self.chain(style))]
        list_id = next((found for one in sources if (found := value_of(one, "numPr", "numId"))), None)
        depth = next((found for one in sources if (found := value_of(one, "numPr", "ilvl"))), "0")
        return (list_id, int(depth)) if list_id and list_id != "0" and depth.isdigit() else None

    def look_of(self, run: Element | None, paragraph: Element | None) -> Look:
        """How a run prints: its own properties, then its style's, then its paragraph's style's."""
        names = (value_of(run, "rStyle"), value_of(paragraph, "pStyle") or self.default_paragraph)
        sources = [run, *(child(style, "rPr") for name in names for style in self.chain(name))]
        capitals, hidden = _first_switch(sources, "caps"), _first_switch(sources, "vanish")
        return Look(capitals, hidden, _first_font(sources))


@dataclass(frozen=True)
class Look:
    """Whether letters print as capitals, whether they print at all, and in which font."""

    capitals: bool
    hidden: bool
    font: str


def read_styles(root: Element | None) -> Styles:
    """The styles of ``word/styles.xml``; none without that part."""
    return Styles({attribute(style, "styleId") or "": style for style in children(root, "style")})


def _first_switch(sources: list[Element | None], name: str) -> bool:
    for source in sources:
        if child(source, name) is not None:
            return switched_on(source, name)
    return False


def _first_font(sources: list[Element | None]) -> str:
    fonts = (child(source, "rFonts") for source in sources)
    return next((name for font in fonts if (name := attribute(font, "ascii") or attribute(font, "hAnsi"))), "")
