"""Stamps on scanned pages: the frame is found whatever its angle and ink, laid level, and read inside (6.2).

Plain OCR of a page loses nearly every stamp: it stands askew, across print, between the columns. Ink with a colour is
looked at apart from the black print under it.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter, ImageOps

from giaoviec.intake.frames import Box, find_boxes, without_frame
from giaoviec.intake.ocr import is_legible, read_words

SMALL = 4
"""Patches are looked for on a picture so many times smaller."""

PAGE_WIDTH = 1700
_MILLIMETRE = PAGE_WIDTH / 210
_MOST_PIXELS, _LEAST_SIDE, _PAGE = 40_000_000, 24, 2000
_LEAST, _MOST = (14 * _MILLIMETRE, 4.5 * _MILLIMETRE), (95 * _MILLIMETRE, 26 * _MILLIMETRE)
_FLATTEST = 1.25
_COLOUR, _DARK, _BLACK = 165, 150, 90
_COVERED = 40
_FRAMED, _SOLID = 0.7, 0.9
_ASKEW = 3
_HIGH = 112
_INSETS = (0.2, 0.12, 0.03)
_MOST_READ = 8
_SURE = 40.0
_LETTERS = "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVXYỲÝỶỸỴ"
_WORDS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands in a stamp; nothing where there is a frame whose inside could not be read."""

    text: str


def find_stamps(page: Image.Image) -> Iterator[Stamp]:
    """The stamps of an upright page in colour, about 1,700 pixels wide (tilted ones too)."""
    dark = ImageOps.autocontrast(page.convert("L"), cutoff=1)
    read = 0
    for layer, boxes in ((_coloured(page, dark), _in_colour), (dark, _in_black)):
        for box in boxes(layer)[: _MOST_READ - read]:
            read += 1
            if (text := _read(layer, box)) is not None:
                yield Stamp(text)


def stamps_of_picture(data: bytes) -> Iterator[Stamp]:
    """The stamps of a picture that was put into a document: a page of its own, or a stamp alone. None: no picture."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF")) as opened:
            if opened.width * opened.height > _MOST_PIXELS or min(opened.size) < _LEAST_SIDE:
                return
            picture = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError):
        return
    sheet = Image.new("RGBA", picture.size, "white")
    sheet.alpha_composite(picture)
    is_small = picture.width < _PAGE * picture.height / 300 and picture.height < 600
    scale = (120 / picture.height) if is_small else PAGE_WIDTH / picture.width
    sized = sheet.convert("RGB").resize((max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)))
    yield from find_stamps(ImageOps.expand(sized, border=40, fill="white"))


def _coloured(page: Image.Image, dark: Image.Image) -> Image.Image:
    """Ink with a colour as dark on white: how far a pixel is from grey. Black print that it lies on is bridged."""
    red, green, blue = page.convert("RGB").split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    ink = ImageOps.invert(ImageChops.subtract(most, least, scale=0.5))
    bridged = ink.filter(ImageFilter.MinFilter(9)).filter(ImageFilter.MaxFilter(9))
    black = dark.point(lambda level: 255 if level < _BLACK else 0).filter(ImageFilter.MaxFilter(3))
    return Image.composite(bridged, ink, black)


def _in_colour(layer: Image.Image) -> list[Box]:
    return _boxes(_mask(layer, _COLOUR).filter(ImageFilter.MaxFilter(5)))


def _in_black(layer: Image.Image) -> list[Box]:
    """In the colour of print only a frame, or large letters askew, can be a stamp."""
    found = _boxes(_mask(layer, _DARK))
    return [box for box in found if _is_frame(box) or _stands_out(box)]


def _is_frame(box: Box) -> bool:
    """A line of print is as dense as its outline, and lower than a frame with letters in it."""
    return box.framed >= _FRAMED and box.full < _SOLID and box.height > 6 * _MILLIMETRE


def _stands_out(box: Box) -> bool:
    return _ASKEW < abs(box.degrees) < 45 and box.height > 6 * _MILLIMETRE and box.full > 0.3


def _mask(layer: Image.Image, level: int) -> Image.Image:
    ink = layer.point(lambda shade: 255 if shade < level else 0)
    covered = ink.reduce(SMALL).point(lambda share: 255 if share > _COVERED else 0)
    return covered.filter(ImageFilter.MaxFilter(3))


def _boxes(mask: Image.Image) -> list[Box]:
    least, most = ((side[0] / SMALL, side[1] / SMALL) for side in (_LEAST, _MOST))
    found = [box.scaled(SMALL) for box in find_boxes(mask, least=least, most=most)]
    return sorted((box for box in found if box.width >= _FLATTEST * box.height), key=lambda box: box.corners[0][1])


def _read(layer: Image.Image, box: Box) -> str | None:
    """What stands inside, level or on its head; "" for a frame of which nothing can be read; None: no stamp."""
    is_framed = box.framed >= _FRAMED
    for inset in _INSETS if is_framed else (-0.04,):
        level = _levelled(layer, box, inset)
        for picture in (level, level.rotate(180)) if is_framed else (level,):
            if text := _text_of(picture):
                return text
    return _print_in(layer, box) if is_framed else None


def _print_in(layer: Image.Image, box: Box) -> str:
    """The small print of a frame that is no stamp: the block of a digital signature, a cell of a form."""
    words = read_words(_levelled(layer, box, 0.03, high=3 * _HIGH), layout=6)
    return " ".join(word.text for word in words) if is_legible(words, least=0.6) else ""


def _levelled(layer: Image.Image, box: Box, inset: float, *, high: int = _HIGH) -> Image.Image:
    """The inside of the box without its frame, as high as Tesseract likes it, with a margin of paper."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = _shrunk(box, inset * box.height)
    wide = max(round(high * box.width / box.height), high)
    corners = (x0, y0, x3, y3, x2, y2, x1, y1)
    flat = layer.transform((wide, high), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=255)
    inside = without_frame(ImageOps.autocontrast(flat.filter(ImageFilter.GaussianBlur(1)), cutoff=2))
    return ImageOps.expand(inside, border=24, fill=255)


def _shrunk(box: Box, by: float) -> list[tuple[float, float]]:
    (x0, y0), (x1, y1), _, (x3, y3) = box.corners
    along = ((x1 - x0) / box.width * by, (y1 - y0) / box.width * by)
    down = ((x3 - x0) / box.height * by, (y3 - y0) / box.height * by)
    signs = ((1, 1), (-1, 1), (-1, -1), (1, -1))
    return [
        (x + a * along[0] + d * down[0], y + a * along[1] + d * down[1])
        for (x, y), (a, d) in zip(box.corners, signs, strict=True)
    ]


def _text_of(picture: Image.Image) -> str:
    """The capitals on a picture of one line; nothing where Tesseract is not sure of them."""
    words = read_words(picture, layout=7, only=_LETTERS)
    letters = sum(len(word.text) for word in words)
    confidence = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
    text = unicodedata.normalize("NFC", " ".join(word.text for word in words)).strip()
    return text if confidence >= _SURE and _WORDS.search(text) else ""
