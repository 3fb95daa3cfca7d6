"""What each step saw, for `giaoviec read --explain` and for whoever mends a rule. Built only when asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Block
from .judge import Verdict
from .lines import Line
from .outline import Node
from .shapes import Particulars, Reading, Step
from .tables import Table
from .unit import Unit
from .view import squeeze

_SHOWN = 76


@dataclass(frozen=True, slots=True)
class Trace:
    """The intermediate results of one reading."""

    lines: tuple[Line, ...]
    width: int
    head: tuple[Line, ...]
    body: tuple[int, int]
    document: Particulars
    nodes: tuple[Node, ...]
    tables: tuple[Table, ...]
    judged: tuple[tuple[Unit, Verdict], ...]


def steps_of(trace: Trace) -> tuple[Step, ...]:
    """The views of the steps, in the order in which they ran."""
    return (
        Step("1. Dòng", _lines(trace)),
        Step("2. Đặc điểm văn bản", _particulars(trace)),
        Step("3. Đoạn và bố cục", tuple(_node(node, trace.nodes) for node in trace.nodes)),
        Step("4. Mệnh đề", tuple(row for node in trace.nodes for row in _clauses(node))),
        Step("5. Bảng", tuple(_table(table) for table in trace.tables)),
        Step("6. Nhiệm vụ hay không", tuple(_unit(unit, verdict) for unit, verdict in trace.judged)),
    )


def explain(reading: Reading) -> str:
    """Every step's view as one text."""
    parts = [f"--- {step.title}\n" + "".join(f"  {row}\n" for row in step.rows) for step in reading.steps]
    return "\n".join(parts)


def _short(text: str) -> str:
    flat = squeeze(text)
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"


def _lines(trace: Trace) -> tuple[str, ...]:
    wrapped = f"ngắt dòng ở khoảng {trace.width} ký tự" if trace.width else "mỗi đoạn một dòng"
    first, last = trace.body
    return (
        f"{len(trace.lines)} dòng có chữ, {wrapped}",
        f"phần đầu: {len(trace.head)} dòng; nội dung: dòng {first + 1}–{last}; phần kết: từ dòng {last + 1}",
    )


def _particulars(trace: Trace) -> tuple[str, ...]:
    shown = {name: getattr(trace.document, name) for name in trace.document.__slots__}
    return tuple(f"{name}: {value}" for name, value in shown.items() if value)


def _depth(node: Node, nodes: Sequence[Node]) -> int:
    depth = 0
    while node.parent >= 0:
        node, depth = nodes[node.parent], depth + 1
    return depth


def _node(node: Node, nodes: Sequence[Node]) -> str:
    marker = node.block.marker
    sign = f"{marker.text} " if marker else ""
    return f"{node.block.start:>6} {'  ' * _depth(node, nodes)}{sign}{_short(node.text)}"


def _clauses(node: Node) -> list[str]:
    said, rows = node.block.said, []
    for clause in node.clauses:
        who = f" [{clause.named.text}]" if clause.named else ""
        recalled = " (nhắc lại)" if clause.recalled else ""
        rows.append(
            f"{_place(node.block, clause.first):>6} {clause.kind}{who}{recalled}: "
            f"{_short(said.cut(clause.first, clause.last))}"
        )
    return rows


def _place(block: Block, token: int) -> int:
    tokens = block.said.tokens
    return block.offset + tokens[token].start if token < len(tokens) else block.end


def _table(table: Table) -> str:
    return f"{len(table.frames)} dòng nhiệm vụ: " + "; ".join(_short(frame.texts[0])[:30] for frame in table.frames[:4])


def _unit(unit: Unit, verdict: Verdict) -> str:
    leads = "; ".join(unit.leads) or "không ghi"
    sign = f"{verdict.verdict}{' (tùy chọn)' if verdict.optional else ''}"
    return f"{unit.start}–{unit.end} {sign}: {verdict.why} | {leads} | {_short(unit.texts[0])}"
