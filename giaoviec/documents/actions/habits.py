"""The province's own words for the reader: entered and taken back as data, each with who and when."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.documents.actions.common import allow
from giaoviec.documents.gate import guard
from giaoviec.documents.models import Habit
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.regulation.queries import calendar
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite
from giaoviec.rules.deadlines import NotUnderstood, understand

SHORTEST = 4


def add_habit(kind: str, phrase: str, meaning: str = "", *, by: Actor, on: date, at: datetime) -> Habit:
    """Enters a habit: a phrase that gives a task (`task`), or none (`not_task`), or a term with its meaning (`term`).

    Refuses what is too short to mean anything, a meaning that the rule book does not read, and what is there already.
    """
    allow(by, "manage_profile")
    phrase, meaning = " ".join(phrase.split()), " ".join(meaning.split()) if kind == "term" else ""
    _check(kind, phrase, meaning, on)
    guard({"phrase": phrase, "meaning": meaning}, channel="form", person_id=by.person_id, at=at)
    known = Habit.objects.filter(voided_at=None).values_list("phrase", flat=True)
    if phrase.casefold() in {one.casefold() for one in known}:
        raise Refused("Cụm từ này đã có trong danh sách.", field="phrase")
    with act("add_habit", by=by, on=on, at=at, subject="habit") as a:
        row = Habit.objects.create(**a.row(kind=kind, phrase=phrase, meaning=meaning))
        a.subject_id = row.pk
    return row


def drop_habit(pk: int, *, by: Actor, on: date, at: datetime) -> None:
    """Takes a habit back; documents that were read with it keep what was proposed."""
    allow(by, "manage_profile")
    with act("drop_habit", by=by, on=on, at=at, subject="habit", subject_id=pk) as a:
        if not Habit.objects.filter(pk=pk, voided_at=None).update(voided_at=at, voided_act=a.id):
            raise Stale("Cụm từ này đã được bỏ.")


def _check(kind: str, phrase: str, meaning: str, on: date) -> None:
    if len(phrase) < SHORTEST:
        sentence = f"Hãy ghi cụm từ dài ít nhất {SHORTEST} ký tự, đúng như văn bản của tỉnh thường viết."
        raise Refused(sentence, field="phrase", status=422)
    if kind != "term":
        return
    try:
        understand(meaning, issued_on=on, given_on=on, calendar=calendar())
    except NotUnderstood as fault:
        raise Refused(fault.sentence, ground=Cite("QC 6.1.e"), field="meaning", status=422) from fault
