"""A paper as PDF, opened again: A4 and its margins, fonts, page numbers, every word, no text taken as markup."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from giaoviec.papers.layout import MARGINS, PAGE
from giaoviec.papers.paper import Heading, Items, Letterhead, Paper, Paragraph, Signature, Table
from giaoviec.papers.pdf import render

POINT = 25.4 / 72
ROWS = tuple((str(n), "Lập danh mục các điểm sạt lở bờ biển cần xử lý cấp bách", "15/12/2026") for n in range(1, 81))
PAPER = Paper(
    letterhead=Letterhead("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "VĂN PHÒNG"),
    number="05/BC-VP",
    place="Lâm Đồng",
    on=date(2026, 12, 4),
    type_name="BÁO CÁO",
    summary="Tình hình, kết quả thực hiện nhiệm vụ năm 2026",
    addressees=("Ủy ban nhân dân tỉnh Lâm Đồng",),
    blocks=(
        Paragraph("Văn phòng báo cáo “tình hình” như sau:"),
        Heading("I. TÌNH HÌNH"),
        Items(("Việc thứ nhất", "Việc thứ hai")),
        Table(("TT", "Nhiệm vụ", "Thời hạn"), ROWS, (12.0, 113.0, 40.0), numeric=(0, 2)),
    ),
    signature=Signature("PHÓ CHÁNH VĂN PHÒNG", "Nguyễn Đức Thắng", "KT. CHÁNH VĂN PHÒNG"),
    recipients=("Như trên;", "Lưu: VT."),
)


def pages(data: bytes) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(data))


def text(data: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages(data)).split())


def test_it_is_a4_and_keeps_the_margins() -> None:
    for page in pages(render(PAPER)):
        assert [round(mm * POINT, 1) for mm in page.get_size()] == [pytest.approx(mm, abs=0.2) for mm in PAGE]
        whole = page.get_textpage()
        boxes = [whole.get_charbox(n) for n in range(whole.count_chars())]
        left = min(box[0] for box in boxes) * POINT
        right = PAGE[0] - max(box[2] for box in boxes) * POINT
        bottom = min(box[1] for box in boxes) * POINT
        assert left >= MARGINS["left"] - 0.5 and right >= MARGINS["right"] - 0.5 and bottom >= MARGINS["bottom"] - 1


def test_every_word_stands_in_it_in_the_order_of_the_decree() -> None:
    found = text(render(PAPER))
    wanted = (
        "ỦY BAN NHÂN DÂN TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 05/BC-VP",
        "Lâm Đồng, ngày 04 tháng 12 năm 2026", "BÁO CÁO", "Kính gửi: Ủy ban nhân dân tỉnh Lâm Đồng", "I. TÌNH HÌNH",
        "1. Việc thứ nhất", "80 Lập danh mục", "./.", "- Như trên; - Lưu: VT.", "KT. CHÁNH VĂN PHÒNG", "Nguyễn Đức Thắng",
    )  # fmt: skip
    assert [words for words in wanted if words not in found] == []


def test_pages_are_numbered_from_the_second_on_and_the_head_of_a_table_comes_again() -> None:
    made = pages(render(PAPER))
    tops = [page.get_textpage().get_text_range().split()[0] for page in made]
    assert len(made) > 2 and tops[1:] == [str(n) for n in range(2, len(made) + 1)]
    assert all("Thời hạn" in page.get_textpage().get_text_range() for page in made[:-1])


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render(PAPER) == render(PAPER)


@pytest.mark.parametrize(
    "odd", ["#let x = 1", "*đậm* _nghiêng_ $x^2$", "[a](b) <c> @d", "\\ ` ~ // không phải chú thích", '"ngoặc" {}']
)
def test_no_text_is_taken_as_markup(odd: str) -> None:
    changed = replace(PAPER, blocks=(Paragraph(odd), Table(("A",), ((odd,),), (165.0,))))
    found = re.sub(r"\s+", " ", text(render(changed)))
    assert found.count(re.sub(r"\s+", " ", odd)) == 2


def test_a_letter_and_an_urgent_paper_are_set_too() -> None:
    letter = replace(PAPER, type_name="", urgency="HỎA TỐC", addressees=("Sở Tài chính", "Sở Xây dựng"))
    found = text(render(letter))
    assert "V/v Tình hình, kết quả" in found and "HỎA TỐC" in found and "- Sở Tài chính; - Sở Xây dựng." in found


def test_a_wide_paper_lies_on_its_side() -> None:
    [page, *_] = pages(render(replace(PAPER, landscape=True)))
    assert page.get_width() > page.get_height()
