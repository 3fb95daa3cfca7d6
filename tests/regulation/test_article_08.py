"""Article 8: what the Office, the agencies and their leaders answer for."""

from __future__ import annotations

from datetime import date

from giaoviec.assignments.models import Assignment
from giaoviec.duties.models import Duty
from tests.regulation.province import Province

EXPLANATION = {"cause": "land", "explanation": "Vướng mặt bằng hai hộ dân.", "proposal": "Giao UBND xã hỗ trợ."}


# ---- 8.1a, b, d


def test_the_office_checks_what_agencies_claim(province: Province) -> None:
    """QC 8.1.a: only what the Office confirmed is done."""
    row = province.give()
    province.do(
        "sxd.vanphong",
        row,
        "bao-cao-hoan-thanh",
        content="Đã xong.",
        product_number="214/BC-SXD",
        product_on="23/11/2026",
    )
    assert "Rà soát các vị trí sạt lở" in province.at("theodoi").section("Báo cáo hoàn thành chờ xác nhận")
    page = province.do("theodoi", row, "xac-nhan", quality="good", reason="Đủ hồ sơ.")
    assert (row.stage, row.done_on) == ("closed", date(2026, 11, 23))
    assert page.sees("Văn phòng xác nhận hoàn thành", "chất lượng: tốt", "Đủ hồ sơ.")


def test_what_is_not_good_enough_goes_back_with_the_reason(province: Province) -> None:
    """QC 8.1.a: and counts."""
    row = province.give()
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.")
    assert province.move("theodoi", row, "chua-xac-nhan", reason="").status == 422
    province.do("theodoi", row, "chua-xac-nhan", reason="Thiếu tọa độ.")
    assert (row.stage, row.rejections) == ("under_way", 1)
    assert "Chưa xác nhận" in province.at("sxd.vanphong").section("Vừa về lại với tôi")


def test_nobody_confirms_for_the_office_but_the_unit_that_tracks(province: Province) -> None:
    """QC 8.1.a."""
    row = province.give()
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.")
    for who in ("sxd.giamdoc", "theodoi.kinhte", "vanthu"):
        page = province.try_anyway(who, row, "xac-nhan", quality="good")
        assert page.status in (403, 409)
        assert page.sees("không có quyền “xác nhận hoàn thành”"), who
    row.refresh_from_db()
    assert row.stage == "claimed"


def test_an_obstacle_is_answered_by_the_office(province: Province) -> None:
    """QC 8.1.b, QC 10.2: obstacle, cause, proposal; a decision; tracked to its end."""
    row = province.give()
    page = province.move("sxd.vanphong", row, "vuong-mac", cause="", problem="Vướng.", proposal="")
    assert page.status == 422
    assert page.errors()["cause"] == "Chọn nguyên nhân trong danh sách."
    province.do(
        "sxd.vanphong", row, "vuong-mac", cause="land", problem="Hai hộ chưa bàn giao.", proposal="Cử tổ công tác."
    )
    assert "Rà soát các vị trí sạt lở" in province.at("theodoi").section("Vướng mắc chờ trả lời")
    assert province.at("theodoi", f"/viec/{row.pk}/").particular("Việc đang ở").startswith("Văn phòng UBND tỉnh")
    province.do("theodoi", row, "tra-loi-vuong-mac", answer="Đã cử tổ công tác.")
    assert province.at("sxd.vanphong", f"/viec/{row.pk}/").sees("Văn phòng trả lời vướng mắc", "Đã cử tổ công tác.")


def test_users_ask_for_help_and_are_answered(province: Province) -> None:
    """QC 8.1.d: support, and suggestions for the software."""
    page = province.at("xa.phuquy", "/gop-y/").fill(kind="support", content="Không mở được tệp.").press("Gửi góp ý")
    number = page.here
    province.at("theodoi", number).fill(answer="Đã xử lý.").press("Gửi trả lời")
    assert province.at("xa.phuquy", number).sees("Đã xử lý.")
    assert province.cast.client("xa.phuquy").get("/healthz").status_code == 200


# ---- 8.2


