"""Every write of reporting: the figures' counters, and the reports of the periods."""

from giaoviec.reporting.actions.amending import amend
from giaoviec.reporting.actions.folding import AT_ONCE, fold
from giaoviec.reporting.actions.opening import close_period, open_period
from giaoviec.reporting.actions.signing import freeze, send, sign
from giaoviec.reporting.actions.writing import comment, edit_section, renew_section

__all__ = [
    "AT_ONCE",
    "amend",
    "close_period",
    "comment",
    "edit_section",
    "fold",
    "freeze",
    "open_period",
    "renew_section",
    "send",
    "sign",
]
