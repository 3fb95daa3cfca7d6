"""How an inspection ends (8.1c): the conclusion, its registration as a document that gives work, reopening, the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from giaoviec.assignments.actions import reopen
from giaoviec.documents import actions as documents
from giaoviec.documents.actions import revise
from giaoviec.documents.models import Document
from giaoviec.documents.particulars import NewDocument
from giaoviec.duties import actions as duties
from giaoviec.duties.actions import Told
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions.inspection_steps import GROUND, SUBJECT, ask, one_line, open_for, seen, take, texts
from giaoviec.oversight.actions.inspection_team import end_look
from giaoviec.oversight.models import FollowUp, InspectedAgency, Inspection, Sheet
from giaoviec.oversight.queries import inspection as queries
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import cites
from giaoviec.rules.documents import Issuer, Source
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.inspections import State, Step, Verdict

PARTS = {
    "nature": "Nêu tính chất của sai phạm, tồn tại (hoặc ghi không có).",
    "degree": "Nêu mức độ.",
    "cause": "Nêu nguyên nhân.",
}


@cites("QC 8.1.c")
def conclude(
    pk: int,
    *,
    number: str,
    nature: str,
    degree: str,
    cause: str,
    demands: str = "",
    responsibilities: Mapping[int, str],
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Inspection:
    """Kết luận: nature, degree, cause, each inspected agency's responsibility, once every sheet is filled in; and what
    is demanded, from which tasks are given when the conclusion is registered.

    By the head of the team or whoever runs inspections. The team's seats end; the agencies are told.
    """
    row = open_for(Step.CONCLUDE, seen(pk, by), version)
    refusal = may(by, "run_inspection")
    if refusal and not queries.heads(row, by):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    _all_filled(row)
    inspected = list(queries.inspected(row))
    written = {"nature": nature, "degree": degree, "cause": cause, "demands": demands}
    said = texts(written, PARTS, by=by, at=at)
    wanted = {f"responsibility_{one.agency_id}": responsibilities.get(one.agency_id, "") for one in inspected}
    needs = dict.fromkeys(wanted, "Nêu trách nhiệm của cơ quan này (hoặc ghi không có).")
    owned = texts(wanted, needs, by=by, at=at)
    paper = one_line(number, "number", "Ghi số, ký hiệu kết luận, ví dụ 15/KL-UBND.", by=by, at=at)
    with act("conclude_inspection", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, cause=Salted(cause)) as a:
        take(
            row, state=State.CONCLUDED, conclusion_number=paper, concluded_on=on, concluded_at=at, concluded_act=a.id,
            concluded_by_text=by.label, **said,
        )  # fmt: skip
        for one in inspected:
            kept = owned[f"responsibility_{one.agency_id}"]
            InspectedAgency.objects.filter(pk=one.pk).update(responsibility=kept)
        _end(a, row)
        _tell(a, row, [one.agency_id for one in inspected])
    return row


def _all_filled(row: Inspection) -> None:
    found = list(Sheet.objects.filter(inspection=row, voided_at=None).values_list("verdict", flat=True))
    if not found:
        raise Refused("Chưa có phiếu kiểm tra nào; hãy rút mẫu hoặc chọn việc trước.", ground=GROUND)
    if left := found.count(""):
        raise Refused(f"Còn {left} phiếu chưa lập; lập xong mọi phiếu rồi kết luận.", ground=GROUND)


def _end(a: Act, row: Inspection) -> None:
    for one in queries.members(row):
        end_look(a, row, one)
    duties.meet(a, kinds=[DutyKind.CONCLUDE_INSPECTION], subject=SUBJECT, subject_id=row.pk, on=a.on)


def _tell(a: Act, row: Inspection, agencies: list[int]) -> None:
    a.touch("agency", *agencies)
    text = f"Kết luận kiểm tra {row.conclusion_number}: {row.nature[:200]}"
    duties.tell_all(
        a, [Told(pk, "conclude_inspection", SUBJECT, row.pk, text, f"{a.id}:{pk}") for pk in agencies]
    )  # fmt: skip


@cites("QC 8.1.c", "QC 7.1")
def register_conclusion(pk: int, *, signer: str, by: Actor, on: date, at: datetime) -> Document:
    """Vào sổ kết luận: the conclusion as a document of the Chairman, from which follow-up tasks are given as from any.

    Registered already (by hand, or a moment ago): that one is taken.
    """
    row = open_for(Step.FOLLOW, seen(pk, by))
    if row.document_id:
        raise Refused("Kết luận này đã vào sổ; giao việc ở trang văn bản.", ground=GROUND)
    assert row.concluded_on is not None
    new = NewDocument(
        summary=f"Kết luận kiểm tra việc thực hiện nhiệm vụ tại {', '.join(_names(row))}", issued_on=row.concluded_on,
        source=Source.CHAIRMAN, issuer=Issuer.CHAIRMAN, type="conclusion", symbol_text=row.conclusion_number,
        signer=signer, text=conclusion_text(row),
    )  # fmt: skip
    try:
        document = documents.register(new, by=by, on=on, at=at)
    except documents.Duplicate as there:
        document = Document.objects.get(pk=there.document_id)
    with act("register_conclusion", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk) as a:
        take(row, document=document)
        a.touch("document", document.pk)
    return document


def _names(row: Inspection) -> list[str]:
    return [one.agency.name for one in queries.inspected(row)]


def conclusion_text(row: Inspection) -> str:
    """The conclusion as plain text, a paragraph each."""
    parts = [f"Tính chất: {row.nature}", f"Mức độ: {row.degree}", f"Nguyên nhân: {row.cause}"]
    owned = [f"Trách nhiệm của {one.agency.name}: {one.responsibility}" for one in queries.inspected(row)]
    return "\n".join([*parts, *owned, *([row.demands] if row.demands else [])])


@cites("QC 8.1.c")
def reopen_closing(
    sheet_id: int,
    *,
    inspection: int,
    reason: str = "",
    due_on: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
) -> FollowUp:
    """Mở lại theo kết luận: `Move.REOPEN` with the inspection as its ground, counted against the closing."""
    row = open_for(Step.FOLLOW, seen(inspection, by))
    sheet = queries.sheet(row, sheet_id)
    if sheet is None:
        raise Refused("Không có phiếu này.", status=404)
    if Verdict(sheet.verdict).holds:
        raise Refused("Kiểm tra thấy việc này đúng như báo cáo nên không mở lại theo kết luận.", ground=GROUND)
    said = texts({"reason": reason}, {}, by=by, at=at)
    why = (
        f"Theo kết luận kiểm tra {row.conclusion_number}: {Verdict(sheet.verdict).vi}. {said['reason'] or sheet.remark}"
    )
    with act("follow_up", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, sheet=sheet.pk) as a:
        reopen(sheet.assignment_id, reason=why, due_on=due_on, by=by, on=on, at=at, within=a)
        return FollowUp.objects.create(**a.row(inspection=row, sheet=sheet, assignment_id=sheet.assignment_id))


@cites("QC 8.1.c")
def close(pk: int, *, note: str, by: Actor, on: date, at: datetime, version: int | None = None) -> Inspection:
    """Kết thúc xử lý sau kiểm tra: what was done after the conclusion, in words."""
    row = ask(Step.CLOSE, pk, act="run_inspection", by=by, version=version)
    said = texts({"note": note}, {"note": "Ghi kết quả xử lý sau kiểm tra."}, by=by, at=at)
    with act("close_inspection", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, note=Salted(note)) as a:
        if row.followed_note:
            revise(a, SUBJECT, row.pk, "followed_note", row.followed_note, said["note"], "")
        take(row, state=State.FOLLOWED_UP, followed_on=on, followed_note=said["note"])
    return row
