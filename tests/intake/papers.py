"""Files for the tests, made from text: Word with whatever hides in it, PDF by hand, pages as pictures."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMESPACES = (
    f'{_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def paragraph(text: str, properties: str = "", look: str = "") -> str:
    """One ``w:p`` of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look}</w:rPr>"
        f'<w:t xml:space="preserve">{escaped(text)}</w:t></w:r></w:p>'
    )


def table(rows: Iterable[Sequence[str]]) -> str:
    """A ``w:tbl`` whose cells hold one paragraph each."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def text_box(text: str) -> str:
    """A run that anchors a text box, as Word writes it: twice, for new and old readers."""
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def word(body: str | Iterable[str], **parts: str) -> bytes:
    """A .docx: ``body`` is WordprocessingML or plain lines; ``parts`` by name ("header1", "core", "footnotes")."""
    content = body if isinstance(body, str) else "".join(map(paragraph, body))
    members = {
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{content}</w:body></w:document>",
    }
    for name, part in parts.items():
        folder = "docProps" if name in ("core", "app", "custom") else "word"
        members[f"{folder}/{name}.xml"] = part
    return zipped(members)


def header(content: str, kind: str = "hdr") -> str:
    """A header, footer ("ftr") or other part around paragraphs."""
    return f"<w:{kind} {_NAMESPACES}>{content}</w:{kind}>"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def escaped(text: str) -> str:
    """Text for XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_FIRST_CODE = 33
Placed = tuple[float, float, str]


def pdf(
    pages: Sequence[Sequence[Placed]], *, title: str = "", extra: Sequence[str] = (), size: float = 12, turn: int = 0
) -> bytes:
    """A PDF of text at (x, y from the top), A4, with a Unicode map, so that it reads as Vietnamese.

    ``extra``: annotation dictionaries of the first page, without their reference.
    """
    letters = sorted({char for page in pages for _, _, text in page for char in text})
    assert len(letters) <= 256 - _FIRST_CODE, "one byte a letter"
    codes = {char: place for place, char in enumerate(letters, start=_FIRST_CODE)}
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _font(), _unicode_map(codes)]
    kids = []
    for number, page in enumerate(pages):
        content = _stream("\n".join(_shown(placed, codes, size) for placed in page).encode("latin-1"))
        objects.append(content)
        notes = " ".join(extra) if number == 0 else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {turn} /Contents {len(objects)} 0 R /Annots [{notes}] "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< /Title <{('﻿' + title).encode('utf-16-be').hex()}> >>".encode())
    return _written(objects)


def text_pdf(pages: Sequence[Sequence[str]], **options: object) -> bytes:
    """A PDF of plain lines, one under the other."""
    return pdf([[(72, 90 + 20 * place, line) for place, line in enumerate(page)] for page in pages], **options)  # type: ignore[arg-type]


def _shown(placed: Placed, codes: dict[str, int], size: float) -> str:
    x, y, text = placed
    written = "".join(f"{codes[char]:02x}" for char in text)
    return f"BT /F1 {size} Tf {x} {842 - y} Td <{written}> Tj ET"


def _font() -> bytes:
    widths = " ".join(["500"] * 255)
    return (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 1 /LastChar 255 "
        f"/Widths [{widths}] /ToUnicode 4 0 R >>"
    ).encode()


def _unicode_map(codes: dict[str, int]) -> bytes:
    rows = [f"<{code:02x}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items()]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _stream(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            f"1 begincodespacerange <00> <ff> endcodespacerange\n{body}\nendcmap end end"
        ).encode()
    )


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _written(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)


def picture(lines: Sequence[str], *, size: int = 34, width: int = 1654, height: int = 2339) -> Image.Image:
    """A page of print at 200 dpi."""
    image = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(files("fontpkg_be_vietnam_pro") / "files" / "BeVietnamPro-Regular.ttf"), size)
    for place, line in enumerate(lines):
        pen.text((190, 150 + place * round(size * 1.6)), line, font=font, fill=0)
    return image


def saved(image: Image.Image, form: str = "PNG") -> bytes:
    """The bytes of a picture; "PDF" makes a scanned page of it."""
    buffer = io.BytesIO()
    image.save(buffer, form, **({"resolution": 200.0} if form == "PDF" else {}))
    return buffer.getvalue()
