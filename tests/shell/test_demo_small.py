"""The small demonstration: whole, varied, different on each desk, without anything that could not have been entered."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils.crypto import salted_hmac

from giaoviec.agencies import principals
from giaoviec.agencies.models import Agency, Person
from giaoviec.assignments.models import (
    Assignment,
    Claim,
    Collaboration,
    Explanation,
    Message,
    Obstacle,
    ObstacleCase,
    Task,
    Update,
)
from giaoviec.assignments.queries import standing_of
from giaoviec.assignments.recounting import recount
from giaoviec.demo import history
from giaoviec.documents.files import path_of
from giaoviec.documents.models import Attachment, Document, SearchEntry
from giaoviec.documents.search import find
from giaoviec.duties import queries as duties
from giaoviec.intake.extract import extract
from giaoviec.intake.gate import judge_text
from giaoviec.journal.models import Event
from giaoviec.journal.queries import first_break
from giaoviec.oversight.models import (
    ChairmanReport,
    Forecast,
    Forewarning,
    Guidance,
    Inspection,
    InternalCheck,
    LeaderAct,
    OwnRegulation,
    ReportLine,
    SecondLook,
    Sheet,
    Suggestion,
    Urging,
    UrgingItem,
)
from giaoviec.oversight.queries.inspection import redrawn
from giaoviec.regulation import queries as regulation
from giaoviec.reporting.asking.merged import merged
from giaoviec.reporting.models import AskedReport
from giaoviec.rules.access import Actor
from giaoviec.rules.documents import DOCUMENT_TYPES
from giaoviec.rules.standing import Cell
from giaoviec.site.facts import WORDS

TODAY = date(2026, 11, 18)
NOW = datetime.fromisoformat("2026-11-18T17:30:00+07:00")
PASSWORD = "Bien xanh, cat trang 2026!"
ACCOUNTS = (
    "chutich", "chanhvp", "vanthu", "theodoi", "stc.giamdoc", "stc.vanphong", "stc.chuyenvien", "sxd.vanphong",
    "pct.kinhte", "xa.phuquy", "xa.phuquy.vanthu", "sxd.truongphong", "troly", "thanhtra", "kiemtoan", "noivu",
    "hatang", "quantri", "quantri2",
)  # fmt: skip


@pytest.fixture(scope="module")
def small(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Made once for this module, and gone after it."""
    principals.forget()
    regulation.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        history.make(history.SIZES["small"], seed=2026, today=TODAY, now=NOW, password=PASSWORD)
        yield
        transaction.set_rollback(True)
    principals.forget()


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small")]


def actor(username: str) -> Actor:
    return principals.principal(Person.objects.get(username=username), day=TODAY).posts[0].actor


def texts() -> list[str]:
    found: list[str] = []
    for model, names in (
        (Task, ("content", "notes", "product")), (Update, ("content",)), (Claim, ("content", "product_number")),
        (Obstacle, ("problem", "proposal", "effect", "answer")), (Message, ("content",)), (Document, ("summary",)),
    ):  # fmt: skip
        for row in model.objects.values_list(*names):
            found += [text for text in row if text]
    return found


def oversight_texts() -> list[str]:
    found: list[str] = []
    for model, names in (
        (UrgingItem, ("content", "answer")), (LeaderAct, ("text", "answer")), (ReportLine, ("reason", "decision_text")),
        (Inspection, ("purpose", "content", "nature", "degree", "cause", "demands")), (Sheet, ("evidence", "remark")),
        (Guidance, ("content",)), (InternalCheck, ("what", "result")), (OwnRegulation, ("summary",)),
        (Suggestion, ("content", "answer")), (Explanation, ("objective_reason",)), (ObstacleCase, ("question", "reply")),
    ):  # fmt: skip
        for row in model._default_manager.values_list(*names):
            found += [text for text in row if text]
    return found


def test_the_present_columns_of_every_assignment_are_what_its_facts_say() -> None:
    for row in Assignment.objects.all():
        counted = recount(row)
        assert {name: getattr(row, name) for name in counted} == counted, row.pk


def test_it_is_as_large_as_it_says() -> None:
    assert Agency.objects.filter(dissolved_on=None).count() == 40
    assert 780 <= Assignment.objects.filter(parent=None).count() <= 1000
    assert Assignment.objects.filter(parent=None).order_by("given_on")[60].given_on >= date(2025, 11, 1)


def test_every_cell_of_the_figures_has_something() -> None:
    cells = Counter(standing_of(row, TODAY).cell for row in Assignment.objects.filter(parent=None))
    assert set(cells) >= set(Cell)


def test_all_types_of_documents_occur() -> None:
    found = set(Document.objects.values_list("type", flat=True))
    assert {kind.code for kind in DOCUMENT_TYPES} <= found
    assert {"oral_instruction", "conclusion"} <= found


