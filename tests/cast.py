"""The cast: a small province with the accounts of the demonstration, for every test that needs a database.

`make_cast()` writes it in a few bulk inserts. All live in Lâm Đồng after 1 July 2025; names are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import count

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.test import Client

from giaoviec.agencies import principals
from giaoviec.agencies.middleware import ACTING
from giaoviec.agencies.models import Agency, AgencyGroup, AgencyName, Alias, GroupMember, Membership, Person, Unit
from giaoviec.agencies.sessions import SessionStore
from giaoviec.agencies.text import name_key, sort_key_agency, sort_key_person
from giaoviec.regulation import queries as regulation
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import Role

FOUNDED = date(2025, 7, 1)
DAY = date(2026, 11, 23)
"""The day on which stories begin: a Monday; the day after it, 24/11/2026, is a holiday."""

PASSWORD = "Bien xanh, cat trang 2026!"

# code: (kind, name, short name, identity code)
AGENCIES = {
    "ubnd": ("committee", "Ủy ban nhân dân tỉnh Lâm Đồng", "UBND tỉnh", "H36"),
    "vp": ("office", "Văn phòng UBND tỉnh", "VP UBND tỉnh", "H36.01"),
    "stc": ("department", "Sở Tài chính", "STC", "H36.02"),
    "sxd": ("department", "Sở Xây dựng", "SXD", "H36.03"),
    "snnmt": ("department", "Sở Nông nghiệp và Môi trường", "SNNMT", "H36.04"),
    "snv": ("department", "Sở Nội vụ", "SNV", "H36.05"),
    "skhcn": ("department", "Sở Khoa học và Công nghệ", "SKHCN", "H36.06"),
    "thanhtra": ("department", "Thanh tra tỉnh", "TTT", "H36.07"),
    "phuquy": ("commune", "UBND đặc khu Phú Quý", "Phú Quý", "H36.100"),
    "muine": ("commune", "UBND phường Mũi Né", "Mũi Né", "H36.101"),
    "kiemtoan": ("other", "Kiểm toán nhà nước khu vực", "KTNN", ""),
    "chinhphu": ("central", "Chính phủ", "CP", ""),
}
ALIASES = {
    "vp": ("Văn phòng tỉnh",),
    "stc": ("Sở TC",),
    "snnmt": ("Sở NN&MT", "Sở NNMT"),
    "phuquy": ("đặc khu Phú Quý", "UBND huyện Phú Quý"),
    "muine": ("phường Mũi Né",),
}
UNITS = {
    "tonghop": ("vp", "Phòng Tổng hợp", ["tổng hợp"]),
    "kinhte": ("vp", "Phòng Kinh tế", ["kinh tế", "tài chính"]),
    "noichinh": ("vp", "Phòng Nội chính", ["nội chính"]),
    "vanxa": ("vp", "Phòng Khoa giáo - Văn xã", ["văn xã"]),
    "stc.ngansach": ("stc", "Phòng Quản lý ngân sách", []),
    "sxd.hatang": ("sxd", "Phòng Hạ tầng kỹ thuật", []),
}
GROUPS = {
    "so-ban-nganh": ("các sở, ban, ngành", "department"),
    "xa-phuong-dac-khu": ("UBND các xã, phường, đặc khu", "commune"),
}
# username: (name, agency, unit, role, title, fields)
PEOPLE = {
    "chutich": ("Trần Quang Minh", "ubnd", "", Role.CHAIRMAN, "Chủ tịch", []),
    "pct.kinhte": ("Lê Hoàng Nam", "ubnd", "", Role.VICE_CHAIRMAN, "Phó Chủ tịch", ["kinh tế", "tài chính"]),
    "troly": ("Phan Thị Mai", "ubnd", "", Role.ASSISTANT, "Trợ lý Chủ tịch", []),
    "chanhvp": ("Nguyễn Đức Thắng", "vp", "", Role.OFFICE_HEAD, "Chánh Văn phòng", []),
    "vanthu": ("Lê Thu Trang", "vp", "", Role.CLERK, "Văn thư", []),
    "theodoi": ("Trần Quốc Bảo", "vp", "tonghop", Role.MONITOR, "Chuyên viên", []),
    "theodoi2": ("Đỗ Thị Hòa", "vp", "tonghop", Role.MONITOR, "Chuyên viên", []),
    "theodoi.kinhte": ("Võ Anh Khoa", "vp", "kinhte", Role.MONITOR, "Chuyên viên", []),
    "stc.giamdoc": ("Phạm Văn Thịnh", "stc", "", Role.AGENCY_HEAD, "Giám đốc", []),
    "stc.vanphong": ("Đặng Thị Lan", "stc", "", Role.LIAISON, "Chánh Văn phòng Sở", []),
    "stc.chuyenvien": ("Bùi Minh Tâm", "stc", "stc.ngansach", Role.OFFICER, "Chuyên viên", []),
    "sxd.giamdoc": ("Hồ Sỹ Hùng", "sxd", "", Role.AGENCY_HEAD, "Giám đốc", []),
    "sxd.vanphong": ("Ngô Thị Yến", "sxd", "", Role.LIAISON, "Chánh Văn phòng Sở", []),
    "sxd.truongphong": ("Lý Văn Đạt", "sxd", "sxd.hatang", Role.UNIT_HEAD, "Trưởng phòng", []),
    "sxd.chuyenvien": ("Mai Thanh Sơn", "sxd", "sxd.hatang", Role.OFFICER, "Chuyên viên", []),
    "snnmt.vanphong": ("Trịnh Hữu Phước", "snnmt", "", Role.LIAISON, "Chánh Văn phòng Sở", []),
    "noivu": ("Dương Thị Thu", "snv", "", Role.EVALUATOR, "Chuyên viên", []),
    "snv.vanphong": ("Tạ Quang Vinh", "snv", "", Role.LIAISON, "Chánh Văn phòng Sở", []),
    "xa.phuquy": ("Nguyễn Hải Đăng", "phuquy", "", Role.LIAISON, "Chánh Văn phòng HĐND và UBND", []),
    "xa.phuquy.vanthu": ("Huỳnh Thị Ngọc", "phuquy", "", Role.AGENCY_CLERK, "Văn thư", []),
    "muine.vanphong": ("Nguyễn Thị Thanh Hà", "muine", "", Role.LIAISON, "Chánh Văn phòng HĐND và UBND", []),
    "thanhtra": ("Cao Xuân Hòa", "thanhtra", "", Role.INSPECTOR, "Thanh tra viên", []),
    "kiemtoan": ("Lâm Thị Kiều", "kiemtoan", "", Role.AUDITOR, "Kiểm toán viên", []),
    "hatang": ("Vũ Đình Long", "skhcn", "", Role.INFRASTRUCTURE, "Chuyên viên", []),
    "quantri": ("Phùng Khắc Tiệp", "vp", "", Role.ADMINISTRATOR, "Quản trị", []),
    "quantri2": ("Thái Bích Liên", "vp", "", Role.ADMINISTRATOR, "Quản trị", []),
}


@dataclass
class Cast:
    """Who there is, by the codes and usernames of the tables above."""

    agencies: dict[str, Agency]
    units: dict[str, Unit]
    groups: dict[str, AgencyGroup]
    people: dict[str, Person]
    memberships: dict[str, Membership]

    def agency(self, code: str) -> Agency:
        return self.agencies[code]

    def unit(self, code: str) -> Unit:
        return self.units[code]

    def group(self, code: str) -> AgencyGroup:
        return self.groups[code]

    def person(self, username: str) -> Person:
        return self.people[username]

    def membership(self, username: str) -> Membership:
        return self.memberships[username]

    def actor(self, username: str, *, for_: str = "") -> Actor:
        """The actor that somebody is in his own post, or in the post of `for_` whom he stands in for."""
        person, membership = self.people[username], self.memberships[for_ or username]
        instead = self.people[for_] if for_ else None
        return Actor(
            person_id=person.pk,
            label=f"{person.name}, thay {instead.name}" if instead else person.name,
            role=Role(membership.role),
            membership_id=membership.pk,
            agency_id=membership.agency_id,
            unit_id=membership.unit_id,
            for_person_id=instead.pk if instead else None,
            directs_fields=tuple(membership.fields),
            title=membership.title,
        )

    def client(self, username: str, *, acting: str = "", **options: str) -> Client:
        """A client in which that person is signed in (a new one for each call)."""
        return signed_in(self.people[username], acting=acting, **options)


def signed_in(person: Person, *, acting: str = "", **options: str) -> Client:
    """A client with a session of that person, as he would have after signing in."""
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    if acting:
        store[ACTING] = acting
    store.save()
    client = Client(**options)  # type: ignore[arg-type]
    client.cookies[settings.SESSION_COOKIE_NAME] = str(store.session_key)
    return client


def make_cast() -> Cast:
    """Write the cast into the empty tables of this test's database."""
    principals.forget()
    regulation.forget()
    agencies = _agencies()
    units = _units(agencies)
    people = _people()
    return Cast(agencies, units, _groups(agencies), people, _memberships(people, agencies, units))


