"""Registering documents and correcting them, judging their passages, and the drafts of people who are typing."""

from giaoviec.documents.actions.drafts import amend_draft, drop_draft, save_draft, send_draft
from giaoviec.documents.actions.habits import add_habit, drop_habit
from giaoviec.documents.actions.judging import Span, close_judging, confirm_no_task, keep_passages, link_passage, void
from giaoviec.documents.actions.registering import (
    Duplicate,
    correct,
    particulars_of,
    register,
    register_due,
    revise,
    unregister,
)
from giaoviec.documents.files import NewFile, attach_all

__all__ = [
    "Duplicate",
    "NewFile",
    "Span",
    "add_habit",
    "amend_draft",
    "attach_all",
    "close_judging",
    "confirm_no_task",
    "correct",
    "drop_draft",
    "drop_habit",
    "keep_passages",
    "link_passage",
    "particulars_of",
    "register",
    "register_due",
    "revise",
    "save_draft",
    "send_draft",
    "unregister",
    "void",
]
