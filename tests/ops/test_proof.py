"""A backup that counts is one that was restored: the week's proof, its certificate, the duty, and the alarm (8.1đ)."""

from __future__ import annotations

import email
import email.policy
import io
from datetime import timedelta
from zipfile import ZipFile

import pypdfium2
import pytest
from django.utils import timezone

from giaoviec import clock
from giaoviec.agencies.models import Person
from giaoviec.cli import main as giaoviec
from giaoviec.duties.models import Duty
from giaoviec.journal.models import Event
from giaoviec.ops import health, queries, schedule
from giaoviec.ops.actions import proving
from giaoviec.ops.actions.incidents import step
from giaoviec.ops.actions.proving import back_up, certificate_of, owe_backup, proof_is_due, prove
from giaoviec.ops.actions.versions import record_version
from giaoviec.ops.actions.watching import watch
from giaoviec.ops.backups import sets
from giaoviec.ops.models import Backup, Incident, Installed
from tests.cast import DAY
from tests.ops.conftest import AT, CANARY


def test_a_proved_set_has_its_certificate_and_meets_the_duty(cast):
    Installed.objects.create(at=AT, version="0.1.0", digest="1" * 64, archive="a.zip", size=1)
    assert owe_backup(DAY + timedelta(days=1), AT) == 1
    owed = Duty.objects.get(kind="backup")
    assert (owed.agency.code, owed.role, owed.met_on) == ("skhcn", "infrastructure", None)
    row = prove(back_up(on=DAY, at=AT), on=DAY, at=AT)
    assert (row.differs, row.differences) == (0, "")
    owed.refresh_from_db()
    assert owed.met_on == DAY
    text = _text(certificate_of(row).read_bytes())
    assert "Kết luận: khôi phục được, không có khác biệt" in text
    assert row.set_id in text
    assert CANARY not in text
    assert [path.name for path in sets.folder().iterdir() if path.name.startswith(".scratch")] == []
    assert [event.verb for event in Event.objects.order_by("-id")[:2]] == ["prove_backup", "back_up"]


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def test_a_set_that_differs_meets_nothing_and_says_what(cast):
    row = back_up(on=DAY, at=AT)
    (sets.folder() / row.set_id / "files.age").unlink()
    Installed.objects.create(at=AT, version="0.1.0", digest="1" * 64, archive="a.zip", size=1)
    owe_backup(DAY, AT)
    prove(row, on=DAY, at=AT)
    assert row.differs == 1
    assert "files.age: thiếu" in row.differences
    assert Duty.objects.get(kind="backup").met_on is None
    assert "KHÔNG ĐẠT, có 1 khác biệt" in _text(certificate_of(row).read_bytes())
    assert health.backups().mend == f"bộ {row.set_id} khôi phục thử có 1 khác biệt: xem trang sao lưu"


def test_a_missed_backup_stays_owed_until_there_is_one(cast):
    Installed.objects.create(at=AT, version="0.1.0", digest="1" * 64, archive="a.zip", size=1)
    assert owe_backup(DAY - timedelta(days=1), AT) == 0  # before the program ran on this data
    assert owe_backup(DAY, AT) == 1
    assert owe_backup(DAY + timedelta(days=20), AT) == 0
    [duty] = Duty.objects.filter(kind="backup")
    assert duty.due_on < DAY + timedelta(days=8)


def test_a_backup_that_failed_says_why_in_its_row(cast):
    with sets.alone():
        row = back_up(on=DAY, at=AT)
    assert (row.set_id, row.fault) == ("", "Một lần sao lưu khác đang chạy: chờ xong rồi làm lại.")
    assert health.backups().mend == row.fault


@pytest.fixture
def restored_at_once(monkeypatch):
    """The restoring itself is tried above: on PostgreSQL it makes a whole database."""
    monkeypatch.setattr(proving, "_restored", lambda name: [])


