"""Documents: the types of NĐ 30/2020, who may direct a task (QC 1.1, QC 1.3), and the three groups of Article 4."""

from dataclasses import dataclass
from enum import StrEnum

from giaoviec.rules.citation import Cite, cites, policy


@dataclass(frozen=True)
class DocumentType:
    """A type of document: its code, the abbreviation in symbols (empty for công văn), its name on screens."""

    code: str
    abbreviation: str
    name_vi: str


DOCUMENT_TYPES: tuple[DocumentType, ...] = (
    DocumentType("resolution", "NQ", "Nghị quyết"),
    DocumentType("decision", "QĐ", "Quyết định"),
    DocumentType("directive", "CT", "Chỉ thị"),
    DocumentType("regulation", "QC", "Quy chế"),
    DocumentType("provision", "QyĐ", "Quy định"),
    DocumentType("communique", "TC", "Thông cáo"),
    DocumentType("notice", "TB", "Thông báo"),
    DocumentType("guidance", "HD", "Hướng dẫn"),
    DocumentType("programme", "CTr", "Chương trình"),
    DocumentType("plan", "KH", "Kế hoạch"),
    DocumentType("option_plan", "PA", "Phương án"),
    DocumentType("scheme", "ĐA", "Đề án"),
    DocumentType("project", "DA", "Dự án"),
    DocumentType("report", "BC", "Báo cáo"),
    DocumentType("minutes", "BB", "Biên bản"),
    DocumentType("submission", "TTr", "Tờ trình"),
    DocumentType("contract", "HĐ", "Hợp đồng"),
    DocumentType("telegram", "CĐ", "Công điện"),
    DocumentType("memorandum", "BGN", "Bản ghi nhớ"),
    DocumentType("agreement", "BTT", "Bản thỏa thuận"),
    DocumentType("authorisation", "GUQ", "Giấy ủy quyền"),
    DocumentType("invitation", "GM", "Giấy mời"),
    DocumentType("introduction", "GGT", "Giấy giới thiệu"),
    DocumentType("leave", "GNP", "Giấy nghỉ phép"),
    DocumentType("dispatch_slip", "PG", "Phiếu gửi"),
    DocumentType("transfer_slip", "PC", "Phiếu chuyển"),
    DocumentType("report_slip", "PB", "Phiếu báo"),
    DocumentType("official_letter", "", "Công văn"),
    DocumentType("letter", "", "Thư công"),
)
"""The 29 types of NĐ 30/2020/NĐ-CP."""

OTHER_TYPES: tuple[DocumentType, ...] = (
    DocumentType("conclusion", "KL", "Kết luận"),
    DocumentType("oral_instruction", "", "Ý kiến chỉ đạo trực tiếp"),
    DocumentType("decree", "NĐ", "Nghị định"),
    DocumentType("circular", "TT", "Thông tư"),
)
"""What the Regulation names beside them (QC 4.2), and legal acts of the Government that give work."""

TYPES_BY_CODE = {kind.code: kind for kind in (*DOCUMENT_TYPES, *OTHER_TYPES)}
TYPES_BY_ABBREVIATION = {kind.abbreviation.upper(): kind for kind in TYPES_BY_CODE.values() if kind.abbreviation}


class Source(StrEnum):
    """Who gives the task (QC 1.1, QC 1.3)."""

    COMMITTEE = "committee"
    CHAIRMAN = "chairman"
    VICE_CHAIRMAN = "vice_chairman"
    GOVERNMENT = "government"
    PRIME_MINISTER = "prime_minister"

    @property
    def vi(self) -> str:
        """Its name on screens."""
        return _SOURCES_VI[self]


_SOURCES_VI = {
    Source.COMMITTEE: "Ủy ban nhân dân tỉnh",
    Source.CHAIRMAN: "Chủ tịch Ủy ban nhân dân tỉnh",
    Source.VICE_CHAIRMAN: "Phó Chủ tịch Ủy ban nhân dân tỉnh",
    Source.GOVERNMENT: "Chính phủ",
    Source.PRIME_MINISTER: "Thủ tướng Chính phủ",
}


