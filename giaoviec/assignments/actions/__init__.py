"""Every write on tasks and assignments: one verb, one transaction, one event."""

from giaoviec.assignments.actions.cases import (
    advise_obstacle,
    decide_obstacle,
    join_obstacles,
    part_obstacle,
    pass_obstacle,
)
from giaoviec.assignments.actions.changing import edit, record_report, set_due
from giaoviec.assignments.actions.claims import claim, confirm, reject, reopen
from giaoviec.assignments.actions.doing import explain, take_up, update, write
from giaoviec.assignments.actions.ending import close_children, withdraw
from giaoviec.assignments.actions.extensions import ask_extension, decide_extension
from giaoviec.assignments.actions.give import NewTask, give
from giaoviec.assignments.actions.inside import assign_inside
from giaoviec.assignments.actions.obstacles import answer_obstacle, end_wait, report_obstacle, wait_outside
from giaoviec.assignments.actions.opinions import ask_opinion, give_opinion
from giaoviec.assignments.actions.returns import correct, give_back, pass_on, uphold
from giaoviec.assignments.actions.series import end_series, make_turns
from giaoviec.assignments.actions.starring import star
from giaoviec.assignments.actions.succession import arrange, move_work, transfer
from giaoviec.assignments.actions.undo import undo, undoable

__all__ = [
    "NewTask",
    "advise_obstacle",
    "answer_obstacle",
    "arrange",
    "ask_extension",
    "ask_opinion",
    "assign_inside",
    "claim",
    "close_children",
    "confirm",
    "correct",
    "decide_extension",
    "decide_obstacle",
    "edit",
    "end_series",
    "end_wait",
    "explain",
    "give",
    "give_back",
    "give_opinion",
    "join_obstacles",
    "make_turns",
    "move_work",
    "part_obstacle",
    "pass_obstacle",
    "pass_on",
    "record_report",
    "reject",
    "reopen",
    "report_obstacle",
    "set_due",
    "star",
    "take_up",
    "transfer",
    "undo",
    "undoable",
    "update",
    "uphold",
    "wait_outside",
    "withdraw",
    "write",
]
