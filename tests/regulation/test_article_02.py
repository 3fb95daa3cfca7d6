"""Article 2: what tracking is for, what it demands, by which principles."""

from __future__ import annotations

from datetime import date

from giaoviec.assignments.models import Assignment
from giaoviec.rules.citation import Cite
from giaoviec.rules.duties import KINDS
from tests.regulation.province import Province


def test_everything_owed_stands_on_the_desk_of_who_owes_it_until_it_is_met(province: Province) -> None:
    """QC 2.1.a, QC 2.2.a: from the giving to the result each thing owed has its day, its owner, and its act."""
    document = province.registered()
    assert "vào sổ và giao việc" in province.owed("vanthu")
    row = province.give(document=document)
    assert "vào sổ và giao việc" not in province.owed("vanthu")
    assert "cập nhật lần đầu 1" in province.owed("sxd.vanphong")
    province.do("sxd.vanphong", row, "cap-nhat", content="Đã khảo sát 4 điểm.")
    assert "cập nhật lần đầu" not in province.owed("sxd.vanphong")
    assert "kết quả thực hiện 1" in province.owed("sxd.vanphong")
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.")
    assert "kết quả thực hiện" not in province.owed("sxd.vanphong")
    assert "kiểm tra, xác nhận kết quả 1" in province.owed("theodoi")
    province.do("theodoi", row, "xac-nhan", quality="good")
    assert "kiểm tra, xác nhận kết quả" not in province.owed("theodoi")


def test_what_is_not_done_by_its_day_is_late_on_the_desk(province: Province) -> None:
    """QC 2.1.a: promptly."""
    province.give(due_text="30/11")
    province.on(date(2026, 12, 2))
    desk = province.at("sxd.vanphong")
    assert "hạn 30/11/2026 Rà soát các vị trí sạt lở" in desk.section("Quá hạn")


def test_the_table_of_agencies_shows_who_carries_out_what_in_time(province: Province) -> None:
    """QC 2.1.b: the province sees every agency beside the others."""
    province.give(leads=["Sở Xây dựng", "Sở Tài chính"], due_text="30/11")
    province.on(date(2026, 12, 2))
    page = province.at("chutich", "/co-quan/")
    rows = {row[0]: row for row in table(page)}
    assert "Sở Xây dựng" in rows and "Sở Tài chính" in rows


def table(page: object) -> list[list[str]]:
    rows = page.page.xpath("//main//table//tr")  # type: ignore[attr-defined]
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")] for row in rows]


def test_every_duty_names_its_clause_and_its_page_leads_there(province: Province) -> None:
    """QC 2.2.a: what is asked is asked by a rule; the desk says which."""
    province.give()
    desk = province.at("sxd.vanphong", "/viec-phai-lam/")
    grounds = {kind.ground.anchor for kind in KINDS.values() if isinstance(kind.ground, Cite)}
    links = desk.page.xpath("//main//a[text()='vì sao?']/@href")
    assert len(links) == 2
    assert {link.removeprefix("/quy-che/#") for link in links} <= grounds


def test_a_work_programme_is_the_source_of_many_tasks(province: Province) -> None:
    """QC 2.2.b: tied to the yearly programme: entered as a table, each row a task with its lead and its quarter."""
    rows = (
        "Nội dung\tChủ trì\tThời hạn\nĐề án chuyển đổi số\tSở Khoa học và Công nghệ\tquý I/2027\nQuy hoạch\tSXD\t15/12"
    )
    document = province.registered(
        kind="chuong-trinh", rows=rows, type="Chương trình", symbol_text="5/CTr-UBND", issued_on="20/11/2026"
    )
    page = province.judged(document).press("Giao việc")
    assert page.sees("Đã giao 2 nhiệm vụ"), page.main
    found = [(row.agency.code, row.due_on) for row in Assignment.objects.order_by("task__position")]
    assert found == [("skhcn", date(2027, 3, 31)), ("sxd", date(2026, 12, 15))]


def test_results_are_counted_down_to_the_officer(province: Province) -> None:
    """QC 2.2.b: the basis of evaluation: by agency, by unit, by officer."""
    row = province.give()
    province.do(
        "sxd.vanphong", row, "phan-cong", content="Khảo sát km 98", unit="Phòng Hạ tầng kỹ thuật",
        officer="Mai Thanh Sơn", due_on="04/12/2026",
    )  # fmt: skip
    people = province.at("sxd.vanphong").section("Người trong cơ quan")
    assert "Mai Thanh Sơn 1 0" in people


def test_inspections_are_planned_for_the_year_and_an_agencys_figures_are_verified_by_them(province: Province) -> None:
    """QC 2.2.b: "thường xuyên, liên tục"; "cơ sở để đánh giá mức độ hoàn thành nhiệm vụ": what was reported is checked."""
    page = province.at("theodoi", "/kiem-tra/de-xuat/").fill(
        kind="routine", agencies=["Sở Xây dựng"], reason="Định kỳ quý I.", first_on="01/02/2027", last_on="12/02/2027"
    )
    assert page.press("Trình đề xuất").status == 200, page.errors()
    plan = province.at("chutich", "/kiem-tra/ke-hoach/2027/")
    assert plan.sees("Quý I", "01/02/2027 – 12/02/2027", "Định kỳ quý I.", "Chờ quyết định")
    agency = province.agency("sxd").pk
    assert province.at("noivu", f"/kiem-tra/ty-le/{agency}/").sees("Chưa có cuộc kiểm tra nào rút mẫu và kết luận")


