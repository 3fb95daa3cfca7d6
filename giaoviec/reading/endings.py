"""Step 5a: where the name of a body ends. Is the next small word part of the name, or does the predicate begin?"""

from .lexicon import BEFORE_VERB, verb_at
from .names import HAVING, SURE_HEADS, TAIL
from .places import KNOWN
from .wordlists import wordlist, wordset
from .words import Passage

JOIN = frozenset({",", ";", "và", "&", "hoặc", "cùng"})
PARTS = wordset("parts")
SOCIAL = wordset("social")
_NOUN_VERBS = wordlist("noun_verbs")
_GATHERINGS = wordlist("gatherings")
NAME_VERBS = wordlist("name_verbs")
_PLACED = frozenset({*KNOWN, "việt nam"})
# A noun that acts, so that a verb after it may belong to its name (các đơn vị quản lý hồ chứa).
ACTING_NOUNS = frozenset(
    {("cơ", "quan"), ("đơn", "vị"), ("doanh", "nghiệp"), ("tổ", "chức"), ("cơ", "sở"), ("công", "ty"), ("cá", "nhân")}
)
# Words that go on with "liên quan" (liên quan đến dự án, liên quan trực tiếp).
_CONCERNED = frozenset({"đến", "tới", "trực", "mật", "khác", "chặt", "gián"})
# Papers and events, which a list of bodies never goes on with.
PAPERS = wordlist("papers")
# Verbs that no name of a body holds.
DOING = wordlist("doing")


