"""Bodies by name: heads that open the name of a body, names with commas inside, short forms. Two eras."""

from .wordlists import wordlist, wordset

# Names that hold commas, dashes or "và", found before a list is split; FIELDS are those of departments and ministries.
FIELDS = wordlist("fields")
LONG_NAMES = wordlist("long_names")
# Heads that make a body whatever follows.
SURE_HEADS = wordlist("sure_heads")
# Heads that need a name (a capital, or a field of the table) after them: Sở hữu, Bộ phận, Báo cáo are no bodies.
NAMED_HEADS = wordset("named_heads")
# Heads that stand alone for the body last named, before a verb (Tỉnh cần ..., Sở chủ trì ...).
SHORT_FORMS = wordlist("short_forms")
# Nouns that make a collective after "các", "những", "mọi", "toàn thể", "tất cả các".
COLLECTIVE = wordset("collective")
PLURALS = wordlist("plurals")
# After "các", these make no body.
NO_BODY = wordlist("no_body")
# Small words that may stand in the tail of a proper name.
TAIL = wordlist("tail")
# What may follow "có" inside a name phrase.
HAVING = wordset("having")


def is_field(text: str) -> bool:
    """Is this exactly the field of a department or ministry (Tài chính, Xây dựng)?"""
    from .words import passage

    said = passage(text)
    return FIELDS.at(said.tokens, 0) == len(said.tokens)
