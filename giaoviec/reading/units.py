"""Step 6b: units. The outline is walked with the leads that headings hand down; what could be a task becomes a unit.

A unit is the smallest item under a lead. It is cut where another lead begins, and joined where a list only describes
one report or where a frame (Nội dung / Cơ quan chủ trì / Thời gian) is one task.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .bodies import Named, bodies_at, head_at
from .clauses import ISSUERS, Clause
from .frames import Frame, frames_in
from .labels import label_at
from .lexicon import TRAILING
from .outline import Node, is_heading
from .partners import partners_in
from .sections import role_of
from .words import Passage, phrases

_REPORTED = phrases(
    "báo cáo|nội dung báo cáo|thông tin|hồ sơ|nội dung gồm|đánh giá|trong đó nêu|nêu rõ|làm rõ|thống kê|số liệu|danh sách|tổng hợp|cung cấp|đề cương|gồm|bao gồm"
)
_NEAR_DAY = re.compile(r"(?:trước|chậm nhất|hạn|xong|không quá)[^.;]{0,16}\d{1,2}\s*(?:/|tháng)\s*\d")
_RULES = re.compile(r"(?:QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|MẪU|BIỂU MẪU|ĐỀ CƯƠNG|TIÊU CHÍ|Mẫu số|Biểu số)")
_SPREADING = phrases(
    """sau|sau đây|như sau|trong đó|cụ thể|nhiệm vụ|nội dung|giải pháp|công việc|yêu cầu|trọng tâm|cần|phải|có trách nhiệm|có nhiệm vụ|chủ trì|phối hợp|việc|biện pháp|tập trung|trước mắt"""
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage of one actor. `leads` () where nobody is named; `from_heading` where a heading names them."""

    start: int
    end: int
    texts: tuple[str, ...]
    clauses: tuple[Clause, ...]
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    kind: str
    role: str | None
    marked: bool
    before_order: bool
    from_heading: bool
    above: tuple[str, ...]
    frame: Frame | None = None
    verb: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What headings hand down: leads, collaborators, the part of the document, texts whose term covers the list."""

    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    role: str | None = None
    above: tuple[str, ...] = ()
    before_order: bool = False
    assumed: bool = False


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
    for position, node in enumerate(row):
        early = replace(current, before_order=True) if position < order else current
        if position and _completes(node) and _extend(walk, node):
            continue
        if not node.kind and not node.children and _announces(node):
            current = _announce(walk, node, scope, early, addressees=addressees, opens=position == order)
        else:
            _visit(walk, node, early)


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
        role=role or scope.role,
        above=handed.above,
    )


def _gives_to_bodies(node: Node) -> bool:
    """Does the sentence that opens the orders end by asking somebody (… yêu cầu các sở, ban, ngành:)?"""
    clause = node.clauses[-1]
    if clause.named is None or clause.kind not in ("order", "heading", "subject") or clause.recalled:
        return False
    return clause.kind != "subject" or not ISSUERS.at(node.block.said.tokens, clause.named.first)


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
    if _is_one_task(node, children, scope):
        _joined(walk, node, children, scope)
        return
    handed = _handed(node, scope)
    named = any(clause.named for clause in node.clauses)
    role = None if named or any(clause.kind in ("order", "bare") for clause in node.clauses) else role_of(node.text)
    _add(walk, node, node.clauses, scope, kind="opening" if node.opens_list else "title")
    _siblings(walk, children, replace(handed, role=role or scope.role))


def _is_one_task(node: Node, children: Sequence[Node], scope: Scope) -> bool:
    """Do the items only say what one report, file or instruction holds?"""
    last = node.clauses[-1] if node.clauses else None
    if last is not None and _delegates(node):
        return True
    if not node.opens_list or last is None or last.kind not in ("verb", "order", "subject", "bare"):
        return False
    if last.kind == "verb" and not scope.leads:
        return False
    said = node.block.said
    if any(child.clauses and child.clauses[0].kind in ("order", "subject", "heading") for child in children):
        return False
    tail = [i for i in range(max(last.first, last.last - 14), last.last)]
    spreading = any(_SPREADING.at(said.tokens, i) for i in tail)
    reported = any(_REPORTED.at(said.tokens, i) for i in tail)
    verbs = sum(bool(child.clauses) and child.clauses[0].kind in ("verb", "bare") for child in children)
    if reported and (not spreading or verbs * 2 < len(children)):
        return True
    if last.kind == "verb" and _ends_with_body(node):
        return False
    if children[0].kind in ("plus", "dot") and node.kind in ("dash", "letter", "plus", "dot"):
        return True
    return verbs * 2 < len(children) and not spreading


def _ends_with_body(node: Node) -> bool:
    """`Tham mưu Lãnh đạo Bộ:`, `Chỉ đạo các đơn vị trực thuộc:` say nothing of the work: the items do."""
    said = node.block.said
    for index in range(max(0, len(said.tokens) - 30), len(said.tokens)):
        named = bodies_at(said, index) if head_at(said, index) else None
        if named and named.after >= len(said.tokens) - 1:
            return True
    return False


def _delegates(node: Node) -> bool:
    """`Ủy quyền Giám đốc Sở X …, cụ thể:` is one act whatever it lists."""
    return node.block.said.low.startswith("ủy quyền")


def _joined(walk: _Walk, node: Node, children: Sequence[Node], scope: Scope) -> None:
    """One unit from the item to the end of its list."""
    end = max(_last_end(walk, child) for child in children)
    texts = tuple(text for child in children for text in _texts(walk, child))
    groups = _groups(node)
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
        return replace(scope, above=above) if scope.leads else replace(scope, above=above)
    partners = partners_in(said, named.named.after, named.last)
    above = () if keep else (node.text,)
    return replace(scope, assumed=False, leads=named.named.members, partners=partners, above=above)


def _leaf(walk: _Walk, node: Node, scope: Scope) -> None:
    current = scope
    for group in _groups(node):
        _add(walk, node, group, current)
        actor = _actor(group)
        if actor:
            current = replace(scope, leads=actor[1].members, partners=(), assumed=False)


def _groups(node: Node) -> list[list[Clause]]:
    """Clauses of one actor together. What comes before the first order stays apart when it orders nothing."""
    groups: list[list[Clause]] = []
    for clause in node.clauses:
        if groups and not _new_group(groups[-1], clause, node.block.said):
            groups[-1].append(clause)
        else:
            groups.append([clause])
    return groups


def _new_group(group: Sequence[Clause], clause: Clause, said: Passage) -> bool:
    if clause.kind == "verb" and _separate_report(said, clause):
        return True
    if clause.kind not in ("order", "subject") or clause.named is None:
        return False
    before = next((c.named for c in group if c.named and c.kind in ("order", "subject", "heading")), None)
    if before is None:
        return True
    return before.members != clause.named.members and clause.named.text.lower() not in before.text.lower()


def _separate_report(said: Passage, clause: Clause) -> bool:
    """`Báo cáo nhu cầu hỗ trợ …, gửi trước ngày …` after other work is a task of its own; its results are not."""
    before = said.word(clause.first - 1)
    words = said.low[said.tokens[clause.verb].start : said.tokens[clause.last - 1].end]
    if before not in (".", "!") or not words.startswith(
        ("báo cáo", "thống kê", "tổng hợp", "lập báo cáo", "gửi báo cáo")
    ):
        return False
    return "báo cáo" in words[:60] and "kết quả" not in words[:60] and bool(_NEAR_DAY.search(words))


def _actor(group: Sequence[Clause]) -> tuple[Clause, Named] | None:
    for clause in group:
        if clause.named and clause.kind in ("order", "subject") and not clause.recalled:
            return clause, clause.named
    return None


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
    actor = _actor(group)
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
    at = clause.verb if clause.verb >= 0 else clause.first
    return node.block.said.low[node.block.said.tokens[at].start :] if at < len(node.block.said.tokens) else ""


def _add_frame(walk: _Walk, frame: Frame, scope: Scope) -> None:
    walk.units.append(_framed(frame, scope))


def annexed(units: Sequence[Unit], nodes: Sequence[Node]) -> tuple[Unit, ...]:
    """The units of what follows the signature. An attached regulation or a form gives nobody a task."""
    if not any(_RULES.match(node.text.strip()) for node in nodes[:6]):
        return tuple(units)
    return tuple(replace(unit, role="rules") for unit in units)


def table_unit(frame: Frame) -> Unit:
    """The unit of a row of a table."""
    return _framed(frame, Scope())


def _framed(frame: Frame, scope: Scope) -> Unit:
    return Unit(
        start=frame.start,
        end=frame.end,
        texts=frame.texts,
        clauses=(),
        leads=frame.leads,
        partners=frame.partners,
        kind="frame",
        role=scope.role,
        marked=True,
        before_order=scope.before_order,
        from_heading=False,
        above=scope.above,
        frame=frame,
    )
