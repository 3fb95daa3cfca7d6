"""The certificate of a collaborator's silence as an official paper (policy "silence")."""

from __future__ import annotations

from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.agencies.queries import committee
from giaoviec.assignments.models import Assignment, Collaboration
from giaoviec.journal.models import Event
from giaoviec.oversight.papers import paper_of, place_of
from giaoviec.papers.paper import Letterhead, Paper, Paragraph, Signature


def certificate(asked: Collaboration, row: Assignment) -> Paper:
    """Issued by whoever certified it: the Office, or the lead."""
    body, above = _issuer(asked, row), committee()
    is_office = body.kind == AgencyKind.OFFICE
    assert asked.asked_on is not None and asked.due_on is not None
    return Paper(
        letterhead=Letterhead(above.name.upper(), "VĂN PHÒNG" if is_office else body.name.upper()),
        symbol=f"GXN-{'VP' if is_office else body.code.upper()}",
        place=place_of(above),
        on=asked.answered_on,
        type_name="GIẤY XÁC NHẬN",
        summary="Về việc cơ quan phối hợp không có ý kiến",
        blocks=(
            Paragraph(f"Thực hiện {paper_of(row.document)}, nhiệm vụ: {row.content or row.task.content}"),
            Paragraph(
                f"Ngày {asked.asked_on:%d/%m/%Y}, {row.agency.name} (cơ quan chủ trì) đề nghị {asked.agency.name} (cơ "
                f"quan phối hợp) cho ý kiến trước ngày {asked.due_on:%d/%m/%Y} về nội dung: {asked.asked}"
            ),
            Paragraph(
                f"Đến hết thời hạn nêu trên và đến ngày {asked.answered_on:%d/%m/%Y}, {asked.agency.name} không có ý "
                f"kiến. {row.agency.name} tiếp tục thực hiện nhiệm vụ theo thời hạn được giao."
            ),
        ),
        signature=Signature(post="CHÁNH VĂN PHÒNG" if is_office else "THỦ TRƯỞNG CƠ QUAN"),
        recipients=(f"{row.agency.name};", f"{asked.agency.name};", "Lưu: VT."),
    )


def _issuer(asked: Collaboration, row: Assignment) -> Agency:
    event = Event.objects.filter(act=asked.answered_act).first() if asked.answered_act else None
    return Agency.objects.get(pk=event.agency_id) if event and event.agency_id else row.agency
