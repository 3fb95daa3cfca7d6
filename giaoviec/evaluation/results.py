"""The results of a year as they go to the Department of Home Affairs (12.3): rows that Word and Excel print alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from giaoviec.evaluation.models import Contest, Kind, Round, Sheet
from giaoviec.evaluation.queries import sheets
from giaoviec.evaluation.queries.sheets import Row

GROUPS = {
    "department": "Sở, ban, ngành",
    "district": "UBND cấp huyện",
    "commune": "UBND xã, phường, đặc khu",
    "other": "Cơ quan, tổ chức khác",
}
"""In which agencies are ranked among one another."""


@dataclass(frozen=True, slots=True)
class Results:
    """A round with its sheets by kind, agencies by group and rank, and its contests."""

    round: Round
    by_kind: dict[Kind, list[Row]]
    contests: list[Contest]

    def agencies(self) -> Iterator[tuple[str, list[Row]]]:
        """The agencies of each group by rank, those without points last."""
        groups: dict[str, list[Row]] = {}
        for row in self.by_kind[Kind.AGENCY]:
            groups.setdefault(row.sheet.group, []).append(row)
        for group, vi in GROUPS.items():
            if group in groups:
                yield vi, sorted(groups[group], key=_place)


def _place(row: Row) -> tuple[int, int]:
    return (row.sheet.rank or 1_000_000, row.sheet.position)


def results(one: Round) -> Results:
    """Everything that is handed on of a round, in a handful of statements."""
    rows = list(Sheet.objects.filter(round=one).select_related("agency", "round").order_by("position"))
    table = sheets.table(rows, one.scheme)
    by_kind = {kind: [row for row in table if row.sheet.kind == kind] for kind in Kind}
    contests = Contest.objects.filter(sheet__round=one, voided_at=None).select_related("sheet", "line").order_by("id")
    return Results(one, by_kind, list(contests))


def points_vi(points: Decimal | float | None) -> str:
    """As it is printed: "61,67"; a dash where there are none."""
    return "–" if points is None else f"{points:.2f}".replace(".", ",")


def outcome_vi(row: Contest) -> str:
    """What came of a contest, with both scores where they differ."""
    if row.granted is None:
        return "chờ quyết định"
    if not row.granted:
        return f"không chấp nhận: {row.decision}"
    return f"chấp nhận, điểm {points_vi(row.before)} thành {points_vi(row.after)}: {row.decision}"


def rank_vi(sheet: Sheet) -> str:
    """A rank never stands alone: "2 (1–4)"."""
    return "–" if sheet.rank is None else f"{sheet.rank} ({sheet.rank_first}–{sheet.rank_last})"


def formula_vi(one: Round) -> str:
    """The formula in one sentence, with what it rests on."""
    scheme = one.scheme
    return (
        f"Điểm của cơ quan = số lượng × {scheme.quantity}% + chất lượng × {scheme.quality}% + tiến độ × "
        f"{scheme.timeliness}%; điểm kết quả của cá nhân = (số lượng + chất lượng + tiến độ) ÷ 3 × {scheme.results}%; "
        f"mỗi lần chậm hoặc chưa bảo đảm chất lượng mất {scheme.loss}% của tiêu chí ấy ở việc ấy, trừ khi nguyên nhân "
        f"khách quan đã được xác nhận. Căn cứ: {scheme.citation}."
    )


def ranks_vi(one: Round) -> str:
    """How ranks are made, and what stands in brackets."""
    return (
        f"Hạng xếp theo điểm kéo về mức chung của tỉnh như thể có thêm {one.scheme.steadies} việc; trong ngoặc là "
        "khoảng hạng chỉ do ngẫu nhiên (95%)."
    )
