"""Bytes to a tree that can do no harm: one encoding, no DOCTYPE, no entity of its own, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from giaoviec.intake.shapes import MEGABYTE, Refused
from giaoviec.intake.sniff import heavy_refusal

Element: TypeAlias = Any  # an lxml element; lxml has no types
LARGEST = 50 * MEGABYTE
_START = re.compile(r"<\?xml|<(?:\w+:)?edXML\b")
_DECLARED = re.compile(r"<\?xml[^>]*\?>")
_WITHOUT_NAMESPACE = "NS_ERR_UNDEFINED_NAMESPACE"

NOT_ONE = "Đây không phải gói edXML (không có phần tử edXML, MessageHeader). Hãy đề nghị nơi gửi xuất lại gói."
BROKEN = "Gói edXML hỏng: XML không đúng cú pháp. Hãy đề nghị nơi gửi xuất lại gói."
DOCTYPE = "Gói chứa khai báo DOCTYPE hoặc ENTITY nên không mở. Hãy đề nghị nơi gửi xuất lại gói."


def parse(data: bytes) -> tuple[Element, list[str]]:
    """The root and the liberties taken (Vietnamese); `Refused` for what is too large, hostile or no XML."""
    if len(data) > LARGEST:
        raise Refused("size", f"Gói lớn hơn {LARGEST // MEGABYTE} MB. Hãy đề nghị nơi gửi chia thành nhiều gói.")
    text, warnings = _decoded(data)
    # Also inside comments: nothing of ours ever has to quote one, and a scan cannot be led astray by the encoding.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused("doctype", DOCTYPE)
    start = _START.search(text)
    if start is None:
        raise Refused("xml", NOT_ONE)
    if text[: start.start()].strip("\ufeff \r\n\t"):
        warnings.append(f"Bỏ qua {start.start()} ký tự lạ trước phần đầu của gói.")
    content = _DECLARED.sub("", text[start.start() :], count=1).lstrip().encode()
    del text
    return _root(content, warnings), warnings


def local(element: Element) -> str:
    """The tag without namespace or prefix; "" for a comment."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def named(element: Element, name: str) -> Iterator[Element]:
    """The children of a local name."""
    return (one for one in element if local(one) == name)


def _decoded(data: bytes) -> tuple[str, list[str]]:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8"), ["Gói viết bằng UTF-16 thay vì UTF-8."] if wide else []
    except UnicodeDecodeError:
        raise Refused("encoding", "Gói không phải UTF-8 nên không đọc được. Hãy đề nghị nơi gửi xuất lại.") from None


def _root(content: bytes, warnings: list[str]) -> Element:
    parser = _parser(recover=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        kinds = {entry.type_name for entry in parser.error_log}
        if "ERR_NO_MEMORY" in kinds:
            raise heavy_refusal() from None
        if kinds != {_WITHOUT_NAMESPACE}:
            raise Refused("broken", BROKEN) from None
    warnings.append("Có tiền tố không gian tên chưa khai báo; đọc theo tên phần tử.")
    return etree.fromstring(content, _parser(recover=True))


def _parser(*, recover: bool) -> Any:
    # huge_tree: a file of more than 10 MB is one text node; what it would let in else is refused above.
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, recover=recover
    )
