"""The results of a year as an official paper (NĐ 30/2020) to the Department of Home Affairs."""

from __future__ import annotations

from collections.abc import Iterator

from giaoviec.agencies.queries import committee
from giaoviec.days import HANOI
from giaoviec.evaluation.models import Kind, Round
from giaoviec.evaluation.queries.sheets import Row
from giaoviec.evaluation.results import Results, formula_vi, outcome_vi, points_vi, rank_vi, ranks_vi, results
from giaoviec.oversight.papers import place_of
from giaoviec.papers.paper import Block, Heading, Letterhead, Paper, Paragraph, Signature, Table

HEAD = ("TT", "Cơ quan", "Số việc", "Số lượng", "Chất lượng", "Tiến độ", "Điểm", "Điểm điều chỉnh", "Hạng", "Mức")
WIDTHS = (10.0, 58.0, 22.0, 19.0, 19.0, 19.0, 19.0, 21.0, 22.0, 38.0)
PERSONS = ("TT", "Họ tên", "Chức vụ", "Điểm kết quả", "Điểm chung", "Tổng điểm", "Mức")
PERSON_WIDTHS = (10.0, 48.0, 79.0, 24.0, 22.0, 22.0, 42.0)
CONTESTS = ("TT", "Phiếu", "Việc", "Kiến nghị", "Kết quả")
CONTEST_WIDTHS = (10.0, 42.0, 65.0, 65.0, 65.0)
ROMAN = ("I", "II", "III", "IV", "V", "VI")


def results_paper(one: Round) -> Paper:
    """BÁO CÁO with the agencies by group, the heads, what was contested with both scores, and how it was reckoned.

    Units and officers are the agencies' own; they stand in the workbook.
    """
    found, above = results(one), committee()
    return Paper(
        letterhead=Letterhead(above.name.upper(), "VĂN PHÒNG"),
        symbol="BC-VP",
        place=place_of(above),
        type_name="BÁO CÁO",
        summary=(
            "Kết quả thực hiện nhiệm vụ do Ủy ban nhân dân tỉnh,\nChủ tịch Ủy ban nhân dân tỉnh giao"
            f" năm {one.year}\nphục vụ đánh giá mức độ hoàn thành nhiệm vụ"
        ),
        addressees=("Sở Nội vụ",),
        blocks=tuple(_blocks(found)),
        signature=Signature(post="CHÁNH VĂN PHÒNG"),
        recipients=("Như trên;", "Lưu: VT."),
        landscape=True,
    )


def _blocks(found: Results) -> Iterator[Block]:
    one = found.round
    yield Paragraph(
        f"Thực hiện Điều 12 Quy chế, số liệu từ ngày {one.first:%d/%m/%Y} đến hết ngày {one.last:%d/%m/%Y}, theo điều "
        f"đã biết đến {one.known_at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}"
        + ("; năm chưa kết thúc, số liệu tạm tính." if one.provisional else ".")
    )
    parts = iter(ROMAN)
    for group, rows in found.agencies():
        yield Heading(f"{next(parts)}. {group.upper()}")
        yield Table(
            HEAD, tuple(_agency(n, row) for n, row in enumerate(rows, 1)), WIDTHS, numeric=(0, 2, 3, 4, 5, 6, 7, 8)
        )
    if heads := found.by_kind[Kind.HEAD]:
        yield Heading(f"{next(parts)}. THỦ TRƯỞNG CƠ QUAN")
        cells = tuple(_person(n, row) for n, row in enumerate(heads, 1))
        yield Table(PERSONS, cells, PERSON_WIDTHS, numeric=(0, 3, 4, 5))
    yield from _contests(found, next(parts))
    yield Paragraph(f"Cách tính. {formula_vi(one)} {ranks_vi(one)}", indent=False, italic=True)


def _contests(found: Results, number: str) -> Iterator[Block]:
    yield Heading(f"{number}. KIẾN NGHỊ")
    province = [row for row in found.contests if not row.sheet.inside]
    if not province:
        yield Paragraph("Không có kiến nghị.")
        return
    rows = tuple(
        (str(n), row.sheet.label, row.line.content, row.reason, outcome_vi(row)) for n, row in enumerate(province, 1)
    )
    yield Table(CONTESTS, rows, CONTEST_WIDTHS)


def _agency(n: int, row: Row) -> tuple[str, ...]:
    sheet = row.sheet
    score = sheet.score(sheet.round.scheme)
    parts = [points_vi(part.points if part.number else None) for part in score.dimensions]
    band = row.band.vi if row.band else "không có việc được tính"
    few = " (ít việc)" if row.few else ""
    return (
        str(n), sheet.label, f"{sheet.number}{few}", *parts, points_vi(sheet.points), points_vi(sheet.amended),
        rank_vi(sheet), band,
    )  # fmt: skip


def _person(n: int, row: Row) -> tuple[str, ...]:
    lacking = "không có việc được tính" if row.sheet.points is None else "chưa có điểm chung"
    band = row.band.vi if row.band else lacking
    return (
        str(n), row.sheet.label, row.sheet.post, points_vi(row.sheet.stands), points_vi(row.general),
        points_vi(row.whole), band,
    )  # fmt: skip
