"""Pages that are pictures: upright, turned, askew, stamped, and unreadable."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageDraw, ImageFilter

from giaoviec.intake.extract import extract
from giaoviec.intake.gate import judge_file
from giaoviec.intake.shapes import Limits, Refused
from giaoviec.intake.syllables import syllable_share
from tests.intake.papers import picture, saved

LINES = [
    "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
    "Số: 128/UBND-KT",
    "Kính gửi: Sở Tài chính; Sở Xây dựng; Công an tỉnh.",
    "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:",
    "1. Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng rà soát,",
    "báo cáo Ủy ban nhân dân tỉnh trước ngày 20 tháng 3 năm 2026.",
    "2. Công an tỉnh theo dõi, đôn đốc việc thực hiện của các địa phương.",
    "3. Các đơn vị gửi báo cáo về Văn phòng để tổng hợp theo quy định.",
]
WORDS = {"Tài", "chính", "chủ", "trì", "phối", "hợp", "Xây", "dựng", "tháng", "thực", "đơn", "định."}

pytestmark = pytest.mark.tesseract


def is_read(text: str) -> bool:
    return len(WORDS & set(text.replace(",", " ").split())) >= 10 and syllable_share(text) > 0.85


@pytest.mark.parametrize("form", ["PNG", "JPEG", "PDF"])
def test_a_scanned_page_is_read_with_the_place_of_each_word(form: str) -> None:
    found = extract("a.pdf", saved(picture(LINES), form))
    assert found.kind == "scan"
    assert is_read(found.text)
    assert found.unread == ()
    page = found.pages[0]
    number = next(span for span in found.spans if "128" in found.text[span.start : span.end])
    # "Số: 128/UBND-KT" is the second line, drawn at 204 of 2339 pixels from the top.
    assert 0.08 < number.y0 / page.height < number.y1 / page.height < 0.115


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_put_upright(turn: int) -> None:
    found = extract("a.png", saved(picture(LINES).rotate(-turn, expand=True)))
    assert is_read(found.text)
    assert found.pages[0].rotation == (360 - turn) % 360


def test_a_page_askew_is_straightened_and_its_places_lie_on_the_page_as_it_came() -> None:
    found = extract("a.png", saved(picture(LINES).rotate(3, expand=True, fillcolor=255)))
    assert is_read(found.text)
    left = next(span for span in found.spans if found.text[span.start : span.end].startswith("ỦY"))
    right = next(span for span in found.spans if found.text[span.start : span.end].startswith("ĐỒNG"))
    assert left.y0 - right.y0 > 10, "the line climbs to the right on the picture"


def test_a_marking_in_the_head_of_a_scan_is_found() -> None:
    page = picture(LINES[:2])
    pen = ImageDraw.Draw(page)
    page.paste(picture(LINES[2:]).crop((0, 100, 1654, 1200)), (0, 500))
    stamp = picture(["TỐI MẬT"], size=48).crop((180, 140, 480, 240))
    page.paste(stamp, (1100, 380))
    pen.rectangle((1090, 370, 1390, 490), outline=0, width=4)
    data = saved(page)
    verdict = judge_file("a.png", data, extract("a.png", data))
    assert (verdict.kind, verdict.marking) == ("secret", "tối mật")


def test_a_readable_scan_without_a_marking_is_clean() -> None:
    data = saved(picture(LINES))
    assert judge_file("a.png", data, extract("a.png", data)).kind == "clean"


@pytest.mark.parametrize(
    "page",
    [
        picture(LINES).resize((200, 283)).filter(ImageFilter.GaussianBlur(2)),
        picture(["zqxw kfjwz wqpf zzkjx vfwq jjxz", "xkcdq wzfp qjkw zxvf pqwz kkfj", "fjzwq xxqz wkpf zjvq"]),
        Image.linear_gradient("L").resize((900, 1200)),
        Image.frombytes("L", (600, 800), random.Random(1).randbytes(600 * 800)),
    ],
    ids=["too poor", "no words of any kind", "a photograph of something else", "noise"],
)
def test_a_page_that_cannot_be_read_is_never_clean(page: Image.Image) -> None:
    data = saved(page)
    found = extract("a.png", data)
    assert found.unread == ("ảnh không đọc được chữ",)
    assert judge_file("a.png", data, found).kind == "unsure"


def test_without_tesseract_a_scan_is_refused_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refused) as refused:
        extract("a.png", saved(picture(LINES)))
    assert refused.value.sentence == (
        "Máy chủ chưa có Tesseract với dữ liệu tiếng Việt nên chưa đọc được bản quét. Hãy nộp bản .docx hoặc .pdf có chữ, "
        "hoặc báo quản trị cài đặt (gói tesseract-ocr-vie)."
    )


def test_an_unreadable_page_of_a_pdf_is_named() -> None:
    pages = [picture(LINES), picture(LINES).resize((200, 283)).filter(ImageFilter.GaussianBlur(2)).resize((1654, 2339))]
    found = extract("a.pdf", saved_together(pages))
    assert found.unread == ("trang 2 không đọc được chữ",)
    assert is_read(found.text)


def test_progress_is_told_before_each_page() -> None:
    told: list[tuple[int, int]] = []
    extract("a.pdf", saved_together([picture(LINES)] * 2), progress=lambda page, pages: told.append((page, pages)))
    assert told == [(1, 2), (2, 2)]


def test_more_scanned_pages_than_the_limit_are_refused_at_once() -> None:
    with pytest.raises(Refused, match="Tệp có 3 trang ảnh quét, nhiều nhất là 2"):
        extract("a.pdf", saved_together([picture(LINES[:1])] * 3), limits=Limits(scanned_pages=2))


def saved_together(pages: list[Image.Image]) -> bytes:
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=200.0, save_all=True, append_images=pages[1:])
    return buffer.getvalue()
