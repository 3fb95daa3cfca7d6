"""The particulars of 6.1a–b as they are registered: what must be there, may be, follows from them. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from giaoviec.rules.citation import Cite, Ground, Policy
from giaoviec.rules.documents import TYPES_BY_CODE, Group, Issuer, Source, Urgency, group_of
from giaoviec.rules.symbol import Symbol, SymbolError

WRITTEN, ORAL, PROGRAMME = "written", "oral", "programme"
NOT_SAID = "không ghi"
ORAL_TYPE = "oral_instruction"
NATIONAL_SOURCES = (Source.GOVERNMENT, Source.PRIME_MINISTER)
LENGTHS = {
    "summary": 2000,
    "signer": 120,
    "signer_title": 160,
    "issuer_text": 200,
    "taken_down_by": 120,
    "drafting_text": 200,
}
BODY_LENGTH = 3_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document as it is to be registered. `symbol_text` is number and symbol as written, "21/CT-UBND".

    `issuer_text` names a ministry or another body; for the other issuers it follows. `directed_by_id` is the person who
    directed it; a Vice-Chairman is always named. `drafting_text` is "không ghi" where the document names nobody.
    """

    summary: str
    issued_on: date
    source: Source = Source.COMMITTEE
    issuer: Issuer = Issuer.COMMITTEE
    kind: str = WRITTEN
    type: str = "official_letter"
    symbol_text: str = ""
    issuer_text: str = ""
    received_on: date | None = None
    signer: str = ""
    signer_title: str = ""
    signing_authority: str = ""
    directed_by_id: int | None = None
    drafting_agency_id: int | None = None
    drafting_text: str = NOT_SAID
    urgency: Urgency = Urgency.NORMAL
    field: str = ""
    text: str = ""
    taken_down_by: str = ""

    @property
    def group(self) -> Group:
        """The group of Article 4 that it belongs to."""
        return group_of(self.issuer, self.type, self.signing_authority, oral=self.kind == ORAL)

    @property
    def issuer_name(self) -> str:
        """Who issued it, as registers write it."""
        named = self.issuer is Issuer.MINISTRY and self.issuer_text.strip()
        return " ".join(named.split()) if named else self.issuer.vi

    @property
    def symbol(self) -> Symbol | None:
        """Its number and symbol taken apart; None where it has none or they cannot be read."""
        try:
            return Symbol.parse(self.symbol_text) if self.symbol_text.strip() else None
        except SymbolError:
            return None

    @property
    def counted_from(self) -> date:
        """The day from which the Office's day to register runs (7.1): issue, or receipt of what the Government sent."""
        return self.received_on or self.issued_on if self.group is Group.GOVERNMENT else self.issued_on


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field: a sentence that says what to do, and its ground."""

    field: str
    sentence: str
    ground: Ground


REQUIRED = Cite("QC 6.1.a")


def problems(new: NewDocument, *, on: date) -> list[Problem]:
    """Everything that is missing or cannot be, on the day of registering; an empty list when it may be registered."""
    return [*_missing(new), *_days(new, on), *_symbol(new), *_forms(new)]


def _missing(new: NewDocument) -> list[Problem]:
    found = []
    if not new.summary.strip():
        what = "nội dung ý kiến chỉ đạo" if new.kind == ORAL else "trích yếu"
        found.append(Problem("summary", f"Hãy nhập {what}.", REQUIRED))
    if new.kind == WRITTEN and not new.symbol_text.strip():
        found.append(Problem("symbol_text", "Hãy nhập số, ký hiệu văn bản, ví dụ 21/CT-UBND.", REQUIRED))
    if new.kind != ORAL and not new.signer.strip():
        found.append(Problem("signer", "Hãy nhập người ký văn bản.", REQUIRED))
    if new.kind == ORAL and not new.taken_down_by.strip():
        found.append(Problem("taken_down_by", "Hãy nhập người ghi lại ý kiến chỉ đạo trực tiếp.", Cite("QC 4.2")))
    if new.issuer is Issuer.MINISTRY and not new.issuer_text.strip():
        found.append(Problem("issuer_text", "Hãy nhập tên bộ, ngành ban hành văn bản.", REQUIRED))
    if new.source is Source.VICE_CHAIRMAN and new.directed_by_id is None:
        found.append(Problem("directed_by", "Hãy chọn Phó Chủ tịch đã chỉ đạo.", Cite("QC 1.1")))
    if new.drafting_agency_id is None and not new.drafting_text.strip():
        sentence = f"Hãy chọn cơ quan trình ban hành, hoặc đánh dấu “{NOT_SAID}”."
        found.append(Problem("drafting_agency", sentence, Cite("QC 6.1.b")))
    return found


def _days(new: NewDocument, on: date) -> list[Problem]:
    found = []
    if new.issued_on > on:
        sentence = f"Ngày ban hành {new.issued_on:%d/%m/%Y} sau ngày vào sổ {on:%d/%m/%Y}; hãy xem lại."
        found.append(Problem("issued_on", sentence, REQUIRED))
    if new.issued_on.year < 1990:
        sentence = f"Năm {new.issued_on.year} không thể là năm ban hành; hãy xem lại."
        found.append(Problem("issued_on", sentence, REQUIRED))
    if new.received_on is not None and new.received_on < new.issued_on:
        sentence = "Ngày nhận trước ngày ban hành; hãy xem lại hai ngày."
        found.append(Problem("received_on", sentence, Cite("QC 7.1")))
    if new.received_on is not None and new.received_on > on:
        sentence = f"Ngày nhận {new.received_on:%d/%m/%Y} sau ngày vào sổ; hãy xem lại."
        found.append(Problem("received_on", sentence, Cite("QC 7.1")))
    return found


def _symbol(new: NewDocument) -> list[Problem]:
    try:
        Symbol.parse(new.symbol_text) if new.symbol_text.strip() else None
    except SymbolError as fault:
        return [Problem("symbol_text", fault.sentence, REQUIRED)]
    return []


def _forms(new: NewDocument) -> list[Problem]:
    found = []
    if new.type not in TYPES_BY_CODE:
        found.append(Problem("type", "Hãy chọn loại văn bản trong danh sách.", REQUIRED))
    national = new.group is Group.GOVERNMENT
    if national != (new.source in NATIONAL_SOURCES):
        sentence = (
            "Người giao và cơ quan ban hành không khớp: văn bản của Chính phủ, bộ, ngành thì Chính phủ hoặc Thủ tướng "
            "Chính phủ giao."
        )
        found.append(Problem("source", sentence, Cite("QC 1.3")))
    for name, most in LENGTHS.items():
        if len(getattr(new, name)) > most:
            found.append(Problem(name, f"Nội dung dài quá {most} ký tự; hãy rút gọn.", REQUIRED))
    if len(new.text) > BODY_LENGTH:
        found.append(Problem("text", "Văn bản dài quá 3.000.000 ký tự; hãy chia thành nhiều phần.", REQUIRED))
    for name in ("summary", "signer", "signer_title", "issuer_text", "taken_down_by", "symbol_text", "field"):
        if any(unicodedata.category(c) == "Cc" for c in getattr(new, name) if c not in "\n\r\t"):
            found.append(Problem(name, "Có ký tự điều khiển trong nội dung; hãy gõ lại.", Policy("same_document")))
    return found


def issuer_of(issuer_text: str) -> Issuer:
    """Which kind of body a registered document's issuer is; what is none of the others is a ministry."""
    return next((issuer for issuer in Issuer if issuer.vi == issuer_text), Issuer.MINISTRY)
