"""A year is locked: nothing of its sheets changes any more."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db.models import F

from giaoviec.evaluation.actions.common import CONTEST, FROZEN, allow
from giaoviec.evaluation.actions.making import digest_of
from giaoviec.evaluation.models import GeneralPoints, Round, Sheet, Stage, YearLock
from giaoviec.evaluation.queries.sheets import open_contests
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import cites, policy


@cites("QC 12.3")
@policy("sheets_frozen", "contest")
def lock(pk: int, *, by: Actor, on: date, at: datetime) -> YearLock:
    """Khóa năm: once the window for contests is over and all of them are decided."""
    allow(by, "run_evaluation")
    one = Round.objects.filter(pk=pk, voided_at=None).first()
    if one is None:
        raise Refused("Không có đợt đánh giá này.", status=404)
    _check(one, on)
    with act("lock_year", by=by, on=on, at=at, subject="evaluation", subject_id=pk, year=one.year) as a:
        taken = Round.objects.filter(pk=pk, stage=Stage.OPEN, version=one.version)
        if not taken.update(stage=Stage.LOCKED, version=F("version") + 1):
            raise Stale("Năm này vừa có người khác khóa; hãy tải lại trang.")
        row = YearLock.objects.create(**a.row(round=one, digest=digest(one)))
        a.note(digest=row.digest)
    return row


def _check(one: Round, on: date) -> None:
    if one.stage == Stage.LOCKED:
        raise Refused(f"Năm {one.year} đã khóa.", ground=FROZEN)
    if one.stage != Stage.OPEN or one.contest_until is None:
        raise Refused(f"Năm {one.year} chưa kết thúc, phiếu còn tạm tính; chưa khóa được.", ground=FROZEN)
    if waiting := open_contests(one):
        raise Refused(f"Còn {waiting} kiến nghị chưa quyết định; hãy quyết định hết rồi khóa.", ground=CONTEST)
    if on <= one.contest_until:
        raise Refused(
            f"Thời gian kiến nghị đến hết ngày {one.contest_until:%d/%m/%Y}; sau đó mới khóa.", ground=CONTEST
        )


def digest(one: Round) -> str:
    """Over the sheets as they were made, their amended points, and the general points."""
    sheets = list(Sheet.objects.filter(round=one).order_by("position"))
    general = GeneralPoints.objects.filter(sheet__round=one, voided_at=None).order_by("id")
    said = [digest_of(sheets), *(f"{sheet.pk}:{sheet.amended}" for sheet in sheets if sheet.amended is not None)]
    said += [f"{row.sheet_id}:{row.points}" for row in general]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
