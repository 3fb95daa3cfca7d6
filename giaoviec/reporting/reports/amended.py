"""What a correction changes of a frozen report: figure by figure, line by line; and its paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from giaoviec.days import HANOI
from giaoviec.papers.paper import Block, Heading, Paper, Paragraph, Signature, Table
from giaoviec.reporting import queries
from giaoviec.reporting.models import Amendment, Report, Snapshot
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.building import asked_of, figures_of
from giaoviec.reporting.reports.content import Content, printed
from giaoviec.reporting.reports.letterheads import issuer_of
from giaoviec.reporting.reports.lines import Line, lines
from giaoviec.reporting.reports.paper import addressees
from giaoviec.rules.terms import day_vi

FIGURE_HEAD = ("Chỉ tiêu", "Đã báo cáo", "Đính chính")
LINE_HEAD = ("TT", "Cơ quan", "Nhiệm vụ", "Đã báo cáo", "Đính chính", "Lý do")
LINE_WIDTHS = (9.0, 28.0, 46.0, 24.0, 24.0, 34.0)
NONE = "không có"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is otherwise now."""

    id: str
    vi: str
    before: float | int | None
    after: float | int | None
    form: str

    @property
    def before_vi(self) -> str:
        return printed(self.before, self.form)

    @property
    def after_vi(self) -> str:
        return printed(self.after, self.form)


@dataclass(frozen=True, slots=True)
class LineChange:
    """An assignment that stands elsewhere now; `before`, `after` in words, "không có" where it is not counted."""

    assignment_id: int
    agency: str
    content: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What is known now, at `known_at` (ISO), otherwise than when the report was frozen."""

    known_at: str
    figures: tuple[FigureChange, ...]
    lines: tuple[LineChange, ...]


def changes_of(report: Report, snapshot: Snapshot, content: Content, *, at: datetime) -> Changes:
    """The cut-off of a report by today's knowledge, against what was frozen."""
    asked = asked_of(report)
    now = {one.id: one for one in figures_of(asked).figures}
    figures = [
        FigureChange(one.id, one.vi, one.value, now[one.id].value, one.form)
        for one in content.figures
        if one.id in now and (one.numerator, one.denominator) != (now[one.id].numerator, now[one.id].denominator)
    ]
    old = {line.assignment_id: line for line in reads.frozen_lines(snapshot)}
    new = {line.assignment_id: line for line in lines(asked.scope)}
    moved = [pk for pk in (*old, *(pk for pk in new if pk not in old)) if _cell(old.get(pk)) != _cell(new.get(pk))]
    why = _why(report, snapshot) if moved else {}
    known = at.astimezone(HANOI).isoformat(timespec="seconds")
    return Changes(known, tuple(figures), tuple(_line(pk, old.get(pk), new.get(pk), why.get(pk, "")) for pk in moved))


def _cell(line: Line | None) -> tuple[str, int] | None:
    return (line.cell, line.agency_id) if line else None


def _line(pk: int, old: Line | None, new: Line | None, why: str) -> LineChange:
    known = old or new
    assert known is not None
    return LineChange(pk, known.agency, known.content, _words(old), _words(new), why)


def _words(line: Line | None) -> str:
    return line.cell_vi if line else NONE


def _why(report: Report, snapshot: Snapshot) -> dict[int, str]:
    agency = None if report.of_office else report.agency
    found = queries.difference(queries.ALL, report.last, report.last, known_before=snapshot.known_at, agency=agency)
    return {one.assignment_id: "; ".join(one.why) for one in found}


def stored_changes(changes: Changes) -> str:
    """As canonical JSON."""
    return json.dumps(asdict(changes), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def of_stored_changes(text: str) -> Changes:
    """The changes of their JSON."""
    data = json.loads(text)
    figures = tuple(FigureChange(**row) for row in data["figures"])
    return Changes(data["known_at"], figures, tuple(LineChange(**row) for row in data["lines"]))


# ---- its paper


def amendment_paper(content: Content, report: Report, row: Amendment, changes: Changes) -> Paper:
    """BÁO CÁO that corrects another: why, the figures, the tasks."""
    issuer = issuer_of(content)
    return Paper(
        letterhead=issuer.letterhead,
        symbol=issuer.symbol,
        place=issuer.place,
        on=row.on,
        type_name="BÁO CÁO",
        summary=f"Đính chính, bổ sung {content.title.lower()} (lần {row.number})",
        addressees=addressees(content),
        blocks=tuple(_blocks(report, row, changes)),
        signature=Signature(post=row.signer_post, name=row.signer_name, authority=row.signer_authority),
        recipients=("Như trên;", "Lưu: VT."),
    )


def _blocks(report: Report, row: Amendment, changes: Changes) -> Iterator[Block]:
    number = f" số {report.full_number}" if report.full_number else ""
    day = day_vi(report.signed_on) if report.signed_on else ""
    yield Paragraph(f"Báo cáo{number} ngày {day} giữ nguyên như đã ký; nay đính chính, bổ sung như sau:")
    yield Heading("I. LÝ DO")
    yield Paragraph(row.reason)
    yield Heading("II. SỐ LIỆU THAY ĐỔI")
    if changes.figures:
        rows = tuple((_capital(one.vi), one.before_vi, one.after_vi) for one in changes.figures)
        yield Table(FIGURE_HEAD, rows, (105.0, 30.0, 30.0), numeric=(1, 2))
    else:
        yield Paragraph("Số liệu không thay đổi.")
    yield Heading("III. NHIỆM VỤ THAY ĐỔI")
    if changes.lines:
        named = tuple(
            (str(n), one.agency, one.content, one.before, one.after, one.why) for n, one in enumerate(changes.lines, 1)
        )
        yield Table(LINE_HEAD, named, LINE_WIDTHS, numeric=(0,))
    else:
        yield Paragraph("Không có nhiệm vụ nào thay đổi.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
