"""Step 6: collaborators. Who is named after "phối hợp với", "cùng với", and who is not one in spite of it."""

from .bodies import bodies_at
from .lexicon import verb_at
from .wordlists import wordlist, wordset
from .words import Passage

_WITH = wordlist("with")
_NOUN = wordset("noun")
_FIRM_WITH = frozenset({"với", "cùng", "của"})


def partners_in(said: Passage, first: int, last: int) -> tuple[str, ...]:
    """Collaborators named in tokens first..last-1, as written, lists distributed."""
    found: list[str] = []
    index = first
    while index < last:
        size = _WITH.at(said.tokens, index)
        if not size:
            index += 1
            continue
        after = _object(said, index, size)
        named = (
            None
            if _is_noun(said, index, size)
            else bodies_at(said, after, last=last, loose=said.word(after - 1) in _FIRM_WITH and size > 1)
        )
        if named:
            found += named.members
            index = named.after
        else:
            index += size
    return tuple(dict.fromkeys(found))


def _is_noun(said: Passage, index: int, size: int) -> bool:
    """cơ quan phối hợp, cơ chế phối hợp, công tác phối hợp: the word names, it does not bid."""
    return (
        said.word(index - 1) in ("quan", "vị", "chế", "tác", "sự", "được")
        and said.word(index + size - 1) not in _FIRM_WITH
    )


def _object(said: Passage, index: int, size: int) -> int:
    """Where the bodies begin: after `phối hợp, hỗ trợ` and `phối hợp và hướng dẫn` they follow the second verb."""
    after = index + size
    if said.word(after) in (",", "và"):
        verb = verb_at(said, after + 1)
        if verb and said.word(index) == "phối":
            return after + 1 + verb
    return after
