"""Article 8, on operation: backups each week and source on change (8.1đ), continuity (8.1d), infrastructure (8.3)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from giaoviec.cli import main as giaoviec
from giaoviec.duties.models import Duty
from giaoviec.ops.actions.versions import record_version
from giaoviec.ops.models import Backup, Installed
from tests.cast import DAY
from tests.regulation.province import Province

MORNING = datetime.combine(DAY, time(1), UTC)


def test_a_late_backup_is_a_duty_missed(province: Province) -> None:
    """QC 8.1.đ: data once a week; what was not done by its day is late on the desk of the infrastructure."""
    Installed.objects.create(at=MORNING, version="0.1.0", digest="1" * 64, archive="a.zip", size=1)
    province.on(DAY + timedelta(days=1))
    [owed] = Duty.objects.filter(kind="backup")
    assert owed.due_on <= DAY + timedelta(days=8)
    province.on(owed.due_on + timedelta(days=1))
    desk = province.at("hatang")
    assert desk.sees("Sao lưu dữ liệu, khôi phục thử")
    assert "Quá 1 ngày" in desk.main


def test_source_is_kept_when_it_changes(province: Province) -> None:
    """QC 8.1.đ: each version that ran is kept whole, with its digest, and shown."""
    row = record_version(on=DAY, at=MORNING)
    assert row is not None
    assert row.digest[:12] in province.at("hatang", "/van-hanh/").section("Phiên bản đã chạy")


def test_whether_the_product_runs_is_seen_at_any_time(province: Province) -> None:
    """QC 8.1.d, QC 8.3.c: continuous operation, on a page without anybody's work."""
    province.registered(summary="Chống hạn vụ đông xuân")
    page = province.at("hatang", "/van-hanh/")
    assert page.sees("Cơ sở dữ liệu", "Đồng hồ", "Việc chạy nền", "Sao lưu")
    assert "Chống hạn" not in page.text


def test_an_incident_has_somebody_who_handles_it(province: Province) -> None:
    """QC 8.3.c: an incident is taken in hand and closed with what was done."""
    page = (
        province.at("hatang", "/van-hanh/su-co/").fill(title="Mất điện phòng máy", text="Từ 7 giờ.").press("Báo sự cố")
    )
    page = page.fill(text="Đã chuyển sang máy phát.").press("Nhận xử lý")
    assert page.sees("Đang xử lý", "Vũ Đình Long")


def test_infrastructure_keeps_backups_too(province: Province) -> None:
    """QC 8.3.d: periodic backup by those who look after the data centre, listed with what became of each."""
    Backup.objects.create(at=MORNING, set_id="20261123T181000Z-abc123", differs=0, rows=10, files=2)
    assert province.at("hatang", "/van-hanh/sao-luu/").sees("20261123T181000Z-abc123", "Đã so khớp")
    assert giaoviec(["backup", "list"]) == 0
