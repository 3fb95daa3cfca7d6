"""Units inside an agency (6.1d for the Office's), and the groups of agencies that are given work as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max

from giaoviec.agencies.actions.common import found, members_of, rights_changed, tidy
from giaoviec.agencies.models import Agency, AgencyGroup, GroupMember, Unit
from giaoviec.agencies.queries import current, memberships_on
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor


def add_unit(
    agency_id: int,
    name: str,
    *,
    fields: Iterable[str] = (),
    from_on: date | None = None,
    by: Actor | None,
    on: date,
    at: datetime,
) -> Unit:
    """Enter a unit of an agency, from `from_on` (else `on`)."""
    agency = found(Agency.objects.all(), agency_id, what="cơ quan")
    name = _unit_name(agency, name, on)
    with act("add_unit", by=by, on=on, at=at, subject="agency", subject_id=agency.pk) as a:
        last = agency.units.aggregate(last=Max("position"))["last"] or 0
        unit = Unit.objects.create(
            agency=agency, name=name, fields=tidy_fields(fields), position=last + 10, from_on=from_on or on
        )
        a.touch("unit", unit.pk)
    return unit


def change_unit(
    unit_id: int,
    *,
    name: str,
    fields: Iterable[str],
    position: int,
    by: Actor | None,
    on: date,
    at: datetime,
) -> Unit:
    """Change a unit's name, its fields of work and its place in the order."""
    unit = found(Unit.objects.select_related("agency"), unit_id, what="phòng, ban này")
    unit.name = _unit_name(unit.agency, name, on, besides=unit.pk)
    unit.fields, unit.position = tidy_fields(fields), position
    with act("change_unit", by=by, on=on, at=at, subject="agency", subject_id=unit.agency_id) as a:
        unit.save()
        a.touch("unit", unit.pk)
        rights_changed(members_of([unit.agency_id]))
    return unit


def close_unit(unit_id: int, *, by: Actor | None, on: date, at: datetime) -> Unit:
    """End a unit on a day. `Refused` while people still belong to it."""
    unit = found(Unit.objects.select_related("agency"), unit_id, what="phòng, ban này")
    staff = memberships_on(on).filter(unit=unit).count()
    if staff:
        raise Refused(f"{unit.name} còn {staff} người; hãy chuyển họ sang phòng, ban khác trước.")
    with act("close_unit", by=by, on=on, at=at, subject="agency", subject_id=unit.agency_id) as a:
        Unit.objects.filter(pk=unit.pk).update(to_on=on)
        a.touch("unit", unit.pk)
    return unit


def add_group(code: str, name: str, *, by: Actor | None, on: date, at: datetime) -> AgencyGroup:
    """Enter a group of agencies, empty at first."""
    code = code.strip().lower()
    if not re.fullmatch(r"[a-z0-9-]{1,40}", code):
        raise Refused("Mã nhóm chỉ gồm chữ thường không dấu, số và gạch nối.", field="code", status=422)
    if AgencyGroup.objects.filter(code=code).exists():
        raise Refused(f"Mã “{code}” đã dùng cho nhóm khác.", field="code", status=422)
    name = tidy(name, what="Tên nhóm", field="name")
    last = AgencyGroup.objects.aggregate(last=Max("position"))["last"] or 0
    with act("add_group", by=by, on=on, at=at, subject="agency_group") as a:
        group = AgencyGroup.objects.create(code=code, name=name, position=last + 10)
        a.touch("agency_group", group.pk)
    return group


def join_group(group_id: int, agency_id: int, *, by: Actor | None, on: date, at: datetime) -> GroupMember:
    """Let an agency belong to a group from `on`: work given to the group before that day is not its."""
    group = found(AgencyGroup.objects.all(), group_id, what="nhóm cơ quan")
    agency = found(Agency.objects.all(), agency_id, what="cơ quan")
    if GroupMember.objects.filter(current(on), group=group, agency=agency).exists():
        raise Refused(f"{agency.name} đã thuộc nhóm “{group.name}”.", field="group", status=422)
    with act("join_group", by=by, on=on, at=at, subject="agency", subject_id=agency.pk) as a:
        a.touch("agency_group", group.pk)
        return GroupMember.objects.create(group=group, agency=agency, from_on=on)


def leave_group(group_id: int, agency_id: int, *, by: Actor | None, on: date, at: datetime) -> int:
    """End an agency's belonging to a group; lists that were frozen before keep it."""
    held = GroupMember.objects.filter(current(on), group=group_id, agency=agency_id)
    if not held.exists():
        raise Refused("Cơ quan này không thuộc nhóm đã chọn.", field="group", status=422)
    with act("leave_group", by=by, on=on, at=at, subject="agency", subject_id=agency_id) as a:
        a.touch("agency_group", group_id)
        return held.update(to_on=on)


def tidy_fields(fields: Iterable[str]) -> list[str]:
    """Fields of work, in lower case, each once, in their order."""
    names = [tidy(field, what="Lĩnh vực", field="fields", most=60, empty=True).lower() for field in fields]
    return list(dict.fromkeys(filter(None, names)))


def _unit_name(agency: Agency, name: str, on: date, besides: int | None = None) -> str:
    name = tidy(name, what="Tên phòng, ban", field="name")
    same = Unit.objects.filter(current(on), agency=agency, name=name)
    if any(unit.pk != besides for unit in same):
        raise Refused(f"{agency.name} đã có {name}.", field="name", status=422)
    return name
