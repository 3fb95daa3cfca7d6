"""The picture of a page beside its text: its size, its side, its limits, and files that mean harm."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from giaoviec.intake import picture as drawing
from giaoviec.intake.picture import WIDTH, draw
from tests.intake.papers import pdf, picture, saved, text_pdf, word

LINES = ["Kính gửi: Sở Nội vụ", "Giao Sở Tài chính báo cáo trước ngày 05/12/2026."]


def opened(data: bytes | None) -> Image.Image:
    assert data is not None
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def ink(image: Image.Image) -> list[int]:
    """How dark the upper, lower, left and right half of a page are."""
    grey = image.convert("L")
    across, down = grey.size
    halves = [(0, 0, across, down // 2), (0, down // 2, across, down)]
    halves += [(0, 0, across // 2, down), (across // 2, 0, across, down)]
    return [sum((255 - tone) * many for tone, many in enumerate(grey.crop(half).histogram())) for half in halves]


def test_a_printed_page_is_a_grey_png_of_the_width_of_the_screens_left_half() -> None:
    image = opened(draw(text_pdf([LINES]), page=1))
    assert (image.format, image.width) == ("PNG", WIDTH)
    assert abs(image.height - WIDTH * 842 / 595) < 3


def test_the_picture_shows_the_print() -> None:
    upper, lower, *_ = ink(opened(draw(text_pdf([LINES]), page=1)))
    assert upper > 0
    assert lower == 0


def test_each_page_has_its_own_picture() -> None:
    data = text_pdf([LINES, [], LINES * 9])
    amounts = [sum(ink(opened(draw(data, page=page)))) for page in (1, 2, 3)]
    assert amounts[1] == 0 < amounts[0] < amounts[2]


def test_a_page_stored_on_its_side_is_turned_upright() -> None:
    lying = picture(LINES * 3).rotate(90, expand=True)
    upright = opened(draw(saved(lying, "PDF"), page=1, rotation=90))
    assert (upright.width, upright.height > upright.width) == (WIDTH, True)
    upper, lower, left, right = ink(upright)
    assert upper > lower
    assert left > right


def test_a_page_that_says_itself_how_it_is_turned_is_upright_without_more() -> None:
    image = opened(draw(pdf([[(72, 90, LINES[0])]], turn=90), page=1))
    assert image.width > image.height


@pytest.mark.parametrize("rotation", [0, 180])
def test_a_page_on_its_head_is_turned_over(rotation: int) -> None:
    upper, lower, *_ = ink(opened(draw(saved(picture(LINES).rotate(rotation), "PNG"), page=1, rotation=rotation)))
    assert upper > lower


@pytest.mark.parametrize("form", ["PNG", "JPEG", "PDF"])
def test_a_scan_is_drawn_whatever_holds_it(form: str) -> None:
    image = opened(draw(saved(picture(LINES), form), page=1))
    assert (image.format, image.width) == ("PNG", WIDTH)


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    held = Image.Exif()
    held[0x0112] = 6
    buffer = io.BytesIO()
    picture(LINES).rotate(90, expand=True).save(buffer, "JPEG", exif=held)
    image = opened(draw(buffer.getvalue(), page=1))
    assert image.height > image.width


def test_a_picture_stays_small_enough_to_be_sent() -> None:
    data = draw(saved(picture(LINES * 8)), page=1)
    assert data is not None
    assert len(data) < 200_000


@pytest.mark.parametrize("page", [0, 2, 99])
def test_a_page_that_a_photograph_does_not_have_has_no_picture(page: int) -> None:
    assert draw(saved(picture(LINES)), page=page) is None


@pytest.mark.parametrize("page", [3, 99])
def test_a_page_that_a_pdf_does_not_have_has_no_picture(page: int) -> None:
    assert draw(text_pdf([LINES, LINES]), page=page) is None


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\nrubbish", b"GIF89a", "Kính gửi".encode(), word(LINES),
     text_pdf([LINES])[:400]],
    ids=["empty", "no-pages", "broken-png", "gif", "text", "word", "cut-off"],
)  # fmt: skip
def test_what_is_no_picture_of_a_page_gives_none(data: bytes) -> None:
    assert draw(data, page=1) is None


def test_a_page_as_long_as_a_street_is_drawn_within_the_limit_of_pixels() -> None:
    street = text_pdf([LINES]).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 14400]")
    image = draw(street, page=1)
    assert image is None or opened(image).width == WIDTH


def test_a_bomb_of_pixels_is_not_opened() -> None:
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    assert draw(bomb.getvalue(), page=1) is None


def test_a_child_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_SECONDS", 0.01)
    assert draw(text_pdf([LINES]), page=1) is None
