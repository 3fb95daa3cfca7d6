"""Which tasks are inspected (drawn with the published seed, or by hand), and what the team finds of each (8.1c)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import F

from giaoviec.assignments.actions.insights import let_see
from giaoviec.assignments.models import PROVINCE, Assignment
from giaoviec.documents.actions import NewFile, attach_all, revise
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions.inspection import owe_sheets
from giaoviec.oversight.actions.inspection_steps import GROUND, SUBJECT, ask, open_for, seen, stale, take, texts
from giaoviec.oversight.models import Draw, Inspection, Sheet, TeamMember
from giaoviec.oversight.queries import inspection as queries
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Policy, cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.inspections import State, Step, Verdict
from giaoviec.rules.sampling import SampleRefused, draw

SHEET = "inspection_sheet"
SAMPLE = Policy("inspection_sample")


@cites("QC 8.1.c")
@policy("inspection_sample", "inspection_weights")
def draw_sample(
    pk: int,
    *,
    agency: int,
    size: int,
    since: date,
    until: date,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Draw:
    """Rút mẫu: of what an agency was confirmed to have done between two days, with the seed of the decision; once.

    The population is kept as it was, so that anybody can draw again. `Refused` for a sample larger than it.
    """
    row = ask(Step.DRAW, pk, act="run_inspection", by=by, version=version)
    one = queries.inspected(row).filter(agency=agency).first()
    if one is None:
        raise Refused("Cơ quan này không thuộc cuộc kiểm tra.", ground=GROUND, field="agency", status=422)
    if Draw.objects.filter(inspected=one, voided_at=None).exists():
        raise Refused("Đã rút mẫu của cơ quan này; việc cần xem thêm thì chọn bằng tay.", ground=SAMPLE)
    if since > until or until > on:
        raise Refused("Thời gian xác nhận phải từ trước đến sau, không quá hôm nay.", field="until", status=422)
    population = queries.population(agency, since, until)
    try:
        sample = draw(population, size, seed=row.seed)
    except SampleRefused as no:
        raise Refused(no.sentence, ground=SAMPLE, field="size", status=422) from None
    with act("draw_sample", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, size=size) as a:
        take(row)
        kept = {"since": since, "until": until, "size": size, "seed": row.seed}
        made = Draw.objects.create(**a.row(inspected=one, population=queries.frozen(population), **kept))
        Sheet.objects.filter(inspection=row, assignment__in=sample.ids).update(draw=made)
        _add(a, row, [each.id for each in sample.drawn], draw=made)
    return made


@cites("QC 8.1.c")
def choose(
    pk: int,
    *,
    assignments: Collection[int],
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> list[Sheet]:
    """Chọn bằng tay: tasks of the inspected agencies, with the reason; they stay out of the verified rate."""
    row = ask(Step.DRAW, pk, act="run_inspection", by=by, version=version)
    said = texts({"reason": reason}, {"reason": "Nêu lý do chọn các việc này."}, by=by, at=at)
    agencies = queries.inspected(row).values("agency")
    found = [one.pk for one in Assignment.objects.filter(PROVINCE, pk__in=assignments, agency__in=agencies).only("pk")]
    if not assignments or len(found) < len(set(assignments)):
        sentence = "Ghi mã việc của cơ quan được kiểm tra, cách nhau bằng dấu phẩy."
        raise Refused(sentence, ground=GROUND, field="assignments", status=422)
    with act(
        "choose_sheets", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, reason=Salted(said["reason"])
    ) as a:
        take(row)
        return _add(a, row, found, reason=said["reason"][:300])


def _add(a: Act, row: Inspection, pks: Sequence[int], *, draw: Draw | None = None, reason: str = "") -> list[Sheet]:
    """Sheets for those that have none yet; the seats of the team see their tasks from now on."""
    there = set(Sheet.objects.filter(inspection=row).values_list("assignment_id", flat=True))
    fresh = [pk for pk in pks if pk not in there]
    made = Sheet.objects.bulk_create(
        Sheet(**a.row(inspection=row, assignment_id=pk, draw=draw, reason=reason)) for pk in fresh
    )
    a.touch("assignment", *pks)
    team = list(queries.members(row))
    let_see(a, [one.seat_id for one in team if not queries.sees_all(one.seat)], fresh)
    if row.state == State.UNDER_WAY and fresh:
        owe_sheets(a, row, team)
    return made


@cites("QC 8.1.c")
def fill(
    sheet_id: int,
    *,
    inspection: int,
    verdict: Verdict | str,
    evidence: str = "",
    remark: str = "",
    files: Sequence[NewFile] = (),
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Sheet:
    """Lập phiếu: what was seen and found, by a member of the team on a day of his; until the conclusion it may be
    corrected, the old text is kept. The last sheet meets the duties of the team."""
    row = open_for(Step.FILL, seen(inspection, by))
    sheet = queries.sheet(row, sheet_id)
    if sheet is None:
        raise Refused("Không có phiếu này.", status=404)
    _check_member(row, by, on)
    found = _verdict(verdict)
    needs = {"remark": "Nêu rõ chưa đúng ở chỗ nào."} if not found.holds else {}
    if found is not Verdict.NOT_SEEN:
        needs["evidence"] = "Ghi chứng cứ đã xem: văn bản, hiện trường, số liệu."
    said = texts({"evidence": evidence, "remark": remark}, needs, by=by, at=at)
    if version is not None and version != sheet.version:
        raise stale()
    with act("fill_sheet", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, sheet=sheet.pk) as a:
        a.touch("assignment", sheet.assignment_id)
        a.note(verdict=found.value, evidence=Salted(said["evidence"]), remark=Salted(said["remark"]))
        _write(a, sheet, found, said)
        attach_all(a, SHEET, sheet.pk, files)
        if not Sheet.objects.filter(inspection=row, voided_at=None, verdict="").exists():
            duties.meet(a, kinds=[DutyKind.FILL_SHEETS], subject=SUBJECT, subject_id=row.pk, on=on)
    return sheet


def _write(a: Act, sheet: Sheet, verdict: Verdict, said: dict[str, str]) -> None:
    """The sheet by compare-and-set; what stood there before is kept as a revision."""
    columns = {"verdict": verdict.value, **said}
    if sheet.filled_at is not None:
        for name, value in columns.items():
            if getattr(sheet, name) != value:
                revise(a, SHEET, sheet.pk, name, getattr(sheet, name), value, "Sửa phiếu")
    taken = Sheet.objects.filter(pk=sheet.pk, version=sheet.version).update(
        version=F("version") + 1, filled_on=a.on, filled_at=a.at, filled_act=a.id, filled_by_text=a.label, **columns
    )
    if not taken:
        raise stale()
    sheet.refresh_from_db()


def _check_member(row: Inspection, by: Actor, on: date) -> TeamMember:
    one = queries.member(row, by)
    if one is None:
        raise Refused("Chỉ thành viên đoàn kiểm tra lập phiếu.", ground=GROUND, status=403)
    if one.left_at is not None:
        sentence = f"Đồng chí đã rời đoàn từ ngày {one.left_on:%d/%m/%Y} nên không lập phiếu được nữa."
        raise Refused(sentence, ground=GROUND, status=403)
    if row.last_on and on > row.last_on:
        sentence = f"Cuộc kiểm tra đã hết ngày {row.last_on:%d/%m/%Y}; hãy gia hạn thời gian trước."
        raise Refused(sentence, ground=GROUND)
    return one


def _verdict(verdict: Verdict | str) -> Verdict:
    try:
        return Verdict(verdict)
    except ValueError:
        raise Refused("Chọn kết quả kiểm tra.", ground=GROUND, field="verdict", status=422) from None
