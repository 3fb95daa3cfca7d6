"""Step 6b: units. The outline is walked with the leads that headings hand down; what could be a task becomes a unit.

A unit is the smallest item under a lead. It is cut where another lead begins, and joined where a list only describes
one report or where a frame (Nội dung / Cơ quan chủ trì / Thời gian) is one task.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .clause import ISSUERS, Clause
from .frames import Frame, frames_in
from .groups import actor_of, groups_of, is_one_task, unknown_bodies
from .labels import label_at
from .lexicon import TRAILING
from .outline import Node, is_heading
from .partners import partners_in
from .sections import SILENT, role_of
from .unit import Scope, Unit, framed


@dataclass(slots=True)
class _Walk:
    nodes: Sequence[Node]
    units: list[Unit] = field(default_factory=list)


def units_of(nodes: Sequence[Node], *, addressees: Sequence[str], host: str | None = None) -> tuple[Unit, ...]:
    """The units of a document in the order of the text. `addressees` are asked where an order names nobody.

    `host` is the body a meeting was held with: it is asked in the conclusions that name nobody.
    """
    walk = _Walk(nodes)
    roots = [node for node in nodes if node.parent < 0]
    order = _order_at(roots)
    start = Scope(leads=(host,), assumed=True) if host else Scope()
    _siblings(walk, roots, start, addressees=tuple(addressees), order=order)
    return tuple(sorted(walk.units, key=lambda unit: (unit.start, unit.end)))


def _order_at(roots: Sequence[Node]) -> int:
    """The index in `roots` of the sentence that opens the orders (… yêu cầu:, QUYẾT ĐỊNH:); -1 where none does."""
    for position, node in enumerate(roots):
        if node.kind not in ("", "annex"):
            return -1
        if node.opens_list:
            return position
    return -1


def _completes(node: Node) -> bool:
    """A bullet that only gives the term or the product of the item before it."""
    label = label_at(node.block.said)
    return not node.children and (
        (label is not None and label.role in ("time", "product")) or bool(TRAILING.at(node.block.said.tokens, 0))
    )


def _silent(node: Node) -> bool:
    return not any(clause.named for clause in node.clauses)


def _extend(walk: _Walk, node: Node) -> bool:
    """Joins such a bullet to the last unit where that is a task's; False where there is none."""
    if not walk.units or walk.units[-1].kind in ("opening", "title"):
        return False
    last = walk.units[-1]
    walk.units[-1] = replace(last, end=node.block.end, texts=(*last.texts, node.text))
    return True


def _siblings(
    walk: _Walk, row: Sequence[Node], scope: Scope, *, addressees: tuple[str, ...] = (), order: int = -1
) -> None:
    """Items of one level. An unnumbered heading hands its leads to the items that follow it."""
    current = scope
    unknown = unknown_bodies(row)
    interrupted: dict[str, int | None] = {}
    for position, node in enumerate(row):
        if _resumes(node, interrupted):
            current, interrupted = scope, {}
        early = replace(current, before_order=True) if position < order else current
        if position and _completes(node) and _extend(walk, node):
            continue
        if not node.kind and not node.children and _announces(node):
            current = _announce(walk, node, scope, early, addressees=addressees, opens=position == order)
            interrupted = {before.kind: before.value for before in row[:position] if before.kind}
        elif node.index in unknown:
            _add(walk, node, node.clauses, early, kind="title")
            children = [walk.nodes[i] for i in node.children]
            _siblings(
                walk, children, replace(early, leads=(unknown[node.index],), partners=(), assumed=False, above=())
            )
        else:
            _visit(walk, node, early)


def _resumes(node: Node, interrupted: dict[str, int | None]) -> bool:
    """Does the numbering go on that a list in between broke off (1. …, Chính phủ yêu cầu các bộ: a) b), 2. …)?"""
    return bool(node.value) and interrupted.get(node.kind) == (node.value or 0) - 1


