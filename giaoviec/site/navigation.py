"""Where each role can go from the masthead: only to pages that exist."""

from __future__ import annotations

from functools import cache

from django.urls import Resolver404, resolve

from giaoviec.rules.acts import ACTS
from giaoviec.rules.roles import LEADERS, NO_BUSINESS, OFFICE, Role

DESK = ("Bàn việc", "/")
TASKS, DOCUMENTS = ("Công việc", "/viec/"), ("Văn bản", "/van-ban/")
AGENCIES, REGULATION = ("Cơ quan", "/co-quan/"), ("Quy chế", "/quy-che/")
EXCHANGE = ("Liên thông", "/trao-doi/")
REGISTER, ADMINISTRATION = ("Vào sổ", "/van-ban/vao-so/"), ("Quản trị", "/quan-tri/")
INSPECTIONS = ("Kiểm tra", "/kiem-tra/")
URGINGS = ("Đôn đốc", "/don-doc/")
OBSTACLES = ("Vướng mắc", "/vuong-mac/")
LEADING, REPORTS_UP = ("Chỉ đạo", "/chi-dao/"), ("Báo cáo Chủ tịch", "/bao-cao-chu-tich/")
REPORTS, FIGURES = ("Báo cáo", "/bao-cao/"), ("Số liệu", "/so-lieu/")
COMPLIANCE = ("Tuân thủ", "/tuan-thu/")
EVALUATION = ("Đánh giá", "/danh-gia/")
JOURNAL, OPERATIONS = ("Nhật ký", "/nhat-ky/"), ("Vận hành", "/van-hanh/")
ACCESS = ("Tra cứu", "/nhat-ky/tra-cuu/")


def entries(role: Role, here: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether one is there now) for a role."""
    offered = _of(role)
    inside = max((url for _, url in offered if here.startswith(url)), key=len, default="")
    return [(label, url, url == inside and (url != "/" or here == "/")) for label, url in offered]


@cache
def _of(role: Role) -> tuple[tuple[str, str], ...]:
    return tuple(entry for entry in _wished(role) if exists(entry[1]))


def _wished(role: Role) -> tuple[tuple[str, str], ...]:
    if role in LEADERS:
        most = (TASKS, DOCUMENTS, AGENCIES, FIGURES, LEADING, URGINGS, OBSTACLES, INSPECTIONS, REPORTS)
        return (("Sáng nay", "/"), *most, EVALUATION, COMPLIANCE, REGULATION)
    if role in OFFICE:
        own = (ADMINISTRATION,) if role is Role.OFFICE_HEAD else ()
        moving = (URGINGS, OBSTACLES, INSPECTIONS, FIGURES, REPORTS, REPORTS_UP)
        return (DESK, REGISTER, EXCHANGE, TASKS, DOCUMENTS, AGENCIES, *moving, EVALUATION, *own, COMPLIANCE, REGULATION)
    if role in NO_BUSINESS:
        rooms = (ADMINISTRATION, OPERATIONS) if role is Role.ADMINISTRATOR else (OPERATIONS,)
        return (DESK, *rooms, REGULATION)
    if role is Role.AUDITOR:
        return (DESK, JOURNAL, ACCESS, REPORTS, EVALUATION, COMPLIANCE, REGULATION)
    if role is Role.EVALUATOR:
        return (DESK, EVALUATION, TASKS, AGENCIES, FIGURES, REPORTS, COMPLIANCE, REGULATION)
    if role is Role.INSPECTOR:
        return (DESK, INSPECTIONS, TASKS, DOCUMENTS, REGULATION)
    table = (AGENCIES,) if role in ACTS["see_agency_table"].anywhere else ()
    stuck = (OBSTACLES,) if role in ACTS["see_obstacles"].own else ()
    urged = (URGINGS,) if role in ACTS["see_urgings"].own else ()
    reported = (REPORTS,) if role in ACTS["see_reports"].own else ()
    counted = (FIGURES,) if role in ACTS["see_figures"].own | ACTS["see_figures_inside"].own else ()
    led = (LEADING,) if role in ACTS["see_leading"].anywhere else ()
    scored = (EVALUATION,) if role in ACTS["see_evaluation"].own else ()
    kept = (COMPLIANCE,) if role in ACTS["see_compliance"].own else ()
    return (DESK, TASKS, DOCUMENTS, *table, *urged, *stuck, *counted, *reported, *led, *scored, *kept, REGULATION)


def exists(address: str) -> bool:
    """Whether a page answers at an address of our own."""
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
