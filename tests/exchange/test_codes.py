"""Identity codes (QĐ 20/2020/QĐ-TTg): two forms of one code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.exchange.edxml.codes import LONGEST, BadCode, Identity, key

PAIRS = [
    ("H41", "000.00.00.H41"),
    ("H41.15", "000.00.15.H41"),
    ("H41.15.12", "000.12.15.H41"),
    ("H41.15.12.001", "001.12.15.H41"),
    ("G22", "000.00.00.G22"),
    ("H41.00.12", "000.12.00.H41"),
]


@pytest.mark.parametrize(("new", "old"), PAIRS)
def test_the_two_forms_are_one_code(new: str, old: str) -> None:
    assert Identity.parse(old).new == new
    assert Identity.parse(new).old == old
    assert key(f" {old.lower()} ") == key(new) == new


@pytest.mark.parametrize(
    "text", ["", "H4", "41H", "H41..15", "H41.một", "H41." + "9" * 9, "H41" + ".01" * 12, "1.2.3.4"]
)
def test_what_is_no_code_is_told_how_one_is_written(text: str) -> None:
    with pytest.raises(BadCode) as refused:
        Identity.parse(text)
    assert refused.value.sentence.endswith("không phải mã định danh; hãy ghi như H41.15 hoặc 000.00.15.H41.")


def test_a_code_too_deep_for_the_old_form_has_none() -> None:
    assert Identity.parse("H41.15.12.001.02").old == ""
    assert Identity.parse("H41.5").old == ""


def test_a_number_of_another_registry_keeps_its_letters() -> None:
    assert key(" 8f14e45f-ceea ") == "8F14E45F-CEEA"


levels = st.tuples(
    st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True),
    *(st.from_regex(rf"[0-9]{{{width}}}", fullmatch=True) for width in (2, 2, 3)),
)


@given(levels, st.integers(1, 4))
def test_each_code_comes_back_from_both_forms(parts: tuple[str, ...], depth: int) -> None:
    code = Identity.parse(".".join(parts[:depth]))
    assert len(code.new) <= LONGEST
    assert Identity.parse(code.new) == code == Identity.parse(code.old)


@given(st.text(max_size=50))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    try:
        code = Identity.parse(text)
    except BadCode:
        return
    assert Identity.parse(code.new) == code
