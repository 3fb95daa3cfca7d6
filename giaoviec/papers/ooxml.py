"""WordprocessingML of paragraphs, rules and tables, and the parts round them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from giaoviec.papers import layout
from giaoviec.papers.layout import STYLES, Style, twips

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_INNER = (("rId1", "styles", "styles"), ("rId2", "settings", "settings"))
_HEADERS = (("rId3", "header", "header1"), ("rId4", "header", "header2"))


def safe(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not _surrogate(c)))


def _surrogate(letter: str) -> bool:
    return 0xD800 <= ord(letter) <= 0xDFFF


def paragraph(
    text: str,
    style: str,
    *,
    bold: bool = False,
    italic: bool = False,
    flat: bool = False,
    keep: bool = False,
    left: float = 0.0,
    exactly: float = 0.0,
) -> str:
    """A paragraph of a style; `flat` without its first-line indent, `left` and `exactly` (its height) in mm."""
    wanted = "<w:keepNext/>" if keep else ""
    if exactly:
        wanted += f'<w:spacing w:before="0" w:after="0" w:line="{twips(exactly)}" w:lineRule="exact"/>'
    if left or flat:
        wanted += f'<w:ind w:left="{twips(left)}" w:firstLine="0"/>'
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    run = f'<w:r>{_run(marks)}<w:t xml:space="preserve">{escape(safe(text))}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{wanted}</w:pPr>{run}</w:p>'


def _run(marks: str) -> str:
    return f"<w:rPr>{marks}</w:rPr>" if marks else ""


def rule(length: float, room: float) -> str:
    """A drawn line of a length in the middle of its room, both in mm."""
    side = twips(max(0.0, (room - length) / 2))
    return (
        '<w:p><w:pPr><w:pStyle w:val="rule"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
        f'</w:pBdr><w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def cell(content: Sequence[str], *, middle: bool = False) -> str:
    """What a cell of `table` holds; Word wants a paragraph last in it."""
    aligned = '<w:vAlign w:val="center"/>' if middle else ""
    return f"{aligned}</w:tcPr>{''.join(content)}"


def shaded(content: Sequence[str], colour: str) -> str:
    """A cell of `table` filled with a colour, thinly edged in black."""
    line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    edges = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right"))
    ink = f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'
    return f"<w:tcBorders>{edges}</w:tcBorders>{ink}{cell(content, middle=True)}"


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    margin: float,
    border: str = "",
    height: float = 0.0,
    head: bool = False,
    centred: bool = False,
) -> str:
    """A table of cells; `border` a colour, `height` an exact one, `head` where the first row repeats on each page."""
    grid = "".join(f'<w:gridCol w:w="{twips(mm)}"/>' for mm in widths)
    body = "".join(_row(row, widths, height=height, head=head and n == 0) for n, row in enumerate(rows))
    total, placed = twips(sum(widths)), '<w:jc w:val="center"/>' if centred else ""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>{placed}'
        f'<w:tblInd w:w="0" w:type="dxa"/>{_borders(border)}<w:tblLayout w:type="fixed"/>{_margins(margin)}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[float], *, height: float, head: bool) -> str:
    exact = f'<w:trHeight w:val="{twips(height)}" w:hRule="exact"/>' if height else ""
    repeats = "<w:tblHeader/>" if head else ""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(mm)}" w:type="dxa"/>{content}</w:tc>'
        for content, mm in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{exact}{repeats}</w:trPr>{inner}</w:tr>"


def _borders(colour: str) -> str:
    if not colour:
        return ""
    line = f'w:val="single" w:sz="{8 if colour == layout.RED else 4}" w:space="0" w:color="{colour}"'
    sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return f"<w:tblBorders>{sides}</w:tblBorders>"


def _margins(mm: float) -> str:
    sides = "".join(f'<w:{side} w:w="{twips(mm)}" w:type="dxa"/>' for side in ("left", "right"))
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


# ---- parts


def parts(body: str, *, title: str) -> dict[str, str]:
    """The parts of the package by name."""
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_RELATION}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": f"{_HEAD}<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/header1.xml": _header(number),
        "word/header2.xml": _header(""),
        "word/_rels/document.xml.rels": _relations(
            *((pk, f"{_RELATION}/{kind}", f"{name}.xml") for pk, kind, name in (*_INNER, *_HEADERS))
        ),
    }


def _types() -> str:
    overrides = [("word/document", f"{_WORD}.document.main+xml")]
    overrides += [(f"word/{name}", f"{_WORD}.{kind}+xml") for _, kind, name in (*_INNER, *_HEADERS)]
    overrides += [("docProps/core", "application/vnd.openxmlformats-package.core-properties+xml")]
    rows = "".join(f'<Override PartName="/{name}.xml" ContentType="{kind}"/>' for name, kind in overrides)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    plain = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{rels}{plain}{rows}</Types>'


def _relations(*rows: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{pk}" Type="{kind}" Target="{target}"/>' for pk, kind, target in rows)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(safe(title))}</dc:title></cp:coreProperties>'
    )


def _header(inner: str) -> str:
    return f'{_HEAD}<w:hdr {_W}><w:p><w:pPr><w:pStyle w:val="page"/></w:pPr>{inner}</w:p></w:hdr>'


def _settings() -> str:
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    return f'{_HEAD}<w:settings {_W}><w:compat>{mode}</w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>'


def _styles() -> str:
    fonts = " ".join(f'w:{kind}="{layout.FONT}"' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    plain = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:color w:val="000000"/><w:sz w:val="28"/>'
        '<w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    )
    return f"{_HEAD}<w:styles {_W}>{plain}{''.join(_style(name, style) for name, style in STYLES.items())}</w:styles>"


def _style(name: str, style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep else ""
    space = (
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" '
        f'w:line="{round(style.line * 240)}" w:lineRule="auto"/>'
    )
    indent = f'<w:ind w:firstLine="{twips(style.indent)}"/>' if style.indent else ""
    marks = ("<w:b/>" if style.bold else "") + ("<w:i/>" if style.italic else "")
    ink = layout.RED if style.red else "FFFFFF" if style.white else ""
    colour = f'<w:color w:val="{ink}"/>' if ink else ""
    size = f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val={quoteattr(style.vi)}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}{space}{indent}<w:jc w:val="{style.align}"/></w:pPr>'
        f"<w:rPr>{marks}{colour}{size}</w:rPr></w:style>"
    )
