"""Step 4: clauses. A block is cut into sentences, and those where another body begins; each says how it speaks.

Kinds: `order` (giao, yêu cầu, đề nghị + body), `subject` (body + verb), `bare` (order without a body), `verb` (begins
with a verb), `heading` (bodies and nothing else), `telling`, `own` (the issuer's own act), `matter`, `other`.
"""

import re

from .adverbials import late_body, late_verb
from .bodies import bodies_at
from .clause import Clause, quotes
from .endings import PAPERS
from .heads import head_at
from .lexicon import BEFORE_VERB, LINKS, MATTERS, ORDERS, verb_at
from .orders import FIRM, acting_body, duties_of, forwarding, order, own_act, quoted
from .wordlists import wordlist, wordset
from .words import Passage

_ABBREVIATED = wordset("abbreviated")


_OPINIONS = wordlist("opinions")


_MUST = frozenset({"phải", "cần", "không", "nên", "là", "cùng"})


_EACH_TIME = re.compile(
    r"(?:(?:định kỳ|trước|vào|chậm nhất) )*(?:các )?(?:ngày|thứ|sáng|chiều) [^.,;:()]{1,40}?"
    r"(?:hằng|hàng|mỗi|cuối) (?:ngày|tuần|tháng|quý|năm),?\s"
)


_PREPOSITIONS = frozenset({"theo", "căn", "trên", "trong", "khi", "nếu", "để", "nhằm", "từ", "sau", "với", "bằng"})


def clauses_of(said: Passage) -> tuple[Clause, ...]:
    """The clauses of a block; together they hold all its tokens."""
    found: list[Clause] = []
    for first, last in sentences(said):
        found += _split(said, first, last)
    return tuple(found)


def sentences(said: Passage) -> list[tuple[int, int]]:
    """Spans of tokens that end with a full stop, question or exclamation mark before a capital."""
    spans, first = [], 0
    tokens = said.tokens
    for index, token in enumerate(tokens):
        if token.text in ".!?" and _ends(said, index):
            spans.append((first, index + 1))
            first = index + 1
    if first < len(tokens):
        spans.append((first, len(tokens)))
    return spans


def _ends(said: Passage, index: int) -> bool:
    tokens, after = said.tokens, index + 1
    if after >= len(tokens):
        return True
    if tokens[after].start == tokens[index].end and tokens[after].text not in ('"', "”", "("):
        return False
    before = said.word(index - 1)
    if before in _ABBREVIATED or (len(before) == 1 and before.isalpha() and said.capital(index - 1)):
        return False
    if before.isdigit() and index >= 1 and (index < 2 or said.word(index - 2) in (".", ":", ";")) and len(before) < 3:
        return False
    return said.capital(after) or said.word(after) in ('"', "“", "(", "-", "+", "[")


def _split(said: Passage, first: int, last: int) -> list[Clause]:
    """One sentence, cut again where another body is given work: after a semicolon, or at ", giao Sở ..."."""
    if _tells_the_law(said, first, last):
        return [Clause(first, last, "telling")]
    cuts = [first]
    depth = 0
    for index in range(max(_subject_end(said, first, last), first + 1), last - 1):
        word = said.word(index)
        depth = max(0, depth + (word == "(") - (word == ")") + quotes(said, index))
        if depth > 0:
            continue
        if (
            word == ";"
            and _new_actor(said, index + 1, last)
            and not _own_demand(said, cuts[-1], index + 1)
            or word == ","
            and FIRM.at(said.tokens, index + 1)
            and _second_order(said, cuts[-1], index + 1, last)
        ):
            cuts.append(index + 1)
    spans = zip(cuts, [*cuts[1:], last], strict=True)
    return [read_clause(said, start, end) for start, end in spans]


def _tells_the_law(said: Passage, first: int, last: int) -> bool:
    """`Luật Đất đai quy định UBND tỉnh có trách nhiệm …; Sở X giúp …`: rules that exist, told to the reader."""
    if not PAPERS.at(said.tokens, first) or said.word(first) in ("báo", "kế", "hội"):
        return False
    for index in range(first + 1, min(first + 16, last - 1)):
        if said.word(index) in (":", ";") or (said.word(first) != "luật" and said.word(index) == ","):
            return False
        if (said.word(index), said.word(index + 1)) == ("quy", "định"):
            return True
        if said.word(first) != "luật" and verb_at(said, index) > 1:
            return False
    return False


