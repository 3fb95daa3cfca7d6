"""The papers of an inspection as `giaoviec.papers` prints them: decision, plan of the year, sheets, conclusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from giaoviec.agencies.queries import committee
from giaoviec.oversight.models import InspectedAgency, Inspection, Sheet, TeamMember
from giaoviec.oversight.papers import place_of
from giaoviec.papers.paper import Block, Heading, Items, Letterhead, Paper, Paragraph, Signature, Table
from giaoviec.rules.inspections import InspectionKind, TeamRole, Verdict
from giaoviec.rules.sampling import Rate

CHAIRMAN = Signature(post="CHỦ TỊCH")
GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Căn cứ điểm c khoản 1 Điều 8 Quy chế theo dõi, đôn đốc, kiểm tra việc thực hiện nhiệm vụ do Ủy ban nhân dân tỉnh, "
    "Chủ tịch Ủy ban nhân dân tỉnh giao;",
    "Theo đề nghị của Chánh Văn phòng Ủy ban nhân dân tỉnh.",
)


def decision(row: Inspection, inspected: Sequence[InspectedAgency], team: Sequence[TeamMember]) -> Paper:
    """Quyết định thành lập đoàn kiểm tra: what, where, when, who; its number where it has one."""
    names = ", ".join(one.agency.name for one in inspected)
    blocks: list[Block] = [
        *(Paragraph(ground, italic=True) for ground in GROUNDS),
        Paragraph("QUYẾT ĐỊNH:", bold=True, indent=False),
        Paragraph(
            f"Điều 1. Thành lập Đoàn kiểm tra {InspectionKind(row.kind).vi} việc thực hiện nhiệm vụ tại: {names}."
        ),
        Paragraph(f"Mục đích: {row.purpose}"),
        *([Paragraph(f"Nội dung: {row.content}")] if row.content else []),
        Paragraph(f"Thời gian: {_days(row)}."),
        Paragraph(f"Hạt giống rút mẫu công bố cùng quyết định: {row.seed}."),
        Paragraph("Điều 2. Đoàn kiểm tra gồm:"),
        _team(team),
        Paragraph(
            "Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh, Đoàn kiểm tra, thủ trưởng các cơ quan được kiểm tra "
            "chịu trách nhiệm thi hành Quyết định này."
        ),
    ]
    return _paper(
        row, "QUYẾT ĐỊNH", f"Kiểm tra {InspectionKind(row.kind).vi} việc thực hiện nhiệm vụ", blocks, row.number,
        row.decided_on, symbol="QĐ-UBND", recipients=("Như Điều 3;", "Lưu: VT, TH."),
    )  # fmt: skip


def programme(
    row: Inspection, inspected: Sequence[InspectedAgency], team: Sequence[TeamMember], sheets: Sequence[Sheet]
) -> Paper:
    """Kế hoạch tiến hành của đoàn: what is looked at, by whom, on which days."""
    blocks: list[Block] = [
        Heading("I. MỤC ĐÍCH, NỘI DUNG"),
        Paragraph(row.purpose),
        *([Paragraph(row.content)] if row.content else []),
        Heading("II. THỜI GIAN, ĐỊA ĐIỂM"),
        Paragraph(f"{_days(row)}, tại {', '.join(one.agency.name for one in inspected)}."),
        Heading("III. THÀNH PHẦN ĐOÀN"),
        _team(team),
        Heading("IV. NHIỆM VỤ ĐƯỢC KIỂM TRA"),
        Paragraph(
            f"{len(sheets)} nhiệm vụ, trong đó {sum(1 for one in sheets if one.draw_id)} nhiệm vụ rút ngẫu nhiên "
            f"theo hạt giống {row.seed}."
        ),
        Table(
            ("TT", "Cơ quan", "Nhiệm vụ", "Cách chọn"),
            tuple(
                (str(place), one.assignment.agency.name, _work(one), "rút mẫu" if one.draw_id else one.reason)
                for place, one in enumerate(sheets, start=1)
            ),
            (10, 40, 85, 30),
        ),
    ]
    return _paper(
        row, "KẾ HOẠCH", f"Tiến hành kiểm tra theo Quyết định số {row.number}", blocks, "", None, symbol="KH-ĐKT",
        recipients=("Các cơ quan được kiểm tra;", "Thành viên Đoàn;", "Lưu: VT."), signature=Signature("TRƯỞNG ĐOÀN"),
    )  # fmt: skip


def filled(row: Inspection, sheets: Sequence[Sheet]) -> Paper:
    """The sheets as one table: what was found of each."""
    blocks: list[Block] = [
        Table(
            ("TT", "Cơ quan", "Nhiệm vụ", "Kết quả", "Chứng cứ đã xem, nhận xét", "Người lập"),
            tuple(
                (
                    str(place), one.assignment.agency.name, _work(one),
                    Verdict(one.verdict).vi if one.verdict else "chưa lập",
                    "\n".join(part for part in (one.evidence, one.remark) if part), one.filled_by_text,
                )
                for place, one in enumerate(sheets, start=1)
            ),
            (10, 35, 70, 32, 70, 30),
        )
    ]  # fmt: skip
    return _paper(
        row, "BẢNG TỔNG HỢP", f"Kết quả phiếu kiểm tra theo Quyết định số {row.number}", blocks, "", None,
        symbol="ĐKT", recipients=("Lưu: hồ sơ Đoàn.",), signature=Signature("TRƯỞNG ĐOÀN"), landscape=True,
    )  # fmt: skip


def conclusion(row: Inspection, inspected: Sequence[InspectedAgency], rates: Sequence[str]) -> Paper:
    """Kết luận kiểm tra: nature, degree, cause, responsibility, and the verified rates."""
    blocks: list[Block] = [
        Paragraph(f"Thực hiện Quyết định số {row.number}, Đoàn kiểm tra đã kiểm tra {_days(row)}. Kết luận như sau:"),
        Heading("I. TÍNH CHẤT"),
        Paragraph(row.nature),
        Heading("II. MỨC ĐỘ"),
        Paragraph(row.degree),
        *([Items(tuple(rates), numbered=False)] if rates else []),
        Heading("III. NGUYÊN NHÂN"),
        Paragraph(row.cause),
        Heading("IV. TRÁCH NHIỆM"),
        *(Paragraph(f"{one.agency.name}: {one.responsibility}") for one in inspected),
    ]
    if row.demands:
        blocks += [Heading("V. YÊU CẦU"), Paragraph(row.demands)]
    return _paper(
        row, "KẾT LUẬN", "Kiểm tra việc thực hiện nhiệm vụ do Ủy ban nhân dân tỉnh, Chủ tịch Ủy ban nhân dân tỉnh giao",
        blocks, row.conclusion_number, row.concluded_on, symbol="KL-UBND",
        recipients=("Các cơ quan được kiểm tra;", "Văn phòng UBND tỉnh;", "Lưu: VT, TH."),
    )  # fmt: skip


def plan(year: int, rows: Sequence[Inspection], agencies: Mapping[int, Sequence[str]], on: date) -> Paper:
    """Kế hoạch kiểm tra định kỳ năm: a draft of the Office, from what was proposed and decided for the year."""
    above = committee()
    table = Table(
        ("TT", "Thời gian", "Cơ quan", "Mục đích, nội dung", "Tình trạng"),
        tuple(
            (str(place), _days(row), ", ".join(agencies.get(row.pk, ())), row.purpose, row.get_state_display())
            for place, row in enumerate(rows, start=1)
        ),
        (10, 32, 40, 65, 23),
    )
    return Paper(
        letterhead=Letterhead(above.name.upper(), "VĂN PHÒNG"), symbol="KH-VP", place=place_of(above), on=on,
        type_name="KẾ HOẠCH", summary=f"Kiểm tra định kỳ năm {year} việc thực hiện nhiệm vụ được giao",
        blocks=(table,), signature=Signature("CHÁNH VĂN PHÒNG"),
        recipients=("Chủ tịch UBND tỉnh (b/c);", "Các cơ quan trong kế hoạch;", "Lưu: VT, TH."),
    )  # fmt: skip


def _paper(
    row: Inspection, type_name: str, summary: str, blocks: Sequence[Block], number: str, on: date | None, *,
    symbol: str, recipients: tuple[str, ...], signature: Signature = CHAIRMAN, landscape: bool = False,
) -> Paper:  # fmt: skip
    """A paper of the Chairman, or (signed by its head) of the team."""
    above = committee()
    head = Letterhead("", above.name.upper())
    if signature is not CHAIRMAN:
        head = Letterhead(above.name.upper(), f"ĐOÀN KIỂM TRA {row.number}")
    return Paper(
        letterhead=head, number=number, symbol=symbol, place=place_of(above), on=on,
        type_name=type_name, summary=summary, blocks=tuple(blocks), signature=signature, recipients=recipients,
        landscape=landscape,
    )  # fmt: skip


def _days(row: Inspection) -> str:
    if row.first_on is None:
        return "theo quyết định"
    return f"từ ngày {row.first_on:%d/%m/%Y}" + (f" đến ngày {row.last_on:%d/%m/%Y}" if row.last_on else "")


def _team(team: Sequence[TeamMember]) -> Items:
    present = [one for one in team if one.left_at is None]
    order = sorted(present, key=lambda one: (one.role != TeamRole.HEAD, one.pk))
    return Items(tuple(f"{one.person.name}, {one.seat.agency.name}, {TeamRole(one.role).vi}" for one in order))


def _work(sheet: Sheet) -> str:
    return sheet.assignment.content or sheet.assignment.task.content


def rate_vi(agency: str, rate: Rate) -> str:
    """What was verified of an agency, in a sentence."""
    between = "" if rate.low == rate.high else f"; khoảng tin cậy 95%: {_percent(rate.low)} – {_percent(rate.high)}"
    return (
        f"{agency}: tỷ lệ hoàn thành đã kiểm chứng {_percent(rate.value)} "
        f"({rate.seen} việc rút ngẫu nhiên trong {rate.population}{between})."
    )


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%".replace(".", ",")
