"""How alike two texts are, found among very many: a fingerprint of 64 numbers over stretches of three syllables.

One-permutation MinHash with optimal densification: each stretch falls into one of 64 bins, each bin keeps its least
value. The share of bins in which two fingerprints agree estimates the share of stretches that the texts have in common
(Jaccard), with a standard error of at most 0.06. Sixteen bands of four bins are what an index is asked for: two texts
that share four fifths of their stretches meet in a band in 9,999 of 10,000 cases, two that share a tenth in 2 of 1,000.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b

STRETCH = 3
ROWS, BANDS = 4, 16
BINS = ROWS * BANDS
LEAST = 80
"""Syllables: of a shorter text the forms of address are too large a part."""
ALIKE = 0.5
"""Share of common bins from which two texts are called nearly the same: one in ten syllables may differ."""

_WORD = re.compile(r"[^\W\d_]+")
_MASK = (1 << 32) - 1


def syllables(text: str) -> list[str]:
    """The syllables of a text in order, small, in NFC; figures are left out, since they change in each copy."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def fingerprint(text: str) -> tuple[int, ...] | None:
    """64 numbers below 2³², or None for a text of fewer than `LEAST` syllables."""
    found = syllables(text)
    if len(found) < LEAST:
        return None
    least: list[int | None] = [None] * BINS
    for stretch in {" ".join(found[i : i + STRETCH]) for i in range(len(found) - STRETCH + 1)}:
        value = _hash(stretch)
        place, rank = value % BINS, value // BINS & _MASK
        kept = least[place]
        if kept is None or rank < kept:
            least[place] = rank
    return _dense(least)


def _dense(least: Sequence[int | None]) -> tuple[int, ...]:
    """An empty bin takes the value of a filled one, the same one in every text that has both."""
    filled = []
    for place, rank in enumerate(least):
        step = 0
        while rank is None:
            step += 1
            rank = least[_hash(f"{place}/{step}") % BINS]
        filled.append(rank)
    return tuple(filled)


def bands(print_: Sequence[int]) -> tuple[int, ...]:
    """What an index is asked for: one number of 63 bits for each band of a fingerprint, its place in it."""
    return tuple(
        _hash(f"{band}:{','.join(map(str, print_[band * ROWS : (band + 1) * ROWS]))}") >> 1 for band in range(BANDS)
    )


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of stretches that two texts have in common, estimated from their fingerprints: 0 to 1."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / BINS


def packed(print_: Sequence[int]) -> bytes:
    """A fingerprint as 256 octets."""
    return b"".join(rank.to_bytes(4, "big") for rank in print_)


def unpacked(data: bytes) -> tuple[int, ...]:
    """The fingerprint of `packed`."""
    return tuple(int.from_bytes(data[i : i + 4], "big") for i in range(0, 4 * BINS, 4))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
