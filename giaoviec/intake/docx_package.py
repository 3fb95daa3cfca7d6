"""The ZIP around a Word file, opened without trusting a figure in it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from giaoviec.intake.docx_xml import Element
from giaoviec.intake.shapes import MEGABYTE, Limits, Refused
from giaoviec.intake.sniff import broken_refusal, heavy_refusal, password_refusal

_MOST_ENTRIES = 3000
_RATIO = 150
_SMALL = MEGABYTE
_LARGEST_XML = 24 * MEGABYTE
_LARGEST_PICTURE = 8 * MEGABYTE
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
_ENCRYPTED_BIT = 0x1
_BOMB = "Tệp nén bất thường (khi bung ra lớn quá mức) nên không mở. Hãy mở bằng Word, lưu lại thành .docx hoặc .pdf."
_DOCTYPE = "Tệp chứa khai báo DOCTYPE không an toàn nên không mở. Hãy mở bằng Word, lưu lại rồi nộp lại."
_INSTEAD = "Hãy mở tệp, chọn “Lưu thành” hoặc “Xuất” ra .docx hoặc .pdf rồi nộp lại."


@dataclass(frozen=True)
class Package:
    """The parts of a Word file by name; ``xml`` parses one, each at most 24 MB when unpacked."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def xml(self, name: str) -> Element | None:
        """The root of part ``name``, None where there is no such part; a DOCTYPE is refused."""
        if name not in self.names:
            return None
        try:
            with self.archive.open(name) as part:
                content = part.read(_LARGEST_XML + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            raise broken_refusal() from None
        if len(content) > _LARGEST_XML:
            raise heavy_refusal()
        return _parse(content)

    def pictures(self) -> Iterator[bytes]:
        """The bytes of the pictures in the document, those of up to 8 MB."""
        for name in sorted(self.names):
            if name.startswith("word/media/") and name.lower().endswith(_PICTURES):
                try:
                    with self.archive.open(name) as part:
                        content = part.read(_LARGEST_PICTURE + 1)
                except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
                    raise broken_refusal() from None
                if len(content) <= _LARGEST_PICTURE:
                    yield content


def open_package(data: bytes, limits: Limits) -> Package:
    """Open a .docx; ``Refused`` for bombs, locks, and the other formats that are ZIP files inside."""
    archive = open_archive(data, limits)
    package = Package(archive, frozenset(archive.namelist()))
    _check_kind(package.names)
    return package


def open_archive(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open a ZIP file that is neither damaged, locked nor a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise broken_refusal() from None
    _check_entries(archive.infolist(), packed=len(data), limits=limits)
    return archive


def _check_entries(entries: list[zipfile.ZipInfo], *, packed: int, limits: Limits) -> None:
    if any(entry.flag_bits & _ENCRYPTED_BIT for entry in entries):
        raise password_refusal()
    unpacked = sum(entry.file_size for entry in entries)
    overlapping = sum(entry.compress_size for entry in entries) > packed
    if len(entries) > _MOST_ENTRIES or unpacked > limits.unpacked or overlapping or any(map(_is_bomb, entries)):
        raise Refused("bomb", _BOMB)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > _RATIO * max(entry.compress_size, 1)


def _check_kind(names: frozenset[str]) -> None:
    if "word/vbaProject.bin" in names:
        raise Refused("macro", "Tệp Word có macro (.docm) không được nhận. Hãy lưu lại thành .docx rồi nộp lại.")
    if "word/document.xml" in names:
        return
    if "xl/workbook.xml" in names:
        raise Refused("xlsx", f"Đây là tệp Excel, không phải văn bản. {_INSTEAD}")
    if "ppt/presentation.xml" in names:
        raise Refused("pptx", f"Đây là tệp PowerPoint, không phải văn bản. {_INSTEAD}")
    if "mimetype" in names and "content.xml" in names:
        raise Refused("odt", f"Đây là tệp OpenDocument (.odt). {_INSTEAD}")
    raise Refused("archive", "Đây là tệp nén, không phải văn bản Word. Hãy giải nén và nộp từng văn bản.")


def _parse(content: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        root: Element = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise broken_refusal() from None
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise Refused("doctype", _DOCTYPE)
    return root
