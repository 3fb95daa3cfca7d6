"""Step 4: clauses. A block is cut into sentences, and those where another body begins; each says how it speaks.

Kinds: `order` (giao, yêu cầu, đề nghị + body), `subject` (body + verb), `bare` (order without a body), `verb` (begins
with a verb), `heading` (bodies and nothing else), `telling`, `own` (the issuer's own act), `matter`, `other`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .bodies import Named, bodies_at, head_at, titled
from .lexicon import ADVERBIALS, BEFORE_VERB, LINKS, MATTERS, NARRATIVE, ORDERS, OWN_ACTS, TELLING, verb_at
from .words import Passage, phrases

_ABBREVIATED = frozenset("tp ts ths pgs gs q p tx tt đ st ông bà mr v vv no art th cn ks bs".split())
_PAUSE = frozenset({",", ":", ";"})
_GOVERNS = frozenset({"của", "lệnh", "quyền", "từ"})
_FIRM = phrases(
    "giao|giao cho|giao nhiệm vụ cho|giao trách nhiệm cho|yêu cầu|đề nghị|kính đề nghị|trân trọng đề nghị|phân công|phân công cho|nhất trí giao|đồng ý giao|thống nhất giao|tiếp tục giao"
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
        "những",
        "đáp",
        "việc",
    }
)
# Bodies that give orders: as the subject of giao, yêu cầu … they are not the ones who are asked.
ISSUERS = phrases(
    "chủ tịch|phó chủ tịch|ubnd|ủy ban nhân dân|thủ tướng|phó thủ tướng|bộ|sở|văn phòng|trưởng ban|bộ trưởng|giám đốc|ban chỉ đạo|ban chỉ huy|cục|hội đồng|bí thư|ban thường vụ|chính phủ|thường trực|đồng chí|tỉnh ủy|thành ủy|ban bí thư|ban cán sự"
)


_MEMBERS = phrases("thành viên|tổ trưởng|tổ phó|trưởng ban|phó trưởng ban|phó ban|ủy viên|chủ tịch|phó chủ tịch|thư ký|trưởng đoàn|phó đoàn|phó trưởng đoàn")
_DUTIES = phrases("nhiệm vụ của|trách nhiệm của|trách nhiệm thực hiện của|nhiệm vụ, quyền hạn của|nhiệm vụ và quyền hạn của|nhiệm vụ cụ thể của")
# How far into a sentence a second order is looked for, in tokens; keeps reading linear on a text without full stops.
REACH = 200


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens first..last-1 of a block; `named` the bodies that are to act; `verb` where their predicate begins."""

    first: int
    last: int
    kind: str
    named: Named | None = None
    verb: int = -1
    recalled: bool = False


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
    cuts = [first]
    depth = 0
    for index in range(max(_subject_end(said, first, last), first + 1), last - 1):
        word = said.word(index)
        depth += (word == "(") - (word == ")")
        if depth > 0:
            continue
        if word == ";" and _new_actor(said, index + 1, last) and not _own_demand(said, cuts[-1], index + 1):
            cuts.append(index + 1)
        elif word == "," and _FIRM.at(said.tokens, index + 1) and _second_order(said, cuts[-1], index + 1, last):
            cuts.append(index + 1)
    spans = zip(cuts, [*cuts[1:], last], strict=True)
    return [_read(said, start, end) for start, end in spans]


def _subject_end(said: Passage, first: int, last: int) -> int:
    """Where the bodies end that the sentence begins with: their own list is full of semicolons."""
    at = _skip_links(said, first, last)
    at += ORDERS.at(said.tokens, at)
    named = bodies_at(said, at, last=last)
    return named.after if named else first


def _new_actor(said: Passage, index: int, last: int) -> bool:
    clause = _read(said, index, last)
    return clause.kind in ("order", "subject") and clause.named is not None and not clause.recalled


def _own_demand(said: Passage, first: int, index: int) -> bool:
    """`Bộ Xây dựng chỉ đạo …; yêu cầu các chủ đầu tư …`: the lead demands, nobody new is given work."""
    return said.word(index) in ("yêu", "đề") and _read(said, first, index - 1).kind in ("subject", "verb", "order")


def _second_order(said: Passage, first: int, index: int, last: int) -> bool:
    """Is work given to a body here, after work was already given to another in this sentence?"""
    clause = _order(said, index, index, last)
    return clause is not None and clause.kind == "order" and _read(said, first, index).kind in ("order", "subject")


def _read(said: Passage, first: int, last: int) -> Clause:
    """How the clause speaks. Each attempt looks at one way of giving an order."""
    at = _skip_links(said, first, last)
    for attempt in (_duties_of, _order, _acting_body, _own_act, _quoted, _late_body, _verb_first):
        clause = attempt(said, first, at, last)
        if clause is not None:
            return clause
    return Clause(first, last, "matter" if MATTERS.at(said.tokens, at) else "other")


def _skip_links(said: Passage, first: int, last: int) -> int:
    at = first
    while at < last:
        size = LINKS.at(said.tokens, at)
        if size and said.word(at + size) in (",", ":"):
            at += size + 1
        elif said.word(at) == "đồng" and size:
            at += size
        elif not said.word(at)[:1].isalnum():
            at += 1
        else:
            break
    return at


