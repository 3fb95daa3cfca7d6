"""Who may do what and see what (domain.md, "Roles" and "Visibility"): the one place that answers.

`may` answers for the acts that are not moves of an assignment (those are in `moves`); `sees_document`,
`sees_assignment` and `sees_story` for what is seen. A refusal is for somebody who may know of the thing; to a stranger
it does not exist (404).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from giaoviec.rules.acts import ACTS, Act
from giaoviec.rules.citation import Cite, Ground, Policy, cites, policy
from giaoviec.rules.roles import AGENCY_WIDE, INTERNAL, LEADERS, OFFICE, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting in one membership: what access and moves ask about.

    `for_person_id` is set when he acts for another by delegation; `label` is then "X, thay Y".
    """

    person_id: int
    label: str
    role: Role
    membership_id: int
    agency_id: int
    unit_id: int | None = None
    for_person_id: int | None = None
    directs_fields: tuple[str, ...] = ()
    title: str = ""

    @property
    def is_office(self) -> bool:
        return self.role in OFFICE

    @property
    def sees_all(self) -> bool:
        return self.role in OFFICE or self.role in LEADERS

    @property
    def persons(self) -> frozenset[int]:
        """Everybody whose hand this is: himself, and whom he stands in for (two-person rules look at both)."""
        return frozenset({self.person_id, *({self.for_person_id} if self.for_person_id else ())})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: one Vietnamese sentence that says what to do, and the clause or policy that refuses."""

    sentence: str
    ground: Ground


@policy("roles")
def may(actor: Actor, act: str, *, agency_id: int | None = None) -> Refusal | None:
    """None when `actor` may do `act`, else why not. `agency_id` is the agency that it concerns, where it concerns one.

    `KeyError` for an act that is not in the table.
    """
    row = ACTS[act]
    if actor.role in row.anywhere or (actor.role in row.own and agency_id == actor.agency_id):
        return None
    if actor.role in row.own and agency_id is not None:
        return Refusal(f"Đồng chí chỉ có quyền “{row.vi}” đối với cơ quan mình.", row.ground)
    return Refusal(f"Đồng chí không có quyền “{row.vi}”; việc đó của: {_names_vi(row)}.", row.ground)


def _names_vi(row: Act) -> str:
    return ", ".join(role.vi for role in Role if role in row.anywhere | row.own)


# ---- who sees what


@cites("QC 2.2.c")
@policy("visibility")
def sees_document(
    actor: Actor,
    *,
    lead_agencies: Collection[int],
    collaborating_agencies: Collection[int] = (),
    officers: Collection[int] = (),
    units: Collection[int] = (),
    inspectors: Collection[int] = (),
) -> bool:
    """Whether he sees a document, whole: the leaders, the Office, and an agency that it gave work.

    Inside an agency its head, liaison and clerk; an officer, or the head of a unit, where he or his unit was given some
    of it (`officers` are persons, `units` units); a seat in a team that inspects some of it (`inspectors`).
    """
    if actor.sees_all or _inspects(actor, inspectors):
        return True
    if actor.role in AGENCY_WIDE:
        return actor.agency_id in lead_agencies or actor.agency_id in collaborating_agencies
    return _was_given(actor, officers, units)


@dataclass(frozen=True, slots=True)
class Ties:
    """Whom an assignment ties: its lead, the collaborators, the persons and units it was given to inside; and the seats
    (memberships) in teams that inspect it now."""

    lead_agency_id: int
    collaborators: frozenset[int] = frozenset()
    officers: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    internal: bool = False
    inspectors: frozenset[int] = frozenset()


@cites("QC 2.2.c", "QC 12.3")
@policy("visibility")
def sees_assignment(actor: Actor, ties: Ties) -> bool:
    """Whether he sees that an assignment is there: its content, agency, dates and standing.

    Whoever sees its story; where it is not internal its collaborators too, and the evaluator (lists behind figures).
    """
    if sees_story(actor, ties):
        return True
    if ties.internal:
        return False
    return actor.role is Role.EVALUATOR or (actor.role in AGENCY_WIDE and actor.agency_id in ties.collaborators)


@cites("QC 2.2.c", "QC 8.1.c")
@policy("visibility")
def sees_story(actor: Actor, ties: Ties) -> bool:
    """Whether he sees what was done: updates, claims, explanations, files. No other agency does, nor a collaborator;
    whoever inspects it does, in his seat in the team, while that lasts."""
    if actor.sees_all or _inspects(actor, ties.inspectors):
        return True
    if actor.role in AGENCY_WIDE:
        return actor.agency_id == ties.lead_agency_id
    return _was_given(actor, ties.officers, ties.units)


def _inspects(actor: Actor, seats: Collection[int]) -> bool:
    return actor.role is Role.INSPECTOR and actor.membership_id in seats


def _was_given(actor: Actor, officers: Collection[int], units: Collection[int]) -> bool:
    if actor.role not in INTERNAL:
        return False
    return bool(actor.persons.intersection(officers)) or (actor.unit_id is not None and actor.unit_id in units)


cites(*(row.ground.code for row in ACTS.values() if isinstance(row.ground, Cite)))(may)
policy(*(row.ground.name for row in ACTS.values() if isinstance(row.ground, Policy)))(may)


def mark(act: str, role: Role) -> str:
    """What the printed table shows where an act and a role meet: "có", "cơ quan mình", or nothing."""
    row = ACTS[act]
    if role in row.anywhere:
        return "có"
    return "cơ quan mình" if role in row.own else ""
