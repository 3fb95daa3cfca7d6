"""Step 5: bodies. Where a sentence names agencies, how far their names reach, and who they are one by one.

A body is recognised by its head (UBND, Sở + name, các cơ quan ...). A proper name ends at the first small word that
does not belong to names; a collective (các đơn vị quản lý hồ chứa) ends at the first verb of the table.
"""

from dataclasses import dataclass

from .lexicon import BEFORE_VERB, verb_at
from .names import COLLECTIVE, FIELDS, HAVING, LONG_NAMES, NAMED_HEADS, NO_BODY, PLURALS, SHORT_FORMS, SURE_HEADS, TAIL
from .places import KNOWN
from .words import Passage, phrases

_JOIN = frozenset({",", ";", "và", "&", "hoặc", "cùng"})
_PARTS = frozenset(
    """ngành ban sở bộ đoàn hội xã phường thị thành quận huyện tỉnh đặc đơn địa cơ tổ doanh cá chủ lực chính nhà truyền các hợp
    trường trưởng tập trạm ubnd mặt công viện đài báo nông bí chánh tổng nhân gia hộ người cấp thôn ấp bản khu trung ủy trực tòa bên
    kho bảo hiệp liên phòng thủ giám chi cục lãnh văn hội quỹ bưu viễn mttq hđnd ca bchqs bđbp bql bcđ htx thuế hải cộng""".split()
)
_LOOSE = frozenset("cơ đơn doanh tổ chủ lực nhà cá người hộ cán các ngành đoàn hợp công".split())
_NOUN_VERBS = phrases(
    """quản lý|vận hành|kinh doanh|thi công|tư vấn|khai thác|đào tạo|nghiên cứu|sử dụng|cung cấp|sản xuất|kiểm định|khám bệnh|khám, chữa bệnh|thi hành án
chủ trì|phối hợp|xuất khẩu|nhập khẩu|thông tin|đăng kiểm|chế biến"""
)
_NAME_VERBS = phrases(
    "quản lý|đầu tư|xây dựng|phát triển|xúc tiến|kiểm soát|phục vụ|tham mưu|điều hành|giám sát|kiểm định|nghiên cứu|bảo vệ|hỗ trợ|đào tạo|bồi dưỡng|khai thác|cung cấp|chuyển đổi|quy hoạch|thi hành|giáo dục|hoạt động|kinh doanh|thông tin|ứng dụng"
)
# Verbs that no name of a body holds.
_DOING = phrases(
    """chủ trì|phối hợp|có trách nhiệm|tập trung|triển khai|thực hiện|khẩn trương|tiếp tục|chủ động|theo chức năng|căn cứ|tăng cường|rà soát|đôn đốc|báo cáo|hướng dẫn|tham mưu|chịu trách nhiệm
tổ chức thực hiện|đẩy mạnh|kịp thời|thường xuyên|nghiêm túc|cần|phải|hoàn thành|ban hành|bảo đảm|đảm bảo|bố trí|xem xét|đề xuất|cập nhật"""
)
_SOCIAL = frozenset(
    "chính đoàn hội tín cá kinh xã thành có liên thuộc đảng , ; . ) ( và : là công cơ nghề phi tôn hành trong trực khoa sự quốc nhà chủ khác được ở tại trên".split()
)
_ACTING_NOUNS = frozenset(
    {("cơ", "quan"), ("đơn", "vị"), ("doanh", "nghiệp"), ("tổ", "chức"), ("cơ", "sở"), ("công", "ty"), ("cá", "nhân")}
)
_SIDE = frozenset({"nhất", "đặc", "trong"})
# Papers and events, which a list of bodies never goes on with.
_PAPERS = phrases(
    """văn bản|công văn|quyết định|nghị quyết|thông báo|kết luận|chỉ thị|luật|nghị định|tờ trình|kế hoạch|báo cáo|thông tư|hướng dẫn|chương trình|quy định|công điện|phụ lục|điều|khoản|hội nghị
dự án|đề án|quy chế|biên bản|phương án|số"""
)
_EDGE = frozenset({",", ";", ":", "-", "–", "và", "."})
_MAX_TOKENS = 160


@dataclass(frozen=True, slots=True)
class Named:
    """Bodies named in tokens first..last-1 of a passage; `text` is how they are written, asides left out.

    `members` are they one by one, lists distributed; `after` is the index of the token that follows.
    """

    first: int
    after: int
    text: str
    members: tuple[str, ...]


