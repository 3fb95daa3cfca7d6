"""Step 4b: clauses that give work outright: an order with its body, or a body with its verb."""

import re

from .bodies import Named, bodies_at, titled
from .clause import ISSUERS, REACH, Clause
from .endings import PAPERS
from .heads import head_at
from .lexicon import ADVERBIALS, BEFORE_VERB, ORDERS, OWN_ACTS, TELLING, verb_at
from .names import NO_BODY, PLURALS
from .wordlists import wordlist
from .words import Passage

_DUTIES = wordlist("duties")


# Small words that go on with the name or its circumstances, and begin no predicate.
_NO_VERB = frozenset({"về", "tại", "của", "số", "thuộc", "trong", "với", "ở", "gồm", "như"})
_MEMBERS = wordlist("members")


FIRM = wordlist("firm")


# `Các sở, ngành theo chức năng, nhiệm vụ và địa bàn phụ trách:` names who is to act and no work yet.
_WITHIN_DUTIES = re.compile(
    r"(?:theo|căn cứ|trong phạm vi)(?:[\s,]+(?:và|của|mình|được|giao|phân công|chức năng|chức trách|nhiệm vụ|quyền hạn"
    r"|thẩm quyền|trách nhiệm|phạm vi|lĩnh vực|địa bàn|ngành|quản lý|phụ trách))+\s*:$"
)


_RECALLED = frozenset(
    {
        "đã",
        "được",
        "từng",
        "theo",
        "của",
        "xét",
        "có",
        "các",
        "những",
        "nội",
        "mục",
        "đích,",
        "tại",
        "về",
        "ý",
        "và",
        "bằng",
        "nêu",
        "đáp",
        "việc",
    }
)


