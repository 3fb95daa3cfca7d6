"""A document found to be secret is taken out of everything (6.2): by three persons, with proof, and never by fewer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from django.db import connection

from giaoviec.agencies.models import Session
from giaoviec.assignments.models import Assignment, Task
from giaoviec.cli import main as giaoviec
from giaoviec.documents import files, prints, search
from giaoviec.documents.models import Attachment, Blob, Document, Draft
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.ops import purge_paper
from giaoviec.ops.actions import erasing, purging
from giaoviec.ops.actions.proving import back_up
from giaoviec.ops.backups import keys, sets, verifying
from giaoviec.ops.backups.errors import BackupFault
from giaoviec.ops.models import Backup, Purge
from giaoviec.reporting.models import Line, Report
from giaoviec.reporting.reports import reads
from tests.cast import signed_in
from tests.ops.conftest import AT
from tests.shell.counted import Counted
from tests.shell.reporting import doing, frozen, make_year

CANARY = "Bố trí lực lượng canhbao7731 tại điểm cao ven biển"
OTHER = "Nạo vét kênh tiêu thoát nước khu dân cư phía nam"


@pytest.fixture
def world(transactional_db: None, folder: Path, set_day: Callable[[date], None]) -> Counted:
    """A year with a frozen report; one of its documents turns out to be secret, with files, an index and drafts."""
    made = make_year()
    secret, other = made.rows["late"], made.rows["stuck"]
    for row, text in ((secret, CANARY), (other, OTHER)):
        Task.objects.filter(pk=row.task_id).update(content=text)
        Assignment.objects.filter(pk=row.pk).update(content=text)
        Document.objects.filter(pk=row.document_id).update(summary=text, text=text)
    secret.refresh_from_db()
    _hang(made, secret)
    frozen(made)
    set_day(made.day)
    return made


def _hang(made: Counted, secret: Assignment) -> None:
    with act("correct", **doing(made, "vanthu"), subject="document", subject_id=secret.document_id) as a:
        kept = files.store(CANARY.encode(), AT)
        file = files.NewFile("a.txt", kept.sha256, kept.size, CANARY)
        hung = files.hang(a, "document", secret.document_id, file=file)
        prints.keep(a, "claim", 1, CANARY * 9, attachment=hung)
        search.index(a, "document", secret.document_id, Document.objects.get(pk=secret.document_id), CANARY, "text")
    person = made.who("stc.vanphong").person_id
    Draft.objects.create(person_id=person, key="cap-nhat:9", data={"fields": {"x": f"về {CANARY}"}}, saved_at=AT)
    Draft.objects.create(person_id=person, key="cap-nhat:8", data={"fields": {"x": "việc khác"}}, saved_at=AT)


def asked(world: Counted) -> Purge:
    return purging.ask(world.rows["late"].document_id, ground="marked", **doing(world, "chanhvp"))


def erased(world: Counted) -> Purge:
    row = asked(world)
    purging.confirm(row.pk, **doing(world, "quantri"))
    return purging.confirm(row.pk, **doing(world, "quantri2"))


def tables_with(text: str) -> set[str]:
    """The tables in a row of which the text stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found |= {table for row in cursor.fetchall() if text in repr(row)}
    return found


def bytes_with(text: str, folder: Path) -> list[Path]:
    """Files, and the database's own, in whose bytes the text stands."""
    database = Path(str(connection.settings_dict["NAME"]))
    own = [database.with_name(database.name + end) for end in ("", "-wal")] if connection.vendor == "sqlite" else []
    return [path for path in (*folder.rglob("*"), *own) if path.is_file() and text.encode() in path.read_bytes()]


def test_the_search_finds_what_is_there_before(world: Counted, folder: Path) -> None:
    assert {"documents_document", "documents_attachment", "documents_draft", "reporting_line"} <= tables_with(
        "canhbao7731"
    )
    assert bytes_with(CANARY, folder)


def test_nothing_of_it_is_left_in_any_table_or_file(world: Counted, folder: Path) -> None:
    row = purging.finish(erased(world).pk, on=world.day, at=world.at())
    assert row.fault == ""
    assert tables_with("canhbao7731") == set()
    assert bytes_with("canhbao7731", folder) == []


def test_other_documents_keep_everything(world: Counted) -> None:
    before = tables_with(OTHER)
    kept = Assignment.objects.exclude(document_id=world.rows["late"].document_id).count()
    erased(world)
    assert tables_with(OTHER) == before
    assert Assignment.objects.count() == kept
    assert list(Draft.objects.values_list("key", flat=True)) == ["cap-nhat:8"]


def test_a_frozen_report_keeps_its_figures_and_the_digest_of_the_line(world: Counted) -> None:
    report = Report.objects.get(of_office=True)
    figures = reads.said(report)[0].figures
    digest = Line.objects.get(snapshot__report=report, assignment_id=world.rows["late"].pk).digest
    erased(world)
    assert reads.said(report)[0].figures == figures
    line = Line.objects.get(snapshot__report=report, assignment_id=world.rows["late"].pk)
    assert (line.digest, line.purged) == (digest, True)


def test_the_journal_stays_whole_and_names_no_content(world: Counted, capsys: pytest.CaptureFixture[str]) -> None:
    erased(world)
    assert giaoviec(["journal", "verify"]) == 0


@pytest.mark.parametrize("second", ["quantri", "chanhvp"])
def test_one_person_cannot_do_two_parts(world: Counted, second: str) -> None:
    row = asked(world)
    purging.confirm(row.pk, **doing(world, "quantri"))
    with pytest.raises(Refused):
        purging.confirm(row.pk, **doing(world, second))
    assert Document.objects.filter(pk=row.document_id).exists()


