"""Changes of the calendar and of the profile: always a new row, with who, when and why; the old ones stay."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from giaoviec.journal.actions import Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.regulation import queries
from giaoviec.regulation.models import CalendarYear, ProfileVersion
from giaoviec.rules import profile as rules
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import SATURDAY, DayKind, Year
from giaoviec.rules.citation import Policy
from giaoviec.rules.profile import Profile, ProfileError

Days = Mapping[date, tuple[DayKind, str]]
_CONFIRMED = Policy("calendar_confirmed")


def change_calendar(
    year: int,
    days: Days,
    *,
    confirmed: bool,
    notice: str = "",
    reason: str = "",
    by: Actor | None,
    on: date,
    at: datetime,
) -> CalendarYear:
    """Enter a working year anew. A confirmed one names its notice; a known one is changed only with a reason.

    `Refused` with the field (`days`, `notice`, `reason`) where something is wrong, or nothing is new.
    """
    new = _checked(Year(year, dict(sorted(days.items())), confirmed=confirmed, notice=notice.strip()))
    known = queries.calendar().years.get(year)
    if known is not None:
        _is_new(new, known)
        if not reason.strip():
            raise Refused(f"Lịch năm {year} đã có; hãy ghi lý do thay đổi.", field="reason", status=422)
    with act("change_calendar", by=by, on=on, at=at, subject="calendar_year", subject_id=year) as a:
        a.note(confirmed=confirmed, days=len(new.days), reason=Salted(reason.strip()))
        stored = {day.isoformat(): [kind.value, name] for day, (kind, name) in new.days.items()}
        row = CalendarYear.objects.create(
            **a.row(), year=year, days=stored, confirmed=confirmed, notice=new.notice, reason=reason.strip()
        )
        _known_anew()
    return row


def confirm_year(year: int, notice: str, *, by: Actor | None, on: date, at: datetime) -> CalendarYear:
    """Say that somebody compared the year with its notice (number and date). `Refused` where it is not entered."""
    known = queries.calendar().years.get(year)
    if known is None:
        raise Refused(f"Lịch năm {year} chưa được nhập; hãy lập dự thảo trước.", field="year", status=422)
    reason = f"đối chiếu với {notice.strip()}"
    return change_calendar(year, known.days, confirmed=True, notice=notice, reason=reason, by=by, on=on, at=at)


def load_profile(
    data: Mapping[str, Any],
    *,
    effective_from: date | None = None,
    reason: str,
    by: Actor | None,
    on: date,
    at: datetime,
) -> ProfileVersion:
    """Put a profile in force, from its own day or from `effective_from`; one of the same code is superseded.

    `Refused` with all that is wrong with it, or where the same profile is already in force.
    """
    profile = checked_profile(data, effective_from=effective_from)
    if profile in queries.profiles():
        raise Refused("Hồ sơ này đã có hiệu lực đúng như vậy; không có gì thay đổi.", status=422)
    if not reason.strip():
        raise Refused("Chưa ghi lý do.", field="reason", status=422)
    with act("load_profile", by=by, on=on, at=at, subject="profile") as a:
        a.note(code=profile.code, effective_from=profile.effective_from, reason=Salted(reason.strip()))
        row = ProfileVersion.objects.create(
            **a.row(),
            code=profile.code,
            effective_from=profile.effective_from,
            effective_to=profile.effective_to,
            data=rules.dump(profile),
            reason=reason.strip(),
        )
        a.touch("profile", row.pk)
        _known_anew()
    return row


def checked_profile(data: Mapping[str, Any], *, effective_from: date | None = None) -> Profile:
    """The profile of a mapping, dated; `Refused` with every fault."""
    dated = {**data, "effective_from": effective_from.isoformat()} if effective_from else data
    try:
        return rules.load(dated)
    except ProfileError as wrong:
        raise Refused(" ".join(wrong.errors), field="file", status=422) from None


def changed_profile(base: Profile, values: Mapping[str, Any], *, effective_from: date) -> dict[str, Any]:
    """A profile with other numbers, as data. From a later day it is one of its own, and the old one holds until then.

    `Refused` where the day is before the profile's own.
    """
    if effective_from < base.effective_from:
        sentence = f"Ngày hiệu lực không được trước ngày {base.effective_from:%d/%m/%Y} của hồ sơ đang sửa."
        raise Refused(sentence, field="effective_from", status=422)
    data = rules.dump(base)
    for key, value in values.items():
        data["numbers"][key] = {**data["numbers"][key], "value": list(value) if isinstance(value, tuple) else value}
    if effective_from > base.effective_from:
        stem = re.sub(r"-tu-\d{4}-\d\d-\d\d$", "", base.code)
        data["code"] = f"{stem}-tu-{effective_from:%Y-%m-%d}"
    return {**data, "effective_from": effective_from.isoformat()}


def _checked(year: Year) -> Year:
    for day, (kind, name) in year.days.items():
        _check_day(year.year, day, kind, name)
    if not year.days:
        raise Refused("Lịch chưa có ngày nghỉ nào.", field="days", status=422)
    if year.confirmed and not year.notice:
        sentence = "Xác nhận lịch phải ghi số, ngày của thông báo nghỉ lễ, tết."
        raise Refused(sentence, ground=_CONFIRMED, field="notice", status=422)
    return year


def _check_day(year: int, day: date, kind: DayKind, name: str) -> None:
    rest = day.weekday() >= SATURDAY
    wrong = ""
    if day.year != year:
        wrong = f"không thuộc năm {year}"
    elif kind not in (DayKind.HOLIDAY, DayKind.SWAPPED_OFF, DayKind.MADE_UP):
        wrong = "phải là ngày nghỉ lễ, nghỉ hoán đổi hoặc làm bù"
    elif kind is DayKind.MADE_UP and not rest:
        wrong = "vốn là ngày làm việc, không làm bù được"
    elif kind is DayKind.SWAPPED_OFF and rest:
        wrong = "vốn là ngày nghỉ hằng tuần, không hoán đổi được"
    elif not name.strip():
        wrong = "chưa ghi tên ngày nghỉ"
    if wrong:
        raise Refused(f"Ngày {day:%d/%m/%Y} {wrong}.", field="days", status=422)


def _is_new(new: Year, known: Year) -> None:
    same = (dict(new.days), new.confirmed, new.notice) == (dict(known.days), known.confirmed, known.notice)
    if same:
        raise Refused(f"Lịch năm {new.year} không có gì thay đổi.", field="days", status=422)


def _known_anew() -> None:
    """This process looks again at once, and once more when the change is committed; others do within a second."""
    queries.forget()
    transaction.on_commit(queries.forget)