@cache
def _hash() -> str:
    return make_password(PASSWORD)


def _at() -> datetime:
    return datetime(FOUNDED.year, FOUNDED.month, FOUNDED.day, 1, 0, tzinfo=UTC)


def _agencies() -> dict[str, Agency]:
    places = count(10, 10)
    rows = [
        Agency(
            code=code,
            kind=kind,
            name=name,
            short_name=short,
            identity_code=identity,
            sort_key=sort_key_agency(name),
            position=next(places),
            founded_on=FOUNDED,
        )
        for code, (kind, name, short, identity) in AGENCIES.items()
    ]
    made = {agency.code: agency for agency in Agency.objects.bulk_create(rows)}
    AgencyName.objects.bulk_create(
        AgencyName(agency=agency, name=agency.name, short_name=agency.short_name, on=FOUNDED, recorded_at=_at())
        for agency in made.values()
    )
    Alias.objects.bulk_create(
        Alias(agency=made[code], text=text, plain=name_key(text)) for code, texts in ALIASES.items() for text in texts
    )
    return made


def _units(agencies: dict[str, Agency]) -> dict[str, Unit]:
    places = count(10, 10)
    rows = [
        Unit(agency=agencies[agency], name=name, fields=fields, position=next(places), from_on=FOUNDED)
        for agency, name, fields in UNITS.values()
    ]
    return dict(zip(UNITS, Unit.objects.bulk_create(rows), strict=True))


