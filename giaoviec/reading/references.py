"""Step 6c: short forms. "Tỉnh cần …", "Sở chủ trì …" mean the body last named, or the one a meeting was held with."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .bodies import bodies_at
from .casing import capitalised
from .names import SHORT_FORMS
from .unit import Unit
from .words import fold, passage

_WITH = re.compile(
    r"(?:làm việc|buổi làm việc|đối thoại|họp) (?:của .{0,80}? )?với (?:tập thể "
    r"|ban )?(?:lãnh đạo (?:chủ chốt )?)?(?:của )?"
)
_POINTS = re.compile(
    r"quý .+|(?:các )?(?:cơ quan|đơn vị|sở|ngành|địa phương)(?:(?:,| và)? (?:cơ quan|đơn vị|sở|ngành|địa phương))*"
    r" (?:nêu|có tên|nói|được gửi)(?: nêu)? trên"
)
_LIST = re.compile(r"\bcác\b")
_OF_PROVINCE = re.compile(r"((?:Giám đốc )?Sở .+?) ((?:tỉnh|thành phố|Thành phố) [A-ZĐÀ-Ỹ].*)$")
_UNIT = re.compile(r"(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|đặc khu)\s+((?:[A-ZĐÀ-Ỹ][\w'’]*\s?){1,4})")


def host_of(summary: str | None) -> str | None:
    """The body that a meeting was held with, from the summary of a conclusion."""
    if not summary:
        return None
    match = _WITH.search(fold(summary))
    if not match:
        return None
    rest = summary[match.end() :]
    unit = _UNIT.match(rest) or _UNIT.match(rest[:1].lower() + rest[1:])
    if unit:
        return capitalised(f"{unit.group(1)} {unit.group(2).strip()}")
    named = bodies_at(passage(capitalised(rest)), 0)
    return named.members[0] if named else None


def resolved(
    units: Sequence[Unit], *, host: str | None, issuer: str | None = None, addressees: Sequence[str] = ()
) -> tuple[Unit, ...]:
    """The units with each lead that is only a head replaced by the body it stands for, where one is known.

    `quý cơ quan` and `các đơn vị nêu trên` are those that the document is addressed to.

    A department of the issuer's own province goes without the province's name, as it does elsewhere in the document.
    """
    known: list[str] = [host] if host else []
    done = []
    for unit in units:
        leads = tuple(_at_home(_meant(name, known), issuer) for name in _addressed(unit.leads, addressees))
        partners = tuple(_meant(name, known) for name in unit.partners)
        known += [name for name in (*leads, *partners) if not _is_short(name)]
        done.append(
            replace(unit, leads=leads, partners=partners) if (leads, partners) != (unit.leads, unit.partners) else unit
        )
    return tuple(done)


def _addressed(names: Sequence[str], addressees: Sequence[str]) -> tuple[str, ...]:
    """The names with each that only points at the addressees replaced by them."""
    found: list[str] = []
    for name in names:
        found += addressees if addressees and _POINTS.fullmatch(fold(name)) else (name,)
    return tuple(dict.fromkeys(found))


def _at_home(name: str, issuer: str | None) -> str:
    """Sở Nội vụ tỉnh Lâm Đồng → Sở Nội vụ, in a document of that province."""
    match = _OF_PROVINCE.match(name)
    return match.group(1) if match and issuer and fold(match.group(2)) in fold(issuer) else name


def _is_short(name: str) -> bool:
    said = passage(name)
    return SHORT_FORMS.at(said.tokens, 0) == len(said.tokens)


def _meant(name: str, known: Sequence[str]) -> str:
    if not _is_short(name):
        return name
    low = fold(name)
    own = next((other for other in reversed(known) if fold(other).startswith(low + " ")), None)
    return own or next(
        (other for other in reversed(known) if f" {low} " in fold(other) and not _LIST.search(fold(other))), name
    )
