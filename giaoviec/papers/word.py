"""A paper as Word: `render(paper)`. WordprocessingML, written directly: cell by cell through a library takes hours."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from giaoviec.papers import bars, layout
from giaoviec.papers.layout import LEFT_COLUMN, MARGINS, PAGE, twips
from giaoviec.papers.ooxml import cell, paragraph, parts, rule, safe, table
from giaoviec.papers.paper import Bars, Block, Heading, Items, Paper, Paragraph, Table

END = "./."


def render(paper: Paper) -> bytes:
    """The paper as a .docx that obeys Appendix I of NĐ 30/2020/NĐ-CP. The same paper gives the same bytes."""
    pieces = [_letterhead(paper), *_title(paper), *_addressees(paper), *_text(paper), _foot(paper), _section(paper)]
    package = parts("".join(pieces), title=paper.summary or paper.type_name)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def text_width(paper: Paper) -> float:
    """The width between the margins, in mm."""
    return PAGE[1 if paper.landscape else 0] - MARGINS["left"] - MARGINS["right"]


# ---- the head


def _letterhead(paper: Paper) -> str:
    head, wide = paper.letterhead, text_width(paper)
    left_wide = LEFT_COLUMN if not paper.landscape else wide * 0.42
    left = [
        *(paragraph(line, "parent") for line in _lines(head.parent) if line),
        *(paragraph(line, "body") for line in _lines(head.body)),
        rule(rule_under(head.body, "body", left_wide), left_wide),
    ]
    motto_wide = layout.width(layout.MOTTO, layout.STYLES["motto"].size)
    right = [paragraph(layout.NATION, "nation"), paragraph(layout.MOTTO, "motto"), rule(motto_wide, wide - left_wide)]
    numbered = [paragraph(paper.number_vi, "number"), *_subject(paper), *_stamp(paper)]
    dated = [paragraph(paper.place_and_day, "place")]
    widths = (left_wide, wide - left_wide)
    return table([[cell(left), cell(right)], [cell(numbered), cell(dated)]], widths, margin=0)


def _subject(paper: Paper) -> list[str]:
    """The summary of a công văn, under its number."""
    return [] if paper.type_name or not paper.summary else [paragraph(f"V/v {paper.summary}", "subject")]


def _stamp(paper: Paper) -> list[str]:
    if not paper.urgency:
        return []
    box = cell([paragraph(paper.urgency, "stamp")], middle=True)
    stamp = table(
        [[box]], (layout.STAMPS[paper.urgency],), margin=0, border=layout.RED, height=layout.STAMP_HEIGHT, centred=True
    )
    return [paragraph("", "gap"), stamp, paragraph("", "gap")]


def _title(paper: Paper) -> Iterator[str]:
    if not paper.type_name:
        return
    yield paragraph(paper.type_name, "type")
    for line in _lines(paper.summary):
        yield paragraph(line, "summary")
    yield rule(rule_under(paper.summary, "summary", text_width(paper)), text_width(paper))


def rule_under(text: str, style: str, room: float) -> float:
    """Between a third and a half of the line above it."""
    longest = max((layout.width(line, layout.STYLES[style].size) for line in _lines(text)), default=0.0)
    return layout.RULE_OF_BODY * min(longest, room)


def _addressees(paper: Paper) -> Iterator[str]:
    """One on the line of "Kính gửi:", several each on its own."""
    if len(paper.addressees) == 1:
        yield paragraph(f"Kính gửi: {paper.addressees[0]}", "to")
    elif paper.addressees:
        yield paragraph("Kính gửi:", "to")
        last = len(paper.addressees) - 1
        for n, one in enumerate(paper.addressees):
            yield paragraph(f"- {one.rstrip(';.')}{'.' if n == last else ';'}", "to_each", left=text_width(paper) * 0.3)
    if not paper.type_name or paper.addressees:
        yield paragraph("", "gap")


# ---- the text


def _text(paper: Paper) -> Iterator[str]:
    for n, block in enumerate(blocks := ended_blocks(paper.blocks)):
        yield from _block(block, last=n == len(blocks) - 1)


def ended_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, with "./." after the last word; under a table it stands alone."""
    match blocks:
        case (*before, Paragraph() as last) if last.text.strip():
            return (*before, Paragraph(ended(last.text), last.bold, last.italic, last.indent))
        case (*before, Items(texts=(*some, text)) as last):
            return (*before, Items((*some, ended(text)), last.numbered))
        case _:
            return (*blocks, Paragraph(END))


def ended(text: str) -> str:
    """A text with the mark of its end: "Trân trọng./."."""
    return text.strip().removesuffix(END).rstrip(".;,") + END


def _block(block: Block, *, last: bool) -> Iterator[str]:
    """A block; the last one stays with the signature, which never stands alone on a page."""
    match block:
        case Paragraph():
            for line in _lines(block.text):
                yield paragraph(line, "text", bold=block.bold, italic=block.italic, flat=not block.indent, keep=last)
        case Heading():
            yield paragraph(block.text, f"heading{min(max(block.level, 1), 3)}")
        case Items():
            for n, text in enumerate(block.texts, start=1):
                stays = last and n == len(block.texts)
                yield paragraph(f"{n}. {text}" if block.numbered else f"- {text}", "text", keep=stays)
        case Table():
            yield _table(block)
        case Bars():
            yield from bars.in_word(block)


def _table(block: Table) -> str:
    head = [cell([paragraph(text, "cell_head")], middle=True) for text in block.head]
    rows = [[_cell(text, n in block.numeric) for n, text in enumerate(row)] for row in block.rows]
    grid = table([head, *rows], block.widths, margin=layout.CELL_MARGIN, border="000000", head=True)
    return grid + paragraph("", "gap")


def _cell(text: str, middle: bool) -> str:
    return cell([paragraph(line, "cell_middle" if middle else "cell") for line in _lines(text)])


# ---- the foot


def _foot(paper: Paper) -> str:
    wide = text_width(paper)
    copies = [paragraph(f"- {one.removeprefix('- ')}", "copy") for one in paper.recipients]
    left = [paragraph("Nơi nhận:", "copies"), *copies] if copies else [paragraph("", "copy")]
    widths = (wide * 0.45, wide * 0.55)
    return table([[cell(left), cell(_signature(paper))]], widths, margin=0) + paragraph("", "rule")


def _signature(paper: Paper) -> list[str]:
    signed = paper.signature
    above = [*_lines(signed.authority), *_lines(signed.post)] if signed.authority else _lines(signed.post)
    *most, last = [paragraph(line, "post") for line in above]
    return [*most, last, paragraph("", "gap", exactly=layout.SIGNING_ROOM), paragraph(signed.name, "name")]


def _section(paper: Paper) -> str:
    """A4, the margins; page numbers top centre from the second page on."""
    wide, high = reversed(PAGE) if paper.landscape else PAGE
    turned = ' w:orient="landscape"' if paper.landscape else ""
    margins = " ".join(f'w:{side}="{twips(mm)}"' for side, mm in MARGINS.items())
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
        f'<w:pgSz w:w="{twips(wide)}" w:h="{twips(high)}"{turned}/>'
        f'<w:pgMar {margins} w:header="{twips(layout.HEADER)}" w:footer="{twips(layout.HEADER)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def _lines(text: str) -> list[str]:
    """The lines of a text that print, at least one."""
    kept: Iterable[str] = (safe(line).strip() for line in text.splitlines())
    return [line for line in kept if line] or [""]
