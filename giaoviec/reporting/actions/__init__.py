"""Every write of reporting: the figures' counters, and the reports of the periods."""

from giaoviec.reporting.actions.amending import amend
from giaoviec.reporting.actions.folding import AT_ONCE, fold
from giaoviec.reporting.actions.freezing import freeze, freeze_slowly, wait_for_freezing
from giaoviec.reporting.actions.opening import close_period, open_for, open_period
from giaoviec.reporting.actions.purging import forget_assignments
from giaoviec.reporting.actions.reminding import remind
from giaoviec.reporting.actions.signing import send, send_back, sign
from giaoviec.reporting.actions.writing import comment, edit_section, renew_section

__all__ = [
    "AT_ONCE",
    "amend",
    "close_period",
    "comment",
    "edit_section",
    "fold",
    "forget_assignments",
    "freeze",
    "freeze_slowly",
    "open_for",
    "open_period",
    "remind",
    "renew_section",
    "send",
    "send_back",
    "sign",
    "wait_for_freezing",
]
