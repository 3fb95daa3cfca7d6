"""The Office asks for a report (9.4): composed, signed, numbered and sent in one step, corrected, ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from giaoviec.agencies.models import Unit
from giaoviec.agencies.queries import office
from giaoviec.assignments.actions.core import kept_text
from giaoviec.documents.gate import guard
from giaoviec.documents.numbers import take as take_number
from giaoviec.documents.numbers import written
from giaoviec.duties.actions import Debt, Told, drop, owe_all, put_off, tell_all
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.actions import urging_words
from giaoviec.reporting.asking import reads
from giaoviec.reporting.models import (
    EVERY_VI,
    AnswerStage,
    AskedAnswer,
    AskedForm,
    AskedReport,
    AskedStage,
)
from giaoviec.rules.access import Actor, may
from giaoviec.rules.asked import MOST_FIELDS, Field, fits, stored
from giaoviec.rules.burden import cost
from giaoviec.rules.citation import Cite, Policy, cites, policy
from giaoviec.rules.duties import DutyKind

SUBJECT = "asked_report"
GROUND = Cite("QC 9.4")
KNOWN = Policy("asked_known")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked, as it was composed: ids of agencies and of groups of them."""

    title: str
    why: str
    due_on: date
    fields: tuple[Field, ...]
    agencies: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    ground: str = ""
    every: str = ""

    @property
    def whom(self) -> dict[str, list[int]]:
        return {"agencies": list(self.agencies), "groups": list(self.groups)}


def compose(ask: Ask, *, by: Actor, on: date, at: datetime) -> AskedReport:
    """Soạn yêu cầu: a draft, which the head of the Office signs. Asks nothing that the system knows."""
    need(by, "ask_report")
    ask = _checked(ask, by=by, on=on, at=at)
    with act("compose_asking", by=by, on=on, at=at, subject=SUBJECT, title=Salted(ask.title)) as a:
        unit = Unit.objects.filter(pk=by.unit_id).first() if by.unit_id else None
        row = AskedReport.objects.create(**a.row(**_head(ask, on), symbol=urging_words.symbol(unit)))
        AskedForm.objects.create(**a.row(asked=row, **_form(ask)))
        a.subject_id = row.pk
    return row


def edit(pk: int, ask: Ask, *, version: int | None = None, by: Actor, on: date, at: datetime) -> AskedReport:
    """Sửa dự thảo. `Stale` where another was first."""
    row = found(pk, by, "ask_report")
    if row.stage != AskedStage.DRAFTED:
        raise Refused("Yêu cầu đã gửi; hãy sửa bằng bản sửa, các cơ quan được báo.", ground=GROUND)
    _same_version(row, version)
    ask = _checked(ask, by=by, on=on, at=at)
    with act("edit_asking", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, title=Salted(ask.title)):
        take(row, **_head(ask, on))
        AskedForm.objects.filter(asked=row).update(**_form(ask))
    return row


