"""Bars on paper: as long as their numbers, with a key; the same in Word and PDF."""

from __future__ import annotations

import io
import re
import zipfile

import pypdfium2
import pytest

from giaoviec.papers import bars, layout, pdf, word
from giaoviec.papers.paper import Bars, Heading, Letterhead, Paper, Paragraph, Signature

PARTS = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Chưa xong, trong hạn", "Chưa xong, quá hạn")
DRAWN = Bars(PARTS, (("Quý III/2026", (120, 20, 40, 20)), ("Quý III/2025", (50, 0, 1, 0))))


def paper(*blocks: Bars | Paragraph | Heading) -> Paper:
    return Paper(letterhead=Letterhead("", "SỞ"), type_name="BÁO CÁO", signature=Signature(post="A"), blocks=blocks)


def in_word(one: Paper) -> str:
    return zipfile.ZipFile(io.BytesIO(word.render(one))).read("word/document.xml").decode()


def in_pdf(one: Paper) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.render(one)))


def test_each_part_is_as_long_as_its_number_and_the_longest_bar_fills_the_width() -> None:
    lengths = [long for _, _, long in bars.lengths(DRAWN, DRAWN.rows[0][1])]
    assert lengths == pytest.approx([63.6, 10.6, 21.2, 10.6])
    assert sum(lengths) == pytest.approx(bars.WIDE)


def test_nothing_is_not_drawn_and_little_is_seen() -> None:
    assert [(n, number) for n, number, _ in bars.lengths(DRAWN, (50, 0, 1, 0))] == [(0, 50), (2, 1)]
    assert bars.lengths(DRAWN, (0, 0, 1, 0))[0][2] == 1.0


def test_word_has_a_shaded_cell_a_part_and_the_total_behind_it() -> None:
    xml = in_word(paper(DRAWN))
    shades = re.findall(r'<w:shd [^>]*w:fill="(\w+)"', xml)
    assert shades == [*bars.GREYS[:4], bars.GREYS[0], bars.GREYS[2], *bars.GREYS[:4]]
    texts = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml)
    first = texts.index("Quý III/2026")
    assert texts[first : first + 6] == ["Quý III/2026", "120", "20", "40", "20", "200"]
    assert all(part in texts for part in PARTS)


def test_pdf_says_the_same() -> None:
    text = in_pdf(paper(DRAWN))
    for said in ("Quý III/2026", "120", "200", "Quý III/2025", "51", *PARTS):
        assert said in text


def test_of_nothing_there_is_no_picture() -> None:
    empty = Bars(PARTS, (("Quý III/2026", (0, 0, 0, 0)),))
    assert "w:shd" not in in_word(paper(empty))
    assert "Quý III/2026" not in in_pdf(paper(empty))


def test_no_two_neighbours_are_alike_and_numbers_on_dark_are_white() -> None:
    assert all(one != other for one, other in zip(bars.GREYS, bars.GREYS[1:], strict=False))
    assert {n for n, grey in enumerate(bars.GREYS) if int(grey[:2], 16) < 0x60} == bars.DARK
    assert layout.STYLES["bar_dark"].white


def test_a_bold_italic_heading_keeps_its_words_in_pdf() -> None:
    heading = "So sánh với kỳ trước, cùng kỳ năm trước (số việc)"
    assert heading in " ".join(in_pdf(paper(Heading(heading, level=3), Paragraph("Hết."))).split())


def test_a_letterhead_without_a_body_above_has_no_empty_line() -> None:
    texts = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", in_word(paper(Paragraph("Hết."))))
    assert texts[0] == "SỞ"
    assert "parent" not in re.findall(r'w:pStyle w:val="(\w+)"', in_word(paper(Paragraph("Hết."))))