def test_the_night_makes_a_set_and_each_week_one_is_proved(cast, restored_at_once):
    schedule.run_backup()
    assert Backup.objects.get().differs == 0
    schedule.run_backup()
    assert list(Backup.objects.order_by("id").values_list("differs", flat=True)) == [0, None]
    Backup.objects.update(proved_at=timezone.now() - timedelta(days=6, hours=13))
    assert proof_is_due(timezone.now())


def test_the_command_makes_proves_and_prints_the_path_last(cast, capsys, restored_at_once):
    assert giaoviec(["backup", "create", "--prove"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == str(sets.folder() / Backup.objects.get().set_id)
    assert "Đã khôi phục thử, so khớp từng dòng, từng tệp." in lines


# ---- the alarm


@pytest.fixture
def late(cast, settings):
    """Nothing was proved since nine days ago; two people look after machines and accounts."""
    Installed.objects.create(
        at=timezone.now() - timedelta(days=9), version="0.1.0", digest="1" * 64, archive="a", size=1
    )
    settings.EMAIL_BACKEND = "giaoviec.ops.mail.FolderBackend"
    Person.objects.filter(username="hatang").update(email="hatang@example.vn")
    Person.objects.filter(username="chanhvp").update(email="chanhvp@example.vn")
    return cast


def _alerts(settings):
    found = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in settings.MAIL_DIR.glob("*.eml")
    ]
    return [message for message in found if message["X-Giaoviec-Kind"] == "alert"]


def test_after_eight_days_there_is_an_incident_and_one_mail(late, settings):
    assert queries.waiting_for_proof(timezone.now()) > queries.LATE
    for _ in range(3):
        watch([health.backups()], on=clock.today(), at=timezone.now())
    [incident] = Incident.objects.all()
    assert (incident.key, incident.state, incident.title) == ("backups", "open", "Sao lưu: chưa ổn")
    [message] = _alerts(settings)
    assert message["To"] == "hatang@example.vn, quantri2@lamdong.example, quantri@lamdong.example"
    assert f"/van-hanh/su-co/{incident.pk}/" in message.get_content()


def test_what_is_well_again_says_so_and_waits_for_a_person(late, settings, restored_at_once):
    watch([health.backups()], on=clock.today(), at=timezone.now())
    prove(back_up(on=DAY, at=timezone.now()), on=DAY, at=timezone.now())
    watch([health.backups()], on=clock.today(), at=timezone.now())
    incident = Incident.objects.get()
    assert incident.ended_at is not None
    assert incident.notes.latest("id").text == "Kiểm tra lại: không còn lỗi."
    Backup.objects.update(proved_at=timezone.now() - timedelta(days=9))
    watch([health.backups()], on=clock.today(), at=timezone.now())
    incident.refresh_from_db()
    assert incident.ended_at is None
    assert len(_alerts(settings)) == 1  # it is still the same incident
    by = {"by": late.actor("hatang"), "on": DAY, "at": AT}
    step(incident.pk, state="handled", text="Đã khởi động lại.", **by)
    step(incident.pk, state="closed", text="Đã sao lưu.", **by)
    watch([health.backups()], on=clock.today(), at=timezone.now())
    assert len(_alerts(settings)) == 2  # a closed one that comes back is another


def test_an_alert_that_could_not_leave_is_tried_again(late, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    watch([health.backups()], on=clock.today(), at=timezone.now())
    assert Incident.objects.get().mailed_at is None
    settings.EMAIL_BACKEND = "giaoviec.ops.mail.FolderBackend"
    watch([health.backups()], on=clock.today(), at=timezone.now())
    assert len(_alerts(settings)) == 1


# ---- source on change


def test_each_version_is_kept_once_with_its_digest(cast, settings):
    row = record_version(on=DAY, at=AT)
    assert row is not None
    assert record_version(on=DAY, at=AT) is None
    with ZipFile(settings.DATA_DIR / "versions" / row.archive) as kept:
        assert b"class Actor" in kept.read("giaoviec/rules/access.py")
    assert Event.objects.latest("id").verb == "install"
