"""`/viec/lich-thay-doi/`: the due dates that a change of the calendar moves, and the act that moves them."""

from __future__ import annotations
