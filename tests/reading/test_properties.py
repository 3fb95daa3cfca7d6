"""Properties of a reading: places, determinism, and independence from the layout of the text."""

import textwrap
import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giaoviec.reading import read
from giaoviec.reading.heads import head_at
from giaoviec.reading.lexicon import verb_at
from giaoviec.reading.words import passage
from tests.reading.documents import NAMES, flat, proposals, reading_of, text_of

SOME = [name for name in NAMES if name != "luat-200-dieu"]
# Tables and letterheads in columns are layout themselves: they cannot be wrapped anew.
PROSE = [
    name for name in SOME if not name.startswith(("bang-", "ke-hoach-bang", "van-ban-quet", "quet-", "cong-van-huyen"))
]
GENTLE = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
names = st.sampled_from(SOME)


@GENTLE
@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fault_and_its_places_lie_inside(text):
    reading = read(text)
    for part in (*reading.tasks, *reading.clauses):
        assert 0 <= part.start < part.end <= len(text)


@pytest.mark.parametrize("name", NAMES)
def test_places_cut_out_what_they_say(name):
    text = text_of(name)
    for task in reading_of(name).tasks:
        assert flat(text[task.start : task.end]) == task.content


@GENTLE
@given(names, st.integers(1, 3), st.randoms(use_true_random=False))
def test_blank_lines_change_no_proposal(name, many, chance):
    lines = text_of(name).splitlines()
    spaced = "\n".join(line + "\n" * chance.randint(0, many) for line in lines)
    assert proposals(read(spaced)) == proposals(reading_of(name))


@pytest.mark.parametrize("name", SOME)
def test_decomposed_letters_change_no_proposal(name):
    decomposed = unicodedata.normalize("NFD", text_of(name))
    reading = read(decomposed)
    assert proposals(reading) == proposals(reading_of(name))
    for task in reading.tasks:
        assert flat(unicodedata.normalize("NFC", decomposed[task.start : task.end])) == task.content


@pytest.mark.parametrize("name", [name for name in SOME if "\t" not in text_of(name)])
def test_other_spaces_change_no_proposal(name):
    assert proposals(read(text_of(name).replace(" ", "\u00a0"))) == proposals(reading_of(name))


@GENTLE
@given(names, st.randoms(use_true_random=False))
def test_page_breaks_change_no_proposal(name, chance):
    lines = text_of(name).splitlines()
    paged = "".join(line + ("\n\f" if chance.random() < 0.1 else "\n") for line in lines)
    assert proposals(read(paged)) == proposals(reading_of(name))


@GENTLE
@given(st.sampled_from(PROSE), st.integers(70, 110))
def test_another_line_width_changes_no_proposal(name, width):
    wrapped = "\n".join(part for line in _paragraphs(text_of(name)) for part in _wrapped(line, width))
    assert _endings(read(wrapped)) == _endings(reading_of(name))


def _endings(reading):
    """Proposals by their last words: where a topic and its order stand on one line or on two, a passage begins later."""
    return [(content[-30:], *rest) for content, *rest in proposals(reading)]


def _paragraphs(text):
    """The text with its wrapped lines joined; what begins in small letters goes on from the line before."""
    joined = []
    for line in text.splitlines():
        if joined and line[:1].islower() and line[1:2] != ")":
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _wrapped(line, width):
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]


@pytest.mark.parametrize("name", SOME)
def test_a_reading_is_the_same_again_and_on_any_day(name, monkeypatch):
    class Never(date):
        @classmethod
        def today(cls):
            raise AssertionError("the reader asked the clock")

    monkeypatch.setattr("giaoviec.reading.letterhead.date", Never)
    assert read(text_of(name)).as_json() == reading_of(name).as_json()


@pytest.mark.parametrize("name", SOME)
def test_no_clause_that_commands_is_without_a_verdict(name):
    """Independently of the steps: each line that begins with a verb or a body and a verb lies in a clause."""
    text, clauses = text_of(name), reading_of(name).clauses
    if not clauses:
        return
    first, last = clauses[0].start, max(clause.end for clause in clauses)
    place = 0
    listed = reading_of(name).document.recipients or ()
    for line in text.splitlines(keepends=True):
        start, place = place, place + len(line)
        if first <= start and place <= last and _commands(line) and line.strip(" -;.\n") not in listed:
            assert any(clause.start < place and clause.end > start for clause in clauses), line


def _commands(line):
    if line.isupper():
        return False
    said = passage(line.lstrip("-+ 0123456789.)abcdđ"))
    return bool(said.tokens) and bool(verb_at(said, 0) or head_at(said, 0))
