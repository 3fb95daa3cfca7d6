"""Packages and status messages as bytes: strict, in the order of the reference SDK, every child prefixed."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import is_dataclass
from typing import Any, get_origin

from lxml import etree

from giaoviec.exchange.edxml.codes import BadCode, Identity
from giaoviec.exchange.edxml.days import is_written
from giaoviec.exchange.edxml.enclosed import clean_name, content_key
from giaoviec.exchange.edxml.shapes import NAMESPACE, Deed, Package, State, Status, paths_of
from giaoviec.exchange.edxml.tree import Element

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOMENT = re.compile(r"\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}")


class Unwritable(ValueError):
    """What the standard does not allow to be sent; `sentence` (Vietnamese) names all of it."""

    def __init__(self, faults: list[str]) -> None:
        self.sentence = " ".join(faults)
        super().__init__(self.sentence)


def write(message: Package | Status) -> bytes:
    """The message as UTF-8; `Unwritable` where something is missing or not in the standard's form."""
    if faults := list(_package_faults(message) if isinstance(message, Package) else _status_faults(message)):
        raise Unwritable(faults)
    root = etree.Element(f"{{{NAMESPACE}}}edXML", nsmap={None: NAMESPACE})
    _write(root, message)
    if isinstance(message, Package):
        _enclose(root, message)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _write(element: Element, value: Any) -> None:
    for name, path, kind in paths_of(type(value)):
        *above, last = path.split("/")
        found = getattr(value, name)
        for one in found if get_origin(kind) is tuple else [found]:
            if one and one != type(one)():
                _fill(_child(_parent(element, above), last), one)


def _fill(element: Element, value: Any) -> None:
    if is_dataclass(value):
        _write(element, value)
    else:
        element.text = value


def _parent(element: Element, path: list[str]) -> Element:
    for name in path:
        found = element.find(f"{{{NAMESPACE}}}{name}")
        element = _child(element, name) if found is None else found
    return element


def _child(element: Element, name: str) -> Element:
    child = etree.SubElement(element, f"{{{NAMESPACE}}}{name}", nsmap={"edXML": NAMESPACE})
    if name == "edXMLManifest":
        child.set("version", "1.0")
    return child


def _enclose(root: Element, package: Package) -> None:
    encoded = _child(root, "AttachmentEncoded") if package.files else None
    for file in package.files:
        attachment = _child(encoded, "Attachment")
        _write(attachment, file)
        _child(attachment, "ContentTransferEncoded").text = base64.b64encode(file.data).decode()


def _package_faults(package: Package) -> Iterable[str]:
    needed = {
        "DocumentId": package.document_id,
        "số": package.number,
        "ký hiệu": package.notation,
        "loại văn bản": package.type_name,
        "trích yếu": package.subject,
        "người ký": package.signer,
        "nơi nhận": package.to,
    }
    if missing := [vi for vi, value in needed.items() if not value]:
        yield f"Thiếu {', '.join(missing)}."
    if not is_written(package.promulgated) or (package.due and not is_written(package.due)):
        yield "Ngày ban hành và hạn xử lý phải viết năm/tháng/ngày, ví dụ 2026/11/23."
    if package.business.deed not in list(Deed):
        yield "Loại nghiệp vụ (mới, thu hồi, cập nhật, thay thế) phải là 0, 1, 2 hoặc 3."
    if package.priority not in ("", *"01234") or package.steering not in ("", *"123"):
        yield "Độ khẩn là 0 đến 4, loại chỉ đạo là 1 đến 3."
    yield from _code_faults([package.sender.id, *(organ.id for organ in package.to)])
    yield from _moment_faults([trace.at for trace in package.traces])
    yield from _file_faults(package)
    yield from _letter_faults(package)


def _status_faults(status: Status) -> Iterable[str]:
    if status.state not in list(State):
        yield f"Mã trạng thái “{status.state}” không có trong quy chuẩn."
    if not (status.answers.document_id and status.answers.code and is_written(status.answers.promulgated)):
        yield "Trạng thái phải nói về một văn bản: mã, số ký hiệu và ngày ban hành viết năm/tháng/ngày."
    yield from _code_faults([status.sender.id, status.answers.organ_id])
    yield from _moment_faults([status.at])
    yield from _letter_faults(status)


def _code_faults(codes: Iterable[str]) -> Iterable[str]:
    for code in codes:
        try:
            Identity.parse(code)
        except BadCode as bad:
            yield bad.sentence


def _moment_faults(moments: Iterable[str]) -> Iterable[str]:
    if not all(_MOMENT.fullmatch(moment) and is_written(moment[:10]) for moment in moments):
        yield "Thời điểm phải viết như 2026/11/23 08:05:00."


def _file_faults(package: Package) -> Iterable[str]:
    keys = [content_key(file.content_id) for file in package.files]
    if not all(keys) or len(set(keys)) < len(keys):
        yield "Mỗi tệp phải có một ContentId riêng."
    for place, file in enumerate(package.files, 1):
        if file.name != clean_name(file.name, place) or not file.data:
            yield f"Tệp thứ {place} rỗng hoặc tên không hợp lệ."


def _letter_faults(value: Any) -> Iterable[str]:
    if any(_UNWRITABLE.search(text) for text in _texts(value)):
        yield "Có ký tự điều khiển mà XML không ghi được."


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for name, _, _ in paths_of(type(value)):
            yield from _texts(getattr(value, name))
