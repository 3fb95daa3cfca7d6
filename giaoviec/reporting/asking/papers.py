"""The request as a công văn, and the merged table as an annex (NĐ 30/2020)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from giaoviec.agencies.queries import committee
from giaoviec.oversight.papers import place_of
from giaoviec.papers.paper import Block, Heading, Items, Letterhead, Paper, Paragraph, Signature, Table
from giaoviec.regulation.queries import profile_on
from giaoviec.reporting.asking.merged import Inner, Merged
from giaoviec.reporting.asking.template import how
from giaoviec.reporting.models import EVERY_VI, AskedForm, AskedReport
from giaoviec.rules.asked import Field, Kind, printed, said

LANDSCAPE = 247.0
"""Millimetres of text on a page on its side."""
MOST_COLUMNS = 8
"""Fields that stand in one table of the Word file; further ones in a table of their own below."""


def request_paper(asked: AskedReport, form: AskedForm) -> Paper:
    """The công văn that asks: why, what, by when, how to answer."""
    above = committee()
    return Paper(
        letterhead=Letterhead(above.name.upper(), "VĂN PHÒNG"),
        number=asked.full_number,
        symbol=asked.symbol,
        place=place_of(above),
        on=asked.sent_on,
        summary=f"yêu cầu báo cáo: {form.title}",
        addressees=(asked.whom_text,),
        blocks=tuple(_asking(asked, form)),
        signature=Signature(
            authority=asked.signer_authority, post=asked.signer_post or "CHÁNH VĂN PHÒNG", name=asked.signer_name
        ),
        recipients=("Như trên;", f"Lưu: VT, {asked.symbol.split('-')[-1]}."),
    )


def _asking(asked: AskedReport, form: AskedForm) -> Iterator[Block]:
    ground = f"; {form.ground}" if form.ground else ""
    regulation = profile_on(asked.sent_on or form.on).regulation
    yield Paragraph(
        f"Thực hiện khoản 4 Điều 9 {regulation}{ground}, Văn phòng UBND tỉnh đề nghị quý cơ quan báo cáo: {form.title}."
    )
    yield from (Paragraph(line) for line in form.why.splitlines() if line.strip())
    if form.number > 1:
        yield Paragraph(f"Bản sửa lần {form.number - 1}: {form.change}", italic=True)
    yield Heading("Nội dung báo cáo", level=2)
    rows = tuple((str(n), field.label, asks_vi(field)) for n, field in enumerate(form.asks, 1))
    yield Table(("TT", "Nội dung", "Cách ghi"), rows, (12.0, 83.0, 70.0))
    often = f" Báo cáo này gửi {EVERY_VI[asked.every]}; phần mềm mở kỳ sau khi đến ngày." if asked.every else ""
    yield Paragraph(
        "Đề nghị quý cơ quan trả lời trên phần mềm, hoặc điền tệp Excel tải tại trang của yêu cầu rồi nộp lại, "
        f"chậm nhất ngày {form.due_on:%d/%m/%Y}.{often}"
    )
    if known := [field.label for field in form.asks if field.figure]:
        yield Paragraph(f"Phần mềm đã có và tự điền, quý cơ quan không phải báo cáo: {'; '.join(known)}.")
    yield Paragraph("Trân trọng.")


def asks_vi(field: Field) -> str:
    """How a field is answered, a table with its columns."""
    if field.figure:
        return "Phần mềm tự điền"
    if field.kind is Kind.TABLE:
        columns = ", ".join(f"{one.label} ({one.unit_vi})" if one.unit_vi else one.label for one in field.columns)
        return f"Bảng, mỗi dòng một mục: {columns}" + (" (bắt buộc)" if field.required else "")
    return how(field)


def merged_paper(found: Merged, on: date) -> Paper:
    """The table as a paper on its side, under the Office's letterhead; without a number, since it is an annex."""
    above = committee()
    return Paper(
        letterhead=Letterhead(above.name.upper(), "VĂN PHÒNG"),
        symbol=found.asked.symbol,
        place=place_of(above),
        on=on,
        type_name="BẢNG TỔNG HỢP",
        summary=found.asked.title,
        blocks=tuple(_merged(found, on)),
        signature=Signature(post="CHÁNH VĂN PHÒNG"),
        recipients=("Lưu: VT.",),
        landscape=True,
    )


def _merged(found: Merged, on: date) -> Iterator[Block]:
    yield Paragraph(
        f"{len(found.signed)}/{len(found.lines)} cơ quan đã gửi báo cáo đến ngày {on:%d/%m/%Y} "
        f"(hạn {found.asked.due_on:%d/%m/%Y})."
    )
    for first in range(0, len(found.fields), MOST_COLUMNS):
        yield _part(found, found.fields[first : first + MOST_COLUMNS], first)
    for inner in found.inner:
        yield Heading(inner.field.label, level=2)
        yield _inner_table(inner)
    if found.missing:
        yield Heading("Cơ quan chưa gửi", level=2)
        yield Items(tuple(f"{one.agency}{f', chậm {one.late} ngày' if one.late else ''}" for one in found.missing))


def _part(found: Merged, fields: tuple[Field, ...], first: int) -> Table:
    rows = [
        (str(n), line.agency, *(said(field, line.value(field)) for field in fields))
        for n, line in enumerate(found.signed, 1)
    ]
    totals = found.totals[first : first + len(fields)]
    rows.append(("", "Tổng cộng", *("" if total is None else printed(total) for total in totals)))
    return _table(fields, rows)


def _inner_table(inner: Inner) -> Table:
    columns = inner.field.columns
    rows = [
        (str(n), agency, *(map(said, columns, cells))) for n, (agency, cells) in enumerate(inner.rows, 1)
    ]  # fmt: skip
    rows.append(("", "Tổng cộng", *("" if total is None else printed(total) for total in inner.totals)))
    return _table(columns, rows)


def _table(fields: tuple[Field, ...], rows: list[tuple[str, ...]]) -> Table:
    heads = tuple(f"{one.label} ({one.unit_vi})" if one.unit_vi else one.label for one in fields)
    each = (LANDSCAPE - 12.0 - 55.0) / len(fields)
    numeric = (0, *(place for place, field in enumerate(fields, 2) if field.kind not in (Kind.TEXT, Kind.CHOICE)))
    return Table(("TT", "Cơ quan", *heads), tuple(rows), (12.0, 55.0, *[each] * len(fields)), numeric=numeric)
