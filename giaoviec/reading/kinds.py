"""Types of document: the 29 of Decree 30/2020 with conclusions and legal acts, their codes, and what can order."""

from .wordlists import phrases_of
from .words import fold

TYPES = tuple(phrases_of("types"))
CODES = {
    "nq": "nghị quyết", "qđ": "quyết định", "ct": "chỉ thị", "qc": "quy chế", "qyđ": "quy định", "tc": "thông cáo",
    "tb": "thông báo", "hd": "hướng dẫn", "ctr": "chương trình", "cttr": "chương trình", "kh": "kế hoạch",
    "pa": "phương án", "đa": "đề án", "da": "dự án", "bc": "báo cáo", "bb": "biên bản", "ttr": "tờ trình",
    "hđ": "hợp đồng", "cđ": "công điện", "gm": "giấy mời", "pc": "phiếu chuyển", "pg": "phiếu gửi", "pb": "phiếu báo",
    "kl": "kết luận", "nđ": "nghị định", "tt": "thông tư", "gtt": "bản thỏa thuận", "guq": "giấy ủy quyền",
    "gnp": "giấy nghỉ phép", "ggt": "giấy giới thiệu", "bgn": "bản ghi nhớ", "btt": "bản thỏa thuận",
    "tbkl": "thông báo",
}  # fmt: skip
# Documents that go upward, sideways or make law: they give nobody under the Committee a task.
UPWARD = frozenset({"tờ trình", "báo cáo", "biên bản", "hợp đồng", "bản ghi nhớ", "bản thỏa thuận", "giấy giới thiệu",
                    "giấy nghỉ phép", "thông cáo"})  # fmt: skip
LAW = frozenset({"luật", "pháp lệnh", "nghị định", "thông tư", "thông tư liên tịch", "hiến pháp"})
# Documents with sections of aims, contents, money and execution.
PLANS = frozenset(
    {"kế hoạch", "chương trình", "đề án", "phương án", "dự án", "hướng dẫn", "nghị quyết", "kế hoạch liên tịch"}
)
_FOLDED = {fold(name): name for name in TYPES}
_TAILS = ("khẩn", "hỏa tốc", "liên tịch", "phối hợp", "kết luận", "liên ngành")


def type_line(text: str) -> str | None:
    """The type that a line in capitals names alone (THÔNG BÁO, CÔNG ĐIỆN KHẨN), or None."""
    words = " ".join(text.split()).strip(" .*")
    if not words or not words.isupper() or len(words) > 40:
        return None
    low = fold(words)
    if low in _FOLDED:
        return _FOLDED[low]
    head = next((name for name in _FOLDED if low.startswith(name + " ")), None)
    return _FOLDED[head] if head and low[len(head) + 1 :] in _TAILS else None


def type_of_symbol(symbol: str | None) -> str | None:
    """The type that a symbol's code tells (CT-UBND, UBND-NC: công văn)."""
    if not symbol:
        return None
    parts = fold(symbol).replace("/", "-").split("-")
    return next((CODES[part] for part in parts[:1] if part in CODES), "công văn")


def type_that_begins(text: str) -> tuple[str, int] | None:
    """(type, length) where a text begins with the name of a type, in any case."""
    low = fold(text)
    name = max((n for n in _FOLDED if low.startswith(n + " ")), key=len, default=None)
    return (_FOLDED[name], len(name)) if name else None
