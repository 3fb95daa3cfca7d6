"""The picture of one page of a PDF or of a scanned file, drawn in a child process that can do no harm."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageOps

from giaoviec.intake.confine import confine, forbid_files
from giaoviec.intake.extract import child_environment
from giaoviec.intake.shapes import MEGABYTE
from giaoviec.intake.sniff import sniff

WIDTH = 1100
"""Pixels across an upright page: print of 13 points can be read on the left half of an office screen."""

_SECONDS = 20
_MEMORY = 512 * MEGABYTE
_MOST_PIXELS = 40_000_000


def draw(data: bytes, *, page: int, rotation: int = 0) -> bytes | None:
    """A PNG of a page (from 1), turned clockwise by `rotation` degrees (0, 90, 180, 270); None where it has none."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-s", "-m", "giaoviec.intake.picture", str(page), str(rotation)],
            input=data,
            capture_output=True,
            env=child_environment(),
            cwd="/",
            timeout=_SECONDS,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\x89PNG") else None


def main() -> None:
    """In the child: bytes from its input, the picture to its output; whatever goes wrong is exit status 1."""
    confine(memory=_MEMORY, cpu_seconds=_SECONDS, cpu_ceiling=_SECONDS)
    page, rotation = int(sys.argv[1]), int(sys.argv[2])
    data = sys.stdin.buffer.read()
    open_page = _opener(data)
    forbid_files()
    try:
        image = open_page(page, rotation % 180 == 90)
        upright = image.rotate(-rotation, expand=True) if rotation else image
        sized = upright.resize((WIDTH, max(1, round(upright.height * WIDTH / upright.width))), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        sized.quantize(16).save(buffer, "PNG", optimize=True)
    except Exception:  # a hostile file may raise anything; the parent needs no more than "no"
        sys.exit(1)
    sys.stdout.buffer.write(buffer.getvalue())


def _opener(data: bytes) -> Callable[[int, bool], Image.Image]:
    if sniff(data) != "pdf":
        return lambda page, _lying: _photograph(data, page)
    import pypdfium2 as pdfium

    return lambda page, lying: _printed(pdfium, data, page, lying)


def _printed(pdfium: Any, data: bytes, page: int, lying: bool) -> Image.Image:
    sheet = pdfium.PdfDocument(data)[page - 1]
    width, height = sheet.get_size()
    across = height if lying else width
    picture: Image.Image = sheet.render(scale=min(WIDTH / across, 4000 / max(width, height)), grayscale=True).to_pil()
    return picture


def _photograph(data: bytes, page: int) -> Image.Image:
    if page != 1:
        raise IndexError(page)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            return ImageOps.exif_transpose(image).convert("L")


if __name__ == "__main__":
    main()
