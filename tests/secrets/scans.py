"""Scanned pages with a stamp on them: angles, inks, frames, places, noise, over print. Always the same for a seed."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1654, 2339
SANS = Path(str(files("fontpkg_be_vietnam_pro"))) / "files"
SERIF = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Bold.ttf")
FACES = ("BeVietnamPro-Bold", "BeVietnamPro-Medium", "BeVietnamPro-Black", "BeVietnamPro-BoldItalic", "serif")
SPOKEN = {"Ậ": ("A", "ˆ", "."), "Ệ": ("E", "ˆ", "."), "Ố": ("O", "ˆ", "´")}
"""Letters that the free serif face lacks, put together of their parts: base, over it, over that or under it."""
INKS = {
    "red": (200, 30, 45),
    "dark red": (150, 20, 30),
    "blue": (40, 50, 160),
    "violet": (110, 40, 140),
    "black": (25, 25, 25),
}
FRAMES = ("single", "double", "rounded", "thick", "none")
PLACES = {
    "under the number": (330, 470),
    "over the print": (700, 900),
    "right": (1150, 420),
    "top": (820, 90),
    "margin": (240, 1500),
}


@dataclass(frozen=True)
class Print:
    """How a stamp was pressed: its words, ink, frame, angle in degrees, height of its letters in pixels, place."""

    words: str
    ink: str = "red"
    frame: str = "single"
    angle: float = 0.0
    size: int = 46
    place: str = "under the number"
    face: str = FACES[0]
    faded: float = 0.0
    grey: bool = False
    quality: int = 85


def page(lines: Sequence[str], *, body: Sequence[str] = ()) -> Image.Image:
    """A sheet of print in colour at 200 dpi: a letterhead on the left, paragraphs below."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (252, 251, 247))
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(SANS / "BeVietnamPro-Regular.ttf"), 32)
    for place, line in enumerate(lines):
        pen.text((200, 180 + place * 58), line, font=font, fill=(20, 20, 20))
    for place, line in enumerate(body):
        pen.text((200, 760 + place * 58), line, font=font, fill=(20, 20, 20))
    return image


def stamped(sheet: Image.Image, stamp: Print, *, seed: int) -> Image.Image:
    """The sheet with the stamp pressed on it: ink darkens what lies under it."""
    chance = random.Random(seed)
    pressed = _pressed(stamp, chance)
    over = Image.new("RGB", sheet.size, (255, 255, 255))
    x, y = PLACES[stamp.place]
    over.paste(pressed, (x + chance.randint(-40, 40), y + chance.randint(-25, 25)))
    done = ImageChops.multiply(sheet, over)
    return done.convert("L").convert("RGB") if stamp.grey else done


def saved(image: Image.Image, form: str, *, quality: int = 85) -> bytes:
    """The bytes of a scan: "PNG", "JPEG" or "PDF"."""
    buffer = io.BytesIO()
    options: dict[str, dict[str, Any]] = {
        "PDF": {"resolution": 200.0, "quality": quality},
        "JPEG": {"quality": quality},
        "PNG": {"compress_level": 1},
    }
    image.save(buffer, form, **options[form])
    return buffer.getvalue()


def _pressed(stamp: Print, chance: random.Random) -> Image.Image:
    words = _words(stamp)
    gap = stamp.size // 2
    wide, high = words.width + 2 * gap, words.height + gap
    plate = Image.new("RGB", (wide + 20, high + 20), (255, 255, 255))
    pen, ink = ImageDraw.Draw(plate), INKS[stamp.ink]
    plate.paste(ink, (10 + gap, 10 + gap // 2), words)
    _frame(pen, stamp.frame, (10, 10, wide + 10, high + 10), ink)
    if stamp.faded:
        plate = _worn(plate, stamp.faded, chance)
    return plate.rotate(stamp.angle, Image.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255))


def _words(stamp: Print) -> Image.Image:
    """The letters of a stamp as a mask, cut close."""
    mask = Image.new("L", (stamp.size * (len(stamp.words) + 2), stamp.size * 3), 0)
    pen = ImageDraw.Draw(mask)
    if stamp.face != "serif":
        font = ImageFont.truetype(str(SANS / f"{stamp.face}.ttf"), stamp.size)
        pen.text((stamp.size, stamp.size), stamp.words, font=font, fill=255)
    else:
        _serif(pen, stamp.words, stamp.size)
    return mask.crop(mask.getbbox())


def _serif(pen: ImageDraw.ImageDraw, words: str, size: int) -> None:
    font = ImageFont.truetype(str(SERIF), size)
    x = float(size)
    for letter in words:
        base, *marks = SPOKEN.get(letter, (letter,))
        pen.text((x, size), base, font=font, fill=255)
        wide = font.getlength(base)
        for mark in marks:
            rise = {"ˆ": -0.28, "´": -0.5, ".": 0.28}[mark] * size
            pen.text((x + (wide - font.getlength(mark)) / 2, size + rise), mark, font=font, fill=255)
        x += wide


def _frame(pen: ImageDraw.ImageDraw, kind: str, box: tuple[int, int, int, int], ink: tuple[int, int, int]) -> None:
    if kind == "rounded":
        pen.rounded_rectangle(box, radius=14, outline=ink, width=4)
    elif kind != "none":
        pen.rectangle(box, outline=ink, width=8 if kind == "thick" else 4)
    if kind == "double":
        x0, y0, x1, y1 = box
        pen.rectangle((x0 - 8, y0 - 8, x1 + 8, y1 + 8), outline=ink, width=3)


def _worn(plate: Image.Image, share: float, chance: random.Random) -> Image.Image:
    """Specks where the ink did not take, and a paler whole."""
    specks = Image.frombytes(
        "L",
        (plate.width // 3 + 1, plate.height // 3 + 1),
        chance.randbytes((plate.width // 3 + 1) * (plate.height // 3 + 1)),
    )
    holes = (
        specks.point(lambda level: 255 if level < 255 * share else 0)
        .resize(plate.size)
        .filter(ImageFilter.GaussianBlur(0.8))
    )
    white = Image.new("RGB", plate.size, (255, 255, 255))
    return Image.composite(white, Image.blend(plate, white, share), holes)
