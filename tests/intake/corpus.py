"""Texts that carry a marking and texts that do not, for the secret gate; always the same.

``python -m tests.intake.corpus`` prints how many there are of each kind. Names, numbers and events are invented.
"""

from __future__ import annotations

import sys
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import NamedTuple

from giaoviec.intake.gate import Where


class Sample(NamedTuple):
    """A text for one door; ``marking`` None where it is clean; ``kind`` says what it tries."""

    text: str
    where: Where
    marking: str | None
    kind: str


MARKINGS = ("mật", "tối mật", "tuyệt mật")

HEADS = (
    ("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", "Số: 128/UBND-NC", "Đà Lạt, ngày 05 tháng 3 năm 2026", "V/v rà soát quỹ đất"),
    ("UBND TỈNH BÌNH THUẬN\nBAN CHỈ ĐẠO 138", "Số: 09/BCĐ-CAT", "Phan Thiết, ngày 02 tháng 3 năm 2017", "V/v trực lễ"),
    ("UBND TỈNH LÂM ĐỒNG\nSỞ NỘI VỤ", "Số: 1204/SNV-CCHC", "Đà Lạt, ngày 14 tháng 7 năm 2026", "V/v biên chế"),
    ("CHỦ TỊCH ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", "Số: 07/CĐ-CTUBND", "Gia Nghĩa, ngày 21 tháng 9 năm 2024", "CÔNG ĐIỆN"),
    ("ỦY BAN NHÂN DÂN\nXÃ HÀM THẠNH", "Số: 33/KH-UBND", "Hàm Thạnh, ngày 01 tháng 8 năm 2025", "KẾ HOẠCH"),
    ("VĂN PHÒNG\nỦY BAN NHÂN DÂN TỈNH", "Số: 61/TB-VPUBND", "Phan Thiết, ngày 11 tháng 02 năm 2016", "THÔNG BÁO"),
)
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODIES = (
    "Kính gửi: Các sở, ban, ngành; UBND các xã, phường, đặc khu.\n1. Giao Sở Tài chính chủ trì, phối hợp với các đơn vị "
    "liên quan rà soát, báo cáo UBND tỉnh trước ngày 20/3.\n2. Công an tỉnh theo dõi, đôn đốc.\nNơi nhận:\n- Như trên;\n"
    "- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Bình",
    "Căn cứ Luật Tổ chức chính quyền địa phương;\nChủ tịch Ủy ban nhân dân tỉnh yêu cầu:\n1. Sở Y tế chuẩn bị thuốc, vật "
    "tư y tế.\n2. Các địa phương báo cáo trước 16 giờ hằng ngày.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Thị Hoa",
    "Thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh, đề nghị Sở Xây dựng xây dựng phương án, trình trước ngày 15/4.\n"
    "Đơn vị báo cáo theo quy định./.\nCHÁNH VĂN PHÒNG\nLê Quang Minh",
)

CYRILLIC = str.maketrans("MATOIYE", "МАТОІУЕ")
GREEK = str.maketrans("MATOIYE", "ΜΑΤΟΙΥΕ")
TCVN3 = {"mật": "MËt", "tối mật": "tèi mËt", "tuyệt mật": "tuyÖt mËt"}
VNI = {"mật": "MAÄT", "tối mật": "TOÁI MAÄT", "tuyệt mật": "TUYEÄT MAÄT"}
WRONG = {"mật": "MÂT", "tối mật": "TÔI MÂT", "tuyệt mật": "TUYÊT MẠT"}


