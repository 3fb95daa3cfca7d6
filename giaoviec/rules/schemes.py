"""The formula of an evaluation (Article 12) as dated data: weights, losses, bands, days for contests, and its ground.

The province edits it: the decree that the shipped one follows is known in short text only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from giaoviec.rules.citation import cites, policy

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Scheme:
    """The formula in force from a day on. Weights, `loss` and `results` in per cent, `bands` in points of 100.

    `results` is what tasks give of a person's 100 points; the rest is judged by people. `steadies`: a ranking takes a
    score as though it had so many more tasks at the province's mean. `few`: below so many tasks a sheet says so.
    Contests are open for `contest_days`, and decided within `decide_days`, working days both.
    """

    code: str
    effective_from: date
    citation: str
    quantity: int
    quality: int
    timeliness: int
    loss: int = 25
    results: int = 70
    steadies: int = 10
    few: int = 10
    contest_days: int = 10
    decide_days: int = 5
    excellent: int = 90
    good: int = 70
    completed: int = 50
    best_share: int = 20

    @property
    def weights(self) -> tuple[int, int, int]:
        return self.quantity, self.quality, self.timeliness

    @property
    def general(self) -> int:
        """Points of a person's 100 that people judge."""
        return WHOLE - self.results

    def dump(self) -> dict[str, Any]:
        """Plain values that JSON can hold; `load` gives the same scheme back."""
        return asdict(self) | {"effective_from": self.effective_from.isoformat()}

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Scheme:
        """The scheme of `dump`."""
        known = {field.name: data[field.name] for field in fields(cls) if field.name in data}
        return cls(**known | {"effective_from": date.fromisoformat(data["effective_from"])})


NUMBERS: dict[str, tuple[str, int, int]] = {
    "quantity": ("Trọng số số lượng (%)", 0, 100),
    "quality": ("Trọng số chất lượng (%)", 0, 100),
    "timeliness": ("Trọng số tiến độ (%)", 0, 100),
    "loss": ("Mỗi lần chậm hoặc không bảo đảm chất lượng mất (%)", 0, 100),
    "results": ("Điểm kết quả trong 100 điểm của cá nhân", 0, 100),
    "steadies": ("Số việc thêm vào khi xếp hạng (kéo về mức chung)", 0, 200),
    "few": ("Ghi “ít việc” khi dưới (việc)", 0, 200),
    "contest_days": ("Thời gian kiến nghị (ngày làm việc)", 1, 60),
    "decide_days": ("Quyết định kiến nghị trong (ngày làm việc)", 1, 60),
    "excellent": ("Hoàn thành xuất sắc từ (điểm)", 1, 100),
    "good": ("Hoàn thành tốt từ (điểm)", 1, 100),
    "completed": ("Hoàn thành từ (điểm)", 1, 100),
    "best_share": ("Mức xuất sắc nhiều nhất trong số hoàn thành tốt (%)", 0, 100),
}
"""Each number of a scheme: its words, the least, the most."""


def errors(scheme: Scheme) -> dict[str, str]:
    """What is wrong with a scheme, by the name of its number; empty where it can be used."""
    found = {
        name: f"{label}: ghi số nguyên từ {low} đến {high}."
        for name, (label, low, high) in NUMBERS.items()
        if not low <= getattr(scheme, name) <= high
    }
    if (total := sum(scheme.weights)) != WHOLE:
        found["timeliness"] = f"Ba trọng số cộng lại phải bằng 100; hiện là {total}."
    if not scheme.excellent > scheme.good > scheme.completed:
        found["good"] = "Các mức phải giảm dần: xuất sắc, tốt, hoàn thành."
    if not scheme.citation.strip():
        found["citation"] = "Ghi căn cứ của cách chấm."
    return found


SHIPPED = (
    Scheme(
        code="mac-dinh",
        effective_from=date(2026, 1, 1),
        citation=(
            "Khoản 2, khoản 3 Điều 12 Quy chế; mức trừ, mức xếp loại và phần điểm của cá nhân lấy theo bản tóm tắt Nghị"
            " định 335/2025/NĐ-CP, trọng số của cơ quan do tỉnh đặt: Sở Nội vụ, Văn phòng đối chiếu nguyên văn trước"
            " khi dùng"
        ),
        quantity=30,
        quality=30,
        timeliness=40,
    ),
)


@cites("QC 12.2")
@policy("scoring")
def scheme_on(day: date, schemes: Iterable[Scheme]) -> Scheme:
    """The scheme in force on a day; for days before any of them the first. `ValueError` where there is none."""
    ordered = sorted(schemes, key=lambda scheme: scheme.effective_from)
    if not ordered:
        raise ValueError("no scheme")
    begun = [scheme for scheme in ordered if scheme.effective_from <= day]
    return begun[-1] if begun else ordered[0]
