"""Article 3: what the words mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from giaoviec.cli import main as giaoviec
from giaoviec.rules.tasks import Deliverable
from tests.regulation.province import Province


@pytest.mark.parametrize(
    ("shown", "deliverable"),
    [("trình", Deliverable.SUBMIT), ("báo cáo", Deliverable.REPORT), ("hoàn thành", Deliverable.CARRY_OUT)],
)
def test_a_task_is_a_thing_to_submit_to_report_or_to_carry_out(
    province: Province, shown: str, deliverable: Deliverable
) -> None:
    """QC 3.1: a scheme, report, project or draft to be submitted, or another concrete piece of work."""
    row = province.give(deliverable=shown, deliver_to="Chủ tịch UBND tỉnh")
    assert row.task.deliverable == deliverable
    assert f"{shown} Chủ tịch UBND tỉnh" in province.at("sxd.vanphong", f"/viec/{row.pk}/").particular("Thời hạn")


def test_the_regulation_says_what_its_words_mean(province: Province) -> None:
    """QC 3.2, QC 3.3: the software and the document system are named; nothing is asked of a screen."""
    page = province.at("xa.phuquy", "/quy-che/")
    assert page.sees("Giải thích từ ngữ: chính là phần mềm này.", "Mạng dùng riêng của tỉnh")


def test_what_the_document_system_sends_is_registered_here_and_goes_back_to_it(
    province: Province, tmp_path: Path
) -> None:
    """QC 3.2: one with the Document Management and Operations system: its packages in, registered documents out."""
    path = tmp_path / "den.edxml"
    assert giaoviec(["exchange", "export", str(province.registered().pk), "--to", "H36.02", "--out", str(path)]) == 0
    assert giaoviec(["exchange", "import", str(path)]) == 0
    assert province.at("vanthu", "/trao-doi/").sees("Phòng, chống sạt lở tuyến đèo", "Ủy ban nhân dân tỉnh Lâm Đồng")
    assert province.cast.client("sxd.vanphong").get("/trao-doi/").status_code == 404


def test_no_page_loads_anything_from_outside_the_private_network(province: Province) -> None:
    """QC 3.4: the policy that every page carries lets the browser load from the product alone."""
    answer = province.cast.client("vanthu").get("/")
    rules = dict(rule.strip().partition(" ")[::2] for rule in answer.headers["Content-Security-Policy"].split(";"))
    assert rules["default-src"] in ("'none'", "'self'")
    assert {rules["script-src"], rules["style-src"], rules["connect-src"]} == {"'self'"}
    body = answer.content.decode()
    assert "http://" not in body.replace("http://www.w3.org/", "") and "https://" not in body
