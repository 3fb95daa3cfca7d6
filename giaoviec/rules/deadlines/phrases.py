"""The pieces that deadlines are written with, as patterns over one spelling (see `spelling`).

They carry their marks. Sentences of documents are matched as they are; what a clerk types is matched without marks, by
the same patterns without theirs (`unmarked`). Repetitions are bounded or of plain words, so that none backtracks long.
"""

import re
from collections.abc import Iterator

from giaoviec.rules.terms import plain

NUMBER_WORDS = (
    "một",
    "hai",
    "ba",
    "bốn",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
    "mười",
    "mười lăm",
    "hai mươi",
    "ba mươi",
)
NUMBERS = dict(zip((plain(word) for word in NUMBER_WORDS), (*range(1, 11), 15, 20, 30), strict=True))

YEAR_WORD = r"năm (?:nay|sau|tới)"
WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w)|chủ nhật)"
TIME = (
    r"(?P<hour>\d{1,2}) ?"
    r"(?:(?:giờ|h|g)(?![a-zà-ỹ])(?: ?(?P<minute>\d{2})(?!\d))?(?: ?(?:phút|'))?|:(?P<minute2>\d{2})(?!\d))"
    r"(?: ?\(\d{2}'?\))?(?: ?(?P<half_day>sáng|chiều|tối)(?!\w))?"
)
"""17 giờ, 17h30, 16 giờ (00'), 9:00, 2 giờ chiều."""
DATE = (
    r"(?<![\d/.,-])(?P<d>\d{1,2}) ?(?:[/.-]|tháng) ?(?P<m>\d{1,2})"
    rf"(?:(?: ?[/.-] ?|,? ?năm ?)(?P<y>\d{{4}}|\d{{2}})|,? (?P<year_word>{YEAR_WORD}))?(?![\d/]|-\d)"
)
"""15/12, 15/12/2026, 15-12-2026, 15 tháng 12 năm 2026, 15/12 năm nay."""

TIMED_DATE = rf"(?:{TIME}[ ,]{{1,2}}(?:trong )?)?(?P<weekday>{WEEKDAY})?,? ?(?:ngày |mùng |mồng )?{DATE}"

UNIT = r"ngày làm việc|ngày|tuần|tháng|giờ"
AMOUNT = (
    rf"(?P<n>\d{{1,3}}(?: ?- ?\d{{1,3}})?|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
    rf"(?: ?\([^()]{{1,20}}\))? ?(?P<unit>{UNIT})(?![\w])"
)
"""10 ngày làm việc, 05 (năm) ngày, 24-48 giờ, mười ngày."""
ANCHOR = r"(?:,? (?:(?:kể|tính) (?:từ|sau)|từ|sau)(?: (?:khi|ngày|lúc|thời điểm|hôm)){0,2} (?P<anchor>[^,.;:()]{1,90}))"

YEAR_OF = rf"(?:(?: ?/ ?|-| năm |, năm )(?P<py>\d{{4}})(?!\d)| (?P<py_word>{YEAR_WORD}))?"
MONTH_OF = r"tháng (?P<month>\d{1,2}|này|sau|tới)(?![\d])"
QUARTER_OF = r"qu[ýí] ?(?P<quarter>iv|i{1,3}|[1-4]|này|sau|tới)(?!\w)"
HALF_OF = r"(?:0?6|sáu) tháng (?P<half>đầu|cuối) năm(?: (?P<half_year>\d{4})(?!\d))?"
NINE_OF = r"(?P<nine>0?9|chín) tháng(?: đầu)? năm(?: (?P<nine_year>\d{4})(?!\d))?"
YEAR_ALONE = r"năm (?P<year>\d{4}|nay|sau|tới)(?!\w)"
WEEK_OF = r"tuần (?P<week>này|sau|tới)(?!\w)"
PERIOD = rf"(?:(?:{MONTH_OF}|{QUARTER_OF}){YEAR_OF}|{HALF_OF}|{NINE_OF}|{YEAR_ALONE}|{WEEK_OF})"
"""tháng 8/2026, quý IV năm 2026, 6 tháng đầu năm, năm 2027, tuần tới."""
PART = r"(?P<part>tuần đầu|nửa đầu|đầu|giữa|cuối) "
BARE_YEAR = r"(?P<bare>năm)(?! ?\d)(?! (?:nay|sau|tới))(?!\w)"
"""cuối năm, hết năm: the year of the document."""

RANGE = (
    r"tuần(?: lễ)?,? (?:từ )?(?:ngày )?\d{1,2}(?:[/.]\d{1,2}(?:[/.]\d{4})?)?(?: tháng \d{1,2})? ?"
    r"(?:đến|-)(?: hết)? (?:ngày )?"
)
"""trong tuần từ ngày a đến ngày b: the beginning of it; the date that follows is the deadline."""

EVERY = r"(?:hằng|hàng|mỗi|từng) ?"
EACH = (
    rf"(?:{EVERY}(?:ngày|tuần|tháng|quý|quí|6 tháng|năm)(?!\w)"
    r"|(?:0?[136]|một|ba|sáu) tháng ?(?:/ ?|một |mỗi |1 |01 )lần|(?:tuần|tháng|quý|năm) ?(?:/ ?|một |mỗi |1 |01 )lần"
    r"|(?:1|01|một) ?(?:lần ?)?/ ?(?:tuần|tháng|quý|năm)(?!\w)|0?[2-4] lần ?/ ?ngày(?!\w))"
)
"""hằng tháng, mỗi quý, 6 tháng một lần, 1 lần/tuần."""


def unnamed(pattern: str) -> str:
    """The pattern with its parts unnamed, for use more than once in another."""
    return re.sub(r"\(\?P<[a-z0-9_]+>", "(?:", pattern)


MARK = (
    rf"(?:ngày (?:\d{{1,2}}|cuối)(?![\d]|/|-\d| tháng \d)|(?:ngày )?{unnamed(DATE)}"
    rf"|(?:(?:các )?ngày |(?:buổi )?(?:sáng|chiều) (?:ngày )?)?{WEEKDAY}|tháng \d{{1,2}}(?!\d))"
)
"""ngày 15, 15/12, sáng thứ Sáu, tháng 6: when in a period something recurs."""
NEXT_MONTH = r"(?: (?:của )?tháng (?:tiếp theo|kế tiếp|liền kề|liền sau|sau liền kề)| của tháng sau)"
QUARTER_MONTH = r"(?: (?:của )?tháng (?:cuối|đầu)(?: (?:của |mỗi |hằng |hàng )?quý(?: sau)?)?)?"


class Lazy:
    """A pattern that is compiled when it is first used: the command must start quickly, and few texts need them all."""

    __slots__ = ("_compiled", "_source")

    def __init__(self, source: str) -> None:
        """Keep the source."""
        self._source = source
        self._compiled: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself."""
        if self._compiled is None:
            self._compiled = re.compile(self._source)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """As of a compiled pattern."""
        return self.pattern.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """As of a compiled pattern."""
        return self.pattern.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As of a compiled pattern."""
        return self.pattern.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int = 10**9) -> Iterator[re.Match[str]]:
        """As of a compiled pattern."""
        return self.pattern.finditer(text, start, end)

    def sub(self, words: str, text: str) -> str:
        """As of a compiled pattern."""
        return self.pattern.sub(words, text)


def marked(pattern: str) -> Lazy:
    """A pattern for sentences, with their marks."""
    return Lazy(pattern)


def unmarked(pattern: str) -> Lazy:
    """The same pattern for text without marks."""
    return Lazy(plain(pattern).replace("(?p<", "(?P<"))
