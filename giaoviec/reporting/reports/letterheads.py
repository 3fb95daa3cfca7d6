"""Whose paper a report is: letterhead, symbol and place by the kind of the agency (NĐ 30/2020, Phụ lục I, mục II)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.agencies.queries import committee
from giaoviec.oversight.papers import place_of
from giaoviec.papers.paper import Letterhead
from giaoviec.reporting.reports.content import Content

COMMITTEES = (AgencyKind.COMMUNE, AgencyKind.DISTRICT)
_SEAT = re.compile(r"^(?:UBND|Ủy ban nhân dân)\s+((?:xã|phường|đặc khu|thị trấn|huyện|thị xã|thành phố)\s+(.+))$", re.I)
_SHORT = re.compile(r"[a-zđ]{2,8}")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The head of a paper: `symbol` stands after the number ("BC-STC"), `place` before the day."""

    letterhead: Letterhead
    symbol: str
    place: str


def issuer_of(content: Content) -> Issuer:
    """The Office under the People's Committee; a department likewise; a commune's People's Committee on its own, dated
    in its own name (mục II, điểm 2a, 4a)."""
    above = committee()
    province, name = place_of(above), content.agency
    parent = above.name.upper().replace("ỦY BAN NHÂN DÂN ", "ỦY BAN NHÂN DÂN\n", 1)
    if content.of_office:
        return Issuer(Letterhead(parent, "VĂN PHÒNG"), "BC-VP", province)
    agency = Agency.objects.get(pk=content.agency_id)
    seat = _SEAT.match(name) if agency.kind in COMMITTEES else None
    if seat:
        return Issuer(Letterhead("", f"ỦY BAN NHÂN DÂN\n{seat[1].upper()}"), "BC-UBND", seat[2])
    short = agency.code.upper() if _SHORT.fullmatch(agency.code) else ""
    return Issuer(Letterhead(parent, name.upper()), f"BC-{short}" if short else "BC", province)
