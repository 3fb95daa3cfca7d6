"""Article 1: who gives the tasks, whom the Regulation binds, and the tasks of the Government."""

from __future__ import annotations

from datetime import date

import pytest

from giaoviec.documents.models import Document
from giaoviec.rules.documents import Source
from tests.regulation.province import Province


@pytest.mark.parametrize(
    ("directed", "source", "shown"),
    [
        ("Ủy ban nhân dân tỉnh", Source.COMMITTEE, "Ủy ban nhân dân tỉnh"),
        ("Chủ tịch Ủy ban nhân dân tỉnh", Source.CHAIRMAN, "Chủ tịch Ủy ban nhân dân tỉnh (Trần Quang Minh)"),
        ("Phó Chủ tịch Lê Hoàng Nam", Source.VICE_CHAIRMAN, "Phó Chủ tịch Ủy ban nhân dân tỉnh (Lê Hoàng Nam)"),
    ],
)
def test_a_document_says_who_gave_the_task(province: Province, directed: str, source: Source, shown: str) -> None:
    """QC 1.1: the Committee, the Chairman, or a Vice-Chairman by name."""
    document = province.registered(directed=directed)
    assert document.source == source
    assert province.at("vanthu", f"/van-ban/{document.pk}/").particular("Người chỉ đạo") == shown


def test_a_direct_instruction_says_who_gave_it_and_who_took_it_down(province: Province) -> None:
    """QC 1.1 with QC 4.2."""
    document = province.registered("troly", kind="truc-tiep", directed="Phó Chủ tịch Lê Hoàng Nam")
    page = province.at("vanthu", f"/van-ban/{document.pk}/")
    assert page.particular("Người chỉ đạo") == "Phó Chủ tịch Ủy ban nhân dân tỉnh (Lê Hoàng Nam)"
    assert page.particular("Người ghi lại") == "Phan Thị Mai"


@pytest.mark.parametrize(
    "agency", ["Sở Xây dựng", "UBND đặc khu Phú Quý", "Văn phòng UBND tỉnh", "Kiểm toán nhà nước khu vực"]
)
def test_a_task_goes_to_a_department_a_commune_the_office_or_another_organisation(
    province: Province, agency: str
) -> None:
    """QC 1.2: all of them are in the directory, each with its kind, and can be given work."""
    row = province.give(leads=[agency])
    assert row.agency.name == agency
    assert agency in province.at("chanhvp", "/quan-tri/co-quan/").text


def test_the_directory_holds_each_agency_with_its_kind_code_and_days(province: Province) -> None:
    """QC 1.2."""
    page = province.at("chanhvp", f"/quan-tri/co-quan/{province.agency('phuquy').pk}/")
    assert page.value("identity_code") == "H36.100"
    assert page.sees("UBND đặc khu Phú Quý", "xã, phường, đặc khu", "hoạt động từ 01/07/2025")


def test_an_agency_that_is_no_more_is_not_given_work(province: Province) -> None:
    """QC 1.2: the directory has days."""
    sxd = province.agency("sxd")
    sxd.dissolved_on = date(2026, 11, 20)
    sxd.save()
    page = province.screen(province.registered(), leads=[str(sxd.pk)])
    assert "Sở Xây dựng" not in [one.text for one in page.page.xpath("//select[@name='leads']/option")]
    assert page.press("Giao việc").status == 422
    assert page.sees("Chọn cơ quan, đơn vị được giao chủ trì.")


def national(province: Province) -> Document:
    return province.registered(
        issuer="Thủ tướng Chính phủ", directed="Thủ tướng Chính phủ", type="Công điện", symbol_text="112/CĐ-TTg",
        received_on="20/11/2026",
    )  # fmt: skip


def test_a_task_of_the_government_gets_a_provincial_day_ahead_of_its_own(province: Province) -> None:
    """QC 1.3: what the Prime Minister gives the province is tracked here too; its province's task comes before it."""
    parent = province.give(
        document=national(province), content="Báo cáo Thủ tướng kết quả rà soát", due_text="15/12/2026"
    )
    page = province.screen(province.registered(), origin=parent.task_id, due_text="")
    page.press("Là nhiệm vụ")
    assert "08/12/2026, trước hạn trung ương" in " ".join(page.buttons())
    page.fill(due_text="08/12/2026").press("Là nhiệm vụ").press("Giao việc")
    assert page.status == 200
    child = parent.task.derived.get().assignments.get()
    shown = province.at("vanthu", f"/viec/{child.pk}/")
    assert shown.particular("Nhiệm vụ Chính phủ giao") == "Báo cáo Thủ tướng kết quả rà soát"
    assert (child.due_on, parent.due_on) == (date(2026, 12, 8), date(2026, 12, 15))


def test_a_provincial_day_after_the_governments_is_refused(province: Province) -> None:
    """QC 1.3."""
    parent = province.give(document=national(province), due_text="15/12/2026")
    page = province.screen(province.registered(), origin=parent.task_id, due_text="16/12/2026").press("Giao việc")
    assert page.status == 422
    assert page.sees("Hạn của tỉnh phải trước hạn của Chính phủ (15/12/2026).")
    assert not parent.task.derived.exists()


def test_who_issued_and_who_gives_must_fit(province: Province) -> None:
    """QC 1.3: a document of the province is not directed by the Government."""
    page = province.register(directed="Chính phủ")
    assert page.status == 422
    assert "Người giao và cơ quan ban hành không khớp" in page.errors()["directed"]
