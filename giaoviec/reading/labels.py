"""Labels of the frames that plans use: Cơ quan chủ trì, Cơ quan phối hợp, Thời gian hoàn thành, Sản phẩm, Nội dung."""

from dataclasses import dataclass

from .wordlists import phrases_of
from .words import Passage, Phrases

_ROLES = ("lead", "partner", "time", "product", "content")


LABELS = Phrases.of((phrase, role) for role in _ROLES for phrase in phrases_of(f"label_{role}"))


@dataclass(frozen=True, slots=True)
class Label:
    """`role`: lead, partner, time, product or content; the value is tokens first..last-1."""

    role: str
    first: int
    last: int


def label_at(said: Passage, index: int = 0, *, last: int | None = None) -> Label | None:
    """The label that begins here and is closed by a colon."""
    size, role = LABELS.match(said.tokens, index)
    if not size:
        return None
    after = index + size
    if said.word(after) == "(":
        closing = next((i for i in range(after, min(after + 12, len(said.tokens))) if said.word(i) == ")"), None)
        after = closing + 1 if closing else after
    if said.word(after) != ":":
        return None
    return Label(role, after + 1, len(said.tokens) if last is None else last)


def labels_in(said: Passage) -> tuple[Label, ...]:
    """All labels inside one block: (Cơ quan chủ trì: Sở X; thời gian: Quý II). Each value ends at the next label."""
    if ":" not in said.low:
        return ()
    starts: list[tuple[int, Label]] = []
    index = 0
    while index < len(said.tokens):
        opens = index == 0 or not said.word(index - 1)[:1].isalnum()
        label = label_at(said, index) if opens else None
        if label:
            starts.append((index, label))
            index = label.first
        else:
            index += 1
    ends = [start for start, _ in starts[1:]] + [len(said.tokens)]
    return tuple(Label(label.role, label.first, end) for (_, label), end in zip(starts, ends, strict=False))
