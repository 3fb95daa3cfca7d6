"""A report as an official paper (NĐ 30/2020): the same for Word and PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from giaoviec.agencies.queries import committee
from giaoviec.papers.paper import Block, Heading, Paper, Paragraph, Signature, Table
from giaoviec.reporting.reports.content import COLUMNS, RATES, Content, Said, moment_vi, printed
from giaoviec.reporting.reports.letterheads import issuer_of
from giaoviec.reporting.reports.lines import Line
from giaoviec.reporting.reports.pictures import bars
from giaoviec.rules.figures import FORMULAS, Form
from giaoviec.rules.terms import day_vi

MOST_LATE = 1000
"""Late lines that are printed; the workbook has all lines."""

HEAD = ("TT", "Cơ quan", *(vi for vi, _ in COLUMNS), "Tỷ lệ hoàn thành")
WIDTHS = (10.0, 31.0, 14.5, 15.5, 15.5, 15.5, 15.5, 15.5, 12.5, 19.5)
ROMAN = ("I", "II", "III", "IV", "V", "VI")
COMPARED = ("Chỉ tiêu", "Kỳ này")
LATE = ("TT", "Nhiệm vụ", "Văn bản giao", "Thời hạn", "Nguyên nhân")
LATE_WIDTHS = (9.0, 56.0, 36.0, 25.0, 39.0)


@dataclass(frozen=True, slots=True)
class Signed:
    """What the signing adds to the content; empty for a draft."""

    number: str = ""
    on: date | None = None
    name: str = ""
    authority: str = ""
    post: str = ""


def report_paper(content: Content, late: Sequence[Line], signed: Signed) -> Paper:
    """BÁO CÁO with its sections, the table of figures, that of the agencies, and the late work."""
    issuer = issuer_of(content)
    return Paper(
        letterhead=issuer.letterhead,
        number=signed.number,
        symbol=issuer.symbol,
        place=issuer.place,
        on=signed.on,
        type_name="BÁO CÁO",
        summary=(
            "Tình hình, kết quả thực hiện nhiệm vụ do Ủy ban nhân dân tỉnh,\n"
            f"Chủ tịch Ủy ban nhân dân tỉnh giao {content.period_vi}"
        ),
        addressees=addressees(content),
        blocks=tuple(_blocks(content, late)),
        signature=Signature(post=signed.post or _post(content), name=signed.name, authority=signed.authority),
        recipients=("Như trên;", "Lưu: VT."),
    )


def addressees(content: Content) -> tuple[str, ...]:
    """Whom it is addressed to: the Office's to the People's Committee, an agency's to the Office."""
    return (committee().name,) if content.of_office else ("Văn phòng Ủy ban nhân dân tỉnh",)


def _post(content: Content) -> str:
    return "CHÁNH VĂN PHÒNG" if content.of_office else "THỦ TRƯỞNG CƠ QUAN"


def _blocks(content: Content, late: Sequence[Line]) -> Iterator[Block]:
    known = f" theo số liệu đã biết đến {moment_vi(content.known_at)}" if content.known_at else ""
    yield Paragraph(
        f"Thực hiện {'khoản 2 Điều 9' if content.of_office else 'khoản 1 Điều 10'} {content.regulation}, "
        f"{content.agency} báo cáo tình hình, kết quả thực hiện nhiệm vụ {content.period_vi} (số liệu từ ngày "
        f"{day_vi(content.first_day)} đến hết ngày {day_vi(content.last_day)}{known}) như sau:"
    )
    for n, said in enumerate(content.sections):
        yield Heading(f"{ROMAN[n]}. {said.vi.upper()}")
        yield from _said(said)
        if said.key == "tinh-hinh":
            yield from _tables(content)
        if said.key == "qua-han" and late:
            yield from _late(late, content.of_office)


def _said(said: Said) -> Iterator[Block]:
    yield from (Paragraph(line) for line in (said.text or "Không có.").splitlines() if line.strip())
    if said.own:
        yield Heading("Các cơ quan báo cáo", level=3)
    for name, text in said.own:
        first, *rest = [line for line in text.splitlines() if line.strip()]
        yield Paragraph(f"{name}: {first}")
        yield from (Paragraph(line) for line in rest)


