"""Agencies answer what the Office asks (9.4): written, signed, corrected until the day, sent back, reminded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F

from giaoviec.agencies.queries import office
from giaoviec.assignments.actions.core import kept_text
from giaoviec.documents.gate import guard
from giaoviec.duties.actions import Told, meet, tell, tell_all
from giaoviec.journal.actions import Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.reporting import queries
from giaoviec.reporting.actions.asking import GROUND, SUBJECT, found, need, owe_again
from giaoviec.reporting.asking import reads
from giaoviec.reporting.models import AnswerStage, AskedAnswer, AskedForm, AskedReport, AskedStage, SignedAnswer
from giaoviec.rules.access import Actor
from giaoviec.rules.asked import Field, Value, fits
from giaoviec.rules.burden import sitting
from giaoviec.rules.citation import Policy, cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import Role

CORRECTED = Policy("asked_correction")


@cites("QC 9.4")
def write(
    pk: int, values: Mapping[str, Value], *, form: int, source: str = "page", first_change: datetime | None = None,
    by: Actor, on: date, at: datetime,
) -> AskedAnswer:  # fmt: skip
    """Lưu: what is answered so far, of the actor's agency. `values` have passed `rules.asked.value_of`.

    `form` is the version that was answered: `Stale` where the request was corrected meanwhile. `first_change`: since
    when it was worked on, where a draft knows.
    """
    answer, asked_form = _own(pk, by, "answer_asked")
    if form != asked_form.number:
        raise Stale("Văn phòng vừa sửa yêu cầu này; hãy tải lại trang, điều đã ghi vẫn còn.")
    _correctable(answer, on)
    guard({"values": dict(values)}, channel="form", person_id=by.person_id, at=at)
    known = {field.key for field in asked_form.asks if not field.figure}
    kept = {key: value for key, value in values.items() if key in known}
    with act("write_asked", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, source=source) as a:
        a.touch("agency", answer.agency_id)
        _take(
            answer, stage=AnswerStage.WRITTEN if not answer.signed_id else answer.stage, values=kept, source=source,
            written_by=by.label, written_at=at,
            minutes=answer.minutes + (sitting(first_change, at) if first_change else 0),
        )  # fmt: skip
    return answer


@cites("QC 9.4")
@policy("asked_correction")
def sign(pk: int, *, by: Actor, on: date, at: datetime) -> AskedAnswer:
    """Ký, gửi: nothing required may be missing. What the system knows is put in as of this day. May be signed again
    until the day; each signing stays in the history."""
    answer, form = _own(pk, by, "sign_answer")
    _correctable(answer, on)
    _refuse_gaps(form, answer)
    values = answer.values | _known(form, answer.agency_id, on)
    if answer.is_signed and answer.signed and answer.signed.values == values and answer.signed.form_id == form.pk:
        raise Refused("Báo cáo này đã gửi và không có gì thay đổi.", ground=GROUND)
    with act("sign_asked", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        a.touch("agency", answer.agency_id)
        number = answer.history.count() + 1
        signed = SignedAnswer.objects.create(**a.row(answer=answer, number=number, form=form, values=values))
        _take(answer, stage=AnswerStage.SIGNED, values=values, signed=signed, back_why="")
        meet(a, kinds=[DutyKind.ASKED_REPORT], subject=SUBJECT, subject_id=pk, on=on, agency=answer.agency_id)
        said = f"{answer.agency.name}{' sửa' if number > 1 else ''} báo cáo: {answer.asked.title}"
        tell(
            a, agency=office(), kind="sign_asked", subject=SUBJECT, subject_id=pk, role=Role.MONITOR, text=said,
            key=f"asked:{answer.pk}:{number}",
        )  # fmt: skip
    return answer


@policy("asked_correction")
def send_back(pk: int, agency_id: int, *, reason: str, due_on: date, by: Actor, on: date, at: datetime) -> AskedAnswer:
    """Trả lại để sửa: what the agency signed is asked for again, by another day, with the reason."""
    row = found(pk, by, "ask_report")
    answer = reads.answer_of(row, agency_id)
    if answer is None:
        raise Refused("Cơ quan này không nhận yêu cầu.", status=404)
    if not row.is_sent or not answer.is_signed:
        raise Refused("Chỉ trả lại được báo cáo đã gửi của yêu cầu đang thu.", ground=GROUND)
    said = kept_text("reason", reason, by=by, at=at, need="Ghi cần sửa điều gì; cơ quan đọc được.", most=2000)
    if due_on < on:
        raise Refused("Ngày phải gửi lại đã qua; hãy chọn từ hôm nay trở đi.", field="due_on", status=422)
    with act("send_back_asked", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, reason=Salted(said)) as a:
        a.touch("agency", agency_id)
        _take(answer, stage=AnswerStage.BACK, back_why=said)
        owe_again(a, row, [agency_id], due_on)
        text = f"Văn phòng trả lại báo cáo “{row.title}”, gửi lại chậm nhất ngày {due_on:%d/%m/%Y}: {said[:200]}"
        tell(a, agency=agency_id, kind="send_back_asked", subject=SUBJECT, subject_id=pk, text=text, key=f"back:{a.id}")
    return answer


def remind(pk: int, *, by: Actor, on: date, at: datetime) -> int:
    """Nhắc: those who have not sent theirs are told, once a day at most, and that is counted. Says how many."""
    row = found(pk, by, "ask_report")
    if not row.is_sent:
        raise Refused("Yêu cầu chưa gửi hoặc đã kết thúc.", ground=GROUND)
    left = [one for one in reads.answers_of(row) if not one.is_signed and one.reminded_on != on]
    if not left:
        raise Refused("Các cơ quan chưa gửi đã được nhắc trong hôm nay.", ground=GROUND)
    with act("remind_asked", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, agencies=len(left)) as a:
        text = f"Nhắc gửi báo cáo “{row.title}” (hạn {row.due_on:%d/%m/%Y})"
        key = f"remind-asked:{pk}:{on}"
        tell_all(a, [Told(one.agency_id, "remind_asked", SUBJECT, pk, text, key) for one in left])
        AskedAnswer.objects.filter(pk__in=[one.pk for one in left]).update(
            reminded=F("reminded") + 1, reminded_on=on
        )  # fmt: skip
    return len(left)


# ---- helpers


def _own(pk: int, by: Actor, name: str) -> tuple[AskedAnswer, AskedForm]:
    """The answer of the actor's agency and the form it answers, if he may."""
    row: AskedReport | None = reads.get(by, pk)
    answer = reads.answer_of(row, by.agency_id) if row else None
    if row is None or answer is None:
        raise Refused("Không có yêu cầu báo cáo này.", status=404)
    need(by, name, answer.agency_id)
    if row.stage != AskedStage.SENT:
        raise Refused("Văn phòng đã kết thúc yêu cầu này; không phải gửi nữa.", ground=GROUND)
    answer.asked = row
    return answer, reads.form_of(row)


