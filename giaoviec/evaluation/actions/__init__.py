"""Every write of evaluation."""

from giaoviec.evaluation.actions.contesting import answer, contest, decide, withdraw
from giaoviec.evaluation.actions.general import give_general
from giaoviec.evaluation.actions.locking import lock
from giaoviec.evaluation.actions.making import AT_ONCE, begin, write
from giaoviec.evaluation.actions.schemes import date_scheme

__all__ = [
    "AT_ONCE",
    "answer",
    "begin",
    "contest",
    "date_scheme",
    "decide",
    "give_general",
    "lock",
    "withdraw",
    "write",
]
