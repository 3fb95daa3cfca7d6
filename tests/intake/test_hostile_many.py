"""A share of the hostile files of `dev.py faults hostile` on every run: the parent stands, each gets its sentence."""

from __future__ import annotations

import pytest

from faults import hostile
from faults.hostile import meet, share
from faults.hostile_files import Hostile


def test_there_are_as_many_hostile_files_as_they_say() -> None:
    assert len(list(hostile.hostile())) >= 500


def test_a_hostile_file_is_always_the_same() -> None:
    first, again = ([one.data() for one in share(12) if "zip" not in one.kind] for _ in "ab")
    assert list(map(len, first)) == list(map(len, again))


@pytest.mark.parametrize("one", share(), ids=lambda one: one.kind)
def test_a_hostile_file_gets_a_text_or_a_sentence_within_its_limits(one: Hostile) -> None:
    met = meet(one)
    assert met.broke == ""
    assert met.sentence == "" or met.sentence.endswith(".")
    assert met.cpu < 11


def test_a_fault_that_reaches_the_parent_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostile, "extract", lambda name, data: 1 / 0)
    assert meet(Hostile("control", bytes)).broke == "ZeroDivisionError('division by zero')"
