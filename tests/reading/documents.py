"""The documents of this suite: invented texts in the form of real ones, each with what a careful clerk would register."""

import json
from functools import cache
from pathlib import Path

from giaoviec.reading import read

FOLDER = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@cache
def text_of(name):
    return (FOLDER / f"{name}.txt").read_text("utf-8")


@cache
def expected_of(name):
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


@cache
def reading_of(name):
    return read(text_of(name))


def flat(text):
    return " ".join(text.split())


def opening_words(text):
    return " ".join(text.split()[:7])


def term(due):
    """A term as the expectations write it: the day, or the kind and the rule in words."""
    if due is None:
        return None
    return due["on"] or f"{due['kind']}: {due['rule'] or due['text']}"


def proposals(reading):
    """What does not depend on how a text is laid out: contents, bodies, terms."""
    shown = reading.as_json()
    return [
        (flat(task["content"]), task["leads"], task["collaborators"], term(task["due"]), task["deliverable"])
        for task in shown["tasks"]
        if not task["optional"]
    ]