def test_the_accounts_of_the_contract_exist_with_one_password() -> None:
    people = {person.username: person for person in Person.objects.filter(username__in=ACCOUNTS)}
    assert set(people) == set(ACCOUNTS)
    assert people["quantri2"].check_password(PASSWORD)
    assert len({person.password for person in people.values()}) == 1


@pytest.mark.parametrize("username", ["stc.vanphong", "sxd.vanphong", "xa.phuquy"])
def test_an_agency_has_something_overdue_due_today_this_week_and_elsewhere(username: str) -> None:
    by = actor(username)
    counts = duties.counts(by, TODAY)
    assert min(counts.overdue, counts.today, counts.week, counts.later) > 0
    assert duties.waiting_elsewhere(by, TODAY)
    assert duties.notices_for(by, unseen=True)
    own = Assignment.objects.filter(agency_id=by.agency_id, parent=None)
    for stage in ("given", "returned", "under_way", "claimed"):
        assert own.filter(stage=stage).exists(), stage
    assert own.filter(rejections__gt=0, stage="under_way").exists()
    assert own.filter(returns__gt=0, stage="given").exists()


@pytest.mark.parametrize("username", ["stc.chuyenvien", "sxd.truongphong"])
def test_inside_an_agency_something_is_late_and_something_due_today(username: str) -> None:
    counts = duties.counts(actor(username), TODAY)
    assert counts.overdue and counts.today


def test_desks_differ() -> None:
    counts = {
        name: duties.counts(actor(name), TODAY)
        for name in ("vanthu", "theodoi", "chanhvp", "chutich", "stc.vanphong", "sxd.vanphong", "xa.phuquy")
    }
    assert len(set(counts.values())) == len(counts)
    assert all(found.total for found in counts.values())
    assert counts["vanthu"].overdue


def test_the_clerk_finds_documents_that_are_not_yet_given() -> None:
    assert Document.objects.filter(judged_at=None).count() == 4


def test_work_of_agencies_that_are_no_more_went_on_under_their_successors() -> None:
    moved = Assignment.objects.filter(spells__move="transfer").distinct()
    assert moved.count() >= 8
    for row in moved:
        first = row.spells.order_by("id")[0].holder_agency
        assert first is not None and first.dissolved_on == date(2025, 7, 1)
        assert row.agency.dissolved_on is None


def test_nothing_is_repeated_to_boredom() -> None:
    told = Counter(Update.objects.values_list("content", flat=True))
    assert len(told) > 1000
    assert max(told.values()) <= 0.02 * sum(told.values())
    ordered = Counter(Task.objects.filter(series=None).values_list("content", flat=True))
    assert len(ordered) > 400
    assert max(ordered.values()) <= 5


def test_every_text_is_in_nfc_and_passes_the_secret_gate() -> None:
    for text in set(texts() + oversight_texts()):
        assert unicodedata.is_normalized("NFC", text), text
        assert "{" not in text, text
        assert judge_text(text, where="field").kind == "clean", text


def test_letters_were_answered_item_by_item_or_not_and_what_they_moved_was_measured() -> None:
    sent = Urging.objects.filter(stage="sent")
    asked = AskedReport.objects.filter(first=None, number__isnull=False)
    numbers = [*sent.values_list("number", flat=True), *asked.values_list("number", flat=True)]
    assert sorted(number or 0 for number in numbers) == list(range(1, len(numbers) + 1))
    measured = UrgingItem.objects.filter(letter__measured_on__isnull=False)
    assert set(measured.values_list("moved", flat=True)) >= {"still", "updated"}
    assert sent.exclude(answered_on=None).exists()
    late = sent.filter(answered_on=None, answer_by__lt=TODAY)
    assert late.filter(items__answered_on=None).exists()
    assert sent.filter(answered_on=None, answer_by__gte=TODAY).exists()
    assert Urging.objects.filter(stage="drafted", voided_at=None).exists()


def test_most_answered_what_the_office_asked_for_and_a_standing_request_is_open() -> None:
    asked = {row.every: merged(row, TODAY) for row in AskedReport.objects.filter(stage="sent")}
    assert len(asked[""].missing) == 3 and len(asked[""].signed) > 5
    assert all(line.late for line in asked[""].missing) and asked[""].inner[0].rows
    assert asked["quarter"].missing and asked["quarter"].signed


def test_nothing_was_urged_twice_within_ten_working_days() -> None:
    last: dict[tuple[int, int], date] = {}
    calendar = regulation.calendar()
    items = UrgingItem.objects.filter(letter__stage="sent").order_by("letter__sent_on").select_related("letter")
    for item in items:
        key, on = (item.letter.agency_id, item.assignment_id), item.letter.sent_on
        assert on is not None
        assert key not in last or calendar.add(last[key], 10) <= on
        last[key] = on


