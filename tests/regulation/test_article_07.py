"""Article 7: how and when information is entered."""

from __future__ import annotations

from datetime import date

import pytest

from giaoviec.assignments.models import Assignment
from giaoviec.duties.models import Duty
from tests.regulation.province import Province


def due_of(row: Assignment, kind: str) -> date:
    return Duty.objects.get(assignment_id=row.pk, kind=kind, dropped_at=None, met_at=None).due_on


# ---- 7.1


@pytest.mark.parametrize(
    ("issued_on", "due"),
    [("20/11/2026", "Thứ Hai, 23/11/2026"), ("23/11/2026", "Thứ Tư, 25/11/2026")],
    ids=["over a weekend", "over 24/11, a holiday"],
)
def test_the_office_forwards_within_one_working_day_of_issue(province: Province, issued_on: str, due: str) -> None:
    """QC 7.1: the Office's own duty, counted like the agencies'."""
    document = province.registered(issued_on=issued_on)
    assert f"phải giao chậm nhất {due}" in province.at("vanthu", f"/van-ban/{document.pk}/").text


def test_the_offices_own_lateness_stands_on_its_desk(province: Province) -> None:
    """QC 7.1: measured."""
    document = province.registered()
    province.on(date(2026, 11, 26))
    assert "Quá 3 ngày" in province.at("vanthu").section("Văn bản chờ giao việc")
    assert "vào sổ và giao việc 1" in province.owed("chanhvp")
    province.give(document=document)
    duty = Duty.objects.get(kind="register")
    assert ((duty.met_on or date.min) - duty.due_on).days == 3


def test_the_office_has_classified_when_every_passage_is_judged(province: Province) -> None:
    """QC 7.1: "phân loại nhiệm vụ": with a passage unjudged nothing is given."""
    text = "Ủy ban nhân dân tỉnh yêu cầu:\n1. Sở Xây dựng rà soát các cầu yếu trước ngày 05/12/2026.\n2. Sở Tài chính lo kinh phí."
    document = province.registered(text=text)
    page = province.judged(document, tasks=1).press("Giao việc")
    assert page.status == 422
    assert page.sees("Còn 1 đoạn chưa xét; mỗi đoạn phải là nhiệm vụ hoặc không.")


def test_a_document_without_a_task_is_confirmed_so(province: Province) -> None:
    """QC 7.1."""
    document = province.registered()
    page = province.at("vanthu", f"/van-ban/{document.pk}/").press("Không có nhiệm vụ trong văn bản")
    assert page.sees("Văn phòng đã xét ngày 23/11/2026: văn bản không giao nhiệm vụ.")
    assert "vào sổ và giao việc" not in province.owed("vanthu")


# ---- 7.2a, b


def test_an_agency_updates_state_and_results_with_evidence(province: Province) -> None:
    """QC 7.2.a."""
    row = province.give()
    page = province.do(
        "sxd.vanphong", row, "cap-nhat", content="Đã khảo sát 4/6 điểm.", percent="60", files=("anh.txt", b"so lieu")
    )
    assert page.sees("SXD cập nhật lần đầu", "Đã khảo sát 4/6 điểm.", "hoàn thành 60%", "anh.txt")
    assert (row.stage, row.first_update_on) == ("under_way", date(2026, 11, 23))


def test_the_office_reads_what_was_updated_and_other_agencies_do_not(province: Province) -> None:
    """QC 7.2.a."""
    row = province.give(collaborators=["Sở Tài chính"])
    province.do("sxd.vanphong", row, "cap-nhat", content="Đã khảo sát 4/6 điểm.")
    assert province.at("theodoi", f"/viec/{row.pk}/").sees("Đã khảo sát 4/6 điểm.")
    assert not province.at("stc.vanphong", f"/viec/{row.pk}/").sees("Đã khảo sát 4/6 điểm.")


def test_the_first_update_is_owed_within_three_working_days(province: Province) -> None:
    """QC 7.2.b#1: given on Monday 23/11, the 24th off: by Friday 27/11."""
    row = province.give()
    assert due_of(row, "first_update") == date(2026, 11, 27)
    assert "Thứ Sáu 27/11" in province.owed("sxd.vanphong")
    province.on(date(2026, 11, 30))
    assert "Quá 3 ngày" in province.at("sxd.vanphong").section("Quá hạn")


def test_a_task_to_be_done_at_once_is_updated_the_same_day(province: Province) -> None:
    """QC 7.2.b#1: "phải thực hiện ngay": reported as ruled."""
    row = province.give(at_once=True)
    assert due_of(row, "first_update") == date(2026, 11, 23)
    assert "Rà soát các vị trí sạt lở" in province.at("sxd.vanphong").section("Hôm nay")


@pytest.mark.parametrize(
    ("cycle", "due"),
    [
        ("hằng quý", date(2026, 12, 31)),
        ("6 tháng một lần", date(2026, 12, 31)),
        ("hằng năm", date(2026, 12, 31)),
    ],
)
def test_an_open_ended_task_is_updated_each_cycle(province: Province, cycle: str, due: date) -> None:
    """QC 7.2.b#2: each quarter, half-year, year; the next turn is owed when the next cycle begins."""
    row = province.give(due_text="", cycle=cycle)
    assert due_of(row, "cycle_update") == due
    province.on(date(2027, 1, 4))
    assert "Quá 4 ngày" in province.owed("sxd.vanphong")
    province.do("sxd.vanphong", row, "cap-nhat", content="Đã làm trong kỳ.")
    assert "Quá" not in province.owed("sxd.vanphong").split("Việc phải làm")[-1]


