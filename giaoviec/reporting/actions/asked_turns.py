"""A standing request is opened again each period, by the calendar."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.journal.actions import act
from giaoviec.regulation.queries import calendar
from giaoviec.reporting.actions.asking import SUBJECT, freeze
from giaoviec.reporting.asking import reads
from giaoviec.reporting.models import AskedForm, AskedReport, AskedStage
from giaoviec.rules.asked import next_turn
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import cites, policy


@cites("QC 9.4")
@policy("asked_turns")
def open_turns(on: date, at: datetime) -> int:
    """Opens the next turn of each standing request whose day has come; says how many. Again on the same day: none.

    Whoever ends the newest turn ends the row of them.
    """
    standing = AskedReport.objects.filter(first=None, voided_at=None, stage__in=reads.OUT).exclude(every="")
    return sum(_open_next(head, on, at) for head in standing.order_by("id"))


def _open_next(head: AskedReport, on: date, at: datetime) -> int:
    last = reads.turns_of(head)[0]
    if last.stage != AskedStage.SENT or last.sent_on is None:
        return 0
    opens, due = next_turn(last.sent_on, last.due_on, head.every)
    if on < opens or not reads.whom_on(head.whom, on).agencies:
        return 0
    with act("open_asked_turn", by=None, on=on, at=at, subject=SUBJECT) as a:
        signed = {
            name: getattr(head, name)
            for name in ("symbol", "number", "full_number", "signer_name", "signer_authority", "signer_post")
        }
        form = reads.form_of(last)
        due_on = _working(due)
        row = AskedReport.objects.create(
            **a.row(
                title=form.title, due_on=due_on, every=head.every, first=head, whom=head.whom, stage=AskedStage.SENT,
                sent_on=on, **signed,
            )
        )  # fmt: skip
        kept = {"title": form.title, "why": form.why, "ground": form.ground, "fields": form.fields}
        AskedForm.objects.create(**a.row(asked=row, due_on=due_on, **kept))
        a.subject_id = row.pk
        freeze(a, row, on)
    return 1


def _working(day: date) -> date:
    """A computed day that is off moves to the next working day; unknown years are taken as they are."""
    try:
        return calendar().next_working(day)
    except UnknownYear:
        return day
