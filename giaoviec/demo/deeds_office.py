"""The Office's moves in memory (inside an agency the level above), each as its action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from giaoviec.assignments.models import Collaboration, Verification, WrittenReport
from giaoviec.demo.deeds_lead import end_open_waits, note
from giaoviec.demo.ledger import Row
from giaoviec.demo.living import Ground, Impossible, Living, Step
from giaoviec.demo.moving import carry_out, enter, new_due, new_life, tell
from giaoviec.demo.owing import owe_at_giving, settle
from giaoviec.documents.models import Revision
from giaoviec.journal.actions import Act, Salted
from giaoviec.rules.access import Actor
from giaoviec.rules.moves import Move, Stage, next_stage
from giaoviec.rules.tasks import Quality, TaskClass

GIVEN_ANEW = {"first_update_on": None, "returns_this_giving": 0, "taken_up_on": None, "responsible_leader": ""}


def begin(
    ground: Ground, a: Act, task: Row, document: Row, profile: Any, agency: int, *, move: str, **columns: Any
) -> Living:
    """As `give.begin`, for one agency."""
    watched = columns.pop("watched", task)
    due_on = columns.pop("due_on", task["due_on"])
    return new_life(
        ground, a, task, document, profile, move=move, agency_id=agency,
        monitoring_unit_id=watched["monitoring_unit_id"], task_class=task["task_class"], starred=watched["starred"],
        original_due_on=due_on, due_on=due_on, cycle=watched["cycle"], **columns,
    )  # fmt: skip


def add_collaborators(lives: Sequence[Living], a: Act, agencies: Sequence[int]) -> None:
    book = lives[0].book
    told: set[int] = set()
    for life in lives:
        for agency in dict.fromkeys(agencies):
            if agency == life.row["agency_id"]:
                continue
            life.helping.append(book.add(Collaboration, **a.row(assignment_id=life.id, agency_id=agency)))
            if agency not in told:
                told.add(agency)
                book.tell(
                    a, agency=agency, kind="collaborate", subject="assignment", subject_id=life.id,
                    text="Được giao phối hợp.", key=f"{a.id}:collaborate:{life.id}",
                )  # fmt: skip


def owe_and_tell(lives: Sequence[Living], a: Act) -> None:
    for life in lives:
        owe_at_giving(life, a)
        life.book.tell(
            a, agency=life.row["agency_id"], kind="give", subject="assignment", subject_id=life.id, text="",
            key=f"{a.id}:{life.id}",
        )  # fmt: skip


# ---- answers to a return


def correct(
    life: Living, *, changed: str, content: str = "", due_on: date | None = None, by: Actor, at: datetime
) -> None:
    due_on = due_on if due_on != life.row["due_on"] else None
    with carry_out(life, Move.CORRECT, by=by, at=at, changed=Salted(changed), due=due_on) as step:
        _answer(step, "correct", changed)
        if content:
            _revise(step, "content", content, changed)
        if due_on:
            new_due(step, due_on, cause="office", reason=changed)
        enter(step, Stage.GIVEN, **GIVEN_ANEW)
        settle(step, new_due_on=due_on)
        tell(step, changed)
        note(step, "correct", changed=changed, content=content, due_on=due_on)


def uphold(life: Living, *, reason: str, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.UPHOLD, by=by, at=at, reason=Salted(reason)) as step:
        _answer(step, "uphold", reason)
        enter(step, Stage.GIVEN)
        settle(step)
        tell(step, reason)
        note(step, "uphold", reason=reason)


def pass_on(life: Living, *, agency: int, reason: str, by: Actor, at: datetime) -> Living:
    """Returns the new life, with the other agency."""
    with carry_out(life, Move.PASS_ON, by=by, at=at, agency=agency) as step:
        _answer(step, "pass_on", reason)
        lapse(step)
        enter(step, Stage.PASSED_ON)
        settle(step)
        tell(step, reason)
        new = begin(
            life.ground, step.a, life.task, life.document, life.profile, agency, move=Move.PASS_ON,
            watched=life.row, due_on=life.row["due_on"], came_from_id=life.id,
        )  # fmt: skip
        new.leads = life.leads
        new.leads.append(agency)
        step.a.touch("assignment", new.id)
        add_collaborators([new], step.a, sorted({each["agency_id"] for each in life.helping} - {agency}))
        owe_and_tell([new], step.a)
        note(step, "pass_on", agency=agency, reason=reason, new=new.id)
    return new


def _answer(step: Step, answer: str, text: str) -> None:
    step.life.pending.pop("return").update(
        answer=answer, answer_text=text, answered_on=step.on, answered_at=step.a.at, answered_act=step.a.id
    )


def _revise(step: Step, name: str, value: str, reason: str) -> None:
    """As `terms.revise_task`: the old words stay known."""
    task = step.life.task
    step.add(Revision, subject="task", subject_id=task["id"], field=name, old=task[name], new=value, reason=reason)
    task[name] = value
    if name == "content":
        step.life.book.index(step.a, "task", task["id"], task["document_id"], value)


# ---- judging a claim


def confirm(life: Living, *, quality: Quality, reason: str = "", by: Actor, at: datetime) -> bool:
    """True where it closed; False where a starred one waits for a second person."""
    facts: dict[str, Any] = {"quality": quality.value, "first": False}
    with carry_out(life, Move.CONFIRM, by=by, at=at, **facts) as step:
        claim = life.pending["claim"]
        closes = next_stage(Move.CONFIRM, step.situation, profile=life.profile) is Stage.CLOSED
        step.a.facts["first"] = not closes
        _judge(step, confirms=True, decides=closes, reason=reason, quality=quality)
        if closes:
            _close(step, claim, quality)
        else:
            life.row["first_confirmer_id"] = by.person_id
            life.confirmers = by.persons
            tell(step, "Một người đã xác nhận; chờ người thứ hai xác nhận.")
        settle(step, result_on=claim["on"])
        note(step, "confirm", quality=quality, reason=reason)
    return closes


def _close(step: Step, claim: Row, quality: Quality) -> None:
    _verdict(step, "confirmed")
    lapse(step)
    enter(step, Stage.CLOSED, done_on=claim["on"], confirmed_on=step.on, quality=quality, quality_rejected=False)
    tell(step, f"Đã xác nhận hoàn thành, chất lượng: {quality.vi}.")


def reject(life: Living, *, reason: str, for_quality: bool = False, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.REJECT, by=by, at=at, reason=Salted(reason)) as step:
        claim = life.pending["claim"]
        _judge(step, confirms=False, decides=True, reason=reason, for_quality=for_quality)
        _verdict(step, "rejected")
        columns: Row = {"quality_rejected": True, "explained": False} if for_quality else {}
        rejections = life.row["rejections"] + 1
        enter(step, Stage.UNDER_WAY, claimed_on=None, first_confirmer_id=None, rejections=rejections, **columns)
        settle(step, for_quality=for_quality, turn_of=f"quality {claim['id']}" if for_quality else "")
        tell(step, reason)
        note(step, "reject", reason=reason, for_quality=for_quality)


def _judge(
    step: Step, *, confirms: bool, decides: bool, reason: str, quality: str = "", for_quality: bool = False
) -> None:
    step.add(
        Verification, claim_id=step.life.pending["claim"]["id"], confirms=confirms, decides=decides,
        quality=quality, reason=reason, for_quality=for_quality, for_person_id=step.by.for_person_id,
    )  # fmt: skip


def _verdict(step: Step, verdict: str) -> None:
    step.life.pending.pop("claim").update(
        verdict=verdict, verdict_on=step.on, verdict_at=step.a.at, verdict_act=step.a.id
    )
    step.life.claimers = step.life.confirmers = frozenset()


def reopen(life: Living, *, reason: str, due_on: date | None, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.REOPEN, by=by, at=at, reason=Salted(reason), due=due_on) as step:
        enter(
            step, Stage.UNDER_WAY, done_on=None, confirmed_on=None, claimed_on=None, quality="",
            first_confirmer_id=None, reopenings=life.row["reopenings"] + 1, explained=False,
        )  # fmt: skip
        if due_on:
            new_due(step, due_on, cause="reopen", reason=reason)
        settle(step, named=due_on)
        tell(step, reason)
        note(step, "reopen", reason=reason, due_on=due_on)


# ---- ending, moving, changing


def withdraw(life: Living, *, reason: str, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.WITHDRAW, by=by, at=at, reason=Salted(reason)) as step:
        life.pending.pop("claim", None)
        life.pending.pop("return", None)
        lapse(step)
        enter(step, Stage.WITHDRAWN, claimed_on=None, first_confirmer_id=None)
        settle(step)
        tell(step, reason)
        note(step, "withdraw", reason=reason)


def lapse(step: Step) -> None:
    """As `ending.lapse`: what still waits for an answer is waited for no longer."""
    life, a = step.life, step.a
    if extension := life.pending.pop("extension", None):
        extension.update(decision="lapsed", decided_on=a.on, decided_at=a.at, decided_act=a.id, decided_by_text=a.label)
    ended = {"answered_on": a.on, "answered_at": a.at, "answered_act": a.id}
    if obstacle := life.pending.pop("obstacle", None):
        obstacle.update(**ended)
    for each in life.helping:
        if each["asked_on"] and not each["answered_at"]:
            each.update(**ended)
    end_open_waits(step)
    life.row.update(extension_pending=False, obstacle_open=False, waits_opinion=0)


def transfer(life: Living, *, successor: int, basis: str, by: Actor, at: datetime) -> None:
    """To the agency that took over: the stage stays, the work is given anew."""
    facts: Row = {"successor": successor, "basis": Salted(basis)}
    with carry_out(life, Move.TRANSFER, by=by, at=at, **facts) as step:
        life.row["agency_id"] = successor
        enter(step, life.stage, **GIVEN_ANEW)
        settle(step)
        tell(step, basis)
        note(step, "transfer", successor=successor, basis=basis)


def decide_extension(life: Living, *, granted_on: date | None, reason: str, by: Actor, at: datetime) -> None:
    asked = life.pending.get("extension")
    if asked is None:
        raise Impossible("nothing was asked")
    decision = "refused" if granted_on is None else "granted" if granted_on == asked["wanted_on"] else "shorter"
    facts: Row = {"decision": decision, "granted": granted_on, "reason": Salted(reason)}
    with carry_out(life, Move.DECIDE_EXTENSION, by=by, at=at, **facts) as step:
        del life.pending["extension"]
        asked.update(
            decision=decision, granted_on=granted_on, decision_reason=reason, decided_on=step.on,
            decided_at=step.a.at, decided_act=step.a.id, decided_by_text=by.label,
        )  # fmt: skip
        life.row["extension_pending"] = False
        if granted_on:
            life.row["extensions"] += 1
            new_due(step, granted_on, cause="extension", reason=reason or asked["reason"])
        settle(step, new_due_on=granted_on)
        tell(step, _extension_sentence(step, granted_on, reason))
        note(step, "decide_extension", granted_on=granted_on, reason=reason)


def _extension_sentence(step: Step, granted_on: date | None, reason: str) -> str:
    if granted_on is None:
        return f"Không đồng ý gia hạn: {reason}"
    original = step.row["original_due_on"]
    return f"Hạn mới {granted_on:%d/%m/%Y}" + (f"; hạn gốc {original:%d/%m/%Y} vẫn được lưu." if original else ".")


def answer_obstacle(life: Living, *, answer: str, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.ANSWER_OBSTACLE, by=by, at=at, answer=Salted(answer)) as step:
        life.pending.pop("obstacle").update(
            answer=answer, answered_on=step.on, answered_at=step.a.at, answered_act=step.a.id
        )
        life.row["obstacle_open"] = False
        settle(step)
        tell(step, answer)
        note(step, "answer_obstacle", answer=answer)


def set_due(life: Living, *, due_on: date, reason: str, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.SET_DUE, by=by, at=at, due=due_on, reason=Salted(reason)) as step:
        new_due(step, due_on, cause="office", reason=reason)
        settle(step, new_due_on=due_on)
        tell(step, f"Hạn mới {due_on:%d/%m/%Y}: {reason}")
        note(step, "set_due", due_on=due_on, reason=reason)


def edit(life: Living, *, content: str, reason: str, by: Actor, at: datetime, others: Sequence[Living] = ()) -> None:
    """`others` are the other open lives of the task, whose leads are told too."""
    facts: Row = {"fields": ["content"], "unit": None, "reason": Salted(reason)}
    with carry_out(life, Move.EDIT, by=by, at=at, **facts) as step:
        _revise(step, "content", content, reason)
        for other in (life, *others):
            step.a.touch("assignment", other.id)
            tell(Step(other, Move.EDIT, step.situation, by, step.a), f"Nội dung nhiệm vụ đã sửa: {reason}")
        note(step, "edit", changes={"content": content}, reason=reason)


def record_report(life: Living, *, number: str, dated_on: date, received_on: date, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.RECORD_REPORT, by=by, at=at, number=Salted(number)) as step:
        step.add(WrittenReport, assignment_id=life.id, number=number, dated_on=dated_on, received_on=received_on)
        settle(step)
        note(step, "record_report", number=number, dated_on=dated_on, received_on=received_on)


def is_dated(life: Living) -> bool:
    return bool(life.row["task_class"] == TaskClass.DATED)
