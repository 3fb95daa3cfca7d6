"""The measures of a printed paper: Appendix I of NĐ 30/2020/NĐ-CP, as data. Lengths in mm, letters in points."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from types import MappingProxyType

FONT = "Times New Roman"  # mục I, khoản 3: black, Unicode TCVN 6909:2001
PAGE = (210.0, 297.0)  # mục I, khoản 1: A4
MARGINS = MappingProxyType({"top": 20.0, "bottom": 20.0, "left": 30.0, "right": 15.0})  # mục I, khoản 4
HEADER = 10.0  # the page number stands in the middle of the top margin (mục I, khoản 7)
LEFT_COLUMN = 65.0  # of the letterhead; what is left over holds Quốc hiệu in one line
SIGNING_ROOM = 26.0  # between the post and the name, for signature and seal
CELL_MARGIN = 1.5

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RED = "FF0000"
STAMPS = MappingProxyType({"HỎA TỐC": 30.0, "THƯỢNG KHẨN": 40.0, "KHẨN": 20.0})  # mục II, khoản 10b: widths
STAMP_HEIGHT = 8.0
RULE_OF_BODY = 0.4  # of its length: between a third and a half (mục II, khoản 2b and 5b)


@dataclass(frozen=True, slots=True)
class Style:
    """How a part is set: size in points, weight, where it stands; `indent` of the first line in mm, space in points."""

    vi: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "left"
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    keep: bool = False
    red: bool = False
    white: bool = False


STYLES = MappingProxyType(
    {
        "nation": Style("Quốc hiệu", 13, bold=True, align="center"),  # mục II, khoản 1a: 12–13
        "motto": Style("Tiêu ngữ", 14, bold=True, align="center"),  # 1b: 13–14
        "parent": Style("Cơ quan chủ quản", 13, align="center"),  # 2b: 12–13
        "body": Style("Cơ quan ban hành", 13, bold=True, align="center"),  # 2b: 12–13
        "rule": Style("Đường kẻ", 2, align="center", before=3),
        "number": Style("Số ký hiệu", 13, align="center", before=4),  # 3b: 13
        "place": Style("Địa danh và ngày", 14, italic=True, align="center", before=4),  # 4b: 13–14
        "subject": Style("Trích yếu công văn", 12, align="center", before=6),  # 5b: 12–13
        "stamp": Style("Độ khẩn", 13, bold=True, align="center", red=True),  # 10b: 13–14
        "type": Style("Tên loại", 14, bold=True, align="center", before=12, keep=True),  # 5b: 13–14
        "summary": Style("Trích yếu", 14, bold=True, align="center", keep=True),  # 5b: 13–14
        "to": Style("Kính gửi", 14, align="center", before=12, after=6),  # 9a: 13–14
        "to_each": Style("Nơi gửi đến", 14, after=2),
        "text": Style(
            "Nội dung", 14, align="both", indent=12.7, after=6, line=1.15
        ),  # 6b: 13–14, 6 pt apart, lines 1 to 1.5
        "heading1": Style(
            "Đề mục 1", 14, bold=True, align="both", indent=12.7, before=6, after=6, line=1.15, keep=True
        ),
        "heading2": Style("Đề mục 2", 14, bold=True, align="both", indent=12.7, after=6, line=1.15, keep=True),
        "heading3": Style(
            "Đề mục 3", 14, bold=True, italic=True, align="both", indent=12.7, after=6, line=1.15, keep=True
        ),
        "cell": Style("Ô bảng", 12),
        "cell_middle": Style("Ô bảng giữa", 12, align="center"),
        "cell_head": Style("Đầu bảng", 12, bold=True, align="center"),
        "bar": Style("Số trên thanh", 9, align="center"),
        "bar_dark": Style("Số trên thanh đậm", 9, bold=True, align="center", white=True),
        "post": Style("Chức vụ người ký", 14, bold=True, align="center"),  # 7đ: 13–14
        "name": Style("Họ tên người ký", 14, bold=True, align="center"),  # 7đ: 13–14
        "copies": Style("Nơi nhận", 12, bold=True, italic=True),  # 9b: 12
        "copy": Style("Nơi nhận, từng nơi", 11),  # 9b: 11
        "page": Style("Số trang", 14, align="center"),  # mục I, khoản 7: 13–14
        "gap": Style("Khoảng cách", 6),
    }
)


def twips(mm: float) -> int:
    """Twentieths of a point, as Word measures."""
    return round(mm * 1440 / 25.4)


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -"
_THOUSANDTHS = (
    "722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 667 722 722 1000 722 722 667 "
    "500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 250 333"
)
_BOLD = dict(zip(_LETTERS, map(int, _THOUSANDTHS.split()), strict=True))
"""Widths of bold Times letters in thousandths of their size; marks add none."""


def width(text: str, size: float) -> float:
    """How long a line of bold Times is, in mm: near enough for the line that is drawn under it."""
    plain = unicodedata.normalize("NFD", text).replace("Đ", "D").replace("đ", "d")
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    return sum(_BOLD.get(letter, 500) for letter in letters) / 1000 * size * 25.4 / 72
