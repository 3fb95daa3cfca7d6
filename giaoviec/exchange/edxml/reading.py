"""A package or a status message from its bytes: tolerant, and every tolerance is a warning in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import is_dataclass, replace
from typing import Any, TypeVar, get_args, get_origin

from giaoviec.exchange.edxml.codes import BadCode, Identity
from giaoviec.exchange.edxml.days import Day, read_day
from giaoviec.exchange.edxml.enclosed import files_of
from giaoviec.exchange.edxml.shapes import (
    MESSAGE,
    Answered,
    Business,
    Deed,
    File,
    Organ,
    Package,
    Reading,
    Receiver,
    Replaced,
    Staff,
    State,
    Status,
    Trace,
    paths_of,
)
from giaoviec.exchange.edxml.signatures import Trust, in_files, in_package
from giaoviec.exchange.edxml.tree import NOT_ONE, Element, local, named, parse
from giaoviec.intake.shapes import Refused

T = TypeVar("T")
LONGEST_TEXT = 10_000
NULLS = ("null", "NULL", "(null)")
_SHAPES = (Package, Status, Organ, Answered, Business, File, Receiver, Replaced, Staff, Trace)
_OTHERS = (
    "edXML ReplyFors ReferenceCodes Signature DigitalSignature AttachmentEncoded Attachment ContentTransferEncoded"
)
_PLACED = {name for shape in _SHAPES for _, path, _ in paths_of(shape) for name in path.split("/")}
KNOWN = _PLACED | set(_OTHERS.split())
LABELS = {
    "document_id": "DocumentId",
    "code": "số, ký hiệu",
    "promulgated": "ngày ban hành",
    "type_name": "loại văn bản",
    "subject": "trích yếu",
    "signer": "người ký",
    "to": "nơi nhận",
    "traces": "vết chuyển (TraceHeader)",
    "files": "tệp kèm theo",
}
"""What is told where it is missing; everything else may be."""


def read(data: bytes, trust: Trust | None = None) -> Reading:
    """Reads a package or a status message; `Refused` with a sentence for what is neither, or would do harm.

    With a list of whom to `trust` its signatures are verified too.
    """
    root, warnings = parse(data)
    signed = in_package(root, trust, warnings) if trust else []  # before anything is mended
    reading = _read_tree(root, warnings)
    if trust and reading.package:
        signed += in_files(reading.package.files, trust)
    return replace(reading, signatures=tuple(signed))


def _read_tree(root: Element, warnings: list[str]) -> Reading:
    head = _first(root, MESSAGE.split("/"))
    if local(root) != "edXML" or head is None:
        raise Refused("xml", NOT_ONE)
    _mend_spelling(root, warnings)
    if any(local(one) == "StatusCode" for one in head):
        return _status(_read(Status, root, warnings), warnings)
    package = _read(Package, root, warnings)
    package = replace(package, files=files_of(root, package.files, warnings))
    return _package(package, warnings)


def days_of(package: Package) -> tuple[Day, Day]:
    """The day of issue and the due day, as far as they can be told."""
    return read_day(package.promulgated, "Ngày ban hành"), read_day(package.due, "Hạn xử lý")


def _status(status: Status, warnings: list[str]) -> Reading:
    asks = [f"Mã trạng thái “{status.state}” không có trong quy chuẩn."] if status.state not in list(State) else []
    answered = status.answers
    if not (answered.document_id or answered.code):
        asks.append("Bản tin trạng thái không nói về văn bản nào (ResponseFor rỗng).")
    asks += _codes([status.sender.id])
    return Reading(status=status, warnings=tuple(dict.fromkeys(warnings)), asks=tuple(asks))


def _package(package: Package, warnings: list[str]) -> Reading:
    missing = [vi for name, vi in LABELS.items() if not getattr(package, name)]
    if missing:
        warnings.append(f"Gói thiếu: {', '.join(missing)}.")
    found = days_of(package)
    warnings += [day.warning for day in found if day.warning]
    asks = [day.ask for day in found if day.ask]
    if package.business.deed and package.business.deed not in list(Deed):
        asks.append(f"Loại nghiệp vụ “{package.business.deed[:20]}” không có trong quy chuẩn; hãy xem là việc gì.")
    asks += _codes([package.sender.id, *(organ.id for organ in package.to)])
    kept = tuple(one for one in package.answers if one != Answered())
    if len(kept) < len(package.answers):
        warnings.append("Bỏ qua phần ResponseFor rỗng.")
    return Reading(package=replace(package, answers=kept), warnings=tuple(dict.fromkeys(warnings)), asks=tuple(asks))


def _codes(codes: Iterable[str]) -> list[str]:
    found = []
    for code in dict.fromkeys(codes):
        try:
            Identity.parse(code)
        except BadCode as bad:
            found.append(bad.sentence if code else "Có nơi gửi hoặc nơi nhận không ghi mã định danh.")
    return found


def _mend_spelling(root: Element, warnings: list[str]) -> None:
    """`Business` with one s is the standard's `Bussiness`; what nobody knows is named once."""
    unknown = set()
    for element in root.iter("*"):
        name = local(element)
        if name.startswith("Business"):
            element.tag = "Bussiness" + name.removeprefix("Business")
            warnings.append("Phần tử “Business” viết một chữ s; đã đọc như “Bussiness”.")
        elif name not in KNOWN and not _is_signature(element):
            unknown.add(name)
    if unknown:
        shown = ", ".join(name[:40] for name in sorted(unknown)[:8])
        warnings.append(f"Bỏ qua phần tử lạ: {shown}{'…' if len(unknown) > 8 else ''}.")


def _is_signature(element: Element) -> bool:
    return "xmldsig" in element.tag or "xades" in element.tag.casefold() or "etsi.org" in element.tag


def _read(shape: type[T], element: Element, warnings: list[str]) -> T:
    """A dataclass of `shapes` from the element it stands in, by the paths of its fields."""
    values: dict[str, Any] = {}
    for name, path, kind in paths_of(shape):
        *above, last = path.split("/")
        parent = _first(element, above)
        found = [] if parent is None else list(named(parent, last))
        if get_origin(kind) is tuple:
            values[name] = tuple(_value(get_args(kind)[0], one, warnings) for one in found)
        elif found:
            values[name] = _value(kind, found[0], warnings)
            if len(found) > 1:
                warnings.append(f"Phần tử “{last}” lặp lại; dùng phần tử đầu.")
    return shape(**values)


def _value(kind: Any, element: Element, warnings: list[str]) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return _read(kind, element, warnings)
    raw = "".join([element.text or "", *(one.tail or "" for one in element)])
    if len(raw) > LONGEST_TEXT:
        raise Refused("long", f"Phần tử “{local(element)}” dài quá mức. Hãy đề nghị nơi gửi xuất lại gói.")
    text = " ".join(raw.split())
    if text in NULLS:
        warnings.append(f"Phần tử “{local(element)}” ghi “{text}”; coi như để trống.")
        return ""
    return text


def _first(element: Element, path: list[str]) -> Element | None:
    for name in path:
        element = next(named(element, name), None)
        if element is None:
            return None
    return element
