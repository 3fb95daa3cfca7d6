"""What each move asks, as a form: its fields, and what of them goes to the action."""

from __future__ import annotations

from giaoviec.assignments.forms.agency import (
    AnswerObstacleForm,
    AskExtensionForm,
    AskOpinionForm,
    AssignInsideForm,
    ClaimForm,
    DecideExtensionForm,
    EndWaitForm,
    ExplainForm,
    GiveOpinionForm,
    ObstacleForm,
    ReturnForm,
    TakeUpForm,
    UpdateForm,
    WaitForm,
    WriteForm,
)
from giaoviec.assignments.forms.fields import QUALITIES, MoveForm, area, line, shapes
from giaoviec.assignments.forms.office import (
    ConfirmForm,
    CorrectForm,
    EditForm,
    PassOnForm,
    RecordReportForm,
    RejectForm,
    ReopenForm,
    SetDueForm,
    UpholdForm,
    WithdrawForm,
)
from giaoviec.assignments.models import Assignment
from giaoviec.rules.moves import Move

__all__ = ["FORMS", "QUALITIES", "MoveForm", "area", "form_of", "line", "shapes"]

FORMS: dict[Move, type[MoveForm]] = {
    form.move: form
    for form in (
        TakeUpForm, UpdateForm, ReturnForm, ClaimForm, ExplainForm, AskExtensionForm, DecideExtensionForm, ObstacleForm,
        AnswerObstacleForm, AskOpinionForm, GiveOpinionForm, AssignInsideForm, WriteForm, WaitForm, ConfirmForm,
        RejectForm, CorrectForm, PassOnForm, UpholdForm, EditForm, SetDueForm, RecordReportForm, ReopenForm,
        WithdrawForm,
    )
}  # fmt: skip
"""Every move but the transfer to a successor, which is an act of a succession."""


def form_of(move: Move, assignment: Assignment) -> type[MoveForm]:
    """The form of a move; of one that is waited for outside, the one that ends the wait."""
    if move is Move.WAIT_OUTSIDE and assignment.waits_outside:
        return EndWaitForm
    return FORMS[move]