def test_a_report_lies_before_the_chairman_and_an_older_one_was_decided_line_by_line() -> None:
    older, last = ChairmanReport.objects.filter(voided_at=None).order_by("id")
    assert (older.stage, last.stage) == ("decided", "sent")
    assert not ReportLine.objects.filter(report=older, voided_at=None, decision="").exists()
    assert ReportLine.objects.filter(report=last, voided_at=None, decision="").count() >= 2
    assert duties.counts(actor("chutich"), TODAY).total >= 2


def test_leaders_asked_urged_and_commended_and_some_of_it_was_answered() -> None:
    acts = LeaderAct.objects.filter(voided_at=None)
    assert set(acts.values_list("kind", flat=True)) >= {"ask", "urge", "commend"}
    assert acts.filter(kind__in=["ask", "urge"], answered_on=None, due_on__gte=TODAY).exists()
    assert acts.filter(answered_on__isnull=False, read_at=None).exists()
    assert acts.filter(approved_at=None).count() == 1  # prepared by the assistant


def test_one_shared_obstacle_was_decided_and_another_waits_for_an_opinion() -> None:
    found = {case.replied_on is not None: case for case in ObstacleCase.objects.exclude(asked=None)}
    for replied, case in found.items():
        rows = Obstacle.objects.filter(case=case)
        assert rows.values("assignment__agency").distinct().count() >= 2
        assert all((row.answered_on is not None) is replied for row in rows)
    assert set(found) == {True, False}


def test_an_inspection_found_a_false_closing_which_was_reopened_and_another_is_under_way() -> None:
    states = Counter(Inspection.objects.values_list("state", flat=True))
    assert states == {"concluded": 1, "under_way": 1, "proposed": 1}
    false = Sheet.objects.get(inspection__state="concluded", verdict="false")
    assert Assignment.objects.get(pk=false.assignment_id).reopenings == 1
    assert Inspection.objects.get(state="concluded").document is not None
    assert Sheet.objects.filter(inspection__state="under_way", verdict="").exists()
    assert false.draw is not None
    drawn = Sheet.objects.filter(draw=false.draw).values_list("assignment_id", flat=True)
    assert set(redrawn(false.draw).ids) == set(drawn)


def test_what_helps_work_along_is_there_too() -> None:
    assert set(Explanation.objects.values_list("objective", flat=True)) == {None, True, False}
    assert set(SecondLook.objects.values_list("holds", flat=True)) == {None, True, False}
    assert Collaboration.objects.filter(silent=True).exists()
    assert Guidance.objects.count() >= 4 and OwnRegulation.objects.count() >= 4 and InternalCheck.objects.count() >= 4
    assert set(Suggestion.objects.values_list("kind", flat=True)) == {"product", "regulation", "support"}
    assert Suggestion.objects.filter(answered_on=None).exists()
    assert Forecast.objects.latest("id").data is not None and Forewarning.objects.exists()


def test_tasks_stand_where_their_passages_say() -> None:
    for task in Task.objects.filter(start__isnull=False).select_related("document"):
        passage = task.document.text[task.start : task.end]
        first = task.content.split(";")[0][1:40]
        assert first in passage, (task.pk, passage)


def test_files_are_on_disk_and_read_as_what_was_kept_of_them() -> None:
    kept = list(Attachment.objects.select_related("blob"))
    assert {row.name.rsplit(".", 1)[1] for row in kept} == {"docx", "pdf", "txt"}
    for row in kept[:6]:
        data = path_of(row.blob_id).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row.blob_id and len(data) == row.blob.size
        assert extract(row.name, data).text.split() == row.text.split()


def test_the_journal_is_whole_and_every_act_has_its_event() -> None:
    assert first_break() is None
    acts = set(Event.objects.values_list("act", flat=True))
    for model in (Update, Claim, Assignment, Task, Document):
        assert set(model._default_manager.values_list("act", flat=True)) <= acts


def test_the_journal_keeps_digests_of_texts_as_the_actions_do() -> None:
    told = Update.objects.latest("id")
    event = Event.objects.get(act=told.act)
    assert salted_hmac("giaoviec.journal", told.content, algorithm="sha256").hexdigest() in event.facts
    assert told.content not in event.facts


def test_words_are_found_by_who_may_see_them() -> None:
    told = Update.objects.filter(assignment__agency__code="sxd").latest("id")
    phrase = f'"{" ".join(told.content.split()[:9])}"'
    found = {(hit.subject, hit.subject_id) for hit in find(actor("sxd.vanphong"), phrase)}
    assert ("update", told.pk) in found
    assert ("update", told.pk) not in {(hit.subject, hit.subject_id) for hit in find(actor("xa.phuquy"), phrase)}
    assert SearchEntry.objects.count() > 3000


def test_all_that_the_journal_says_of_an_act_has_a_word() -> None:
    said = {name for text in Event.objects.values_list("facts", flat=True) for name in json.loads(text)}
    assert len(said) > 40
    assert said - set(WORDS) == set()
