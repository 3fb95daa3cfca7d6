"""The words of directing documents, as tables. Law has no list of them; this is the usage of the administration."""

from .wordlists import wordlist
from .words import Passage, passage

# Verbs and verb phrases that open what somebody is to do.
VERBS = wordlist("verbs")
# Words between a body and its verb, or before the verb of an item.
BEFORE_VERB = wordlist("before_verb")
# What a body is said to be or to have done: telling, not ordering.
TELLING = wordlist("telling")
# Verbs by which the issuer hands something to a body that follows.
ORDERS = wordlist("orders")
STRONG_ORDERS = frozenset({"giao", "yêu", "đề", "kính", "trân", "phân", "nhất", "đồng", "thống", "tiếp"})
# Links at the beginning of a sentence that say nothing about who or what.
LINKS = wordlist("links")
# What stands before the comma after which the body comes.
ADVERBIALS = wordlist("adverbials")
# The issuer's own acts and judgements: no task unless an order follows.
OWN_ACTS = wordlist("own_acts")
# Openings of paragraphs that never go on from the line before.
OPENERS = wordlist("openers")
# What only completes the item before it: a term, a product.
TRAILING = wordlist("trailing")
# Paragraphs of this kind are never tasks, whoever stands in them.
CLOSINGS = wordlist("closings")
# Paragraphs that end a document or begin something new, never the rest of the item above.
ENDINGS = wordlist("endings")
# Words that show a sentence to be telling about the past or the state of things.
NARRATIVE = wordlist("narrative")
# Nouns that open an item which only names a matter.
MATTERS = wordlist("matters")


# Syllables that are verbs alone but parts of other words beside these neighbours.
_PART_AFTER = {
    "trình": "quá công chương lộ quy tờ tiến hành giải phát tường",
    "giao": "bàn ngoại được chuyển tiếp thẩm",
    "chuyển": "vận di luân biến thuyên",
    "làm": "việc",
    "đi": "chuyến lối đường",
    "cấm": "nghiêm",
    "họp": "cuộc phiên kỳ",
    "ký": "đăng chữ thư thời",
    "gửi": "kính tiền",
    "nắm": "",
    "lập": "công độc thành xác thiết tạo tái trung dân tư tự quốc cô đối biệt đứng",
}
_PART_BEFORE = {
    "giao": "thông dịch tiếp lưu thương hưởng",
    "trình": "độ tự diễn",
    "làm": "việc",
    "đi": "lại",
    "xả": "thải",
    "sớm": "nhất",
    "họp": "báo",
    "chuyển": "biến",
    "đưa": "đón",
    "lập": "trường pháp quốc thể thu đông xuân",
}


def verb_at(said: Passage, index: int) -> int:
    """How many tokens the verb has that begins here; 0 for none, and for a syllable that is part of another word."""
    size = VERBS.at(said.tokens, index)
    if size != 1:
        return size
    word = said.word(index)
    if (
        said.word(index - 1) in _PART_AFTER.get(word, "").split()
        or said.word(index + 1) in _PART_BEFORE.get(word, "").split()
    ):
        return 0
    return 1


def begins_with_order(text: str) -> bool:
    """Does a line begin with a verb of the tables (or with one of the words that go before a verb)?"""
    said = passage(text[:60])
    return bool(VERBS.at(said.tokens, 0) or ORDERS.at(said.tokens, 0))
