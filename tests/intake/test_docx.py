"""Word files: what is printed, in the order of print."""

from __future__ import annotations

import io

import docx
import pytest

from giaoviec.intake.extract import extract
from giaoviec.intake.gate import judge_file
from giaoviec.intake.shapes import Extraction
from tests.intake.papers import header, paragraph, table, text_box, word

HEAD = table(
    [["UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 12/UBND-KT", "Đà Lạt, ngày 02 tháng 3 năm 2026"]]
)


def read(body: object, **parts: str) -> Extraction:
    return extract("a.docx", word(body, **parts))  # type: ignore[arg-type]


def in_list(text: str, depth: int = 0, list_id: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(depth: int, form: str, pattern: str, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{pattern}"/></w:lvl>'


def numbering(*levels: str, override: str = "") -> str:
    return header(
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{override}</w:num>',
        "numbering",
    )


def test_the_letterhead_is_read_cell_by_cell_with_its_places() -> None:
    found = read(HEAD + paragraph("Kính gửi: Sở Tài chính"))
    assert found.text.split("\n") == [
        "UBND TỈNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/UBND-KT",
        "Đà Lạt, ngày 02 tháng 3 năm 2026",
        "Kính gửi: Sở Tài chính",
    ]
    assert [(cell.row, cell.column, found.text[cell.start : cell.end]) for cell in found.cells] == [
        (0, 0, "UBND TỈNH"),
        (0, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (1, 0, "Số: 12/UBND-KT"),
        (1, 1, "Đà Lạt, ngày 02 tháng 3 năm 2026"),
    ]


def test_a_file_of_python_docx_reads_like_one_of_word() -> None:
    document = docx.Document()
    document.add_table(1, 2).cell(0, 1).text = "Số: 5/UBND"
    document.add_paragraph("một", style="List Number")
    document.add_paragraph("hai", style="List Number")
    buffer = io.BytesIO()
    document.save(buffer)
    assert extract("a.docx", buffer.getvalue()).text == "\nSố: 5/UBND\n1. một\n2. hai"


def test_tracked_changes_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>Giao </w:t></w:r><w:del><w:r><w:delText>Sở Y tế</w:delText><w:t> và Sở Nội vụ</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>Sở Tài chính</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> cũ</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>nối </w:t></w:r></w:p><w:p><w:r><w:t>liền</w:t></w:r></w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('dòng đã xóa')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('dòng còn')}</w:tc></w:tr></w:tbl>"
    )
    assert read(body).text == "Giao Sở Tài chính\nnối liền\ndòng còn"


def test_lists_are_numbered_as_printed_at_every_depth() -> None:
    parts = numbering(
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%2."),
        level(2, "lowerLetter", "%3)"),
        level(3, "decimal", "%2.%4", "<w:isLgl/>"),
        level(4, "bullet", "\uf0b7"),
    )
    rows = [("A", 0), ("a", 1), ("b", 1), ("x", 2), ("y", 2), ("z", 3), ("chấm", 4), ("B", 0), ("c", 1), ("w", 2)]
    text = read("".join(in_list(one, depth) for one, depth in rows), numbering=parts).text
    assert text.split("\n") == ["I. A", "1. a", "2. b", "a) x", "b) y", "2.1 z", "- chấm", "II. B", "1. c", "a) w"]


def test_a_list_may_begin_anew_or_elsewhere() -> None:
    restarted = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    parts = numbering(level(0, "decimal", "%1."), override=restarted)
    body = in_list("một") + in_list("hai") + in_list("năm", list_id=2) + in_list("sáu", list_id=2)
    assert read(body, numbering=parts).text == "1. một\n2. hai\n5. năm\n6. sáu"


def test_a_style_gives_its_number_and_its_capitals() -> None:
    styles = header(
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '<w:rPr><w:caps/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Base"/></w:style>',
        "styles",
    )
    body = paragraph("mật độ", '<w:pStyle w:val="Own"/>') + paragraph("thường")
    assert read(body, styles=styles, numbering=numbering(level(0, "decimal", "%1."))).text == "1. MẬT ĐỘ\nthường"


def test_footnotes_stand_after_the_text_numbered_as_met() -> None:
    notes = header(f'<w:footnote w:id="7">{paragraph("Công văn số 5/SNV")}</w:footnote>', "footnotes")
    body = '<w:p><w:r><w:t>Thực hiện</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    assert read(body, footnotes=notes).text == "Thực hiện[1]\n[1] Công văn số 5/SNV"


def test_an_annex_table_keeps_rows_columns_and_merged_cells() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("chung")}</w:tc>'
    merged = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"
    body = f"<w:tbl><w:tr>{wide}<w:tc>{paragraph('hạn')}</w:tc></w:tr><w:tr>{merged}<w:tc>{paragraph('Sở Y tế')}{paragraph('báo cáo')}</w:tc></w:tr></w:tbl>"
    found = read(body)
    cells = [(cell.row, cell.column, found.text[cell.start : cell.end]) for cell in found.cells]
    assert cells == [(0, 0, "chung"), (0, 2, "hạn"), (1, 1, "Sở Y tế\nbáo cáo")]


