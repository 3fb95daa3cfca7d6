"""What the tests of asked-for reports begin with: a request and the agencies that answer it."""

from __future__ import annotations

from datetime import date
from typing import Any

from giaoviec.reporting.actions import asked_answers, asking
from giaoviec.reporting.actions.asking import Ask
from giaoviec.reporting.models import AskedAnswer, AskedReport, SignedAnswer
from giaoviec.rules.asked import field_of
from tests.shell.world import World

DUE = date(2026, 11, 30)
FIELDS = (
    field_of("f1", "Số dự án đang vướng mặt bằng", "number", "dự án"),
    field_of("f2", "Vốn chưa giải ngân", "million"),
    field_of("f3", "Đã họp rà soát chưa", "yes_no", required=False),
    field_of("f4", "Các dự án chậm", "table", "Tên dự án; Vốn: triệu đồng; Ngày khởi công: ngày", required=False),
    field_of("f5", "Số nhiệm vụ quá hạn", "number", figure="national_under_way_overdue"),
)
VALUES: dict[str, Any] = {"f1": "3", "f2": "1250.5", "f3": "yes", "f4": [["Kè biển", "800", "2026-10-01"]]}


def asks(world: World, **what: Any) -> Ask:
    given: dict[str, Any] = {
        "title": "Dự án vướng mặt bằng", "why": "Chuẩn bị họp giao ban tháng 12.", "due_on": DUE, "fields": FIELDS,
        "agencies": tuple(world.cast.agency(code).pk for code in ("stc", "sxd")),
        "ground": "Công văn số 9640/UBND-KT",
    }  # fmt: skip
    return Ask(**(given | what))


def doing(world: World, who: str) -> dict[str, Any]:
    return {"by": world.who(who), "on": world.day, "at": world.at()}


def sent(world: World, **what: Any) -> AskedReport:
    """A monitor composes, the head of the Office signs and sends."""
    row = asking.compose(asks(world, **what), **doing(world, "theodoi"))
    return asking.send(row.pk, **doing(world, "chanhvp"))


def written(world: World, row: AskedReport, who: str = "stc.vanphong", **values: Any) -> AskedAnswer:
    form = row.forms.count()
    return asked_answers.write(row.pk, VALUES | values, form=form, **doing(world, who))


def signed(world: World, row: AskedReport, who: str = "stc.vanphong", **values: Any) -> AskedAnswer:
    written(world, row, who, **values)
    return asked_answers.sign(row.pk, **doing(world, who))


def kept(answer: AskedAnswer) -> SignedAnswer:
    """What stands signed."""
    assert answer.signed is not None
    return answer.signed
