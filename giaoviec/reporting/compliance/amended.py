"""A correction of a frozen yearly report: which numbers are otherwise, and its paper."""

from __future__ import annotations

from collections.abc import Iterator

from giaoviec.agencies.queries import committee
from giaoviec.oversight.papers import place_of
from giaoviec.papers.paper import Block, Heading, Letterhead, Paper, Paragraph, Signature, Table
from giaoviec.reporting.compliance.paper import SYMBOL, numbers
from giaoviec.reporting.compliance.told import Told
from giaoviec.reporting.models import Amendment, Report
from giaoviec.rules.compliance import Counts
from giaoviec.rules.terms import day_vi

HEAD = ("Khoản, điểm, cơ quan", "Đã báo cáo", "Đính chính")


def amendment_paper(report: Report, row: Amendment, before: Told, after: Told) -> Paper:
    """BÁO CÁO that corrects another: why, and the lines whose numbers are otherwise."""
    above = committee()
    return Paper(
        letterhead=Letterhead(above.name.upper(), "VĂN PHÒNG"),
        symbol=SYMBOL,
        place=place_of(above),
        on=row.on,
        type_name="BÁO CÁO",
        summary=f"Đính chính báo cáo kết quả thực hiện Quy chế {report.as_period.vi} (lần {row.number})",
        addressees=(above.name,),
        blocks=tuple(_blocks(report, row, before, after)),
        signature=Signature(post=row.signer_post, name=row.signer_name, authority=row.signer_authority),
        recipients=("Như trên;", "Lưu: VT."),
    )


def _blocks(report: Report, row: Amendment, before: Told, after: Told) -> Iterator[Block]:
    day = day_vi(report.signed_on) if report.signed_on else ""
    yield Paragraph(f"Báo cáo số {report.full_number} ngày {day} giữ nguyên như đã ký; nay đính chính như sau:")
    yield Heading("I. LÝ DO")
    yield Paragraph(row.reason)
    yield Heading("II. SỐ LIỆU THAY ĐỔI")
    changed = tuple(changes(before, after))
    if changed:
        yield Table(HEAD, changed, (75.0, 45.0, 45.0), numeric=(1, 2))
    else:
        yield Paragraph("Số liệu không thay đổi.")


def changes(before: Told, after: Told) -> Iterator[tuple[str, str, str]]:
    """(line, what was reported, what it is now) of every line whose numbers are otherwise, the sum first."""
    for name, old, new in _pairs(before, after):
        if old != new:
            yield (name, _words(old), _words(new))


def _pairs(before: Told, after: Told) -> Iterator[tuple[str, Counts, Counts]]:
    yield "Cộng", before.whole, after.whole
    clauses = [{f"{one.place}: {one.what}": one.counts for one in side.clauses} for side in (before, after)]
    agencies = [{one.agency: one.counts for one in side.agencies} for side in (before, after)]
    for old, new in (clauses, agencies):
        for name in dict.fromkeys([*old, *new]):
            yield name, old.get(name, Counts()), new.get(name, Counts())


def _words(counts: Counts) -> str:
    total, in_time, late, unmet, *_ = numbers(counts)
    return f"{total} việc: {in_time} đúng hạn, {late} chậm, {unmet} chưa thực hiện"