def test_headers_boxes_comments_and_hidden_text_stand_apart() -> None:
    found = read(
        paragraph("Nội dung") + text_box("trong hộp") + paragraph("giấu", look="<w:vanish/>"),
        header1=header(paragraph("đầu trang")),
        footer1=header(paragraph("chân trang"), "ftr"),
        comments=header(f'<w:comment w:id="1">{paragraph("ý kiến")}</w:comment>', "comments"),
    )
    assert found.text.split() == ["Nội", "dung"]
    assert {(aside.kind, aside.text) for aside in found.asides} == {
        ("header", "đầu trang"),
        ("footer", "chân trang"),
        ("comment", "ý kiến"),
        ("textbox", "trong hộp"),
        ("hidden", "giấu"),
    }


WATERMARK = '<w:p><w:r><w:pict><v:shape><v:textpath string="TUYỆT MẬT"/></v:shape></w:pict></w:r></w:p>'
CORE = '<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title>[TUYỆT MẬT] Kế hoạch</dc:title></cp:coreProperties>'
CUSTOM = '<Properties xmlns:vt="v"><property name="Độ mật"><vt:lpwstr>Tuyệt mật</vt:lpwstr></property></Properties>'
BODY = HEAD + paragraph("Kính gửi: Sở Tài chính")


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (BODY + text_box("TUYỆT MẬT"), {}),
        (BODY + paragraph("TUYỆT MẬT", look="<w:vanish/>"), {}),
        (BODY, {"header1": header(paragraph("TUYỆT MẬT"))}),
        (BODY, {"header1": header(table([["Trang 1", "Tuyệt mật"]]))}),
        (BODY, {"header1": header(WATERMARK)}),
        (BODY, {"footer2": header(paragraph("Tuyệt mật"), "ftr")}),
        (BODY, {"comments": header(f"<w:comment>{paragraph('[TUYỆT MẬT] xem lại')}</w:comment>", "comments")}),
        (BODY, {"core": CORE}),
        (BODY, {"custom": CUSTOM}),
        (table([["UBND TỈNH", "CỘNG HÒA"], ["Số: 12/UBND-KT", ""], ["tuyệt mật", ""]]) + paragraph("Kính gửi: A"), {}),
        (table([["UBND TỈNH"], ["Độ mật:"], ["Tuyệt mật"]]) + paragraph("Kính gửi: A"), {}),
        (HEAD + paragraph("tuyệt mật", look="<w:caps/>") + paragraph("Kính gửi: A"), {}),
        (BODY + paragraph("tuyÖt mËt", look='<w:rFonts w:ascii=".VnTimeH"/>'), {}),
        (BODY + paragraph("TUYEÄT MAÄT", look='<w:rFonts w:ascii="VNI-Times"/>'), {}),
    ],
)
def test_a_marking_is_found_wherever_word_can_hide_it(body: str, parts: dict[str, str]) -> None:
    data = word(body, **parts)
    verdict = judge_file("a.docx", data, extract("a.docx", data))
    assert (verdict.kind, verdict.marking) == ("secret", "tuyệt mật")


def test_a_plain_document_of_word_is_clean() -> None:
    data = word(
        BODY + text_box("Mật độ dân số"), header1=header(paragraph("HỎA TỐC")), core=CORE.replace("[TUYỆT MẬT] ", "")
    )
    assert judge_file("12-UBND.docx", data, extract("12-UBND.docx", data)).kind == "clean"


def test_a_legacy_font_decides_its_own_runs() -> None:
    font = '<w:rFonts w:ascii=".VnTime"/>'
    assert read(paragraph("Uû ban nh©n d©n", look=font) + paragraph("Sở Y tế")).text == "Uỷ ban nhân dân\nSở Y tế"
    assert read(paragraph("quyÕt ®Þnh", look='<w:rFonts w:ascii=".VnTimeH"/>')).text == "QUYẾT ĐỊNH"


def test_a_document_of_pictures_alone_cannot_be_called_clean() -> None:
    data = word('<w:p><w:r><w:drawing><a:blip r:embed="rId5"/></w:drawing></w:r></w:p>')
    found = extract("a.docx", data)
    assert found.unread == ("nội dung chỉ có hình ảnh",)
    assert judge_file("a.docx", data, found).kind == "unsure"
