"""Who saw, exported, changed what: acts of the journal and lines of the access log in one list, in words."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from types import MappingProxyType
from typing import Any

from django.db.models import Q, QuerySet

from giaoviec.agencies.models import Agency, Person
from giaoviec.agencies.text import plain
from giaoviec.days import start_of
from giaoviec.journal.models import AccessLine, Event, Touch
from giaoviec.rules.access import Actor
from giaoviec.rules.acts import ACTS
from giaoviec.site.telling import SUBJECTS, tell

CHANGE = "change"
KINDS = MappingProxyType(
    {
        "view": ("Xem", "mở trang của một công việc, văn bản, báo cáo…; xem lại trong một phút tính một lần"),
        "file": ("Mở tệp", "mở hoặc tải về một tệp"),
        "waiting_file": ("Xem tệp chờ", "xem tệp ở phòng chờ để xác nhận không mật"),
        "export": ("Xuất", "xuất danh sách, văn bản ra tệp"),
        CHANGE: ("Thay đổi", "thao tác làm thay đổi dữ liệu, có trong nhật ký"),
        "denied": ("Không được vào", "mở trang không tồn tại hoặc không thuộc phạm vi được xem"),
        "refused": ("Không được làm", "gửi lên một thao tác mà phần mềm không nhận: sai, trái quyền, trái lúc"),
        "secret": ("Chặn dấu hiệu mật", "nội dung gửi lên có dấu hiệu mật (6.2); không giữ nội dung"),
        "signed_in": ("Đăng nhập", "đăng nhập thành công"),
        "sign_in_failed": ("Đăng nhập không được", "sai tên, sai mật khẩu hoặc đang bị khóa"),
        "signed_out": ("Đăng xuất", "tự kết thúc phiên làm việc"),
    }
)
"""Each kind: its word, and what it means."""

MORE = MappingProxyType(
    {"act": "quyền", "form": "dạng", "query": "điều kiện", "rule": "quy tắc", "status": "mã trả lời"}
)
Row = Event | AccessLine


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the page shows it; `href` is empty where the thing is not the reader's to see."""

    at: datetime
    actor: str
    agency: str
    kind: str
    word: str
    thing: str
    href: str
    address: str
    more: str


def found(asked: dict[str, Any], limit: int, *, before: tuple[int, int] | None = None) -> Iterator[Row]:
    """What was asked for, newest first: each source by its own number, the two together by their moments."""
    events, lines = _events(asked), _lines(asked)
    if before:
        events, lines = events.filter(id__lt=before[0]), lines.filter(id__lt=before[1])
    sources: list[Iterable[Row]] = [
        events.order_by("-id")[:limit] if _asks_for_changes(asked) else (),
        lines.order_by("-id")[:limit] if asked.get("loai") != CHANGE else (),
    ]
    return islice(heapq.merge(*sources, key=lambda row: row.at, reverse=True), limit)


def page(asked: dict[str, Any], size: int) -> tuple[list[Row], str]:
    """A page and where the next begins ("" where none does): the numbers below which both sources go on."""
    before = _cursor(asked.get("truoc") or "")
    rows = list(found(asked, size + 1, before=before))
    if len(rows) <= size:
        return rows, ""
    shown = rows[:size]
    lowest = [min((row.id for row in shown if isinstance(row, kind)), default=None) for kind in (Event, AccessLine)]
    kept = before or (LAST, LAST)
    return shown, "-".join(str(kept[at] if number is None else number) for at, number in enumerate(lowest))


LAST = 2**62


def told(rows: Sequence[Row], reader: Actor) -> list[Line]:
    """Rows in words; five statements for any number of them."""
    events = {one.id: one for one in tell([row for row in rows if isinstance(row, Event)], reader)}
    lines = [row for row in rows if isinstance(row, AccessLine)]
    people = dict(Person.objects.filter(pk__in={row.person_id for row in lines}).values_list("pk", "name"))
    agencies = dict(Agency.objects.filter(pk__in={row.agency_id for row in lines}).values_list("pk", "name"))
    return [_changed(events[row.id]) if isinstance(row, Event) else _accessed(row, people, agencies) for row in rows]


def newest() -> datetime | None:
    """Up to when the index of the access log goes."""
    return AccessLine.objects.order_by("-id").values_list("at", flat=True).first()


def _changed(one: Any) -> Line:
    more = ", ".join(f"{name} {value}" for name, value in one.facts)
    return Line(one.at, one.actor, one.agency, CHANGE, one.verb, one.thing, one.href, "", more)


def _accessed(row: AccessLine, people: dict[int, str], agencies: dict[int, str]) -> Line:
    name = SUBJECTS.get(row.subject, "")
    thing = f"{name} {row.subject_id}" if name else row.path
    agency, word = agencies.get(row.agency_id or 0, ""), KINDS.get(row.kind, (row.kind, ""))[0]
    who = people.get(row.person_id or 0, "Chưa đăng nhập" if row.person_id is None else f"Tài khoản {row.person_id}")
    return Line(row.at, who, agency, row.kind, word, thing, "", row.address, _more(row.more))


def _more(text: str) -> str:
    """What else a line says: names in words, a right by what it lets do."""
    pairs = (part.partition(": ") for part in text.split(", ") if part)
    return ", ".join(f"{MORE.get(name, SUBJECTS.get(name, name).lower())} {_value(value)}" for name, _, value in pairs)


def _value(text: str) -> str:
    return f"“{ACTS[text].vi}”" if text in ACTS else text


def _asks_for_changes(asked: dict[str, Any]) -> bool:
    """Acts have no address: who asks for one asks for lines of the access log."""
    return asked.get("loai") in (None, "", CHANGE) and not asked.get("dia_chi")


def _events(asked: dict[str, Any]) -> QuerySet[Event]:
    subject, pk = asked.get("doi_tuong"), asked.get("so")
    about = Q(subject=subject) if subject else Q()
    if subject and pk:
        touching = Touch.objects.filter(subject=subject, subject_id=pk).values("act")
        about = Q(subject=subject, subject_id=pk) | Q(act__in=touching)
    return Event.objects.filter(about, **_common(asked, person="actor_id__in"))


def _lines(asked: dict[str, Any]) -> QuerySet[AccessLine]:
    columns = {"loai": "kind", "dia_chi": "address", "doi_tuong": "subject"}
    narrowed = {column: asked[name] for name, column in columns.items() if asked.get(name)}
    if asked.get("doi_tuong") and asked.get("so"):
        narrowed["subject_id"] = asked["so"]
    return AccessLine.objects.filter(**narrowed, **_common(asked, person="person_id__in"))


def _common(asked: dict[str, Any], *, person: str) -> dict[str, Any]:
    narrowed: dict[str, Any] = {}
    if asked.get("people") is not None:
        narrowed[person] = asked["people"]
    if asked.get("co_quan"):
        narrowed["agency_id"] = asked["co_quan"]
    if isinstance(asked.get("tu"), date):
        narrowed["at__gte"] = start_of(asked["tu"])
    if isinstance(asked.get("den"), date):
        narrowed["at__lt"] = start_of(date.fromordinal(asked["den"].toordinal() + 1))
    return narrowed


def people_named(name: str) -> list[int] | None:
    """Whose name has these words, with or without marks; None where no name is asked for."""
    if not name:
        return None
    return [pk for pk, one in Person.objects.values_list("pk", "name") if plain(name) in plain(one)]


def _cursor(text: str) -> tuple[int, int] | None:
    event, _, line = text.partition("-")
    return (int(event), int(line)) if event.isdecimal() and line.isdecimal() else None
