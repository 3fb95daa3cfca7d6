"""The secret gate against every container (6.2): nothing marked passes, and what is clean does.

A share of the variants on every run, each container in it; `dev.py faults secrets --long` takes all and prints figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import pytest

from tests.secrets import make
from tests.secrets.judging import judged
from tests.secrets.make import Variant

SHARE = 9
"""Every ninth variant of a container, the first always."""
SCANS = 3


def share(variants: Iterable[Variant]) -> Iterator[Variant]:
    met: Counter[str] = Counter()
    for variant in variants:
        if met[variant.container] % SHARE == 0 or variant.data is None:
            yield variant
        met[variant.container] += 1


def test_the_variants_are_as_many_as_they_say_and_in_every_container() -> None:
    marked = Counter(variant.container for variant in make.marked(pictures=240))
    assert sum(marked.values()) >= 2000
    assert {name.partition(",")[0] for name in marked} == {
        "document", "field", "filename", "txt", "docx", "pdf", "zip", "scan",
    }  # fmt: skip
    assert sum(1 for _ in make.clean(pictures=60)) >= 1400


def test_nothing_that_is_marked_passes_in_any_container() -> None:
    passed = defaultdict(list)
    for variant in share(make.marked()):
        if judged(variant) == "clean":
            passed[variant.container].append(variant)
    assert dict(passed) == {}


def test_what_is_clean_passes_in_every_container() -> None:
    assert [variant for variant in share(make.clean()) if judged(variant) != "clean"] == []


def test_variants_are_the_same_each_time() -> None:
    first, again = ([one.data() for one in make.marked() if one.container == "docx, table" and one.data] for _ in "ab")
    assert [len(one) for one in first] == [len(one) for one in again]


@pytest.mark.tesseract
@pytest.mark.parametrize("number", range(SCANS))
def test_a_stamp_pressed_on_a_scan_is_found(number: int) -> None:
    variant = list(make.marked(pictures=SCANS))[-SCANS:][number]
    assert judged(variant, apart=True) in ("secret", "unsure")


@pytest.mark.tesseract
def test_a_stamp_of_urgency_on_a_scan_is_let_pass() -> None:
    assert judged(list(make.clean(pictures=1))[-1], apart=True) == "clean"
