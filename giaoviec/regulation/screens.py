"""Which screens carry a clause out, and why a clause has none: the Regulation's page and `giaoviec trace` read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Screen:
    """A page by its name; `path` holds `<id>` where the page is about one thing, which a reader chooses from a list."""

    title: str
    path: str

    @property
    def link(self) -> str:
        """An address that can be opened: the page, or the list that leads to it."""
        return self.path.partition("<")[0]


REGISTER = Screen("Vào sổ văn bản", "/van-ban/vao-so/")
DOCUMENTS = Screen("Văn bản", "/van-ban/")
DOCUMENT = Screen("Văn bản và các nhiệm vụ trong đó", "/van-ban/<id>/")
GIVE = Screen("Giao việc: văn bản bên cạnh nhiệm vụ", "/van-ban/<id>/giao-viec/")
PROGRAMMES = Screen("Chương trình công tác", "/chuong-trinh/")
LIST = Screen("Công việc đã giao", "/viec/")
WORK = Screen("Công việc: diễn biến và việc tôi làm được", "/viec/<id>/")
SLIP = Screen("Phiếu giao việc", "/viec/<id>/phieu/")
DESK = Screen("Bàn việc", "/")
WRITTEN_REPORTS = Screen("Sổ báo cáo bằng văn bản", "/bao-cao-van-ban/")
TABLE = Screen("Bảng tổng hợp các cơ quan", "/co-quan/")
SEARCH = Screen("Tìm kiếm", "/tim/")
GUIDE = Screen("Hướng dẫn", "/huong-dan/")
SUGGEST = Screen("Góp ý", "/gop-y/")
REGULATION = Screen("Quy chế", "/quy-che/")
AGENCIES = Screen("Quản trị cơ quan", "/quan-tri/co-quan/")
PEOPLE = Screen("Quản trị người dùng", "/quan-tri/nguoi-dung/")
PROFILES = Screen("Hồ sơ quy chế", "/quan-tri/ho-so/")
CALENDAR = Screen("Lịch làm việc", "/quan-tri/lich/")
JOURNAL = Screen("Nhật ký", "/nhat-ky/")
OPERATIONS = Screen("Vận hành", "/van-hanh/")
BACKUPS = Screen("Sao lưu, khôi phục thử", "/van-hanh/sao-luu/")
INCIDENTS = Screen("Sự cố", "/van-hanh/su-co/")
PERIOD_REPORTS = Screen("Báo cáo định kỳ", "/bao-cao/")
ASKED_REPORTS = Screen("Báo cáo theo yêu cầu", "/bao-cao/yeu-cau/")
BURDEN = Screen("Gánh nặng báo cáo", "/bao-cao/ganh-nang/")
OWN = Screen("Tài khoản của tôi", "/ca-nhan/")
COMPLIANCE = Screen("Tuân thủ Quy chế", "/tuan-thu/")
OBSTACLES = Screen("Khó khăn, vướng mắc", "/vuong-mac/")
INSPECTIONS = Screen("Kiểm tra", "/kiem-tra/")
URGINGS = Screen("Đôn đốc", "/don-doc/")
REPORTS_UP = Screen("Báo cáo Chủ tịch", "/bao-cao-chu-tich/")
OWN_RULES = Screen("Quy chế nội bộ, tự kiểm tra", "/quy-che-noi-bo/")

SCREENS: dict[str, tuple[Screen, ...]] = {
    "QĐ 2": (PROFILES,),
    "QC 1.1": (REGISTER,),
    "QC 1.2": (AGENCIES,),
    "QC 1.3": (GIVE,),
    "QC 2.1.a": (DESK,),
    "QC 2.1.b": (TABLE,),
    "QC 2.2.a": (DESK,),
    "QC 2.2.b": (PROGRAMMES, TABLE),
    "QC 2.2.c": (PEOPLE, JOURNAL, OWN),
    "QC 2.3#1": (GIVE,),
    "QC 2.3#2": (GIVE, WORK),
    "QC 3.1": (GIVE,),
    "QC 4.1": (REGISTER,),
    "QC 4.2": (REGISTER,),
    "QC 4.3": (REGISTER,),
    "QC 5.1": (GIVE,),
    "QC 5.2": (GIVE,),
    "QC 6.1.a": (REGISTER, DOCUMENT),
    "QC 6.1.b": (REGISTER,),
    "QC 6.1.c": (GIVE, WORK),
    "QC 6.1.d": (GIVE, LIST),
    "QC 6.1.đ": (GIVE, WORK),
    "QC 6.1.e": (GIVE, WORK, CALENDAR),
    "QC 6.1.g": (LIST, WORK, TABLE),
    "QC 6.1.h": (GIVE, WORK),
    "QC 6.1#cuoi": (GIVE, WORK, WRITTEN_REPORTS),
    "QC 6.2": (REGISTER, DESK),
    "QC 7.1": (REGISTER, GIVE, DESK),
    "QC 7.2.a": (WORK,),
    "QC 7.2.b#1": (DESK, WORK, CALENDAR),
    "QC 7.2.b#2": (DESK, WORK),
    "QC 7.2.c": (WORK, DESK),
    "QC 8.1.a": (DESK, WORK, LIST),
    "QC 8.1.b": (OBSTACLES, WORK, DESK),
    "QC 8.1.c": (INSPECTIONS,),
    "QC 8.1.d": (SUGGEST, GUIDE, OPERATIONS),
    "QC 8.1.đ": (BACKUPS,),
    "QC 8.2#1": (WORK,),
    "QC 8.2#2": (OWN_RULES, WORK, DESK),
    "QC 8.3.c": (OPERATIONS, INCIDENTS),
    "QC 8.3.d": (BACKUPS,),
    "QC 9.1": (WORK, GUIDE),
    "QC 9.2": (PERIOD_REPORTS,),
    "QC 9.3": (URGINGS, REPORTS_UP),
    "QC 9.4": (ASKED_REPORTS, BURDEN, DESK),
    "QC 9.5": (GIVE,),
    "QC 10.1": (PERIOD_REPORTS, DESK),
    "QC 10.2": (OBSTACLES, WORK),
    "QC 11.1#2": (COMPLIANCE, GUIDE),
    "QC 11.2#2": (OWN_RULES, WORK, DESK),
    "QC 13": (SUGGEST,),
}
"""Clause → the screens that carry it out."""

REASONS: dict[str, str] = {
    "QĐ 1": "Điều khoản ban hành; phần mềm không phải làm gì.",
    "QĐ 3": "Điều khoản về trách nhiệm thi hành; phần mềm không phải làm gì.",
    "QC 2.3#3": "Nguyên tắc theo Quy chế làm việc của UBND tỉnh, ngoài phạm vi phần mềm.",
    "QC 3.2": "Giải thích từ ngữ: chính là phần mềm này.",
    "QC 3.3": "Giải thích từ ngữ về Hệ thống Quản lý văn bản và điều hành.",
    "QC 3.4": "Phần mềm chạy trọn trong mạng dùng riêng, không tải gì từ bên ngoài; không có màn hình riêng.",
    "QC 8.3.a": "Hạ tầng, đường truyền do cơ quan chuyên môn bảo đảm.",
    "QC 8.3.b": "An toàn hạ tầng mạng, máy chủ do cơ quan chuyên môn bảo đảm.",
    "QC 11.1#1": "Điều khoản về việc xây dựng phần mềm.",
    "QC 11.2#1": "Điều khoản về việc phối hợp xây dựng phần mềm.",
}
"""Clauses that ask nothing of a screen, each with the reason."""


def screens_of(code: str) -> tuple[Screen, ...]:
    """The screens of a clause."""
    return SCREENS.get(code, ())


def clauses_of(path: str) -> Iterator[str]:
    """The clauses that a page carries out, by its address with any number in it: the way back from the screen."""
    here = "/".join("<id>" if part.isdigit() else part for part in path.split("/"))
    for code, screens in SCREENS.items():
        if any(screen.path == here for screen in screens):
            yield code
