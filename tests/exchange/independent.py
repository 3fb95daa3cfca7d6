"""A reader of packages that shares nothing with the product: the standard library's, by the names of the standard."""

from __future__ import annotations

import base64
from xml.etree import ElementTree

NS = "{http://www.mic.gov.vn/TBT/QCVN_102_2016}"
LEAVES = {
    "document_id": "DocumentId",
    "number": "Code/CodeNumber",
    "notation": "Code/CodeNotation",
    "place": "PromulgationInfo/Place",
    "promulgated": "PromulgationInfo/PromulgationDate",
    "type": "DocumentType/Type",
    "type_detail": "DocumentType/TypeDetail",
    "type_name": "DocumentType/TypeName",
    "subject": "Subject",
    "content": "Content",
    "competence": "SignerInfo/Competence",
    "position": "SignerInfo/Position",
    "signer": "SignerInfo/FullName",
    "due": "DueDate",
    "priority": "OtherInfo/Priority",
    "sphere": "OtherInfo/SphereOfPromulgation",
    "typer": "OtherInfo/TyperNotation",
    "copies": "OtherInfo/PromulgationAmount",
    "pages": "OtherInfo/PageAmount",
    "direction": "OtherInfo/Direction",
    "steering": "SteeringType",
    "application": "ApplicationType",
}
LISTS = {
    "appendixes": "OtherInfo/Appendixes/Appendix",
    "task_codes": "ResponseForTask/TaskCode",
    "places": "ToPlaces/Place",
}
ORGAN = "OrganId OrganizationInCharge OrganName OrganAdd Email Telephone Fax Website".split()
ANSWERED = "OrganId Code DocumentId PromulgationDate".split()
STAFF = "Department DepartmentId Staff StaffId Email Mobile".split()
BUSINESS = [
    *"DocumentId BussinessDocType BussinessDocReason Paper".split(),
    "BussinessDocumentInfo/DocumentInfo",
    "BussinessDocumentInfo/DocumentReceiver",
]


def _all(element: ElementTree.Element | None, path: str) -> list[ElementTree.Element]:
    return [] if element is None else element.findall("/".join(NS + name for name in path.split("/")))


def _text(element: ElementTree.Element | None, path: str) -> str:
    found = _all(element, path)
    return (found[0].text or "") if found else ""


def _texts(element: ElementTree.Element, path: str) -> list[str]:
    return [one.text or "" for one in _all(element, path)]


def _row(element: ElementTree.Element | None, names: list[str]) -> list[str]:
    return [_text(element, name) for name in names]


def parse(data: bytes) -> dict[str, object]:
    """All elements of the skeleton, as texts, rows and lists of rows."""
    root = ElementTree.fromstring(data)
    head = _all(root, "edXMLEnvelope/edXMLHeader/MessageHeader")[0]
    traces = _all(root, "edXMLEnvelope/edXMLHeader/TraceHeaderList")[0]
    business = next(iter(_all(traces, "Bussiness")), None)
    return {
        **{name: _text(head, path) for name, path in LEAVES.items()},
        **{name: _texts(head, path) for name, path in LISTS.items()},
        "sender": _row(_all(head, "From")[0], ORGAN),
        "to": [_row(one, ORGAN) for one in _all(head, "To")],
        "answers": [_row(one, ANSWERED) for one in _all(head, "ResponseFor")],
        "traces": [_row(one, ["OrganId", "Timestamp"]) for one in _all(traces, "TraceHeader")],
        "business": _row(business, BUSINESS),
        "receivers": [
            _row(one, ["OrganId", "ReceiverType"])
            for one in _all(business, "BussinessDocumentInfo/ReceiverList/Receiver")
        ],
        "replaced": [
            [_text(one, "DocumentId"), _texts(one, "OrganIdList/OrganId")]
            for one in _all(business, "ReplacementInfoList/ReplacementInfo")
        ],
        "staff": _row(next(iter(_all(business, "StaffInfo")), None), STAFF),
        "listed": [
            _row(one, ["ContentId", "ContentType", "Description", "AttachmentName"])
            for one in _all(root, "edXMLBody/edXMLManifest/Reference")
        ],
        "enclosed": [
            (_text(one, "ContentId"), base64.b64decode(_text(one, "ContentTransferEncoded")))
            for one in _all(root, "AttachmentEncoded/Attachment")
        ],
    }
