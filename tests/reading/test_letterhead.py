"""Letterheads, types, signatures: what is printed is read, what is lost is not guessed."""

from datetime import date

import pytest

from giaoviec.reading import read

BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương;\n1. Giao Sở Nội vụ rà soát, báo cáo UBND tỉnh trước ngày 30/6/2026.\n"
)
END = "Nơi nhận:\n- Như trên;\n- Lưu: VT, NC.\n"
TYPES = (
    "nghị quyết|quyết định|chỉ thị|quy chế|quy định|thông cáo|thông báo|hướng dẫn|chương trình|kế hoạch|phương án|đề án"
    "|dự án|báo cáo|biên bản|tờ trình|hợp đồng|công điện|bản ghi nhớ|bản thỏa thuận|giấy ủy quyền|giấy mời"
    "|giấy giới thiệu|giấy nghỉ phép|phiếu gửi|phiếu chuyển|phiếu báo|thư công|kết luận"
).split("|")


def document(head, sign="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn An\n"):
    return read(f"{head}\n{BODY}{END}{sign}").document


def head(kind="KẾ HOẠCH"):
    return (
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"Số: 12/XX-UBND\nLâm Đồng, ngày 05 tháng 3 năm 2026\n{kind}\nVề việc quản lý rừng"
    )


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_of_document_is_known_by_its_line_in_capitals(kind):
    found = document(head(kind.upper()))
    assert (found.type, found.summary) == (kind, "quản lý rừng")


def test_a_letter_has_no_type_line_and_takes_its_subject():
    text = (
        "UBND TỈNH BÌNH THUẬN\nVĂN PHÒNG\nSố: 41/VP-KT\nV/v trả lời\nkiến nghị cử tri\n"
        "Phan Thiết, ngày 7 tháng 8 năm 2015\nKính gửi: Sở Nội vụ"
    )
    found = document(text)
    assert (found.type, found.number, found.symbol) == ("công văn", "41", "VP-KT")
    assert (found.summary, found.place) == ("trả lời kiến nghị cử tri", "Phan Thiết")
    assert (found.issuer, found.issued_on) == ("Văn phòng UBND tỉnh Bình Thuận", date(2015, 8, 7))


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        ("ỦY\nBAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", "Ủy ban nhân dân tỉnh Lâm Đồng"),
        ("VĂN PHÒNG CHÍNH\nPHỦ", "Văn phòng Chính phủ"),
        ("BỘ NÔNG NGHIỆP VÀ\nMÔI TRƯỜNG", "Bộ Nông nghiệp và Môi trường"),
        ("BỘ QUỐC\nPHÒNG", "Bộ Quốc phòng"),
        ("BỘ NỘI VỤ", "Bộ Nội vụ"),
        ("UBND TỈNH LÂM ĐỒNG\nSỞ TÀI CHÍNH", "Sở Tài chính tỉnh Lâm Đồng"),
        ("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nVĂN PHÒNG", "Văn phòng Ủy ban nhân dân tỉnh Lâm Đồng"),
        ("UBND TỈNH BÌNH THUẬN\nBAN CHỈ ĐẠO 389", "Ban Chỉ đạo 389 tỉnh Bình Thuận"),
    ],
)
def test_the_lower_line_is_the_issuer_wherever_the_lines_break(lines, issuer):
    text = f"{lines}\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 3/KH-X\nKẾ HOẠCH\nVề việc quản lý rừng"
    assert document(text).issuer == issuer


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 128/UBND-NC", "128", "UBND-NC"),
        ("Số 12 / QĐ - UBND", "12", "QĐ-UBND"),
        ("Số: 07/2019/QĐ-UBND", "07", "QĐ-UBND"),
        ("Số:      /UBND-KT", None, "UBND-KT"),
        ("Số 15-KL/TU", "15", "KL/TU"),
        ("Số: 0125/KH-CTUBND", "0125", "KH-CTUBND"),
    ],
)
def test_numbers_and_symbols_in_their_many_spellings(line, number, symbol):
    found = document(f"ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG\n{line}\nKẾ HOẠCH\nVề việc quản lý rừng")
    assert (found.number, found.symbol) == (number, symbol)


def test_a_number_whose_mark_the_scan_lost_is_still_the_number():
    scanned = "ỦY BAN NHÂN DÂN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BÌNH THUẬN Độc lập - Tự do - Hạnh phúc\n"
    document = read(f"{scanned}Só: 2247/UBND-KT Bình Thuận, ngày 08 tháng 6 năm 2018\nKính gửi: Sở Y tế\n").document
    assert (document.number, document.symbol, document.place) == ("2247", "UBND-KT", "Bình Thuận")


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [("18/CTUBND", "CT-UBND"), ("412/TBVPUBND", "TB-VPUBND"), ("5/UBND-KT", "UBND-KT"), ("9/CTr-UBND", "CTr-UBND")],
)
def test_a_hyphen_that_the_scan_lost_is_put_back(printed, symbol):
    head = f"ỦY BAN NHÂN DÂN\nTỈNH BÌNH THUẬN\nSố: {printed}\nBình Thuận, ngày 20 tháng 10 năm 2014\n"
    assert read(f"{head}Kính gửi: Sở Y tế\n").document.symbol == symbol


def test_a_day_left_for_the_pen_is_no_date():
    text = "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG\nSố: /KH-UBND\nLâm Đồng, ngày    tháng 5 năm 2026\nKẾ HOẠCH\nVề việc quản lý rừng"
    found = document(text)
    assert (found.place, found.issued_on) == ("Lâm Đồng", None)


def test_cited_numbers_and_dates_are_never_the_documents_own():
    found = read(
        "Thực hiện Công văn số 55/BNV-TCBC ngày 03/02/2026 của Bộ Nội vụ.\n1. Giao Sở Nội vụ báo cáo.\n"
    ).document
    assert (found.number, found.symbol, found.issued_on, found.place, found.signer) == (None,) * 5


@pytest.mark.parametrize(
    ("stamp", "urgency", "secrecy"),
    [("HỎA TỐC", "hỏa tốc", None), ("KHẨN", "khẩn", None), ("MẬT", None, "mật"), ("TỐI MẬT", None, "tối mật"),
     ("khẩn trương", None, None)],
)  # fmt: skip
def test_a_stamp_is_a_line_of_its_own_in_capitals(stamp, urgency, secrecy):
    found = document(head().replace("Lâm Đồng, ngày", f"{stamp}\nLâm Đồng, ngày"))
    assert (found.urgency, found.secrecy) == (urgency, secrecy)


@pytest.mark.parametrize(
    ("sign", "title", "signer"),
    [
        ("KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM\nLê Thị Hà\n", "Phó Chủ nhiệm", "Lê Thị Hà"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nY Lâm Niê\n", "Chủ tịch", "Y Lâm Niê"),
        ("T/M BAN THƯỜNG\nVỤ\nTrần Văn Bình\n", None, "Trần Văn Bình"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n(Đã ký)\nPhạm Đình Quế\n", "Chánh Văn phòng", "Phạm Đình Quế"),
        ("CHỦ TỊCH\nBùi\nXuân Cường\n", "Chủ tịch", "Bùi Xuân Cường"),
    ],
)
def test_the_title_is_the_last_line_before_the_name(sign, title, signer):
    found = document(head(), sign)
    assert (found.signer_title, found.signer) == (title, signer)