def test_an_open_ended_task_is_finished_when_there_is_a_result(province: Province) -> None:
    """QC 7.2.b#2: "hoặc khi có kết quả thực hiện"."""
    row = province.give(due_text="", cycle="hằng quý")
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã ban hành quy chế.")
    province.do("theodoi", row, "xac-nhan", quality="good")
    assert row.stage == "closed"
    assert "cập nhật theo kỳ" not in province.owed("sxd.vanphong")


# ---- 7.2c


def test_an_agency_talks_a_task_over_before_it_returns_it(province: Province) -> None:
    """QC 7.2.c: "phải trao đổi": a thread that the Office and the lead read."""
    row = province.give()
    page = province.at("sxd.vanphong", f"/viec/{row.pk}/").fill(content="Tuyến này của Trung ương?").press("Gửi")
    assert "Tuyến này của Trung ương?" in page.section("Trao đổi")
    page = province.at("theodoi", f"/viec/{row.pk}/").fill(content="Đoạn km 98 là của tỉnh.").press("Gửi")
    assert "Đoạn km 98 là của tỉnh." in province.at("sxd.vanphong", f"/viec/{row.pk}/").section("Trao đổi")


def test_a_wrong_task_is_returned_only_with_the_reason(province: Province) -> None:
    """QC 7.2.c: "nêu rõ lý do và chuyển lại"."""
    row = province.give()
    page = province.move("sxd.vanphong", row, "chuyen-lai", reason="")
    assert page.status == 422
    assert "lý do" in page.errors()["reason"].lower()
    province.do("sxd.vanphong", row, "chuyen-lai", reason="Không thuộc chức năng.", suggested="Sở Tài chính")
    assert row.stage == "returned"
    assert "trả lời việc chuyển lại 1" in province.owed("vanthu")


def test_what_was_begun_is_no_longer_returned(province: Province) -> None:
    """QC 7.2.c, with the policy that stands beside it."""
    row = province.give()
    province.do("sxd.vanphong", row, "cap-nhat", content="Đã khảo sát.")
    assert "Chuyển lại" not in province.at("sxd.vanphong", f"/viec/{row.pk}/").buttons()
    page = province.try_anyway("sxd.vanphong", row, "chuyen-lai", reason="Không thuộc chức năng.")
    assert page.status == 409
    assert page.sees("Đã cập nhật tình hình thực hiện nên không chuyển lại được nữa")
    assert page.value("reason") == "Không thuộc chức năng."


def test_the_office_corrects_and_gives_again(province: Province) -> None:
    """QC 7.2.c: "để điều chỉnh": the first update is owed anew, the due date stays."""
    row = province.give()
    province.do("sxd.vanphong", row, "chuyen-lai", reason="Thiếu tên tuyến.")
    province.on(date(2026, 11, 25))
    page = province.do("vanthu", row, "dieu-chinh", changed="Ghi rõ tuyến.", content="Rà soát đèo Bảo Lộc")
    assert (row.stage, row.due_on) == ("given", date(2026, 12, 15))
    assert due_of(row, "first_update") == date(2026, 11, 30)
    assert page.sees("Văn phòng điều chỉnh và giao lại", "Thiếu tên tuyến.", "Rà soát đèo Bảo Lộc")


def test_the_office_passes_it_on_to_the_right_agency(province: Province) -> None:
    """QC 7.2.c: "chuyển đến đơn vị khác": both pages tell the way, the whole history stays."""
    row = province.give()
    province.do("sxd.vanphong", row, "chuyen-lai", reason="Không thuộc chức năng.", suggested="Sở Tài chính")
    province.do("vanthu", row, "chuyen-don-vi-khac")
    new = Assignment.objects.get(came_from=row)
    assert (row.stage, new.agency.code, new.stage) == ("passed_on", "stc", "given")
    page = province.at("stc.vanphong", f"/viec/{new.pk}/")
    assert page.particular("Nhận chuyển từ") == "việc đã chuyển lại"
    assert "Rà soát các vị trí sạt lở" not in province.owed("sxd.vanphong")
    assert province.at("sxd.vanphong", f"/viec/{row.pk}/").sees("Văn phòng chuyển đơn vị khác")


def test_the_office_upholds_with_a_reason_and_the_agency_does_not_return_it_twice(province: Province) -> None:
    """QC 7.2.c, with the policy that an agency returns once for each giving."""
    row = province.give()
    province.do("sxd.vanphong", row, "chuyen-lai", reason="Không thuộc chức năng.")
    assert province.move("vanthu", row, "giu-nguyen", reason="").status == 422
    province.do("vanthu", row, "giu-nguyen", reason="Đúng chức năng theo Nghị định.")
    assert row.stage == "given"
    page = province.try_anyway("sxd.vanphong", row, "chuyen-lai", reason="Vẫn không thuộc.")
    assert page.status == 409
    assert page.sees("Mỗi lần giao chỉ được chuyển lại một lần")
