"""Article 8: what the Office, the agencies and their leaders answer for."""

from __future__ import annotations

from datetime import date

from giaoviec.assignments.models import Assignment
from giaoviec.documents.models import Document
from giaoviec.duties.models import Duty
from giaoviec.oversight.models import TeamMember
from tests.regulation.province import Province
from tests.visitor import Visitor

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


def test_what_is_claimed_is_held_against_what_was_asked_before_it_is_confirmed(province: Province) -> None:
    """QC 8.1.a: advice to whoever verifies, and to whoever claims before he sends; a bar to neither."""
    row = province.give(product="Tờ trình kèm dự thảo quyết định")
    shown = {
        "content": "Đã trình.", "product_number": "31/GM-STC", "product_on": "19/11/2026", "product_signer": "Lê Văn Ba",
    }  # fmt: skip
    page = province.at("sxd.vanphong", f"/viec/{row.pk}/bao-cao-hoan-thanh/").fill(**shown)
    page = page.press("Xem lưu ý trước khi gửi")
    assert "31/GM-STC mang ký hiệu của Sở Tài chính, không phải Sở Xây dựng." in page.section("Minh chứng")
    assert page.value("content") == "Đã trình."
    row.refresh_from_db()
    assert row.stage == "given"
    page.press("Báo cáo hoàn thành")
    page = province.at("theodoi", f"/viec/{row.pk}/xac-nhan/")
    assert "trước cả văn bản giao việc (ngày 20/11/2026)" in page.section("Minh chứng")
    province.do("theodoi", row, "xac-nhan", quality="good")
    assert row.stage == "closed"


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


def test_an_obstacle_that_agencies_share_is_decided_once_and_each_moves_on(province: Province) -> None:
    """QC 8.1.b: the Office handles what stands in the way; none may be left waiting."""
    rows = [province.give(), province.give(leads=["Sở Tài chính"])]
    for who, row in zip(("sxd.vanphong", "stc.vanphong"), rows, strict=True):
        province.do(who, row, "vuong-mac", cause="money", problem="Chưa có vốn khảo sát.", proposal="Bố trí vốn.")
    board = province.at("theodoi", "/vuong-mac/")
    assert board.sees("2 việc", "2 vướng mắc", "chưa bố trí kinh phí")
    page = province.at("theodoi", f"/vuong-mac/{rows[0].obstacles.get().pk}/")
    page.fill(others=[str(rows[1].obstacles.get().pk)]).press("Gộp để quyết định một lần")
    assert page.sees("Đã gộp thêm 1 vướng mắc.")
    assert province.try_anyway("theodoi", rows[0], "tra-loi-vuong-mac", answer="Một mình.").sees(
        "xử lý chung với 1 việc"
    )
    page.fill(answer="Dùng dự phòng ngân sách.").press("Quyết định")
    assert page.sees("Đã quyết định; 2 việc đi tiếp.")
    for who, row in zip(("sxd.vanphong", "stc.vanphong"), rows, strict=True):
        assert province.at(who, f"/viec/{row.pk}/").sees("Dùng dự phòng ngân sách.")
        row.refresh_from_db()
        assert (row.holder, row.obstacle_open) == ("agency", False)


def test_users_ask_for_help_and_are_answered(province: Province) -> None:
    """QC 8.1.d: support, and suggestions for the software; the Office owes an answer by a day."""
    page = province.at("xa.phuquy", "/gop-y/").fill(kind="support", content="Không mở được tệp.").press("Gửi góp ý")
    number = page.here
    assert "Trả lời góp ý, hỗ trợ" in province.owed("theodoi")
    province.at("theodoi", number).fill(answer="Đã xử lý.").press("Gửi trả lời")
    assert "Trả lời góp ý, hỗ trợ" not in province.owed("theodoi")
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