def _tables(content: Content) -> Iterator[Block]:
    yield Heading("Bảng số liệu của kỳ", level=3)
    yield figures_table(content)
    if content.compared and (drawn := bars(content)).longest:
        yield Heading("So sánh với kỳ trước, cùng kỳ năm trước (số việc)", level=3)
        yield drawn
    if content.rows:
        yield Heading("Bảng số liệu theo cơ quan (tổng số bằng cộng các cột kế tiếp)", level=3)
        yield agencies_table(content)
    yield Paragraph(f"Cách tính. {formulas(content)}", indent=False, italic=True)


def figures_table(content: Content) -> Table:
    """Each line a figure; beside it those of the periods that it is compared with."""
    head = (*COMPARED, *(f"{one.vi.capitalize()} ({one.period_vi})" for one in content.compared))
    rows = [(label, *values) for label, *values in compared_rows(content)]
    beside = 30.0
    widths = (165.0 - beside * (len(head) - 1), *[beside] * (len(head) - 1))
    return Table(head, tuple(rows), widths, numeric=tuple(range(1, len(head))))


def compared_rows(content: Content) -> Iterator[tuple[str, ...]]:
    """(label, this period, each other): the columns of the agencies' table, then the rates."""
    own = {figure.id: figure.value for figure in content.figures}
    sides = [own, *(one.values for one in content.compared)]
    for vi, names in COLUMNS:
        yield (vi, *(printed(sum(int(side[name] or 0) for name in names), Form.COUNT) for side in sides))
    for name in RATES:
        yield (_capital(FORMULAS[name].vi), *(printed(side[name], Form.RATE) for side in sides))


def agencies_table(content: Content) -> Table:
    """The agencies in official order, the total last."""
    rows = [
        (
            str(n),
            row.agency,
            *(printed(row.of(names), Form.COUNT) for _, names in COLUMNS),
            printed(row.rate, Form.RATE),
        )
        for n, row in enumerate(content.rows, 1)
    ]
    own = {figure.id: figure.value for figure in content.figures}
    total = (printed(sum(int(own[name] or 0) for name in names), Form.COUNT) for _, names in COLUMNS)
    rows.append(("", "Tổng cộng", *total, printed(own["rate_national"], Form.RATE)))
    return Table(HEAD, tuple(rows), WIDTHS, numeric=(0, *range(2, len(HEAD))))


def formulas(content: Content) -> str:
    """The formulas of the rates, in words, with numerator and denominator."""
    said = [
        f"{_capital(one.vi)}: {FORMULAS[one.id].words} = {one.numerator}/{one.denominator}"
        for one in content.figures
        if one.id in RATES
    ]
    return "; ".join(said) + "."


def _late(late: Sequence[Line], of_office: bool) -> Iterator[Block]:
    yield Heading("Danh sách nhiệm vụ quá hạn chưa hoàn thành", level=3)
    rows = tuple(
        (str(n), line.content, line.paper, day_vi(date.fromisoformat(line.due_on)), _why(line, of_office))
        for n, line in enumerate(late[:MOST_LATE], 1)
    )
    yield Table(LATE, rows, LATE_WIDTHS, numeric=(0, 3))
    if len(late) > MOST_LATE:
        yield Paragraph(f"In {MOST_LATE} trong {len(late)} nhiệm vụ; danh sách đầy đủ ở tệp Excel kèm theo.")


def _why(line: Line, of_office: bool) -> str:
    if line.purged:
        return line.agency if of_office else ""
    why = line.words or "Chưa giải trình"
    return f"{line.agency}. {why}" if of_office else why


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def file_name(content: Content) -> str:
    """Without its ending: "bao-cao-quy-2026-Q3"."""
    plain = {"quarter": "quy", "half_year": "6-thang", "nine_months": "9-thang", "year": "nam", "range": "ky"}
    return f"bao-cao-{plain[content.kind]}-{content.period.replace('..', '_')}"
