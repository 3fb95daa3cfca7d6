"""The code tables before Unicode, and what makes a Vietnamese syllable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.intake.legacy import _TCVN3, _VNI, convert_line, convert_lines, find_converter, from_tcvn3, from_vni
from giaoviec.intake.syllables import is_syllable, syllable_share

LETTERS = [
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
]
WRITTEN = "Ủy ban nhân dân tỉnh Bình Thuận yêu cầu các sở, ngành khẩn trương thực hiện Quyết định này"


def to_tcvn3(text: str) -> str:
    table = {letter: chr(code) for code, letter in _TCVN3.items()}
    return "".join(table.get(char, char) for char in text)


def to_vni(text: str) -> str:
    table = {letter: code for code, letter in _VNI.items()}
    return "".join(table.get(char, char) for char in text)


def test_tcvn3_has_every_small_letter_of_vietnamese() -> None:
    assert [letter for letter in [*LETTERS, "đ"] if not letter.isascii() and letter not in _TCVN3.values()] == []


def test_vni_has_every_letter_of_vietnamese_small_and_capital() -> None:
    wanted = [letter for small in [*LETTERS, "đ"] for letter in (small, small.upper()) if not small.isascii()]
    assert [letter for letter in wanted if letter not in _VNI.values()] == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Uû ban nh©n d©n tØnh B×nh ThuËn", "Uỷ ban nhân dân tỉnh Bình Thuận"),
        ("quyÕt ®Þnh cña Chñ tÞch", "quyết định của Chủ tịch"),
        ("céng hoµ x· héi chñ nghÜa viÖt nam", "cộng hoà xã hội chủ nghĩa việt nam"),
        ("ng­êi ®­îc giao, §iÒu 5", "người được giao, Điều 5"),
    ],
)
def test_tcvn3_as_it_is_met_reads_as_unicode(written: str, meant: str) -> None:
    assert from_tcvn3(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("UÛY BAN NHAÂN DAÂN TÆNH BÌNH THUAÄN", "ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN"),
        ("quyeát ñònh cuûa Chuû tòch", "quyết định của Chủ tịch"),
        ("ngöôøi ñöôïc giao; kyõ thuaät; Ñieàu 5", "người được giao; kỹ thuật; Điều 5"),
    ],
)
def test_vni_as_it_is_met_reads_as_unicode(written: str, meant: str) -> None:
    assert from_vni(written) == meant


def test_a_text_says_by_its_words_which_table_it_is_in() -> None:
    assert find_converter(to_tcvn3(WRITTEN)) is from_tcvn3
    assert find_converter(to_vni(WRITTEN)) is from_vni
    assert find_converter(WRITTEN) is None
    assert find_converter("Café à Genève, señor; 5 m², 20 °C, «tên»") is None


def test_a_document_of_two_tables_keeps_its_good_lines() -> None:
    mixed = f"{WRITTEN}\n{to_tcvn3(WRITTEN)}\n5 m² · 20 °C"
    assert convert_lines(mixed, converter=from_tcvn3) == f"{WRITTEN}\n{WRITTEN}\n5 m² · 20 °C"


@given(st.lists(st.sampled_from(WRITTEN.split()), min_size=1, max_size=30))
def test_what_is_unicode_already_is_never_changed(words: list[str]) -> None:
    line = " ".join(words)
    assert convert_line(line, converter=from_tcvn3) == line
    assert convert_line(line, converter=from_vni) == line


@pytest.mark.parametrize(
    "word", ["nghiêng", "quốc", "giếng", "gì", "Thuận", "ƯỚC", "khuya", "uyển", "a", "đồng", "yêu"]
)
def test_a_possible_syllable_is_known_in_both_forms(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["Thuaän", "ThuËn", "the", "wifi", "mịtx", "chươ", "hàt", "xyz", "tiê"])
def test_what_cannot_be_a_syllable_is_not(word: str) -> None:
    assert is_syllable(word) == (word == "the")


def test_the_share_of_syllables_tells_vietnamese_from_another_language() -> None:
    assert syllable_share(WRITTEN) == 1.0
    assert syllable_share("Subject: quarterly budget figures for whichever department") < 0.3
    assert syllable_share("12/3 --") == 0.0
