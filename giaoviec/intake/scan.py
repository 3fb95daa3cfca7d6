"""Pictures of pages: put upright and straight, read by Tesseract in Vietnamese, with the place of each word."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import pvariance

from PIL import Image, ImageOps

from giaoviec.intake.confine import allow_cpu
from giaoviec.intake.ocr import OcrWord, is_legible, legibility, lines_of, read_words, turn_of
from giaoviec.intake.places import Line, Scribe, Word
from giaoviec.intake.shapes import Aside, Extraction, Limits, Page
from giaoviec.intake.sniff import broken_refusal, heavy_refusal
from giaoviec.intake.stamps import PAGE_WIDTH, find_stamps

_CPU_FIRST, _CPU_PER_PAGE = 10, 6
_LEGIBLE = 0.55
_GOOD = 0.75
_WIDTH = 1700
_MOST_PIXELS = 40_000_000
_BLANK_INK, _BLANK_SPREAD = 0.0003, 10
_SKEWS = [step / 2 for step in range(-10, 11)]
_WIDE_GAP = 2.5
_HEAD = 0.4
_LONGEST_STAMP = 40


@dataclass(frozen=True)
class Reading:
    """What OCR found on one page: lines in the page's own units, how it was turned, how sure it is.

    ``stamps``: short lines of the head that only a reading without layout finds. ``pressed``: what stands in the
    stamps, "" where that could not be read.
    """

    lines: list[Line]
    rotation: int
    legibility: float
    is_legible: bool
    stamps: tuple[str, ...] = ()
    pressed: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Upright:
    """A picture made upright and straight, and how to get back: counter-clockwise degrees, scale, sizes."""

    image: Image.Image
    degrees: float
    scale: float
    source: tuple[int, int]


def read(data: bytes, *, limits: Limits, progress: Callable[[int, int], None]) -> Extraction:
    """A photographed or scanned page (PNG, JPEG): its text, places in pixels of the picture as it is shown."""
    del limits
    progress(1, 1)
    image = _open(data)
    reading = read_image(image, pages_so_far=1, per_unit=1.0, first=True)
    scribe = Scribe()
    scribe.write_lines(reading.lines, page=1)
    width, height = map(float, image.size)
    page = Page(1, 0, scribe.length, width, height, reading.rotation, reading.legibility)
    unread = () if reading.is_legible else ("ảnh không đọc được chữ",)
    asides, doubts = asides_of(reading, 1)
    return Extraction(scribe.text, "scan", (page,), tuple(scribe.spans), asides=asides, unread=(*unread, *doubts))


def asides_of(reading: Reading, page: int) -> tuple[tuple[Aside, ...], tuple[str, ...]]:
    """What stands beside the text of a page that was read from its picture, and what of it could not be read."""
    stamps = [Aside("stamp", text, page) for text in reading.stamps]
    pressed = [Aside("pressed", text, page) for text in reading.pressed if text]
    doubts = (f"dấu đóng trên trang {page} không đọc được",) if "" in reading.pressed else ()
    return (*stamps, *pressed), doubts


def read_image(image: Image.Image, *, pages_so_far: int, per_unit: float, first: bool) -> Reading:
    """Read one picture; ``per_unit``: its pixels to one unit of the page. On the ``first`` page the head is read twice.

    Grey for print; stamps are looked for in its colours.
    """
    allow_cpu(_CPU_FIRST + _CPU_PER_PAGE * pages_so_far)
    grey = image.convert("L")
    if _is_blank(grey):
        return Reading([], 0, 1.0, True)
    turn, upright, words = _best_way_up(grey)
    lines = [_placed(line, upright, per_unit) for line in lines_of(words)]
    stamps = tuple(_head_stamps(upright.image)) if first else ()
    pressed = pressed_on(image.rotate(-turn, expand=True), pages_so_far=pages_so_far)
    return Reading(lines, turn, round(legibility(words), 3), is_legible(words, least=_LEGIBLE), stamps, pressed)


def page_scale(width: float, height: float) -> float:
    """What brings a page to the size at which stamps are looked for; one lying across is a sheet's long side wide."""
    is_lying = 1.3 <= width / height <= 1.5
    return PAGE_WIDTH * (math.sqrt(2) if is_lying else 1) / width


def pressed_on(image: Image.Image, *, pages_so_far: int) -> tuple[str, ...]:
    """What the stamps on an upright page in colour say, "" for each that could not be read."""
    allow_cpu(_CPU_FIRST + _CPU_PER_PAGE * pages_so_far)
    scale = page_scale(*image.size)
    sized = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BILINEAR)
    return tuple(stamp.text for stamp in find_stamps(sized))


