"""Plain text: UTF-8, UTF-16, decomposed letters, and the legacy tables TCVN3, VNI and Windows-1258."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from giaoviec.intake.legacy import convert_lines, find_converter, from_tcvn3, from_vni
from giaoviec.intake.shapes import Extraction, Limits, Refused
from giaoviec.intake.syllables import marked_balance, syllable_share

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# The full TCVN 5712 has capitals among the controls; they stand after another letter.
_NO_LETTER = re.compile("[\x00\x03\x07\x08\x0e-\x10\x18-\x1a\x1c-\x1f]|(?<![A-Z\x80-\xff ])[\x01-\x06\x11-\x17]")
_SAMPLE = 200_000
_LEAST_VIETNAMESE = 0.5


def read(data: bytes, *, limits: Limits, progress: Callable[[int, int], None]) -> Extraction:
    """The decoded text, NFC, lines by "\\n"; ``Refused`` for bytes that are no text."""
    del limits, progress
    decoded, warnings = _decode(data)
    text = mend(decoded.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").removeprefix("\ufeff"))
    return Extraction(text=text, kind="text", warnings=warnings)


def mend(text: str) -> str:
    """``text`` in NFC, with lines left in a legacy code table converted."""
    composed = unicodedata.normalize("NFC", text)
    converter = find_converter(composed)
    return unicodedata.normalize("NFC", convert_lines(composed, converter=converter)) if converter else composed


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    if (wide := _decode_wide(data)) is not None:
        return wide, ()
    if _is_binary(data):
        raise Refused("binary", "Tệp không phải văn bản đọc được. Hãy dùng tệp .docx, .pdf, .txt hoặc ảnh quét.")
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _decode_wide(data: bytes) -> str | None:
    """UTF-16 by its mark, or by the zero bytes that it leaves between letters."""
    sample = data[:2000]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif len(sample) >= 8 and _zeros(sample[1::2]) > 0.4 and _zeros(sample[0::2]) < 0.05:
        encoding = "utf-16-le"
    elif len(sample) >= 8 and _zeros(sample[0::2]) > 0.4 and _zeros(sample[1::2]) < 0.05:
        encoding = "utf-16-be"
    else:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _zeros(sample: bytes) -> float:
    return sample.count(0) / max(len(sample), 1)


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE].decode("latin-1")
    return "\x00" in sample or len(_NO_LETTER.findall(sample)) > len(sample) / 500


def _decode_legacy(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The eight-bit reading that gives most Vietnamese; refused when none gives any."""
    as_1252 = "".join(_CP1252[byte] for byte in data)
    readings = [
        from_tcvn3(as_1252),
        from_vni(as_1252),
        unicodedata.normalize("NFC", data.decode("cp1258", "replace")),
    ]
    best = max(readings, key=lambda reading: marked_balance(reading[:_SAMPLE]))
    if marked_balance(best[:_SAMPLE]) <= 0 or syllable_share(best[:_SAMPLE]) < _LEAST_VIETNAMESE:
        raise Refused(
            "encoding", "Không nhận ra bảng mã chữ của tệp. Hãy lưu lại tệp theo Unicode (UTF-8) rồi nộp lại."
        )
    return best, ("Tệp dùng bảng mã chữ cũ, đã chuyển sang Unicode; hãy đối chiếu với bản gốc.",)


_CP1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
