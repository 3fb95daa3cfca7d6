"""What a text says of itself, put into the fields of the registering form; the reader reads, a person confirms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from giaoviec.agencies.queries import resolve
from giaoviec.agencies.text import plain
from giaoviec.reading import Particulars, read
from giaoviec.rules.documents import TYPES_BY_CODE, Issuer, Source, Urgency

AUTHORITIES = ("TM.", "KT.", "TL.", "TUQ.", "Q.")
"""By which authority a document is signed (NĐ 30/2020/NĐ-CP)."""

PROPOSED_BY = re.compile(
    r"(?:Theo|Xét) (?:đề nghị|đề xuất|báo cáo|Tờ trình)[^.;]{0,40}? của (?:(?:Giám đốc|Chánh|Thủ trưởng|Chủ tịch) )?"
    r"(?P<who>.{4,90}?)(?= tại | về | \(| ngày |[,.;:]|$)",
    re.IGNORECASE,
)
"""How a document names the agency at whose proposal it was made."""

_TYPES = {kind.name_vi.casefold(): kind.code for kind in TYPES_BY_CODE.values()}
_URGENCIES = {urgency.vi: urgency for urgency in Urgency}


def fields_of(text: str) -> dict[str, str]:
    """Values for `forms.RegisterForm` by the names of its fields; what the text does not say is absent."""
    said = read(text).document
    found = {
        "symbol_text": "/".join(filter(None, [said.number, said.symbol])) if said.number and said.symbol else "",
        "type": _TYPES.get((said.type or "").casefold(), ""),
        "summary": _capital(" ".join((said.summary or "").split())),
        "issued_on": f"{said.issued_on:%d/%m/%Y}" if said.issued_on else "",
        "signer": said.signer or "",
        "signer_title": said.signer_title or "",
        "signing_authority": _authority(said.signing_authority),
        "urgency": _URGENCIES.get((said.urgency or "").casefold(), ""),
    }
    found |= _drafting(text, said.issued_on)
    return {name: value for name, value in {**found, **_who(said)}.items() if value}


def _drafting(text: str, on: date | None) -> dict[str, str]:
    """The agency at whose proposal the document was made (6.1b); where the text names none, that it does not say."""
    named = PROPOSED_BY.search(" ".join(text.split()))
    if named is None:
        return {"drafting_none": "on"} if text.strip() else {}
    found = resolve(named["who"], on) if on else ()
    return {"drafting_agency": str(found[0].pk)} if len(found) == 1 else {}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _authority(text: str | None) -> str:
    return next((one for one in AUTHORITIES if (text or "").upper().startswith(one[:-1])), "")


def _who(said: Particulars) -> Mapping[str, str]:
    """Who issued it and who directs it, where the text names one of the bodies that may."""
    issuer = _issuer(plain(said.issuer or ""), plain(said.signer_title or ""))
    if issuer is None:
        return {}
    found = {"issuer": issuer.value, "directed": _directed(issuer)}
    return {**found, "issuer_text": said.issuer or ""} if issuer is Issuer.MINISTRY else found


def _issuer(name: str, signer_title: str) -> Issuer | None:
    if not name:
        return None
    if re.match(r"van phong (?:uy ban nhan dan|ubnd) tinh\b", name):
        return Issuer.OFFICE
    if re.match(r"(?:chu tich )?(?:uy ban nhan dan|ubnd) tinh\b", name):
        return Issuer.CHAIRMAN if name.startswith("chu tich") else Issuer.COMMITTEE
    national = {
        "chinh phu": Issuer.GOVERNMENT,
        "thu tuong chinh phu": Issuer.PRIME_MINISTER,
        "van phong chinh phu": Issuer.GOVERNMENT_OFFICE,
    }
    if name in national:
        return national[name]
    return Issuer.MINISTRY if name.startswith(("bo ", "ngan hang nha nuoc", "thanh tra chinh phu")) else None


def _directed(issuer: Issuer) -> str:
    """Who gives the tasks when nothing else is said; of what is national the Prime Minister."""
    return {
        Issuer.COMMITTEE: Source.COMMITTEE,
        Issuer.CHAIRMAN: Source.CHAIRMAN,
        Issuer.OFFICE: Source.CHAIRMAN,
        Issuer.GOVERNMENT: Source.GOVERNMENT,
    }.get(issuer, Source.PRIME_MINISTER)