def plain(text: str) -> str:
    """``text`` without marks."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def wide(text: str) -> str:
    """Full-width letters where there are such."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def look_alike(text: str, table: dict[int, int]) -> str:
    """Base letters of another script under Vietnamese marks."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(table))


EXACT: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "title": str.capitalize,
    "nfd": lambda name: unicodedata.normalize("NFD", name.upper()),
    "spaced": lambda name: " ".join(name.upper().replace(" ", "")),
    "wide spaced": lambda name: "   ".join(" ".join(word) for word in name.upper().split()),
    "torn": lambda name: name.upper()[:-1] + " " + name.upper()[-1],
    "zero width": lambda name: "\u200b".join(name.upper()),
    "soft hyphen": lambda name: "\u00ad".join(name.upper()),
    "word joiner": lambda name: "\ufeff" + "\u2060".join(name.upper()),
    "cyrillic": lambda name: look_alike(name.upper(), CYRILLIC),
    "greek": lambda name: look_alike(name.upper(), GREEK),
    "cyrillic spaced": lambda name: " ".join(look_alike(name.upper(), CYRILLIC)),
    "full width": lambda name: unicodedata.normalize(
        "NFC", "".join(map(wide, unicodedata.normalize("NFD", name.upper())))
    ),
    "dotted": lambda name: ".".join(name.upper()),
    "struck": lambda name: "\u0336".join(name.upper()) + "\u0336",
    "brackets": lambda name: f"[{name.upper()}]",
    "parentheses": lambda name: f"({name.upper()})",
    "stars": lambda name: f"*** {name.upper()} ***",
    "dashes": lambda name: f"- {name.upper()} -",
    "frame": lambda name: f"| {name.upper()} |",
    "copy": lambda name: f"{name.upper()} (Bản số: 03)",
    "repeated": lambda name: " ".join([name.upper()] * 3),
    "not to be copied": lambda name: f"{name.upper()} - Chỉ lưu hành nội bộ",
    "with a note": lambda name: f"{name.upper()}: không phổ biến",
    "other label": lambda name: f"Phân loại: {name.upper()}",
    "level of protection": lambda name: f"Mức độ bảo mật: {name.capitalize()}",
    "urgent before": lambda name: f"HỎA TỐC - {name.upper()}",
    "urgent after": lambda name: f"{name.upper()} / KHẨN",
    "noun": lambda name: f"TÀI LIỆU {name.upper()}",
    "level": lambda name: f"Độ {name.upper()}",
    "field": lambda name: f"Độ mật: {name.capitalize()}",
    "field capitals": lambda name: f"ĐỘ MẬT: {name.upper()}",
    "field long": lambda name: f"Mức độ mật: {name}",
    "field ticked": lambda name: f"Độ mật: ☐ Thường ☒ {name.capitalize()}",
    "field after": lambda name: f"Độ khẩn: Thường - Độ mật: {name.capitalize()}",
    "field zero width": lambda name: "\u200b".join(f"Độ mật: {name.capitalize()}"),
    "field cyrillic": lambda name: look_alike(f"ĐỘ MẬT: {name.upper()}", CYRILLIC),
    "field next line": lambda name: f"Độ mật:\n{name.capitalize()}",
    "letter a line": lambda name: "\n".join(name.upper().replace(" ", "")),
    "word a line": lambda name: "\n".join(name.upper().split()),
    "tcvn3": lambda name: TCVN3[name],
    "vni": lambda name: VNI[name],
    "misread": lambda name: name.upper().encode().decode("latin-1"),
}
LOOSE: dict[str, Callable[[str], str]] = {
    "no accents": lambda name: plain(name).upper(),
    "no accents spaced": lambda name: " ".join(plain(name).upper()),
    "no accents title": lambda name: plain(name).capitalize(),
    "no accents full width": lambda name: wide(plain(name).upper()),
    "no accents cyrillic": lambda name: plain(name).upper().translate(CYRILLIC),
    "wrong accents": lambda name: WRONG[name],
    "digits": lambda name: plain(name).upper().replace("O", "0").replace("I", "1"),
    "no accents brackets": lambda name: f"[{plain(name).upper()}]",
}


def under_number(head: tuple[str, ...], mark: str) -> str:
    return f"{head[0]}\n{head[1]}\n{mark}\n{NATION}\n{head[2]}\n{head[3]}"


def on_top(head: tuple[str, ...], mark: str) -> str:
    return f"{mark}\n{head[0]}\n{NATION}\n{head[1]}\n{head[2]}\n{head[3]}"


def under_nation(head: tuple[str, ...], mark: str) -> str:
    return f"{head[0]}\n{head[1]}\n{NATION}\n{mark}\n{head[2]}\n{head[3]}"


def before_number(head: tuple[str, ...], mark: str) -> str:
    return f"{head[0]}\n\n{mark}\n\n{head[1]}\n{NATION}\n{head[2]}\n{head[3]}"


def in_columns(head: tuple[str, ...], mark: str) -> str:
    left, right = [*head[0].split("\n"), head[1], mark.replace("\n", " ")], [*NATION.split("\n"), head[2], ""]
    return "\n".join(f"{one:<40}{other}" for one, other in zip(left, right, strict=True)) + f"\n{head[3]}"


def beside_issuer(head: tuple[str, ...], mark: str) -> str:
    return f"{head[0]} {mark}\n{NATION}\n{head[1]}\n{head[2]}\n{head[3]}"


def beside_nation(head: tuple[str, ...], mark: str) -> str:
    return f"{head[0]}\n{mark} {NATION}\n{head[1]}\n{head[2]}\n{head[3]}"


def beside_number(head: tuple[str, ...], mark: str) -> str:
    return f"{head[0]}\n{head[1]} {mark}\n{NATION}\n{head[2]}\n{head[3]}"


HEAD_PLACES = (under_number, on_top, under_nation, before_number, in_columns)


def marked_documents() -> Iterator[Sample]:
    """Every spelling of every marking at changing places of changing letterheads."""
    places, heads, bodies = cycle(HEAD_PLACES), cycle(HEADS), cycle(BODIES)
    for kind, spell in {**EXACT, **LOOSE}.items():
        for name in MARKINGS:
            for _ in range(3):
                text = next(places)(next(heads), spell(name)) + "\n" + next(bodies)
                yield Sample(text, "document", name, kind)


def marked_elsewhere() -> Iterator[Sample]:
    """Not at the head: at the edge of a page, beside a second letterhead, in the body, in the number."""
    for name, head in zip(MARKINGS * 2, HEADS, strict=True):
        clean = under_number(head, "HỎA TỐC") + "\n" + BODIES[0]
        yield Sample(f"{clean}\n2\f{name.upper()}\nTrang sau của văn bản", "document", name, "page head")
        yield Sample(f"{clean}\n{name.capitalize()}\fTrang sau của văn bản", "document", name, "page foot")
        yield Sample(f"{clean}\nPHỤ LỤC\n{name.upper()}\nDanh sách kèm theo", "document", name, "annex")
        yield Sample(f"{clean}\n{NATION}\n{name.capitalize()}\nPhụ lục", "document", name, "second letterhead")
        yield Sample(f"{clean}\n{name.upper()}\nBáo cáo tiếp theo", "document", name, "body line")
        yield Sample(under_number((head[0], f"{head[1]} ({name})", *head[2:]), ""), "document", name, "number")
        for beside in (beside_issuer, beside_nation, beside_number):
            yield Sample(beside(HEADS[0], name.upper()) + BODIES[0], "document", name, "sharing a line")
        yield Sample(under_number((*head[:3], f"{head[3]} ({name.upper()})"), ""), "document", name, "after title")


FIELD_FORMS: tuple[Callable[[str], str], ...] = (
    lambda name: name,
    lambda name: name.upper(),
    lambda name: f"[{name.upper()}] Kế hoạch diễn tập khu vực phòng thủ",
    lambda name: f"[{name.capitalize()}] Kế hoạch diễn tập",
    lambda name: f"({name}) Phương án bảo vệ mục tiêu",
    lambda name: f"{name.upper()} - Kế hoạch diễn tập",
    lambda name: f"{name.capitalize()}: kế hoạch diễn tập",
    lambda name: f"{name.upper()} Kế hoạch diễn tập khu vực phòng thủ",
    lambda name: f"{name.upper()} PHƯƠNG ÁN BẢO VỆ",
    lambda name: f"V/v phương án bảo vệ mục tiêu ({name.capitalize()})",
    lambda name: f"Phương án bảo vệ mục tiêu - {name.upper()}",
    lambda name: f"Độ mật: {name}",
    lambda name: f"Ghi chú. Độ mật: {name.capitalize()}; hạn 20/3",
    lambda name: f"Văn bản {name}",
    lambda name: f"[Tài liệu {name}] Báo cáo quý",
    lambda name: " ".join(name.upper()),
    lambda name: "\u200b".join(name.upper()) + ": phương án",
    lambda name: look_alike(name.upper(), CYRILLIC),
    lambda name: unicodedata.normalize("NFD", f"[{name}] phương án"),
    lambda name: f"[{plain(name).upper()}] phuong an",
    lambda name: f"{plain(name).upper()} - phuong an",
    lambda name: f"Nội dung như sau:\n{name.upper()}\nKế hoạch",
    lambda name: f"Nội dung như sau:\n[{name.upper()}] Kế hoạch",
)
FILE_FORMS: tuple[Callable[[str], str], ...] = (
    lambda name: f"{name}.pdf",
    lambda name: f"[{name.upper()}] 09-BCĐ.docx",
    lambda name: f"{name.upper()}_09-BCĐ.pdf",
    lambda name: f"{name.capitalize()} - kế hoạch 12.docx",
    lambda name: f"{name.upper()} kế hoạch 12.docx",
    lambda name: f"Kế hoạch 12 ({name}).pdf",
    lambda name: f"ke-hoach-12_{plain(name).upper().replace(' ', '')}.pdf",
    lambda name: f"{plain(name).upper().replace(' ', '_')}_ke_hoach.docx",
    lambda name: f"[{plain(name).upper()}] ke hoach.docx",
    lambda name: f"Kế hoạch số 12 {name}.pdf",
    lambda name: unicodedata.normalize("NFD", f"{name.upper()} - kế hoạch.pdf"),
    lambda name: f"Văn bản {name}.docx",
)


def marked() -> list[Sample]:
    """All samples that must be refused."""
    samples = [*marked_documents(), *marked_elsewhere()]
    for name in MARKINGS:
        samples += [Sample(form(name), "field", name, "field") for form in FIELD_FORMS]
        samples += [Sample(form(name), "filename", name, "file name") for form in FILE_FORMS]
    return samples


STAMPS = (
    "",
    "HỎA TỐC",
    "THƯỢNG KHẨN",
    "KHẨN",
    "HỎA TỐC HẸN GIỜ",
    "Độ khẩn: Hỏa tốc",
    "Độ mật: Thường",
    "Độ mật: Không",
)
WORDS = (
    "Bảo đảm bí mật nhà nước khi trao đổi tài liệu.",
    "Tăng cường bảo mật hệ thống; đổi mật khẩu mỗi quý.",
    "Mật độ dân số tại phường tăng, mật độ xây dựng vượt quy hoạch.",
    "Hỗ trợ các hộ nuôi ong mật, tiêu thụ mật ong và mật mía.",
    "Văn bản thuộc loại mật, tối mật, tuyệt mật không cập nhật trên phần mềm.",
    "Đơn vị báo cáo bằng văn bản theo chế độ mật.",
    "Khách hàng thân mật, quan hệ mật thiết giữa các địa phương.",
    "Trao đổi bằng mật mã cơ yếu; mật thư do bộ phận cơ yếu nhận.",
    "Độ mật của văn bản do người ký quyết định.",
    "Công văn gửi hỏa tốc, không phải văn bản mật.",
    "Mặt bằng đã bàn giao; bề mặt đường hư hỏng; mặt khác cần bổ sung kinh phí.",
    "Ra mắt cổng dịch vụ công; đối mặt với hạn hán.",
)
TITLES = (
    "V/v kiện toàn Ban Chỉ đạo công tác bảo vệ bí mật",
    "THÔNG BÁO\nLỊCH HỌP BAN CHỈ ĐẠO BẢO VỆ BÍ MẬT",
    "HƯỚNG DẪN\nVỀ PHÂN LOẠI TÀI LIỆU MẬT, TỐI MẬT, TUYỆT MẬT",
    "KẾ HOẠCH\nTriển khai công tác bảo vệ bí mật nhà nước năm 2026",
    "KẾ HOẠCH\nTRIỂN KHAI CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC NĂM 2026",
    "QUYẾT ĐỊNH\nBan hành Quy chế bảo vệ bí mật nhà nước; quản lý văn bản mật, tối mật, tuyệt mật",
    "QUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT VÀ ĐỘ MẬT",
    "CHỈ THỊ\nVề việc tăng cường bảo mật, an toàn thông tin mạng",
    "CHỈ THỊ\nVỀ VIỆC TĂNG CƯỜNG BẢO MẬT, AN TOÀN THÔNG TIN MẠNG",
    "THÔNG BÁO\nVề việc thay đổi mật khẩu hệ thống quản lý văn bản",
    "BÁO CÁO\nTÌNH HÌNH MẬT ĐỘ DÂN SỐ VÀ MẬT ĐỘ XÂY DỰNG ĐÔ THỊ",
    "V/v hướng dẫn xác định độ mật của tài liệu",
    "V/v giải mật tài liệu lưu trữ lịch sử",
)
ABOUT_BODY = (
    "Căn cứ Luật Bảo vệ bí mật nhà nước;\nĐiều 1. Độ mật gồm ba mức:\n- Tuyệt mật;\n- Tối mật;\n- Mật.\nĐiều 2. Dấu chỉ độ "
    "mật:\na) Dấu “MẬT”;\nb) Dấu “TỐI MẬT”;\nBảng 1\nTên tài liệu\nĐộ mật\nKế hoạch phòng thủ\nTối mật\nPhương án tác "
    "chiến\nTuyệt mật\nHồ sơ cán bộ\nMật\nMẫu số 01. Mẫu dấu\nTUYỆT MẬT\nTỐI MẬT\nMẬT\nNơi nhận:\n- Lưu: VT."
)
CLEAN_FIELDS = (
    "Mật độ dân số các xã ven biển",
    "MẬT ĐỘ XÂY DỰNG KHU ĐÔ THỊ",
    "Mật khẩu tài khoản dịch vụ công",
    "MẬT KHẨU HỆ THỐNG MỘT CỬA",
    "Mật ong rừng U Minh: đăng ký nhãn hiệu",
    "Mật mã dân sự và chữ ký số",
    "Bảo mật thông tin; thay mật khẩu",
    "V/v bảo vệ bí mật nhà nước",
    "Quản lý văn bản mật theo quy định",
    "Văn bản mật không được cập nhật trên phần mềm",
    "Mật, tối mật, tuyệt mật là các độ mật theo Luật",
    "Tuyệt mật, tối mật và mật: phân loại tài liệu",
    "Xác định độ mật của văn bản",
    "Độ mật: Thường",
    "Độ mật: ☐ Mật ☐ Tối mật ☐ Tuyệt mật",
    "Độ mật (nếu có): ............",
    "Mặt bằng thi công dự án",
    "MẶT ĐƯỜNG QUỐC LỘ 28 HƯ HỎNG",
    "Mặt trận Tổ quốc Việt Nam tỉnh",
    "mặt hàng thiết yếu",
    "Hỏa tốc",
    "HỎA TỐC",
    "KHẨN: báo cáo thiệt hại do mưa lũ",
    "Thân mật gặp gỡ kiều bào",
    "Số hóa 12.000 mặt cắt địa chất",
    "Matxcova: đoàn công tác",
    "MAT BANG SAN XUAT",
    "Họp kín, không phát tài liệu",
    "Công tác giải mật tài liệu lưu trữ",
    "Tài liệu mật mã học",
)
CLEAN_NAMES = (
    "bao-mat-he-thong.pdf",
    "Quy chế bảo mật.docx",
    "Mật độ dân số 2026.xlsx",
    "MẬT ĐỘ XÂY DỰNG.pdf",
    "mat_bang_thi_cong.pdf",
    "MAT BANG SAN XUAT.docx",
    "MAT-BANG.pdf",
    "MAT_DUONG_QL28.pdf",
    "ra-mat-phan-mem.pdf",
    "Ban hành quy chế bảo vệ bí mật.pdf",
    "mat khau.txt",
    "GIAI PHONG MAT BANG.docx",
    "Mật khẩu hệ thống.docx",
    "thu-moi-hop-mat.pdf",
    "128-UBND-NC.pdf",
    "26.2015.QD.UBND.docx",
    "Kế hoạch bảo vệ bí mật nhà nước.docx",
    "Danh mục bí mật nhà nước.docx",
    "format.pdf",
    "tom-tat.docx",
)


def clean_documents() -> Iterator[Sample]:
    """Letterheads with other stamps, words with "mật" in them, and documents about secrecy broken at every width."""
    heads = cycle(HEADS)
    for number, word in enumerate(WORDS):
        for stamp in STAMPS:
            text = under_number(next(heads), stamp) + f"\n{BODIES[number % 3]}\n{word}"
            yield Sample(text, "document", None, f"word, stamp {stamp or 'none'}")
    for title in TITLES:
        for width in (12, 16, 20, 24, 28, 34, 40, 48, 60, 80, 110):
            broken = "\n".join("\n".join(textwrap.wrap(line, width)) for line in title.split("\n"))
            head = next(heads)
            text = (
                f"{head[0]}\n{head[1]}\n{NATION}\n{head[2]}\n{broken}\n{ABOUT_BODY if 'ật nhà' in title else BODIES[1]}"
            )
            yield Sample(text, "document", None, f"title at {width}")
    for width in range(20, 120, 5):
        wrapped = "\n".join("\n".join(textwrap.wrap(word, width)) for word in WORDS)
        yield Sample(under_number(next(heads), "KHẨN") + "\n" + BODIES[0] + "\n" + wrapped, "document", None, "wrapped")


def clean() -> list[Sample]:
    """All samples that must pass."""
    samples = list(clean_documents())
    samples += [Sample(text, "field", None, "field") for text in CLEAN_FIELDS]
    samples += [Sample(word, "field", None, "field word") for word in WORDS]
    samples += [Sample(unicodedata.normalize("NFD", text), "field", None, "field nfd") for text in CLEAN_FIELDS]
    samples += [Sample(name, "filename", None, "file name") for name in CLEAN_NAMES]
    return samples


if __name__ == "__main__":
    for title, samples in (("marked", marked()), ("clean", clean())):
        sys.stdout.write(f"{title} {len(samples)} {dict(Counter(sample.where for sample in samples))}\n")
