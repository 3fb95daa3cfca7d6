"""The directive reader: a text in, particulars and proposed tasks out. Pure: no clock, no network, no Django."""

from .reader import read
from .shapes import VERSION, Clause, Due, Particulars, Proposal, Reading

__all__ = ["VERSION", "Clause", "Due", "Particulars", "Proposal", "Reading", "read"]