@policy("asked_correction")
def _correctable(answer: AskedAnswer, on: date) -> None:
    if answer.is_signed and on > reads.correctable_until(answer.asked, answer.agency_id):
        raise Refused(
            "Báo cáo đã gửi và đã quá ngày phải gửi nên không tự sửa được; hãy đề nghị Văn phòng trả lại để sửa.",
            ground=CORRECTED,
        )


def _refuse_gaps(form: AskedForm, answer: AskedAnswer) -> None:
    gaps = [field.label for field in form.asks if not fits(field, answer.value(field.key))]
    if gaps:
        raise Refused(
            f"Chưa ký được: còn thiếu hoặc chưa đúng ô “{'”, “'.join(gaps)}”.", ground=GROUND, status=422
        )  # fmt: skip


@policy("asked_known")
def _known(form: AskedForm, agency_id: int, on: date) -> dict[str, Value]:
    """What the figure service says of the agency at the end of this day, for the fields that nobody is asked."""
    wanted: list[Field] = [field for field in form.asks if field.figure]
    if not wanted:
        return {}
    table = queries.figures(queries.ALL, on, agency=agency_id)
    found: dict[str, Value] = {field.key: as_value(table.figures[field.figure].value) for field in wanted}
    return found | {"on": on.isoformat()}


def as_value(value: float | None) -> str:
    """A figure as an answer holds it."""
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.6f}"


def _take(answer: AskedAnswer, **changes: Any) -> None:
    mine = AskedAnswer.objects.filter(pk=answer.pk, version=answer.version)
    if not mine.update(version=F("version") + 1, **changes):
        raise Stale("Báo cáo vừa có người khác sửa; hãy tải lại trang rồi làm tiếp.")
    asked = answer.asked
    answer.refresh_from_db()
    answer.asked = asked
