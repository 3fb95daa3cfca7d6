"""One desk for each role: what is owed, what came back, what is waited for; every number opens its list."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from giaoviec.assignments.actions.claims import claim, confirm, reject
from giaoviec.assignments.actions.inside import assign_inside
from giaoviec.assignments.actions.obstacles import report_obstacle, wait_outside
from giaoviec.assignments.actions.returns import give_back
from giaoviec.duties.models import Duty
from giaoviec.oversight.actions import tick
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.tasks import Quality
from giaoviec.site.desk import parts
from tests.cast import DAY, PEOPLE, Cast, make_cast
from tests.shell.story import asked, at, desk, directive, given, text, when

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 12, 2)


@pytest.fixture
def cast(set_day: Callable[[date], None]) -> Cast:
    set_day(DAY)
    return make_cast()


# ---- everybody


@pytest.mark.parametrize("username", list(PEOPLE))
def test_every_role_has_a_desk_whose_links_lead_somewhere(cast: Cast, username: str) -> None:
    row = given(cast)
    given(cast, "stc", None)
    claim(given(cast, "muine").pk, content="Đã xong.", **when(cast, "muine.vanphong"))
    asked(cast, row)
    directive(cast, "31/CT-UBND")
    tick(on=DAY, at=at())
    client = cast.client(username)
    home = client.get("/", follow=True)
    assert home.status_code == 200
    body = home.content.decode()
    for path in set(re.findall(r'href="(/[^"#]*)', body)):
        if not path.startswith("/static/"):
            assert client.get(path.replace("&amp;", "&"), follow=True).status_code == 200, path


def test_strangers_are_asked_who_they_are(client: Any, cast: Cast) -> None:
    response = client.get("/viec-phai-lam/?khi=qua-han")
    assert (response.status_code, response["Location"]) == (302, "/dang-nhap/?tiep=%2Fviec-phai-lam%2F%3Fkhi%3Dqua-han")


def test_an_auditor_begins_at_the_journal(cast: Cast) -> None:
    assert cast.client("kiemtoan").get("/")["Location"] == "/nhat-ky/"


def test_an_empty_desk_says_so(cast: Cast) -> None:
    assert "Không có việc nào chờ đồng chí" in desk(cast, "stc.vanphong")
    assert "Không có cơ quan nào có việc quá hạn" in desk(cast, "chutich")


# ---- an agency


def test_a_liaison_sees_what_is_late_today_and_ahead_with_the_act_that_meets_it(
    cast: Cast, set_day: Callable[[date], None]
) -> None:
    row = given(cast, due_on=date(2026, 11, 30))
    given(cast, due_on=WEDNESDAY, content="Gia cố taluy km 98")
    set_day(WEDNESDAY)
    tick(on=WEDNESDAY, at=at(WEDNESDAY))
    body = desk(cast, "sxd.vanphong")
    seen = text(body)
    assert "Thứ Tư, 02/12/2026. 3 việc quá hạn , 1 việc phải xong hôm nay , 1 việc trong bảy ngày tới" in seen
    assert "Quá hạn 3 việc Quá 5 ngày hạn 27/11/2026 Rà soát các vị trí sạt lở" in seen
    assert (
        "Hôm nay kết quả thực hiện Gia cố taluy km 98 Chỉ thị 101/CT-UBND · chủ trì · vì sao? Báo cáo kết quả" in seen
    )
    assert "Giải trình: Rà soát các vị trí sạt lở" in seen
    for path in (f"/viec/{row.pk}/tiep-nhan/", f"/viec/{row.pk}/bao-cao-hoan-thanh/", f"/viec/{row.pk}/giai-trinh/"):
        assert f'href="{path}"' in body
    assert 'href="/quy-che/#qc-8-2-1"' in body


def test_whoever_looks_at_his_desk_does_not_owe_a_look(cast: Cast) -> None:
    given(cast)
    tick(on=DAY, at=at())
    assert Duty.objects.filter(kind=DutyKind.LIAISON_LOOK).exists()
    assert "mở phần mềm" not in desk(cast, "sxd.vanphong")


def test_the_week_names_its_holiday_and_counts_each_day(cast: Cast) -> None:
    given(cast, due_on=date(2026, 11, 27))
    seen = text(desk(cast, "sxd.vanphong"))
    assert "Thứ Hai 23/11 Hôm nay: không có việc đến hạn" in seen
    assert "Thứ Ba 24/11 Nghỉ: Ngày Văn hóa Việt Nam" in seen
    assert "Thứ Sáu 27/11 2 việc đến hạn" in seen


def test_at_the_weekend_the_strip_shows_the_coming_week(cast: Cast) -> None:
    days = parts.week([], date(2026, 11, 28))
    assert [day.on for day in days] == [date(2026, 11, 30) + timedelta(days=step) for step in range(5)]


def test_what_came_back_stands_beside(cast: Cast) -> None:
    first, second = given(cast), given(cast, content="Gia cố taluy km 98")
    for row in (first, second):
        claim(row.pk, content="Đã xong.", **when(cast, "sxd.vanphong"))
    reject(first.pk, reason="Bổ sung tọa độ 4 điểm.", **when(cast, "theodoi"))
    confirm(second.pk, quality=Quality.GOOD, **when(cast, "theodoi"))
    seen = text(desk(cast, "sxd.vanphong"))
    assert "Đã xác nhận Gia cố taluy km 98 : Đã xác nhận hoàn thành, chất lượng: tốt. hôm nay" in seen
    assert "Chưa xác nhận Rà soát các vị trí sạt lở" in seen
    assert "Bổ sung tọa độ 4 điểm." in seen


def test_what_waits_elsewhere_says_where_and_since_when(cast: Cast) -> None:
    row, outside = given(cast), given(cast, content="Giá đất khu tái định cư")
    claim(row.pk, content="Đã xong.", **when(cast, "sxd.vanphong"))
    wait_outside(outside.pk, whom="Bộ Xây dựng", letter="12/SXD-QH", **when(cast, "sxd.vanphong"))
    seen = text(desk(cast, "sxd.vanphong"))
    assert "Đang chờ nơi khác 2 việc, không tính ngày của cơ quan" in seen
    assert "Chờ xác nhận, ngày thứ 1" in seen
    assert "VP UBND tỉnh, hạn trả lời 27/11" in seen
    assert "Chờ bên ngoài, ngày thứ 1 Giá đất khu tái định cư Bộ Xây dựng, 12/SXD-QH" in seen


def test_the_people_at_work_are_counted_and_an_officer_sees_his_own(cast: Cast) -> None:
    row = given(cast)
    officer, unit = cast.person("sxd.chuyenvien"), cast.unit("sxd.hatang")
    assign_inside(
        row.pk,
        content="Khảo sát km 98",
        officer=officer,
        unit=unit,
        due_on=date(2026, 11, 27),
        **when(cast, "sxd.vanphong"),
    )
    assert "Mai Thanh Sơn 1 0" in text(desk(cast, "sxd.vanphong"))
    assert "Mai Thanh Sơn 1 0" in text(desk(cast, "sxd.truongphong"))
    own = text(desk(cast, "sxd.chuyenvien"))
    assert "Thứ Sáu 27/11 còn 3 ngày làm việc Khảo sát km 98" in own
    assert "Khảo sát km 98" not in text(desk(cast, "stc.chuyenvien"))


# ---- the Office


def test_a_clerk_sees_documents_with_their_clock_and_what_was_returned(cast: Cast) -> None:
    waiting = directive(cast, "31/CT-UBND", summary="tăng cường kỷ cương hành chính")
    row = given(cast)
    give_back(row.pk, reason="Không thuộc chức năng.", **when(cast, "sxd.vanphong"))
    body = desk(cast, "vanthu")
    seen = text(body)
    assert (
        "Văn bản chờ giao việc 1 việc Hôm nay vào sổ và giao việc Tăng cường kỷ cương hành chính Chỉ thị 31/CT-UBND"
        in seen
    )
    assert "Việc chuyển lại chờ xử lý 1 việc Thứ Tư 25/11 còn 1 ngày làm việc Rà soát các vị trí" in seen
    assert f'href="/van-ban/{waiting.pk}/giao-viec/"' in body


def test_a_monitor_sees_what_waits_for_him_by_kind_and_what_his_unit_watches(cast: Cast) -> None:
    rows = [given(cast, name) for name in ("sxd", "stc", "muine")]
    claim(rows[0].pk, content="Đã xong.", **when(cast, "sxd.vanphong"))
    asked(cast, rows[1], username="stc.vanphong")
    report_obstacle(
        rows[2].pk, cause="land", problem="Vướng mặt bằng.", proposal="Cử tổ công tác.", **when(cast, "muine.vanphong")
    )
    seen = text(desk(cast, "theodoi"))
    for title in (
        "Báo cáo hoàn thành chờ xác nhận 1 việc",
        "Xin gia hạn chờ quyết định 1 việc",
        "Vướng mắc chờ trả lời 1 việc",
    ):
        assert title in seen
    assert "Tất cả việc đang theo dõi 3" in seen
    assert "Báo cáo hoàn thành chờ xác nhận" not in text(desk(cast, "theodoi.kinhte"))


def test_the_head_of_the_office_sees_what_waits_by_unit_and_how_late(
    cast: Cast, set_day: Callable[[date], None]
) -> None:
    claim(given(cast).pk, content="Đã xong.", **when(cast, "sxd.vanphong"))
    directive(cast, "31/CT-UBND")
    set_day(WEDNESDAY)
    body = desk(cast, "chanhvp")
    seen = text(body)
    assert "Văn thư 1 0 0 0 0 1 quá 9 ngày" in seen
    assert "Phòng Tổng hợp 0 1 0 0 0 1 quá 5 ngày" in seen
    assert "Phòng Kinh tế 0 0 0 0 0 0 –" in seen
    unit = cast.unit("tonghop").pk
    link = f"/viec-phai-lam/?loai=verify&don-vi={unit}"
    assert link.replace("&", "&amp;") in body
    assert "Kiểm tra, xác nhận kết quả: Rà soát các vị trí sạt lở" in text(desk(cast, "chanhvp", link))
    assert "Giao việc" in text(desk(cast, "chanhvp", "/viec-phai-lam/?khi=qua-han&don-vi=0"))


def test_the_technical_roles_see_no_business(cast: Cast) -> None:
    given(cast)
    tick(on=DAY, at=at())
    for username in ("quantri", "hatang"):
        seen = text(desk(cast, username))
        assert "sạt lở" not in seen
        assert "Lần tính hạn gần nhất 23/11/2026" in seen
    assert "1 việc về sau" in text(desk(cast, "quantri"))
    assert "Rà soát tài khoản vì sao? Rà soát" in text(desk(cast, "quantri", "/viec-phai-lam/"))


def test_a_paper_report_is_ticked_from_the_desk(cast: Cast) -> None:
    tick(on=DAY, at=at())
    duty = Duty.objects.get(kind=DutyKind.PAPER_REPORT, agency__code="sxd")
    Duty.objects.filter(pk=duty.pk).update(due_on=DAY)
    client = cast.client("sxd.vanphong")
    assert f'href="/viec-thuong-ky/{duty.pk}/"' in client.get("/").content.decode()
    assert "không ghi nội dung" in client.get(f"/viec-thuong-ky/{duty.pk}/").content.decode()
    done = client.post(f"/viec-thuong-ky/{duty.pk}/", follow=True)
    assert "Đã ghi nhận: báo cáo giấy về nhiệm vụ mật." in done.content.decode()
    assert client.get(f"/viec-thuong-ky/{duty.pk}/").status_code == 404


# ---- the list of what is owed


def test_the_list_of_what_is_owed_is_narrowed_by_day_and_kind(cast: Cast, set_day: Callable[[date], None]) -> None:
    given(cast, due_on=WEDNESDAY)
    set_day(WEDNESDAY)
    assert "2 việc, xếp theo hạn." in text(desk(cast, "sxd.vanphong", "/viec-phai-lam/"))
    late = text(desk(cast, "sxd.vanphong", "/viec-phai-lam/?khi=qua-han"))
    assert "1 việc, xếp theo hạn." in late
    assert "Quá 5 ngày" in late
    none = text(desk(cast, "sxd.vanphong", "/viec-phai-lam/?khi=ve-sau&loai=result"))
    assert "Không có việc nào như vậy" in none


# ---- what a desk costs


@pytest.mark.parametrize(
    ("username", "most"), [("sxd.vanphong", 10), ("theodoi", 9), ("vanthu", 8), ("chanhvp", 12), ("chutich", 14)]
)
def test_the_queries_of_a_desk_do_not_grow_with_its_rows(
    cast: Cast, set_day: Callable[[date], None], username: str, most: int
) -> None:
    def busy(number: int) -> None:
        for place in range(number):
            row = given(cast, due_on=WEDNESDAY, content=f"Việc {number} {place}", starred=place == 0)
            claim(given(cast).pk, content="Đã xong.", **when(cast, "sxd.vanphong"))
            asked(cast, row)
            give_back(given(cast).pk, reason="Không thuộc chức năng.", **when(cast, "sxd.vanphong"))
            directive(cast, f"{900 + 10 * number + place}/CT-UBND")

    def cost() -> int:
        client = cast.client(username)
        client.get("/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/")
        return sum("regulation_" not in query["sql"] for query in captured)  # those are asked once a second

    busy(1)
    set_day(date(2026, 12, 3))
    few = cost()
    set_day(DAY)
    busy(4)
    set_day(date(2026, 12, 3))
    assert cost() == few
    assert few <= most
