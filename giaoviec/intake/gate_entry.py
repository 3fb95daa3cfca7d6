"""Judging what is typed into one field, and the names of files."""

from __future__ import annotations

import re
import unicodedata

from giaoviec.intake.gate_document import Finding
from giaoviec.intake.gate_field import field_marking
from giaoviec.intake.gate_fold import EXACT, PLAIN, Line, name_marking
from giaoviec.intake.gate_stamp import read_stamp

# Words that begin with "mật" and have nothing to do with secrecy, or only name it.
_COMPOUNDS = (
    "độ|khẩu|mã|vụ|thiết|ngữ|thư|lệnh|hiệu|nghị|thám|báo(?! cáo)|danh(?! sách| mục)|đàm|tông|phục|truyền"
    "|ong|hoa|mía|đường|gấu|lợn|heo|rắn|cá|gà|nhân|ít|thất"
)
_OPEN, _CLOSE = r"[\[({<«【]", r"[\])}>»】]"
_NOUN = r"(?:văn bản|tài liệu|hồ sơ|công văn|công điện|kế hoạch|phương án|báo cáo)"
_LEVELS_FOLLOW = r"(?!\s*(?:,|;|/|và|hoặc)?\s*(?:tối|tuyệt)\s+mật|\s*,?\s*mật\b)"
_BRACKET_START = re.compile(rf"[\W_]*?{_OPEN}\s*(?:{_NOUN}\s+)?(?P<mark>{EXACT}|{PLAIN})\s*{_CLOSE}")
_BRACKET_END = re.compile(rf"{_OPEN}\s*(?:{_NOUN}\s+)?(?P<mark>{EXACT})\s*{_CLOSE}[\W_]*$")
_SEPARATED = re.compile(
    rf"[\W_]*(?:{_NOUN}\s+)?(?P<mark>{EXACT})(?:\s*[-–—:_/|.,;]+{_LEVELS_FOLLOW}|\s{{2,}}{_LEVELS_FOLLOW}(?!(?:{_COMPOUNDS})\b))"
)
_RUN_ON = re.compile(rf"[\W_]*(?P<mark>{EXACT})\s+{_LEVELS_FOLLOW}(?!(?:{_COMPOUNDS})\b)[^\W_]")
_PLAIN_CAPS = re.compile(r"[\W_]*(?P<mark>(?:T[O0]I\s*|TUYET\s*)?MAT)\s*[-–—:_/|]")
_CAPS_END = re.compile(r"(?:[-–—_|/]\s*)(?P<mark>(?:TỐI |TUYỆT )?MẬT)[\W_]*$")
_DOCUMENT_LINES = 4

_SPLIT = re.compile(r"[\s_.+,;–—-]+")
_CAPS = r"(?P<mark>MAT|T[O0]I[ _-]?MAT|TUYET[ _-]?MAT)"
_LEVEL = r"(?:toi|tuyet)[ _-]?mat"
_NAME_PLAIN_START = re.compile(rf"{_CAPS}(?:\s*[_–—.]|\s+-|-)(?P<next>[^\W_]*)")
_NAME_PLAIN_END = re.compile(rf"(?:^|(?P<before>[^\W_]*)(?:[_–—.]|-\s+|-))\s*{_CAPS}$")
_NAME_WHOLE = re.compile(rf"(?i)(?:^|[\W_])(?P<mark>{_LEVEL})$|^(?P<start>{_LEVEL})(?:[\W_]|$)")
_PLAIN_COMPOUNDS = re.compile(
    r"(?i)bang|duong|tran|hang|cat|truoc|sau|tien|nuoc|do|khau|ong|troi|na|bien|ma|vu"
    r"|bao|bi|ra|gap|be|co|vang|giai|chat|lam|so"
)
_ENDS_BEFORE = re.compile(r"bảo|bí|cơ|độ|ong|giải|giữ|bao|bi|do|giai")
_ABOUT_NOUNS = re.compile(r"văn bản|tài liệu|hồ sơ|van ban|tai lieu|ho so")


def find_in_field(text: str) -> Finding | None:
    """A marking that a field is, begins or ends with; a pasted document is judged line by line as well."""
    lines = [line for line in unicodedata.normalize("NFC", text).splitlines() if line.strip()]
    for raw in lines:
        if found := _find_in_line(raw):
            return found
        if unaccented := _PLAIN_CAPS.match(raw):
            return Finding("field", name_marking(unaccented["mark"].lower()))
    return None


def is_pasted(text: str) -> bool:
    """Whether a field holds so much that it may be a document with its head."""
    return text.count("\n") >= _DOCUMENT_LINES


def find_in_name(name: str) -> Finding | None:
    """A marking that the name of a file begins or ends with, or has in brackets."""
    stem = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem = re.sub(r"(?:\.[A-Za-z0-9]{1,5})+$", "", stem).strip()
    spaced = Line(stem.replace("_", " ").replace(".", " "))
    stamp = read_stamp(spaced)
    if stamp and (stamp.exact or stamp.shouted):
        return Finding("file-name", stamp.marking)
    return _find_accented(stem) or _find_plain(stem)


def _find_in_line(raw: str) -> Finding | None:
    head, tail = Line(raw[:160]), Line(raw[-80:])
    if marking := field_marking(head, anywhere=True):
        return Finding("secrecy-field", marking)
    stamp = read_stamp(head)
    if stamp and (stamp.exact or stamp.shouted or raw.isascii()):
        return Finding("field", stamp.marking)
    found = _BRACKET_START.match(head.marked) or _SEPARATED.match(head.marked) or _BRACKET_END.search(tail.marked)
    found = found or _CAPS_END.search(raw[-80:]) or _match_run_on(head)
    return Finding("field", name_marking(found["mark"].lower())) if found else None


def _match_run_on(line: Line) -> re.Match[str] | None:
    """ "MẬT Kế hoạch …" and "Tối mật kế hoạch …", but not "Mật độ …", "MẬT KHẨU …" nor a list of the levels."""
    found = _RUN_ON.match(line.marked)
    if found is None or name_marking(found["mark"]) != "mật":
        return found
    first = line.raw.split()[0].strip("\ufeff\u200b")
    return found if first.isupper() else None


def _find_accented(stem: str) -> Finding | None:
    found = _find_in_line(stem.replace("_", " - "))
    if found:
        return Finding("file-name", found.marking)
    words = [word for word in _SPLIT.split(Line(stem).marked) if word]
    if len(words) < 2 or words[-1] != "mật" or _ENDS_BEFORE.fullmatch(words[-2]):
        return None
    if words[-2] in ("tối", "tuyệt"):
        return Finding("file-name", name_marking(f"{words[-2]} mật"))
    return Finding("file-name", None if _ABOUT_NOUNS.search(" ".join(words[-3:])) else "mật")


def _find_plain(stem: str) -> Finding | None:
    if found := _NAME_WHOLE.search(stem):
        return Finding("file-name", name_marking((found["mark"] or found["start"]).lower()))
    start, end = _NAME_PLAIN_START.match(stem), _NAME_PLAIN_END.search(stem)
    if start and not _PLAIN_COMPOUNDS.fullmatch(start["next"]):
        return Finding("file-name", name_marking(start["mark"].lower()))
    if end and not _PLAIN_COMPOUNDS.fullmatch(end["before"] or ""):
        return Finding("file-name", name_marking(end["mark"].lower()))
    return None