class Endings:
    """What can be told at one token: `at`, of the name that began at `open`; `proper` and `fresh` say how it began."""

    said: Passage
    at: int
    stop: int
    open: int
    proper: bool
    fresh: bool

    def is_predicate(self, word: str) -> bool:
        said, at = self.said, self.at
        special = self._of_small_word(word)
        if special is not None:
            return special
        if not self.proper and self._belongs_to_noun():
            return False
        if self._is_role():
            return not (verb_at(said, at + 2) or self._another_verb(at + 2))
        if self._after_concerned(word):
            return True
        if said.word(at - 1) == "được" or self._named_for_trade() or self._left_out():
            return False
        return bool(verb_at(said, at) or BEFORE_VERB.at(said.tokens, at) or (self.proper and self._ends_proper()))

    def _after_concerned(self, word: str) -> bool:
        """`các đơn vị liên quan cấu hình phần mềm`: what follows the closing "liên quan" is the predicate."""
        said, at = self.said, self.at
        if (said.word(at - 2), said.word(at - 1)) != ("liên", "quan") or at - 2 <= self.open:
            return False
        return word.isalpha() and word not in _CONCERNED and not TAIL.at(said.tokens, at)

    def _of_small_word(self, word: str) -> bool | None:
        """Words that are part of a name in some places and begin the predicate in others; None for all other words."""
        said, after = self.said, self.said.word(self.at + 1)
        if word == "có":
            return after not in HAVING or (PAPERS.at(said.tokens, self.at + 1) > 1 and after != "dự")
        if word == "là":
            return self.proper or after not in ("tổ", "cá", "đơn", "thành", "chủ", "doanh")
        if word == "được":
            if after in ("giao", "phân") and said.word(self.at - 1) in ("quan", "vị", "phương", "ngành", "sở"):
                return False
            return self.proper or after in ("phép", "quyền", "hưởng", "sử")
        if word == "từ":
            return not said.capital(self.at + 1)
        if word == "không" and said.word(self.at - 1) == "hàng":
            return False
        if (
            (word == "còn" and after == "lại")
            or (word == "đi" and after == "qua")
            or (word in ("không", "chưa") and self._excludes())
        ):
            return False
        return self._organises() if word == "tổ" and after == "chức" else None

    def _organises(self) -> bool:
        """`UBND xã tổ chức hội nghị`, not `các tổ chức chính trị - xã hội`."""
        said, at = self.said, self.at
        if _GATHERINGS.at(said.tokens, at + 2) or said.word(at + 2) not in SOCIAL:
            return True
        return self.proper and said.word(at - 1) not in JOIN and said.word(at - 1) != "các"

    def _excludes(self) -> bool:
        """`các đơn vị không thuộc đối tượng kiểm tra tự kiểm tra`: the words say which of them."""
        said, at = self.said, self.at
        if self.proper and said.word(at - 1) not in PARTS:
            return False
        if said.word(at) == "không":
            return said.word(at + 1) == "thuộc"
        return said.word(at + 1) in ("báo", "gửi", "có", "hoàn") and self._another_verb(at + 3)

    def _left_out(self) -> bool:
        """The verb inside `không thuộc đối tượng kiểm tra`, where another follows it at once."""
        said, after = self.said, self.at + verb_at(self.said, self.at)
        words = [said.word(i) for i in range(self.open, self.at)]
        if after == self.at or "thuộc" not in words or words[words.index("thuộc") - 1] != "không":
            return False
        return bool(verb_at(said, after) or BEFORE_VERB.at(said.tokens, after))

    def _is_role(self) -> bool:
        """`cơ quan được giao chủ trì`, `đơn vị được phân công phối hợp`."""
        said, at = self.said, self.at
        return (
            said.word(at - 1) in ("được", "giao", "công")
            and said.word(at - 2) in ("được", "phân")
            and said.word(at) in ("chủ", "phối", "nhiệm", "thực", "phụ")
            and said.word(at + 1) != "động"
        )

    def _named_for_trade(self) -> bool:
        """`Hiệp hội Vật liệu xây dựng Việt Nam`: a verb between capitals, and a place after it closes the name."""
        said, at = self.said, self.at
        size = NAME_VERBS.at(said.tokens, at)
        if not size or not self.proper or said.word(self.open) in ("sở", "bộ", "ubnd", "ủy", "chủ"):
            return False
        after = [said.word(at + size + i) for i in range(3)]
        return (said.capital(at - 1) or said.capital(at - 2)) and any(" ".join(after[:n]) in _PLACED for n in (2, 3))

    def trade(self) -> int:
        """How many tokens the trade of a noun has: `các cơ sở sản xuất, kinh doanh …`; 0 where none stands here."""
        size = _NOUN_VERBS.at(self.said.tokens, self.at)
        return size if size and not self.proper and self._belongs_to_noun() else 0

    def _belongs_to_noun(self) -> bool:
        """`các đơn vị quản lý hồ chứa thực hiện`, `cơ quan phối hợp có trách nhiệm`: a verb inside the name."""
        said, at = self.said, self.at
        size = _NOUN_VERBS.at(said.tokens, at)
        if not size or (said.word(at - 2), said.word(at - 1)) not in ACTING_NOUNS:
            return False
        if said.word(at) in ("chủ", "phối"):
            after = at + size
            return bool(BEFORE_VERB.at(said.tokens, after) or said.word(after) == ":" or said.word(after) == "")
        return self._another_verb(at + size)

    def _ends_proper(self) -> bool:
        """After a full name of a department, ministry or Committee a small word that names never have is a verb."""
        return not TAIL.at(self.said.tokens, self.at) and self.full_name()

    def full_name(self) -> bool:
        """Is this a whole name already: a department's or ministry's, a Committee's, or one closed by its place?"""
        if self.fresh:
            return False
        said, first = self.said, self.open
        if SURE_HEADS.at(said.tokens, first) == 0 and said.word(first) in ("sở", "bộ"):
            return True
        if said.word(first) == "ubnd" or [said.word(first + i) for i in range(3)] == ["ủy", "ban", "nhân"]:
            return True
        return self._closed_by_place()

    def _closed_by_place(self) -> bool:
        """`Báo Bình Thuận`, `Trung tâm Khuyến nông tỉnh`: the last words are a place."""
        if self.said.word(self.at - 1) in ("tỉnh", "huyện", "gia") and self.at - 1 > self.open:
            return True
        return any(
            self.said.low[self.said.tokens[self.at - n].start : self.said.tokens[self.at - 1].end] in KNOWN
            for n in (2, 3)
            if self.at - n > self.open
        )

    def _another_verb(self, at: int) -> bool:
        """Does a verb follow within a few words, so that the one before it belongs to the name?"""
        tokens = self.said.tokens
        for index in range(at, min(at + 12, self.stop)):
            if self.said.word(index) in (";", ".", ":"):
                return self.said.word(index) == ":"
            if self.said.word(index) == "," and BEFORE_VERB.at(tokens, index + 1) > 1:
                return True
            if self.said.word(index) == "," and index > at + 6:
                return False
            if DOING.at(tokens, index) and self.said.word(index - 1) not in (",", "và"):
                return True
        return False

    def ends_name(self, at: int) -> bool:
        """Is this where a name in small letters ends: `Sở xây dựng chủ trì`, not `Thanh tra Sở xây dựng phương án`?"""
        said = self.said
        return said.word(at) in (*JOIN, "", ":", ".") or bool(verb_at(said, at) or BEFORE_VERB.at(said.tokens, at))