class Issuer(StrEnum):
    """What kind of body issued a document."""

    COMMITTEE = "committee"
    CHAIRMAN = "chairman"
    OFFICE = "office"
    GOVERNMENT = "government"
    PRIME_MINISTER = "prime_minister"
    GOVERNMENT_OFFICE = "government_office"
    MINISTRY = "ministry"

    @property
    def vi(self) -> str:
        """Its name on screens."""
        return _ISSUERS_VI[self]


_ISSUERS_VI = {
    Issuer.COMMITTEE: "Ủy ban nhân dân tỉnh",
    Issuer.CHAIRMAN: "Chủ tịch Ủy ban nhân dân tỉnh",
    Issuer.OFFICE: "Văn phòng Ủy ban nhân dân tỉnh",
    Issuer.GOVERNMENT: "Chính phủ",
    Issuer.PRIME_MINISTER: "Thủ tướng Chính phủ",
    Issuer.GOVERNMENT_OFFICE: "Văn phòng Chính phủ",
    Issuer.MINISTRY: "Bộ, cơ quan ngang Bộ",
}
NATIONAL = (Issuer.GOVERNMENT, Issuer.PRIME_MINISTER, Issuer.GOVERNMENT_OFFICE, Issuer.MINISTRY)


class Group(StrEnum):
    """The groups of documents that are tracked."""

    COMMITTEE_DOCUMENT = "4.1"
    CHAIRMAN_DOCUMENT = "4.2"
    OFFICE_CONVEYED = "4.3"
    GOVERNMENT = "1.3"

    @property
    def cite(self) -> Cite:
        """Where the Regulation names the group."""
        return Cite(f"QC {self.value}")

    @property
    def vi(self) -> str:
        """Its name on screens."""
        return _GROUPS_VI[self]


_GROUPS_VI = {
    Group.COMMITTEE_DOCUMENT: "Văn bản của Ủy ban nhân dân tỉnh",
    Group.CHAIRMAN_DOCUMENT: "Văn bản, ý kiến chỉ đạo của Chủ tịch Ủy ban nhân dân tỉnh",
    Group.OFFICE_CONVEYED: "Văn bản do lãnh đạo Văn phòng ký truyền đạt ý kiến chỉ đạo",
    Group.GOVERNMENT: "Văn bản của Chính phủ, Thủ tướng Chính phủ",
}


class Urgency(StrEnum):
    """How urgent a document is."""

    NORMAL = "normal"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    FLASH = "flash"

    @property
    def vi(self) -> str:
        """The stamp in lower case; of a normal document "thường"."""
        return _URGENCIES_VI[self]


_URGENCIES_VI = {
    Urgency.NORMAL: "thường",
    Urgency.URGENT: "khẩn",
    Urgency.VERY_URGENT: "thượng khẩn",
    Urgency.FLASH: "hỏa tốc",
}


@cites("QC 4.1", "QC 4.2", "QC 4.3", "QC 1.3")
@policy("document_group")
def group_of(issuer_kind: Issuer | str, type_code: str = "", signing_authority: str = "", oral: bool = False) -> Group:
    """The group of a document, from who issued it, its type, and the authority it was signed by ("TL. CHỦ TỊCH").

    A direct instruction is the Chairman's (QC 4.2). What the Office's leaders sign by order conveys an instruction
    (QC 4.3) whatever the letterhead says. `ValueError` for an issuer that is none of `Issuer`.
    """
    issuer = Issuer(issuer_kind)
    if issuer in NATIONAL:
        return Group.GOVERNMENT
    if oral or type_code == "oral_instruction":
        return Group.CHAIRMAN_DOCUMENT
    by_order = signing_authority.strip().upper().startswith(("TL", "TUQ"))
    if issuer is Issuer.OFFICE or by_order or type_code == "transfer_slip":
        return Group.OFFICE_CONVEYED
    if issuer is Issuer.CHAIRMAN or type_code == "conclusion":
        return Group.CHAIRMAN_DOCUMENT
    return Group.COMMITTEE_DOCUMENT
