"""What an agency carries already: its open work, what is overdue, what falls due in the weeks ahead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from giaoviec.agencies.models import Agency
from giaoviec.assignments.models import Assignment
from giaoviec.rules.moves import Stage

WEEKS_AHEAD = 5
WEEKS_BACK = 12
WITH_AGENCY = (Stage.GIVEN, Stage.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class Load:
    """`weeks`: Mondays from this week's on, with what falls due in each; `usual`: the mean of the past weeks."""

    agency: Agency
    open: int
    overdue: int
    weeks: tuple[tuple[date, int], ...]
    usual: int

    @property
    def advice(self) -> str:
        """One sentence: the fullest week ahead beside what is usual, and where there is room."""
        monday, most = max(self.weeks, key=lambda week: week[1])
        if most <= max(self.usual, 1):
            return "Các tuần tới không dồn việc."
        free, least = min(self.weeks, key=lambda week: week[1])
        more = f", thường là {self.usual}" if self.usual else ""
        return f"Tuần {monday:%d/%m} đã có {most} việc đến hạn{more}. Tuần {free:%d/%m} còn ít việc ({least})."


def loads(agencies: Collection[int], on: date) -> list[Load]:
    """The load of each of these agencies on a day, in official order; two statements for all."""
    monday = on - timedelta(days=on.weekday())
    rows = Assignment.objects.filter(agency_id__in=list(agencies), parent=None, voided_at=None)
    open_days: dict[int, list[date | None]] = {pk: [] for pk in agencies}
    for pk, due_on in rows.filter(stage__in=WITH_AGENCY).values_list("agency_id", "due_on"):
        open_days[pk].append(due_on)
    since = monday - timedelta(weeks=WEEKS_BACK)
    past = Counter(rows.filter(due_on__gte=since, due_on__lt=monday).values_list("agency_id", flat=True))
    return [
        _load(agency, open_days[agency.pk], past[agency.pk], monday, on)
        for agency in Agency.objects.filter(pk__in=list(agencies))
    ]


def _load(agency: Agency, days: list[date | None], past: int, monday: date, on: date) -> Load:
    starts = [monday + timedelta(weeks=n) for n in range(WEEKS_AHEAD)]
    weeks = tuple(
        (start, sum(d is not None and start <= d < start + timedelta(weeks=1) for d in days)) for start in starts
    )
    overdue = sum(d is not None and d < on for d in days)
    return Load(agency, len(days), overdue, weeks, round(past / WEEKS_BACK))