def discard(pk: int, *, by: Actor, on: date, at: datetime) -> None:
    """Bỏ dự thảo: nobody was asked."""
    row = found(pk, by, "ask_report")
    if row.stage != AskedStage.DRAFTED:
        raise Refused("Yêu cầu đã gửi thì không bỏ được; hãy kết thúc yêu cầu.", ground=GROUND)
    with act("discard_asking", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        take(row, voided_at=at, voided_act=a.id)


@cites("QC 9.4")
def send(pk: int, *, version: int | None = None, by: Actor, on: date, at: datetime) -> AskedReport:
    """Ký, cấp số, gửi: the agencies of this day are frozen, each owes its report by the day, and is told."""
    row = found(pk, by, "sign_asking")
    if row.stage != AskedStage.DRAFTED:
        raise Refused("Yêu cầu đã gửi.", ground=GROUND)
    _same_version(row, version)
    form = reads.form_of(row)
    _check_day(form.due_on, on)
    with act("send_asking", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        number = take_number(a, agency=office(), register=urging_words.REGISTER, year=on.year)
        numbered = {"number": number, "full_number": written(number, row.symbol)}
        take(row, stage=AskedStage.SENT, sent_on=on, **numbered, **urging_words.signature(by, on))
        freeze(a, row, on)
    return row


def freeze(a: Act, row: AskedReport, on: date) -> list[AskedAnswer]:
    """The agencies that a request reaches on a day: one answer each, owed by its day; within an open act."""
    whom = reads.whom_on(row.whom, on)
    if not whom.agencies:
        raise Refused("Không còn cơ quan nào nhận yêu cầu; hãy chọn lại.", field="agencies", ground=GROUND, status=422)
    AskedReport.objects.filter(pk=row.pk).update(whom_text=whom.text)
    made = AskedAnswer.objects.bulk_create(AskedAnswer(asked=row, agency=agency) for agency in whom.agencies)
    owe_again(a, row, [answer.agency_id for answer in made])
    _tell(a, row, made, "send_asking", f"Báo cáo: {row.title}, gửi chậm nhất ngày {row.due_on:%d/%m/%Y}")
    return made


@cites("QC 9.4")
@policy("asked_correction")
def correct(
    pk: int, ask: Ask, *, change: str, version: int | None = None, by: Actor, on: date, at: datetime
) -> AskedForm:  # fmt: skip
    """Sửa yêu cầu đã gửi: a further version, of which the agencies are told. What they answered is kept.

    Whoever had signed what no longer answers the form answers again; whom it was sent to does not change.
    """
    row = found(pk, by, "sign_asking")
    _open(row)
    _same_version(row, version)
    ask = _checked(ask, by=by, on=on, at=at, named=False)
    said = kept_text("change", change, by=by, at=at, need="Ghi sửa điều gì, vì sao; các cơ quan đọc được.", most=1000)
    with act("correct_asking", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, change=Salted(said)) as a:
        last = reads.form_of(row).number
        take(row, title=ask.title, due_on=ask.due_on)
        form = AskedForm.objects.create(**a.row(asked=row, number=last + 1, change=said, **_form(ask)))
        a.note(form=form.number)
        put_off(a, kinds=[DutyKind.ASKED_REPORT], subject=SUBJECT, subject_id=pk, due_on=ask.due_on)
        _ask_again(a, row, form)
        _tell(a, row, reads.answers_of(row), "correct_asking", f"Sửa yêu cầu báo cáo “{row.title}”: {said[:200]}")
    return form


def _ask_again(a: Act, row: AskedReport, form: AskedForm) -> None:
    """Whoever had signed what does not fit the form any more answers again."""
    misfits = [
        answer
        for answer in reads.answers_of(row)
        if answer.is_signed and not all(fits(field, answer.value(field.key)) for field in form.asks)
    ]
    why = f"Yêu cầu đã sửa: {form.change}"
    AskedAnswer.objects.filter(pk__in=[one.pk for one in misfits]).update(
        stage=AnswerStage.BACK, back_why=why, version=F("version") + 1
    )
    owe_again(a, row, [one.agency_id for one in misfits])


def end(pk: int, *, why: str, by: Actor, on: date, at: datetime) -> AskedReport:
    """Kết thúc: what was not sent is owed no longer; a standing request is not opened again."""
    row = found(pk, by, "sign_asking")
    _open(row)
    said = kept_text("why", why, by=by, at=at, need="Ghi vì sao kết thúc yêu cầu.", most=1000)
    with act("end_asking", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, why=Salted(said)) as a:
        take(row, stage=AskedStage.ENDED, ended_on=on, ended_why=said)
        drop(a, subject=SUBJECT, subject_id=pk, kinds=[DutyKind.ASKED_REPORT])
        left = [answer for answer in reads.answers_of(row) if not answer.is_signed]
        _tell(a, row, left, "end_asking", f"Thôi yêu cầu báo cáo “{row.title}”: {said[:200]}")
    return row


# ---- for every act on a request


def need(by: Actor, name: str, agency_id: int | None = None) -> None:
    """`Refused` where he may not."""
    if refusal := may(by, name, agency_id=agency_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)


def found(pk: int, by: Actor, name: str) -> AskedReport:
    """The request, if this actor may see it and do `name` with it."""
    row = reads.get(by, pk)
    if row is None:
        raise Refused("Không có yêu cầu báo cáo này.", status=404)
    need(by, name)
    return row


def take(row: AskedReport, **changes: object) -> None:
    """Writes with the version that was read; who comes second is told."""
    mine = AskedReport.objects.filter(pk=row.pk, version=row.version, voided_at=None)
    if not mine.update(version=F("version") + 1, **changes):
        raise Stale("Yêu cầu vừa có người khác thay đổi; hãy tải lại trang rồi làm tiếp.")
    row.refresh_from_db()


def owe_again(a: Act, row: AskedReport, agencies: Iterable[int], due_on: date | None = None) -> None:
    """These agencies owe the report, by the request's day or another; the Office waits for it."""
    waits = office().pk
    owe_all(
        a,
        [
            Debt(DutyKind.ASKED_REPORT, pk, due_on or row.due_on, SUBJECT, row.pk, awaited_by_id=waits)
            for pk in agencies
        ],
    )


def _tell(a: Act, row: AskedReport, answers: Iterable[AskedAnswer], kind: str, text: str) -> None:
    tell_all(a, [Told(one.agency_id, kind, SUBJECT, row.pk, text, key=f"{kind}:{a.id}") for one in answers])


def _open(row: AskedReport) -> None:
    if row.stage == AskedStage.DRAFTED:
        raise Refused("Yêu cầu còn là dự thảo; hãy sửa thẳng dự thảo.", ground=GROUND)
    if row.stage == AskedStage.ENDED:
        raise Refused("Yêu cầu đã kết thúc.", ground=GROUND)


def _same_version(row: AskedReport, version: int | None) -> None:
    if version is not None and version != row.version:
        raise Stale("Yêu cầu vừa có người khác sửa; hãy tải lại trang rồi sửa tiếp.")


# ---- what is asked


def _checked(ask: Ask, *, by: Actor, on: date, at: datetime, named: bool = True) -> Ask:
    """The same as it is kept; `Refused` at its field for what cannot be asked. `named`: somebody must be reached."""
    title = " ".join(kept_text("title", ask.title, by=by, at=at, need="Ghi tên báo cáo.", most=200).split())
    why = kept_text("why", ask.why, by=by, at=at, need="Ghi vì sao cần báo cáo này; cơ quan đọc được.", most=3000)
    ground = kept_text("ground", ask.ground, by=by, at=at, most=1000)
    _check_day(ask.due_on, on)
    if named and not reads.whom_on(ask.whom, on).agencies:
        raise Refused("Chọn ít nhất một cơ quan hoặc một nhóm cơ quan.", field="agencies", ground=GROUND, status=422)
    if ask.every and ask.every not in EVERY_VI:
        raise Refused("Chọn kỳ trong danh sách.", field="every", status=422)
    _check_fields(ask.fields)
    guard({"fields": _words(ask.fields)}, channel="form", person_id=by.person_id, at=at)
    return Ask(title, why, ask.due_on, ask.fields, ask.agencies, ask.groups, ground, ask.every)


def _check_day(due_on: date, on: date) -> None:
    if due_on < on:
        raise Refused(
            f"Ngày phải gửi {due_on:%d/%m/%Y} đã qua; hãy chọn từ hôm nay trở đi.", field="due_on", status=422
        )


@policy("asked_known")
def _check_fields(fields: tuple[Field, ...]) -> None:
    if not fields:
        raise Refused("Ghi ít nhất một ô cần báo cáo.", field="fields", ground=GROUND, status=422)
    if len(fields) > MOST_FIELDS:
        raise Refused(f"Nhiều hơn {MOST_FIELDS} ô; hãy bớt hoặc dùng bảng nhiều dòng.", field="fields", status=422)
    labels = [one.label.casefold() for one in fields]
    twice = next((one.label for n, one in enumerate(fields) if one.label.casefold() in labels[:n]), None)
    if twice:
        raise Refused(f"Hai ô cùng tên “{twice}”; hãy đặt tên khác nhau.", field="fields", status=422)
    if not cost(fields):
        raise Refused(
            "Phần mềm đã có đủ các số liệu này; không cần hỏi cơ quan, hãy mở trang Số liệu.", field="fields",
            ground=KNOWN, status=422,
        )  # fmt: skip


def _words(fields: Iterable[Field]) -> list[str]:
    return [text for one in fields for text in (one.label, one.unit, *one.options, *_words(one.columns)) if text]


def _head(ask: Ask, on: date) -> dict[str, object]:
    text = reads.whom_on(ask.whom, on).text
    return {"title": ask.title, "due_on": ask.due_on, "every": ask.every, "whom": ask.whom, "whom_text": text}


def _form(ask: Ask) -> dict[str, object]:
    fields = stored(ask.fields)
    return {"title": ask.title, "why": ask.why, "ground": ask.ground, "due_on": ask.due_on, "fields": fields}
