"""Step 5a: heads. The word or words by which the name of a body begins (UBND, Sở + name, các cơ quan …)."""

from .lexicon import BEFORE_VERB, verb_at
from .names import COLLECTIVE, FIELDS, NAMED_HEADS, NO_BODY, PLURALS, SHORT_FORMS, SURE_HEADS
from .words import Passage


def head_at(said: Passage, index: int) -> int:
    """How many tokens the head of a body has that begins here; 0 where none begins."""
    tokens = said.tokens
    if index >= len(tokens):
        return 0
    plural = PLURALS.at(tokens, index)
    if plural:
        inner = SURE_HEADS.at(tokens, index + plural)
        if NO_BODY.at(tokens, index) >= plural + max(inner, 1):
            return 0
        if inner:
            return plural + inner
        return plural + 1 if said.word(index + plural) in COLLECTIVE else 0
    sure = SURE_HEADS.at(tokens, index)
    if sure:
        return 0 if _is_verb_use(said, index, sure) else sure
    if tokens[index].text in NAMED_HEADS and _has_name(said, index):
        return 1
    return _short_form(said, index)


def _short_form(said: Passage, index: int) -> int:
    """`Tỉnh cần tập trung`, `Sở chủ trì`: a head alone, with a capital, before its verb."""
    size = SHORT_FORMS.at(said.tokens, index)
    if not size or not said.capital(index) or (index and said.word(index - 1)[:1].isalnum()):
        return 0
    after = index + size
    verb = verb_at(said, after) or BEFORE_VERB.at(said.tokens, after)
    return size if verb and not said.capital(after) and said.word(after) != "trực" else 0


def _is_verb_use(said: Passage, index: int, size: int) -> bool:
    """`Cơ quan` always is a body; `Thanh tra, kiểm tra` or `Công an` in lower case inside words never reach here."""
    return said.word(index) == "lãnh" and said.word(index + size) in (",", "và")


def _has_name(said: Passage, index: int) -> bool:
    """Sở Xây dựng, Ban Dân tộc; not Sở hữu, Bộ phận, ban hành. `Sở` alone means the one last named."""
    after = index + 1
    if after >= len(said.tokens) or verb_at(said, index):
        return False
    if FIELDS.at(said.tokens, after) or said.word(after) == ":":
        return said.capital(after) or said.word(after) == ":" or said.raw_word(after).isupper()
    if said.word(index) in ("bộ", "sở", "ban") and said.word(after) in (",", "ngành"):
        return said.word(after) == "ngành" or said.word(after + 1) in ("ban", "ngành", "sở", "cơ")
    return said.capital(after) and said.raw_word(after).isalpha()
