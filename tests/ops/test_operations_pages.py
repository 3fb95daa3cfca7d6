"""`/van-hanh/`: whether the product runs, for those who look after it; nothing of anybody's work (8.3)."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import Client
from django_q.models import OrmQ

from giaoviec.documents.models import Refusal
from giaoviec.journal.models import Event
from giaoviec.ops.logs import JsonLines
from giaoviec.ops.models import Backup, Incident
from tests.cast import DAY, make_cast
from tests.ops.conftest import AT
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
PAGES = ("/van-hanh/", "/van-hanh/sao-luu/", "/van-hanh/su-co/")


@pytest.fixture
def cast(set_day):
    set_day(DAY)
    return make_cast()


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_open_for_those_who_look_after_it_and_exist_for_nobody_else(cast, path):
    for who, status in (("hatang", 200), ("quantri", 200), ("chanhvp", 200), ("vanthu", 404), ("stc.giamdoc", 404)):
        assert cast.client(who).get(path).status_code == status, who
    assert Client().get(path).status_code == 302


def test_the_page_says_first_what_is_wrong_and_how_to_mend_it(cast, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    page = Visitor(cast.client("hatang")).open("/van-hanh/")
    assert page.section("Kiểm tra").index("Chưa ổn Thư") < page.section("Kiểm tra").index("Ổn Cấu hình")
    assert page.sees("điều chưa ổn", "Cách sửa: khởi động máy chủ thư, hoặc sửa các biến EMAIL_")


def test_an_incident_is_reported_taken_in_hand_and_closed_with_what_was_done(cast):
    page = Visitor(cast.client("hatang")).open("/van-hanh/su-co/")
    page = page.fill(title="Đứt đường truyền", text="Các sở không vào được.").press("Báo sự cố")
    assert page.sees("Đứt đường truyền", "Mới", "Các sở không vào được.")
    page = page.fill(text="Đã gọi đơn vị đường truyền.").press("Nhận xử lý")
    assert page.sees("Đang xử lý", "Vũ Đình Long")
    page = page.fill(text="").press("Đóng sự cố")
    assert (page.status, "Ghi nội dung." in page.text) == (422, True)
    page = page.fill(text="Đã thay bộ thu phát quang.").press("Đóng sự cố")
    assert page.sees("Đã xong", "Đã thay bộ thu phát quang.")
    assert "Đóng sự cố" not in page.main
    row = Incident.objects.get()
    assert (row.state, row.handler_text.partition(",")[0]) == ("closed", "Vũ Đình Long")
    assert "Đứt đường truyền" in Visitor(cast.client("quantri")).open("/van-hanh/su-co/?trang-thai=da-xong").main
    verbs = Event.objects.filter(subject="incident").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["report_incident", "note_incident", "note_incident"]


def test_two_who_close_the_same_incident_are_told_of_each_other(cast):
    first, second = (Visitor(cast.client(who)) for who in ("hatang", "quantri"))
    first.open("/van-hanh/su-co/").fill(title="Mất điện", text="Mất điện phòng máy.").press("Báo sự cố")
    second.open(first.here)
    first.fill(text="Tôi lo.").press("Nhận xử lý")
    page = second.fill(text="Tôi lo.").press("Nhận xử lý")
    assert page.status == 409
    assert page.sees("Sự cố đang ở trạng thái “Đang xử lý”; hãy xem lại.")


def test_the_head_of_the_office_sees_incidents_and_handles_none(cast):
    page = Visitor(cast.client("chanhvp")).open("/van-hanh/su-co/")
    assert "Báo sự cố" not in page.main
    assert cast.client("chanhvp").post("/van-hanh/su-co/", {"title": "x", "text": "y"}).status_code == 404
    assert cast.client("chanhvp").post("/van-hanh/sao-luu/lam-ngay/").status_code == 404
    assert not Incident.objects.exists()


def test_what_is_marked_secret_is_no_note_of_an_incident(cast):
    page = Visitor(cast.client("hatang")).open("/van-hanh/su-co/")
    page = page.fill(title="Sự cố", text="Độ mật: TUYỆT MẬT").press("Báo sự cố")
    assert page.status == 422
    assert (page.value("title"), page.value("text")) == ("Sự cố", "")
    assert Refusal.objects.count() == 1
    assert not Incident.objects.exists()


def test_a_backup_can_be_asked_for_and_is_made_in_the_background(cast):
    page = Visitor(cast.client("hatang")).open("/van-hanh/sao-luu/").press("Sao lưu và khôi phục thử ngay")
    assert page.sees("Đã yêu cầu sao lưu và khôi phục thử")
    [job] = OrmQ.objects.all()
    assert job.func() == "giaoviec.ops.schedule.run_backup"


def test_runs_are_listed_with_their_certificates(cast, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "certificates").mkdir()
    (tmp_path / "certificates" / "s1.pdf").write_bytes(b"%PDF-1.7 x")
    row = Backup.objects.create(
        at=AT, set_id="s1", version="0.1.0", size=11_464_024, rows=45451, files=245, proved_at=AT, differs=0,
        certificate="c" * 64, proof_seconds=4,
    )  # fmt: skip
    Backup.objects.create(at=AT, fault="Chưa sao lưu được: No space left on device.")
    page = Visitor(cast.client("hatang")).open("/van-hanh/sao-luu/")
    assert page.sees("Không thành", "No space left on device", "Đã so khớp", "45.451", "11,5 MB")
    answer = cast.client("hatang").get(f"/van-hanh/sao-luu/{row.pk}/bien-ban.pdf")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    assert cast.client("vanthu").get(f"/van-hanh/sao-luu/{row.pk}/bien-ban.pdf").status_code == 404
    assert cast.client("hatang").get("/van-hanh/sao-luu/999/bien-ban.pdf").status_code == 404


def test_the_pages_ask_the_database_as_often_for_many_rows_as_for_few(cast, django_assert_num_queries):
    counts = []
    for number in (2, 40):
        Backup.objects.bulk_create(Backup(at=AT, set_id=f"s{number}-{n}", differs=0) for n in range(number))
        Incident.objects.bulk_create(
            Incident(on=DAY, recorded_at=AT, title=f"Sự cố {n}", key=f"{number}-{n}") for n in range(number)
        )
        counts.append([_asked(cast, path) for path in PAGES])
    assert counts[0] == counts[1]


def _asked(cast, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client("hatang")
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


# ---- measures and logs


def test_measures_are_read_from_this_machine_or_with_the_token(settings):
    answer = Client().get("/metrics", headers={"host": "127.0.0.1:8000"})
    assert answer.status_code == 200
    assert b"\ngiaoviec_backup_timestamp_seconds 0.0\n" in answer.content
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "giaoviec.example"]
    assert Client().get("/metrics", headers={"host": "giaoviec.example"}).status_code == 404
    assert Client(REMOTE_ADDR="10.1.2.3").get("/metrics", headers={"host": "127.0.0.1"}).status_code == 404
    settings.METRICS_TOKEN = "k" * 32
    there = Client(REMOTE_ADDR="10.1.2.3")
    assert there.get("/metrics", headers={"authorization": f"Bearer {'k' * 32}"}).status_code == 200
    assert there.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_a_line_of_the_log_is_an_object_without_what_people_wrote():
    try:
        raise ValueError("Kế hoạch chống hạn")
    except ValueError:
        import sys

        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "Lỗi ở /viec/?tim=chống hạn\nhai", (), sys.exc_info()
        )
    line = JsonLines().format(record)
    said = json.loads(line)
    assert "\n" not in line
    assert "chống hạn" not in line
    assert (said["level"], said["said"], said["fault"]) == ("ERROR", "Lỗi ở /viec/", "ValueError")
    assert "test_a_line_of_the_log" in said["place"]