def test_the_office_counts_causes_and_says_which_were_objective(province: Province) -> None:
    """QC 8.2#1: "báo cáo cụ thể về nguyên nhân": counted by cause; objective once the Office confirmed it."""
    row = province.give(due_text="30/11")
    province.on(date(2026, 12, 1))
    province.do("sxd.vanphong", row, "giai-trinh", **EXPLANATION)
    assert "vướng mặt bằng, đất đai" in province.at("chutich", "/giai-trinh/").section("Theo nguyên nhân")
    page = province.at("theodoi", f"/giai-trinh/{row.explanations.get().pk}/")
    page.fill(objective="yes", reason="Đã có biên bản của xã.").press("Xác nhận")
    assert page.sees("Nguyên nhân khách quan", "Đã có biên bản của xã.")
    assert province.at("sxd.vanphong", page.here).sees("Đã có biên bản của xã.")


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


def test_an_agency_records_its_checks_inside(province: Province) -> None:
    """QC 8.2#2: "thực hiện kiểm tra … trong nội bộ cơ quan mình": when, what, with what result."""
    page = province.at("sxd.vanphong", "/quy-che-noi-bo/")
    page.fill(checked_on="20/11/2026", what="Cập nhật của các phòng", result="Một phòng chậm.")
    page.press("Ghi lần tự kiểm tra")
    assert page.sees("20/11/2026", "Cập nhật của các phòng", "Một phòng chậm.")
    assert province.at("chanhvp", page.here).sees("Một phòng chậm.")
    province.at("stc.vanphong").open(page.here, status=404)


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


# ---- 8.1c: inspections


def drawn_inspection(province: Province) -> str:
    """Proposed by the Office, decided by the Chairman, with a team, begun, one task drawn; the address of its page."""
    row = province.give(due_text="15/12")
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã rà soát xong.")
    province.do("theodoi", row, "xac-nhan", quality="good")
    page = province.at("theodoi", "/kiem-tra/de-xuat/").fill(
        kind="sudden", agencies=["Sở Xây dựng"], reason="Dân phản ánh việc báo xong mà chưa làm."
    )
    page.press("Trình đề xuất")
    assert page.status == 200, page.errors()
    address = page.here
    chairman = province.at("chutich", address).fill(
        agree="co", number="1523/QĐ-UBND", seed="2026", first_on="23/11/2026", last_on="04/12/2026"
    )
    assert chairman.press("Ghi quyết định").status == 200, chairman.errors()
    office = province.at("theodoi", address)
    for who, role in (("Đỗ Thị Hòa, VP UBND tỉnh", "Trưởng đoàn"), ("Cao Xuân Hòa, TTT", "Thành viên")):
        assert office.open(address).fill(person=who, role=role).press("Thêm vào đoàn").status == 200, office.errors()
    assert office.open(address).press("Bắt đầu kiểm tra").status == 200
    office.open(address).fill(agency="Sở Xây dựng", size="1", since="01/11/2026", until="23/11/2026").press("Rút mẫu")
    assert office.sees("1 trong 1 việc xác nhận", "Chưa lập"), office.main
    return address


def test_the_office_proposes_an_inspection_the_chairman_decides_a_team_inspects_and_concludes(
    province: Province,
) -> None:
    """QC 8.1.c: "kiểm tra định kỳ hoặc đột xuất và đánh giá tình hình, kết quả triển khai thực hiện"."""
    address = drawn_inspection(province)
    team = province.at("theodoi2", address).follow("Rà soát các vị trí sạt lở")
    team.fill(verdict="false", evidence="Xem hiện trường ngày 23/11.", remark="Chưa có biển báo.").press("Lập phiếu")
    assert team.sees("1 trong 1 phiếu đã lập", "Báo cáo hoàn thành không đúng"), team.main
    final = team.follow("Kết luận")
    sxd = province.agency("sxd").pk
    final.fill(
        number="15/KL-UBND", nature="Báo cáo sai.", degree="Nghiêm trọng.", cause="Buông lỏng.",
        **{f"responsibility_{sxd}": "Giám đốc Sở chịu trách nhiệm."},
    ).press("Ghi kết luận")  # fmt: skip
    assert final.sees("Đã kết luận", "Tỷ lệ đã kiểm chứng: 0,00%"), final.main
    agency = province.at("sxd.vanphong", address)
    assert agency.sees("Giám đốc Sở chịu trách nhiệm.", "Chưa có biển báo.") or agency.sees(
        "Báo cáo hoàn thành không đúng"
    )
    assert "0,00%" in province.at("chutich", f"/kiem-tra/ty-le/{sxd}/").text
    province.at("stc.vanphong").open(address, status=404)


