"""Names in a document that mean no agency for certain: the ones to choose from, or that one is to be entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from giaoviec.assignments.giving.bodies import Directory, is_vague
from giaoviec.assignments.giving.state import Passage
from giaoviec.rules.access import Actor, may

MOST = 4


@dataclass(frozen=True, slots=True)
class Ask:
    """`number` from 1; `role` as it is said; `found`, `groups`: (id, name) to choose from; `add_url` enters one."""

    number: int
    role: str
    name: str
    found: tuple[tuple[int, str], ...] = ()
    groups: tuple[tuple[int, str], ...] = ()
    vague: bool = False
    add_url: str = ""


def asks(actor: Actor, passage: Passage, on: date) -> list[Ask]:
    """The questions that an open passage puts, answered anew by the directory as it stands now; nothing is guessed."""
    if not passage.asked:
        return []
    known = Directory(on)
    may_add = may(actor, "manage_agencies") is None
    return [_ask(number, role, name, known, may_add) for number, (role, name) in enumerate(passage.asked, start=1)]


def _ask(number: int, role: str, name: str, known: Directory, may_add: bool) -> Ask:
    word = "Chủ trì" if role == "leads" else "Phối hợp"
    found = tuple((agency.pk, agency.name) for agency in known.candidates(name)[:MOST])
    vague = not found and (is_vague(name) or known.is_above(name))
    add = f"/quan-tri/co-quan/them/?{urlencode({'ten': name})}" if may_add and not found and not vague else ""
    groups = () if found or role != "leads" else tuple((group.pk, group.name) for group in known.groups_within(name))
    return Ask(number, word, name, found, groups, vague, "" if groups else add)
