"""Every move of an assignment, lived by the cast: what it does to stage, spells, due date, duties, notices, journal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from giaoviec.assignments.models import Assignment, Claim, Collaboration, DueDate, Extension, Return, StageSpell
from giaoviec.assignments.recounting import recount
from giaoviec.documents.gate import Secret
from giaoviec.documents.models import Refusal
from giaoviec.duties.models import Duty, Notice
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.models import Event, Touch
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.shell.world import World, again, make_world, open_duties, owed, present_columns

pytestmark = pytest.mark.django_db

D = date
STC, SXD, VP = "stc.vanphong", "sxd.vanphong", "theodoi"


@pytest.fixture
def world() -> World:
    return make_world()


def stages(row: Assignment) -> list[tuple[str, str, date, date | None]]:
    spells = StageSpell.objects.filter(assignment=row, voided_at=None).order_by("id")
    return list(spells.values_list("stage", "holder", "on", "until_on"))


def told(row: Assignment) -> list[tuple[str, str, str]]:
    return list(Notice.objects.filter(subject_id=row.pk).order_by("id").values_list("agency__code", "kind", "text"))


def refused(do: Any) -> tuple[int, str, str]:
    with pytest.raises(Refused) as no:
        do()
    assert present_is_recounted()
    return no.value.status, no.value.field, no.value.sentence


def present_is_recounted() -> bool:
    """Asserts it of every assignment, so that a difference is shown."""
    for row in Assignment.objects.filter(voided_at=None):
        assert present_columns(row) == recount(row)
    return True


# ---- give (7.1)


def test_giving_makes_one_assignment_an_agency_in_one_act(world: World) -> None:
    made = world.give_all("stc snnmt", helpers=True)
    assert [row.agency.code for row in made] == ["stc", "snnmt"]
    assert Event.objects.filter(verb="give").count() == 1
    assert Touch.objects.filter(subject="assignment").count() == 2
    assert stages(made[0]) == [("given", "agency", D(2026, 11, 23), None)]
    assert open_duties(made[0]) == [
        ("first_update", "stc", D(2026, 11, 27)),  # 24/11 is off: three working days after 23/11
        ("result", "stc", D(2026, 12, 15)),
    ]
    helping = Collaboration.objects.filter(assignment=made[1]).values_list("agency__code", flat=True)
    assert sorted(helping) == ["phuquy", "sxd"]
    assert told(made[0]) == [
        ("sxd", "collaborate", "Được giao phối hợp."),
        ("phuquy", "collaborate", "Được giao phối hợp."),
        ("stc", "give", ""),
    ]
    assert present_is_recounted()


def test_a_group_is_frozen_as_it_is_on_the_day_but_those_left_out(world: World) -> None:
    left_out = (world.cast.agency("snv").pk,)
    group = world.cast.group("so-ban-nganh").pk
    made = world.give_all("", group_id=group, excluded=left_out)
    assert [row.agency.code for row in made] == ["stc", "sxd", "snnmt", "skhcn", "thanhtra"]


def test_at_once_is_told_the_same_day_and_an_open_ended_one_each_quarter(world: World) -> None:
    at_once = world.give(at_once=True)
    open_ended = world.give("sxd", task_class=TaskClass.OPEN_ENDED, cycle=Cycle.QUARTER, written_report=True)
    assert ("first_update", "stc", D(2026, 11, 23)) in open_duties(at_once)
    assert open_duties(open_ended) == [
        ("cycle_update", "sxd", D(2026, 12, 31)),
        ("written_report", "sxd", D(2026, 12, 31)),
    ]
    assert (open_ended.due_on, open_ended.original_due_on) == (None, None)


@pytest.mark.parametrize(
    ("what", "sentence", "field"),
    [
        ({"content": "  "}, "Nhiệm vụ 1: Ghi nội dung nhiệm vụ.", "1.content"),
        ({"leads": ()}, "Nhiệm vụ 1: Chọn cơ quan, đơn vị được giao chủ trì.", "1.leads"),
        ({"monitoring_unit_id": None}, "Nhiệm vụ 1: Chọn đơn vị thuộc Văn phòng theo dõi.", "1.monitoring_unit"),
        (
            {"due_on": None},
            "Nhiệm vụ 1: Nhiệm vụ có thời hạn thì phải có ngày; hoặc chọn “không có thời hạn”.",
            "1.due_text",
        ),
        (
            {"due_on": D(2026, 11, 19)},
            "Nhiệm vụ 1: Hạn không thể trước ngày ban hành (20/11/2026).",
            "1.due_text",
        ),
        (
            {"task_class": TaskClass.OPEN_ENDED},
            "Nhiệm vụ 1: Chọn chu kỳ cập nhật: hằng quý, 6 tháng hoặc hằng năm.",
            "1.cycle",
        ),
    ],
)
def test_a_task_that_lacks_something_is_not_given(
    world: World, what: dict[str, Any], sentence: str, field: str
) -> None:
    assert refused(lambda: world.give(**what)) == (422, field, sentence)
    assert Assignment.objects.count() == 0


def test_an_agency_that_is_no_more_is_not_given_work(world: World) -> None:
    type(world.cast.agency("stc")).objects.filter(code="stc").update(dissolved_on=D(2026, 11, 1))
    assert refused(world.give) == (422, "1.leads", "Nhiệm vụ 1: có cơ quan không còn hoạt động vào ngày giao.")


def test_only_the_office_gives_work(world: World) -> None:
    assert refused(lambda: world.give(by=STC))[0] == 404


def test_what_is_marked_secret_is_not_given_and_leaves_no_words(world: World) -> None:
    with pytest.raises(Secret):
        world.give(content="Báo cáo theo Công văn số 12/UBND-NC (MẬT)")
    assert Assignment.objects.count() == 0
    assert Refusal.objects.count() == 1


# ---- take up, update (8.2, 7.2a–b)


def test_taking_up_names_the_leader_and_moves_nothing(world: World) -> None:
    row = world.give()
    world.do(STC, "take_up", row, leader="Phó Giám đốc Lê Văn Ba")
    now = again(row)
    assert (now.stage, now.responsible_leader, now.taken_up_on) == (
        "given", "Phó Giám đốc Lê Văn Ba", D(2026, 11, 23),
    )  # fmt: skip
    assert owed(row) == {"first_update", "result"}
    assert present_is_recounted()


def test_the_first_update_begins_the_work_and_meets_its_clock(world: World) -> None:
    row = world.give()
    world.go(2)
    world.do(STC, "update", row, content="Đã lập tổ khảo sát.", percent=20)
    world.go(2)
    world.do(STC, "update", row, content="Đã đo 6 điểm.")
    now = again(row)
    assert (now.stage, now.first_update_on, now.last_update_on) == ("under_way", D(2026, 11, 25), D(2026, 11, 27))
    assert stages(row) == [
        ("given", "agency", D(2026, 11, 23), D(2026, 11, 25)),
        ("under_way", "agency", D(2026, 11, 25), None),
    ]
    assert owed(row) == {"result"}
    assert Duty.objects.get(assignment_id=row.pk, kind="first_update").met_on == D(2026, 11, 25)
    assert present_is_recounted()


def test_an_update_needs_words_and_a_percentage_is_one(world: World) -> None:
    row = world.give()
    assert refused(lambda: world.do(STC, "update", row, content=" ")) == (422, "content", "Ghi tình hình thực hiện.")
    assert refused(lambda: world.do(STC, "update", row, content="Đã làm.", percent=120)) == (
        422, "percent", "Tỷ lệ hoàn thành là số từ 0 đến 100.",
    )  # fmt: skip
    assert refused(lambda: world.do(STC, "update", row, content="Đã\x00làm"))[1] == "content"


def test_what_is_marked_secret_enters_by_no_move(world: World) -> None:
    row = world.give()
    with pytest.raises(Secret):
        world.do(STC, "update", row, content="Theo Công văn số 12/UBND-NC (MẬT)")
    assert again(row).version == 1
    assert Refusal.objects.get().person_id == world.cast.person(STC).pk


def test_strangers_do_not_know_of_it_and_others_are_told_whose_part_it_is(world: World) -> None:
    row = world.give()
    assert refused(lambda: world.do(SXD, "update", row, content="Đã làm."))[::2] == (404, "Không có việc này.")
    status, _, sentence = refused(lambda: world.do("vanthu", "update", row, content="Đã làm."))
    assert status == 403
    assert sentence.startswith("Đồng chí không có quyền “cập nhật tình hình” đối với việc này; đó là phần của cơ quan")


# ---- return (7.2c)


def test_a_returned_one_waits_for_the_office(world: World) -> None:
    row = world.give()
    world.go(2)
    world.do(STC, "give_back", row, reason="Không thuộc chức năng.", suggested=world.cast.agency("sxd"))
    assert again(row).stage == "returned"
    assert open_duties(row) == [
        ("answer_return", "vp", D(2026, 11, 26)),
        ("result", "stc", D(2026, 12, 15)),
    ]
    assert refused(lambda: world.do(STC, "update", row, content="Đã làm."))[2] == (
        "Chỉ “cập nhật tình hình” được khi việc chờ tiếp nhận hoặc đang thực hiện; việc này đã chuyển lại."
    )
    assert present_is_recounted()


def test_an_agency_may_return_only_with_a_reason_and_before_it_has_told_anything(world: World) -> None:
    row = world.give()
    assert refused(lambda: world.do(STC, "give_back", row, reason="")) == (
        422, "reason", "Nêu rõ lý do chuyển lại.",
    )  # fmt: skip
    world.do(STC, "update", row, content="Đã làm.")
    assert refused(lambda: world.do(STC, "give_back", row, reason="Sai."))[2] == (
        "Đã cập nhật tình hình thực hiện nên không chuyển lại được nữa; nếu vướng, hãy báo khó khăn, vướng mắc."
    )


def test_corrected_it_is_given_again_with_its_clock_anew(world: World) -> None:
    row = world.give()
    world.do(STC, "take_up", row, leader="Lê Văn Ba")
    world.go(2)
    world.do(STC, "give_back", row, reason="Thiếu phạm vi.")
    world.go(1)
    world.do("vanthu", "correct", row, changed="Thêm phạm vi.", content="Lập danh mục 11 điểm", due_on=D(2026, 12, 20))
    now = again(row)
    assert (now.stage, now.due_on, now.original_due_on) == ("given", D(2026, 12, 20), D(2026, 12, 15))
    assert (now.task.content, now.responsible_leader, now.returns, now.returns_this_giving) == (
        "Lập danh mục 11 điểm", "", 1, 0,
    )  # fmt: skip
    assert open_duties(row) == [
        ("first_update", "stc", D(2026, 12, 1)),
        ("result", "stc", D(2026, 12, 20)),
    ]
    assert Return.objects.get().answer == "correct"
    assert told(row)[-1] == ("stc", "correct", "Thêm phạm vi.")
    assert present_is_recounted()


def test_upheld_it_keeps_its_clocks_and_cannot_be_returned_again(world: World) -> None:
    row = world.give()
    world.do(STC, "give_back", row, reason="Không thuộc chức năng.")
    world.do("vanthu", "uphold", row, reason="Đúng chức năng theo Quyết định 12.")
    assert open_duties(row) == [("result", "stc", D(2026, 12, 15))]
    assert refused(lambda: world.do(STC, "give_back", row, reason="Vẫn không thuộc."))[2] == (
        "Mỗi lần giao chỉ được chuyển lại một lần và Văn phòng đã giữ nguyên; hãy trao đổi trong luồng của việc."
    )
    assert present_is_recounted()


def test_passed_on_a_new_one_begins_with_the_other_agency(world: World) -> None:
    row = world.give(helpers=True, written_report=True)
    world.do(STC, "give_back", row, reason="Không thuộc chức năng.")
    world.go(2)
    new = world.do("vanthu", "pass_on", row, agency=world.cast.agency("snnmt"))
    assert (again(row).stage, new.agency.code, new.came_from_id) == ("passed_on", "snnmt", row.pk)
    assert open_duties(row) == []
    assert open_duties(new) == [
        ("first_update", "snnmt", D(2026, 11, 30)),
        ("result", "snnmt", D(2026, 12, 15)),
        ("written_report", "snnmt", D(2026, 12, 15)),
    ]
    assert {c.agency.code for c in Collaboration.objects.filter(assignment=new)} == {"sxd", "phuquy"}
    assert Touch.objects.filter(subject="assignment", subject_id=new.pk).count() == 1
    assert present_is_recounted()


def test_it_is_passed_on_only_to_another_agency_that_does_not_lead_it_yet(world: World) -> None:
    row, _ = world.give_all("stc sxd")
    world.do(STC, "give_back", row, reason="Không thuộc chức năng.")
    same = refused(lambda: world.do("vanthu", "pass_on", row, agency=world.cast.agency("stc")))
    leads = refused(lambda: world.do("vanthu", "pass_on", row, agency=world.cast.agency("sxd")))
    assert same == (422, "agency", "Chọn cơ quan khác với cơ quan đã chuyển lại.")
    assert leads == (422, "agency", "Sở Xây dựng đã chủ trì nhiệm vụ này rồi.")


# ---- claim, confirm, reject, reopen (7.2a, 8.1a, 8.1c)


def test_a_claim_waits_for_the_office_and_a_confirmed_one_counts_from_its_day(world: World) -> None:
    row = world.give()
    world.go(7)
    world.do(STC, "claim", row, content="Đã trình.", product_number="214/BC-STC", product_on=D(2026, 11, 28))
    assert open_duties(row) == [("result", "stc", D(2026, 12, 15)), ("verify", "vp", D(2026, 12, 3))]
    world.go(2)
    assert world.do(VP, "confirm", row, quality=Quality.GOOD) is True
    now = again(row)
    assert (now.stage, now.done_on, now.confirmed_on, now.quality) == (
        "closed", D(2026, 11, 30), D(2026, 12, 2), "good",
    )  # fmt: skip
    assert open_duties(row) == []
    result = Duty.objects.get(assignment_id=row.pk, kind="result")
    assert (result.met_on, result.dropped_on) == (D(2026, 11, 30), None)
    assert told(row)[-1] == ("stc", "confirm", "Đã xác nhận hoàn thành, chất lượng: tốt.")
    assert present_is_recounted()


def test_a_product_names_number_and_day_not_in_the_future(world: World) -> None:
    row = world.give()
    half = refused(lambda: world.do(STC, "claim", row, content="Xong.", product_number="214/BC"))
    future = refused(
        lambda: world.do(STC, "claim", row, content="Xong.", product_number="214/BC", product_on=D(2026, 11, 24))
    )
    assert half == (422, "product_on", "Sản phẩm là văn bản thì ghi cả số, ký hiệu và ngày.")
    assert future == (422, "product_on", "Ngày của văn bản kết quả không thể sau ngày báo cáo.")


def test_when_overdue_a_claim_comes_with_its_explanation(world: World) -> None:
    row = world.give()
    world.go(30)
    assert refused(lambda: world.do(STC, "claim", row, content="Xong."))[2] == (
        "Việc đã quá hạn: hãy giải trình nguyên nhân và đề xuất hướng xử lý cùng báo cáo."
    )
    explanation = {"cause": "land", "content": "Vướng mặt bằng.", "proposal": "Bố trí quỹ đất."}
    world.do(STC, "claim", row, content="Xong.", explanation=explanation)
    now = again(row)
    assert (now.stage, now.explained) == ("claimed", True)
    assert present_is_recounted()


def test_rejected_for_quality_it_is_under_way_again_and_owes_an_explanation(world: World) -> None:
    row = world.give()
    world.do(STC, "claim", row, content="Xong.")
    world.go(2)
    world.do(VP, "reject", row, reason="Thiếu tọa độ 4 điểm.", for_quality=True)
    now = again(row)
    assert (now.stage, now.claimed_on, now.rejections, now.quality_rejected) == ("under_way", None, 1, True)
    assert open_duties(row) == [
        ("explanation", "stc", D(2026, 11, 30)),
        ("result", "stc", D(2026, 12, 15)),
    ]
    world.do(STC, "explain", row, cause="people", content="Thiếu máy đo.", proposal="Thuê đơn vị đo.")
    assert owed(row) == {"result"}
    assert again(row).explained
    assert refused(lambda: world.do(STC, "give_back", row, reason="Sai."))[0] == 409
    assert present_is_recounted()


def test_who_claimed_does_not_confirm_and_who_watches_another_unit_neither(world: World) -> None:
    row = world.give()
    world.do(STC, "claim", row, content="Xong.")
    assert refused(lambda: world.do("theodoi.kinhte", "confirm", row, quality=Quality.GOOD))[0] == 403


def test_a_starred_one_is_confirmed_by_two_persons(world: World) -> None:
    row = world.give(starred=True)
    world.do(STC, "claim", row, content="Xong.")
    assert world.do(VP, "confirm", row, quality=Quality.FAIR) is False
    assert (again(row).stage, again(row).first_confirmer_id) == ("claimed", world.cast.person(VP).pk)
    assert owed(row) == {"verify", "result"}
    assert refused(lambda: world.do(VP, "confirm", row, quality=Quality.FAIR))[0] == 409
    instead = world.cast.actor("theodoi2", for_=VP)
    assert refused(lambda: world.do(instead, "confirm", row, quality=Quality.FAIR))[0] == 409
    assert world.do("theodoi2", "confirm", row, quality=Quality.FAIR) is True
    assert (again(row).stage, again(row).quality) == ("closed", "fair")
    assert present_is_recounted()


def test_rejected_after_a_first_confirmation_both_are_needed_again(world: World) -> None:
    row = world.give(starred=True)
    world.do(STC, "claim", row, content="Xong.")
    world.do(VP, "confirm", row, quality=Quality.FAIR)
    world.do("theodoi2", "reject", row, reason="Thiếu phụ lục.")
    world.do(STC, "claim", row, content="Đã bổ sung.")
    assert world.do("theodoi2", "confirm", row, quality=Quality.FAIR) is False
    assert present_is_recounted()


def test_reopened_it_has_a_new_date_and_a_result_to_give(world: World) -> None:
    row = world.give()
    world.do(STC, "claim", row, content="Xong.")
    world.do(VP, "confirm", row, quality=Quality.GOOD)
    world.go(10)
    assert refused(lambda: world.do("chanhvp", "reopen", row, reason="Kiểm tra thấy chưa làm.")) == (
        422, "due_on", "Mở lại việc có thời hạn thì đặt hạn mới.",
    )  # fmt: skip
    world.do("chanhvp", "reopen", row, reason="Kiểm tra thấy chưa làm.", due_on=D(2026, 12, 25))
    now = again(row)
    assert (now.stage, now.reopenings, now.done_on, now.quality, now.due_on) == (
        "under_way", 1, None, "", D(2026, 12, 25),
    )  # fmt: skip
    assert open_duties(row) == [("result", "stc", D(2026, 12, 25))]
    assert present_is_recounted()


# ---- extensions


def test_the_original_date_stays_beside_the_one_granted_shorter(world: World) -> None:
    row = world.give()
    world.go(2)
    world.do(STC, "ask_extension", row, wanted_on=D(2026, 12, 30), cause="scope", reason="Phát sinh 4 điểm.")
    assert (again(row).extension_pending, again(row).holder) == (True, "office")
    assert ("decide_extension", "vp", D(2026, 11, 27)) in open_duties(row)
    world.go(1)
    decided = world.do(VP, "decide_extension", row, granted_on=D(2026, 12, 20), reason="Mùa sóng lớn.")
    now = again(row)
    assert decided.decision == "shorter"
    assert (now.due_on, now.original_due_on, now.extensions) == (D(2026, 12, 20), D(2026, 12, 15), 1)
    assert list(DueDate.objects.values_list("due_on", "cause")) == [
        (D(2026, 12, 15), "given"),
        (D(2026, 12, 20), "extension"),
    ]
    assert ("result", "stc", D(2026, 12, 20)) in open_duties(row)
    assert told(row)[-1][2] == "Hạn mới 20/12/2026; hạn gốc 15/12/2026 vẫn được lưu."
    assert present_is_recounted()


def test_of_a_starred_one_the_chairman_decides(world: World) -> None:
    row = world.give(starred=True)
    world.do(STC, "ask_extension", row, wanted_on=D(2026, 12, 30), cause="scope", reason="Phát sinh.")
    assert ("decide_extension", "ubnd", D(2026, 11, 26)) in open_duties(row)
    assert refused(lambda: world.do("chanhvp", "decide_extension", row, granted_on=None, reason="Không."))[0] == 403
    decided = world.do("chutich", "decide_extension", row, granted_on=None, reason="Không lùi được.")
    assert (decided.decision, decided.decided_by_text) == ("refused", "Trần Quang Minh")
    assert again(row).due_on == D(2026, 12, 15)
    assert present_is_recounted()


@pytest.mark.parametrize(
    ("what", "answer"),
    [
        ({"wanted_on": D(2026, 12, 15)}, ("wanted_on", "Hạn mới phải sau hạn hiện nay (15/12/2026).")),
        ({"cause": "weather"}, ("cause", "Chọn nguyên nhân trong danh sách.")),
        ({"reason": ""}, ("reason", "Nêu lý do xin gia hạn.")),
    ],
)
def test_an_extension_is_asked_with_a_later_day_a_cause_and_a_reason(
    world: World, what: dict[str, Any], answer: tuple[str, str]
) -> None:
    row = world.give()
    asked: dict[str, Any] = {"wanted_on": D(2026, 12, 30), "cause": "scope", "reason": "Phát sinh."} | what
    assert refused(lambda: world.do(STC, "ask_extension", row, **asked))[1:] == answer


def test_no_more_is_granted_than_was_asked_and_a_refusal_has_a_reason(world: World) -> None:
    row = world.give()
    world.do(STC, "ask_extension", row, wanted_on=D(2026, 12, 20), cause="scope", reason="Phát sinh.")
    longer = refused(lambda: world.do(VP, "decide_extension", row, granted_on=D(2026, 12, 25), reason=""))
    silent = refused(lambda: world.do(VP, "decide_extension", row, granted_on=None, reason=" "))
    assert longer[1:] == ("granted_on", "Không gia hạn dài hơn đề nghị (20/12/2026).")
    assert silent[1:] == ("reason", "Nêu lý do không đồng ý.")


def test_what_waits_for_an_answer_lapses_when_the_work_ends(world: World) -> None:
    row = world.give(helpers=True)
    world.do(STC, "ask_extension", row, wanted_on=D(2026, 12, 20), cause="scope", reason="Phát sinh.")
    world.do(STC, "report_obstacle", row, cause="money", problem="Thiếu kinh phí.", proposal="Bổ sung.")
    world.do(STC, "ask_opinion", row, agency=world.cast.agency("sxd"), asked="Góp ý tiêu chí.")
    world.do("chanhvp", "withdraw", row, reason="Đã có văn bản thay thế.")
    now = again(row)
    assert (now.stage, now.extension_pending, now.obstacle_open, now.waits_opinion) == ("withdrawn", False, False, 0)
    assert Extension.objects.get().decision == "lapsed"
    assert open_duties(row) == []
    assert present_is_recounted()


# ---- obstacles, opinions, the world outside, the thread


def test_an_obstacle_is_the_offices_until_it_answers(world: World) -> None:
    row = world.give()
    world.do(STC, "report_obstacle", row, cause="money", problem="Thiếu kinh phí.", proposal="Bổ sung dự toán.")
    assert (again(row).holder, ("answer_obstacle", "vp", D(2026, 12, 1)) in open_duties(row)) == ("office", True)
    assert refused(
        lambda: world.do(STC, "report_obstacle", row, cause="money", problem="Lại thiếu.", proposal="Bổ sung.")
    )[2].startswith("Đang có khó khăn, vướng mắc chờ Văn phòng trả lời")
    world.do(VP, "answer_obstacle", row, answer="Dùng nguồn dự phòng.")
    assert (again(row).holder, again(row).obstacle_open, owed(row)) == ("agency", False, {"first_update", "result"})
    assert present_is_recounted()


def test_a_collaborator_has_a_clock_of_its_own(world: World) -> None:
    row = world.give(helpers=True)
    sxd = world.cast.agency("sxd")
    world.do(STC, "ask_opinion", row, agency=sxd, asked="Góp ý tiêu chí.")
    assert ("opinion", "sxd", D(2026, 12, 1)) in open_duties(row)
    assert again(row).holder == "collaborator"
    assert refused(lambda: world.do(STC, "ask_opinion", row, agency=sxd, asked="Lại hỏi."))[2] == (
        "Sở Xây dựng đang được hỏi ý kiến, chưa trả lời."
    )
    assert refused(lambda: world.do(STC, "ask_opinion", row, agency=world.cast.agency("snv"), asked="Hỏi."))[2] == (
        "Sở Nội vụ không phối hợp trong việc này."
    )
    assert refused(lambda: world.do("xa.phuquy", "give_opinion", row, answer="Ý kiến."))[2] == (
        "Không có ý kiến nào đang được hỏi ở cơ quan đồng chí."
    )
    world.go(3)
    world.do(SXD, "give_opinion", row, answer="Thống nhất.")
    assert (again(row).holder, "opinion" in owed(row)) == ("agency", False)
    assert told(row)[-1] == ("stc", "give_opinion", "Thống nhất.")
    assert present_is_recounted()


def test_the_lead_may_go_on_after_a_collaborators_silence(world: World) -> None:
    row = world.give(helpers=True)
    world.do(STC, "ask_opinion", row, agency=world.cast.agency("sxd"), asked="Góp ý.", due_on=D(2026, 11, 25))
    world.go(9)
    world.do(STC, "claim", row, content="Xong, Sở Xây dựng không góp ý.")
    world.do(VP, "confirm", row, quality=Quality.FAIR)
    assert (again(row).stage, owed(row), again(row).days_collaborator) == ("closed", set(), 9)
    assert present_is_recounted()


def test_days_waited_outside_are_counted_apart(world: World) -> None:
    row = world.give()
    world.do(STC, "update", row, content="Đã gửi bộ.")
    world.go(2)
    world.do(STC, "wait_outside", row, whom="Bộ Xây dựng", letter="Công văn 88/SXD ngày 25/11/2026")
    assert (again(row).holder, again(row).waits_outside) == ("outside", "Bộ Xây dựng")
    world.go(5)
    world.do(STC, "end_wait", row)
    now = again(row)
    assert (now.days_agency, now.days_outside, now.holder) == (2, 5, "agency")
    assert refused(lambda: world.do(STC, "end_wait", row))[2] == "Việc không chờ ai ở bên ngoài."
    assert present_is_recounted()


def test_a_message_is_told_to_the_other_side_and_makes_no_form_stale(world: World) -> None:
    row = world.give()
    version = again(row).version
    world.do(STC, "write", row, content="Hỏi phạm vi?")
    world.do(VP, "write", row, content="Cả tỉnh.")
    assert told(row)[-2:] == [("vp", "write", "Hỏi phạm vi?"), ("stc", "write", "Cả tỉnh.")]
    world.do(STC, "update", row, content="Đã rõ.", version=version)
    assert again(row).stage == "under_way"


# ---- the Office changes what it gave


def test_the_office_sets_another_date_beside_the_original(world: World) -> None:
    row = world.give()
    world.go(30)
    world.do("chanhvp", "set_due", row, due_on=D(2027, 1, 15), reason="Theo kết luận họp.")
    now = again(row)
    assert (now.due_on, now.original_due_on, now.explained) == (D(2027, 1, 15), D(2026, 12, 15), False)
    assert ("result", "stc", D(2027, 1, 15)) in open_duties(row)
    same = refused(lambda: world.do("chanhvp", "set_due", row, due_on=D(2027, 1, 15), reason="Lại."))
    early = refused(lambda: world.do("chanhvp", "set_due", row, due_on=D(2026, 11, 1), reason="Lại."))
    assert same[1:] == ("due_on", "Hạn này đang là hạn của việc.")
    assert early[1:] == ("due_on", "Hạn không thể trước ngày ban hành (20/11/2026).")
    assert present_is_recounted()


def test_every_lead_of_a_task_hears_of_its_new_words(world: World) -> None:
    row, other = world.give_all("stc sxd")
    world.do("vanthu", "edit", row, changes={"content": "Lập danh mục 11 điểm"}, reason="Đính chính.")
    assert again(other).task.content == "Lập danh mục 11 điểm"
    sentence = "Nội dung nhiệm vụ đã sửa: Đính chính."
    assert told(row)[-1] == ("stc", "edit", sentence)
    assert told(other)[-1] == ("sxd", "edit", sentence)
    assert refused(lambda: world.do("vanthu", "edit", row, changes={"content": ""}, reason="X"))[1] == "content"
    assert refused(lambda: world.do("vanthu", "edit", row, changes={}, reason="X"))[2] == "Chưa có gì thay đổi."


def test_another_unit_watches_and_has_what_the_office_owes_on_its_desk(world: World) -> None:
    row = world.give()
    world.do(STC, "claim", row, content="Xong.")
    unit = world.cast.unit("kinhte")
    world.do("chanhvp", "edit", row, monitoring_unit=unit, reason="Đúng lĩnh vực.")
    duty = Duty.objects.get(assignment_id=row.pk, kind="verify", dropped_at=None)
    assert (again(row).monitoring_unit_id, duty.unit_id, duty.due_on) == (unit.pk, unit.pk, D(2026, 11, 27))
    assert refused(lambda: world.do(VP, "confirm", row, quality=Quality.GOOD))[0] == 403
    assert world.do("theodoi.kinhte", "confirm", row, quality=Quality.GOOD)


def test_a_written_report_received_meets_its_duty(world: World) -> None:
    row = world.give(written_report=True)
    assert "written_report" in owed(row)
    late = refused(
        lambda: world.do(
            "vanthu", "record_report", row, number="1/BC", dated_on=D(2026, 11, 23), received_on=D(2026, 11, 22)
        )
    )
    assert late[1:] == ("received_on", "Ngày nhận không thể trước ngày báo cáo.")
    world.do("vanthu", "record_report", row, number="1/BC", dated_on=D(2026, 11, 20), received_on=D(2026, 11, 23))
    assert owed(row) == {"first_update", "result"}


# ---- days and versions


def test_the_office_may_go_back_some_days_but_not_before_the_last_act_and_an_agency_not_at_all(world: World) -> None:
    row = world.give()
    world.go(2)
    world.do(STC, "claim", row, content="Xong.")
    world.go(5)
    world.do(VP, "confirm", row, quality=Quality.GOOD, on=D(2026, 11, 27))
    assert (again(row).confirmed_on, Claim.objects.get().verdict_on) == (D(2026, 11, 27), D(2026, 11, 27))
    other = world.give()
    world.go(1)
    assert refused(lambda: world.do(STC, "update", other, content="Xong.", on=D(2026, 11, 30)))[2] == (
        "Chỉ Văn phòng UBND tỉnh được ghi lùi ngày; hãy ghi ngày hôm nay."
    )
    before = refused(lambda: world.do("chanhvp", "withdraw", other, reason="Trùng.", on=D(2026, 11, 29)))
    far = refused(lambda: world.do("chanhvp", "withdraw", other, reason="Trùng.", on=D(2026, 11, 10)))
    ahead = refused(lambda: world.do("chanhvp", "withdraw", other, reason="Trùng.", on=D(2026, 12, 24)))
    assert before == (422, "on", "Ngày ghi nhận không thể trước lần ghi nhận gần nhất (30/11/2026).")
    assert far == (422, "on", "Chỉ được ghi lùi ngày trong 10 ngày.")
    assert ahead == (422, "on", "Ngày ghi nhận không thể ở tương lai.")
    assert present_is_recounted()


def test_the_second_of_two_at_once_is_told_who_was_first(world: World) -> None:
    row = world.give()
    world.do(STC, "update", row, content="Bắt đầu.", version=1)
    with pytest.raises(Stale) as late:
        world.do("stc.giamdoc", "claim", row, content="Xong.", version=1)
    assert late.value.sentence.startswith("Đặng Thị Lan đã “cập nhật tình hình” lúc 08:")


def test_whoever_read_before_the_other_wrote_loses_and_nothing_of_his_stays(world: World) -> None:
    from giaoviec.assignments.actions.core import ask, carry_out, enter
    from giaoviec.assignments.models import Update
    from giaoviec.rules.moves import Move, Stage

    row = world.give()
    slow = ask(Move.UPDATE, row.pk, by=world.who(STC), on=world.day, at=world.at())
    world.do("stc.giamdoc", "claim", row, content="Xong.")
    with pytest.raises(Stale), carry_out(slow) as a:
        Update.objects.create(**a.row(assignment=slow.assignment, content="Muộn."))
        enter(a, slow, Stage.UNDER_WAY)
    assert (again(row).stage, Update.objects.count()) == ("claimed", 0)
    assert present_is_recounted()
