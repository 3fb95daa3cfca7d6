"""Texts that are nearly the same are found by their fingerprints; others are not. Rates on generated texts."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.likeness import ALIKE, BANDS, BINS, LEAST, bands, fingerprint, likeness, packed, unpacked

SYLLABLES = [f"{a}{b}{c}" for a in ("b", "ch", "đ", "kh", "l", "m", "ng", "ph", "t", "x") for b in
             ("a", "ê", "i", "ô", "ươ", "uy") for c in ("", "c", "n", "ng", "t", "p")]  # fmt: skip


def text_of(chance: Random, length: int) -> list[str]:
    return chance.choices(SYLLABLES, k=length)


def copied(chance: Random, words: list[str], changed: float) -> list[str]:
    return [chance.choice(SYLLABLES) if chance.random() < changed else word for word in words]


def print_of(words: list[str]) -> tuple[int, ...]:
    found = fingerprint(" ".join(words))
    assert found is not None
    return found


def meets(one: list[str], other: list[str]) -> bool:
    a, b = print_of(one), print_of(other)
    return bool(set(bands(a)) & set(bands(b))) and likeness(a, b) >= ALIKE


@pytest.mark.parametrize(("changed", "at_least"), [(0.0, 1.0), (0.02, 0.99), (0.05, 0.97)])
def test_a_copy_with_few_words_changed_is_found(changed, at_least):
    chance = Random(1)
    texts = [text_of(chance, chance.randint(80, 600)) for _ in range(300)]
    found = sum(meets(words, copied(chance, words, changed)) for words in texts)
    assert found / len(texts) >= at_least


def test_texts_that_have_nothing_or_a_third_in_common_are_not_called_the_same():
    chance = Random(2)
    head = text_of(chance, 60)  # a letterhead that all share
    texts = [head + text_of(chance, 140) for _ in range(120)]
    wrong = sum(meets(one, other) for i, one in enumerate(texts) for other in texts[:i])
    assert wrong == 0


def test_a_copy_is_found_inside_another_order_of_its_paragraphs():
    chance = Random(3)
    parts = [text_of(chance, 80) for _ in range(4)]
    one, other = ([word for part in order for word in part] for order in (parts, parts[::-1]))
    assert meets(one, other)


def test_figures_case_and_punctuation_do_not_tell_texts_apart():
    text = " ".join(text_of(Random(4), 100))
    assert fingerprint(text) == fingerprint(f"  {text.upper()}. 12/2026, 98,6%; ")


def test_a_short_text_has_no_fingerprint():
    words = text_of(Random(5), LEAST)
    assert fingerprint(" ".join(words[:-1])) is None
    assert fingerprint(" ".join(words)) is not None
    assert fingerprint("") is None


@given(st.lists(st.sampled_from(SYLLABLES), min_size=LEAST, max_size=200))
def test_a_fingerprint_is_the_same_each_time_fits_its_columns_and_comes_back_from_its_octets(words):
    found = print_of(words)
    assert (len(found), len(bands(found))) == (BINS, BANDS)
    assert unpacked(packed(found)) == found == print_of(words)
    assert likeness(found, found) == 1.0
    assert all(0 <= band < 2**63 for band in bands(found))
