"""Tesseract on one picture, through pipes: words with boxes and confidence, and which way is up."""

from __future__ import annotations

import csv
import io
import re
import resource
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PIL import Image

from giaoviec.intake.shapes import Refused
from giaoviec.intake.syllables import is_syllable

_CPU_SECONDS = 8
_WALL_SECONDS = 25
_SURE = 50.0
_SIGN = re.compile(r"[A-ZĐ0-9.,:;()/\-–+%“”\"]+|\d[\d./:%]*\W?|[^\W\d_]*\d[\w./-]*")
_EDGE_SIGNS = " .,:;()[]“”\"'-–/…"
_LEAST_WORDS = 8


def can_read() -> bool:
    """Whether Tesseract is on this machine."""
    return shutil.which("tesseract") is not None


class OcrWord(NamedTuple):
    """A word with its box in pixels, its line (equal keys are one line) and its confidence, 0 to 100."""

    text: str
    line: tuple[str, str, str]
    x0: int
    y0: int
    x1: int
    y1: int
    confidence: float


def read_words(image: Image.Image, *, layout: int = 3, only: str = "") -> list[OcrWord]:
    """The words of an upright picture in reading order; none where Tesseract gives up.

    ``layout``: its ``--psm``. ``only``: the letters that there can be.
    """
    letters = ("-c", f"tessedit_char_whitelist={only} ") if only else ()
    output = _run(image, "-l", "vie", "--psm", str(layout), *letters, "tsv")
    rows = csv.DictReader(io.StringIO(output), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [_word(row) for row in rows if row.get("level") == "5" and (row.get("text") or "").strip()]


def turn_of(image: Image.Image) -> int:
    """The clockwise degrees (0, 90, 180, 270) that put the picture upright; 0 where that cannot be told."""
    found = re.search(r"Rotate: (\d+)", _run(image, "--psm", "0"))
    return int(found[1]) % 360 if found else 0


def legibility(words: Sequence[OcrWord]) -> float:
    """The share of what was read, by letters, that is probably right: sure, and a syllable, number or sign."""
    total = sum(len(word.text) for word in words)
    return sum(len(word.text) for word in words if _is_likely(word)) / total if total else 0.0


def is_legible(words: Sequence[OcrWord], *, least: float) -> bool:
    """Whether a page was read well enough to say what is on it; a few words must be nearly all right."""
    share = legibility(words)
    return share >= least if len(words) >= _LEAST_WORDS else len(words) > 2 and share > 0.9


def _is_likely(word: OcrWord) -> bool:
    bare = word.text.strip(_EDGE_SIGNS)
    return word.confidence >= _SURE and (not bare or is_syllable(bare) or _SIGN.fullmatch(bare) is not None)


def _word(row: dict[str, str]) -> OcrWord:
    x0, y0 = int(row["left"]), int(row["top"])
    x1, y1 = x0 + int(row["width"]), y0 + int(row["height"])
    return OcrWord(row["text"], (row["block_num"], row["par_num"], row["line_num"]), x0, y0, x1, y1, float(row["conf"]))


def _run(image: Image.Image, *options: str) -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise Refused("no-ocr", _MISSING)
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "--dpi", "200", *options],
            input=_png(image),
            capture_output=True,
            timeout=_WALL_SECONDS,
            preexec_fn=_limit,  # safe: the worker has one thread
        )
    except subprocess.TimeoutExpired:
        return ""
    if b"Failed loading language" in done.stderr or b"Error opening data file" in done.stderr:
        raise Refused("no-ocr", _MISSING)
    return done.stdout.decode("utf-8", "replace")


_MISSING = (
    "Máy chủ chưa có Tesseract với dữ liệu tiếng Việt nên chưa đọc được bản quét. Hãy nộp bản .docx hoặc .pdf có chữ, "
    "hoặc báo quản trị cài đặt (gói tesseract-ocr-vie)."
)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def lines_of(words: Sequence[OcrWord]) -> Iterator[list[OcrWord]]:
    """The words line by line."""
    line: list[OcrWord] = []
    for word in words:
        if line and word.line != line[-1].line:
            yield line
            line = []
        line.append(word)
    if line:
        yield line
