"""Words of the Regulation and of its screens: dates, weekdays and periods in Vietnamese, and the terms of Article 3."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from giaoviec.rules.citation import Cite

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Term:
    """A term that the Regulation explains, the words it explains it with in short, and its name in code."""

    vi: str
    meaning: str
    name: str
    ground: Cite


TERMS = (
    Term(
        "nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao",
        "việc soạn thảo và trình đề án, báo cáo, dự án, dự thảo văn bản, hoặc nhiệm vụ cụ thể khác "
        "được giao trong văn bản chỉ đạo, điều hành",
        "Task",
        Cite("QC 3.1"),
    ),
    Term(
        "phần mềm quản lý công việc được giao của tỉnh",
        "phần mềm theo dõi việc thực hiện nhiệm vụ đã giao sở, ngành và địa phương, tích hợp dùng chung "
        "với Hệ thống Quản lý văn bản và điều hành",
        "giaoviec",
        Cite("QC 3.2"),
    ),
    Term(
        "Hệ thống Quản lý văn bản và điều hành",
        "hệ thống quản lý văn bản đến, quá trình lập, xử lý văn bản và hồ sơ công việc, phát hành văn bản đi, "
        "trừ văn bản mật, tối mật, tuyệt mật",
        "correspondence",
        Cite("QC 3.3"),
    ),
    Term(
        "mạng dùng riêng của tỉnh",
        "mạng diện rộng của tỉnh kết nối các cơ quan chuyên môn, địa phương với Trung tâm Tích hợp dữ liệu tỉnh",
        "private_network",
        Cite("QC 3.4"),
    ),
)


def weekday_vi(day: date) -> str:
    """The weekday in words: "thứ Bảy"."""
    return WEEKDAYS[day.weekday()]


def day_vi(day: date) -> str:
    """A day as the administration writes it: "24/11/2026"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def list_vi(parts: Iterable[str]) -> str:
    """A list in words: "a, b và c"."""
    words = list(parts)
    return f"{', '.join(words[:-1])} và {words[-1]}" if len(words) > 1 else "".join(words)


def plain(text: str) -> str:
    """Lower case without Vietnamese marks, for comparing and searching: "Đặc khu Phú Quý" → "dac khu phu quy"."""
    split = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in split if not unicodedata.combining(c)))
