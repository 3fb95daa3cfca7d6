"""Who sees a document: the SQL agrees with the rule book for every account; search passes the same filter; undoing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from giaoviec.assignments.actions.give import NewTask, give
from giaoviec.assignments.models import Assignment, Collaboration, Insight
from giaoviec.assignments.queries import insights
from giaoviec.documents import actions, numbers, queries, search
from giaoviec.documents.models import Document, SearchEntry
from giaoviec.documents.particulars import NewDocument
from giaoviec.duties import queries as duties
from giaoviec.journal.actions import act
from giaoviec.rules.access import sees_document
from tests.cast import PEOPLE, Cast, make_cast

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
WHEN: dict[str, Any] = {"on": MONDAY, "at": AT}

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def registered(cast: Cast, number: int, text: str = "") -> Document:
    new = NewDocument(
        symbol_text=f"{number}/UBND-KT",
        summary=f"Việc số {number}",
        issued_on=date(2026, 11, 20),
        signer="M",
        text=text,
    )
    return actions.register(new, by=cast.actor("vanthu"), **WHEN)


def given(cast: Cast, document: Document, lead: str, *collaborators: str) -> Assignment:
    task = NewTask(
        content="Báo cáo tiến độ giải ngân",
        leads=(cast.agency(lead).pk,),
        collaborators=tuple(cast.agency(code).pk for code in collaborators),
        due_on=date(2026, 12, 15),
        monitoring_unit_id=cast.unit("tonghop").pk,
        start=0,
        end=5,
    )
    return give(document, [task], by=cast.actor("vanthu"), **WHEN)[0]


def inside(parent: Assignment, **whom: Any) -> None:
    """An internal assignment of it: the same row one level down."""
    row = Assignment.objects.get(pk=parent.pk)
    row.pk, row.parent = None, parent
    for name, value in whom.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def inspected(cast: Cast, row: Assignment, **ended: Any) -> None:
    """The inspector's seat sees it; or did."""
    with act("draw_sample", by=cast.actor("theodoi"), **WHEN, subject="inspection") as a:
        Insight.objects.create(**a.row(assignment=row, membership=cast.membership("thanhtra"), **ended))


@pytest.mark.parametrize("username", PEOPLE)
def test_what_is_visible_is_what_the_rule_book_says(cast: Cast, username: str) -> None:
    nothing, plain, shared = registered(cast, 1), registered(cast, 2), registered(cast, 3)
    inside(given(cast, plain, "stc"), officer=cast.person("stc.chuyenvien"))
    inside(given(cast, shared, "sxd", "snv"), unit=cast.unit("sxd.hatang"))
    looked_at, looked_at_before = registered(cast, 4), registered(cast, 5)
    inspected(cast, given(cast, looked_at, "muine"))
    inspected(cast, given(cast, looked_at_before, "muine"), until_at=AT)
    actor = cast.actor(username)
    for document in (nothing, plain, shared, looked_at, looked_at_before):
        rows = Assignment.objects.filter(document=document)
        expected = sees_document(
            actor,
            lead_agencies=list(rows.values_list("agency_id", flat=True)),
            collaborating_agencies=list(
                Collaboration.objects.filter(assignment__in=rows).values_list("agency_id", flat=True)
            ),
            officers=[pk for pk in rows.values_list("officer_id", flat=True) if pk],
            units=[pk for pk in rows.values_list("unit_id", flat=True) if pk],
            inspectors=list(insights().filter(assignment__in=rows).values_list("membership_id", flat=True)),
        )
        assert (queries.get(actor, document.pk) is not None) is expected, document
    found = {hit.document_id for hit in search.find(actor, "Việc số")}
    assert found == set(queries.visible(actor).values_list("pk", flat=True))


def test_search_finds_a_task_and_leads_to_it(cast: Cast) -> None:
    document = registered(cast, 1)
    given(cast, document, "stc")
    [hit] = search.find(cast.actor("stc.vanphong"), "tien do giai ngan")
    assert (hit.subject, hit.document_id, hit.match) == ("task", document.pk, "tiến độ giải ngân")
    assert search.find(cast.actor("sxd.vanphong"), "tien do giai ngan") == []


def test_taking_a_giving_back_opens_the_document_again(cast: Cast) -> None:
    document, clerk = registered(cast, 1), cast.actor("vanthu")
    row = given(cast, document, "stc")
    document.refresh_from_db()
    assert document.has_tasks is True
    with act("void", by=clerk, **WHEN, subject="document", subject_id=document.pk) as a:
        gone = {"voided_at": AT, "voided_act": a.id}
        Assignment.objects.filter(act=row.act).update(**gone)
        document.tasks.filter(act=row.act).update(**gone)
        actions.void(a, row.act)
    again = queries.get(clerk, document.pk)
    assert again is not None
    assert (again.judged_at, again.has_tasks, queries.passages_of(again)) == (None, None, [])
    assert not SearchEntry.objects.filter(subject="task").exists()
    assert queries.has_tasks(document) is False


def test_further_tasks_taken_back_leave_the_first_ones(cast: Cast) -> None:
    document, clerk = registered(cast, 1), cast.actor("vanthu")
    given(cast, document, "stc")
    second = given(cast, document, "sxd")
    with act("void", by=clerk, **WHEN, subject="document", subject_id=document.pk) as a:
        document.tasks.filter(act=second.act).update(voided_at=AT, voided_act=a.id)
        actions.void(a, second.act)
    document.refresh_from_db()
    assert (document.has_tasks, document.judged_on, len(queries.passages_of(document))) == (True, MONDAY, 1)


def test_giving_ends_the_offices_duty_on_the_day_it_was_done(cast: Cast) -> None:
    document = registered(cast, 1)
    given(cast, document, "stc")
    [register] = [owed for owed in duties.of("document", document.pk) if owed.kind == "register"]
    assert (register.met_on, register.late(MONDAY)) == (MONDAY, False)


def test_numbers_follow_without_a_gap_and_one_that_is_rolled_back_is_free_again(cast: Cast) -> None:
    def take() -> int:
        with act("slip", by=cast.actor("vanthu"), **WHEN, subject="slip") as a:
            return numbers.take(a, agency=cast.agency("vp"), register="slip", year=2026)

    assert [take(), take()] == [1, 2]
    with pytest.raises(ZeroDivisionError), act("slip", by=None, **WHEN, subject="slip") as a:
        numbers.take(a, agency=cast.agency("vp"), register="slip", year=2026)
        raise ZeroDivisionError
    assert take() == 3
