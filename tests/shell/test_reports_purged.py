"""The purge of a secret (6.2) reaches what is frozen: the text is gone from lines, words and files, the digests stay."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.assignments.models import Assignment, Task
from giaoviec.documents.files import open_bytes, path_of
from giaoviec.documents.models import Attachment, Blob, Document
from giaoviec.journal.actions import act
from giaoviec.reporting import actions
from giaoviec.reporting.actions import complying
from giaoviec.reporting.actions.purging import forget_assignments, without
from giaoviec.reporting.models import Amendment, Line, RenderedFile, Report, ReportSection, Snapshot
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.amended import of_stored_changes
from tests.shell.counted import Counted
from tests.shell.living import KINDS, Lived, drawn, something_happens
from tests.shell.reporting import CLOSED, closed, doing, frozen, handed_in, make_year, of
from tests.shell.world import make_world

pytestmark = pytest.mark.django_db
SECRET = "Lập phương án bố trí lực lượng tại các điểm trực ven biển"
GONE = "đã xóa theo điểm 6.2"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_year()
    secret = made.rows["secret"] = made.rows["late"]
    Task.objects.filter(pk=secret.task_id).update(content=SECRET)
    Document.objects.filter(pk=secret.document_id).update(full_symbol="77/UBND-NC", summary="Về bố trí lực lượng")
    set_day(made.day)
    return made


def purged(world: Counted) -> list[int]:
    with act("purge", **doing(world, "chanhvp"), subject="document") as a:
        return forget_assignments([world.rows["secret"].pk], within=a)


def written(report: Report) -> dict[str, bytes]:
    rows = RenderedFile.objects.filter(report=report).select_related("attachment__blob")
    return {row.form: open_bytes(row.attachment.blob).read() for row in rows}


def words_of(form: str, data: bytes) -> str:
    if form == "pdf":
        return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    archive = zipfile.ZipFile(io.BytesIO(data))
    return " ".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def test_the_line_says_that_it_is_gone_and_keeps_where_it_stood_and_its_digest(world: Counted) -> None:
    report = frozen(world)
    before = Line.objects.get(assignment_id=world.rows["secret"].pk)
    figures = reads.said(report)[0].figures
    assert SECRET in before.values
    assert purged(world) == [report.pk]
    after = Line.objects.get(pk=before.pk)
    [line] = [one for one in reads.lines_of(report) if one.assignment_id == after.assignment_id]
    assert (line.content, line.paper, line.words, line.purged) == (GONE, "", "", True)
    assert (after.digest, after.cell, line.due_on) == (before.digest, before.cell, "2026-11-27")
    assert reads.said(report)[0].figures == figures


def test_no_word_of_it_is_left_in_rows_or_files_and_the_old_bytes_are_gone(
    world: Counted, django_capture_on_commit_callbacks: Any
) -> None:
    closed(world)
    text = f"Chưa triển khai văn bản 77/UBND-NC.\nCác việc khác đúng hạn.\n{SECRET}: chờ ý kiến."
    actions.edit_section(of("stc").pk, "vuong-mac", text=text, **doing(world, "stc.vanphong"))
    handed_in(world, "stc", "stc.giamdoc")
    report = frozen(world)
    reports = [of("stc"), report]
    assert all(SECRET in str(reads.said(one)) for one in reports)
    old = {row.attachment.blob_id for row in RenderedFile.objects.all()}
    with django_capture_on_commit_callbacks(execute=True):
        assert purged(world) == sorted(one.pk for one in reports)
    for one in reports:
        content, late = reads.said(Report.objects.get(pk=one.pk))
        kept = written(one)
        for form, data in kept.items():
            assert SECRET not in words_of(form, data), (str(one), form)
            assert "77/UBND-NC" not in words_of(form, data), (str(one), form)
        assert SECRET not in f"{content}{late}" and "Các việc khác đúng hạn." in str(content)
        assert GONE in words_of("docx", kept["docx"]) and GONE in words_of("xlsx", kept["xlsx"])
    now = {row.attachment.blob_id for row in RenderedFile.objects.all()}
    assert not now & old and not Blob.objects.filter(pk__in=old).exists()
    assert not any(path_of(digest).exists() for digest in old)
    assert not Attachment.objects.filter(blob_id__in=old).exists()
    for row in ReportSection.objects.all():
        assert SECRET not in row.text + row.prefilled
    for snapshot in Snapshot.objects.all():
        assert SECRET not in snapshot.content and "77/UBND-NC" not in snapshot.content


def test_a_report_is_whole_after_a_purge_and_damage_done_later_is_still_found(world: Counted) -> None:
    report = frozen(world)
    digest = Snapshot.objects.get(report=report).digest
    purged(world)
    snapshot = Snapshot.objects.get(report=report)
    assert (snapshot.digest, snapshot.purged_on, reads.purged_lines(snapshot)) == (digest, world.day, 1)
    assert reads.damage(report) == []
    page = world.cast.client("kiemtoan").get(f"/bao-cao/{report.pk}/kiem-tra/").content.decode()
    assert "1 dòng đã xóa theo điểm 6.2" in page and "còn nguyên như khi chốt" in page
    Line.objects.filter(snapshot=snapshot, purged=True).update(values='["x"]')
    assert reads.damage(report) == ["Số liệu, nội dung không còn như khi chốt."]


def test_a_correction_forgets_it_too(world: Counted) -> None:
    report = frozen(world)
    world.go(7)
    world.do("chanhvp", "withdraw", world.rows["secret"], on=date(2026, 12, 12), reason="Thu hồi.")
    made = actions.amend(report.pk, reason="Thu hồi việc của văn bản 77/UBND-NC.", **doing(world, "chanhvp"))
    assert SECRET in made.changes
    purged(world)
    row = Amendment.objects.get(pk=made.pk)
    assert (row.reason, row.digest) == (GONE, made.digest)
    assert [one.content for one in of_stored_changes(row.changes).lines] == [GONE]
    kept = RenderedFile.objects.filter(amendment=row).select_related("attachment__blob")
    assert not any(SECRET in words_of(one.form, open_bytes(one.attachment.blob).read()) for one in kept)
    assert reads.damage(report) == []


def test_other_reports_and_other_words_stay_as_they_were(world: Counted) -> None:
    closed(world)
    handed_in(world, "sxd", "sxd.giamdoc")
    other = of("sxd")
    before = (Snapshot.objects.get(report=other).content, written(other))
    frozen(world)
    assert other.pk not in purged(world)
    assert (Snapshot.objects.get(report=other).content, written(other)) == before


def test_a_second_purge_of_the_same_finds_nothing(world: Counted) -> None:
    frozen(world)
    assert len(purged(world)) == 1
    assert purged(world) == []


def test_a_report_that_is_still_written_forgets_what_was_typed_of_it(world: Counted) -> None:
    closed(world)
    actions.edit_section(of("stc").pk, "vuong-mac", text=f"Vướng: {SECRET}.\nKhác.", **doing(world, "stc.vanphong"))
    assert purged(world) == [of("stc").pk]
    assert ReportSection.objects.get(report=of("stc"), key="vuong-mac").text == f"{GONE}\nKhác."


@pytest.mark.parametrize(
    ("text", "quoted", "left"),
    [
        ("một\nhai ba bốn năm\nsáu", "hai ba bốn năm", f"một\n{GONE}\nsáu"),
        ("Công văn 9640/UBND-XD.", "640/UBND-XD", "Công văn 9640/UBND-XD."),
        ("Công văn 640/UBND-XD.", "640/UBND-XD", GONE),
        ("hai  ba\nbốn   năm\nsáu", "hai ba bốn năm", GONE),
        ("không có gì", "hai ba bốn năm", "không có gì"),
    ],
)
def test_a_line_that_quotes_goes_whole(text: str, quoted: str, left: str) -> None:
    assert without(text, [quoted]) == left


def test_the_assignments_may_be_deleted_afterwards(world: Counted) -> None:
    report = frozen(world)
    purged(world)
    Assignment.objects.filter(pk=world.rows["secret"].pk).update(content="")
    assert world.cast.client("chanhvp").get(f"/bao-cao/{report.pk}/danh-sach/?o=").status_code == 200


@settings(max_examples=6)
@given(kinds=st.lists(st.sampled_from(KINDS), min_size=2, max_size=3), data=st.data())
def test_a_frozen_report_never_changes_but_for_a_purge_which_takes_only_its_own(kinds: Any, data: Any) -> None:
    with transaction.atomic():
        made = make_world()
        lives = [
            Lived(made, made.give("stc", helpers=True, content=f"Việc số {n}: {SECRET} {n}", **kind))
            for n, kind in enumerate(kinds)
        ]
        for _ in range(data.draw(st.integers(1, 5), label="acts")):
            something_happens(data.draw(st.sampled_from(lives), label="which"), drawn(data))
        made.go(max(0, (CLOSED - made.day).days))
        closed(made)
        report = frozen(made)
        before = {line.assignment_id: line for line in reads.lines_of(report)}
        content = reads.said(report)[0]
        gone = data.draw(st.sampled_from(lives), label="purged").row.pk
        with act("purge", by=None, on=made.day, at=made.at(), subject="document") as a:
            touched = forget_assignments([gone], within=a)
        after = {line.assignment_id: line for line in reads.lines_of(report)}
        now = reads.said(report)[0]
        assert touched == ([report.pk] if gone in before else [])
        assert {pk: line for pk, line in after.items() if pk != gone} == {
            pk: line for pk, line in before.items() if pk != gone
        }
        assert (now.figures, now.rows) == (content.figures, content.rows)
        assert reads.damage(report) == []
        assert not any(SECRET in str(line) for pk, line in after.items() if pk == gone)
        something_happens(lives[0], drawn(data))
        assert {line.assignment_id: line for line in reads.lines_of(report)} == after
        transaction.set_rollback(True)


def test_the_yearly_report_on_the_regulation_forgets_it_too(world: Counted) -> None:
    row = complying.open_year(2026, **doing(world, "chanhvp"))
    complying.edit_compliance(
        row.pk, "tuan-thu", text=f"Nghiêm túc.\nRiêng văn bản 77/UBND-NC chưa làm: {SECRET}.", **doing(world, "theodoi")
    )
    signed = complying.sign_compliance(row.pk, **doing(world, "chanhvp"))
    assert SECRET in Snapshot.objects.get(report=signed).content
    assert purged(world) == [signed.pk]
    snapshot = Snapshot.objects.get(report=signed)
    assert SECRET not in snapshot.content and "Nghiêm túc." in snapshot.content and GONE in snapshot.content
    assert all(SECRET not in words_of(form, data) for form, data in written(signed).items())
    assert reads.damage(signed) == []
