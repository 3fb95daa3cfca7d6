"""Names of provinces and provincial seats, for the place in a letterhead. Facts of public record, two eras."""

from .wordlists import phrases_of
from .words import fold

_NAMES = tuple(phrases_of("places"))
KNOWN = frozenset(map(fold, _NAMES))
NAMES = tuple(sorted(_NAMES, key=len, reverse=True))
_KINDS = ("thành phố ", "tp. ", "tp.", "tp ", "tỉnh ", "thị xã ", "huyện ", "xã ", "phường ", "đặc khu ", "quận ")


def is_place(text: str) -> bool:
    """Is this the name of a province or a seat, or of any unit that says its kind (thành phố, xã …)?"""
    low = fold(" ".join(text.split()))
    if low in KNOWN:
        return True
    return any(low.startswith(kind) and 0 < len(low) - len(kind) <= 25 for kind in _KINDS)