def test_a_stranger_does_not_learn_that_it_is_there_and_the_attempt_is_noted(province: Province) -> None:
    """QC 2.2.c: security of information: foreign and missing look the same."""
    row = province.give()
    for path in (f"/viec/{row.pk}/", f"/van-ban/{row.document_id}/", f"/viec/{row.pk}/cap-nhat/", "/viec/999999/"):
        page = province.at("stc.vanphong").open(path, status=404)
        assert "Rà soát các vị trí sạt lở" not in page.text
    assert province.at("quantri").open(f"/viec/{row.pk}/", status=404)


def test_a_work_already_with_the_agency_is_shown_before_it_is_given_again(province: Province) -> None:
    """QC 2.3#1: no overlapping responsibility: an open task with the same words is offered as the one this repeats."""
    province.give(content="Rà soát các vị trí sạt lở trên đèo Bảo Lộc")
    page = province.screen(province.registered(), content="Rà soát vị trí sạt lở đèo Bảo Lộc", relation="trùng với")
    options = [one.text_content() for one in page.page.xpath("//select[@name='related_to']/option")]
    assert any("Rà soát các vị trí sạt lở trên đèo Bảo Lộc" in one for one in options)


def test_one_agency_does_not_lead_and_help_at_once(province: Province) -> None:
    """QC 2.3#1."""
    page = province.screen(province.registered(), leads=["Sở Xây dựng"], collaborators=["Sở Xây dựng"])
    page.press("Giao việc")
    assert page.status == 422
    assert page.sees("Cơ quan chủ trì không đồng thời là cơ quan phối hợp.")


def test_a_collaborator_has_a_clocked_part_and_the_lead_need_not_wait_for_its_silence(province: Province) -> None:
    """QC 2.3#2: coordination: an opinion asked is a duty of its own."""
    row = province.give(collaborators=["Sở Tài chính"])
    province.do("sxd.vanphong", row, "hoi-y-kien", agency="Sở Tài chính", asked="Nguồn kinh phí dự kiến?")
    assert "ý kiến phối hợp 1" in province.owed("stc.vanphong")
    assert "phối hợp" in province.at("stc.vanphong", f"/viec/{row.pk}/").text
    province.on(date(2026, 12, 4))
    assert "Chậm" in province.at("sxd.vanphong", f"/viec/{row.pk}/").section("Phối hợp")
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.")
    assert row.stage == "claimed"


def test_a_collaborator_answers_on_the_page_of_the_task(province: Province) -> None:
    """QC 2.3#2."""
    row = province.give(collaborators=["Sở Tài chính"])
    province.do("sxd.vanphong", row, "hoi-y-kien", agency="Sở Tài chính", asked="Nguồn kinh phí dự kiến?")
    province.do("stc.vanphong", row, "gop-y", answer="Dùng dự phòng ngân sách.")
    assert "ý kiến phối hợp" not in province.owed("stc.vanphong")
    assert "Sở Tài chính góp ý Dùng dự phòng ngân sách." in province.at("sxd.vanphong", f"/viec/{row.pk}/").text


def test_several_agencies_each_answer_for_their_own_part(province: Province) -> None:
    """QC 2.3#2."""
    first = province.give(leads=["Sở Xây dựng", "Sở Tài chính"])
    rows = Assignment.objects.filter(task=first.task).order_by("id")
    assert [row.agency.code for row in rows] == ["stc", "sxd"]
    province.do("stc.vanphong", rows[0], "bao-cao-hoan-thanh", content="Đã cân đối.")
    assert Assignment.objects.get(pk=rows[1].pk).stage == "given"


def test_a_leader_asks_and_urges_with_one_press_and_the_answer_is_owed_by_a_day(province: Province) -> None:
    """QC 2.1.a, QC 1.1: followed by the leaders themselves, to a result; a Vice-Chairman within his fields."""
    row = province.give()
    page = province.at("chutich", f"/chi-dao/moi/?kieu=hoi&viec={row.pk}").fill(text="Vướng ở đâu?").press("Gửi")
    assert page.here == f"/viec/{row.pk}/"
    assert "trả lời lãnh đạo UBND tỉnh 1" in province.owed("sxd.vanphong")
    answer = province.at("sxd.vanphong", "/chi-dao/").follow("Hỏi: Vướng ở đâu?")
    answer.fill(answer="Chờ vốn đến 15/12.").press("Gửi trả lời")
    assert "trả lời lãnh đạo" not in province.owed("sxd.vanphong")
    assert "Chờ vốn đến 15/12." in province.at("chutich").section("Trả lời đã về")
    page = province.at("pct.kinhte", f"/chi-dao/moi/?kieu=hoi&viec={row.pk}").fill(text="Bao giờ xong?").press("Gửi")
    assert page.sees("Việc này ngoài lĩnh vực đồng chí phụ trách; đề nghị chuyển Chủ tịch.")
