"""Step 3b: the outline. Blocks nested by their numbering, whatever numbering the writer chose."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .blocks import Block
from .clause import Clause
from .clauses import clauses_of
from .lexicon import CLOSINGS, ENDINGS
from .words import Passage

# Kinds of numbering that never stand inside another one of the list.
MAX_DEPTH = 12
_RANK = {"part": 0, "chapter": 1, "annex": 0, "article": 3}


@dataclass(slots=True)
class Node:
    """A block with what it holds: indices of its children, and its parent's (-1: none)."""

    index: int
    block: Block
    clauses: tuple[Clause, ...]
    parent: int
    children: list[int] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.block.marker.kind if self.block.marker else ""

    @property
    def value(self) -> int | None:
        """The number of its numbering, None where it has none."""
        return self.block.marker.value if self.block.marker else None

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def opens_list(self) -> bool:
        return self.text.rstrip(' "”.').endswith(":")


def outline_of(blocks: Sequence[Block]) -> list[Node]:
    """Nodes in the order of the blocks. An unnumbered block hangs on the item before it if that waits for more."""
    nodes: list[Node] = []
    stack: list[Node] = []
    left: list[_Left] = []
    for index, block in enumerate(blocks):
        marker = block.marker
        if marker:
            if left and (left[-1].kind, left[-1].value) == (marker.kind, (marker.value or 0) - 1):
                _leave(stack, left.pop().parent)
            _unwind(stack, marker.kind, marker.value)
            parent = stack[-1].index if stack else -1
            clauses = clauses_of(block.said)
        else:
            clauses = clauses_of(block.said)
            parent = stack[-1].index if stack and _goes_on(stack[-1], clauses, block.said) else _host(stack)
        node = Node(index, block, clauses, parent)
        nodes.append(node)
        if parent >= 0:
            nodes[parent].children.append(index)
        if marker:
            stack.append(node)
        elif node.opens_list and any(clause.named for clause in clauses):
            left += _leave(stack, parent)
    return nodes


@dataclass(frozen=True, slots=True)
class _Left:
    """An item that was closed before its numbering ended: `Chính phủ yêu cầu các bộ:` under 1., then 2."""

    kind: str
    value: int | None
    parent: int


def _leave(stack: list[Node], parent: int) -> list[_Left]:
    """An unnumbered sentence that names bodies and opens a list closes the items before it; these are returned."""
    closed: list[_Left] = []
    while stack and stack[-1].index != parent:
        node = stack.pop()
        closed.append(_Left(node.kind, node.value, node.parent))
    return closed[::-1]


def _unwind(stack: list[Node], kind: str, value: int | None) -> None:
    """Takes from the stack what an item of this kind closes."""
    rank = _RANK.get(kind)
    if rank is not None:
        while stack and _RANK.get(stack[-1].kind, 99) >= rank:
            stack.pop()
        return
    depth = _place_of(stack, kind, value)
    if depth is not None:
        del stack[depth:]


def _place_of(stack: Sequence[Node], kind: str, value: int | None) -> int | None:
    """The depth at which this kind of numbering already stands, the innermost where it goes on counting."""
    same = [i for i, node in enumerate(stack) if node.kind == kind]
    if not same:
        return None
    for depth in reversed(same):
        last = stack[depth].block.marker
        if value is None or last is None or last.value is None or value == last.value + 1:
            return depth
    inner = stack[-1]
    fresh = value == 1 and inner.opens_list and inner.kind == kind and len(stack) < MAX_DEPTH
    return None if fresh else same[-1]


def _goes_on(item: Node, clauses: Sequence[Clause], said: Passage) -> bool:
    """A paragraph without a body of its own under an item that is no heading: the item goes on."""
    if is_heading(item) or any(clause.named for clause in clauses):
        return False
    first = said.tokens
    fresh = CLOSINGS.at(first, 0) or ENDINGS.at(first, 0)
    return bool(clauses) and clauses[0].kind in ("verb", "other") and not fresh


def _host(stack: Sequence[Node]) -> int:
    """Where an unnumbered block belongs: to the nearest numbered item that is a heading or opens a list."""
    for node in reversed(stack):
        if is_heading(node):
            return node.index
    return -1


def is_heading(node: Node) -> bool:
    """Does this block only announce what follows: bodies, a matter, or a sentence that ends with a colon?"""
    text = node.text.rstrip()
    if not text or node.opens_list:
        return True
    if any(clause.kind == "heading" for clause in node.clauses) and len(node.clauses) == 1:
        return True
    return len(text) < 160 and not text.endswith((".", ";", "!", "?", "/.", "”", '"'))
