"""Step 6c: clauses of one actor together, and lists that only describe one task."""

import re
from collections.abc import Sequence

from .bodies import Named, bodies_at
from .clause import Clause
from .heads import head_at
from .outline import Node, is_heading
from .unit import Scope
from .wordlists import wordlist
from .words import Passage

_NEAR_DAY = re.compile(r"(?:trước|chậm nhất|hạn|xong|không quá)[^.;]{0,16}\d{1,2}\s*(?:/|tháng)\s*\d")


def groups_of(node: Node) -> list[list[Clause]]:
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


def actor_of(group: Sequence[Clause]) -> tuple[Clause, Named] | None:
    for clause in group:
        if clause.named and clause.kind in ("order", "subject") and not clause.recalled:
            return clause, clause.named
    return None


_REPORTED = wordlist("reported")


_SPREADING = wordlist("spreading")


def is_one_task(node: Node, children: Sequence[Node], scope: Scope) -> bool:
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
    tail = range(max(last.first, last.last - 14), last.last)
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


def unknown_bodies(row: Sequence[Node]) -> dict[int, str]:
    """Headings that no table knows for bodies, among headings that are bodies: {index of the node: its text}."""
    numbered = [node for node in row if node.children and is_heading(node)]
    known = [node for node in numbered if any(clause.named and clause.kind == "heading" for clause in node.clauses)]
    if len(known) < 3 or len(known) * 4 < len(numbered) * 3:
        return {}
    strange = [node for node in numbered if len(node.clauses) == 1 and node.clauses[0].kind == "other"]
    return {node.index: _title(node) for node in strange if len(node.text) < 120 and node.text[:1].isupper()}


def _title(node: Node) -> str:
    return " ".join(node.text.split()).rstrip(" :.")
