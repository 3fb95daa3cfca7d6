"""`/bao-cao/`: the way of a period through its pages, from the tick to the correction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from giaoviec.reporting.models import Report
from tests.shell.counted import Counted
from tests.shell.reporting import CLOSED, closed, frozen, handed_in, make_year, of
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_year()
    set_day(made.day)
    return made


def at(world: Counted, who: str, path: str) -> Visitor:
    return Visitor(world.cast.client(who)).open(path)


def test_an_agency_goes_from_its_desk_to_the_sent_report(world: Counted) -> None:
    closed(world)
    desk = at(world, "stc.giamdoc", "/")
    assert desk.sees("báo cáo định kỳ") or desk.sees("Báo cáo định kỳ")
    page = desk.open(f"/bao-cao/{of('stc').pk}/")
    assert page.sees("Báo cáo năm 2026 của Sở Tài chính", "Chờ thẩm định giá đất")
    page = page.fill(text="Đã nghiêm túc thực hiện.").press("Lưu phần này")
    assert page.sees("Đã lưu phần báo cáo.", "Đã nghiêm túc thực hiện.")
    page = page.press("Ký và chốt số liệu")
    assert page.sees("Bản đã chốt")
    page = page.press("Gửi Văn phòng")
    assert page.sees("Đã gửi Văn phòng UBND tỉnh.")
    assert of("stc").stage == "sent"


def test_the_office_sees_who_sent_and_freezes(world: Counted) -> None:
    report = closed(world)
    handed_in(world, "stc", "stc.giamdoc")
    page = at(world, "chanhvp", f"/bao-cao/{report.pk}/")
    assert page.sees("1/3 đã gửi", "Số liệu theo cơ quan")
    page = page.press("Ký và chốt số liệu")
    assert page.sees("Đã chốt", "số 01/BC-VP", "Kiểm tra nguyên vẹn")
    check = page.open(f"/bao-cao/{report.pk}/kiem-tra/")
    assert check.sees("Mọi dòng, số liệu và tệp in còn nguyên như khi chốt.")


def test_every_number_of_the_table_opens_a_list_of_as_many_rows(world: Counted) -> None:
    report = frozen(world)
    page = at(world, "chutich", f"/bao-cao/{report.pk}/")
    links = page.page.xpath("//td/a[contains(@href, '/danh-sach/?o=')]")
    assert len(links) > 8
    for link in links:
        listed = at(world, "chutich", link.get("href"))
        assert listed.sees(f"{link.text} việc")
        assert len(listed.page.xpath("//tbody/tr")) == int(link.text)


def test_a_refused_signing_says_what_is_empty(world: Counted) -> None:
    closed(world)
    path = f"/bao-cao/{of('stc').pk}/"
    client = world.cast.client("stc.giamdoc")
    client.post(f"{path}phan/phuong-huong/", {"text": "", "version": "1", "buoc": "luu"})
    answer = client.post(f"{path}ky/")
    assert answer.status_code == 422
    assert "còn để trống phần “Nhiệm vụ trọng tâm thời gian tới”" in answer.content.decode()


def test_a_correction_stands_beside_the_frozen_report(world: Counted, set_day: Callable[[date], None]) -> None:
    report = frozen(world)
    world.go(7)
    set_day(world.day)
    world.do("chanhvp", "withdraw", world.rows["late"], on=date(2026, 12, 12), reason="Chủ tịch cho thôi.")
    page = at(world, "chanhvp", f"/bao-cao/{report.pk}/").fill(reason="Chủ tịch cho thôi một việc.")
    page = page.press("Ghi bản đính chính")
    assert page.sees("Đính chính lần 1", "Chủ tịch cho thôi một việc.", "đã thu hồi")
    assert at(world, "chanhvp", f"/bao-cao/{report.pk}/").sees("Bản đính chính lần 1")
    assert world.cast.client("chanhvp").get(f"/bao-cao/{report.pk}/dinh-chinh/1/tep/pdf/").status_code == 200


def test_the_office_opens_another_period_and_a_wrong_one_is_said_at_its_field(world: Counted) -> None:
    page = at(world, "chanhvp", "/bao-cao/").fill(period="quý 3").press("Mở kỳ báo cáo")
    assert page.status == 422 and page.errors()["period"].startswith("Không hiểu kỳ báo cáo “quý 3”")
    page = page.fill(period="2026-Q4").press("Mở kỳ báo cáo")
    assert page.here == f"/bao-cao/{Report.objects.get(of_office=True).pk}/"


@pytest.mark.parametrize("who", ["quantri", "hatang", "stc.chuyenvien", "thanhtra"])
def test_to_others_there_are_no_reports(world: Counted, who: str) -> None:
    report = closed(world)
    client = world.cast.client(who)
    assert client.get("/bao-cao/").status_code == 404
    assert client.get(f"/bao-cao/{report.pk}/").status_code == 404


def test_the_auditor_sees_what_is_frozen_and_changes_nothing(world: Counted) -> None:
    report = closed(world)
    client = world.cast.client("kiemtoan")
    assert client.get(f"/bao-cao/{report.pk}/").status_code == 404
    frozen(world)
    assert client.get(f"/bao-cao/{report.pk}/").status_code == 200
    assert client.get(f"/bao-cao/{report.pk}/kiem-tra/").status_code == 200
    assert client.post(f"/bao-cao/{report.pk}/dinh-chinh/", {"reason": "x"}).status_code in (403, 422)


def test_an_agency_does_not_open_the_offices_or_anothers_report(world: Counted) -> None:
    report = frozen(world)
    client = world.cast.client("sxd.giamdoc")
    assert client.get(f"/bao-cao/{report.pk}/").status_code == 404
    assert client.get(f"/bao-cao/{of('stc').pk}/tep/pdf/").status_code == 404
    assert client.get(f"/bao-cao/{of('sxd').pk}/tep/pdf/").status_code == 200


def test_a_draft_is_printed_too(world: Counted) -> None:
    report = closed(world)
    assert world.day == CLOSED
    for form in ("docx", "xlsx", "pdf"):
        answer = world.cast.client("chanhvp").get(f"/bao-cao/{report.pk}/tep/{form}/")
        assert answer.status_code == 200 and f"du-thao.{form}" in answer["Content-Disposition"]
