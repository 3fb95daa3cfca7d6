"""What a package and a status message hold. A field's path is its place in the XML: reader and writer walk the same.

All values are texts as they are written; `days.read_day` says which day one is.
"""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
HEADER = "edXMLEnvelope/edXMLHeader"
MESSAGE = f"{HEADER}/MessageHeader"
TRACES = f"{HEADER}/TraceHeaderList"


def _at(path: str) -> Any:
    return field(default="", metadata={"path": path})


def _many(path: str) -> Any:
    return field(default=(), metadata={"path": path})


class Deed(StrEnum):
    """BussinessDocType: what a package does to what was sent before."""

    NEW, RECALL, UPDATE, REPLACE = "0", "1", "2", "3"

    @property
    def vi(self) -> str:
        return ("văn bản mới", "thu hồi", "cập nhật", "thay thế")[int(self)]


class State(StrEnum):
    """StatusCode: what became of a package where it was sent."""

    ARRIVED, REFUSED, RECEIVED, ASSIGNED, UNDER_WAY, FINISHED = "01", "02", "03", "04", "05", "06"
    TAKEN_BACK, AGREED, NOT_AGREED = "13", "15", "16"

    @property
    def vi(self) -> str:
        return {
            "01": "đã đến",
            "02": "từ chối",
            "03": "đã tiếp nhận",
            "04": "đã phân công",
            "05": "đang xử lý",
            "06": "đã hoàn thành",
            "13": "lấy lại",
            "15": "đồng ý cập nhật, thu hồi",
            "16": "không đồng ý cập nhật, thu hồi",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """An organisation that sends or receives."""

    id: str = _at("OrganId")
    in_charge: str = _at("OrganizationInCharge")
    name: str = _at("OrganName")
    address: str = _at("OrganAdd")
    email: str = _at("Email")
    telephone: str = _at("Telephone")
    fax: str = _at("Fax")
    website: str = _at("Website")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The document that a package or a status answers (ResponseFor); `code` is "7816/VPCP-TTĐT"."""

    organ_id: str = _at("OrganId")
    code: str = _at("Code")
    document_id: str = _at("DocumentId")
    promulgated: str = _at("PromulgationDate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Who at the sender did it."""

    department: str = _at("Department")
    department_id: str = _at("DepartmentId")
    name: str = _at("Staff")
    id: str = _at("StaffId")
    email: str = _at("Email")
    mobile: str = _at("Mobile")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A system that the package went through."""

    organ_id: str = _at("OrganId")
    at: str = _at("Timestamp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A receiver that an update adds (1) or removes (0)."""

    organ_id: str = _at("OrganId")
    type: str = _at("ReceiverType")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A document that is replaced, and at whom."""

    document_id: str = _at("DocumentId")
    organ_ids: tuple[str, ...] = _many("OrganIdList/OrganId")


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """What the package does to what was sent before, and why."""

    document_id: str = _at("DocumentId")
    deed: str = _at("BussinessDocType")
    reason: str = _at("BussinessDocReason")
    paper: str = _at("Paper")
    changes_document: str = _at("BussinessDocumentInfo/DocumentInfo")
    changes_receivers: str = _at("BussinessDocumentInfo/DocumentReceiver")
    receivers: tuple[Receiver, ...] = _many("BussinessDocumentInfo/ReceiverList/Receiver")
    replaced: tuple[Replaced, ...] = _many("ReplacementInfoList/ReplacementInfo")
    staff: Staff = field(default_factory=Staff, metadata={"path": "StaffInfo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of a package: its bytes, and what the manifest says of it."""

    content_id: str = _at("ContentId")
    content_type: str = _at("ContentType")
    description: str = _at("Description")
    name: str = _at("AttachmentName")
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A document on its way from one system to others."""

    sender: Organ = field(default_factory=Organ, metadata={"path": f"{MESSAGE}/From"})
    to: tuple[Organ, ...] = _many(f"{MESSAGE}/To")
    document_id: str = _at(f"{MESSAGE}/DocumentId")
    number: str = _at(f"{MESSAGE}/Code/CodeNumber")
    notation: str = _at(f"{MESSAGE}/Code/CodeNotation")
    place: str = _at(f"{MESSAGE}/PromulgationInfo/Place")
    promulgated: str = _at(f"{MESSAGE}/PromulgationInfo/PromulgationDate")
    type: str = _at(f"{MESSAGE}/DocumentType/Type")
    type_detail: str = _at(f"{MESSAGE}/DocumentType/TypeDetail")
    type_name: str = _at(f"{MESSAGE}/DocumentType/TypeName")
    subject: str = _at(f"{MESSAGE}/Subject")
    content: str = _at(f"{MESSAGE}/Content")
    competence: str = _at(f"{MESSAGE}/SignerInfo/Competence")
    position: str = _at(f"{MESSAGE}/SignerInfo/Position")
    signer: str = _at(f"{MESSAGE}/SignerInfo/FullName")
    due: str = _at(f"{MESSAGE}/DueDate")
    priority: str = _at(f"{MESSAGE}/OtherInfo/Priority")
    sphere: str = _at(f"{MESSAGE}/OtherInfo/SphereOfPromulgation")
    typer: str = _at(f"{MESSAGE}/OtherInfo/TyperNotation")
    copies: str = _at(f"{MESSAGE}/OtherInfo/PromulgationAmount")
    pages: str = _at(f"{MESSAGE}/OtherInfo/PageAmount")
    direction: str = _at(f"{MESSAGE}/OtherInfo/Direction")
    appendixes: tuple[str, ...] = _many(f"{MESSAGE}/OtherInfo/Appendixes/Appendix")
    answers: tuple[Answered, ...] = _many(f"{MESSAGE}/ResponseFor")
    steering: str = _at(f"{MESSAGE}/SteeringType")
    task_codes: tuple[str, ...] = _many(f"{MESSAGE}/ResponseForTask/TaskCode")
    application: str = _at(f"{MESSAGE}/ApplicationType")
    places: tuple[str, ...] = _many(f"{MESSAGE}/ToPlaces/Place")
    traces: tuple[Trace, ...] = _many(f"{TRACES}/TraceHeader")
    business: Business = field(default_factory=Business, metadata={"path": f"{TRACES}/Bussiness"})
    files: tuple[File, ...] = _many("edXMLBody/edXMLManifest/Reference")

    @property
    def code(self) -> str:
        """Number and symbol as registers write them, "7816/VPCP-TTĐT"."""
        return "/".join(filter(None, [self.number.strip(), self.notation.strip()]))

    @property
    def deed(self) -> Deed:
        """What it does; a package that does not say is a new document."""
        return Deed(self.business.deed) if self.business.deed in list(Deed) else Deed.NEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a receiver says has become of a package."""

    sender: Organ = field(default_factory=Organ, metadata={"path": f"{MESSAGE}/From"})
    answers: Answered = field(default_factory=Answered, metadata={"path": f"{MESSAGE}/ResponseFor"})
    staff: Staff = field(default_factory=Staff, metadata={"path": f"{MESSAGE}/StaffInfo"})
    state: str = _at(f"{MESSAGE}/StatusCode")
    description: str = _at(f"{MESSAGE}/Description")
    at: str = _at(f"{MESSAGE}/Timestamp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a signature shows: `kind` XMLDSig, PAdES or CMS; `on` the file it stands in, "" for the package.

    `intact`: what it covers is as it was signed. `whole`: it covers all of it. `trusted`: its certificate leads to one
    of the trust list and was valid on arrival. `at` is what the signer says himself.
    """

    kind: str
    on: str = ""
    signer: str = ""
    at: str = ""
    intact: bool = False
    whole: bool = False
    trusted: bool = False

    @property
    def holds(self) -> bool:
        return self.intact and self.whole and self.trusted

    @property
    def vi(self) -> str:
        """The finding in words."""
        where = f"tệp “{self.on}”" if self.on else "gói tin"
        who = f"{self.signer or 'không rõ người ký'}{f', {self.at}' if self.at else ''}"
        if not self.intact:
            return (
                f"Chữ ký số {self.kind} trên {where} ({who}): KHÔNG hợp lệ, nội dung đã khác lúc ký hoặc chữ ký hỏng."
            )
        covered = "bao trùm toàn bộ" if self.whole else "chỉ bao trùm một phần, phần còn lại không được ký"
        trust = "chứng thư tin cậy" if self.trusted else "chứng thư không thuộc danh sách tin cậy hoặc hết hạn"
        return f"Chữ ký số {self.kind} trên {where} ({who}): còn nguyên vẹn, {covered}; {trust}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: a package or a status; every liberty taken (`warnings`), and what a person has to say (`asks`)."""

    package: Package | None = None
    status: Status | None = None
    warnings: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()


def as_json(value: Any) -> dict[str, Any]:
    """A value of this module as JSON can carry it; bytes as base64."""
    return asdict(value, dict_factory=lambda pairs: {name: _carried(part) for name, part in pairs})


def from_json(cls: type[T], data: Any) -> T:
    """The value again; raises KeyError, TypeError or ValueError for what is none."""
    built: T = _built(cls, data)
    return built


@cache
def hints_of(cls: type) -> dict[str, Any]:
    """The types of a dataclass's fields."""
    return get_type_hints(cls)


def paths_of(cls: type) -> list[tuple[str, str, Any]]:
    """(name, path, type) of each field that has a place in the XML, in the order of the skeleton."""
    hints = hints_of(cls)
    return [(one.name, one.metadata["path"], hints[one.name]) for one in fields(cls) if "path" in one.metadata]


def _carried(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _built(kind: Any, data: Any) -> Any:
    if get_origin(kind) is tuple:
        return tuple(_built(get_args(kind)[0], one) for one in data)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = hints_of(kind)
        return kind(**{name: _built(hints[name], value) for name, value in data.items()})
    if type(None) in get_args(kind):
        return None if data is None else _built(get_args(kind)[0], data)
    if kind is bytes:
        return base64.b64decode(data, validate=True)
    if not isinstance(data, kind):
        raise TypeError(f"{kind} expected")
    return data
