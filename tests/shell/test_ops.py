"""Mail without a server, the doctor, the probes, the schedule."""

from __future__ import annotations

import email
import email.policy
from argparse import Namespace
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler

from giaoviec import clock
from giaoviec.documents.files import store
from giaoviec.documents.models import Blob
from giaoviec.duties.models import TickRun
from giaoviec.ops import commands, health, schedule


def _messages(folder):
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in folder.glob("*.eml")]


def test_without_a_mail_server_each_message_is_a_file_of_its_own(settings, tmp_path):
    settings.MAIL_DIR = tmp_path / "mail"
    backend = get_connection("giaoviec.ops.mail.FolderBackend")
    wanted = {"Việc đến hạn ngày mai", "Việc quá hạn"}
    letters = [
        EmailMessage(subject, "Kính gửi …", to=["a@example.vn"], headers={"X-Giaoviec-Kind": "digest"})
        for subject in sorted(wanted)
    ]
    assert backend.send_messages(letters) == 2
    found = _messages(settings.MAIL_DIR)
    assert {message["Subject"] for message in found} == wanted
    assert {message["X-Giaoviec-Kind"] for message in found} == {"digest"}
    assert found[0].get_content().strip() == "Kính gửi …"


@pytest.mark.django_db
def test_the_doctor_finds_nothing_wrong_here(capsys):
    wrong = [finding for finding in health.findings() if not finding.sound]
    assert wrong == []
    assert commands.doctor(Namespace()) == 0
    assert "ok    database: " in capsys.readouterr().out


@pytest.mark.django_db
def test_the_doctor_says_how_to_mend_what_is_wrong(settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert commands.doctor(Namespace()) == 1
    out = capsys.readouterr().out
    assert "WRONG mail: 127.0.0.1:1: " in out
    assert "→ khởi động máy chủ thư, hoặc sửa các biến EMAIL_" in out


def test_the_doctor_names_a_folder_that_others_can_read(settings, tmp_path):
    settings.DATA_DIR, settings.KEYS_DIR = tmp_path, tmp_path / "keys"
    settings.KEYS_DIR.mkdir(mode=0o755)
    assert health.data_folder().mend == f"chmod 700 {tmp_path / 'keys'}"


def test_the_doctor_names_a_package_below_its_floor(monkeypatch):
    monkeypatch.setitem(health.FLOORS, "Django", (99,))
    assert "Django" in health.dependencies().mend
    assert "cũ hơn 99" in health.dependencies().mend


@pytest.mark.django_db
def test_the_process_and_the_whole_answer_their_probes(client):
    assert client.get("/healthz").content == b"ok\n"
    ready = client.get("/readyz")
    assert (ready.status_code, ready.content) == (200, b"ok\n")


@pytest.mark.django_db(transaction=True)
def test_the_tick_is_scheduled_at_half_past_six_in_ha_noi_and_asked_for_once_at_the_start():
    schedule.ensure_schedule()
    turn = Schedule.objects.get(name="tick").next_run
    assert turn.astimezone(clock.HANOI).strftime("%H:%M") == "06:30"
    assert timedelta() < turn - timezone.now() <= timedelta(days=1)
    scheduler()
    assert sorted(job.func() for job in OrmQ.objects.all()) == [schedule.EXCHANGE, schedule.FOLD, schedule.TICK]


@pytest.mark.django_db(transaction=True)
def test_a_start_after_todays_tick_asks_for_no_other():
    TickRun.objects.create(on=clock.today(), at=clock.now())
    schedule.ensure_schedule()
    scheduler()
    assert sorted(job.func() for job in OrmQ.objects.all()) == [schedule.EXCHANGE, schedule.FOLD]


@pytest.mark.django_db
def test_the_job_of_the_schedule_does_the_tick_of_today():
    schedule.run_tick()
    assert TickRun.objects.latest("on").on == clock.today()


@pytest.mark.django_db
def test_bytes_that_hang_on_nothing_for_a_day_go_each_night(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    now = clock.now()
    store("hai ngày trước".encode(), now - timedelta(hours=25))
    new = store("hôm nay".encode(), now)
    schedule.ensure_schedule()
    nightly = Schedule.objects.get(name="sweep")
    assert (nightly.func, nightly.schedule_type) == (schedule.SWEEP, Schedule.DAILY)
    assert schedule.run_sweep() == "1 tệp"
    assert list(Blob.objects.values_list("pk", flat=True)) == [new.sha256]


@pytest.mark.django_db
def test_the_whole_is_not_ready_when_nobody_takes_the_jobs(client):
    OrmQ.objects.create(key="giaoviec", payload="", lock=timezone.now() - timedelta(minutes=11))
    assert "không ai làm việc nền" in health.jobs().mend
    ready = client.get("/readyz")
    assert (ready.status_code, ready.content) == (503, b"jobs\n")
