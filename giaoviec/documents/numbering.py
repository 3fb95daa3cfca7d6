"""Gapless numbers of slips and letters: one row a name and year, locked until the act that takes a number commits."""

from __future__ import annotations

from django.db.models import F

from giaoviec.documents.models import Sequence
from giaoviec.journal.actions import Act


def next_number(a: Act, name: str, year: int) -> int:
    """The next number of a name in a year (the year in Hà Nội), from 1, within an open act."""
    Sequence.objects.get_or_create(name=name, year=year)
    Sequence.objects.filter(name=name, year=year).update(last=F("last") + 1)
    number = Sequence.objects.values_list("last", flat=True).get(name=name, year=year)
    a.note(number=number)
    return number
