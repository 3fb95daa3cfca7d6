"""Urging letters: proposed for all, drafted by hand, signed, numbered, sent, answered item by item, recalled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from giaoviec.agencies.models import Delegation
from giaoviec.assignments.models import Assignment
from giaoviec.documents.gate import Secret
from giaoviec.duties.models import Duty, Notice
from giaoviec.duties.queries import OPEN
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.models import Event
from giaoviec.oversight.actions import urging, urging_answers, urging_proposals, urging_steps
from giaoviec.oversight.actions.urging import Changes
from giaoviec.oversight.actions.urging_answers import Answer
from giaoviec.oversight.models import ProposalRun, Urging, UrgingItem
from giaoviec.oversight.queries import urging as queries
from giaoviec.rules.citation import Policy
from giaoviec.rules.urging import Degree
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 4)  # a Friday
LETTER_DAY = date(2026, 12, 11)  # five working days later
ANSWER_BY = date(2026, 12, 18)


@pytest.fixture
def world() -> World:
    return make_world()


def reach(world: World, day: date) -> None:
    world.go((day - world.day).days)


def when(world: World, who: str = "") -> dict[str, Any]:
    return {"by": world.who(who) if who else None, "on": world.day, "at": world.at()}


def propose(world: World, **more: Any) -> urging_proposals.Proposed:
    return urging_proposals.propose(**(when(world) | more))


def late(world: World, codes: str = "stc", **what: Any) -> list[Assignment]:
    """Work that has been overdue for five working days, started in time."""
    rows = world.give_all(codes, due_on=DUE, **what)
    for row in rows:
        who = {"stc": "stc.vanphong", "sxd": "sxd.vanphong", "phuquy": "xa.phuquy"}[row.agency.code]
        world.do(who, "update", row, content="Đã phân công.")
    return rows


def press(world: World, verb: str, letter: Urging, who: str, **more: Any) -> Any:
    return getattr(urging_steps, verb)(letter.pk, version=current(letter).version, **when(world, who), **more)


def current(letter: Urging) -> Urging:
    return Urging.objects.get(pk=letter.pk)


def sent(world: World, letter: Urging) -> Urging:
    press(world, "sign", letter, "chanhvp")
    press(world, "number", letter, "vanthu")
    press(world, "send", letter, "vanthu")
    return current(letter)


def refused(call: Any, *args: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*args, **more)
    return caught.value


def changes(letter: Urging, **more: Any) -> Changes:
    kept = Changes(
        summary=letter.summary, opening=letter.opening, closing=letter.closing, symbol=letter.symbol,
        urgency=letter.urgency, answer_by=letter.answer_by,
        assignments=tuple(letter.items.values_list("assignment_id", flat=True)),
    )  # fmt: skip
    return replace(kept, **more)


def edit(world: World, letter: Urging, who: str = "chanhvp", **more: Any) -> Urging:
    letter = current(letter)
    return urging.edit(letter.pk, changes(letter, **more), version=letter.version, **when(world, who))


def drafts() -> list[tuple[str, int]]:
    rows = Urging.objects.filter(stage="drafted", voided_at=None).order_by("agency__code")
    return [(row.agency.code, row.items.count()) for row in rows]


# ---- proposing


def test_one_letter_an_agency_names_all_that_it_owes(world: World) -> None:
    late(world, "stc sxd")
    late(world, "stc")
    reach(world, LETTER_DAY)
    done = propose(world)
    assert drafts() == [("stc", 2), ("sxd", 1)]
    assert (done.made, done.items) == (2, 3)
    letter = Urging.objects.get(agency__code="stc")
    assert letter.answer_by == ANSWER_BY
    assert "đến ngày 11/12/2026, Văn phòng UBND tỉnh thấy quý cơ quan còn các nhiệm vụ sau" in letter.opening
    assert [(item.kind, item.due_on, item.days_late) for item in letter.items.all()] == [("result", DUE, 5)] * 2


def test_nothing_is_proposed_the_day_before_it_is_late_enough(world: World) -> None:
    late(world)
    reach(world, date(2026, 12, 10))
    propose(world)
    assert drafts() == []


def test_a_second_run_adds_nothing_and_writes_no_event(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    before = (drafts(), Event.objects.count(), list(Urging.objects.values_list("pk", "version")))
    assert str(propose(world)) == (
        "0 dự thảo mới, 0 dự thảo cập nhật, 0 dự thảo bỏ vì không còn việc, "
        "0 dự thảo đã có người sửa nên giữ nguyên; 1 việc"
    )
    assert (drafts(), Event.objects.count(), list(Urging.objects.values_list("pk", "version"))) == before


def test_a_draft_that_nobody_touched_follows_what_is_owed(world: World) -> None:
    first, *_ = late(world)
    reach(world, LETTER_DAY)
    propose(world)
    world.go(3)
    world.do("stc.vanphong", "claim", first, content="Xong.", explanation=EXPLAINED)
    assert propose(world).dropped == 1
    assert drafts() == []


EXPLAINED = {"cause": "people", "content": "Thiếu người.", "proposal": "Bổ sung người."}


def test_a_draft_that_somebody_touched_is_left_alone(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    letter = edit(world, Urging.objects.get(), summary="đôn đốc việc xử lý sạt lở")
    late_too = late_again(world)
    assert propose(world).kept == 1
    assert drafts() == [("stc", 1)]
    assert current(letter).summary == "đôn đốc việc xử lý sạt lở"
    assert late_too in {case.assignment_id for case in queries.to_write(world.day)[letter.agency_id]}


def late_again(world: World) -> int:
    """Another overdue thing of the same agency, as if it had been given with the first."""
    row = world.give_all("stc", due_on=DUE, due_text="4/12")[0] if world.day <= DUE else None
    if row is None:
        first = Assignment.objects.first()
        assert first is not None
        here = world.day
        world.day = first.given_on
        row = late(world)[0]
        world.day = here
    return row.pk


def test_a_run_tells_how_far_it_has_come(world: World) -> None:
    late(world, "stc sxd")
    reach(world, LETTER_DAY)
    run = ProposalRun.objects.create(started_at=world.at(), by_text="Nguyễn Đức Thắng")
    propose(world, run=run)
    run.refresh_from_db()
    assert (run.total, run.done, run.finished_at is not None) == (2, 2, True)
    assert run.result.startswith("2 dự thảo mới")


def test_only_who_drafts_letters_may_ask_for_proposals(world: World) -> None:
    assert refused(propose, world, by=world.who("stc.vanphong")).status == 403


def test_what_the_office_holds_and_what_waits_outside_is_not_proposed(world: World) -> None:
    claimed, returned, outside = late(world)[0], world.give("stc", due_on=DUE), late(world)[0]
    reach(world, date(2026, 12, 8))
    world.do("stc.vanphong", "claim", claimed, content="Xong.", explanation=EXPLAINED)
    world.do("stc.vanphong", "give_back", returned, reason="Không thuộc chức năng.")
    world.do("stc.vanphong", "wait_outside", outside, whom="Bộ Tài chính", letter="Công văn 12/STC ngày 07/12/2026")
    reach(world, LETTER_DAY)
    propose(world)
    assert drafts() == []


def test_a_collaborator_s_silence_is_urged_too(world: World) -> None:
    row = world.give("stc", due_on=date(2027, 3, 1), helpers=True)
    world.do("stc.vanphong", "update", row, content="Đang làm.")
    world.do("stc.vanphong", "ask_opinion", row, agency=world.cast.agency("sxd"), asked="Góp ý danh mục.")
    reach(world, LETTER_DAY)
    propose(world)
    assert drafts() == [("sxd", 1)]
    assert UrgingItem.objects.get().kind == "opinion"


# ---- by hand


def test_a_monitor_urges_one_assignment_of_his_unit(world: World) -> None:
    [row] = late(world)
    reach(world, date(2026, 12, 7))
    letter = urging.draft([row.pk], **when(world, "theodoi"))
    assert (letter.symbol, letter.unit, letter.touched) == ("VP-TH", world.cast.unit("tonghop"), True)
    assert [item.days_late for item in letter.items.all()] == [1]
    again = urging.draft([row.pk], **when(world, "theodoi"))
    assert (again.pk, again.items.count()) == (letter.pk, 1)


def test_by_hand_it_goes_into_the_draft_that_is_there(world: World) -> None:
    late(world)
    soon = world.give("stc", due_on=date(2026, 12, 31))
    world.do("stc.vanphong", "update", soon, content="Đã phân công.")
    reach(world, LETTER_DAY)
    propose(world)
    letter = urging.draft([soon.pk], **when(world, "chanhvp"))
    assert drafts() == [("stc", 2)]
    assert [item.assignment_id for item in letter.items.all()][-1] == soon.pk


def test_a_monitor_does_not_urge_what_another_unit_follows(world: World) -> None:
    [row] = late(world)
    no = refused(urging.draft, [row.pk], **when(world, "theodoi.kinhte"))
    assert no.sentence == (
        "Chuyên viên chỉ đôn đốc việc do đơn vị mình theo dõi; có việc của đơn vị khác trong danh sách."
    )


def test_work_at_the_office_is_not_urged_by_hand(world: World) -> None:
    [row] = late(world)
    world.do("stc.vanphong", "claim", row, content="Xong.")
    no = refused(urging.draft, [row.pk], **when(world, "chanhvp"))
    assert no.sentence.endswith("Không đôn đốc được: việc đang ở Văn phòng UBND tỉnh.")


def test_nobody_urges_nothing(world: World) -> None:
    assert refused(urging.draft, [], **when(world, "chanhvp")).status == 422


def test_a_letter_goes_to_one_agency(world: World) -> None:
    rows = late(world, "stc sxd")
    no = refused(urging.draft, [row.pk for row in rows], **when(world, "chanhvp"))
    assert no.sentence == "Mỗi cơ quan một văn bản đôn đốc; hãy chọn việc của một cơ quan."


def test_an_agency_cannot_draft(world: World) -> None:
    [row] = late(world)
    assert refused(urging.draft, [row.pk], **when(world, "stc.vanphong")).status == 403


# ---- editing


def test_the_editor_changes_words_items_and_their_order(world: World) -> None:
    rows = [late(world)[0] for _ in range(3)]
    reach(world, LETTER_DAY)
    propose(world)
    letter = Urging.objects.get()
    wanted = (rows[2].pk, rows[0].pk)
    edit(world, letter, closing="Đề nghị báo cáo ngay.", urgency="urgent", assignments=wanted)
    letter = current(letter)
    assert (letter.closing, letter.urgency) == ("Đề nghị báo cáo ngay.", "urgent")
    assert tuple(item.assignment_id for item in letter.items.all()) == wanted
    edit(world, letter, assignments=(*wanted, rows[1].pk))
    assert tuple(item.assignment_id for item in letter.items.all()) == (*wanted, rows[1].pk)


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"answer_by": None}, "answer_by", "Chọn hạn trả lời."),
        ({"answer_by": LETTER_DAY}, "answer_by", "Hạn trả lời phải sau hôm nay."),
        ({"answer_by": date(2026, 12, 13)}, "answer_by", "Ngày 13/12/2026 là ngày nghỉ; hãy chọn ngày làm việc."),
        ({"summary": " "}, "summary", "Ghi trích yếu."),
        ({"opening": ""}, "opening", "Ghi phần mở đầu của văn bản."),
        ({"urgency": "now"}, "urgency", "Chọn mức độ khẩn."),
    ],
)
def test_the_editor_says_what_is_wrong_at_its_field(
    world: World, change: dict[str, Any], field: str, sentence: str
) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    no = refused(edit, world, Urging.objects.get(), **change)
    assert (no.field, no.sentence, no.status) == (field, sentence, 422)


def test_a_letter_that_is_marked_secret_is_refused(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    with pytest.raises(Secret):
        edit(world, Urging.objects.get(), opening="MẬT\nBáo cáo về quốc phòng.")


def test_of_two_editors_the_second_is_told(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    letter = Urging.objects.get()
    edit(world, letter)
    with pytest.raises(Stale):
        urging.edit(letter.pk, changes(letter), version=letter.version, **when(world, "chanhvp"))


def test_a_draft_may_be_dropped_and_comes_again_while_it_is_owed(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    urging.discard(Urging.objects.get().pk, version=1, **when(world, "theodoi"))
    assert drafts() == []
    propose(world)
    assert drafts() == [("stc", 1)]


# ---- signing, numbering, sending


def test_a_letter_is_signed_numbered_and_sent(world: World) -> None:
    [row] = late(world)
    reach(world, LETTER_DAY)
    propose(world)
    letter = press(world, "sign", Urging.objects.get(), "chanhvp")
    assert (letter.signer_name, letter.signer_authority, letter.signer_post) == (
        "Nguyễn Đức Thắng",
        "",
        "CHÁNH VĂN PHÒNG",
    )
    item = letter.items.get()
    assert (item.content, item.paper) == (row.task.content, "Công văn ngày 20/11/2026")
    letter = press(world, "number", letter, "vanthu")
    assert (letter.full_number, letter.numbered_on) == ("01/VP-TH", LETTER_DAY)
    letter = press(world, "send", letter, "vanthu")
    assert (letter.stage, letter.sent_on, letter.effect_until) == ("sent", LETTER_DAY, date(2026, 12, 25))
    owed = Duty.objects.filter(OPEN, kind="answer_urging").values_list("agency__code", "due_on", "subject_id")
    assert list(owed) == [("stc", ANSWER_BY, letter.pk)]
    told = Notice.objects.get(kind="send_urging")
    assert told.agency_id == row.agency_id
    assert told.text == "Công văn số 01/VP-TH ngày 11/12/2026: 1 việc; trả lời từng việc chậm nhất ngày 18/12/2026."


def test_numbers_have_no_gap(world: World) -> None:
    late(world, "stc sxd phuquy")
    reach(world, LETTER_DAY)
    propose(world)
    for letter in Urging.objects.order_by("id"):
        press(world, "sign", letter, "chanhvp")
    for letter in Urging.objects.order_by("-id"):
        press(world, "number", letter, "vanthu")
    assert [letter.number for letter in Urging.objects.order_by("-id")] == [1, 2, 3]


def test_an_empty_letter_is_not_signed(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    letter = edit(world, Urging.objects.get(), assignments=())
    no = refused(press, world, "sign", letter, "chanhvp")
    assert no.sentence == "Văn bản chưa có việc nào; hãy thêm việc cần đôn đốc rồi ký."


def test_a_letter_is_sent_once(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    letter = sent(world, Urging.objects.get())
    no = refused(press, world, "send", letter, "vanthu")
    assert no.sentence == "Công văn số 01/VP-TH ngày 11/12/2026 đã gửi rồi; mỗi văn bản chỉ gửi một lần."
    assert Duty.objects.filter(kind="answer_urging").count() == 1


def test_steps_do_not_jump(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    letter = Urging.objects.get()
    assert refused(press, world, "number", letter, "vanthu").sentence == (
        "Văn bản dự thảo; không làm bước này được nữa."
    )
    press(world, "sign", letter, "chanhvp")
    assert refused(press, world, "send", letter, "vanthu").status == 409
    assert refused(edit, world, letter).status == 409


def test_only_the_head_signs_and_only_the_clerk_or_he_issues(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    letter = Urging.objects.get()
    assert refused(press, world, "sign", letter, "theodoi").status == 403
    press(world, "sign", letter, "chanhvp")
    assert refused(press, world, "number", letter, "theodoi").status == 403


def test_who_stands_in_signs_by_authority(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    Delegation.objects.create(
        membership=world.cast.membership("chanhvp"), to=world.cast.person("theodoi"), from_on=world.day,
        to_on=world.day, basis="Giấy ủy quyền 01",
    )  # fmt: skip
    stand_in = world.cast.actor("theodoi", for_="chanhvp")
    letter = urging_steps.sign(Urging.objects.get().pk, version=1, by=stand_in, on=world.day, at=world.at())
    assert (letter.signer_name, letter.signer_authority, letter.signer_post) == (
        "Trần Quốc Bảo",
        "TUQ. CHÁNH VĂN PHÒNG",
        "CHUYÊN VIÊN",
    )


def test_a_signed_letter_may_become_a_draft_again_a_numbered_one_not(world: World) -> None:
    late(world)
    reach(world, LETTER_DAY)
    propose(world)
    letter = press(world, "sign", Urging.objects.get(), "chanhvp")
    letter = press(world, "redraft", letter, "chanhvp")
    assert (letter.stage, letter.signer_name) == ("drafted", "")
    press(world, "sign", letter, "chanhvp")
    press(world, "number", letter, "vanthu")
    assert refused(press, world, "redraft", letter, "chanhvp").ground == Policy("urging_letter")


def test_what_was_urged_is_not_urged_again_within_ten_working_days(world: World) -> None:
    [row] = late(world)
    reach(world, LETTER_DAY)
    propose(world)
    sent(world, Urging.objects.get())
    reach(world, date(2026, 12, 24))
    propose(world)
    assert drafts() == []
    no = refused(urging.draft, [row.pk], **when(world, "chanhvp"))
    assert no.sentence.endswith("Đã đôn đốc ngày 11/12/2026; đôn đốc lại được từ ngày 25/12/2026.")
    reach(world, date(2026, 12, 25))
    propose(world)
    assert drafts() == [("stc", 1)]


# ---- answering


def five(world: World) -> Urging:
    for _ in range(2):
        late(world)
    reach(world, LETTER_DAY)
    propose(world)
    return sent(world, Urging.objects.get())


def reply(world: World, letter: Urging, who: str = "stc.vanphong", *, items: Any = None, **more: Any) -> Urging:
    given: dict[str, Any] = {"text": "Trình UBND tỉnh.", "promised_on": date(2026, 12, 22), "cause": "people"} | more
    chosen = letter.items.all() if items is None else items
    return urging_answers.answer(
        letter.pk, [Answer(item.pk, given["text"], given["promised_on"], given["cause"]) for item in chosen],
        **when(world, who),
    )  # fmt: skip


def test_a_letter_is_answered_item_by_item(world: World) -> None:
    letter = five(world)
    first, second = letter.items.all()
    letter = reply(world, letter, items=[first])
    assert letter.answered_on is None
    assert Duty.objects.filter(OPEN, kind="answer_urging").exists()
    letter = reply(world, letter, items=[second])
    assert letter.answered_on == world.day
    assert Duty.objects.get(kind="answer_urging").met_on == world.day
    told = Notice.objects.filter(kind="answer_urging").order_by("id").values_list("text", flat=True)
    assert list(told) == [
        "Sở Tài chính trả lời 1 việc của Công văn số 01/VP-TH ngày 11/12/2026; còn 1 việc chưa trả lời.",
        "Sở Tài chính trả lời 1 việc của Công văn số 01/VP-TH ngày 11/12/2026; đã trả lời đủ.",
    ]


def test_nobody_answers_for_another_agency_or_twice(world: World) -> None:
    letter = five(world)
    assert refused(reply, world, letter, "sxd.vanphong").status == 404
    assert refused(reply, world, letter, "chanhvp").status == 403
    reply(world, letter)
    no = refused(reply, world, letter)
    assert no.sentence == "Việc này đã trả lời ngày 11/12/2026; mỗi việc trả lời một lần."


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"text": " "}, "answer", "Ghi việc sẽ làm."),
        ({"promised_on": None}, "promised", "Ghi ngày sẽ xong."),
        ({"promised_on": date(2026, 12, 10)}, "promised", "Ngày sẽ xong không thể trước hôm nay."),
        ({"cause": "luck"}, "cause", "Chọn nguyên nhân trong danh sách."),
    ],
)
def test_an_answer_says_what_by_when_and_why(world: World, change: dict[str, Any], field: str, sentence: str) -> None:
    letter = five(world)
    item = letter.items.all()[0]
    no = refused(reply, world, letter, items=[item], **change)
    assert (no.field, no.sentence) == (f"{field}_{item.pk}", sentence)
    assert not UrgingItem.objects.exclude(answered_at=None).exists()


def test_what_was_not_answered_goes_to_the_chairman(world: World) -> None:
    letter = five(world)
    first, second = letter.items.all()
    reply(world, letter, items=[first])
    reach(world, date(2026, 12, 21))
    reached = queries.reached(world.day, Degree.REPORT)
    assert [(case.assignment_id, case.verdict.degree) for case in reached] == [(second.assignment_id, Degree.REPORT)]
    assert reached[0].verdict.reason.endswith("không trả lời văn bản đôn đốc")


# ---- recalling


def test_a_sent_letter_is_taken_back_by_another_with_its_own_number(world: World) -> None:
    letter = five(world)
    taking = urging_steps.recall(letter.pk, reason="Gửi nhầm cơ quan.", **when(world, "chanhvp"))
    assert current(letter).recalled_on is None
    taking = sent(world, taking)
    letter = current(letter)
    assert (taking.full_number, letter.full_number, letter.recalled_on) == ("02/VP-TH", "01/VP-TH", world.day)
    assert not Duty.objects.filter(OPEN, kind="answer_urging").exists()
    assert refused(reply, world, letter).sentence == "Văn bản này đã được thu hồi; không phải trả lời nữa."
    propose(world)
    assert drafts() == [("stc", 2)]  # what was taken back did not urge


def test_a_letter_is_recalled_once_and_with_a_reason(world: World) -> None:
    letter = five(world)
    assert refused(urging_steps.recall, letter.pk, reason=" ", **when(world, "chanhvp")).field == "reason"
    urging_steps.recall(letter.pk, reason="Gửi nhầm.", **when(world, "chanhvp"))
    assert refused(urging_steps.recall, letter.pk, reason="Gửi nhầm.", **when(world, "chanhvp")).sentence == (
        "Văn bản này đã thu hồi hoặc đã có dự thảo thu hồi."
    )