def _announces(node: Node) -> bool:
    """An unnumbered paragraph that opens a list, names only bodies, or only a matter."""
    if node.opens_list:
        return True
    return (
        is_heading(node)
        and bool(node.clauses)
        and node.clauses[-1].kind in ("heading", "matter", "other")
        and len(node.text) < 120
    )


def _announce(
    walk: _Walk, node: Node, scope: Scope, early: Scope, *, addressees: tuple[str, ...], opens: bool
) -> Scope:
    """An unnumbered heading or the sentence before a list: the scope for what follows."""
    handed = early if opens and not _gives_to_bodies(node) else _handed(node, early)
    _add(walk, node, node.clauses, early, kind="opening" if node.opens_list else "title")
    role = role_of(node.text) if not handed.leads and not opens and not node.opens_list else None
    if not node.opens_list and role is None and handed.leads == early.leads:
        return early if not early.before_order else scope
    assumed = addressees if opens and not handed.leads and _asks(node) else ()
    leads = handed.leads or assumed
    return replace(
        scope,
        assumed=bool(assumed) or (not leads and scope.assumed),
        leads=leads or scope.leads,
        partners=handed.partners,
        role=role or (None if scope.role in SILENT and _orders(node) else scope.role),
        above=handed.above,
    )


def _orders(node: Node) -> bool:
    """Does this sentence open a list of orders (Chính phủ yêu cầu các bộ:), also in a part that tells the state?"""
    last = node.clauses[-1] if node.clauses else None
    return node.opens_list and last is not None and last.kind in ("order", "bare") and not last.recalled


def _gives_to_bodies(node: Node) -> bool:
    """Does the sentence that opens the orders end by asking somebody (… yêu cầu các sở, ban, ngành:)?"""
    clause = node.clauses[-1]
    if " ".join(node.block.said.low[-60:].split()).rstrip(" :").endswith(_TRIGGERS):
        return False
    if clause.named is None or clause.kind not in ("order", "heading", "subject") or clause.recalled:
        return False
    return clause.kind != "subject" or not ISSUERS.at(node.block.said.tokens, clause.named.first)


# How the sentence before the orders ends where nobody is named in it: what was asked of others before is recalled.
_TRIGGERS = (" yêu cầu", " đề nghị", " chỉ đạo", " chỉ thị", " kết luận", " có ý kiến như sau", " chỉ đạo như sau")


def _asks(node: Node) -> bool:
    """Does the opening sentence ask (yêu cầu, đề nghị, chỉ đạo như sau) without naming whom?"""
    low = node.block.said.low[-160:]
    return any(word in low for word in ("yêu cầu", "đề nghị", "chỉ đạo", "có ý kiến", "triển khai", "thực hiện"))


def _visit(walk: _Walk, node: Node, scope: Scope) -> None:
    children = [walk.nodes[i] for i in node.children]
    frames = frames_in(node, children)
    if frames:
        for frame in frames:
            _add_frame(walk, frame, scope)
        return
    if not children:
        _leaf(walk, node, scope)
    elif not is_heading(node) and all(
        not child.kind and not child.children and not _completes(child) and _silent(child) for child in children
    ):
        _leaf(walk, node, scope)
        for child in children:
            _extend(walk, child)
    elif is_heading(node):
        _heading(walk, node, children, scope)
    else:
        _leaf(walk, node, scope)
        _siblings(walk, children, _handed(node, scope, keep=True))


def _heading(walk: _Walk, node: Node, children: list[Node], scope: Scope) -> None:
    """A heading with items below: it hands down its leads, or holds its items together as one task."""
    own = _without_closing(children)
    if is_one_task(node, own, scope):
        _joined(walk, node, own, scope)
        _siblings(walk, children[len(own) :], scope)
        return
    handed = _handed(node, scope)
    named = any(clause.named for clause in node.clauses)
    role = None if named or any(clause.kind in ("order", "bare") for clause in node.clauses) else role_of(node.text)
    _add(walk, node, node.clauses, scope, kind="opening" if node.opens_list else "title")
    _siblings(walk, children, replace(handed, role=role or scope.role))


