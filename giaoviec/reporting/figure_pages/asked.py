"""What an address of the figures asks for: which day, from when, as known when, whose, divided by what.

Days and moments may be written as people write them (30/06/2026, 17:00 05/07/2026) or as ISO; links carry ISO.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError

from giaoviec.agencies.models import Agency
from giaoviec.days import HANOI, start_of
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import DayField
from giaoviec.reporting.queries import Scope, check

MOMENT_WRONG = "Thời điểm không đúng; hãy ghi theo dạng 17:00 05/07/2026, hoặc chỉ ghi ngày 05/07/2026."
VIEWS: dict[str, tuple[str, str]] = {
    "": ("Tổng hợp", ""),
    "co-quan": ("Cơ quan", "agency"),
    "linh-vuc": ("Lĩnh vực", "field"),
    "lanh-dao": ("Lãnh đạo chỉ đạo", "leader"),
    "nhom": ("Nhóm văn bản", "group"),
    "don-vi": ("Đơn vị theo dõi", "unit"),
    "thoi-gian": ("Ngày của ai", "agency"),
    "phong": ("Phòng, ban", "own_unit"),
    "can-bo": ("Cán bộ", "officer"),
}
"""Word in the address → what its tab is called, what the figures are divided by."""

INSIDE = ("phong", "can-bo")
"""The tabs of what an agency gave inside itself."""

TIMED = "thoi-gian"
FIELD_OF = {"on": "ngay", "from": "tu", "known_at": "biet-luc"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the figure service, as it stands in an address."""

    on: date
    since: date | None = None
    known_at: datetime | None = None
    agency: int | None = None
    view: str = ""
    document: int | None = None

    @property
    def by(self) -> str:
        """What the figures are divided by; "" where they are not."""
        return VIEWS[self.view][1]

    @property
    def timed(self) -> bool:
        return self.view == TIMED

    @property
    def inside(self) -> bool:
        return self.view in INSIDE

    @property
    def when(self) -> dict[str, Any]:
        """What every query inside an agency takes besides the day."""
        return {"since": self.since, "known_at": self.known_at}

    @property
    def whose(self) -> dict[str, Any]:
        """What every query takes besides the day."""
        return {"since": self.since, "known_at": self.known_at, "agency": self.agency, "document": self.document}

    @property
    def known_typed(self) -> str:
        """The moment as people write it."""
        return f"{self.known_at.astimezone(HANOI):%H:%M %d/%m/%Y}" if self.known_at else ""

    def query(self, **more: object) -> str:
        """The address's query; `more` is added or, under a name of its own, put in its place."""
        said: dict[str, object] = {
            "ngay": self.on.isoformat(),
            "tu": self.since.isoformat() if self.since else "",
            "biet-luc": written(self.known_at),
            "co-quan": self.agency,
            "van-ban": self.document,
            "xem": self.view,
        }
        said |= {name.replace("_", "-"): value for name, value in more.items()}
        return urlencode({name: value for name, value in said.items() if value not in (None, "")})

    def seen(self, view: str) -> Asked:
        """The same under another tab."""
        return replace(self, view=view)


def written(moment: datetime | None) -> str:
    """A moment as links carry it, in Hà Nội: 2026-07-05T17:00."""
    return moment.astimezone(HANOI).replace(tzinfo=None).isoformat() if moment else ""


def read(query: Mapping[str, Any], *, today: date) -> tuple[Asked, dict[str, str]]:
    """What is asked for, and the sentence at each field that is wrong (with those, the question is today's)."""
    wrong: dict[str, str] = {}
    on = day(query, "ngay", wrong) or today
    asked = Asked(
        on=on,
        since=day(query, "tu", wrong),
        known_at=moment(query, "biet-luc", wrong),
        agency=agency(query, wrong),
        view=view if (view := query.get("xem", "")) in VIEWS else "",
        document=number(query, "van-ban"),
    )
    try:
        check(Scope(asked.on, asked.since, asked.known_at), today=today)
    except Refused as no:
        wrong.setdefault(FIELD_OF[no.field], no.sentence)
    return (Asked(today) if wrong else asked), wrong


def day(query: Mapping[str, Any], name: str, wrong: dict[str, str]) -> date | None:
    """A day of the address; None where it has none, or a wrong one."""
    text = str(query.get(name, "")).strip()
    try:
        found: date | None = DayField(required=False).clean(text)
    except ValidationError as no:
        wrong[name] = no.messages[0]
        return None
    return found


def moment(query: Mapping[str, Any], name: str, wrong: dict[str, str]) -> datetime | None:
    """A moment of the address in Hà Nội; a day alone is its end."""
    text = str(query.get(name, "")).strip()
    if not text:
        return None
    found = _moment(text)
    if found is None:
        wrong[name] = MOMENT_WRONG
    return found


def _moment(text: str) -> datetime | None:
    try:
        return start_of(DayField().clean(text)) + timedelta(days=1, microseconds=-1)
    except ValidationError:
        pass
    for form in ("%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%H:%M:%S %d/%m/%Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=HANOI)
        except ValueError:
            continue
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=HANOI)


def number(query: Mapping[str, Any], name: str) -> int | None:
    """An id of the address; None where it has none. What is no number is nobody's id."""
    text = str(query.get(name, "")).strip()
    return (int(text) if text.isdecimal() and len(text) < 18 else 0) if text else None


def agency(query: Mapping[str, Any], wrong: dict[str, str]) -> int | None:
    """The agency of the address; one that is not there is said."""
    found = number(query, "co-quan")
    if found is None or Agency.objects.filter(pk=found).exists():
        return found
    wrong["co-quan"] = "Không có cơ quan này; hãy chọn trong danh sách."
    return None
