"""A paper as PDF: `render(paper)`, from the same data and measures as Word. Typst sets it: a thousand rows in half a
second, where an HTML renderer takes ten. All text goes in as data, never as markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from giaoviec.papers import bars, layout
from giaoviec.papers.layout import LEFT_COLUMN, MARGINS, PAGE, STYLES
from giaoviec.papers.ooxml import safe
from giaoviec.papers.paper import Bars, Block, Heading, Items, Paper, Paragraph, Table
from giaoviec.papers.word import ended_blocks, rule_under, text_width

FONTS = ("Times New Roman", "Liberation Serif")
"""Times where the machine has it; else the free face of the same widths (Debian's fonts-liberation)."""

# Bold italic is bold that leans, word by word: of the free face typst draws "ớ" and its like without their base letter.
TEMPLATE = """
#let d = json(bytes(sys.inputs.paper))
#set document(title: d.title)
#set page(width: d.page.at(0) * 1mm, height: d.page.at(1) * 1mm,
  margin: (top: d.margins.top * 1mm, bottom: d.margins.bottom * 1mm,
    left: d.margins.left * 1mm, right: d.margins.right * 1mm),
  header-ascent: 30%,
  header: context {
    let n = counter(page).get().first()
    if n > 1 { align(center, text(size: 14pt, str(n))) }
  })
#set text(font: d.fonts, size: 14pt, lang: "vi", hyphenate: false)
#let leaning(body) = body.split(" ").map(w => box(skew(ax: -12deg, w))).join(" ")
#let line-of(s, body) = {
  let t = text(size: s.size * 1pt, weight: if s.bold { "bold" } else { "regular" },
    style: if s.italic and not s.bold { "italic" } else { "normal" }, fill: if s.red { rgb("#ff0000") } else { black },
    if s.italic and s.bold { leaning(body) } else { body })
  block(width: 100%, above: s.before * 1pt, below: s.after * 1pt + s.size * 0.43pt, sticky: s.keep,
    inset: (left: s.left * 1mm),
    align(if s.align == "center" { center } else { left }, par(leading: s.size * (s.line * 1.15 - 0.72) * 1pt,
      justify: s.align == "both", first-line-indent: (amount: s.indent * 1mm, all: true), t)))
}
#let ruled(mm) = align(center, block(above: 1pt, below: 2pt, line(length: mm * 1mm, stroke: 0.75pt)))
#let bars(b) = block(breakable: false, above: 6pt, below: 8pt, {
  set text(size: 12pt)
  set par(leading: 4pt, justify: false, first-line-indent: 0pt)
  let box-of(ink, long, t) = box(width: long * 1mm, height: b.high * 1mm,
    fill: rgb("#" + b.greys.at(ink)), stroke: 0.4pt + black,
    align(center + horizon, text(size: 9pt, weight: if b.dark.contains(ink) { "bold" } else { "regular" },
      fill: if b.dark.contains(ink) { white } else { black }, t)))
  grid(columns: (b.label * 1mm, 1fr), row-gutter: 1.6mm, align: horizon,
    ..b.rows.map(r => ([#r.label], stack(dir: ltr,
      ..r.parts.map(p => box-of(p.ink, p.long, p.number)), h(1.5mm), align(horizon, text(r.total))))).flatten())
  v(1mm)
  grid(columns: (1fr, 1fr, 1fr), row-gutter: 1.2mm, ..b.key.enumerate().map(((n, t)) =>
    grid(columns: (b.swatch * 1mm, 1fr), column-gutter: 1.5mm, align: horizon, box-of(n, b.swatch, ""), [#t])))
})
#let piece(b) = {
  if b.kind == "line" { line-of(b.style, b.text) }
  else if b.kind == "rule" { ruled(b.length) }
  else if b.kind == "bars" { bars(b) }
  else if b.kind == "room" { v(b.height * 1mm) }
  else if b.kind == "stamp" { align(center, box(
    width: b.width * 1mm, height: b.height * 1mm, stroke: 1pt + rgb("#ff0000"),
    align(center + horizon, text(size: 13pt, weight: "bold", fill: rgb("#ff0000"), b.text)))) }
  else if b.kind == "table" {
    set text(size: 12pt)
    set par(leading: 5pt, justify: false, first-line-indent: 0pt)
    block(above: 6pt, below: 8pt, table(columns: b.widths.map(w => w * 1mm), inset: (x: 1.5mm, y: 1.2mm), stroke: 0.5pt,
      align: (x, y) => if b.numeric.contains(x) or y == 0 { center } else { left },
      table.header(..b.head.map(h => table.cell(align: center + horizon, text(weight: "bold", h)))),
      ..b.rows.flatten().map(c => [#c])))
  }
}
#let column(pieces) = for b in pieces { piece(b) }
#grid(columns: (d.left * 1mm, 1fr), column-gutter: 0mm, row-gutter: 2mm,
  column(d.head_left), column(d.head_right), column(d.under_left), column(d.under_right))
#column(d.title_lines)
#column(d.blocks)
#block(breakable: false, above: 6pt, grid(columns: (45%, 55%), column(d.copies), column(d.signature)))
"""


def render(paper: Paper) -> bytes:
    """The paper as PDF. The same paper gives the same bytes on the same machine."""
    import typst

    data = json.dumps(_data(paper), ensure_ascii=False)
    return typst.compile(TEMPLATE.encode(), format="pdf", sys_inputs={"paper": data}, timestamp=0)


Piece = dict[str, Any]


def _data(paper: Paper) -> dict[str, Any]:
    wide, high = reversed(PAGE) if paper.landscape else PAGE
    left = LEFT_COLUMN if not paper.landscape else text_width(paper) * 0.42
    head = paper.letterhead
    motto = layout.width(layout.MOTTO, STYLES["motto"].size)
    return {
        "title": safe(paper.summary or paper.type_name).replace("\n", " "),
        "fonts": FONTS,
        "page": (wide, high),
        "margins": dict(MARGINS),
        "left": left,
        "head_left": [
            *_lines(head.parent, "parent"),
            *_lines(head.body, "body"),
            _rule(rule_under(head.body, "body", left)),
        ],
        "head_right": [*_lines(layout.NATION, "nation"), *_lines(layout.MOTTO, "motto"), _rule(motto)],
        "under_left": [*_lines(paper.number_vi, "number"), *_subject(paper), *_stamp(paper)],
        "under_right": list(_lines(paper.place_and_day, "place")),
        "title_lines": [*_title(paper), *_addressees(paper)],
        "blocks": [piece for block in ended_blocks(paper.blocks) for piece in _block(block)],
        "copies": list(_copies(paper)),
        "signature": list(_signature(paper)),
    }


def _lines(text: str, style: str, **changes: Any) -> Iterator[Piece]:
    """A piece for each line of a text."""
    s = STYLES[style]
    look = {
        "size": s.size,
        "bold": s.bold,
        "italic": s.italic,
        "align": s.align,
        "indent": s.indent,
        "before": s.before,
    }
    look |= {"after": s.after, "line": s.line, "keep": s.keep, "red": s.red, "left": 0}
    for line in (safe(one).strip() for one in text.splitlines()):
        if line:
            yield {"kind": "line", "style": look | changes, "text": line}


def _rule(length: float) -> Piece:
    return {"kind": "rule", "length": length}


def _subject(paper: Paper) -> Iterator[Piece]:
    if not paper.type_name and paper.summary:
        yield from _lines(f"V/v {paper.summary}", "subject")


def _stamp(paper: Paper) -> Iterator[Piece]:
    if paper.urgency:
        size = {"width": layout.STAMPS[paper.urgency], "height": layout.STAMP_HEIGHT}
        yield {"kind": "stamp", "text": paper.urgency, **size}


def _title(paper: Paper) -> Iterator[Piece]:
    if paper.type_name:
        yield from _lines(paper.type_name, "type")
        yield from _lines(paper.summary, "summary")
        yield _rule(rule_under(paper.summary, "summary", text_width(paper)))


def _addressees(paper: Paper) -> Iterator[Piece]:
    if len(paper.addressees) == 1:
        yield from _lines(f"Kính gửi: {paper.addressees[0]}", "to")
    elif paper.addressees:
        yield from _lines("Kính gửi:", "to")
        last = len(paper.addressees) - 1
        for n, one in enumerate(paper.addressees):
            said = f"- {one.rstrip(';.')}{'.' if n == last else ';'}"
            yield from _lines(said, "to_each", left=text_width(paper) * 0.3)
    yield {"kind": "room", "height": 2}


def _block(block: Block) -> Iterator[Piece]:
    match block:
        case Paragraph():
            look = {"indent": STYLES["text"].indent if block.indent else 0, "bold": block.bold, "italic": block.italic}
            yield from _lines(block.text, "text", **look)
        case Heading():
            yield from _lines(block.text, f"heading{min(max(block.level, 1), 3)}")
        case Items():
            for n, text in enumerate(block.texts, start=1):
                yield from _lines(f"{n}. {text}" if block.numbered else f"- {text}", "text")
        case Table():
            yield _table(block)
        case Bars():
            yield from _bars(block)


def _bars(block: Bars) -> Iterator[Piece]:
    if block.longest:
        rows = [
            {
                "label": safe(label),
                "total": f"{sum(numbers):_}".replace("_", "."),
                "parts": [
                    {"ink": n, "number": str(number) if long >= bars.NUMBERED else "", "long": long}
                    for n, number, long in bars.lengths(block, numbers)
                ],
            }
            for label, numbers in block.rows
        ]
        sizes = {"label": bars.LABEL, "high": bars.HIGH, "swatch": bars.SWATCH, "greys": bars.GREYS}
        yield {
            "kind": "bars",
            "rows": rows,
            "key": [safe(part) for part in block.parts],
            "dark": sorted(bars.DARK),
            **sizes,
        }


def _table(block: Table) -> Piece:
    rows = [[safe(text) for text in row] for row in block.rows]
    return {
        "kind": "table",
        "head": [safe(text) for text in block.head],
        "rows": rows,
        "widths": block.widths,
        "numeric": block.numeric,
    }


def _copies(paper: Paper) -> Iterator[Piece]:
    if paper.recipients:
        yield from _lines("Nơi nhận:", "copies")
        for one in paper.recipients:
            yield from _lines(f"- {one.removeprefix('- ')}", "copy")


def _signature(paper: Paper) -> Iterator[Piece]:
    yield from _lines(paper.signature.authority, "post")
    yield from _lines(paper.signature.post, "post")
    yield {"kind": "room", "height": layout.SIGNING_ROOM}
    yield from _lines(paper.signature.name, "name")