def head_at(said: Passage, index: int) -> int:
    """How many tokens the head of a body has that begins here; 0 where none begins."""
    tokens = said.tokens
    if index >= len(tokens):
        return 0
    plural = PLURALS.at(tokens, index)
    if plural:
        if NO_BODY.at(tokens, index):
            return 0
        inner = SURE_HEADS.at(tokens, index + plural)
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


def bodies_at(said: Passage, index: int, *, last: int | None = None, loose: bool = False) -> Named | None:
    """The bodies whose names begin at this token, joined by commas and "và", or None.

    `loose` takes any noun phrase for a body (after "phối hợp với").
    """
    stop = min(len(said.tokens) if last is None else last, index + _MAX_TOKENS)
    if not head_at(said, index) and not (loose and _loose_start(said, index)):
        return None
    walk = _Walk(said, index, stop)
    walk.run()
    if not walk.pieces:
        return None
    text, members = _members(said, walk.pieces)
    return Named(index, walk.at, text, members)


def titled(said: Passage, index: int, *, last: int) -> Named | None:
    """A heading that is one long name with a verb inside (Ban Quản lý dự án đầu tư …:), or None."""
    stop = last
    while stop > index and not said.word(stop - 1)[:1].isalnum():
        stop -= 1
    inside = [said.word(i) for i in range(index, stop)]
    if not head_at(said, index) or len(inside) > 24 or any(mark in inside for mark in (".", ";", ":", "(")):
        return None
    if said.word(last - 1) in (";", ".") or any(_does(said, i) for i in range(index + 1, stop)):
        return None
    text = said.cut(index, stop)
    return Named(index, stop, text, (text,))


def _does(said: Passage, index: int) -> bool:
    """Is this a verb of a sentence, not one of those that names hold (Ban Quản lý dự án đầu tư xây dựng)?"""
    if said.capital(index) or (said.word(index - 2), said.word(index - 1)) in _ACTING_NOUNS:
        return False
    return bool(_DOING.at(said.tokens, index)) or bool(verb_at(said, index) and not _NAME_VERBS.at(said.tokens, index))


def _loose_start(said: Passage, index: int) -> bool:
    if index >= len(said.tokens):
        return False
    word = said.word(index)
    return word.isalpha() and not verb_at(said, index) and (said.capital(index) or word in _PARTS)


