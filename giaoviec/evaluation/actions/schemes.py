"""Another formula is dated: it holds for years that end on its day or later, and whose sheets are not made."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

from giaoviec.assignments.actions.core import kept_text
from giaoviec.evaluation.actions.common import FROZEN, SCORING, allow
from giaoviec.evaluation.models import Round, Scheme, Stage
from giaoviec.journal.actions import Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.rules import schemes as formulas
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import cites, policy


@cites("QC 12.2")
@policy("scoring", "sheets_frozen")
def date_scheme(scheme: formulas.Scheme, *, reason: str, by: Actor, on: date, at: datetime) -> Scheme:
    """Đặt cách chấm: `Refused` at the field of the number that cannot be, or for a year that has its sheets."""
    allow(by, "date_scheme")
    citation = kept_text("citation", scheme.citation, by=by, at=at, need="Ghi căn cứ.", ground=SCORING, most=1000)
    why = kept_text("reason", reason, by=by, at=at, need="Ghi vì sao đặt cách chấm này.", ground=SCORING, most=2000)
    for field, sentence in formulas.errors(replace(scheme, citation=citation)).items():
        raise Refused(sentence, field=field, ground=SCORING, status=422)
    made = Round.objects.filter(voided_at=None, stage__in=[Stage.OPEN, Stage.LOCKED]).order_by("-last").first()
    if made and scheme.effective_from <= made.last:
        sentence = f"Phiếu năm {made.year} (đến {made.last:%d/%m/%Y}) đã lập; chọn ngày hiệu lực sau đó."
        raise Refused(sentence, field="effective_from", ground=FROZEN, status=422)
    with act("date_scheme", by=by, on=on, at=at, subject="scheme", reason=Salted(why)) as a:
        kept = replace(scheme, code=f"tinh-{scheme.effective_from:%Y%m%d}", citation=citation)
        values = json.dumps(kept.dump(), ensure_ascii=False)
        row = Scheme.objects.create(**a.row(effective_from=scheme.effective_from, values=values, reason=why))
        a.subject_id = row.pk
        a.note(weights=list(kept.weights), effective_from=kept.effective_from)
    return row