def duties_of(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """`Trách nhiệm của Sở Y tế` is a heading that names who is to act."""
    size = _DUTIES.at(said.tokens, at)
    named = bodies_at(said, at + size, last=last) if size else None
    if named and nothing_left(said, named.after, last):
        return Clause(first, last, "heading", named, named.after)
    return None


def order(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """Giao Sở X chủ trì …; Yêu cầu các đơn vị: …; Đề nghị khẩn trương …"""
    size = ORDERS.at(said.tokens, at)
    if not size or at + size >= last:
        return None
    if _is_meeting(said, at):
        return None
    firm = bool(FIRM.at(said.tokens, at))
    after = at + size + (said.word(at + size) in ("cho", ":", "đến"))
    named = bodies_at(said, after, last=last) or _some(said, after, last=last)
    if named is None:
        return Clause(first, last, "bare", None, after) if firm and said.word(at) != "giao" else None
    verb = predicate(said, named.after, last)
    if not firm and said.word(at) in ("chỉ", "cử", "lưu", "cho"):
        return None
    if verb < 0:
        return Clause(first, last, "heading", named, named.after) if nothing_left(said, named.after, last) else None
    return Clause(first, last, "order", named, verb)


def _is_meeting(said: Passage, at: int) -> bool:
    """`họp giao ban`, `hội nghị giao ban`: a noun."""
    return said.word(at) == "giao" and said.word(at + 1) == "ban" and said.word(at - 1) in ("họp", "nghị", "buổi", "kỳ")


def _some(said: Passage, at: int, *, last: int) -> Named | None:
    """`Đề nghị các hãng hàng không tăng …`: several who are asked, of a kind that no table knows; not things."""
    plural = PLURALS.at(said.tokens, at)
    if not plural or NO_BODY.at(said.tokens, at) or said.word(at) not in ("các", "những"):
        return None
    named = bodies_at(said, at, last=last, loose=True)
    if named is None or len(named.members) > 6 or not verb_at(said, named.after) or said.word(named.after) == "theo":
        return None
    return named if len(named.members[0].split()) <= 8 else None


def predicate(said: Passage, index: int, last: int) -> int:
    """Where the predicate after a body begins, -1 where none does."""
    at = index
    while at < last and said.word(at) in (",", ":", "-", "–", ")", "”", '"', "để"):
        at += 1
    if at >= last or not said.word(at)[0].isalnum():
        return -1
    if verb_at(said, at) or BEFORE_VERB.at(said.tokens, at) or ADVERBIALS.at(said.tokens, at):
        return at
    if said.word(index) == ":" and _MEMBERS.at(said.tokens, at):
        return -1
    if said.word(at) in _NO_VERB:
        return -1
    return at if said.word(index) == ":" or at == index else -1


def nothing_left(said: Passage, index: int, last: int) -> bool:
    return all(not said.word(i)[0].isalnum() for i in range(index, last))


def acting_body(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """Sở X chủ trì …; or the issuer first and then whom it asks: UBND tỉnh yêu cầu Sở X …"""
    if not head_at(said, at):
        return None
    named = bodies_at(said, at, last=last)
    if named is None:
        return None
    if nothing_left(said, named.after, last):
        return Clause(first, last, "heading", named, named.after)
    if last == len(said.tokens) and _WITHIN_DUTIES.match(said.low, said.tokens[named.after].start):
        return Clause(first, last, "heading", named, named.after)
    title = (
        titled(said, at, last=last)
        if last == len(said.tokens) and (first == 0) and said.word(last - 1) != "."
        else None
    )
    if title is not None:
        return Clause(first, last, "heading", title, title.after)
    passed = _passed_on(said, first, named, last)
    if passed is not None:
        return passed
    verb = predicate(said, named.after, last)
    if verb < 0:
        return Clause(first, last, "other", named, named.after)
    kind = "telling" if _tells(said, verb) else "subject"
    return Clause(first, last, kind, named, verb)


def _tells(said: Passage, verb: int) -> bool:
    if said.word(verb) in ("thống", "nhất", "đồng") and nothing_left(said, verb + 2, len(said.tokens)):
        return True
    if said.word(verb) == "là" and BEFORE_VERB.at(said.tokens, verb) > 1:
        return False
    return bool(TELLING.at(said.tokens, verb))


def _passed_on(said: Passage, first: int, issuer: Named, last: int) -> Clause | None:
    """`UBND tỉnh (có ý kiến, …) giao/yêu cầu Sở X …`: the issuer hands on; what was handed on before is recalled."""
    if not ISSUERS.at(said.tokens, issuer.first):
        return None
    if said.word(issuer.after) == "chuyển":
        return _forwarded(said, first, issuer.after, last)
    for index in range(issuer.after, min(issuer.after + 30, last - 1)):
        word = said.word(index)
        if word in (";", "."):
            return None
        if not FIRM.at(said.tokens, index) or said.word(index - 1) in ("theo", "của", "các", "xét", "có", "đáp"):
            continue
        clause = order(said, first, index, last)
        if clause is None or (index - issuer.after > 6 and clause.kind == "bare"):
            continue
        recalled = any(_recalls(said, i) for i in range(issuer.after, index))
        return Clause(first, last, "telling" if recalled else clause.kind, clause.named, clause.verb, recalled)
    return None


def _recalls(said: Passage, index: int) -> bool:
    """`đã`, or a paper with its number: `Ban Chỉ đạo có Công văn số … đề nghị …`."""
    if said.word(index) == "đã":
        return True
    paper = PAPERS.at(said.tokens, index)
    return bool(paper) and said.word(index + paper) == "số" and said.word(index - 1) in ("có", "hành")


def forwarding(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """`Chuyển đơn đến Phòng X để xem xét …`: who gets it is asked."""
    if said.word(at) not in ("chuyển", "kính") or verb_at(said, at) > 1:
        return None
    clause = _forwarded(said, first, at, last)
    return clause if clause.kind == "order" else None


def _forwarded(said: Passage, first: int, at: int, last: int) -> Clause:
    """`Văn phòng chuyển văn bản nêu trên đến Sở X để chủ trì …`; without an address nobody is asked."""
    for index in range(at + 1, min(at + 60, last - 1)):
        if said.word(index) in ("đến", "tới", "cho", "chuyển"):
            named = bodies_at(said, index + 1, last=last)
            verb = predicate(said, named.after, last) if named else -1
            if named and verb >= 0:
                return Clause(first, last, "order", named, verb)
    return Clause(first, last, "telling")


def own_act(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """Đồng ý, thống nhất, biểu dương …: no task, unless the sentence goes on to give an order."""
    if not OWN_ACTS.at(said.tokens, at):
        return None
    return later_order(said, first, at, last) or Clause(first, last, "own")


def later_order(said: Passage, first: int, at: int, last: int) -> Clause | None:
    for index in range(at + 1, min(last - 1, at + REACH)):
        if FIRM.at(said.tokens, index) and said.word(index - 1) not in _RECALLED:
            clause = order(said, first, index, last)
            if clause is not None and clause.kind == "order":
                return clause
    return None


def quoted(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """Ý kiến của Chủ tịch UBND tỉnh: "Giao Sở X …"."""
    for index in range(at, min(at + 40, last - 2)):
        if said.word(index) == ":" and said.word(index + 1) in ('"', "“", "”"):
            return order(said, first, index + 2, last) or acting_body(said, first, index + 2, last)
    return None
