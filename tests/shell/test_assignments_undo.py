"""Undoing: every verb, by its author, in time, until somebody has acted on it; the present is as if it had not been."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from giaoviec.assignments import actions
from giaoviec.assignments.lives import days, life
from giaoviec.assignments.models import Assignment, Collaboration, StageSpell, Task
from giaoviec.assignments.recounting import recount
from giaoviec.documents.models import SearchEntry
from giaoviec.duties.models import Duty, Notice
from giaoviec.duties.queries import OPEN
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.rules.moves import Move
from giaoviec.rules.standing import standing
from giaoviec.rules.tasks import Quality
from tests.shell.world import World, again, make_world, open_duties, present_columns

pytestmark = pytest.mark.django_db

D = date
STC, SXD, VP = "stc.vanphong", "sxd.vanphong", "theodoi"


@pytest.fixture
def world() -> World:
    return make_world()


def returned(w: World, row: Assignment) -> None:
    w.do(STC, "give_back", row, reason="Không thuộc chức năng.")


def claimed(w: World, row: Assignment) -> None:
    w.do(STC, "claim", row, content="Xong.", product_number="1/BC", product_on=w.day)


def closed(w: World, row: Assignment) -> None:
    claimed(w, row)
    w.do("theodoi2", "confirm", row, quality=Quality.GOOD)


def asked(w: World, row: Assignment) -> None:
    w.do(STC, "ask_extension", row, wanted_on=D(2026, 12, 30), cause="scope", reason="Phát sinh.")


def blocked(w: World, row: Assignment) -> None:
    w.do(STC, "report_obstacle", row, cause="money", problem="Thiếu.", proposal="Bổ sung.")


def opinion(w: World, row: Assignment) -> None:
    w.do(STC, "ask_opinion", row, agency=w.cast.agency("sxd"), asked="Góp ý.")


def waiting(w: World, row: Assignment) -> None:
    w.do(STC, "wait_outside", row, whom="Bộ Xây dựng", letter="88/SXD")


def overdue(w: World, row: Assignment) -> None:
    w.go(30)


def nothing(w: World, row: Assignment) -> None:
    pass


Before = Callable[[World, Assignment], None]
EXPLANATION = {"cause": "land", "content": "Vướng.", "proposal": "Bố trí."}
CASES: list[tuple[str, Before, str, dict[str, Any]]] = [
    (STC, nothing, "take_up", {"leader": "Lê Văn Ba"}),
    (STC, nothing, "update", {"content": "Đã lập tổ khảo sát.", "percent": 10}),
    (STC, nothing, "give_back", {"reason": "Không thuộc chức năng."}),
    (STC, nothing, "claim", {"content": "Xong."}),
    (STC, overdue, "claim", {"content": "Xong.", "explanation": EXPLANATION}),
    (STC, overdue, "explain", EXPLANATION),
    (STC, nothing, "ask_extension", {"wanted_on": D(2026, 12, 30), "cause": "scope", "reason": "Phát sinh."}),
    (STC, nothing, "report_obstacle", {"cause": "money", "problem": "Thiếu.", "proposal": "Bổ sung."}),
    (STC, nothing, "wait_outside", {"whom": "Bộ Xây dựng", "letter": "88/SXD"}),
    (STC, waiting, "end_wait", {}),
    (STC, waiting, "claim", {"content": "Xong."}),
    (SXD, opinion, "give_opinion", {"answer": "Thống nhất."}),
    (STC, nothing, "write", {"content": "Hỏi phạm vi?"}),
    (STC, nothing, "assign_inside", {"content": "Đo 6 điểm", "due_on": D(2026, 12, 10)}),
    (VP, returned, "correct", {"changed": "Thêm.", "content": "Lập danh mục mới", "due_on": D(2026, 12, 20)}),
    (VP, returned, "uphold", {"reason": "Đúng chức năng."}),
    (VP, returned, "pass_on", {"reason": "Chuyển."}),
    (VP, claimed, "confirm", {"quality": Quality.GOOD}),
    (VP, claimed, "reject", {"reason": "Thiếu.", "for_quality": True}),
    (VP, asked, "decide_extension", {"granted_on": D(2026, 12, 20), "reason": "Mùa sóng."}),
    (VP, asked, "decide_extension", {"granted_on": None, "reason": "Không."}),
    (VP, blocked, "answer_obstacle", {"answer": "Dùng nguồn dự phòng."}),
    ("chanhvp", nothing, "set_due", {"due_on": D(2026, 12, 1), "reason": "Theo kết luận họp."}),
    ("chanhvp", asked, "withdraw", {"reason": "Đã có văn bản thay thế."}),
    ("chanhvp", opinion, "withdraw", {"reason": "Đã có văn bản thay thế."}),
    ("chanhvp", closed, "reopen", {"reason": "Chưa làm.", "due_on": D(2027, 1, 15)}),
    ("chanhvp", nothing, "edit", {"changes": {"content": "Lập danh mục 11 điểm"}, "reason": "Đính chính."}),
    ("vanthu", nothing, "record_report", {"number": "1/BC", "dated_on": D(2026, 11, 23), "received_on": D(2026, 11, 23)}),
]  # fmt: skip


def test_the_cases_cover_every_verb_but_the_transfer() -> None:
    verbs = {verb for _, _, verb, _ in CASES}
    names = {"give_back": "return", "end_wait": "wait_outside"}
    assert {names.get(verb, verb) for verb in verbs} | {"ask_opinion"} == set(Move) - {Move.TRANSFER}


@pytest.mark.parametrize(("who", "before", "verb", "what"), CASES, ids=[f"{c[2]}-{c[1].__name__}" for c in CASES])
def test_an_act_taken_back_leaves_the_present_as_it_was_and_the_past_as_it_was_known(
    world: World, who: str, before: Before, verb: str, what: dict[str, Any]
) -> None:
    row = world.give(helpers=True, written_report=True)
    before(world, row)
    if verb == "pass_on":
        what = what | {"agency": world.cast.agency("snnmt")}
    if verb == "assign_inside":
        what = what | {"unit": world.cast.unit("stc.ngansach")}
    was = _picture(row)
    world.do(who, verb, row, **what)
    acted, known_at = _picture(row), world.at()
    version = again(row).version
    world.undo_last(who)
    assert _picture(row) == was
    assert again(row).version > version - (verb == "write")
    assert present_columns(row) == recount(again(row))
    then = life(again(row), known_at=known_at)
    assert standing(then, world.day).stage == acted["columns"]["stage"]


def _picture(row: Assignment) -> dict[str, Any]:
    """All that a reader of today sees of it."""
    row = again(row)
    spells = StageSpell.objects.filter(assignment=row, voided_at=None).order_by("id")
    told = Notice.objects.exclude(kind="give").values_list("agency_id", "kind", "text")
    indexed = SearchEntry.objects.order_by("subject", "subject_id").values_list("subject", "marked")
    columns = {name: value for name, value in present_columns(row).items() if not name.startswith("days_")}
    return {
        "columns": columns | {"unit": row.monitoring_unit_id},
        "days": days(row, until=D(2027, 3, 1)),
        "spells": list(spells.values_list("stage", "on", "until_on", "move")),
        "duties": open_duties(row),
        "told": sorted(told),
        "task": Task.objects.values_list("content", "monitoring_unit_id").get(),
        "indexed": sorted(indexed),
        "alive": list(Assignment.objects.filter(voided_at=None).values_list("pk", flat=True)),
        "opinions": sorted(Collaboration.objects.filter(voided_at=None).values_list("agency_id", "asked", "answer")),
    }


def test_a_giving_taken_back_leaves_a_document_that_waits_to_be_judged(world: World) -> None:
    document = world.document()
    row = world.give(document=document)
    world.undo_last("vanthu")
    document.refresh_from_db()
    assert (document.judged_at, again(row).voided_at is None) == (None, False)
    assert not Duty.objects.filter(OPEN, assignment_id=row.pk).exists()
    assert not SearchEntry.objects.filter(subject="task").exists()


def test_acts_are_taken_back_one_after_the_other_the_last_first(world: World) -> None:
    row = world.give()
    start = _picture(row)
    asked(world, row)
    middle = _picture(row)
    world.do(VP, "decide_extension", row, granted_on=D(2026, 12, 20), reason="Được.")
    with pytest.raises(Refused) as no:
        actions.undo(_act("ask_extension"), by=world.who(STC), on=world.day, at=world.at())
    assert no.value.sentence == "Trần Quốc Bảo đã “quyết định gia hạn” sau đó nên không hoàn tác được nữa."
    world.undo_last(VP)
    assert _picture(row) == middle
    actions.undo(_act("ask_extension"), by=world.who(STC), on=world.day, at=world.at())
    assert _picture(row) == start


def _act(verb: str) -> Any:
    return Event.objects.filter(verb=verb).latest("id").act


def test_undoing_twice_undoing_late_and_undoing_for_others_is_refused(world: World) -> None:
    row = world.give()
    world.do(STC, "update", row, content="Đã làm.")
    act = _act("update")
    at = world.at()

    def refusal(who: str, at: datetime) -> str:
        with pytest.raises(Refused) as no:
            actions.undo(act, by=world.who(who), on=world.day, at=at)
        return no.value.sentence

    assert refusal("stc.giamdoc", at) == "Không có thao tác này."
    assert refusal(STC, at + timedelta(minutes=15)) == "Đã quá 15 phút nên không hoàn tác được nữa."
    actions.undo(act, by=world.who(STC), on=world.day, at=at)
    assert refusal(STC, at + timedelta(minutes=1)) == "Thao tác này đã được hoàn tác."


def test_what_was_taken_back_can_be_done_anew(world: World) -> None:
    row = world.give()
    world.do(STC, "take_up", row, leader="Lê Văn Ba")
    world.do(STC, "update", row, content="Sai.")
    world.undo_last(STC)
    world.go(1)
    world.do(STC, "update", row, content="Đúng.")
    now = again(row)
    assert (now.first_update_on, now.responsible_leader) == (D(2026, 11, 24), "Lê Văn Ba")
    assert present_columns(row) == recount(now)
    assert [kind for kind, _, _ in open_duties(row)] == ["result"]
