"""Step 4c: clauses that begin with a circumstance (Căn cứ …, Đối với …, Về …:); the body or the verb comes late."""

from collections.abc import Iterator
from dataclasses import replace

from .bodies import bodies_at
from .clause import REACH, Clause, quotes
from .endings import PAPERS
from .heads import head_at
from .lexicon import ADVERBIALS, BEFORE_VERB, NARRATIVE, ORDERS, OWN_ACTS, verb_at
from .orders import FIRM, acting_body, forwarding, later_order, nothing_left, order, own_act
from .words import Passage

_PAUSE = frozenset({",", ":", ";"})


_GOVERNS = frozenset({"của", "lệnh", "quyền", "từ"})


def late_body(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """Căn cứ …, Sở X chủ trì …; Về thủ tục …: Giao Bộ Y …"""
    if said.word(at) in ("đối", "riêng"):
        heading = _regarding(said, first, at, last)
        if heading is not None:
            return heading
    opening = max(ADVERBIALS.at(said.tokens, at), NARRATIVE.at(said.tokens, at))
    if not opening or verb_at(said, at) > opening:
        return None
    for index, inside in _pauses(said, at + opening, min(last - 1, at + REACH)):
        if said.word(index) == ":" and OWN_ACTS.at(said.tokens, index + 1):
            return own_act(said, first, index + 1, last)
        if FIRM.at(said.tokens, index + 1):
            clause = order(said, first, index + 1, last)
        else:
            clause = _late_subject(said, first, index + 1, last) or forwarding(said, first, index + 1, last)
        if clause is None or (inside and clause.kind == "subject" and not verb_at(said, clause.verb)):
            continue
        if clause.kind in ("order", "subject", "telling", "bare", "heading"):
            return _quoted_from_paper(said, at, clause)
    return later_order(said, first, at, last) or late_verb(said, first, at, last)


def _quoted_from_paper(said: Passage, at: int, clause: Clause) -> Clause:
    """`Tại Công văn số …, UBND tỉnh yêu cầu Sở X`: an order of the past is told."""
    if said.word(at) == "tại" and PAPERS.at(said.tokens, at + 1) and clause.kind == "order":
        return replace(clause, kind="telling", recalled=True)
    return clause


def late_verb(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """`Đối với các dự án chậm tiến độ, kiên quyết thu hồi`: the verb after the comma, nobody named."""
    for index, inside in _pauses(said, at, min(last - 1, at + 60)):
        if not inside and said.word(index) != ";" and verb_at(said, index + 1):
            return Clause(first, last, "verb", None, index + 1)
    return None


def _regarding(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """`Đối với các Sở: Tài chính, Xây dựng:` is a heading that names who is to act."""
    after = at + (2 if said.word(at) == "đối" else 1)
    named = bodies_at(said, after, last=last)
    if named is None:
        return None
    if nothing_left(said, named.after, last):
        return Clause(first, last, "heading", named, named.after)
    mark = said.word(named.after)
    if mark == ":" and verb_at(said, named.after + 1):
        return Clause(first, last, "subject", named, named.after + 1)
    asked = ORDERS.at(said.tokens, named.after + 1) if mark in (",", ":") else 0
    if asked and FIRM.at(said.tokens, named.after + 1) and verb_at(said, named.after + 1 + asked):
        return Clause(first, last, "order", named, named.after + 1 + asked)
    return None


def _pauses(said: Passage, index: int, last: int) -> Iterator[tuple[int, bool]]:
    """Commas and colons outside brackets and lists of bodies; those inside a list after "của" are marked True."""
    depth = 0
    while index < last:
        word = said.word(index)
        depth = max(0, depth + (word == "(") - (word == ")") + quotes(said, index))
        named = bodies_at(said, index, last=last) if word not in (",", ":") and depth <= 0 else None
        if named and named.after > index:
            if said.word(index - 1) in _GOVERNS:
                yield from ((comma, True) for comma in _inside(said, index, named.after))
            index = named.after
            continue
        if word in _PAUSE and depth <= 0:
            yield index, False
        index += 1


def _inside(said: Passage, first: int, last: int) -> Iterator[int]:
    """Commas of a list after "của": `Theo đề nghị của Sở A, Chủ tịch UBND tỉnh giao Sở B` holds no list."""
    for index in range(first, last):
        if said.word(index) == "," and index + 1 < last and said.capital(index + 1) and head_at(said, index + 1):
            yield index


def _late_subject(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """A body after the comma counts only with a firm predicate: lists of bodies are full of commas too."""
    if not head_at(said, at):
        return None
    clause = acting_body(said, first, at, last)
    if clause is not None and clause.kind == "heading":
        return clause if clause.named and clause.named.first > at else None
    if clause is None or clause.kind not in ("subject", "order", "bare", "telling") or clause.verb < 0:
        return None
    if clause.kind == "subject" and not verb_at(said, clause.verb) and not BEFORE_VERB.at(said.tokens, clause.verb):
        return None
    return clause