def _without_closing(children: list[Node]) -> list[Node]:
    """The items of a list without an unnumbered paragraph that ends it and asks somebody for something else."""
    if len(children) > 1 and children[0].kind and not children[-1].kind and not _silent(children[-1]):
        return children[:-1]
    return children


def _joined(walk: _Walk, node: Node, children: Sequence[Node], scope: Scope) -> None:
    """One unit from the item to the end of its list."""
    end = max(_last_end(walk, child) for child in children)
    texts = tuple(text for child in children for text in _texts(walk, child))
    groups = groups_of(node)
    for position, group in enumerate(groups):
        last = position == len(groups) - 1
        _add(walk, node, group, scope, end=end if last else None, more=texts if last else ())


def _last_end(walk: _Walk, node: Node) -> int:
    return max([node.block.end, *(_last_end(walk, walk.nodes[i]) for i in node.children)])


def _texts(walk: _Walk, node: Node) -> list[str]:
    return [node.text, *(text for i in node.children for text in _texts(walk, walk.nodes[i]))]


def _handed(node: Node, scope: Scope, *, keep: bool = False) -> Scope:
    """The scope under a node: its last named bodies, its collaborators and its words; else what it got itself."""
    said = node.block.said
    named = next(
        (c for c in reversed(node.clauses) if c.named and c.kind in ("order", "subject", "heading") and not c.recalled),
        None,
    )
    if named is None or named.named is None:
        above = (*scope.above, node.text) if node.opens_list else scope.above
        return replace(scope, above=above)
    partners = partners_in(said, named.named.after, named.last)
    above = () if keep else (node.text,)
    return replace(scope, assumed=False, leads=named.named.members, partners=partners, above=above)


def _leaf(walk: _Walk, node: Node, scope: Scope) -> None:
    current = scope
    for group in groups_of(node):
        _add(walk, node, group, current)
        actor = actor_of(group)
        if actor:
            current = replace(scope, leads=actor[1].members, partners=(), assumed=False)


def _add(
    walk: _Walk,
    node: Node,
    group: Sequence[Clause],
    scope: Scope,
    *,
    kind: str = "",
    end: int | None = None,
    more: tuple[str, ...] = (),
) -> None:
    if not group:
        return
    said, block = node.block.said, node.block
    first, last = group[0].first, group[-1].last
    start = block.start if first == 0 else block.offset + said.tokens[first].start
    stop = block.end if last >= len(said.tokens) else block.offset + said.tokens[last - 1].end
    actor = actor_of(group)
    leads = actor[1].members if actor else scope.leads
    partners = partners_in(said, actor[1].after if actor else first, last) or (scope.partners if not actor else ())
    lead_clause = actor[0] if actor else group[0]
    raw = said.raw[said.tokens[first].start : said.tokens[last - 1].end]
    walk.units.append(
        Unit(
            start=start,
            end=end or stop,
            texts=(raw, *more),
            clauses=tuple(group),
            leads=leads,
            partners=tuple(name for name in partners if name not in leads),
            kind=kind or lead_clause.kind,
            role=scope.role,
            marked=node.kind not in ("", "article"),
            before_order=scope.before_order,
            from_heading=actor is None and bool(leads),
            above=scope.above,
            verb=_verb(node, lead_clause),
            assumed=actor is None and scope.assumed,
        )
    )


def _verb(node: Node, clause: Clause) -> str:
    """The words of the predicate, folded, for the judge."""
    said, at = node.block.said, clause.verb if clause.verb >= 0 else clause.first
    return said.low[said.tokens[at].start : said.tokens[clause.last - 1].end] if at < clause.last else ""


def _add_frame(walk: _Walk, frame: Frame, scope: Scope) -> None:
    walk.units.append(framed(frame, scope))
