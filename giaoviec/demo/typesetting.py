"""Small written files: Word as WordprocessingML in a ZIP, PDF with its own font, so that both read as Vietnamese."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from textwrap import wrap
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_STYLE = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr>'
_LETTERS = "".join(map(chr, range(32, 127))) + "“”‘’–—…•"


def word(lines: Sequence[str]) -> bytes:
    """A .docx, one paragraph a line."""
    body = "".join(f'<w:p><w:r>{_STYLE}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}">'
        f"<w:body>{body}</w:body></w:document>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def pdf(lines: Sequence[str]) -> bytes:
    """A4 pages of lines, wrapped, with a text layer."""
    face = _face()
    rows = [row for line in lines for row in (wrap(line, 78) or [""])]
    pages = [rows[start : start + 42] for start in range(0, len(rows), 42)] or [[]]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *face.objects(3)]
    kids = []
    for page in pages:
        objects.append(_stream("\n".join(face.shown(row, 56, 780 - 17 * n) for n, row in enumerate(page)).encode()))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _written(objects)


class Face:
    """The letters of Vietnamese out of the screen font, by their glyph numbers."""

    def __init__(self) -> None:
        from fontTools.subset import Options, Subsetter
        from fontTools.ttLib import TTFont

        font = TTFont(str(files("fontpkg_be_vietnam_pro") / "files" / "BeVietnamPro-Regular.ttf"))
        options = Options()
        options.layout_features, options.hinting, options.notdef_outline = [], False, True
        subsetter = Subsetter(options)
        subsetter.populate(text=_LETTERS + _vietnamese())
        subsetter.subset(font)
        buffer = io.BytesIO()
        font.save(buffer)
        scale = 1000 / font["head"].unitsPerEm
        self.data = buffer.getvalue()
        self.glyphs = {chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()}
        self.widths = {
            font.getGlyphID(name): round(font["hmtx"][name][0] * scale) for name in font.getBestCmap().values()
        }

    def shown(self, text: str, x: int, y: int) -> str:
        """A line at a place: text operators."""
        codes = "".join(f"{self.glyphs.get(letter, 0):04x}" for letter in text)
        return f"BT /F1 11 Tf {x} {y} Td <{codes}> Tj ET"

    def objects(self, first: int) -> list[bytes]:
        """The font as five objects of a PDF, the first of which has the number `first`."""
        widths = " ".join(f"{glyph} [{width}]" for glyph, width in sorted(self.widths.items()))
        return [
            f"<< /Type /Font /Subtype /Type0 /BaseFont /BeVietnamPro /Encoding /Identity-H "
            f"/DescendantFonts [{first + 1} 0 R] /ToUnicode {first + 4} 0 R >>".encode(),
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /BeVietnamPro /CIDToGIDMap /Identity /W [{widths}] "
            f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {first + 2} 0 R >>".encode(),
            f"<< /Type /FontDescriptor /FontName /BeVietnamPro /Flags 4 /FontBBox [-200 -300 1200 1100] /ItalicAngle 0 "
            f"/Ascent 1000 /Descent -300 /CapHeight 700 /StemV 80 /FontFile2 {first + 3} 0 R >>".encode(),
            _stream(self.data, f"/Length1 {len(self.data)} "),
            _stream(self._unicode_map().encode()),
        ]

    def _unicode_map(self) -> str:
        rows = [f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, glyph in self.glyphs.items()]
        blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}\nendcmap end end"
        )


@cache
def _face() -> Face:
    return Face()


def _vietnamese() -> str:
    import unicodedata

    vowels, tones = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    return "đĐ" + "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones)


def _stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(content)
    return f"<< {more}/Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def _written(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)
