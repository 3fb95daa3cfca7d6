"""A paper as Word, read back: it obeys the layout list of Appendix I, NĐ 30/2020/NĐ-CP."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from giaoviec.papers import layout
from giaoviec.papers.paper import Heading, Items, Letterhead, Paper, Paragraph, Signature, Table
from giaoviec.papers.word import ended, render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROWS = tuple((str(n), f"Văn bản số {n}/TB-UBND", "Rà soát, báo cáo UBND tỉnh", "16/11/2026") for n in range(1, 61))
LETTER = Paper(
    letterhead=Letterhead("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "VĂN PHÒNG"),
    number="1234/VP-TH",
    symbol="VP-TH",
    place="Lâm Đồng",
    on=date(2026, 2, 5),
    summary="đôn đốc thực hiện nhiệm vụ",
    addressees=("Sở Tài chính",),
    blocks=(
        Heading("I. TÌNH HÌNH"),
        Heading("1. Nguyên nhân", 2),
        Paragraph("Đến nay còn 60 nhiệm vụ quá hạn."),
        Items(("Một;", "Hai.")),
        Table(("TT", "Văn bản", "Nhiệm vụ", "Thời hạn"), ROWS, (10, 45, 86, 24)),
        Paragraph("Trân trọng."),
    ),
    signature=Signature(authority="KT. CHÁNH VĂN PHÒNG", post="PHÓ CHÁNH VĂN PHÒNG", name="Nguyễn Thị Thanh Hà"),
    recipients=("Như trên;", "Lưu: VT, TH."),
)
REPORT = replace(LETTER, type_name="BÁO CÁO", summary="Kết quả thực hiện")


def opened(paper: Paper):
    return Document(io.BytesIO(render(paper)))


def part(paper: Paper, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(render(paper))).read(name).decode()


def all_paragraphs(paper: Paper) -> list[tuple[str, str]]:
    """(style, text) of every paragraph in the order in which they print, those in tables too."""
    root = etree.fromstring(part(paper, "word/document.xml").encode())
    return [
        (p.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(t.text or "" for t in p.iter(f"{W}t")))
        for p in root.iter(f"{W}p")
    ]


def said(paper: Paper, style: str) -> list[str]:
    return [text for name, text in all_paragraphs(paper) if name == style and text]


def style_of(paper: Paper, name: str):
    return next(style for style in opened(paper).styles if style.style_id == name)


def test_a_page_is_a4_with_the_margins_of_the_decree():
    section = opened(LETTER).sections[0]
    assert (section.page_width, section.page_height) == (
        pytest.approx(Mm(210), abs=700),
        pytest.approx(Mm(297), abs=700),
    )
    for margin, low, high in (
        (section.top_margin, 20, 25),
        (section.bottom_margin, 20, 25),
        (section.left_margin, 30, 35),
        (section.right_margin, 15, 20),
    ):
        assert low - 0.02 <= margin.mm <= high + 0.02


def test_a_page_turned_is_a4_lying():
    section = opened(replace(LETTER, landscape=True)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


def test_the_letters_are_black_times_new_roman():
    styles = part(LETTER, "word/styles.xml")
    assert set(re.findall(r'w:ascii="([^"]+)"', styles)) == {"Times New Roman"}
    assert '<w:color w:val="000000"/>' in styles
    assert "w:rFonts" not in part(LETTER, "word/document.xml")


@pytest.mark.parametrize(
    ("style", "low", "high", "bold", "italic"),
    [
        ("nation", 12, 13, True, False),
        ("motto", 13, 14, True, False),
        ("parent", 12, 13, False, False),
        ("body", 12, 13, True, False),
        ("number", 13, 13, False, False),
        ("place", 13, 14, False, True),
        ("subject", 12, 13, False, False),
        ("stamp", 13, 14, True, False),
        ("type", 13, 14, True, False),
        ("summary", 13, 14, True, False),
        ("to", 13, 14, False, False),
        ("text", 13, 14, False, False),
        ("heading1", 13, 14, True, False),
        ("post", 13, 14, True, False),
        ("name", 13, 14, True, False),
        ("copies", 12, 12, True, True),
        ("copy", 11, 11, False, False),
        ("page", 13, 14, False, False),
    ],
)
def test_each_part_has_the_size_and_weight_of_the_decree(style, low, high, bold, italic):
    font = style_of(LETTER, style).font
    assert low <= font.size.pt <= high
    assert (bool(font.bold), bool(font.italic)) == (bold, italic)


def test_the_text_is_justified_with_its_indent_and_spacing():
    form = style_of(LETTER, "text").paragraph_format
    assert form.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert form.first_line_indent.mm == pytest.approx(12.7, abs=0.05)
    assert form.space_after >= Pt(6)
    assert 1 <= form.line_spacing <= 1.5


def test_the_letterhead_stands_in_its_order():
    first = [text for _, text in all_paragraphs(LETTER) if text][:7]
    assert first == [
        "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
        "VĂN PHÒNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 1234/VP-TH",
        "V/v đôn đốc thực hiện nhiệm vụ",
        "Lâm Đồng, ngày 05 tháng 02 năm 2026",
    ]


def rules(paper: Paper) -> list[float]:
    """The length of each drawn line in mm."""
    root = etree.fromstring(part(paper, "word/document.xml").encode())
    lengths = []
    for p in root.iter(f"{W}p"):
        if p.find(f"{W}pPr/{W}pBdr") is not None:
            indent = p.find(f"{W}pPr/{W}ind")
            cell = next((up for up in p.iterancestors(f"{W}tc")), None)
            room = 165.0 if cell is None else int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) * 25.4 / 1440
            lengths.append(room - (int(indent.get(f"{W}left")) + int(indent.get(f"{W}right"))) * 25.4 / 1440)
    return lengths


def test_the_lines_are_as_long_as_the_decree_says():
    body, motto, summary = rules(REPORT)
    assert 1 / 3 <= body / layout.width("VĂN PHÒNG", 13) <= 1 / 2
    assert motto == pytest.approx(layout.width(layout.MOTTO, 14), abs=0.2)
    assert 1 / 3 <= summary / layout.width("Kết quả thực hiện", 14) <= 1 / 2


def test_the_nation_fits_its_column_in_one_line():
    assert layout.width(layout.NATION, 13) <= 165 - layout.LEFT_COLUMN


def test_pages_are_numbered_top_centre_from_the_second_on():
    section = opened(LETTER).sections[0]
    assert section.different_first_page_header_footer
    assert " PAGE " in part(LETTER, "word/header1.xml")
    assert "PAGE" not in part(LETTER, "word/header2.xml")
    assert section.header.paragraphs[0].style.paragraph_format.alignment is WD_ALIGN_PARAGRAPH.CENTER


def test_a_letter_without_type_has_its_summary_under_the_number_and_no_title():
    assert said(LETTER, "subject") == ["V/v đôn đốc thực hiện nhiệm vụ"]
    assert said(LETTER, "type") == said(LETTER, "summary") == []


def test_a_named_type_has_its_name_and_summary_in_the_middle():
    assert said(REPORT, "subject") == []
    assert (said(REPORT, "type"), said(REPORT, "summary")) == (["BÁO CÁO"], ["Kết quả thực hiện"])
    assert style_of(REPORT, "type").paragraph_format.alignment is WD_ALIGN_PARAGRAPH.CENTER


def test_one_addressee_stands_on_the_line_several_each_on_its_own():
    assert said(LETTER, "to") == ["Kính gửi: Sở Tài chính"]
    several = replace(LETTER, addressees=("Sở Tài chính", "Sở Xây dựng"))
    assert said(several, "to") == ["Kính gửi:"]
    assert said(several, "to_each") == ["- Sở Tài chính;", "- Sở Xây dựng."]


@pytest.mark.parametrize(
    ("last", "style", "end"),
    [
        (Paragraph("Trân trọng."), "text", "Trân trọng./."),
        (Paragraph("Trân trọng./."), "text", "Trân trọng./."),
        (Items(("Một;", "Hai;")), "text", "2. Hai./."),
        (Items(("Một;", "Hai"), numbered=False), "text", "- Hai./."),
        (Table(("TT",), (("1",),), (10,)), "text", "./."),
    ],
)
def test_the_text_ends_with_its_mark(last, style, end):
    assert said(replace(LETTER, blocks=(last,)), style)[-1] == end


@given(st.text(alphabet="ab .;/", max_size=20))
def test_the_mark_of_the_end_is_set_once(text):
    assert ended(ended(text)) == ended(text)


def test_the_recipients_stand_at_the_left_the_last_is_the_file_copy():
    assert said(LETTER, "copies") == ["Nơi nhận:"]
    assert said(LETTER, "copy") == ["- Như trên;", "- Lưu: VT, TH."]


def test_the_signature_has_authority_post_and_name():
    assert said(LETTER, "post") == ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]
    assert said(LETTER, "name") == ["Nguyễn Thị Thanh Hà"]


def test_the_last_words_stay_with_the_signature():
    root = etree.fromstring(part(LETTER, "word/document.xml").encode())
    last = [p for p in root.iter(f"{W}p") if "".join(t.text or "" for t in p.iter(f"{W}t")) == "Trân trọng./."]
    assert last[0].find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize(("stamp", "wide"), [("HỎA TỐC", 30), ("THƯỢNG KHẨN", 40), ("KHẨN", 20)])
def test_an_urgent_paper_bears_its_red_stamp(stamp, wide):
    paper = replace(LETTER, urgency=stamp)
    root = etree.fromstring(part(paper, "word/document.xml").encode())
    [box] = [t for t in root.iter(f"{W}tbl") if t.find(f".//{W}tbl") is None and stamp in "".join(t.itertext())]
    assert int(box.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) == pytest.approx(wide * 1440 / 25.4, abs=1)
    height = box.find(f"{W}tr/{W}trPr/{W}trHeight")
    assert int(height.get(f"{W}val")) == pytest.approx(8 * 1440 / 25.4, abs=1)
    assert height.get(f"{W}hRule") == "exact"
    assert {edge.get(f"{W}color") for edge in box.find(f"{W}tblPr/{W}tblBorders")} == {"FF0000"}
    assert style_of(paper, "stamp").font.color.rgb == (0xFF, 0, 0)
    assert layout.width(stamp, layout.STYLES["stamp"].size) < wide


def test_a_table_repeats_its_head_and_breaks_no_row():
    table = opened(LETTER).tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Văn bản", "Nhiệm vụ", "Thời hạn"]
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert len(table.rows) == 61
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)


def test_a_draft_leaves_room_for_number_and_day():
    draft = replace(LETTER, number="", on=None)
    assert said(draft, "number") == ["Số:          /VP-TH"]
    assert said(draft, "place")[0].split() == ["Lâm", "Đồng,", "ngày", "tháng", "năm"]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 1, 9), "Lâm Đồng, ngày 09 tháng 01 năm 2026"),
        (date(2026, 3, 10), "Lâm Đồng, ngày 10 tháng 3 năm 2026"),
        (date(2026, 12, 1), "Lâm Đồng, ngày 01 tháng 12 năm 2026"),
    ],
)
def test_days_under_ten_and_the_first_two_months_have_a_leading_nought(on, words):
    assert replace(LETTER, on=on).place_and_day == words


def test_what_people_wrote_stays_text():
    nasty = 'Báo cáo <b>"A" & B</b>\x07\ud800'
    assert said(replace(LETTER, blocks=(Paragraph(nasty),)), "text") == ['Báo cáo <b>"A" & B</b>./.']


@given(st.text(max_size=60))
def test_any_text_gives_a_file_that_opens(text):
    opened(replace(REPORT, summary=text, blocks=(Paragraph(text), Items((text,)), Heading(text))))


def test_the_same_paper_gives_the_same_bytes():
    assert render(LETTER) == render(LETTER)
