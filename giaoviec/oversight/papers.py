"""Urging letters as official papers (NĐ 30/2020): the same data for the screen's print and for Word."""

from __future__ import annotations

from collections.abc import Sequence

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import committee
from giaoviec.documents.models import Document, DocumentKind
from giaoviec.oversight.models import Urging, UrgingItem
from giaoviec.papers.paper import Block, Letterhead, Paper, Paragraph, Signature, Table
from giaoviec.rules.documents import TYPES_BY_CODE, Urgency
from giaoviec.rules.duties import DutyKind

HEAD = ("TT", "Văn bản giao", "Nhiệm vụ", "Thời hạn", "Quá hạn")
WIDTHS = (10.0, 38.0, 73.0, 24.0, 20.0)


def paper_of(document: Document) -> str:
    """ "Thông báo số 388/TB-UBND ngày 02/10/2026"; what has no symbol by its kind and day."""
    known = TYPES_BY_CODE.get(document.type)
    name = known.name_vi if known and document.kind == DocumentKind.WRITTEN else str(DocumentKind(document.kind).label)
    name = name[:1].upper() + name[1:]
    number = f" số {document.full_symbol}" if document.full_symbol else ""
    return f"{name}{number} ngày {document.issued_on:%d/%m/%Y}"


def letter_paper(letter: Urging, items: Sequence[UrgingItem]) -> Paper:
    """The letter as it prints: a công văn with its table, the day for an answer, signature and recipients."""
    above = committee()
    return Paper(
        letterhead=Letterhead(above.name.upper(), "VĂN PHÒNG"),
        number=letter.full_number,
        symbol=letter.symbol,
        place=place_of(above),
        on=letter.numbered_on,
        summary=letter.summary,
        addressees=(letter.agency.name,),
        blocks=tuple(_blocks(letter, items)),
        signature=Signature(
            authority=letter.signer_authority, post=letter.signer_post or "CHÁNH VĂN PHÒNG", name=letter.signer_name
        ),
        recipients=("Như trên;", "Chủ tịch, các PCT UBND tỉnh (b/c);", f"Lưu: VT, {letter.symbol.split('-')[-1]}."),
        urgency="" if letter.urgency == Urgency.NORMAL else Urgency(letter.urgency).vi.upper(),
    )


def _blocks(letter: Urging, items: Sequence[UrgingItem]) -> list[Block]:
    blocks: list[Block] = [Paragraph(letter.opening)]
    if items:
        rows = tuple(
            (str(n), printed_paper(item), printed_content(item), f"{item.due_on:%d/%m/%Y}", late_vi(item))
            for n, item in enumerate(items, start=1)
        )
        blocks.append(Table(HEAD, rows, WIDTHS, numeric=(0, 3, 4)))
    if letter.closing:
        blocks.append(Paragraph(letter.closing))
    if letter.answer_by:
        blocks.append(Paragraph(asks_vi(letter)))
    return [*blocks, Paragraph("Trân trọng.")]


def asks_vi(letter: Urging) -> str:
    """The sentence that asks for the answer by its day."""
    return (
        "Đề nghị quý cơ quan trả lời từng nhiệm vụ trên phần mềm (việc sẽ làm, ngày hoàn thành, nguyên nhân chậm) "
        f"chậm nhất ngày {letter.answer_by:%d/%m/%Y}."
    )


def printed_content(item: UrgingItem) -> str:
    """What is to be done; where not the result is owed, also what is."""
    content = item.content or item.assignment.content or item.assignment.task.content
    kind = DutyKind(item.kind)
    return content if kind is DutyKind.RESULT else f"{content} ({kind.vi})"


def printed_paper(item: UrgingItem) -> str:
    return item.paper or paper_of(item.assignment.document)


def late_vi(item: UrgingItem) -> str:
    """In working days."""
    return f"{item.days_late} ngày làm việc" if item.days_late else "chưa đến hạn"


def place_of(the_committee: Agency) -> str:
    """ "Lâm Đồng", where the province's papers are dated."""
    return the_committee.name.removeprefix("Ủy ban nhân dân ").removeprefix("tỉnh ")
