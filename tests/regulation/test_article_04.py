"""Article 4: which documents and instructions are tracked: three groups, by issuer, type and who signed."""

from __future__ import annotations

from typing import Any

import pytest

from giaoviec.rules.documents import Group
from tests.regulation.province import Province

COMMITTEE = "Ủy ban nhân dân tỉnh"
CHAIRMAN = "Chủ tịch Ủy ban nhân dân tỉnh"
OFFICE = "Văn phòng Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize(
    "type_name",
    ["Quyết định", "Chỉ thị", "Quy chế", "Quy định", "Chương trình", "Kế hoạch", "Hướng dẫn", "Đề án", "Công văn",
     "Công điện"],
)  # fmt: skip
def test_documents_of_the_committee(province: Province, type_name: str) -> None:
    """QC 4.1: decisions, directives, regulations, programmes, plans, guidance, schemes, letters, telegrams."""
    symbols = {"Quyết định": "5/QĐ-UBND", "Công văn": "9640/UBND-XD", "Kế hoạch": "17/KH-UBND"}
    document = province.registered(issuer=COMMITTEE, type=type_name, symbol_text=symbols.get(type_name, "21/CT-UBND"))
    assert document.group == Group.COMMITTEE_DOCUMENT
    shown = province.at("vanthu", f"/van-ban/{document.pk}/").particular("Nhóm văn bản")
    assert shown.startswith("Văn bản của Ủy ban nhân dân tỉnh")


@pytest.mark.parametrize("type_name", ["Quyết định", "Chỉ thị", "Công văn", "Công điện", "Kết luận"])
def test_documents_of_the_chairman(province: Province, type_name: str) -> None:
    """QC 4.2."""
    document = province.registered(issuer=CHAIRMAN, directed=CHAIRMAN, type=type_name)
    assert document.group == Group.CHAIRMAN_DOCUMENT


def test_a_direct_instruction_of_the_chairman_is_tracked_like_a_document(province: Province) -> None:
    """QC 4.2: "ý kiến chỉ đạo trực tiếp": no number, but who took it down; its task goes the same way."""
    document = province.registered("troly", kind="truc-tiep", directed=CHAIRMAN, summary="Kiểm tra kè Phú Quý")
    assert (document.group, document.full_symbol) == (Group.CHAIRMAN_DOCUMENT, "")
    row = province.give(document=document, leads=["UBND đặc khu Phú Quý"])
    assert province.at("xa.phuquy", f"/viec/{row.pk}/").sees("Kiểm tra kè Phú Quý", "Rà soát các vị trí sạt lở")


def test_a_direct_instruction_without_who_took_it_down_is_refused(province: Province) -> None:
    """QC 4.2."""
    page = province.register("troly", kind="truc-tiep", taken_down_by="")
    assert page.status == 422
    assert "Hãy nhập người ghi lại ý kiến chỉ đạo trực tiếp." in page.errors()["taken_down_by"]


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "Phiếu chuyển", "symbol_text": "12/PC-VPUBND"},
        {"type": "Thông báo", "symbol_text": "88/TB-VPUBND"},
        {"type": "Công văn", "symbol_text": "301/VPUBND-TH"},
    ],
)
def test_documents_that_the_offices_leaders_sign_to_convey_instructions(
    province: Province, fields: dict[str, Any]
) -> None:
    """QC 4.3: transfer slips, notices of conclusions, letters signed TL."""
    document = province.registered(issuer=OFFICE, signing_authority="TL.", signer="Nguyễn Đức Thắng", **fields)
    assert document.group == Group.OFFICE_CONVEYED
