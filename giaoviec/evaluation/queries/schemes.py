"""The formula in force: the shipped scheme, and what the province dated over it."""

from __future__ import annotations

from datetime import date

from giaoviec.evaluation.models import Scheme
from giaoviec.rules import schemes as formulas
from giaoviec.rules.schemes import SHIPPED, scheme_on


def rows() -> list[Scheme]:
    """What the province dated, the newest first."""
    return list(Scheme.objects.filter(voided_at=None).order_by("-effective_from", "-id"))


def scheme_of_day(day: date) -> formulas.Scheme:
    """The scheme in force on a day; of two dated to the same day the later one."""
    own = {row.effective_from: row.scheme for row in reversed(rows())}
    shipped = {one.effective_from: one for one in SHIPPED}
    return scheme_on(day, (shipped | own).values())
