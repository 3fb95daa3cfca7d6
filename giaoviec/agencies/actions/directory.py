"""Agencies entered and corrected (1.2), and the other ways in which documents write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from giaoviec.agencies import queries
from giaoviec.agencies.actions.common import found, members_of, not_in_the_future, rights_changed, tidy
from giaoviec.agencies.models import Agency, AgencyGroup, AgencyKind, AgencyName, Alias, GroupMember
from giaoviec.agencies.text import name_key, sort_key_agency
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor

SINGLE = (AgencyKind.COMMITTEE, AgencyKind.OFFICE)
_CODE = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_IDENTITY = re.compile(r"[0-9A-Z.]{1,35}")


@dataclass(frozen=True, slots=True)
class NewAgency:
    """An agency as it is entered; `position` None puts it at the end of the official order."""

    code: str
    kind: str
    name: str
    short_name: str = ""
    position: int | None = None
    parent_id: int | None = None
    identity_code: str = ""
    former_province: str = ""
    group_ids: tuple[int, ...] = ()


def add_agency(new: NewAgency, *, by: Actor | None, on: date, at: datetime, within: Act | None = None) -> Agency:
    """Enter an agency that exists from `on`. `Refused` where code or name is taken, or its kind may exist once only."""
    not_in_the_future(on, at, what="Ngày thành lập", field="founded_on")
    agency = _checked(new, on)
    with act("add_agency", by=by, on=on, at=at, subject="agency", within=within) as a:
        agency.save(force_insert=True)
        a.touch("agency", agency.pk)
        AgencyName.objects.create(**a.row(), agency=agency, name=agency.name, short_name=agency.short_name)
        GroupMember.objects.bulk_create(
            GroupMember(group=group, agency=agency, from_on=on)
            for group in AgencyGroup.objects.filter(pk__in=new.group_ids)
        )
    return agency


def correct_agency(
    agency_id: int,
    *,
    name: str,
    short_name: str,
    position: int,
    identity_code: str,
    former_province: str,
    parent_id: int | None,
    by: Actor | None,
    on: date,
    at: datetime,
) -> Agency:
    """Mend what was entered wrongly. A name that really changed is a succession of kind rename (`succeed`)."""
    agency = found(Agency.objects.all(), agency_id, what="cơ quan")
    name, short_name = _names(name, short_name)
    _name_is_free(name, on, besides=agency.pk)
    renamed = (name, short_name) != (agency.name, agency.short_name)
    with act("correct_agency", by=by, on=on, at=at, subject="agency", subject_id=agency.pk) as a:
        if renamed:
            _correct_name(agency, name, short_name, a)
        agency.name, agency.short_name, agency.sort_key = name, short_name, sort_key_agency(name)
        agency.position, agency.former_province = position, former_province.strip()
        agency.identity_code, agency.parent_id = _identity(identity_code), _parent(agency, parent_id)
        agency.save()
        rights_changed(members_of([agency.pk]) if renamed else ())
    return agency


def add_alias(agency_id: int, text: str, *, kind: str = "name", by: Actor | None, on: date, at: datetime) -> Alias:
    """Let documents write the agency so too. `Refused` where it already means this agency."""
    agency = found(Agency.objects.all(), agency_id, what="cơ quan")
    text = tidy(text, what="Tên gọi khác", field="text")
    if agency in queries.resolve(text, on):
        raise Refused(f"“{text}” đã được hiểu là {agency.name}.", field="text", status=422)
    with act("add_alias", by=by, on=on, at=at, subject="agency", subject_id=agency.pk):
        return Alias.objects.create(agency=agency, text=text, plain=name_key(text), kind=kind)


def drop_alias(alias_id: int, *, by: Actor | None, on: date, at: datetime) -> Agency:
    """Take away another way of writing an agency; what was entered under it stays."""
    alias = found(Alias.objects.select_related("agency"), alias_id, what="tên gọi khác này")
    with act("drop_alias", by=by, on=on, at=at, subject="agency", subject_id=alias.agency_id):
        alias.delete()
    return alias.agency


def _checked(new: NewAgency, on: date) -> Agency:
    name, short_name = _names(new.name, new.short_name)
    kind = _kind(new.kind, on)
    _name_is_free(name, on)
    agency = Agency(
        code=_code(new.code),
        kind=kind,
        name=name,
        short_name=short_name,
        sort_key=sort_key_agency(name),
        position=new.position if new.position is not None else _last_position() + 10,
        identity_code=_identity(new.identity_code),
        former_province=new.former_province.strip(),
        founded_on=on,
    )
    agency.parent_id = _parent(agency, new.parent_id)
    return agency


def _names(name: str, short_name: str) -> tuple[str, str]:
    full = tidy(name, what="Tên cơ quan", field="name")
    short = tidy(short_name, what="Tên viết tắt", field="short_name", most=80, empty=True)
    return full, short or full[:80]


def _name_is_free(name: str, on: date, besides: int | None = None) -> None:
    others = [agency.name for agency in queries.directory(on) if agency.pk != besides]
    keys = {name_key(other): other for other in others}
    if name_key(name) in keys:
        raise Refused(f"Đã có cơ quan tên “{keys[name_key(name)]}”.", field="name", status=422)


def _code(code: str) -> str:
    code = code.strip().lower()
    if not _CODE.fullmatch(code) or len(code) > 40:
        sentence = "Mã cơ quan chỉ gồm chữ thường không dấu, số, dấu chấm hoặc gạch nối, ví dụ: stc, xa.ham-thanh."
        raise Refused(sentence, field="code", status=422)
    if Agency.objects.filter(code=code).exists():
        raise Refused(f"Mã “{code}” đã dùng cho cơ quan khác.", field="code", status=422)
    return code


def _kind(kind: str, on: date) -> AgencyKind:
    if kind not in AgencyKind.values:
        raise Refused(f"Loại cơ quan phải là một trong {', '.join(AgencyKind.values)}.", field="kind", status=422)
    if kind in SINGLE and queries.directory(on, [kind]).exists():
        raise Refused(f"Chỉ có một cơ quan thuộc loại “{AgencyKind(kind).label}”.", field="kind", status=422)
    return AgencyKind(kind)


def _identity(code: str) -> str:
    code = code.strip().upper()
    if code and not _IDENTITY.fullmatch(code):
        sentence = "Mã định danh điện tử gồm không quá 35 ký tự chữ in hoa, số và dấu chấm, ví dụ: H36.02."
        raise Refused(sentence, field="identity_code", status=422)
    return code


def _parent(agency: Agency, parent_id: int | None) -> int | None:
    """The agency above, which must not lie below."""
    above = parent_id
    while above is not None:
        if above == agency.pk:
            raise Refused("Cơ quan cấp trên không được là chính nó hoặc cấp dưới của nó.", field="parent", status=422)
        above = found(Agency.objects.all(), above, what="cơ quan cấp trên").parent_id
    return parent_id


def _correct_name(agency: Agency, name: str, short_name: str, a: Act) -> None:
    """The row of the present name is voided and entered anew, since the same day."""
    wrong = queries.history_of_names(agency).first()
    since = wrong.on if wrong else agency.founded_on
    if wrong:
        AgencyName.objects.filter(pk=wrong.pk).update(voided_at=a.at, voided_act=a.id)
    AgencyName.objects.create(**a.row(on=since), agency=agency, name=name, short_name=short_name)


def _last_position() -> int:
    return Agency.objects.aggregate(last=Max("position"))["last"] or 0
