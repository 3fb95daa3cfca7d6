"""The province: agencies with what they came from, units, groups, people, and who acts for whom."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from csv import DictReader
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from giaoviec.agencies.models import (
    Agency,
    AgencyGroup,
    AgencyName,
    Alias,
    GroupMember,
    Membership,
    Person,
    Succession,
    SuccessionPart,
    Unit,
)
from giaoviec.agencies.text import name_key, plain, sort_key_agency, sort_key_person
from giaoviec.days import start_of
from giaoviec.demo.ledger import Ledger, Row
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import Role

BEGINNING = date(2015, 1, 1)
"""Since when the agencies stand that went on through the merger."""

CHARACTERS = ("good", "steady", "steady", "busy", "late", "silent")


@dataclass(slots=True)
class Province:
    """Who there is, by code and by id; `heirs` says where the work of a dissolved agency went."""

    merged_on: date
    agencies: dict[str, Row] = field(default_factory=dict)
    units: dict[str, Row] = field(default_factory=dict)
    groups: dict[str, Row] = field(default_factory=dict)
    members: dict[str, list[Row]] = field(default_factory=dict)
    people: dict[str, Row] = field(default_factory=dict)
    heirs: dict[int, int] = field(default_factory=dict)
    characters: dict[int, str] = field(default_factory=dict)
    leaders: dict[int, tuple[str, ...]] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    speakers: dict[int, tuple[Actor, ...]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    by_id: dict[int, Row] = field(default_factory=dict)

    def id(self, code: str) -> int:
        return int(self.agencies[code]["id"])

    def exists(self, code: str, on: date) -> bool:
        return code in self.agencies and self.stands(self.id(code), on)

    def stands(self, agency: int, on: date) -> bool:
        """Whether an agency exists on a day."""
        row = self.by_id[agency]
        return row["founded_on"] <= on and (row["dissolved_on"] is None or on < row["dissolved_on"])

    def short(self, agency: int) -> str:
        """As it stands in the symbols of its letters."""
        row = self.by_id[agency]
        return "UBND" if row["kind"] in ("commune", "district") else row["short_name"].partition(" ")[0]

    def lead(self, code: str, on: date) -> str:
        """The code of the agency that does the work of `code` on a day: before the merger one of those it came from."""
        if self.exists(code, on):
            return code
        heir = self.id(code)
        before = [old for old, row in self.agencies.items() if self.heirs.get(row["id"]) == heir]
        mine = [old for old in before if self.agencies[old]["former_province"] == "Lâm Đồng" and self.exists(old, on)]
        return mine[0] if mine else next(old for old in ("stc", "snv", "sxd") if self.exists(old, on))

    def group(self, code: str, on: date) -> list[int]:
        """The members of a group on a day."""
        rows = self.members[code]
        return [row["agency_id"] for row in rows if row["from_on"] <= on and (not row["to_on"] or on < row["to_on"])]

    def communes(self, on: date) -> list[int]:
        """The committees below the province on a day: of communes, before the merger of districts."""
        return self.group("xa-phuong-dac-khu", on) or self.group("huyen-thi-xa-thanh-pho", on)

    def speaker(self, agency: int, chance: Random) -> Actor:
        """Somebody who speaks for an agency: mostly its liaison."""
        speakers = self.speakers[agency]
        return speakers[0] if len(speakers) == 1 or chance.random() < 0.8 else chance.choice(speakers[1:])

    def monitor(self, unit: int, *, besides: int | None = None) -> Actor:
        """A monitor of a unit, other than somebody where said; else a head of the Office."""
        for actor in self.actors.values():
            if actor.role is Role.MONITOR and actor.unit_id == unit and actor.person_id != besides:
                return actor
        return next(a for a in self.actors.values() if a.role is Role.OFFICE_HEAD and a.person_id != besides)


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("giaoviec.demo") / "data" / name).read_text(encoding="utf-8"))


def communes() -> list[dict[str, str]]:
    """The 124 units below the province: code, kind, name, the province each came from."""
    text = (files("giaoviec.demo") / "data" / "communes.csv").read_text(encoding="utf-8")
    return list(DictReader(text.splitlines()))


def found_province(ledger: Ledger, *, number: int, password: str, now: datetime, chance: Random) -> Province:
    """Enters agencies, successions, units, groups and people; `password` is a hash that all accounts have."""
    province = Province(_data("province.toml")["merged_on"])
    maker = _Founder(ledger, province, password, now, chance)
    maker.agencies(number)
    maker.gone()
    maker.districts()
    maker.groups()
    maker.units()
    maker.people()
    return province


@dataclass(slots=True)
class _Founder:
    """Enters one kind of thing after the other."""

    ledger: Ledger
    province: Province
    password: str
    now: datetime
    chance: Random
    places: Iterator[int] = field(default_factory=lambda: count(10, 10))

    # ---- agencies

    def agencies(self, number: int) -> None:
        rows = _data("province.toml")["agencies"]
        for row in (row for row in rows if row["kind"] != "central"):
            self._department(row)
        for commune in self._chosen(number):
            self._commune(commune)
        for row in (row for row in rows if row["kind"] == "central"):
            self._department(row)

    def _chosen(self, number: int) -> list[dict[str, str]]:
        """The chosen ones before the others, then invented ones; in official order."""
        wanted = set(_data("province.toml")["small"]["communes"])
        named = sorted(communes(), key=lambda commune: commune["name"] not in wanted)[:number]
        named.sort(key=lambda commune: commune["code"])
        more = [
            {"code": str(90_000 + n), "kind": "xã", "name": f"Thử nghiệm {n}", "former_province": ""}
            for n in range(len(named) + 1, number + 1)
        ]
        return [*named, *more]

    def _department(self, row: Row) -> None:
        since = self.province.merged_on if row.get("new") else BEGINNING
        agency = self._agency(row["code"], row["kind"], row["name"], row["short"], since, row.get("identity", ""))
        self._aliases(agency, row.get("aliases", []))
        self.province.characters[agency["id"]] = row.get("character", "steady")

    def _commune(self, commune: dict[str, str]) -> None:
        name = commune["name"]
        code = plain(name).replace(" ", "")
        code = code if code not in self.province.agencies else f"{code}.{commune['code']}"
        agency = self._agency(
            code, "commune", f"UBND {commune['kind']} {name}", name, self.province.merged_on,
            f"H36.{commune['code']}", former=commune["former_province"],
        )  # fmt: skip
        self._aliases(agency, [f"{commune['kind']} {name}", f"Ủy ban nhân dân {commune['kind']} {name}"])
        self.province.characters[agency["id"]] = "busy" if code == "phuquy" else self.chance.choice(CHARACTERS)

    def _agency(
        self, code: str, kind: str, name: str, short: str, since: date, identity: str = "",
        *, former: str = "", until: date | None = None,
    ) -> Row:  # fmt: skip
        agency = self.ledger.add(
            Agency, code=code, kind=kind, name=name, short_name=short, sort_key=sort_key_agency(name),
            position=next(self.places), identity_code=identity, former_province=former, founded_on=since,
            dissolved_on=until,
        )  # fmt: skip
        self.ledger.add(AgencyName, agency_id=agency["id"], name=name, short_name=short, **self._fact(since))
        self.province.agencies[code] = agency
        self.province.by_id[agency["id"]] = agency
        self.province.names[agency["id"]] = name
        return agency

    def _aliases(self, agency: Row, texts: list[str]) -> None:
        for text in texts:
            self.ledger.add(Alias, agency_id=agency["id"], text=text, plain=name_key(text))
        if agency["identity_code"]:
            code = agency["identity_code"]
            self.ledger.add(Alias, agency_id=agency["id"], text=code, plain=name_key(code), kind="code")

    def _fact(self, on: date) -> Row:
        return {"on": on, "recorded_at": start_of(on), "act": self._uuid(), "by_id": None, "by_text": "Hệ thống"}

    def _uuid(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    # ---- what came before

    def gone(self) -> None:
        """The committees and departments of three provinces that ended in the merger."""
        data = _data("province.toml")
        for former in ("Bình Thuận", "Đắk Nông"):
            self._merge(self._old(f"ubnd.{plain(former)[:2]}", "committee", f"UBND tỉnh {former}", former), "ubnd")
        for row in data["gone"]:
            heir = next(agency["code"] for agency in data["agencies"] if row["code"] in agency.get("takes", []))
            for former in ("Lâm Đồng", "Bình Thuận", "Đắk Nông"):
                code = f"{row['code']}.{plain(former)[:2]}"
                self._merge(self._old(code, "department", f"{row['name']} tỉnh {former}", former, row["short"]), heir)

    def _old(self, code: str, kind: str, name: str, former: str, short: str = "") -> Row:
        code = code if code not in self.province.agencies else f"{code}2"
        agency = self._agency(
            code, kind, name, f"{short or name} ({former})"[:80] if short else name[:80], BEGINNING,
            former=former, until=self.province.merged_on,
        )  # fmt: skip
        self.province.characters[agency["id"]] = self.chance.choice(CHARACTERS)
        return agency

    def _merge(self, old: Row, heir: str) -> None:
        self._succession("merge", old, self.province.id(heir), _data("province.toml")["basis_province"])

    def _succession(self, kind: str, old: Row, heir: int, basis: str) -> None:
        row = self.ledger.add(Succession, kind=kind, basis=basis, **self._fact(self.province.merged_on))
        self.ledger.add(SuccessionPart, succession_id=row["id"], predecessor_id=old["id"], successor_id=heir)
        self.province.heirs[old["id"]] = heir

    def districts(self) -> None:
        """Committees of districts, as far as one of the communes here took over from them."""
        by_name = {row["short_name"]: row["id"] for row in self.province.agencies.values() if row["kind"] == "commune"}
        for row in _data("province.toml")["districts"]:
            if heir := by_name.get(row["to"]):
                old = self._old(
                    f"{plain(row['name']).replace(' ', '')}", "district", f"UBND {row['name']}", row["province"]
                )
                self._aliases(old, [f"Ủy ban nhân dân {row['name']}"])
                self._succession("abolish", old, heir, _data("province.toml")["basis_commune"])

    # ---- groups, units, people

    def groups(self) -> None:
        places = count(10, 10)
        for code, (name, kind) in _data("province.toml")["groups"].items():
            group = self.ledger.add(AgencyGroup, code=code, name=name, position=next(places))
            self.province.groups[code] = group
            mine = [row for row in self.province.agencies.values() if row["kind"] == kind and _ours(row)]
            self.province.members[code] = [
                self.ledger.add(
                    GroupMember, group_id=group["id"], agency_id=row["id"], from_on=row["founded_on"],
                    to_on=row["dissolved_on"],
                )
                for row in mine
            ]  # fmt: skip

    def units(self) -> None:
        places = count(10, 10)
        for row in _data("province.toml")["units"]:
            self._unit(row["code"], "vp", row["name"], row["fields"], next(places))
        for code, (agency, name) in _data("people.toml")["units"].items():
            self._unit(code, agency, name, [], next(places))

    def _unit(self, code: str, agency: str, name: str, fields: list[str], position: int) -> None:
        home = self.province.agencies[agency]
        self.province.units[code] = self.ledger.add(
            Unit, agency_id=home["id"], name=name, position=position, fields=fields, from_on=home["founded_on"]
        )

    def people(self) -> None:
        for username, (name, agency, unit, role, title, fields) in _data("people.toml")["accounts"].items():
            self._person(username, name, agency, role, title, unit=unit, fields=fields)
        for code, agency in list(self.province.agencies.items()):
            if agency["kind"] not in ("committee", "office", "central"):
                self._speakers(code, agency)
        self._sort_speakers()

    def _speakers(self, code: str, agency: Row) -> None:
        """A liaison and a head for each agency that has none yet; the names of its deputies."""
        start = f"xa.{code}" if agency["kind"] == "commune" else code
        head, liaison = _TITLES.get(agency["kind"], _TITLES["department"])
        have = {(a.agency_id, a.role) for a in self.province.actors.values()}
        if (agency["id"], Role.LIAISON) not in have:
            name = start if agency["kind"] == "commune" else f"{start}.vanphong"
            self._person(name, self._name(), code, "liaison", liaison)
        if agency["dissolved_on"] is None and (agency["id"], Role.AGENCY_HEAD) not in have:
            name = f"{start}.chutich" if agency["kind"] == "commune" else f"{start}.giamdoc"
            self._person(name, self._name(), code, "agency_head", head)
        self.province.leaders[agency["id"]] = tuple(self._name() for _ in range(3))

    def _person(
        self, username: str, name: str, agency: str, role: str, title: str, *, unit: str = "", fields: Any = ()
    ) -> None:
        home = self.province.agencies[agency]
        person = self.ledger.add(
            Person, username=username, name=name, sort_key=sort_key_person(name), password=self.password,
            email=f"{username}@lamdong.example", phone=f"0263 000 {len(self.province.people) + 1:04}",
            created_at=start_of(home["founded_on"]), seen_at=self._seen(home),
            is_active=home["dissolved_on"] is None,
            disabled_why="" if home["dissolved_on"] is None else "Cơ quan đã kết thúc hoạt động",
        )  # fmt: skip
        place = self.province.units[unit]["id"] if unit else None
        post = self.ledger.add(
            Membership, person_id=person["id"], agency_id=home["id"], unit_id=place, role=role, title=title,
            fields=list(fields), from_on=home["founded_on"], to_on=home["dissolved_on"],
        )  # fmt: skip
        self.province.people[username] = person
        self.province.actors[username] = Actor(
            person_id=person["id"], label=name, role=Role(role), membership_id=post["id"], agency_id=home["id"],
            unit_id=place, directs_fields=tuple(fields), title=title,
        )  # fmt: skip

    def _seen(self, home: Row) -> datetime:
        """When somebody last opened the product: those of silent agencies long ago."""
        days = {"silent": 12, "late": 4}.get(self.province.characters.get(home["id"], ""), 0)
        return self.now - timedelta(days=days + self.chance.randint(0, 1), minutes=self.chance.randint(5, 300))

    def _name(self) -> str:
        names = _data("people.toml")["names"]
        return " ".join(self.chance.choice(names[part]) for part in ("family", "middle", "given"))

    def _sort_speakers(self) -> None:
        order = (Role.LIAISON, Role.AGENCY_HEAD, Role.AGENCY_CLERK)
        for agency in self.province.agencies.values():
            mine = [a for a in self.province.actors.values() if a.agency_id == agency["id"] and a.role in order]
            self.province.speakers[agency["id"]] = tuple(sorted(mine, key=lambda a: order.index(a.role)))


_TITLES = {
    "department": ("Giám đốc", "Chánh Văn phòng"),
    "other": ("Thủ trưởng", "Chánh Văn phòng"),
    "commune": ("Chủ tịch UBND", "Chánh Văn phòng HĐND và UBND"),
    "district": ("Chủ tịch UBND", "Chánh Văn phòng HĐND và UBND"),
}


def _ours(row: Row) -> bool:
    """Whether the committee gave it work: before the merger only to the agencies of its own province."""
    return row["dissolved_on"] is None or row["former_province"] == "Lâm Đồng"
