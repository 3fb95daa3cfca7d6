"""The yearly report on carrying out the Regulation as an official paper (NĐ 30/2020): the same for Word and PDF."""

from __future__ import annotations

from collections.abc import Iterator

from giaoviec.agencies.queries import committee
from giaoviec.oversight.papers import place_of
from giaoviec.papers.paper import Block, Heading, Letterhead, Paper, Paragraph, Signature, Table
from giaoviec.reporting.compliance.told import Told
from giaoviec.reporting.compliance.words import rate_vi
from giaoviec.reporting.reports.content import moment_vi
from giaoviec.reporting.reports.paper import Signed
from giaoviec.rules.compliance import Counts, Stand
from giaoviec.rules.terms import day_vi

ROMAN = ("I", "II", "III", "IV", "V", "VI")
SYMBOL = "BC-VP"
NUMBERS = ("Phải làm", *(one.vi[:1].upper() + one.vi[1:] for one in Stand), "Tỷ lệ đúng hạn")
CLAUSE_WIDTHS = (33.0, 36.0, 14.0, 14.0, 16.0, 18.0, 16.0, 18.0)
AGENCY_WIDTHS = (9.0, 41.0, 14.0, 15.0, 16.0, 18.0, 16.0, 18.0, 18.0)
SUM = "Cộng"


def compliance_paper(told: Told, signed: Signed) -> Paper:
    """BÁO CÁO with its sections, the table of clauses and that of the agencies."""
    above = committee()
    return Paper(
        letterhead=Letterhead(above.name.upper(), "VĂN PHÒNG"),
        number=signed.number,
        symbol=SYMBOL,
        place=place_of(above),
        on=signed.on,
        type_name="BÁO CÁO",
        summary=f"Kết quả triển khai thực hiện Quy chế theo dõi, đôn đốc,\n"
        f"kiểm tra việc thực hiện nhiệm vụ {told.year_vi}",
        addressees=(above.name, f"Chủ tịch {above.name}"),
        blocks=tuple(_blocks(told)),
        signature=Signature(post=signed.post or "CHÁNH VĂN PHÒNG", name=signed.name, authority=signed.authority),
        recipients=("Như trên;", "Lưu: VT."),
    )


def _blocks(told: Told) -> Iterator[Block]:
    known = f" theo điều đã biết đến {moment_vi(told.known_at)}" if told.known_at else ""
    yield Paragraph(
        f"Thực hiện khoản 1 Điều 11 {told.regulation}, Văn phòng Ủy ban nhân dân tỉnh báo cáo kết quả triển khai thực "
        f"hiện Quy chế {told.year_vi} (việc đến hạn từ ngày {day_vi(told.first_day)} đến hết ngày "
        f"{day_vi(told.last_day)}{known}) như sau:"
    )
    for n, said in enumerate(told.sections):
        yield Heading(f"{ROMAN[n]}. {said.vi.upper()}")
        yield from (Paragraph(line) for line in (said.text or "Không có.").splitlines() if line.strip())
        if said.key == "tuan-thu":
            yield Heading("Bảng tình hình theo từng khoản của Quy chế", level=3)
            yield clauses_table(told)
            yield Paragraph(_compared(told), indent=False, italic=True)
        if said.key == "co-quan":
            yield Heading("Bảng tình hình theo cơ quan", level=3)
            yield agencies_table(told)


def _compared(told: Told) -> str:
    return (
        "Phải làm = đúng hạn + chậm + quá hạn, chưa thực hiện + chưa đến hạn; tỷ lệ đúng hạn = đúng hạn ÷ (phải làm − "
        f"chưa đến hạn). Cùng kỳ năm trước: {told.before.total} việc, tỷ lệ đúng hạn {rate_vi(told.before)}."
    )


def clauses_table(told: Told) -> Table:
    """Each kind of duty under its clause, the sum last."""
    rows = [(one.place, one.what, *numbers(one.counts)) for one in told.clauses]
    rows.append((SUM, "", *numbers(told.whole)))
    return Table(("Khoản, điểm", "Việc phải làm", *NUMBERS), tuple(rows), CLAUSE_WIDTHS, numeric=tuple(range(2, 8)))


def agencies_table(told: Told) -> Table:
    """The agencies in official order, the sum last."""
    rows = [
        (str(n), one.agency, *numbers(one.counts), "có" if one.own_regulation else "chưa")
        for n, one in enumerate(told.agencies, 1)
    ]
    rows.append(("", SUM, *numbers(told.whole), ""))
    head = ("TT", "Cơ quan", *NUMBERS, "Quy chế nội bộ")
    return Table(head, tuple(rows), AGENCY_WIDTHS, numeric=(0, *range(2, 9)))


def numbers(counts: Counts) -> tuple[str, ...]:
    """As they are printed: total, the four, the rate."""
    parts = (counts.total, *(counts.of(one) for one in Stand))
    return (*(f"{number:_}".replace("_", ".") for number in parts), rate_vi(counts))
