"""The front page of the administration: what this actor may look after, with what needs a look."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from giaoviec import clock
from giaoviec.agencies import queries
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.models import Person
from giaoviec.journal.doors import opens
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may


@dataclass(frozen=True, slots=True)
class Room:
    """A part of the administration; it is shown to those who may do `act`, once its page is there."""

    act: str
    label: str
    url: str
    what: str
    note: str = ""


@need("see_administration")
def index(request: Request) -> HttpResponse:
    """The page."""
    return render(request, "agencies/administration.html", {"rooms": _rooms(request.actor)})


def _rooms(actor: Actor) -> list[Room]:
    on = clock.today()
    agencies, people = queries.directory(on).count(), Person.objects.filter(is_active=True).count()
    unconfirmed = calendar().unconfirmed(on, on.replace(month=12, day=31))
    lacking = f"lịch năm {', '.join(map(str, unconfirmed))} chưa xác nhận" if unconfirmed else ""
    rooms = (
        Room("manage_agencies", "Cơ quan, đơn vị", "/quan-tri/co-quan/", f"{agencies} cơ quan đang hoạt động"),
        Room("succeed", "Sắp xếp tổ chức", "/quan-tri/co-quan/sap-xep/", "sáp nhập, chia tách, đổi tên, giải thể"),
        Room("manage_users", "Người dùng", "/quan-tri/nguoi-dung/", f"{people} tài khoản đang hoạt động"),
        Room("manage_calendar", "Lịch làm việc", "/quan-tri/lich/", "ngày nghỉ lễ, hoán đổi, làm bù", lacking),
        Room("manage_profile", "Hồ sơ quy chế", "/quan-tri/ho-so/", profile_on(on).name),
        Room("manage_profile", "Thói quen đọc", "/quan-tri/thoi-quen-doc/", "cụm từ và cách ghi thời hạn của tỉnh"),
        Room("see_journal", "Nhật ký", "/nhat-ky/", "mọi thao tác, nối thành chuỗi không sửa được"),
        Room("ask_purge", "Xóa văn bản mật", "/van-hanh/xoa/", "văn bản mật đã lọt vào: yêu cầu xóa"),
        Room("confirm_purge", "Xóa văn bản mật", "/van-hanh/xoa/", "xác nhận yêu cầu của lãnh đạo Văn phòng"),
        Room("see_operations", "Vận hành", "/van-hanh/", "tình trạng hệ thống, sao lưu"),
    )
    return [room for room in rooms if may(actor, room.act) is None and opens(actor, room.url)]