def _subject_end(said: Passage, first: int, last: int) -> int:
    """Where the bodies end that the sentence begins with: their own list is full of semicolons."""
    at = skip_links(said, first, last)
    at += ORDERS.at(said.tokens, at)
    named = bodies_at(said, at, last=last)
    return named.after if named else first


def _new_actor(said: Passage, index: int, last: int) -> bool:
    clause = read_clause(said, index, last)
    if said.word(index) == "riêng" and (said.word(clause.verb), said.word(clause.verb + 2)) == ("thực", "theo"):
        return False
    return clause.kind in ("order", "subject") and clause.named is not None and not clause.recalled


def _own_demand(said: Passage, first: int, index: int) -> bool:
    """`Bộ Xây dựng chỉ đạo …; yêu cầu các chủ đầu tư …`: the lead demands, nobody new is given work."""
    return said.word(index) in ("yêu", "đề") and read_clause(said, first, index - 1).kind in (
        "subject",
        "verb",
        "order",
    )


def _second_order(said: Passage, first: int, index: int, last: int) -> bool:
    """Is work given to a body here, after work was already given to another in this sentence?"""
    clause = order(said, index, index, last)
    return (
        clause is not None and clause.kind == "order" and read_clause(said, first, index).kind in ("order", "subject")
    )


def read_clause(said: Passage, first: int, last: int) -> Clause:
    """How the clause speaks. Each attempt looks at one way of giving an order."""
    at = skip_links(said, first, last)
    for attempt in (duties_of, order, acting_body, own_act, quoted, forwarding, late_body, _labelled, _verb_first):
        clause = attempt(said, first, at, last)
        if clause is not None:
            return clause
    return Clause(first, last, "matter" if MATTERS.at(said.tokens, at) else "other")


def _labelled(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """`Kết luận: Giao Sở X …`, `Kinh phí: Sở Tài chính bố trí …`: the order after a short label."""
    colon = next((i for i in range(at, min(at + 9, last - 1)) if said.word(i) in (":", ",", ";", ".")), at)
    if colon == at or said.word(colon) != ":" or _OPINIONS.at(said.tokens, at) or bodies_at(said, at, last=colon):
        return None
    for attempt in (order, acting_body):
        clause = attempt(said, first, colon + 1, last)
        if clause is not None and clause.kind in ("order", "subject") and clause.named:
            return clause if clause.kind == "order" or verb_at(said, clause.verb) else None
    return None


def skip_links(said: Passage, first: int, last: int) -> int:
    at = first
    while at < last:
        size = LINKS.at(said.tokens, at)
        if size and said.word(at + size) in (",", ":"):
            at += size + 1
        elif said.word(at) in ("đồng", "riêng") and size and (said.word(at) == "đồng" or head_at(said, at + size)):
            at += size
        elif not said.word(at)[:1].isalnum():
            at += 1
        else:
            break
    return at


def _verb_first(said: Passage, first: int, at: int, last: int) -> Clause | None:
    if MATTERS.at(said.tokens, at) > verb_at(said, at):
        return None
    if verb_at(said, at):
        return Clause(first, last, "verb", None, at)
    before = _lead_in(said, at)
    if before and (verb_at(said, at + before) or said.word(at) in _MUST):
        return Clause(first, last, "verb", None, at)
    return late_verb(said, first, at, last) if BEFORE_VERB.at(said.tokens, at) else None


def _lead_in(said: Passage, at: int) -> int:
    """How many tokens before the verb only say when or how (định kỳ hằng tháng, phải, cùng với); 0 for other words."""
    if said.word(at) in _PREPOSITIONS:
        return 0
    turn = _EACH_TIME.match(said.low, said.tokens[at].start) if at < len(said.tokens) else None
    if turn:
        return next((i for i in range(at, len(said.tokens)) if said.tokens[i].start >= turn.end()), at) - at
    index = at
    while size := BEFORE_VERB.at(said.tokens, index):
        index += size
    return index - at
