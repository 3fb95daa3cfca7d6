"""Words: dates, weekdays, lists, text without marks."""

import unicodedata
from datetime import date

from giaoviec.rules.terms import TERMS, day_vi, list_vi, plain, weekday_vi


def test_days_are_written_as_the_administration_writes_them():
    assert day_vi(date(2026, 11, 4)) == "04/11/2026"
    assert weekday_vi(date(2026, 11, 22)) == "Chủ nhật"
    assert weekday_vi(date(2026, 11, 24)) == "thứ Ba"


def test_a_list_ends_with_and():
    assert list_vi(["a"]) == "a"
    assert list_vi(["a", "b"]) == "a và b"
    assert list_vi(["a", "b", "c"]) == "a, b và c"
    assert list_vi([]) == ""


def test_text_without_marks_is_the_same_however_it_was_composed():
    text = "Đặc khu Phú Quý, Lâm Đồng"
    assert plain(text) == "dac khu phu quy, lam dong"
    assert plain(unicodedata.normalize("NFD", text)) == plain(text)


def test_the_terms_are_those_of_article_three():
    assert [term.ground.code for term in TERMS] == ["QC 3.1", "QC 3.2", "QC 3.3", "QC 3.4"]
