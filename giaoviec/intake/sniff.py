"""What a file is, by its content and never by its name; and a clear word for what is not taken."""

from __future__ import annotations

import re
from typing import Literal

from giaoviec.intake.shapes import Refused

Sort = Literal["text", "zip", "pdf", "picture"]

_TAKEN = "Hãy dùng tệp .docx, .pdf, .txt hoặc ảnh quét (.pdf, .png, .jpg)."
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_OTHER: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "rtf", "Đây là tệp RTF. Hãy mở bằng Word, chọn “Lưu thành” .docx hoặc .pdf rồi nộp lại."),
    (b"II*\x00", "tiff", "Đây là ảnh TIFF. Hãy quét hoặc chuyển sang .pdf rồi nộp lại."),
    (b"MM\x00*", "tiff", "Đây là ảnh TIFF. Hãy quét hoặc chuyển sang .pdf rồi nộp lại."),
    (b"GIF8", "picture", "Ảnh GIF không đọc được. Hãy quét lại thành .pdf, .png hoặc .jpg."),
    (b"BM", "picture", "Ảnh BMP không đọc được. Hãy quét lại thành .pdf, .png hoặc .jpg."),
    (b"Rar!", "archive", "Đây là tệp nén. Hãy giải nén và nộp từng văn bản."),
    (b"7z\xbc\xaf", "archive", "Đây là tệp nén. Hãy giải nén và nộp từng văn bản."),
    (b"\x1f\x8b", "archive", "Đây là tệp nén. Hãy giải nén và nộp từng văn bản."),
    (b"MZ", "program", f"Đây là tệp chương trình, không phải văn bản. {_TAKEN}"),
    (b"\x7fELF", "program", f"Đây là tệp chương trình, không phải văn bản. {_TAKEN}"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"(?i)\s*(?:<!doctype\s+html|<html|<head\b|<body\b|<!--)")
_XML = re.compile(rb"\s*(?:<\?xml|<!DOCTYPE)")


def sniff(data: bytes) -> Sort:
    """The sort of ``data``; ``Refused`` for what is known and not taken. Raw text is decided by who decodes it."""
    if not data:
        raise Refused("empty", "Tệp rỗng, không có gì để đọc. Hãy kiểm tra lại tệp rồi nộp lại.")
    start = data[:1024]
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "zip"
    if start.startswith(b"PK"):
        raise Refused("broken", "Tệp nén rỗng hoặc hỏng. Hãy mở lại bằng Word và lưu thành .docx.")
    if start.startswith(_PICTURES):
        return "picture"
    _refuse_known(start, data)
    return "text"


def _refuse_known(start: bytes, data: bytes) -> None:
    if start.startswith(_OLE):
        raise _ole_refusal(data)
    for magic, code, sentence in _OTHER:
        if start.startswith(magic):
            raise Refused(code, sentence)
    bare = start.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(bare):
        raise Refused("html", "Đây là trang web (HTML). Hãy in trang ra .pdf, hoặc chép nội dung vào tệp .docx.")
    if _XML.match(bare):
        raise Refused("xml", "Đây là tệp XML, không phải văn bản. Gói edXML thì nhận ở mục trao đổi văn bản.")


def _ole_refusal(data: bytes) -> Refused:
    if _ENCRYPTED in data:
        return password_refusal()
    return Refused("doc", "Đây là tệp Office đời cũ (.doc, .xls). Hãy mở, lưu thành .docx hoặc .pdf rồi nộp lại.")


def password_refusal() -> Refused:
    """The same word for every format that is locked."""
    return Refused("password", "Tệp được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi nộp lại.")


def pages_refusal(pages: int, limit: int, *, scanned: bool = False) -> Refused:
    """Too many pages; ``scanned`` where each of them would have to be read by OCR."""
    what = "trang ảnh quét" if scanned else "trang"
    return Refused(
        "pages", f"Tệp có {pages} {what}, nhiều nhất là {limit}. Hãy tách thành nhiều tệp, phần giao nhiệm vụ để riêng."
    )


def heavy_refusal() -> Refused:
    """The file needs more memory or time than one file may."""
    return Refused(
        "heavy", "Tệp quá nặng hoặc quá phức tạp để đọc an toàn. Hãy in lại thành .pdf, hoặc tách nhỏ rồi nộp lại."
    )


def broken_refusal() -> Refused:
    """The file cannot be read at all."""
    return Refused("broken", "Tệp bị hỏng hoặc không đúng định dạng nên không đọc được. Hãy mở, lưu lại rồi nộp lại.")
