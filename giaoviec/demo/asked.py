"""Reports that the Office asked for: one that most agencies answered, one that is open, asked again each quarter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.demo.scene import Scene
from giaoviec.reporting.actions import asked_answers, asking
from giaoviec.reporting.actions.asking import Ask
from giaoviec.reporting.asking import reads
from giaoviec.reporting.models import AskedReport
from giaoviec.rules.asked import Value, field_of

MOST = 16
"""Departments that are asked."""
SILENT, QUICK = 3, 2
"""How many never answered the older request, and how many have answered the newer one so far."""
LAND = (
    field_of("f1", "Số dự án đang vướng mặt bằng", "number", "dự án"),
    field_of("f2", "Vốn chưa giải ngân của các dự án đó", "million"),
    field_of("f3", "Các dự án vướng nhất", "table", "Tên dự án; Vốn: triệu đồng; Dự kiến xong: ngày", required=False),
    field_of("f4", "Đã họp rà soát với địa phương", "yes_no"),
    field_of("f5", "Kiến nghị", "text", required=False),
    field_of("f6", "Số nhiệm vụ quá hạn", "number", "việc", figure="national_under_way_overdue"),
)
FILES = (
    field_of("f1", "Số thủ tục hành chính đã giải quyết trực tuyến", "number", "hồ sơ"),
    field_of("f2", "Số hồ sơ trễ hẹn", "number", "hồ sơ"),
    field_of("f3", "Nguyên nhân trễ hẹn chủ yếu", "choice", "thiếu người; lỗi hệ thống; chờ cơ quan khác; không có"),
)
PROJECTS = (
    "Đường ven biển đoạn 2",
    "Trường phổ thông nội trú",
    "Kè chống sạt lở bờ sông",
    "Trạm y tế xã",
    "Hồ chứa nước",
)
PROPOSALS = ("", "Bổ sung vốn bồi thường trong năm nay.", "Giao xã hoàn thành kiểm đếm trước ngày 15 tháng sau.")


def plan(scene: Scene) -> None:
    land = Ask(
        title="Dự án vướng mặt bằng", due_on=scene.ago(4), fields=LAND, agencies=_departments(),
        why="Chuẩn bị họp giao ban của Chủ tịch UBND tỉnh về giải phóng mặt bằng.",
    )  # fmt: skip
    scene.plan(scene.ago(13), 8, partial(_ask, scene, land, slice(0, -SILENT)))
    files = Ask(
        title="Thủ tục hành chính trực tuyến và hồ sơ trễ hẹn", due_on=scene.ahead(5), fields=FILES, every="quarter",
        agencies=_departments(), why="Theo dõi mức độ số hóa; Văn phòng tổng hợp mỗi quý.",
    )  # fmt: skip
    scene.plan(scene.ago(2), 8, partial(_ask, scene, files, slice(0, QUICK)))


def _departments() -> tuple[int, ...]:
    rows = Agency.objects.filter(kind=AgencyKind.DEPARTMENT, dissolved_on=None).exclude(code="sxd")
    return (*rows.values_list("pk", flat=True)[: MOST - 1], Agency.objects.get(code="sxd").pk)


def _ask(scene: Scene, ask: Ask, who: slice, on: date, at: datetime) -> None:
    """Composed in the morning, sent by the head of the Office; some answer on the days after it."""
    row = asking.compose(ask, by=scene.actor("theodoi"), on=on, at=at)
    asking.send(row.pk, by=scene.actor("chanhvp"), on=on, at=at + timedelta(minutes=40))
    asked = [answer.agency_id for answer in reads.answers_of(row)]
    for place, agency_id in enumerate(asked[who]):
        day = scene.after(on, 1 + place % 7)
        scene.plan(day, 9 + place % 6, partial(_answer, scene, row, agency_id))


def _answer(scene: Scene, row: AskedReport, agency_id: int, on: date, at: datetime) -> None:
    by = scene.speaker(agency_id)
    values = _land(scene) if row.every == "" else _files(scene)
    began = at - timedelta(minutes=scene.chance.randint(6, 45))
    asked_answers.write(row.pk, values, form=1, first_change=began, by=by, on=on, at=at)
    asked_answers.sign(row.pk, by=by, on=on, at=at + timedelta(minutes=5))


def _land(scene: Scene) -> dict[str, Value]:
    number = scene.chance.randint(0, 6)
    projects = scene.chance.sample(PROJECTS, min(number, 2))
    rows = [[name, str(scene.chance.randint(8, 90) * 100), f"{scene.ahead(30):%Y-%m-%d}"] for name in projects]
    return {
        "f1": str(number), "f2": str(number * scene.chance.randint(4, 60) * 100), "f3": rows,
        "f4": scene.chance.choice(("yes", "no")), "f5": scene.chance.choice(PROPOSALS),
    }  # fmt: skip


def _files(scene: Scene) -> dict[str, Value]:
    late = scene.chance.randint(0, 12)
    why = "không có" if not late else scene.chance.choice(("thiếu người", "lỗi hệ thống", "chờ cơ quan khác"))
    return {"f1": str(scene.chance.randint(120, 2400)), "f2": str(late), "f3": why}
