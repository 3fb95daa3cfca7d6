"""The duties behind a number of the compliance pages, a page at a time, with what each is owed on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import names_on
from giaoviec.assignments import queries as assignments
from giaoviec.documents import queries as documents
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import Owed, rows
from giaoviec.journal.doors import opens
from giaoviec.reporting.compliance.counting import Window, of_clause, owed, standing
from giaoviec.reporting.reports import reads
from giaoviec.rules.access import Actor
from giaoviec.rules.compliance import Stand, stand

PLACES = {
    "assignment": "/viec/{}/",
    "document": "/van-ban/{}/",
    "urging": "/don-doc/{}/",
    "inspection": "/kiem-tra/{}/",
    "second_look": "/kiem-tra/xem-lai/{}/",
    "leader_act": "/chi-dao/{}/",
    "chairman_report": "/bao-cao-chu-tich/{}/",
    "obstacle_case": "/vuong-mac/nhom/{}/",
    "suggestion": "/gop-y/{}/",
    "period_report": "/bao-cao/{}/",
}
"""Subject → where the thing is seen, by those who see everything; an agency opens its work, letters and reports."""


@dataclass(frozen=True, slots=True)
class Item:
    """A duty in the list: what, whose, on what (`href` where the reader may open it), and where it stood on the day."""

    what: str
    agency: str
    on: date
    due_on: date
    met_on: date | None
    stand: Stand
    days_late: int
    thing: str
    href: str


def duties(window: Window, code: str, *, only: Stand | None = None, kind: str = "") -> QuerySet[Duty]:
    """The duties behind a number, by agency in official order, earliest due first."""
    found = owed(window).filter(of_clause(code))
    if only is not None:
        found = found.filter(standing(only, window))
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("agency__position", "agency_id", "due_on", "id")


def items(actor: Actor, window: Window, pks: Sequence[int]) -> list[Item]:
    """These duties as the list shows them, in the order of `pks`. Five statements."""
    found = {one.id: one for one in rows(Duty.objects.filter(pk__in=pks))}
    mine = [found[pk] for pk in pks]
    names = names_on(Agency.objects.filter(pk__in={one.agency_id for one in mine}), window.on)
    seen = _Seen(actor, _work(actor, mine), _papers(actor, mine), _reports(actor, mine))
    return [_item(one, names[one.agency_id][0], window, seen.thing(one)) for one in mine]


def _item(one: Owed, agency: str, window: Window, thing: tuple[str, str]) -> Item:
    met = one.met_on if one.met_on and one.met_on <= window.on else None
    until = met or window.on
    late = max(0, (until - one.due_on).days)
    stands = stand(one.due_on, met, window.on)
    return Item(one.kind.vi, agency, one.on, one.due_on, met, stands, late, *thing)


def _work(actor: Actor, mine: Iterable[Owed]) -> dict[int, str]:
    pks = {one.assignment_id for one in mine if one.assignment_id}
    seen = assignments.visible(actor).filter(pk__in=pks).order_by()
    return {pk: own or task for pk, own, task in seen.values_list("pk", "content", "task__content")}


def _papers(actor: Actor, mine: Iterable[Owed]) -> dict[int, str]:
    pks = {one.subject_id for one in mine if one.subject == "document"}
    seen = documents.visible(actor).filter(pk__in=pks).order_by()
    return {pk: symbol or summary for pk, symbol, summary in seen.values_list("pk", "full_symbol", "summary")}


def _reports(actor: Actor, mine: Iterable[Owed]) -> set[int]:
    pks = {one.subject_id for one in mine if one.subject == "period_report"}
    return set(reads.visible(actor).filter(pk__in=pks).values_list("pk", flat=True)) if pks else set()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the reader may open of the things that the duties are owed on."""

    actor: Actor
    work: dict[int, str]
    papers: dict[int, str]
    reports: set[int]

    def thing(self, one: Owed) -> tuple[str, str]:
        """What it is owed on, in words, and its address; nothing where this reader may not open it."""
        if one.assignment_id:
            return self._named(self.work, "assignment", one.assignment_id)
        if one.subject == "document":
            return self._named(self.papers, "document", one.subject_id)
        return "", self._place(one)

    @staticmethod
    def _named(names: dict[int, str], subject: str, pk: int) -> tuple[str, str]:
        return (names[pk], PLACES[subject].format(pk)) if pk in names else ("", "")

    def _place(self, one: Owed) -> str:
        mine = self.actor.sees_all or (one.agency_id == self.actor.agency_id and one.subject == "urging")
        if one.subject == "period_report":
            mine = one.subject_id in self.reports
        place = PLACES.get(one.subject, "").format(one.subject_id) if mine else ""
        return place if place and opens(self.actor, place) else ""
