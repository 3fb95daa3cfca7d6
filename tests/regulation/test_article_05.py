"""Article 5: tasks with a deadline, and tasks without one that still must be submitted or reported."""

from __future__ import annotations

from datetime import date

import pytest

from giaoviec.rules.tasks import TaskClass
from tests.regulation.province import Province


@pytest.mark.parametrize(
    ("words", "due_on"),
    [
        ("15/12", date(2026, 12, 15)),
        ("trong 10 ngày làm việc", date(2026, 12, 7)),
        ("quý I/2027", date(2027, 3, 31)),
        ("trước ngày 05/12/2026", date(2026, 12, 5)),
    ],
)
def test_a_task_with_a_deadline(province: Province, words: str, due_on: date) -> None:
    """QC 5.1: the words become a day; the result is owed by it."""
    row = province.give(due_text=words)
    assert (row.task_class, row.due_on) == (TaskClass.DATED, due_on)
    assert "kết quả thực hiện 1" in province.owed("sxd.vanphong")


def test_a_dated_task_that_neither_submits_nor_reports_is_still_due(province: Province) -> None:
    """QC 5.1: "không phải trình, không phải báo cáo nhưng phải thực hiện trong thời hạn đó"."""
    row = province.give(deliverable="hoàn thành", due_text="15/12")
    assert province.at("sxd.vanphong", f"/viec/{row.pk}/").particular("Thời hạn").startswith("Thứ Ba, 15/12/2026")


def test_a_task_without_a_deadline_is_updated_by_a_cycle(province: Province) -> None:
    """QC 5.2: no day, hence nothing overdue and nothing to extend; an update is owed each cycle."""
    row = province.give(due_text="", cycle="hằng quý", deliverable="báo cáo")
    assert (row.task_class, row.due_on, row.cycle) == (TaskClass.OPEN_ENDED, None, "quarter")
    assert "cập nhật theo kỳ 1" in province.owed("sxd.vanphong")
    page = province.at("sxd.vanphong", f"/viec/{row.pk}/")
    assert page.particular("Thời hạn").startswith("Không có thời hạn")
    assert page.sees("Việc không có thời hạn nên không có gì để gia hạn.")
    province.on(date(2027, 3, 1))
    assert "Quá" not in province.at("theodoi", f"/viec/{row.pk}/").particular("Thời hạn")


def test_a_task_that_says_neither_is_not_given(province: Province) -> None:
    """QC 5.1, QC 5.2: the class is explicit: where the document states none, the clerk chooses."""
    page = province.screen(province.registered(), due_text="").press("Giao việc")
    assert page.status == 422
    assert "Nhiệm vụ có thời hạn thì phải có ngày; hoặc chọn “không có thời hạn”." in page.text