@pytest.mark.parametrize("who", ["vanthu", "stc.giamdoc", "quantri", "hatang"])
def test_only_the_head_of_the_office_asks(world: Counted, who: str) -> None:
    with pytest.raises(Refused):
        purging.ask(world.rows["late"].document_id, ground="marked", **doing(world, who))
    assert Purge.objects.count() == 0


def test_a_document_that_is_not_there_or_was_asked_for_is_told_so(world: Counted) -> None:
    row = asked(world)
    with pytest.raises(Refused, match="đã được yêu cầu xóa"):
        asked(world)
    with pytest.raises(Refused, match="Không có văn bản số vào sổ 99999"):
        purging.ask(99999, ground="marked", **doing(world, "chanhvp"))
    purging.withdraw(row.pk, **doing(world, "chanhvp"))
    with pytest.raises(Stale):
        purging.confirm(row.pk, **doing(world, "quantri"))


def test_older_sets_become_unreadable_and_the_fresh_one_is_whole(world: Counted) -> None:
    old = back_up(on=world.day, at=datetime(2026, 11, 1, tzinfo=UTC))
    row = purging.finish(erased(world).pk, on=world.day, at=world.at())
    assert (row.unreadable, Backup.objects.get(set_id=old.set_id).gone_at is not None) == (1, True)
    with pytest.raises(BackupFault):
        keys.find(old.set_id)
    assert verifying.verify(sets.find(row.set_id), None)[1] == []


def test_where_no_set_can_be_made_the_older_ones_stay_and_it_can_be_tried_again(
    world: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = back_up(on=world.day, at=datetime(2026, 11, 1, tzinfo=UTC))
    row = erased(world)
    with monkeypatch.context() as away:
        away.setattr(purging, "back_up", lambda **_: Backup(fault="Chưa sao lưu được: đĩa đầy."))
        assert purging.finish(row.pk, on=world.day, at=world.at()).fault == "Chưa sao lưu được: đĩa đầy."
    assert keys.find(old.set_id).set_id == old.set_id
    assert purging.waiting() == [row.pk]
    assert purging.finish(row.pk, on=world.day, at=world.at()).finished_at is not None


def test_bytes_that_also_hang_on_another_document_stay(world: Counted) -> None:
    with act("correct", **doing(world, "vanthu"), subject="document") as a:
        blob = Blob.objects.get(pk=Attachment.objects.get(name="a.txt").blob_id)
        files.hang(a, "document", world.rows["stuck"].document_id, file=files.NewFile("b.txt", blob.pk, blob.size))
    erased(world)
    assert files.path_of(blob.pk).read_bytes() == CANARY.encode()


def test_the_bytes_are_overwritten_before_they_are_unlinked(tmp_path: Path) -> None:
    path, again = tmp_path / "a", tmp_path / "b"
    path.write_bytes(CANARY.encode())
    again.hardlink_to(path)
    erasing.overwrite(path)
    assert set(again.read_bytes()) == {0}


def test_everybody_signs_in_anew(world: Counted) -> None:
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=AT, started_at=AT, seen_at=AT)
    purging.finish(erased(world).pk, on=world.day, at=world.at())
    assert Session.objects.count() == 0


def test_the_certificate_names_the_three_persons_and_nothing_of_the_document(world: Counted) -> None:
    row = purging.finish(erased(world).pk, on=world.day, at=world.at())
    pages = pypdfium2.PdfDocument(purge_paper.as_pdf(row, on=world.day))
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    assert all(said in text for said in ("BIÊN BẢN", "khoản 2 Điều 6", row.by_text.split(",")[0], row.set_id))
    assert "canhbao7731" not in text


def test_the_command_lists_finishes_and_writes_the_certificate(
    world: Counted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = erased(world)
    assert giaoviec(["purge", "finish"]) == 0
    assert giaoviec(["purge", "list"]) == 0
    assert f"{row.pk}  văn bản {row.document_id}  đã xong" in capsys.readouterr().out
    out = tmp_path / "bien-ban.pdf"
    assert giaoviec(["purge", "certificate", str(row.pk), "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_on_the_pages_three_persons_do_it_and_the_admin_sees_no_word_of_it(world: Counted) -> None:
    head, one, two = (signed_in(world.cast.person(who)) for who in ("chanhvp", "quantri", "quantri2"))
    document = world.rows["late"].document_id
    wrong = head.post("/van-hanh/xoa/", {"document_id": "không", "ground": ""})
    assert (wrong.status_code, "Số vào sổ là một số." in wrong.content.decode()) == (422, True)
    assert head.post("/van-hanh/xoa/", {"document_id": document, "ground": "marked"}).status_code == 302
    row = Purge.objects.get()
    page = one.get("/van-hanh/xoa/").content.decode()
    assert f"Số vào sổ {document}" in page and "canhbao7731" not in page
    assert head.post(f"/van-hanh/xoa/{row.pk}/xac-nhan/").status_code == 404
    one.post(f"/van-hanh/xoa/{row.pk}/xac-nhan/")
    assert one.post(f"/van-hanh/xoa/{row.pk}/xac-nhan/").status_code == 409
    two.post(f"/van-hanh/xoa/{row.pk}/xac-nhan/")
    assert not Document.objects.filter(pk=document).exists()
    assert signed_in(world.cast.person("vanthu")).get("/van-hanh/xoa/").status_code == 404
    assert signed_in(world.cast.person("vanthu")).post(f"/van-hanh/xoa/{row.pk}/rut/").status_code == 404
