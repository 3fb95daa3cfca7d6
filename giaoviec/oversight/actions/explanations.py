"""What the Office finds of the cause that an explanation names (8.2): objective or not, once, with its reason."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.assignments.actions.core import kept_text
from giaoviec.assignments.actions.following import tell
from giaoviec.assignments.models import Explanation
from giaoviec.journal.actions import Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.queries import explanations as queries
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Policy, cites, policy


@cites("QC 8.2#1")
@policy("causes")
def judge_explanation(pk: int, *, objective: bool, reason: str, by: Actor, on: date, at: datetime) -> None:
    """Xác nhận nguyên nhân: the agency is told. Raises `Refused` (404 for strangers), `Stale` for a second finding."""
    row = queries.get(by, pk)
    if row is None:
        raise Refused("Không có giải trình này.", status=404)
    if refusal := may(by, "judge_explanation"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    need = "Nêu lý do vì sao khách quan hoặc không."
    reason = kept_text("reason", reason, by=by, at=at, need=need, ground=Policy("causes"), most=5_000)
    with act(
        "judge_explanation", by=by, on=on, at=at, subject="explanation", subject_id=pk, objective=objective,
        reason=Salted(reason),
    ) as a:  # fmt: skip
        a.touch("assignment", row.assignment_id)
        taken = Explanation.objects.filter(pk=pk, objective=None, voided_at=None).update(
            objective=objective, objective_reason=reason, objective_on=on, objective_at=at, objective_by_text=by.label
        )
        if not taken:
            row.refresh_from_db()
            raise Stale(f"{row.objective_by_text or 'Có người'} đã xét giải trình này; hãy xem lại.")
        word = "khách quan" if objective else "không khách quan"
        tell(a, row.assignment, "judge_explanation", f"Nguyên nhân được xác nhận là {word}: {reason}")