def _groups(agencies: dict[str, Agency]) -> dict[str, AgencyGroup]:
    places = count(10, 10)
    rows = [AgencyGroup(code=code, name=name, position=next(places)) for code, (name, _) in GROUPS.items()]
    made = {group.code: group for group in AgencyGroup.objects.bulk_create(rows)}
    GroupMember.objects.bulk_create(
        GroupMember(group=made[code], agency=agency, from_on=FOUNDED)
        for code, (_, kind) in GROUPS.items()
        for agency in agencies.values()
        if agency.kind == kind
    )
    return made


def _people() -> dict[str, Person]:
    rows = [
        Person(
            username=username,
            name=name,
            sort_key=sort_key_person(name),
            email=f"{username}@lamdong.example",
            password=_hash(),
            created_at=_at(),
        )
        for username, (name, *_) in PEOPLE.items()
    ]
    return {person.username: person for person in Person.objects.bulk_create(rows)}


def _memberships(
    people: dict[str, Person], agencies: dict[str, Agency], units: dict[str, Unit]
) -> dict[str, Membership]:
    rows = [
        Membership(
            person=people[username],
            agency=agencies[agency],
            unit=units[unit] if unit else None,
            role=role,
            title=title,
            fields=fields,
            from_on=FOUNDED,
        )
        for username, (_, agency, unit, role, title, fields) in PEOPLE.items()
    ]
    return dict(zip(PEOPLE, Membership.objects.bulk_create(rows), strict=True))