def _open(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                return ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise heavy_refusal() from None
    except (OSError, SyntaxError, ValueError):
        raise broken_refusal() from None


def _is_blank(image: Image.Image) -> bool:
    """Whether nothing is on the page, not even faint print: hardly a pixel differs from the paper."""
    histogram = image.resize((max(image.width // 2, 1), max(image.height // 2, 1)), Image.Resampling.BOX).histogram()
    paper = max(range(256), key=histogram.__getitem__)
    near = sum(histogram[max(paper - _BLANK_SPREAD, 0) : paper + _BLANK_SPREAD + 1])
    return near >= (1 - _BLANK_INK) * sum(histogram)


def _best_way_up(image: Image.Image) -> tuple[int, _Upright, list[OcrWord]]:
    """Read it as it lies; only when that goes badly ask which way is up."""
    upright = _straightened(image, 0)
    words = read_words(upright.image)
    if legibility(words) >= _GOOD and not _lies_on_its_side(words):
        return 0, upright, words
    turn = turn_of(_straightened(image, 0, deskew=False).image)
    if not turn:
        return 0, upright, words
    turned = _straightened(image, turn)
    again = read_words(turned.image)
    better = legibility(again) > legibility(words) or _lies_on_its_side(words)
    return (turn, turned, again) if better else (0, upright, words)


def _lies_on_its_side(words: list[OcrWord]) -> bool:
    """Tesseract reads some sideways pages as they are: their words are taller than wide."""
    long = [word for word in words if len(word.text) > 3]
    return sum(word.y1 - word.y0 > word.x1 - word.x0 for word in long) * 2 > len(long)


def _straightened(image: Image.Image, turn: int, *, deskew: bool = True) -> _Upright:
    scale = min(max(_WIDTH / min(image.size), 0.2), 2.0)
    sized = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    turned = ImageOps.autocontrast(sized.rotate(-turn, expand=True, fillcolor=255), cutoff=1)
    skew = _skew_of(turned) if deskew else 0.0
    straight = turned.rotate(skew, Image.Resampling.BICUBIC, expand=True, fillcolor=255) if skew else turned
    return _Upright(straight, skew - turn, scale, sized.size)


def _skew_of(image: Image.Image) -> float:
    """The counter-clockwise degrees that make the lines of print level: rows of the page then differ most."""
    small = image.resize((max(image.width * 600 // image.height, 1), 600), Image.Resampling.BOX)
    return max(_SKEWS, key=lambda degrees: (_contrast_of_rows(small, degrees), -abs(degrees)))


def _contrast_of_rows(image: Image.Image, degrees: float) -> float:
    level = image.rotate(degrees, Image.Resampling.BILINEAR, fillcolor=255)
    return pvariance(level.resize((1, level.height), Image.Resampling.BOX).tobytes())


def _placed(line: list[OcrWord], upright: _Upright, per_unit: float) -> Line:
    words: list[Word] = []
    for place, word in enumerate(line):
        gap = place > 0 and word.x0 - line[place - 1].x1 > _WIDE_GAP * (word.y1 - word.y0)
        x0, y0, x1, y1 = (side / per_unit for side in _back(word, upright))
        words.append(Word(word.text, x0, y0, x1, y1, gap))
    return words


def _back(word: OcrWord, upright: _Upright) -> tuple[float, float, float, float]:
    """The box of ``word`` on the picture as it came: corners turned back about the middle, then scaled."""
    cosine, sine = math.cos(math.radians(upright.degrees)), math.sin(math.radians(upright.degrees))
    corners = []
    for x, y in ((word.x0, word.y0), (word.x1, word.y0), (word.x0, word.y1), (word.x1, word.y1)):
        across, down = x - upright.image.width / 2, y - upright.image.height / 2
        corners.append(
            (
                (across * cosine - down * sine + upright.source[0] / 2) / upright.scale,
                (across * sine + down * cosine + upright.source[1] / 2) / upright.scale,
            )
        )
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _head_stamps(image: Image.Image) -> Iterator[str]:
    """Lines of the head read as loose pieces: a stamp between the columns is lost to the layout."""
    head = image.crop((0, 0, image.width, round(image.height * _HEAD)))
    for line in lines_of(read_words(head, layout=11)):
        text = " ".join(word.text for word in line)
        if len(text) <= _LONGEST_STAMP:
            yield text
