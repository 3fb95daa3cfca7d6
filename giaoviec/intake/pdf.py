"""PDF files: text with the box of each word; pages without text are read by OCR."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from giaoviec.intake.ocr import can_read
from giaoviec.intake.pdf_lines import page_lines, split_furniture
from giaoviec.intake.places import Line, Scribe, line_text, mend_words
from giaoviec.intake.scan import Reading, asides_of, page_scale, pressed_on, read_image
from giaoviec.intake.shapes import Aside, Extraction, Limits, Page, Refused
from giaoviec.intake.sniff import broken_refusal, pages_refusal, password_refusal
from giaoviec.intake.text import mend

_FEW_LETTERS = 12
_BAD_SHARE = 0.3
_DPI = 220
_MOST_LOOKED_AT = 60
_PROPERTIES = ("Title", "Subject", "Keywords")
_NOTE_KEYS = (b"Contents", b"V")
_LONGEST_NOTE = 20_000


def read(data: bytes, *, limits: Limits, progress: Callable[[int, int], None]) -> Extraction:
    """The text of a PDF with the places of its words, in points from the top left of each page."""
    document = _open(data)
    count = len(document)
    if count > limits.pages:
        raise pages_refusal(count, limits.pages)
    pages = [document[index] for index in range(count)]
    lines: list[list[Line]] = [page_lines(page) for page in pages]
    scans = [index for index in range(count) if _needs_ocr(lines[index], pages[index])]
    if len(scans) > limits.scanned_pages:
        raise pages_refusal(len(scans), limits.scanned_pages, scanned=True)
    readings = _read_scans(pages, scans, progress) if scans else {}
    return _assemble(document, pages, lines, readings, _look_over_print(pages, scans))


def _open(data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _open_refusal(getattr(error, "err_code", None)) from None


def _open_refusal(code: int | None) -> Refused:
    """pdfium reports a document without a page as a failure with the code of success."""
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return password_refusal()
    if code == raw.FPDF_ERR_SUCCESS:
        return Refused("no-pages", "Tệp PDF không có trang nào. Hãy xuất lại tệp rồi nộp lại.")
    return broken_refusal()


def _needs_ocr(lines: list[Line], page: Any) -> bool:
    """A page with something drawn on it and no text, or with text that no code table explains."""
    text = "".join(map(line_text, lines))
    letters = sum(map(str.isalpha, text))
    if letters >= _FEW_LETTERS:
        return sum(map(_is_bad, text)) > _BAD_SHARE * len(text)
    return any(one.type != raw.FPDF_PAGEOBJ_TEXT for one in page.get_objects(max_depth=2))


def _is_bad(char: str) -> bool:
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or (char < " " and char not in "\t\n\x02")


def _read_scans(pages: list[Any], scans: list[int], progress: Callable[[int, int], None]) -> dict[int, Reading]:
    """OCR of those pages; without Tesseract they are unread, and a file of nothing else is refused."""
    if not can_read() and len(scans) < len(pages):
        return dict.fromkeys(scans, Reading([], 0, 0.0, False))
    readings = {}
    for done, index in enumerate(scans, start=1):
        progress(done, len(scans))
        scale = min(_DPI / 72, 4000 / max(pages[index].get_size()))
        image = pages[index].render(scale=scale).to_pil()
        readings[index] = read_image(image, pages_so_far=done, per_unit=scale, first=index == 0)
    return readings


def _look_over_print(pages: list[Any], scans: list[int]) -> dict[int, Reading]:
    """The stamps of pages that have a text, and pictures or notes over it, as a scan with a layer of text has."""
    over = [index for index, page in enumerate(pages) if index not in scans and _has_pictures(page)]
    if not can_read():
        return {}
    found = {}
    for done, index in enumerate(over[:_MOST_LOOKED_AT], start=len(scans) + 1):
        image = pages[index].render(scale=page_scale(*pages[index].get_size())).to_pil()
        found[index] = Reading([], 0, 1.0, True, pressed=pressed_on(image, pages_so_far=done))
    return found


def _has_pictures(page: Any) -> bool:
    if any(raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_STAMP for _, note in _annotations([page])):
        return True
    return any(one.type == raw.FPDF_PAGEOBJ_IMAGE for one in page.get_objects(max_depth=2))


def _assemble(
    document: Any, pages: list[Any], lines: list[list[Line]], readings: dict[int, Reading], over: dict[int, Reading]
) -> Extraction:
    printed = [[] if index in readings else found for index, found in enumerate(lines)]
    heights = [page.get_height() for page in pages]
    running, furniture = split_furniture(printed, heights)
    scribe, placed = Scribe(), []
    for index, page in enumerate(pages):
        start = scribe.length
        reading = readings.get(index)
        scribe.write_lines(reading.lines if reading else mend_words(running[index]), page=index + 1)
        turn, legible = (reading.rotation, reading.legibility) if reading else (0, None)
        placed.append(Page(index + 1, start, scribe.length, page.get_width(), heights[index], turn, legible))
    asides = [
        Aside("furniture", mend(line_text(line)), index + 1) for index, found in enumerate(furniture) for line in found
    ]
    return Extraction(
        text=scribe.text,
        kind="scan" if len(readings) * 2 > len(pages) else "pdf",
        pages=tuple(placed),
        spans=tuple(scribe.spans),
        asides=(*asides, *_stamps(readings | over), *_notes(pages), *_properties(document)),
        unread=(*_unread(readings | over), *_attachments(document)),
    )


def _stamps(readings: dict[int, Reading]) -> Iterator[Aside]:
    for index, reading in readings.items():
        yield from asides_of(reading, index + 1)[0]


def _unread(readings: dict[int, Reading]) -> Iterator[str]:
    for index, reading in readings.items():
        if not reading.is_legible:
            yield f"trang {index + 1} không đọc được chữ"
        yield from asides_of(reading, index + 1)[1]


def _attachments(document: Any) -> Iterator[str]:
    if document.count_attachments():
        yield "tệp đính trong PDF"


def _properties(document: Any) -> Iterator[Aside]:
    found = document.get_metadata_dict(skip_empty=True)
    yield from (Aside("property", mend(str(found[key]))) for key in _PROPERTIES if key in found)


def _notes(pages: list[Any]) -> Iterator[Aside]:
    """Comments, text stamps and filled fields lie over the page and are no part of its text."""
    for index, annotation in _annotations(pages):
        yield from (Aside("comment", text, index + 1) for text in _note_texts(annotation))


def _annotations(pages: list[Any]) -> Iterator[tuple[int, Any]]:
    """At most 500 a page; each is closed when the next is asked for."""
    for index, page in enumerate(pages):
        for place in range(min(raw.FPDFPage_GetAnnotCount(page), 500)):
            annotation = raw.FPDFPage_GetAnnot(page, place)
            if annotation:
                yield index, annotation
                raw.FPDFPage_CloseAnnot(annotation)


def _note_texts(annotation: Any) -> Iterator[str]:
    for key in _NOTE_KEYS:
        size = min(raw.FPDFAnnot_GetStringValue(annotation, key, None, 0), _LONGEST_NOTE)
        if size > 2:
            buffer = (raw.FPDF_WCHAR * (size // 2))()
            raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
            yield mend(bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00"))