def test_the_agency_names_a_leader_for_each_task(province: Province) -> None:
    """QC 8.2#1: "phân công một lãnh đạo đơn vị"."""
    row = province.give()
    assert province.at("sxd.vanphong", f"/viec/{row.pk}/").sees("chưa ghi lãnh đạo được phân công")
    assert province.move("sxd.vanphong", row, "tiep-nhan", leader="").status == 422
    page = province.do("sxd.vanphong", row, "tiep-nhan", leader="Phó Giám đốc Lê Văn Ba")
    assert page.sees("Lãnh đạo được phân công: Phó Giám đốc Lê Văn Ba")


def test_overdue_work_is_explained_with_cause_and_proposal(province: Province) -> None:
    """QC 8.2#1: a duty from the day after, met by the explanation, which the Office reads."""
    row = province.give(due_text="30/11")
    assert province.try_anyway("sxd.vanphong", row, "giai-trinh", **EXPLANATION).sees("Việc chưa quá hạn")
    province.on(date(2026, 12, 1))
    assert "giải trình 1" in province.owed("sxd.vanphong")
    page = province.move("sxd.vanphong", row, "giai-trinh", **(EXPLANATION | {"proposal": ""}))
    assert page.status == 422
    assert page.value("explanation") == "Vướng mặt bằng hai hộ dân."
    province.do("sxd.vanphong", row, "giai-trinh", **EXPLANATION)
    assert "giải trình" not in province.owed("sxd.vanphong")
    assert province.at("theodoi", f"/viec/{row.pk}/").sees(
        "SXD giải trình việc quá hạn", "đề xuất: Giao UBND xã hỗ trợ."
    )


def test_a_late_claim_is_made_with_its_explanation(province: Province) -> None:
    """QC 8.2#1."""
    row = province.give(due_text="30/11")
    province.on(date(2026, 12, 2))
    page = province.move("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.")
    assert page.status == 422
    assert set(page.errors()) >= {"cause"}
    assert page.value("content") == "Đã xong."
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.", **EXPLANATION)
    assert row.stage == "claimed"


def test_poor_work_is_explained_too(province: Province) -> None:
    """QC 8.2#1: "chất lượng giải quyết chưa bảo đảm"."""
    row = province.give()
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.")
    province.do("theodoi", row, "chua-xac-nhan", reason="Số liệu sơ sài.", for_quality=True)
    assert "giải trình 1" in province.owed("sxd.vanphong")
    page = province.do("sxd.vanphong", row, "giai-trinh", **EXPLANATION)
    assert page.sees("SXD giải trình việc chất lượng chưa bảo đảm")


def test_an_agency_looks_into_its_own_work_down_to_the_officer(province: Province) -> None:
    """QC 8.2#2: internal checks."""
    row = province.give()
    province.do(
        "sxd.vanphong", row, "phan-cong", content="Khảo sát km 98", unit="Phòng Hạ tầng kỹ thuật",
        officer="Mai Thanh Sơn", due_on="04/12/2026",
    )  # fmt: skip
    child = Assignment.objects.get(parent=row)
    province.do("sxd.chuyenvien", child, "cap-nhat", content="Đã đo 3 điểm.")
    assert province.at("sxd.vanphong", f"/viec/{child.pk}/").sees("Đã đo 3 điểm.")
    assert "Mai Thanh Sơn" in province.at("sxd.vanphong", f"/viec/{row.pk}/").section("Phân công nội bộ")


def test_the_liaison_opens_the_product_each_week_and_the_office_sees_who_does_not(province: Province) -> None:
    """QC 8.2#2: "thường xuyên truy cập": a duty each week, met by looking."""
    province.give(leads=["UBND phường Mũi Né"])
    province.on(date(2026, 11, 30))
    look = Duty.objects.get(kind="liaison_look", agency=province.agency("muine"), turn="2026-W49")
    assert look.met_on is None
    assert province.signs_in("muine.vanphong").status == 200
    province.on(date(2026, 12, 1))
    look.refresh_from_db()
    assert look.met_on == date(2026, 11, 30)
