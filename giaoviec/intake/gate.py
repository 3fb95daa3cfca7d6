"""The secret gate: what is marked mật, tối mật or tuyệt mật is never stored (Regulation, article 6, clause 2).

A marking is judged by its place and form. The words themselves are free: the Regulation says "mật" eleven times.
Three verdicts; only "clean" may be stored. ``rule`` names what decided and is all that a record of refusal may keep.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from giaoviec.intake.gate_document import Finding, find_in_document
from giaoviec.intake.gate_entry import find_in_field, find_in_name, is_pasted
from giaoviec.intake.gate_fold import Line, Marking, is_near, name_marking
from giaoviec.intake.gate_stamp import read_stamp
from giaoviec.intake.shapes import Aside, Extraction

Where = Literal["document", "field", "filename"]

_PLACES = {
    "head-line": "dòng riêng ở phần đầu văn bản",
    "running-head": "đầu trang hoặc chân trang",
    "body-line": "dòng riêng trong văn bản",
    "secrecy-field": "mục “Độ mật”",
    "bracket": "ghi trong ngoặc ở phần đầu văn bản",
    "number": "trong số, ký hiệu",
    "field": "ở đầu hoặc cuối nội dung nhập",
    "file-name": "trong tên tệp",
    "property": "trong thuộc tính của tệp",
    "aside": "trong hộp chữ, ghi chú hoặc hình mờ",
    "pressed": "dấu đóng trên trang",
}
DOUBTS = {
    "number": "số, ký hiệu kết thúc bằng chữ M, có thể là số của văn bản mật",
    "delivery-stamp": "có dấu giao nhận thường đóng trên văn bản mật",
    "declassified": "có dấu giải mật, cần người có trách nhiệm đối chiếu",
    "file-name": "tên tệp có thể cho biết đây là văn bản mật",
    "pressed": "có dấu đóng trên trang giống dấu chỉ độ mật",
    "unread": "có phần không đọc được",
    "other-file": "nội dung đọc được không phải của tệp này",
}
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_MARKS = ("mat", "toimat", "tuyetmat")
_ENDS_MARKED = re.compile(r"(?:^|(?<=^.))(?:tuyet|toi)?mat$")
_BASIS = "khoản 2 Điều 6 Quy chế không cho cập nhật văn bản mật lên phần mềm"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``kind`` "clean" alone may be stored. ``sentence``: Vietnamese, for the person at the door; quotes nothing."""

    kind: Literal["clean", "secret", "unsure"]
    marking: Marking | None
    rule: str
    sentence: str


CLEAN = Verdict("clean", None, "", "")


def judge_text(text: str, *, where: Where = "document") -> Verdict:
    """Judge a text: a whole document, what was typed into one field, or the name of a file. Linear in its length."""
    if where == "filename":
        return _verdict(find_in_name(text))
    if where == "field":
        return _verdict(find_in_field(text) or (find_in_document(text) if is_pasted(text) else None))
    return _verdict(find_in_document(text))


def judge_file(name: str, data: bytes, extraction: Extraction) -> Verdict:
    """Judge a file by its name, all that was read of it, and what could not be read.

    "secret" outweighs "unsure", and that "clean". ``extraction`` must be of ``data`` (its SHA-256), else "unsure".
    """
    if extraction.sha256 != hashlib.sha256(data).hexdigest():
        return _verdict(Finding("other-file", None))
    return _strongest(_file_findings(name, extraction))


def _file_findings(name: str, extraction: Extraction) -> Iterator[Finding | None]:
    yield find_in_name(name)
    yield find_in_document(_with_page_ends(extraction))
    yield from (_find_in_aside(aside) for aside in extraction.asides)
    if extraction.unread:
        yield Finding("unread", None)


def _with_page_ends(extraction: Extraction) -> str:
    """The text with a form feed between its pages, so that their edges are judged as such."""
    if len(extraction.pages) < 2:
        return extraction.text
    return "\f".join(extraction.text[page.start : page.end] for page in extraction.pages)


def _find_in_aside(aside: Aside) -> Finding | None:
    if aside.kind == "property":
        found = find_in_field(aside.text)
        return Finding("property", found.marking) if found else None
    if aside.kind == "pressed":
        return _find_pressed(aside.text)
    found = _find_alone(aside) or find_in_field(aside.text)
    return found or (find_in_document(aside.text) if aside.kind == "textbox" else None)


def _find_pressed(text: str) -> Finding | None:
    """What a stamp says: its letters are read off ink, so that one may be wrong, lost or too many."""
    letters = _NOT_LETTERS.sub("", Line(text).bare)
    if found := _ENDS_MARKED.search(letters):
        return Finding("pressed", name_marking(found[0]))
    near = "mat" in letters or letters in ("toi", "tuyet") or any(is_near(letters, mark) for mark in _MARKS)
    return Finding("pressed", None) if near else None


def _find_alone(aside: Aside) -> Finding | None:
    """Outside the running text a line that is a marking, however written, is a stamp."""
    rule = "running-head" if aside.kind in ("header", "footer", "furniture") else "aside"
    for raw in aside.text.splitlines():
        for piece in raw.split("\t"):
            stamp = read_stamp(Line(piece))
            if stamp and (stamp.exact or stamp.shouted or piece.isascii()):
                return Finding(rule, stamp.marking)
    return None


def _strongest(findings: Iterable[Finding | None]) -> Verdict:
    doubt: Finding | None = None
    for found in findings:
        if found and found.marking:
            return _verdict(found)
        doubt = doubt or found
    return _verdict(doubt)


def _verdict(found: Finding | None) -> Verdict:
    if found is None:
        return CLEAN
    if found.marking is None:
        return Verdict("unsure", None, found.rule, _doubt_sentence(found.rule))
    return Verdict("secret", found.marking, found.rule, _secret_sentence(found.marking, found.rule))


def _secret_sentence(marking: Marking, rule: str) -> str:
    return (
        f"Có dấu chỉ độ mật “{marking.upper()}” ({_PLACES[rule]}): {_BASIS}. Không có gì được lưu lại; "
        "hãy theo dõi bằng văn bản theo chế độ mật."
    )


def _doubt_sentence(rule: str) -> str:
    return (
        f"Chưa biết chắc đây có phải văn bản mật hay không: {DOUBTS[rule]}. Vì {_BASIS}, chưa có gì được lưu lại; "
        "hãy dùng bản rõ hơn, hoặc để người thứ hai xem và xác nhận."
    )
