"""PDF files with text: reading order, places, what is printed on every page."""

from __future__ import annotations

import pytest

from giaoviec.intake.extract import extract
from giaoviec.intake.gate import judge_file
from tests.intake.papers import pdf, text_pdf

LETTER = [
    "ỦY BAN NHÂN DÂN TỈNH",
    "Số: 12/UBND-KT",
    "Kính gửi: Sở Tài chính",
    "Giao Sở Tài chính báo cáo trước ngày 20/3.",
]


def test_lines_are_read_in_order_with_pages() -> None:
    found = extract("a.pdf", text_pdf([LETTER, ["Trang sau", "Nơi nhận:"]]))
    assert found.kind == "pdf"
    assert found.text == "\n".join([*LETTER, "Trang sau", "Nơi nhận:", ""])
    assert [found.text[page.start : page.end].split("\n")[0] for page in found.pages] == [LETTER[0], "Trang sau"]
    assert [(page.number, page.width, page.height) for page in found.pages] == [(1, 595.0, 842.0), (2, 595.0, 842.0)]


def test_each_word_has_its_place_on_the_page() -> None:
    found = extract("a.pdf", text_pdf([LETTER]))
    words = {found.text[span.start : span.end]: span for span in found.spans}
    assert "".join(found.text.split()) == "".join(found.text[span.start : span.end] for span in found.spans)
    number = words["12/UBND-KT"]
    assert number.page == 1
    assert 72 < number.x0 < number.x1 < 200
    assert number.y0 < 110 < number.y1


@pytest.mark.parametrize(("turn", "corner"), [(0, (72, 90)), (90, (752, 72)), (180, (523, 752)), (270, (90, 523))])
def test_places_are_those_of_the_page_as_it_is_shown(turn: int, corner: tuple[int, int]) -> None:
    found = extract("a.pdf", text_pdf([LETTER], turn=turn))
    page, first = found.pages[0], next(span for span in found.spans if found.text[span.start : span.end] == "ỦY")
    assert (page.width, page.height) == ((842.0, 595.0) if turn in (90, 270) else (595.0, 842.0))
    assert first.x0 - 15 <= corner[0] <= first.x1 + 15
    assert first.y0 - 15 <= corner[1] <= first.y1 + 15


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    lines = ["xây dựng chươ-", "ng trình theo Quyết định số 5/QĐ-", "UBND của UBND tỉnh"]
    assert (
        extract("a.pdf", text_pdf([lines])).text == "xây dựng chương trình theo Quyết định số 5/QĐ-UBND của UBND tỉnh\n"
    )


def test_page_numbers_and_running_heads_are_no_text_but_the_gate_sees_them() -> None:
    pages = [
        [(297, 30, f"{number}"), (72, 50, "CÔNG BÁO LÂM ĐỒNG"), (72, 200, f"nội dung {number}a")]
        for number in (1, 2, 3)
    ]
    found = extract("a.pdf", pdf(pages))
    assert found.text == "nội dung 1a\nnội dung 2a\nnội dung 3a\n"
    assert [aside.text for aside in found.asides if aside.page == 2] == ["2", "CÔNG BÁO LÂM ĐỒNG"]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    rows = [(72.0, 200.0 + 20 * row, f"cột trái dòng {row}") for row in range(6)]
    other = [(330.0, y, text.replace("trái", "phải")) for _, y, text in rows]
    across = [placed for pair in zip(rows, other, strict=True) for placed in pair]
    text = extract("a.pdf", pdf([across])).text.split("\n")
    assert text == [*(f"cột trái dòng {row}" for row in range(6)), *(f"cột phải dòng {row}" for row in range(6)), ""]


def test_a_letterhead_on_shared_lines_keeps_its_columns_apart() -> None:
    page = [(72, 90, "UBND TỈNH"), (330, 90, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (72, 110, "Số: 5/UBND")]
    assert extract("a.pdf", pdf([page])).text == "UBND TỈNH    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/UBND\n"


def test_words_in_a_legacy_table_are_mended_in_their_places() -> None:
    found = extract("a.pdf", text_pdf([["Uû ban nh©n d©n tØnh B×nh ThuËn", "quyÕt ®Þnh cña Chñ tÞch"]]))
    assert found.text == "Uỷ ban nhân dân tỉnh Bình Thuận\nquyết định của Chủ tịch\n"
    assert found.text[found.spans[-1].start : found.spans[-1].end] == "tịch"


def note(kind: str, text: str) -> str:
    return f"<< /Type /Annot /Subtype /{kind} /Rect [0 0 9 9] /Contents <{('﻿' + text).encode('utf-16-be').hex()}> >>"


@pytest.mark.parametrize(
    "data",
    [
        text_pdf([[LETTER[0], LETTER[1], "TỐI MẬT", *LETTER[2:]]]),
        text_pdf([LETTER], title="[TỐI MẬT] Kế hoạch"),
        text_pdf([LETTER], extra=[note("FreeText", "TỐI MẬT")]),
        text_pdf([LETTER], extra=[note("Stamp", "Tối mật")]),
        pdf([[(72, 30, "TỐI MẬT"), (72, 200, f"nội dung {page}")] for page in (1, 2, 3)]),
        pdf([[(72, 820, "Tối mật"), (72, 200, f"nội dung {page}")] for page in (1, 2, 3)]),
        text_pdf([LETTER, ["Tối mật", "Trang sau của văn bản, có nội dung khác"]]),
        pdf([[*((72, 90 + 20 * row, line) for row, line in enumerate(LETTER)), (400, 60, "TỐI MẬT")]]),
    ],
    ids=["line", "title", "free text", "stamp", "running head", "running foot", "top of page 2", "drawn last"],
)
def test_a_marking_is_found_wherever_a_pdf_can_hold_it(data: bytes) -> None:
    verdict = judge_file("a.pdf", data, extract("a.pdf", data))
    assert (verdict.kind, verdict.marking) == ("secret", "tối mật")


def test_a_plain_pdf_is_clean() -> None:
    data = text_pdf(
        [[LETTER[0], "HỎA TỐC", *LETTER[1:], "Mật độ dân số tăng"]], title="Công văn", extra=[note("Text", "xem")]
    )
    assert judge_file("a.pdf", data, extract("a.pdf", data)).kind == "clean"