def _duties_of(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """`Trách nhiệm của Sở Y tế` is a heading that names who is to act."""
    size = _DUTIES.at(said.tokens, at)
    named = bodies_at(said, at + size, last=last) if size else None
    if named and _nothing_left(said, named.after, last):
        return Clause(first, last, "heading", named, named.after)
    return None


def _order(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """Giao Sở X chủ trì …; Yêu cầu các đơn vị: …; Đề nghị khẩn trương …"""
    size = ORDERS.at(said.tokens, at)
    if not size or at + size >= last:
        return None
    firm = bool(_FIRM.at(said.tokens, at))
    after = at + size + (said.word(at + size) in ("cho", ":", "đến", "quý"))
    if said.word(at + size) == ":":
        after = at + size + 1
    named = bodies_at(said, after, last=last)
    if named is None:
        return Clause(first, last, "bare", None, after) if firm and said.word(at) != "giao" else None
    verb = _predicate(said, named.after, last)
    if not firm and said.word(at) in ("chỉ", "cử", "lưu", "cho"):
        return None
    if verb < 0:
        return Clause(first, last, "heading", named, named.after) if _nothing_left(said, named.after, last) else None
    return Clause(first, last, "order", named, verb)


def _predicate(said: Passage, index: int, last: int) -> int:
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
    return at if said.word(index) == ":" or at == index else -1


def _nothing_left(said: Passage, index: int, last: int) -> bool:
    return all(not said.word(i)[0].isalnum() for i in range(index, last))


def _acting_body(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """Sở X chủ trì …; or the issuer first and then whom it asks: UBND tỉnh yêu cầu Sở X …"""
    if not head_at(said, at):
        return None
    named = bodies_at(said, at, last=last)
    if named is None:
        return None
    if _nothing_left(said, named.after, last):
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
    verb = _predicate(said, named.after, last)
    if verb < 0:
        return Clause(first, last, "other", named, named.after)
    kind = "telling" if _tells(said, verb) else "subject"
    return Clause(first, last, kind, named, verb)


def _tells(said: Passage, verb: int) -> bool:
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
        if not _FIRM.at(said.tokens, index) or said.word(index - 1) in ("theo", "của", "các", "xét", "có", "đáp"):
            continue
        clause = _order(said, first, index, last)
        if clause is None or (index - issuer.after > 6 and clause.kind == "bare"):
            continue
        recalled = any(said.word(i) == "đã" for i in range(issuer.after, index))
        return Clause(first, last, "telling" if recalled else clause.kind, clause.named, clause.verb, recalled)
    return None


def _forwarded(said: Passage, first: int, at: int, last: int) -> Clause:
    """`Văn phòng chuyển văn bản nêu trên đến Sở X để chủ trì …`; without an address nobody is asked."""
    for index in range(at + 1, min(at + 60, last - 1)):
        if said.word(index) in ("đến", "tới", "cho", "chuyển"):
            named = bodies_at(said, index + 1, last=last)
            verb = _predicate(said, named.after, last) if named else -1
            if named and verb >= 0:
                return Clause(first, last, "order", named, verb)
    return Clause(first, last, "telling")


def _own_act(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """Đồng ý, thống nhất, biểu dương …: no task, unless the sentence goes on to give an order."""
    if not OWN_ACTS.at(said.tokens, at):
        return None
    return _later_order(said, first, at, last) or Clause(first, last, "own")


def _later_order(said: Passage, first: int, at: int, last: int) -> Clause | None:
    for index in range(at + 1, min(last - 1, at + REACH)):
        if _FIRM.at(said.tokens, index) and said.word(index - 1) not in _RECALLED:
            clause = _order(said, first, index, last)
            if clause is not None and clause.kind == "order":
                return clause
    return None


def _quoted(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """Ý kiến của Chủ tịch UBND tỉnh: "Giao Sở X …"."""
    for index in range(at, min(at + 40, last - 2)):
        if said.word(index) == ":" and said.word(index + 1) in ('"', "“", "”"):
            return _order(said, first, index + 2, last) or _acting_body(said, first, index + 2, last)
    return None


def _late_body(said: Passage, first: int, at: int, last: int) -> Clause | None:
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
            return _own_act(said, first, index + 1, last)
        clause = (
            _order(said, first, index + 1, last)
            if _FIRM.at(said.tokens, index + 1)
            else _late_subject(said, first, index + 1, last)
        )
        if clause is None or (inside and clause.kind == "subject" and not verb_at(said, clause.verb)):
            continue
        if clause.kind in ("order", "subject", "telling", "bare"):
            return clause
    return _later_order(said, first, at, last)


def _regarding(said: Passage, first: int, at: int, last: int) -> Clause | None:
    """`Đối với các Sở: Tài chính, Xây dựng:` is a heading that names who is to act."""
    after = at + (2 if said.word(at) == "đối" else 1)
    named = bodies_at(said, after, last=last)
    if named and _nothing_left(said, named.after, last):
        return Clause(first, last, "heading", named, named.after)
    return None


def _pauses(said: Passage, index: int, last: int) -> Iterator[tuple[int, bool]]:
    """Commas and colons outside brackets and lists of bodies; those inside a list after "của" are marked True."""
    depth = 0
    while index < last:
        word = said.word(index)
        depth += (word == "(") - (word == ")")
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
    clause = _acting_body(said, first, at, last)
    if clause is None or clause.kind not in ("subject", "order", "bare", "telling") or clause.verb < 0:
        return None
    if clause.kind == "subject" and not verb_at(said, clause.verb) and not BEFORE_VERB.at(said.tokens, clause.verb):
        return None
    return clause


def _verb_first(said: Passage, first: int, at: int, last: int) -> Clause | None:
    if MATTERS.at(said.tokens, at) > verb_at(said, at):
        return None
    if verb_at(said, at) or BEFORE_VERB.at(said.tokens, at):
        return Clause(first, last, "verb", None, at)
    return None
