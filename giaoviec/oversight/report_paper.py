"""The report to the Chairman as an official paper (NĐ 30/2020), as a draft and as signed."""

from __future__ import annotations

from collections.abc import Sequence

from giaoviec.agencies.queries import committee
from giaoviec.oversight.models import ChairmanReport, Decision, ReportLine
from giaoviec.oversight.papers import place_of
from giaoviec.papers.paper import Block, Heading, Items, Letterhead, Paper, Paragraph, Signature, Table
from giaoviec.rules.proposals import Measure

HEAD = ("TT", "Cơ quan", "Biện pháp đề xuất", "Số việc", "Ý kiến của Chủ tịch")
WIDTHS = (10.0, 45.0, 45.0, 15.0, 50.0)


def report_paper(report: ChairmanReport, lines: Sequence[ReportLine]) -> Paper:
    """BÁO CÁO: the table of proposals with room for his words, then each agency's work."""
    above = committee()
    return Paper(
        letterhead=Letterhead(above.name.upper(), "VĂN PHÒNG"),
        number=report.full_number,
        symbol="BC-VP",
        place=place_of(above),
        on=report.signed_on,
        type_name="BÁO CÁO",
        summary=report.summary,
        addressees=("Chủ tịch Ủy ban nhân dân tỉnh",),
        blocks=tuple(_blocks(report, lines)),
        signature=Signature(
            authority=report.signer_authority, post=report.signer_post or "CHÁNH VĂN PHÒNG", name=report.signer_name
        ),
        recipients=("Như trên;", "Lưu: VT."),
    )


def _blocks(report: ChairmanReport, lines: Sequence[ReportLine]) -> list[Block]:
    table = tuple(
        (str(n), line.agency.name, line.get_measure_display(), str(len(line.work.all())), _decided(line))
        for n, line in enumerate(lines, 1)
    )
    blocks: list[Block] = [
        Paragraph(report.opening),
        Heading("I. ĐỀ XUẤT BIỆN PHÁP"),
        Table(HEAD, table, WIDTHS, (0, 3)),
    ]
    blocks.append(Heading("II. TÌNH HÌNH TỪNG CƠ QUAN"))
    for n, line in enumerate(lines, 1):
        blocks += _line(n, line)
    return [*blocks, Paragraph(report.closing)] if report.closing else blocks


def _line(n: int, line: ReportLine) -> list[Block]:
    found: list[Block] = [
        Heading(f"{n}. {line.agency.name}: {line.get_measure_display()}", level=2),
        Paragraph(f"Lý do: {line.reason.rstrip('.')}."),
    ]
    if line.note:
        found.append(Paragraph(line.note))
    work = tuple(f"{one.content.rstrip('.')} (hạn {one.due_on:%d/%m/%Y}; {one.words})" for one in line.work.all())
    return [*found, Items(work, numbered=False)] if work else found


def _decided(line: ReportLine) -> str:
    """What he decided; empty where he has not: room for his hand."""
    if not line.decision:
        return ""
    other = f": {Measure(line.decided_measure).vi}" if line.decision == Decision.CHANGE else ""
    return f"{line.get_decision_display()}{other}" + (f". {line.decision_text}" if line.decision_text else "")
