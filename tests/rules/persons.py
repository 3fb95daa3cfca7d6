"""Who acts in the tests of moves, access, duties: agency 10 leads, 20 works with it, 30 is a stranger, 1 is the Office.

Unit 5 of the Office follows the work, unit 6 does not; unit 11 of agency 10 was given it inside, unit 12 was not.
"""

from datetime import date
from itertools import count

from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import CALENDAR
from giaoviec.rules.moves import Situation, Stage
from giaoviec.rules.profiles import BINH_THUAN
from giaoviec.rules.roles import Role

TODAY = date(2026, 11, 23)  # a Monday; Tuesday 24 November is a holiday
PROFILE = BINH_THUAN
COMMITTEE, OFFICE, LEAD, HELPER, STRANGER = 0, 1, 10, 20, 30
_ids = count(100)


def person(role: Role, agency: int, unit: int | None = None, *, stands_in_for: Actor | None = None) -> Actor:
    number = next(_ids)
    return Actor(
        person_id=number,
        label=f"Người {number}",
        role=role,
        membership_id=number,
        agency_id=agency,
        unit_id=unit,
        for_person_id=stands_in_for.person_id if stands_in_for else None,
    )


CAST: dict[str, Actor] = {
    "chairman": person(Role.CHAIRMAN, COMMITTEE),
    "vice_chairman": person(Role.VICE_CHAIRMAN, COMMITTEE),
    "assistant": person(Role.ASSISTANT, COMMITTEE),
    "office_head": person(Role.OFFICE_HEAD, OFFICE),
    "clerk": person(Role.CLERK, OFFICE),
    "monitor": person(Role.MONITOR, OFFICE, 5),
    "monitor_of_another_unit": person(Role.MONITOR, OFFICE, 6),
    "head": person(Role.AGENCY_HEAD, LEAD),
    "liaison": person(Role.LIAISON, LEAD),
    "agency_clerk": person(Role.AGENCY_CLERK, LEAD),
    "unit_head": person(Role.UNIT_HEAD, LEAD, 11),
    "head_of_another_unit": person(Role.UNIT_HEAD, LEAD, 12),
    "officer": person(Role.OFFICER, LEAD, 11),
    "another_officer": person(Role.OFFICER, LEAD, 12),
    "helper": person(Role.LIAISON, HELPER),
    "officer_of_helper": person(Role.OFFICER, HELPER, 21),
    "stranger": person(Role.LIAISON, STRANGER),
    "evaluator": person(Role.EVALUATOR, 40),
    "inspector": person(Role.INSPECTOR, 41),
    "infrastructure": person(Role.INFRASTRUCTURE, 42),
    "administrator": person(Role.ADMINISTRATOR, OFFICE),
    "auditor": person(Role.AUDITOR, 43),
}
OFFICER_ID = CAST["officer"].person_id


def situation(stage: Stage = Stage.GIVEN, **changes: object) -> Situation:
    """An assignment of agency 10, given to its officer and unit 11, with agency 20 beside it; due in ten days."""
    facts: dict[str, object] = {
        "agency_id": LEAD,
        "on": TODAY,
        "monitoring_unit_id": 5,
        "due_on": date(2026, 12, 3),
        "collaborators": frozenset({HELPER}),
        "officers": frozenset({OFFICER_ID}),
        "units": frozenset({11}),
    }
    return Situation(stage=stage, **{**facts, **changes})  # type: ignore[arg-type]


__all__ = ["CALENDAR", "CAST", "HELPER", "LEAD", "OFFICER_ID", "PROFILE", "STRANGER", "TODAY", "person", "situation"]
