"""The files of `dev.py faults hostile`, always the same: bombs, lies, entities, loops, polyglots, cut and flipped."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PIL import Image

from tests.intake.papers import paragraph, pdf, text_pdf, word, zipped

LETTER = ["ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "Số: 12/UBND-KT", "Giao Sở Tài chính báo cáo trước ngày 15/12/2026."]
NAMES = (
    "../../etc/passwd",
    "a\x00.docx",
    "xau\u202excod.exe",
    "CON",
    "a\r\nX: y.pdf",
    "/" * 300,
    "\ud800.txt",
    "",
    ".",
    "‮",
)
FILE, WEB = "file:///etc/passwd", "http://127.0.0.1:9/x"


@dataclass(frozen=True)
class Hostile:
    """A file by its kind; ``data`` makes its bytes. ``is_book``: sent as a workbook of answers."""

    kind: str
    data: Callable[[], bytes]
    name: str = "van-ban.docx"
    is_book: bool = False


def hostile() -> Iterator[Hostile]:
    """All of them, more than 500."""
    yield from _zips()
    yield from _xml()
    yield from _pdfs()
    yield from _pictures()
    yield from _other_kinds()
    yield from _books()
    yield from (Hostile("name", partial(word, LETTER), name) for name in NAMES)
    yield from _cut()
    yield from _mutated()


def _document(body: str, before: str = "") -> bytes:
    return zipped({"word/document.xml": f"{before}<document><body>{body}</body></document>"})


# ZIP


def _zips() -> Iterator[Hostile]:
    for megabytes in (2, 20, 60):
        yield Hostile("zip, bomb", partial(_document, " " * megabytes * 1_000_000))
        yield Hostile("zip, lying bomb", partial(_lying, megabytes))
    for depth in (2, 5, 9):
        yield Hostile("zip, nested", partial(_nested, depth))
    for number in (10, 500, 3500):
        yield Hostile("zip, many parts", partial(_many, number))
        yield Hostile("zip, one stream for many", partial(_overlapping, number))
    for name in ("../../../etc/cron.d/x", "/etc/passwd", "C:\\a", "word/../../x", "a\x00b", "word/document.xml/"):
        yield Hostile("zip, path", partial(zipped, {"word/document.xml": "<x/>", name: b"x"}))
    for part in ("word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.bin"):
        yield Hostile("zip, active part", partial(zipped, {"word/document.xml": _text("x"), part: _noise(64)}))
    for target in (FILE, WEB, "\\\\10.0.0.1\\share\\x.dotm", "mhtml:" + WEB, "ms-appx:x"):
        yield from (
            Hostile("zip, outside", partial(_outside, kind, target))
            for kind in ("attachedTemplate", "image", "oleObject")
        )


def _text(words: str) -> str:
    return f"<document><body><p><r><t>{words}</t></r></p></body></document>"


def _lying(megabytes: int) -> bytes:
    data = bytearray(_document(" " * megabytes * 1_000_000))
    for magic, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.find(magic) + place, 90_000)
    return bytes(data)


def _nested(depth: int) -> bytes:
    data = b"\x00" * 1_000_000
    for _ in range(depth):
        data = zipped({f"word/{number}.docx": data for number in range(4)})
    return zipped({"word/document.xml": _text("x"), "word/a.zip": data})


def _many(number: int) -> bytes:
    return zipped({"word/document.xml": _text("x"), **{f"word/{n}.xml": "<x/>" for n in range(number)}})


def _overlapping(number: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", _text("x" * 30_000))
        first = archive.infolist()[0]
        for n in range(number):
            copy = zipfile.ZipInfo(f"word/{n}.xml")
            for slot in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(copy, slot, getattr(first, slot))
            archive.filelist.append(copy)
        archive.__dict__["_didModify"] = True
    return buffer.getvalue()


def _outside(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="r1" Type="{kind}" Target="{target}" TargetMode="External"/>'
    related = f'<Relationships xmlns="r">{one}</Relationships>'
    return zipped(
        {
            "word/document.xml": _text("Kính gửi"),
            "word/_rels/document.xml.rels": related,
            "word/_rels/settings.xml.rels": related,
        }
    )


# XML


def _xml() -> Iterator[Hostile]:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    for name, doctype in (
        ("entity", f'<!DOCTYPE x [<!ENTITY e SYSTEM "{FILE}">]>'),
        ("web", f'<!DOCTYPE x [<!ENTITY e SYSTEM "{WEB}">]>'),
        ("laughs", f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}<!ENTITY e "&a9;">]>'),
        ("quadratic", f'<!DOCTYPE x [<!ENTITY e "{"a" * 100_000}">]>'),
        ("parameter", f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{WEB}"> %p;]>'),
        ("outside", f'<!DOCTYPE x SYSTEM "{WEB}">'),
    ):
        for code in ("utf-8", "utf-16", "utf-32"):
            made = f"{doctype}<document><body><p><r><t>{'&e;' * 30}</t></r></p></body></document>"
            for part in ("word/document.xml", "word/styles.xml", "docProps/core.xml"):
                parts = {"word/document.xml": _text("x").encode(), part: made.encode(code)}
                yield Hostile(f"xml, {name}", partial(zipped, parts))
    for depth in (200, 5_000, 200_000):
        for tag in ("p", "tbl", "sdt", "r"):
            yield Hostile("xml, deep", partial(_document, f"<{tag}>" * depth + f"</{tag}>" * depth))
    for wide in (10_000, 300_000):
        attributes = " ".join(f'a{n}="x"' for n in range(wide))
        yield Hostile("xml, attributes", partial(_document, f"<p {attributes}/>"))
        yield Hostile("heavy xml, elements", partial(_document, "<p><r><t>a</t></r></p>" * wide))
    for span in ("-1", "0", "999999999", "x", "1e9"):
        cell = f'<tc><tcPr><gridSpan w:val="{span}"/><vMerge/></tcPr><p/></tc>'
        yield Hostile(
            "xml, span",
            partial(word, f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>".replace("<tc", "<w:tc").replace("</tc", "</w:tc")),
        )
    yield Hostile("xml, style circle", partial(word, paragraph("a", '<w:pStyle w:val="A"/>'), styles=_circle()))


def _circle() -> str:
    one = '<w:style w:styleId="{0}"><w:basedOn w:val="{1}"/></w:style>'
    return f'<w:styles xmlns:w="w">{one.format("A", "B")}{one.format("B", "A")}</w:styles>'


# PDF


def _pdfs() -> Iterator[Hostile]:
    for objects in (
        "<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
        "<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 999999999 >>",
        "<< /Type /Pages /Kids [] /Count -1 >>",
        "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>",
        "[" * 20_000 + "]" * 20_000,
        "<< /Length 99999999999 >> stream",
        "<< /Type /Page /MediaBox [0 0 1e12 1e12] >>",
        "<< /Type /Page /MediaBox [0 0 0 0] /Rotate 45 >>",
    ):
        yield Hostile("pdf, structure", partial(_bare_pdf, objects), "a.pdf")
    for action in (
        "/JavaScript /JS (app.alert(1))",
        "/Launch /F (calc.exe)",
        f"/URI /URI ({WEB})",
        "/SubmitForm",
        "/GoToR",
    ):
        change = f"/OpenAction << /S {action} >> /Root".encode()
        yield Hostile("pdf, action", partial(_changed_pdf, b"/Root", change), "a.pdf")
    for before, after in (
        (b"xref", b"xxxx"), (b"startxref", b"startxref\n99999999999\n%"), (b"endobj", b""),
        (b"/MediaBox", b"/MediaBox [0 0 1e9 1e9] /X"), (b"/Size", b"/Size 2147483647 /X"),
        (b"/Count", b"/Count 100000 /X"), (b"/Kids", b"/Kids [1 0 R] /X"),
        (b"/Root", b"/Prev 0 /Root"), (b"/Root", b"/Root 99 0 R /X"), (b"%PDF-1", b"%PDF-9"),
    ):  # fmt: skip
        yield Hostile("pdf, altered", partial(_changed_pdf, before, after), "a.pdf")
    for filters, make in (
        ("/FlateDecode", partial(_packed, 80)),
        ("[/FlateDecode /FlateDecode]", lambda: zlib.compress(_packed(80))),
        ("[" + "/ASCIIHexDecode " * 500 + "]", partial(bytes, b"41" * 1000)),
        ("/JBIG2Decode", partial(_noise, 500)),
        ("/JPXDecode", partial(_noise, 500)),
        ("/LZWDecode", partial(bytes, b"\x80" * 5000)),
    ):
        yield Hostile("heavy pdf, stream", partial(_streamed_pdf, filters, make), "a.pdf")
    yield Hostile("pdf, pages", lambda: text_pdf([["trang"]] * 400), "a.pdf")
    yield Hostile("pdf, none", lambda: pdf([]), "a.pdf")
    yield Hostile("pdf, XMP", partial(_changed_pdf, b"/Root", b"/Metadata 1 0 R /Root"), "a.pdf")


def _bare_pdf(objects: str) -> bytes:
    return (
        f"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj {objects} endobj\n"
        "3 0 obj << /Type /Page /Parent 2 0 R >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF"
    ).encode()


def _changed_pdf(before: bytes, after: bytes) -> bytes:
    return text_pdf([LETTER]).replace(before, after)


def _streamed_pdf(filters: str, make: Callable[[], bytes]) -> bytes:
    data = make()
    head = (
        "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >> endobj\n"
        f"4 0 obj << /Length {len(data)} /Filter {filters} >> stream\n"
    )
    return head.encode() + data + b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF"


def _packed(megabytes: int) -> bytes:
    return zlib.compress(b"0" * megabytes * 1_000_000)


def _noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


# Pictures


def _pictures() -> Iterator[Hostile]:
    for wide, high in ((100_000, 100_000), (2**31 - 1, 1), (1, 2**31 - 1), (0, 0), (60_000, 60_000), (7_000, 7_000)):
        yield Hostile("picture, size", partial(_png, wide, high, zlib.compress(b"\x00" * 1000)), "a.png")
        yield Hostile("picture, size", partial(_png, wide, high, b""), "a.png")
    yield Hostile("picture, text bomb", lambda: _png(10, 10, b"", text=_packed(90)), "a.png")
    for shape in ((1, 1), (1, 5000), (5000, 1), (40, 40)):
        yield Hostile("picture, odd", partial(_saved, shape, "PNG"), "a.png")
        yield Hostile("picture, odd", partial(_saved, shape, "JPEG"), "a.jpg")


def _png(wide: int, high: int, data: bytes, *, text: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    said = chunk(b"zTXt", b"a\x00\x00" + text) if text else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + said + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _saved(size: tuple[int, int], form: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, form)
    return buffer.getvalue()


# What is something else than it says


def _other_kinds() -> Iterator[Hostile]:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{FILE}"/><script>alert(1)</script></svg>'.encode()
    heads: Sequence[bytes] = (
        b"", b"\x00", b"\n", b"\xff" * 5000, b"MZ" + b"\x00" * 500, b"\x7fELF", ole, rb"{\rtf1{\object\objdata 01}}",
        svg, b"<html><script>alert(1)</script>", b"GIF89a", b"BM", b"II*\x00", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c",
        b"\x1f\x8b" + bytes(60), b"PK\x05\x06" + b"\x00" * 18, "\u202e\u0000".encode() * 500,
        b"\xc3\x28" * 900, b"\xff\xfe" + b"\x00\xd8" * 900, b"\x1b[2J\x1b]0;x\x07" * 50,
    )  # fmt: skip
    for head in heads:
        yield from (Hostile("kind", partial(bytes, head), f"a.{ending}") for ending in ("docx", "pdf", "txt"))
    good = (word(LETTER), text_pdf([LETTER]), _saved((60, 60), "PNG"), _saved((60, 60), "JPEG"))
    for one in good:
        yield from (Hostile("polyglot", partial(bytes, one + other), "a.pdf") for other in (*good, svg, ole))
        yield from (Hostile("polyglot", partial(bytes, other + one), "a.docx") for other in (b"MZ", svg, b"GIF89a"))
    yield Hostile("heavy text", lambda: ("Uû ban nh©n d©n tØnh\n" * 700_000).encode("latin-1"), "a.txt")
    yield Hostile("heavy text", lambda: ("a" * 20_000_000).encode(), "a.txt")
    yield Hostile("text, one line", lambda: ("MẬT " * 100_000).encode(), "a.txt")


# Workbooks of answers


def _books() -> Iterator[Hostile]:
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
    for inside in (
        "<sheetData><row r='1'>" + "<c r='A1'><f>1+1</f></c>" * 50_000 + "</row></sheetData>",
        "<sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>",
        "<sheetData><row r='1'>" + "".join(f"<c><v>{n}</v></c>" for n in range(100_000)) + "</row></sheetData>",
        "<sheetData><row r='x'><c r='??'><v>1</v></c></row></sheetData>",
        "<sheetData><row r='1'><c r='A1' t='s'><v>999999999</v></c></row></sheetData>",
        "<sheetData><row r='1'><c r='A1'><v>1e999999</v></c></row></sheetData>",
        "<sheetData/><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>",
        "<sheetData/><dataValidations><dataValidation sqref='A1:XFD1048576'/></dataValidations>",
    ):
        yield Hostile("workbook", partial(_book, sheet.format(inside)), is_book=True)
    yield from (
        Hostile("workbook", one.data, is_book=True) for one in (*_zips(), *_other_kinds()) if "heavy" not in one.kind
    )


def _book(sheet: str) -> bytes:
    import openpyxl

    held = io.BytesIO()
    openpyxl.Workbook().save(held)
    with zipfile.ZipFile(held) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    return zipped({**parts, "xl/worksheets/sheet1.xml": sheet.encode()})


# Real files, cut and flipped


def _real() -> tuple[tuple[str, bytes], ...]:
    return (("a.docx", word(LETTER)), ("a.pdf", text_pdf([LETTER])), ("a.txt", "\n".join(LETTER).encode("utf-16")))


def _cut() -> Iterator[Hostile]:
    for name, data in _real():
        yield from (Hostile("cut", partial(bytes, data[: len(data) * n // 25]), name) for n in range(1, 25))


def _mutated() -> Iterator[Hostile]:
    for name, data in _real():
        yield from (Hostile("flipped", partial(_flipped, data, seed), name) for seed in range(40))


def _flipped(data: bytes, seed: int) -> bytes:
    chance, changed = random.Random(seed), bytearray(data)
    for _ in range(1 + seed % 20):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)
