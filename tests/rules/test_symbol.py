"""Number and symbol of documents."""

import pytest

from giaoviec.rules.symbol import Symbol, SymbolError, normal


@pytest.mark.parametrize(
    ("text", "number", "year", "kind", "body", "unit"),
    [
        ("26/2015/QĐ-UBND", "26", 2015, "QĐ", "UBND", None),
        ("1234/UBND-KT", "1234", None, None, "UBND", "KT"),
        ("21/CT-UBND", "21", None, "CT", "UBND", None),
        ("05/BC-VP", "05", None, "BC", "VP", None),
        ("42/2014/QĐ-TTg", "42", 2014, "QĐ", "TTg", None),
        ("12/CĐ-UBND-LN", "12", None, "CĐ", "UBND", "LN"),
        ("345/SNV-CCHC", "345", None, None, "SNV", "CCHC"),
        ("7/CTr-UBND", "7", None, "CTr", "UBND", None),
        ("8/TTr-SXD", "8", None, "TTr", "SXD", None),
        ("9/QyĐ-UBND", "9", None, "QyĐ", "UBND", None),
        ("28/2026/QH16", "28", 2026, None, "QH16", None),
        ("15-KL/TU", "15", None, "KL", "TU", None),
        ("09/2019/NĐ-CP", "09", 2019, "NĐ", "CP", None),
        ("88/KH-BCĐ", "88", None, "KH", "BCĐ", None),
    ],
)
def test_a_symbol_falls_into_its_parts_and_is_printed_the_same(text, number, year, kind, body, unit):
    symbol = Symbol.parse(text)
    assert (symbol.number, symbol.year, symbol.type, symbol.body, symbol.unit) == (number, year, kind, body, unit)
    assert symbol.text == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Số: 128 /UBND–NC", "128/UBND-NC"),
        ("số 26 / 2015 / QĐ-UBND", "26/2015/QĐ-UBND"),
        ("1234/UBND‑KT", "1234/UBND-KT"),
        ("26/2015/QĐ-UBND", "26/2015/QĐ-UBND"),
        ("  21/CT-UBND ", "21/CT-UBND"),
    ],
)
def test_odd_spaces_dashes_and_marks_are_one_spelling(text, printed):
    assert Symbol.parse(text).text == printed


@pytest.mark.parametrize("text", ["", "UBND-KT", "QĐ-UBND", "12", "12/", "abc/QĐ-UBND", "12/2015", "1234567/QĐ-UBND"])
def test_what_is_no_symbol_is_refused_with_the_forms_that_are(text):
    with pytest.raises(SymbolError) as refused:
        Symbol.parse(text)
    assert refused.value.sentence == (
        f"Không đọc được số, ký hiệu “{text}”; hãy ghi như 26/2015/QĐ-UBND, 1234/UBND-KT hoặc 21/CT-UBND."
    )


@pytest.mark.parametrize(
    ("number", "symbol", "other"),
    [
        ("05", "BC-VP", ("5", "bc–vp")),
        ("26/2015", "QĐ-UBND", ("026/2015", "Qđ - ubnd")),
        ("26", "QĐ-UBND", ("26", "/QĐ-UBND")),
        ("1 234", "UBND-KT", ("1234", "UBND - KT")),
    ],
)
def test_two_spellings_of_one_document_are_the_same_to_the_search_for_duplicates(number, symbol, other):
    assert normal(number, symbol) == normal(*other)


def test_two_documents_are_not_the_same():
    assert normal("5", "BC-VP") != normal("50", "BC-VP")
    assert normal("5", "BC-VP") != normal("5", "BC-VPUB")
    assert Symbol.parse("5/2025/QĐ-UBND").key != Symbol.parse("5/2026/QĐ-UBND").key
    assert Symbol.parse("Số 05/BC-VP").key == normal("5", "BC-VP")