def test_what_was_falsely_reported_is_reopened_and_new_work_is_given_from_the_conclusion(province: Province) -> None:
    """QC 8.1.c: the evaluation is followed up."""
    address = drawn_inspection(province)
    team = province.at("theodoi2", address).follow("Rà soát các vị trí sạt lở")
    team.fill(verdict="incomplete", evidence="Xem hồ sơ.", remark="Thiếu hai vị trí.").press("Lập phiếu")
    team.follow("Kết luận").fill(
        number="15/KL-UBND", nature="Chưa xong.", degree="Vừa.", cause="Thiếu người.",
        demands="Giao Sở Xây dựng cắm biển báo ở hai vị trí còn thiếu, hoàn thành trước ngày 20/12/2026.",
        **{f"responsibility_{province.agency('sxd').pk}": "Phòng Hạ tầng."},
    ).press("Ghi kết luận")  # fmt: skip
    head = province.at("chanhvp", address).follow("Rà soát các vị trí sạt lở")
    head.fill(due_on="20/12/2026").press("Mở lại việc")
    assert head.sees("Việc đã được mở lại theo kết luận 15/KL-UBND"), (head.errors(), head.main)
    row = Assignment.objects.get(parent=None)
    assert (row.stage, row.reopenings) == ("under_way", 1)
    clerk = province.at("vanthu", address).fill(signer="Trần Quang Minh").press("Vào sổ")
    assert clerk.sees("Văn bản kết luận", "đã giao 0 việc"), (clerk.errors(), clerk.main)
    document = Document.objects.latest("id")
    screen = province.judged(document).press("Giao việc")
    assert screen.status == 200, screen.main
    given = Assignment.objects.get(document=document)
    assert (given.agency, given.due_on) == (province.agency("sxd"), date(2026, 12, 20))
    assert province.at("chanhvp", address).sees("đã giao 1 việc")


def test_a_member_from_another_agency_sees_the_inspected_work_in_his_seat_alone(province: Province) -> None:
    """QC 8.1.c, QC 2.2.c: information is opened for the inspection and no further."""
    address = drawn_inspection(province)
    row = Assignment.objects.get(parent=None)
    inspector = province.at("thanhtra", address)
    assert inspector.sees("Đổi sang tư cách thành viên đoàn")
    inspector.open(f"/viec/{row.pk}/", status=404)
    inspector.open(address).press("Làm việc với tư cách thành viên đoàn")
    assert inspector.open(f"/viec/{row.pk}/").sees("Đã rà soát xong.")
    assert inspector.open(address).sees("Phiếu kiểm tra")
    seat = TeamMember.objects.get(person=province.cast.person("thanhtra")).seat_id
    for day, status in ((date(2026, 12, 4), 200), (date(2026, 12, 5), 404)):
        province.on(day, tick=False)
        Visitor(province.cast.client("thanhtra", acting=str(seat))).open(f"/viec/{row.pk}/", status=status)


def test_the_office_urges_what_is_overdue_but_not_what_lies_with_itself(province: Province) -> None:
    """QC 8.1.a, QC 9.3: late work of an agency is in a draft on the morning of its day; what waits for the Office is not."""
    late, claimed = (province.give(due_text="4/12", content=content) for content in ("Lập danh mục", "Trình đề án"))
    for row in (late, claimed):
        province.do("sxd.vanphong", row, "cap-nhat", content="Đã phân công.")
    province.do("sxd.vanphong", claimed, "bao-cao-hoan-thanh", content="Xong.")
    province.on(date(2026, 12, 11))
    page = province.at("theodoi", "/don-doc/").follow("Sở Xây dựng")
    assert page.sees("Việc trong văn bản 1 việc", "Lập danh mục") and not page.sees("Trình đề án")
    assert province.at("theodoi", f"/don-doc/viec/{claimed.pk}/").sees("việc đang ở Văn phòng UBND tỉnh")
