"""Step 6a: frames. Nội dung / Cơ quan chủ trì / Cơ quan phối hợp / Thời gian / Sản phẩm make one task together."""

from collections.abc import Sequence
from dataclasses import dataclass

from .bodies import bodies_at
from .labels import Label, labels_in
from .outline import Node
from .partners import partners_in
from .words import Passage


@dataclass(frozen=True, slots=True)
class Frame:
    """One task in a frame; `time` is the text of its time label, `product` that of its product label."""

    start: int
    end: int
    texts: tuple[str, ...]
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    time: str | None
    product: str | None


@dataclass(slots=True)
class _Part:
    node: Node
    labels: tuple[Label, ...]

    @property
    def labelled(self) -> bool:
        """Does the block consist of labels, or only end with one in brackets?"""
        return bool(self.labels)

    @property
    def pure(self) -> bool:
        return bool(self.labels) and self.labels[0].first <= 8 and self.labels[0].role != "content"


def frames_in(node: Node, children: Sequence[Node]) -> list[Frame]:
    """The frames that a node and its children make; none where no lead is labelled."""
    parts = [_Part(child, labels_in(child.block.said)) for child in children]
    own = _Part(node, labels_in(node.block.said))
    if not any(label.role == "lead" for part in (own, *parts) for label in part.labels):
        return []
    if any(child.children for child in children) and not _flat(parts):
        return []
    groups = _grouped(own, parts)
    frames = [_frame(group) for group in groups]
    return [frame for frame in frames if frame.leads] if all(frame.leads for frame in frames) else []


def _flat(parts: Sequence[_Part]) -> bool:
    """Are the labels here, and not in the items below the children?"""
    return any(part.pure for part in parts)


def _grouped(own: _Part, parts: Sequence[_Part]) -> list[list[_Part]]:
    """Parts of one task together: a part without label after a labelled one, or a second content, begins a new one."""
    groups: list[list[_Part]] = [[own]]
    for part in parts:
        current = groups[-1]
        done = any(p.pure or _has_lead(p) for p in current[1:]) or (len(current) == 1 and _has_lead(own))
        begins = not part.pure and done
        if begins:
            groups.append([part])
        else:
            current.append(part)
    if len(groups) > 1 and len(groups[0]) > 1 and not _has_lead_in(groups[1]):
        return [[part for group in groups for part in group]]
    return groups


def _has_lead(part: _Part) -> bool:
    return any(label.role == "lead" for label in part.labels)


def _has_lead_in(group: Sequence[_Part]) -> bool:
    return any(_has_lead(part) for part in group)


def _frame(group: Sequence[_Part]) -> Frame:
    leads: tuple[str, ...] = ()
    partners: list[str] = []
    values: dict[str, str] = {}
    for part in group:
        said = part.node.block.said
        for label in part.labels:
            values.setdefault(label.role, said.cut(label.first, label.last))
            if label.role == "lead" and not leads:
                leads, helpers = _leads(said, label)
                partners += helpers
            elif label.role == "partner":
                partners += _listed(said, label)
    return Frame(
        start=min(part.node.block.start for part in group),
        end=max(part.node.block.end for part in group),
        texts=tuple(part.node.text for part in group),
        leads=leads,
        partners=tuple(name for name in dict.fromkeys(partners) if name not in leads),
        time=values.get("time"),
        product=values.get("product"),
    )


def _leads(said: Passage, label: Label) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(leads, collaborators) in the value of a lead label: `Sở A chủ trì …; Sở B và các sở … triển khai`."""
    named = bodies_at(said, label.first, last=label.last, loose=True)
    if named is None:
        return (), ()
    helpers = list(partners_in(said, named.after, label.last))
    if said.word(named.after) == "chủ":
        index = named.after
        while index < label.last:
            other = bodies_at(said, index + 1, last=label.last) if said.word(index) == ";" else None
            helpers += other.members if other else ()
            index = max(other.after if other else 0, index + 1)
    return named.members, tuple(dict.fromkeys(helpers))


def _listed(said: Passage, label: Label) -> tuple[str, ...]:
    named = bodies_at(said, label.first, last=label.last, loose=True)
    return named.members if named else ()
