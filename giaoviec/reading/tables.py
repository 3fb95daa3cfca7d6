"""Step 3a: tables of tasks. Nội dung | Cơ quan chủ trì | Phối hợp | Thời gian | Sản phẩm, one frame a row.

A table comes with its cells on one line (tabs, bars, wide gaps) or, from a web page, with one cell or a part of one on
each line. In the second case the order of the columns and the usual shape of a cell tell where a cell ends.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .bodies import bodies_at
from .frames import Frame
from .heads import head_at
from .lines import Line, columns
from .partners import partners_in
from .view import squeeze
from .words import fold, passage

_COLUMNS = (
    ("number", r"(?:tt|stt|số tt|số thứ tự)$"),
    ("partner", r"(?:(?:các )?(?:cơ quan|đơn vị|cơ quan, đơn vị|cơ quan/đơn vị)? ?phối hợp)"),
    (
        "lead",
        r"(?:(?:các )?(?:cơ quan|đơn vị|cơ quan, đơn vị|cơ quan/đơn vị|phòng, ban)?,? ?(?:chủ trì|thực hiện"
        r"|chịu trách nhiệm|đầu mối|được giao|tham mưu)|phân công|trách nhiệm|chủ trì)",
    ),
    ("time", r"(?:thời gian|thời hạn|tiến độ|hạn|hoàn thành|thời điểm|lộ trình)"),
    ("product", r"(?:sản phẩm|kết quả|dự kiến sản phẩm|yêu cầu sản phẩm|đầu ra)"),
    (
        "content",
        r"(?:nội dung|nhiệm vụ|tên nhiệm vụ|công việc|tên văn bản|hoạt động|danh mục|đầu việc|nhiệm vụ, giải pháp"
        r"|các nhiệm vụ)",
    ),
    ("note", r"(?:ghi chú|căn cứ|kinh phí)"),
)
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _COLUMNS)
# More lines than this are no row of a table.
MOST_FRAGMENTS = 60
_ROW = re.compile(r"(\d{1,3})\s*[.)]?$")
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-H])\s*[.)]?$")
_TIME = re.compile(
    r"(?:quý|tháng|năm|ngày|tuần|thường xuyên|hằng|hàng|trước|sau khi|định kỳ|theo|khi|\d{1,2}/\d|\d{4})"
)
_END = re.compile(r"(?:ghi chú:|nơi nhận|[ivx]+\. |điều \d)")


@dataclass(frozen=True, slots=True)
class Table:
    """A table in lines first..last-1: its rows as frames, and the lines that are its head."""

    first: int
    last: int
    frames: tuple[Frame, ...]


def tables_in(lines: Sequence[Line]) -> tuple[Table, ...]:
    """The task tables of these lines, in order."""
    found: list[Table] = []
    index = 0
    while index < len(lines):
        table = _ruled(lines, index) or _flat(lines, index)
        if table:
            found.append(table)
        index = table.last if table else index + 1
    return tuple(found)


def _role(text: str) -> str | None:
    low = fold(squeeze(text)).strip(" .:*")
    if not low or len(low) > 60:
        return None
    return next((role for role, pattern in _PATTERNS if pattern.match(low)), None)


def _ruled(lines: Sequence[Line], index: int) -> Table | None:
    """A table whose rows stand on one line each."""
    heads = columns(lines[index])
    roles = [_role(cell.text) for cell in heads]
    if len(heads) < 3 or "lead" not in roles or None in roles:
        return None
    frames: list[Frame] = []
    at = index + 1
    while at < len(lines):
        cells = columns(lines[at])
        if len(cells) < 2:
            break
        section = bool(_SECTION.match(cells[0].text)) and len(cells) == 2
        frame = None if section else _frame(_matched(roles, cells, lines[at]), lines[at].start, lines[at].end)
        if frame:
            frames.append(frame)
        at += 1
    return Table(index, at, tuple(frames)) if frames else None


def _matched(roles: Sequence[str | None], cells: Sequence[Line], line: Line) -> dict[str, str]:
    """Cells by role. Fewer cells than columns: the kinds of the cells decide."""
    texts = [cell.text for cell in cells]
    raw = re.split(r"\t|\|", line.text)
    if len(raw) == len(roles) and len(texts) != len(roles):
        texts = [part.strip() for part in raw]
    if len(texts) == len(roles):
        return {role: text for role, text in zip(roles, texts, strict=True) if role}
    return _dealt(texts, [role for role in roles if role])


def _flat(lines: Sequence[Line], index: int) -> Table | None:
    """A table with one cell, or a part of one, on each line."""
    roles, at = _flat_head(lines, index)
    if not roles:
        return None
    frames: list[Frame] = []
    row: list[Line] = []
    first_row = at
    while at < len(lines) and not _END.match(fold(lines[at].text)) and len(lines[at].text) < 400:
        text = lines[at].text
        if _ROW.match(text) or _SECTION.match(text):
            _close_row(row, roles, frames)
            row = []
        row.append(lines[at])
        at += 1
    _close_row(row, roles, frames)
    return Table(index, at, tuple(frames)) if frames and at > first_row else None


def _flat_head(lines: Sequence[Line], index: int) -> tuple[list[str], int]:
    """(roles, index after the head) where at least a number, a content and a lead column stand line under line."""
    roles: list[str] = []
    at = index
    text = ""
    while at < len(lines) and at - index < 16:
        text = f"{text} {lines[at].text}".strip()
        role = _role(text)
        if role is None and roles and _ROW.match(lines[at].text):
            break
        if role is None and len(text) > 45:
            break
        if role is not None and role not in roles:
            roles.append(role)
            text = ""
        elif role is not None or roles:
            text = ""
        elif at == index:
            return [], index
        at += 1
    if (
        "lead" in roles
        and "content" in roles
        and roles[0] == "number"
        and at < len(lines)
        and _ROW.match(lines[at].text)
    ):
        return roles, at
    return [], index


def _close_row(row: Sequence[Line], roles: Sequence[str], frames: list[Frame]) -> None:
    if not 3 <= len(row) <= MOST_FRAGMENTS or not _ROW.match(row[0].text):
        return
    dealt = _dealt([line.text for line in row[1:]], [role for role in roles if role != "number"])
    frame = _frame(dealt, row[0].start, row[-1].end)
    if frame:
        frames.append(frame)


def _dealt(fragments: Sequence[str], roles: Sequence[str]) -> dict[str, str]:
    """Fragments dealt to the columns in order, so that their shapes fit best."""
    rows = [[0.0] * (len(roles) + 1) for _ in range(len(fragments) + 1)]
    back = [[0] * (len(roles) + 1) for _ in range(len(fragments) + 1)]
    for count in range(1, len(fragments) + 1):
        rows[count][0] = float("-inf")
    for column in range(1, len(roles) + 1):
        for count in range(len(fragments) + 1):
            best, cut = max(
                (rows[start][column - 1] + _fits(fragments[start:count], roles[column - 1]), start)
                for start in range(max(0, count - 12), count + 1)
            )
            rows[count][column], back[count][column] = best, cut
    dealt, count = {}, len(fragments)
    for column in range(len(roles), 0, -1):
        start = back[count][column]
        dealt[roles[column - 1]] = " ".join(fragments[start:count])
        count = start
    return dealt


def _fits(parts: Sequence[str], role: str) -> float:
    """How well fragments fit a column. A cell begins with a capital; its further lines usually do not."""
    if not parts:
        return -1.0 if role in ("content", "lead") else -0.2
    said = passage(parts[0])
    body = bool(head_at(said, 0))
    time = bool(_TIME.match(fold(parts[0]))) and len(parts[0]) < 80
    score = 0.5 if parts[0][0].isupper() or parts[0][0].isdigit() else -1.5
    score -= 0.8 * sum(part[0].isupper() and not part.startswith(("Sở", "UBND", "Các")) for part in parts[1:])
    wanted = {"lead": body, "partner": body, "time": time}.get(role)
    if wanted is not None:
        return score + (2.0 if wanted else -1.5)
    return score + (-1.0 if body or time else 0.6)


def _frame(cells: dict[str, str], start: int, end: int) -> Frame | None:
    """The frame of one row, None where nobody leads."""
    lead = squeeze(cells.get("lead", ""))
    content = squeeze(cells.get("content", ""))
    said = passage(lead)
    named = bodies_at(said, 0, loose=True) if said.tokens else None
    if named is None or not content:
        return None
    partners = list(partners_in(said, named.after, len(said.tokens)))
    beside = passage(squeeze(cells.get("partner", "")))
    others = bodies_at(beside, 0, loose=True) if beside.tokens else None
    partners += others.members if others else ()
    product = squeeze(cells.get("product", "")) or None
    return Frame(
        start=start,
        end=end,
        texts=(content, *([product] if product else [])),
        leads=named.members,
        partners=tuple(name for name in dict.fromkeys(partners) if name not in named.members),
        time=squeeze(cells.get("time", "")) or None,
        product=product,
    )
