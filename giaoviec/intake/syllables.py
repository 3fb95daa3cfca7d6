"""Whether a word can be a Vietnamese syllable: the measure behind code-table guesses and OCR quality."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSET = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
_OPEN = (
    "uya|uyu|uây|uôi|ươi|ươu|iêu|yêu|oai|oay|oao|oeo|uêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi"
    "|ua|uê|ui|uơ|uy|ưa|ưi|ưu|[aeêioôơuưy]"
)
_CLOSED = "uyê|oă|oo|iê|yê|uâ|uô|ươ|oa|oe|uê|uy|[aăâeêioôơuưy]"
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:(?:{_OPEN})|(?:{_CLOSED})(?P<coda>ch|ng|nh|[cmnpt]))")
_TONES = {"\u0300": "grave", "\u0301": "acute", "\u0303": "tilde", "\u0309": "hook", "\u0323": "dot"}
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """True for a possible syllable, any case, NFC or NFD; a stop at its end takes only the acute or dot tone."""
    toneless, tones = _split_tone(word.lower())
    found = _SYLLABLE.fullmatch(toneless)
    if found is None or len(tones) > 1:
        return False
    stopped = found["coda"] in ("c", "ch", "p", "t")
    return not (stopped and tones) or tones[0] in ("acute", "dot")


def syllable_share(text: str) -> float:
    """The share of the words of ``text`` that can be Vietnamese; 0.0 without words."""
    words = _WORD.findall(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def marked_balance(text: str) -> int:
    """Words with marks that can be Vietnamese, less those that cannot: higher is the better reading."""
    words = [word for word in _MARKED.findall(text) if not word.isascii()]
    return sum(1 if is_syllable(word) else -1 for word in words)


# Legacy codes put signs such as "©" inside words, so a word here is whatever stands between spaces and ASCII signs.
_MARKED = re.compile(r"[^\s!-@\[-`{-~“”‘’–—…•]+")


def _split_tone(word: str) -> tuple[str, list[str]]:
    spread = unicodedata.normalize("NFD", word)
    tones = [_TONES[char] for char in spread if char in _TONES]
    toneless = "".join(char for char in spread if char not in _TONES)
    return unicodedata.normalize("NFC", toneless), tones
