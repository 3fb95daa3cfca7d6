"""What a report says is what was known when it was signed: texts, figures, who had sent; long ones freeze apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from giaoviec.agencies.models import AgencyName
from giaoviec.documents.actions.registering import revise
from giaoviec.documents.models import Document
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.ops.schedule import run_freeze
from giaoviec.reporting import actions
from giaoviec.reporting.actions import freezing
from giaoviec.reporting.models import Freezing, Report, Snapshot
from giaoviec.reporting.reports import building, reads
from giaoviec.reporting.reports.building import Asked, built
from giaoviec.reporting.reports.lines import lines
from giaoviec.reporting.views import report_acts
from tests.shell.counted import Counted
from tests.shell.reporting import CLOSED, closed, doing, frozen, handed_in, make_year, of
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
WAS, IS = "Lập danh mục các điểm sạt lở bờ biển cần xử lý cấp bách", "Lập danh mục các điểm sạt lở, báo cáo trước 15/12"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_year()
    set_day(made.day)
    return made


def told(world: Counted, known_at: object = None) -> dict[int, tuple[str, str]]:
    report = Report.objects.get(of_office=True)
    asked = Asked(report.as_period, report.agency, True, known_at)  # type: ignore[arg-type]
    return {line.assignment_id: (line.content, line.paper) for line in lines(asked.scope)}


# ---- texts


def test_a_task_says_what_was_known_then_even_where_its_correction_was_taken_back(world: Counted) -> None:
    closed(world)
    late = world.rows["late"]
    before = world.at()
    world.do("theodoi", "edit", late, changes={"content": IS}, reason="Ghi rõ hạn.")
    between = world.at()
    world.undo_last("theodoi")
    after = world.at()
    said = [told(world, at)[late.pk][0] for at in (before, between, after, None)]
    assert said == [WAS, IS, WAS, WAS]


def test_a_documents_number_and_day_are_those_known_then(world: Counted) -> None:
    closed(world)
    late = world.rows["late"]
    before = world.at()
    with act("correct", by=None, on=CLOSED, at=world.at(), subject="document", subject_id=late.document_id) as a:
        revise(a, "document", late.document_id, "symbol_text", "", "9641/UBND-XD", "Gõ thiếu.")
        revise(a, "document", late.document_id, "issued_on", date(2026, 11, 20), date(2026, 11, 19), "Gõ nhầm.")
    Document.objects.filter(pk=late.document_id).update(full_symbol="9641/UBND-XD", issued_on=date(2026, 11, 19))
    assert told(world)[late.pk][1] == "9641/UBND-XD ngày 19/11/2026"
    assert told(world, before)[late.pk][1] == "Về xử lý sạt lở bờ biển ngày 20/11/2026"


def test_the_frozen_report_keeps_the_words_and_known_at_finds_them_again(world: Counted) -> None:
    report = frozen(world)
    kept = {line.assignment_id: line for line in reads.lines_of(report)}
    at = Snapshot.objects.get(report=report).known_at
    world.do("theodoi", "edit", world.rows["late"], changes={"content": IS}, reason="Ghi rõ hạn.")
    assert reads.lines_of(report)[0].content == WAS
    found = lines(Asked(report.as_period, report.agency, True, at).scope)
    assert {line.assignment_id: line for line in found} == kept


def test_an_agency_bears_the_name_of_the_cut_off(world: Counted) -> None:
    office = closed(world)
    agency = world.cast.agency("phuquy")
    with act("rename", by=None, on=CLOSED, at=world.at(), subject="agency", subject_id=agency.pk) as a:
        row = a.row(on=date(2026, 1, 1), agency=agency, name=agency.name, short_name=agency.short_name)
        AgencyName.objects.create(**row)
        AgencyName.objects.create(**a.row(), agency=agency, name="UBND phường Phú Quý", short_name="Phú Quý")
        agency.name = "UBND phường Phú Quý"
        agency.save()
    content = reads.said(office)[0]
    assert "UBND đặc khu Phú Quý" in content.missing
    assert "UBND đặc khu Phú Quý" in {row.agency for row in content.rows}
    assert "UBND đặc khu Phú Quý" in {line.agency for line in reads.lines_of(office)}


# ---- frozen as known at the signing


def test_what_happens_between_signing_and_freezing_is_not_in_it(world: Counted) -> None:
    report = closed(world)
    actions.sign(report.pk, **doing(world, "chanhvp"))
    signed_at = Report.objects.get(pk=report.pk).signed_at
    handed_in(world, "stc", "stc.giamdoc")
    world.do("theodoi", "edit", world.rows["late"], changes={"content": IS}, reason="Ghi rõ hạn.")
    world.do("chanhvp", "withdraw", world.rows["stuck"], reason="Thôi.", on=CLOSED)
    actions.freeze(report.pk, by=None, on=world.day, at=world.at())
    snapshot, content = Snapshot.objects.get(report=report), reads.said(report)[0]
    assert snapshot.known_at == signed_at
    assert WAS in {line.content for line in reads.lines_of(report)}
    assert (content.value("withdrawn"), content.sent, len(content.missing)) == (0, 0, 3)
    assert of("stc").stage == "sent", "it came after the signing, so it is not taken in"


def test_what_was_sent_by_a_moment_is_known_then(world: Counted) -> None:
    office = closed(world)
    before = world.at()
    handed_in(world, "stc", "stc.giamdoc")
    for at, sent in ((before, 0), (None, 1)):
        assert built(Asked(office.as_period, office.agency, True, at)).sent == sent


# ---- in the background


def waiting(world: Counted, monkeypatch: pytest.MonkeyPatch) -> tuple[Report, list[object], Visitor]:
    """A report that is too long to be frozen at once, signed on its page."""
    report, jobs = closed(world), []
    monkeypatch.setattr(report_acts, "AT_ONCE", 2)
    monkeypatch.setattr(report_acts, "async_task", lambda *job: jobs.append(job))
    page = Visitor(world.cast.client("chanhvp")).open(f"/bao-cao/{report.pk}/").press("Ký và chốt số liệu")
    return report, jobs, page


def test_a_long_report_is_frozen_by_the_worker_and_the_page_says_how_far_it_is(
    world: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, jobs, page = waiting(world, monkeypatch)
    assert jobs == [("giaoviec.ops.schedule.run_freeze", report.pk)]
    assert page.sees("Đã ký; đang chốt: đếm từng việc (bước 1/6)")
    seen: list[str] = []
    client = world.cast.client("chanhvp")
    said = freezing._say

    def looked_at(pk: int, step: int) -> None:
        said(pk, step)
        seen.append(client.get(f"/bao-cao/{pk}/dang-chot/").content.decode())

    monkeypatch.setattr(freezing, "_say", looked_at)
    assert run_freeze(report.pk) == "đã chốt"
    assert [next(f"{n}" for n in range(1, 7) if f"bước {n}/6" in text) for text in seen] == list("123456")
    assert client.get(f"/bao-cao/{report.pk}/dang-chot/")["HX-Refresh"] == "true"
    assert not Freezing.objects.exists()
    assert client.get(f"/bao-cao/{report.pk}/").content.decode().count("Bản đã chốt")
    assert run_freeze(report.pk) == "đã chốt"


def test_what_stops_it_is_said_and_it_is_begun_again(world: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    report, jobs, _ = waiting(world, monkeypatch)
    with monkeypatch.context() as broken:
        broken.setattr(freezing, "lines", lambda scope: [])
        with pytest.raises(Refused):
            run_freeze(report.pk)
    page = Visitor(world.cast.client("chanhvp")).open(f"/bao-cao/{report.pk}/")
    assert page.sees("Chưa chốt được: Danh sách có 0 dòng, tổng số ghi 5; hãy thử lại sau ít phút.")
    assert not Visitor(world.cast.client("theodoi")).open(f"/bao-cao/{report.pk}/").sees("Chốt lại")
    page = page.press("Chốt lại")
    assert page.sees("Đang chốt lại.", "bước 1/6") and len(jobs) == 2
    assert run_freeze(report.pk) == "đã chốt"
    assert reads.damage(report) == []


def test_a_stranger_neither_sees_nor_begins_a_freezing(world: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    report, jobs, _ = waiting(world, monkeypatch)
    client = world.cast.client("sxd.giamdoc")
    assert client.get(f"/bao-cao/{report.pk}/dang-chot/").status_code == 404
    assert client.post(f"/bao-cao/{report.pk}/chot/").status_code == 404
    assert world.cast.client("vanthu").post(f"/bao-cao/{report.pk}/chot/").status_code == 403
    assert len(jobs) == 1


def test_a_frozen_one_is_only_read(world: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    report = frozen(world)
    monkeypatch.setattr(building, "lines", lambda *_, **__: pytest.fail("a frozen report is not counted anew"))
    assert reads.said(report)[0].value("total") == 5
