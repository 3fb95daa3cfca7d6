"""Whole documents: the particulars and the tasks that a clerk would register, type by type."""

import pytest

from tests.reading.documents import NAMES, expected_of, opening_words, reading_of, term, text_of

FIELDS = (
    "issuer", "number", "symbol", "type", "summary", "issued_on", "place", "signer", "signer_title", "urgency", "secrecy",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_particulars_are_those_printed_and_no_others(name):
    document = reading_of(name).as_json()["document"]
    expected = expected_of(name)["document"]
    assert {field: document[field] for field in FIELDS} == {field: expected.get(field) for field in FIELDS}


@pytest.mark.parametrize("name", NAMES)
def test_the_tasks_are_those_a_careful_clerk_registers(name):
    found = [
        {
            "begins": opening_words(task["content"]),
            "leads": task["leads"],
            "collaborators": task["collaborators"],
            "due": term(task["due"]),
            "deliverable": task["deliverable"],
        }
        for task in reading_of(name).as_json()["tasks"]
        if not task["optional"]
    ]
    blank = {"collaborators": [], "due": None, "deliverable": None}
    assert found == [blank | task for task in expected_of(name)["tasks"]]


@pytest.mark.parametrize("name", NAMES)
def test_what_may_be_left_out_is_marked_optional(name):
    found = [opening_words(task.content) for task in reading_of(name).tasks if task.optional]
    assert found == expected_of(name)["optional"]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_body_lies_in_a_clause_with_a_verdict(name):
    text, clauses = text_of(name), reading_of(name).clauses
    covered = {place for clause in clauses for place in range(clause.start, clause.end)}
    if not clauses:
        return
    between = range(clauses[0].start, max(clause.end for clause in clauses))
    left = "".join(text[place] for place in between if place not in covered)
    heads_of_tables = [line for line in left.splitlines() if line.strip()]
    assert all(line in text for line in heads_of_tables)
    assert {clause.verdict for clause in clauses} <= {"task", "not_task", "unsure"}
    assert all(clause.why for clause in clauses)


def test_a_law_of_two_hundred_articles_gives_nobody_a_task():
    reading = reading_of("luat-200-dieu")
    assert reading.tasks == ()
    assert {clause.verdict for clause in reading.clauses} == {"not_task"}
    assert len(reading.clauses) > 400


def test_a_text_in_another_language_yields_nothing():
    document = reading_of("tieng-nuoc-ngoai").as_json()["document"]
    assert set(document.values()) == {None}
    assert reading_of("tieng-nuoc-ngoai").tasks == ()
