"""An agency answers a letter item by item: what it will do, by when, why it is late (9.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from giaoviec.agencies.queries import office
from giaoviec.assignments.actions.causes import check_cause
from giaoviec.assignments.actions.core import kept_text
from giaoviec.duties.actions import meet, tell
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.actions.urging import allow, find
from giaoviec.oversight.actions.urging_words import SUBJECT, letter_vi
from giaoviec.oversight.models import LetterStage, Urging, UrgingItem
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Policy, cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import Role

GROUND = Policy("urging_answer")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one item: its id, what will be done, by when, and the cause from the list."""

    item_id: int
    text: str
    promised_on: date | None
    cause: str


@cites("QC 9.3")
@policy("urging_answer")
def answer(pk: int, answers: Sequence[Answer], *, by: Actor, on: date, at: datetime) -> Urging:
    """Answers some or all items of a letter, each once; with the last one the duty is met.

    Fields of refusals are those of the page: "answer_<item>", "promised_<item>", "cause_<item>".
    """
    letter = find(pk, by)
    allow(by, "answer_urging", agency_id=letter.agency_id)
    _may_be_answered(letter)
    if not answers:
        raise Refused("Ghi trả lời cho ít nhất một việc.", ground=GROUND, status=422)
    items = {item.pk: item for item in letter.items.all()}
    given = [(items[one.item_id], _kept(one, items, by=by, on=on, at=at)) for one in answers if one.item_id in items]
    if len(given) < len(answers):
        raise Refused("Văn bản không có việc này.", status=404)
    texts = Salted("\n".join(text for _, (text, _, _) in given))
    with act("answer_urging", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, answers=texts) as a:
        for item, columns in given:
            _write(a, item, columns)
        a.touch("assignment", *(item.assignment_id for item, _ in given))
        left = UrgingItem.objects.filter(letter=letter, answered_at=None).count()
        if not left:
            meet(a, kinds=[DutyKind.ANSWER_URGING], subject=SUBJECT, subject_id=pk, on=on)
            Urging.objects.filter(pk=pk).update(answered_on=on)
        _tell_office(a, letter, len(given), left)
    letter.refresh_from_db()
    return letter


def _may_be_answered(letter: Urging) -> None:
    if letter.recalled_on:
        raise Refused("Văn bản này đã được thu hồi; không phải trả lời nữa.", ground=Policy("urging_letter"))
    if letter.stage != LetterStage.SENT or letter.recalls_id:
        raise Refused("Văn bản này không yêu cầu trả lời.", ground=GROUND)


Columns = tuple[str, date, str]


def _kept(one: Answer, items: dict[int, UrgingItem], *, by: Actor, on: date, at: datetime) -> Columns:
    n = one.item_id
    if items[n].answered_at:
        sentence = f"Việc này đã trả lời ngày {items[n].answered_on:%d/%m/%Y}; mỗi việc trả lời một lần."
        raise Refused(sentence, ground=GROUND, field=f"answer_{n}")
    text = kept_text(f"answer_{n}", one.text, by=by, at=at, need="Ghi việc sẽ làm.", ground=GROUND, most=5_000)
    if one.promised_on is None:
        raise Refused("Ghi ngày sẽ xong.", ground=GROUND, field=f"promised_{n}", status=422)
    if one.promised_on < on:
        raise Refused("Ngày sẽ xong không thể trước hôm nay.", ground=GROUND, field=f"promised_{n}", status=422)
    try:
        check_cause(one.cause)
    except Refused as no:
        raise Refused(no.sentence, ground=GROUND, field=f"cause_{n}", status=no.status) from None
    return text, one.promised_on, one.cause


def _write(a: Act, item: UrgingItem, columns: Columns) -> None:
    text, promised_on, cause = columns
    written = UrgingItem.objects.filter(pk=item.pk, answered_at=None).update(
        answer=text, promised_on=promised_on, cause=cause, answered_on=a.on, answered_at=a.at, answered_act=a.id,
        answered_by_text=a.label,
    )  # fmt: skip
    if not written:
        raise Stale("Người khác trong cơ quan vừa trả lời việc này; hãy tải lại trang.")


def _tell_office(a: Act, letter: Urging, answered: int, left: int) -> None:
    rest = f"; còn {left} việc chưa trả lời" if left else "; đã trả lời đủ"
    text = f"{letter.agency.name} trả lời {answered} việc của {letter_vi(letter)}{rest}."
    tell(
        a, agency=office(), kind="answer_urging", subject=SUBJECT, subject_id=letter.pk, text=text,
        key=f"{a.id}:{letter.pk}", role=Role.MONITOR if letter.unit_id else "", unit=letter.unit_id,
    )  # fmt: skip
