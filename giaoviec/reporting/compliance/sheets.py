"""The compliance pages to carry away as CSV or Excel: clauses, agencies, the duties behind a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpResponse

from giaoviec.assignments.sheets import Cell, sheet
from giaoviec.reporting.compliance.asked import Asked
from giaoviec.reporting.compliance.listed import Item
from giaoviec.reporting.compliance.table import Audit, Line
from giaoviec.rules.compliance import Counts, Stand

NUMBERS = (
    ("Phải làm", 11), ("Đúng hạn", 11), ("Chậm", 11), ("Quá hạn, chưa làm", 12), ("Chưa đến hạn", 12),
    ("Tỷ lệ đúng hạn", 12),
)  # fmt: skip
CLAUSES = (
    ("Điều", 10),
    ("Khoản, điểm", 36),
    ("Việc phải làm", 40),
    *NUMBERS,
    ("Tình trạng", 24),
    ("Ghi nhận khác", 60),
)
AGENCIES = (("Cơ quan", 44), *NUMBERS, ("Quy chế nội bộ", 14), ("Lần tự kiểm tra", 14))
DUTIES = (
    ("Việc phải làm", 34), ("Cơ quan", 40), ("Về việc", 70), ("Từ ngày", 12), ("Hạn", 12), ("Thực hiện ngày", 14),
    ("Tình trạng", 24), ("Số ngày chậm", 12),
)  # fmt: skip


def clause_sheet(form: str, found: Audit, asked: Asked) -> HttpResponse:
    """A line for each clause and kind of duty."""
    return sheet(form, f"tuan-thu-{asked.on}", "Theo điều khoản", CLAUSES, _clauses(found))


def agency_sheet(form: str, found: Audit, asked: Asked) -> HttpResponse:
    """A line for each agency, the sum last."""
    return sheet(form, f"tuan-thu-co-quan-{asked.on}", "Theo cơ quan", AGENCIES, _agencies(found))


def duty_sheet(form: str, slug: str, items: Iterable[Item], asked: Asked) -> HttpResponse:
    """The list behind a number."""
    rows = (
        [
            one.what.capitalize(), one.agency, one.thing, f"{one.on:%d/%m/%Y}", f"{one.due_on:%d/%m/%Y}",
            f"{one.met_on:%d/%m/%Y}" if one.met_on else "", one.stand.vi, one.days_late or None,
        ]
        for one in items
    )  # fmt: skip
    return sheet(form, f"tuan-thu-{slug}-{asked.on}", "Danh sách", DUTIES, rows)


def _clauses(found: Audit) -> Iterator[list[Cell]]:
    for article in found.articles:
        place = article.title.partition(".")[0]
        for line in article.lines:
            yield from _clause(place, line)


def _clause(place: str, line: Line) -> Iterator[list[Cell]]:
    others = "; ".join(f"{one.number} {one.words}" for one in line.others) or line.reason
    if not line.kinds:
        yield [place, line.marker, "", *[None] * len(NUMBERS), line.state_vi, others]
    for n, (kind, counts) in enumerate(line.kinds):
        yield [place, line.marker, kind.vi, *_numbers(counts), "" if n else line.state_vi, "" if n else others]


def _agencies(found: Audit) -> Iterator[list[Cell]]:
    for row in found.rows:
        own = "có" if row.own_regulation else "chưa"
        yield [row.agency, *_numbers(row.counts), own, row.internal_checks]
    yield ["Cộng", *_numbers(found.whole), "", None]


def _numbers(counts: Counts) -> list[Cell]:
    return [counts.total, *(counts.of(one) for one in Stand), counts.rate]
