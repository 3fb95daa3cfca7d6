"""A letter on its way: signed → numbered → sent; taken back by another letter, never renumbered or deleted (9.3)."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.agencies.queries import office
from giaoviec.assignments.actions.core import kept_text
from giaoviec.days import day_of
from giaoviec.documents.numbers import take as take_number
from giaoviec.duties.actions import drop, owe, tell
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions.urging import allow, check_answer_by, find, must_be, take, unit_of
from giaoviec.oversight.actions.urging_words import REGISTER, SUBJECT, letter_vi, signature, symbol
from giaoviec.oversight.models import LetterStage, Urging, UrgingItem
from giaoviec.oversight.papers import paper_of
from giaoviec.oversight.queries import urging as queries
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, Policy, cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import Role
from giaoviec.rules.urging import effect_until

DRAFTED, SIGNED, NUMBERED, SENT = LetterStage.DRAFTED, LetterStage.SIGNED, LetterStage.NUMBERED, LetterStage.SENT


@cites("QC 9.3")
def sign(pk: int, *, version: int, by: Actor, on: date, at: datetime) -> Urging:
    """Signs a draft: what it names is kept as printed. `Refused` for an empty letter, or an answer day gone by."""
    letter = find(pk, by)
    allow(by, "sign_urging")
    must_be(letter, DRAFTED)
    items = queries.items_of(letter)
    if letter.recalls_id is None:
        if not items:
            sentence = "Văn bản chưa có việc nào; hãy thêm việc cần đôn đốc rồi ký."
            raise Refused(sentence, ground=Cite("QC 9.3"), field="items")
        check_answer_by(letter.answer_by, on)
    with act("sign_urging", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        take(letter, version, DRAFTED, stage=SIGNED, signed_on=on, signer_id=by.person_id, **signature(by, on))
        for item in items:
            item.content = item.assignment.content or item.assignment.task.content
            item.paper = paper_of(item.assignment.document)
        UrgingItem.objects.bulk_update(items, ["content", "paper"])
        clerk = {"role": Role.CLERK, "agency": office()}
        _tell(a, letter, "sign_urging", f"Chờ cấp số, gửi {letter.agency.name}: {letter.summary}", **clerk)
    return _again(letter)


def redraft(pk: int, *, version: int, by: Actor, on: date, at: datetime) -> Urging:
    """A signed letter that has no number yet becomes a draft again."""
    letter = find(pk, by)
    allow(by, "sign_urging")
    must_be(letter, SIGNED)
    other = Urging.objects.filter(queries.LETTERS, agency=letter.agency_id, stage=DRAFTED).first()
    if other and letter.recalls_id is None:
        raise Refused(f"{letter.agency.name} đã có dự thảo khác; hãy xử lý dự thảo đó trước.")
    with act("redraft_urging", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk):
        unsigned = {"signer_name": "", "signer_authority": "", "signer_post": "", "signer": None, "signed_on": None}
        take(letter, version, SIGNED, stage=DRAFTED, touched=True, **unsigned)
    return _again(letter)


@policy("urging_letter")
def number(pk: int, *, version: int, by: Actor, on: date, at: datetime) -> Urging:
    """Takes the next number of the Office's letters of the year, without gaps."""
    letter = find(pk, by)
    allow(by, "issue_urging")
    must_be(letter, SIGNED)
    with act("number_urging", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        taken = take_number(a, agency=office(), register=REGISTER, year=day_of(at).year)
        take(letter, version, SIGNED, stage=NUMBERED, number=taken, year=day_of(at).year, numbered_on=on)
    return _again(letter)


@cites("QC 9.3")
@policy("urging_answer", "urging_effect")
def send(pk: int, *, version: int, by: Actor, on: date, at: datetime) -> Urging:
    """Sends a numbered letter: the agency owes an answer by its day; a recalling one takes the other back."""
    letter = find(pk, by)
    allow(by, "issue_urging")
    if letter.stage == SENT:
        raise Refused(f"{letter_vi(letter)} đã gửi rồi; mỗi văn bản chỉ gửi một lần.", ground=Policy("urging_letter"))
    must_be(letter, NUMBERED)
    if letter.recalls_id is None and letter.answer_by and letter.answer_by <= on:
        sentence = "Hạn trả lời ghi trong văn bản đã qua; hãy thu hồi văn bản này và lập văn bản khác."
        raise Refused(sentence, ground=Policy("urging_answer"))
    with act("send_urging", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        until = None if letter.recalls_id else _effect_until(on)
        take(letter, version, NUMBERED, stage=SENT, sent_on=on, sent_at=at, effect_until=until)
        if letter.recalls_id:
            _take_back(a, letter)
        else:
            _ask(a, letter)
    return _again(letter)


def _effect_until(on: date) -> date | None:
    """The last day that counts as the letter's effect; None while the calendar lacks a year."""
    try:
        return effect_until(on, profile=profile_on(on), calendar=calendar())
    except UnknownYear:
        return None


def _ask(a: Act, letter: Urging) -> None:
    assert letter.answer_by is not None
    owe(
        a, DutyKind.ANSWER_URGING, agency=letter.agency_id, due_on=letter.answer_by, subject=SUBJECT,
        subject_id=letter.pk, awaited_by=office(), awaited_unit=letter.unit_id,
    )  # fmt: skip
    ids = list(letter.items.values_list("assignment_id", flat=True))
    a.touch("assignment", *ids)
    text = f"{letter_vi(letter)}: {len(ids)} việc; trả lời từng việc chậm nhất ngày {letter.answer_by:%d/%m/%Y}."
    _tell(a, letter, "send_urging", text, agency=letter.agency_id)


def _take_back(a: Act, letter: Urging) -> None:
    """The letter that this one recalls counts no more: no answer is owed, nothing was urged by it."""
    taken = letter.recalls
    assert taken is not None
    Urging.objects.filter(pk=taken.pk, recalled_on=None).update(recalled_on=a.on)
    drop(a, subject=SUBJECT, subject_id=taken.pk, kinds=[DutyKind.ANSWER_URGING])
    a.touch(SUBJECT, taken.pk)
    if taken.stage == SENT:
        text = f"{letter_vi(taken)} đã được thu hồi bằng {letter_vi(letter)}; không phải trả lời nữa."
        _tell(a, letter, "recall_urging", text, agency=letter.agency_id)


@policy("urging_letter")
def recall(pk: int, *, reason: str, by: Actor, on: date, at: datetime) -> Urging:
    """Drafts the letter that takes a numbered one back; it has its own number, and counts once it is sent."""
    letter = find(pk, by)
    allow(by, "sign_urging")
    must_be(letter, NUMBERED, SENT)
    if letter.recalls_id:
        raise Refused("Văn bản thu hồi thì không thu hồi nữa; hãy lập văn bản đôn đốc mới.")
    if letter.recalled_on or Urging.objects.filter(recalls=letter, voided_at=None).exists():
        raise Refused("Văn bản này đã thu hồi hoặc đã có dự thảo thu hồi.", ground=Policy("urging_letter"))
    reason = kept_text("reason", reason, by=by, at=at, need="Nêu lý do thu hồi.", ground=Policy("urging_letter"))
    with act("recall_urging", by=by, on=on, at=at, subject=SUBJECT, reason=Salted(reason)) as a:
        unit = unit_of(by)
        made = Urging.objects.create(
            **a.row(
                agency_id=letter.agency_id, unit=unit, recalls=letter, symbol=symbol(unit), touched=True,
                summary=f"thu hồi Công văn số {letter.full_number}",
                opening=f"Văn phòng UBND tỉnh thu hồi {letter_vi(letter)} về việc {letter.summary}. Lý do: {reason}",
                closing="Quý cơ quan không phải trả lời văn bản đã thu hồi.",
            )
        )  # fmt: skip
        a.subject_id = made.pk
        a.touch(SUBJECT, letter.pk)
    return made


def _tell(a: Act, letter: Urging, kind: str, text: str, **whom: object) -> None:
    tell(a, kind=kind, subject=SUBJECT, subject_id=letter.pk, text=text, key=f"{a.id}:{letter.pk}", **whom)  # type: ignore[arg-type]


def _again(letter: Urging) -> Urging:
    letter.refresh_from_db()
    return letter
