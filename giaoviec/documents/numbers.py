"""Numbers of papers without gaps (NĐ 30/2020, Appendix I, II.3): from 1 each year, an agency and register each."""

from __future__ import annotations

from django.db.models import F

from giaoviec.agencies.models import Agency
from giaoviec.documents.models import Sequence
from giaoviec.journal.actions import Act


def take(a: Act, *, agency: Agency | int, register: str, year: int) -> int:
    """The next number of an agency's `register` in a year (in Hà Nội), from 1, within an open act.

    The row stays locked until the act commits: two at once get two numbers, and what rolls back takes none.
    """
    name = f"{register}:{agency if isinstance(agency, int) else agency.pk}"
    Sequence.objects.get_or_create(name=name, year=year)
    row = Sequence.objects.filter(name=name, year=year)
    row.update(last=F("last") + 1)
    number = row.values_list("last", flat=True).get()
    a.note(number=number, register=register)
    return number


def written(number: int, symbol: str) -> str:
    """As it stands on paper: "05/VP-TH": under ten with a leading nought."""
    return f"{number:02}/{symbol}"
