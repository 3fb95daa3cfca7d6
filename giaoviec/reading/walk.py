"""Step 5b: how far the names of bodies reach, word by word, from their head to the predicate."""

from .endings import JOIN, PAPERS, PARTS, SOCIAL, Endings
from .heads import head_at
from .lexicon import BEFORE_VERB, verb_at
from .names import FIELDS, LONG_NAMES, PLURALS, SURE_HEADS, TAIL
from .wordlists import wordlist, wordset
from .words import Passage

_LOOSE = wordset("loose")
_QUALIFIERS = wordlist("qualifiers")
_SIDE = frozenset({"nhất", "đặc", "trong"})


class Walk(Endings):
    """Goes along the tokens from the head until the predicate; collects the pieces (spans of tokens) of the names."""

    def __init__(self, said: Passage, first: int, stop: int) -> None:
        self.said, self.at, self.stop = said, first, stop
        self.pieces: list[tuple[int, int]] = []
        self.open = first
        self.proper = False
        self.fresh = True
        self.listed = False

    def run(self) -> None:
        self._begin(self.at)
        while self.at < self.stop:
            if not self._step():
                break
        self._close(self.at)

    def _begin(self, index: int) -> None:
        """A member's head: its tokens belong to it whatever they are."""
        size = head_at(self.said, index)
        self.open, self.fresh = index, True
        if size:
            self.at = index + size
            first = self.said.word(index)
            plural = PLURALS.at(self.said.tokens, index) or self.said.word(index + size - 1) == "các"
            self.proper = first not in _LOOSE and not plural
        else:
            self.at = index + max(FIELDS.at(self.said.tokens, index), LONG_NAMES.at(self.said.tokens, index), 1)
            self.proper = self.said.capital(index)

    def _close(self, end: int) -> None:
        if end > self.open:
            self.pieces.append((self.open, end))

    def _step(self) -> bool:
        """Takes one more word or mark; False where the names end."""
        said, tokens, word = self.said, self.said.tokens, self.said.word(self.at)
        named = max(FIELDS.at(tokens, self.at), LONG_NAMES.at(tokens, self.at))
        if named and (said.capital(self.at) or self._follows_head()):
            self.at += self._named_here()
            self.fresh = False
            return True
        nested = SURE_HEADS.at(tokens, self.at)
        if nested > 1 and self.at > self.open and word not in ("lãnh", "tổ"):
            self.at += nested
            self.fresh = True
            return True
        if word == "(":
            return self._skip_bracket()
        if word in JOIN and not (word == "&" and self._is_tight()):
            return self._join(word)
        if word == ":":
            return self._list_after_colon()
        if word in ("-", "–"):
            return self._dash()
        if word in ("/", "&", "'", "’"):
            self.at += 1
            return True
        if not word[0].isalnum():
            return False
        return self._word(word)

    def _is_tight(self) -> bool:
        """TB&XH, NN&PTNT: no space on either side."""
        tokens, at = self.said.tokens, self.at
        return (
            tokens[at - 1].end == tokens[at].start and at + 1 < len(tokens) and tokens[at].end == tokens[at + 1].start
        )

    def _follows_head(self) -> bool:
        """A name in small letters counts right after its head only (ban chỉ đạo phòng thủ dân sự)."""
        return self._named_here() > 0

    def _named_here(self) -> int:
        tokens, at = self.said.tokens, self.at
        if self.said.capital(at):
            return max(FIELDS.at(tokens, at), LONG_NAMES.at(tokens, at))
        if not self.fresh:
            return 0
        field = FIELDS.at(tokens, at) if self.said.word(at - 1) in ("ngành", "sở", "bộ") else 0
        if field and verb_at(self.said, at) and not self.ends_name(at + field):
            return 0
        return max(field, LONG_NAMES.at(tokens, at))

    def _word(self, word: str) -> bool:
        said, tokens = self.said, self.said.tokens
        if said.capital(self.at) or word.isdigit():
            if self.full_name() and verb_at(said, self.at) > 1 and not verb_at(said, self.at + 1) > 1:
                return False
            self.at += max(TAIL.at(tokens, self.at), 1)
            self.fresh = False
            return True
        if self.is_predicate(word):
            return self._aside(word)
        if word in ("tỉnh", "huyện", "xã"):
            self.fresh = False
        self.at += max(TAIL.at(tokens, self.at), self.trade(), 1)
        return True

    def _aside(self, word: str) -> bool:
        """`nhất là các tỉnh: A, B` belongs to the subject but names nobody new: go on behind it."""
        if word not in _SIDE or self.said.word(self.at + 1) not in ("là", "biệt", "đó"):
            return False
        self._close(self._trim(self.at))
        index = self.at + 2
        while index < self.stop and not self._resumes(index):
            index += 1
        self.at = self.open = index
        return False

    def _resumes(self, index: int) -> bool:
        said = self.said
        return not said.capital(index) and bool(
            verb_at(said, index) or said.word(index) in (".", "phải", "cần", "theo")
        )

    def _trim(self, end: int) -> int:
        return end - 1 if self.said.word(end - 1) in (",", "và", "-", "–", ";") else end

    def _skip_bracket(self) -> bool:
        index = self.at
        while index < self.stop and self.said.word(index) != ")":
            index += 1
        if index >= self.stop or index - self.at > 60:
            return False
        self._close(self.at)
        self.at = self.open = index + 1
        said = self.said
        goes_on = said.word(self.at) in JOIN or bool(TAIL.at(said.tokens, self.at)) or said.word(self.at) in (":", "-")
        return self.at < self.stop and (goes_on or said.capital(self.at))

    def _join(self, word: str) -> bool:
        """A comma, "và" or semicolon: does another body follow?"""
        said, after = self.said, self.at + 1
        if word == "cùng" and said.word(after) == "với":
            return False
        if word == "," and said.word(after) == "và":
            after += 1
        if after >= self.stop:
            return False
        head = head_at(said, after)
        if word == ";" and not head:
            return False
        if qualifier := _QUALIFIERS.at(said.tokens, after):
            self.at = after + qualifier
            return True
        if word == "và" and not head and self._same_name(after):
            self.at += 1
            return True
        if head or self._continues(after):
            self._close(self.at)
            self._begin(after)
            return True
        side = said.word(after) in _SIDE and said.word(after + 1) in ("là", "biệt", "đó")
        if word == "," and side:
            self.at = after
            return self._aside(said.word(after))
        if word == "và" and not verb_at(said, after) and not PAPERS.at(said.tokens, after) and not said.capital(after):
            self.at += 1
            return True
        return False

    def _same_name(self, after: int) -> bool:
        """`Trung tâm Nước sạch và Vệ sinh môi trường` is one body, `UBND các huyện Tuy Phong và Bắc Bình` two."""
        said = self.said
        if not said.capital(after) or not self.proper or self.fresh or self.full_name():
            return False
        if self.listed or PAPERS.at(said.tokens, after):
            return False
        return all(said.word(i) != "các" for i in range(self.open, self.at))

    def _continues(self, index: int) -> bool:
        """A name without a head (Bộ Tài chính, Xây dựng) or the next noun of a collective (các sở, ban, ngành)."""
        said, word = self.said, self.said.word(index)
        if PAPERS.at(said.tokens, index) and not FIELDS.at(said.tokens, index):
            return False
        if said.capital(index) and word.isalpha():
            return not (said.word(index - 1) == ";" and bool(verb_at(said, index)))
        if word == "tổ" and said.word(index + 1) == "chức":
            return said.word(index + 2) in SOCIAL
        if word not in PARTS:
            return not self.proper and word.isalpha() and self._leads_to_verb(index)
        verb = verb_at(said, index)
        return not verb and not BEFORE_VERB.at(said.tokens, index)

    def _leads_to_verb(self, index: int) -> bool:
        """`Các chủ phương tiện, thuyền trưởng chấp hành`: a plain noun after the comma, then the verb."""
        said = self.said
        if verb_at(said, index) or BEFORE_VERB.at(said.tokens, index) or said.word(index - 1) != ",":
            return False
        for at in range(index + 1, min(index + 6, self.stop)):
            if not said.word(at)[:1].isalpha():
                return False
            if verb_at(said, at):
                return at > index + 1
        return False

    def _list_after_colon(self) -> bool:
        """`Các Bộ: Quốc phòng, Công an chủ động` goes on; `Sở Y tế: Khẩn trương` ends."""
        said, after = self.said, self.at + 1
        if after >= self.stop or not self._is_plural():
            return False
        named = FIELDS.at(said.tokens, after)
        follows = said.word(after + named) if named else ""
        if (
            named
            and said.capital(after)
            and (follows in (",", "và", ";", "") or not verb_at(said, after) or verb_at(said, after + named))
        ):
            self._close(self.at)
            self._begin(after)
            self.listed = True
            return True
        if said.capital(after) and not verb_at(said, after) and not BEFORE_VERB.at(said.tokens, after):
            if head_at(said, after):
                self.open = self.at
            self._close(self.at)
            self._begin(after)
            self.listed = True
            return True
        return False

    def _is_plural(self) -> bool:
        """Does the member before the colon speak of several (các Bộ, UBND các tỉnh, tổ chức hội)?"""
        words = [self.said.word(i) for i in range(self.open, self.at)]
        if "các" in words or words[:2] == ["tổ", "chức"]:
            return True
        return len(words) <= 3 and not PLURALS.at(self.said.tokens, self.at + 1)

    def _dash(self) -> bool:
        said = self.said
        if said.capital(self.at + 1) and said.word(self.at + 1) not in ("cơ", "đơn", "thường", "là"):
            self.at += 1
            return True
        tight = said.tokens[self.at].start == said.tokens[self.at - 1].end
        if tight:
            self.at += 1
            return True
        self._close(self.at)
        index = self.at + 1
        while index < self.stop and said.word(index) not in (":", ".", ";") and not verb_at(said, index):
            index += 1
        self.at = self.open = index
        return False