class _Walk:
    """Goes along the tokens from the head until the predicate; collects the pieces (spans of tokens) of the names."""

    def __init__(self, said: Passage, first: int, stop: int) -> None:
        self.said, self.at, self.stop = said, first, stop
        self.pieces: list[tuple[int, int]] = []
        self.open = first
        self.proper = False
        self.fresh = True

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
            self.proper = first not in _LOOSE and not PLURALS.at(self.said.tokens, index)
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
        if word in _JOIN:
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

    def _follows_head(self) -> bool:
        """A name in small letters counts right after its head only (ngành công thương, ban chỉ đạo phòng thủ dân sự)."""
        return self._named_here() > 0

    def _named_here(self) -> int:
        tokens, at = self.said.tokens, self.at
        if self.said.capital(at):
            return max(FIELDS.at(tokens, at), LONG_NAMES.at(tokens, at))
        if not self.fresh:
            return 0
        field = FIELDS.at(tokens, at) if self.said.word(at - 1) in ("ngành", "sở", "bộ") else 0
        return max(field, LONG_NAMES.at(tokens, at))

    def _word(self, word: str) -> bool:
        said, tokens = self.said, self.said.tokens
        if said.capital(self.at) or word.isdigit():
            if self._full_name() and verb_at(said, self.at) > 1:
                return False
            self.at += max(TAIL.at(tokens, self.at), 1)
            self.fresh = False
            return True
        if self._is_predicate(word):
            return self._aside(word)
        self.at += max(TAIL.at(tokens, self.at), 1)
        return True if self.at <= len(tokens) else False

    def _is_predicate(self, word: str) -> bool:
        said, tokens, at = self.said, self.said.tokens, self.at
        if word == "có":
            return said.word(at + 1) not in HAVING
        if word == "là":
            return self.proper or said.word(at + 1) not in ("tổ", "cá", "đơn", "thành", "chủ", "doanh")
        if word == "được":
            return self.proper
        if word == "từ":
            return not said.capital(at + 1)
        if word == "tổ" and said.word(at + 1) == "chức":
            return said.word(at + 2) not in _SOCIAL or (
                self.proper and said.word(at - 1) not in _JOIN and said.word(at - 1) != "các"
            )
        if not self.proper and self._belongs_to_noun():
            return False
        if (
            said.word(at - 1) in ("được", "giao", "công")
            and said.word(at - 2) in ("được", "phân")
            and said.word(at) in ("chủ", "phối", "nhiệm", "thực")
            and said.word(at + 1) != "động"
        ):
            return not self._another_verb(at + 2)
        if said.word(at - 1) == "được":
            return False
        return bool(verb_at(said, at) or BEFORE_VERB.at(tokens, at) or (self.proper and self._ends_proper()))

    def _belongs_to_noun(self) -> bool:
        """`các đơn vị quản lý hồ chứa thực hiện`, `cơ quan phối hợp có trách nhiệm`: a verb inside the name."""
        said, at = self.said, self.at
        size = _NOUN_VERBS.at(said.tokens, at)
        if not size or (said.word(at - 2), said.word(at - 1)) not in _ACTING_NOUNS:
            return False
        if said.word(at) in ("chủ", "phối"):
            after = at + size
            return bool(BEFORE_VERB.at(said.tokens, after) or said.word(after) == ":" or said.word(after) == "")
        return self._another_verb(at + size)

    def _ends_proper(self) -> bool:
        """After a full name of a department, ministry or Committee a small word that names never have is a verb."""
        return not TAIL.at(self.said.tokens, self.at) and self._full_name()

    def _full_name(self) -> bool:
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
            if self.said.word(index) == "," and index > at + 6:
                return False
            if _DOING.at(tokens, index) and self.said.word(index - 1) not in (",", "và"):
                return True
        return False

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
        return self.at < self.stop

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
        if head or self._continues(after):
            self._close(self.at)
            self._begin(after)
            return True
        side = said.word(after) in _SIDE and said.word(after + 1) in ("là", "biệt", "đó")
        if word == "," and side:
            self.at = after
            return self._aside(said.word(after))
        if word == "và" and not verb_at(said, after) and not _PAPERS.at(said.tokens, after) and not said.capital(after):
            self.at += 1
            return True
        return False

    def _continues(self, index: int) -> bool:
        """A name without a head (Bộ Tài chính, Xây dựng) or the next noun of a collective (các sở, ban, ngành)."""
        said, word = self.said, self.said.word(index)
        if _PAPERS.at(said.tokens, index) and not FIELDS.at(said.tokens, index):
            return False
        if said.capital(index) and word.isalpha():
            return not (said.word(index - 1) == ";" and bool(verb_at(said, index)))
        if word == "tổ" and said.word(index + 1) == "chức":
            return said.word(index + 2) in _SOCIAL
        if word not in _PARTS:
            return False
        verb = verb_at(said, index)
        return not verb and not BEFORE_VERB.at(said.tokens, index)

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
            return True
        if said.capital(after) and not verb_at(said, after) and not BEFORE_VERB.at(said.tokens, after):
            if head_at(said, after):
                self.open = self.at
            self._close(self.at)
            self._begin(after)
            return True
        return False

    def _is_plural(self) -> bool:
        """Does the member before the colon speak of several (các Bộ, UBND các tỉnh, tổ chức hội)?"""
        words = [self.said.word(i) for i in range(self.open, self.at)]
        return "các" in words or words[:2] == ["tổ", "chức"] or len(words) <= 3 or bool(self.pieces)

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


def _members(said: Passage, pieces: list[tuple[int, int]]) -> tuple[str, tuple[str, ...]]:
    from .lists import distributed

    spans = [span for span in (_bare(said, *piece) for piece in pieces) if span[1] > span[0]]
    texts = [said.cut(*span) for span in spans]
    return ", ".join(texts), distributed(said, spans)


def _bare(said: Passage, first: int, last: int) -> tuple[int, int]:
    """The piece without marks and "và" at its ends."""
    while first < last and said.word(first) in _EDGE:
        first += 1
    while last > first and said.word(last - 1) in _EDGE:
        last -= 1
    return first, last
