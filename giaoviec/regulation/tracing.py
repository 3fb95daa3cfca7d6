"""Article → rule → test → screen: what carries each clause out, read from the rules' marks and the tests' own words."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from django.conf import settings

import giaoviec.rules
from giaoviec.regulation import queries
from giaoviec.regulation.screens import REASONS, Screen, screens_of
from giaoviec.rules.citation import INDEX, Clause

_CODE = re.compile(r"\b(?:QC|QĐ) \d{1,2}(?:\.\d{1,2})?(?:\.[a-zđ]\b)?(?:#(?:\d{1,2}|cuoi))?")


@dataclass(frozen=True, slots=True)
class Trace:
    """A leaf clause with what carries it out; `reason` says why nothing does."""

    clause: Clause
    rules: tuple[str, ...]
    tests: tuple[str, ...]
    screens: tuple[Screen, ...]
    reason: str

    @property
    def is_carried_out(self) -> bool:
        """Whether something stands for the clause, or a reason why nothing has to."""
        return bool(self.rules or self.screens or self.reason)


def traces(tests: Path | None = None) -> tuple[Trace, ...]:
    """One `Trace` for each leaf clause, in the order of the text; `tests` is the folder that is scanned."""
    rules, found = rules_by_clause(), tests_by_clause(tests or tests_folder())
    return tuple(
        Trace(
            clause=clause,
            rules=rules.get(clause.code, ()),
            tests=tuple(found.get(clause.code, ())),
            screens=screens_of(clause.code),
            reason=REASONS.get(clause.code, ""),
        )
        for clause in queries.clauses()
    )


@cache
def rules_by_clause() -> Mapping[str, tuple[str, ...]]:
    """Every code that a rule cites, and every "policy:name", with the rules: all modules of the rule book are read."""
    for module in pkgutil.walk_packages(giaoviec.rules.__path__, "giaoviec.rules."):
        import_module(module.name)
    return dict(INDEX)


def tests_folder() -> Path:
    """Where the tests of the Regulation stand in a checkout; an installed package has none."""
    return Path(settings.BASE_DIR) / "tests" / "regulation"


def tests_by_clause(folder: Path) -> Mapping[str, list[str]]:
    """Code → the tests that name it, as "file::test"."""
    return _by_clause(tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.rglob("test_*.py"))))


@cache
def _by_clause(files: tuple[tuple[Path, int], ...]) -> Mapping[str, list[str]]:
    """Read again only when a file was changed: the page of the Regulation asks each time."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, _changed in files:
        source = path.read_text(encoding="utf-8")
        for name, words in _tests(source):
            for code in sorted(set(_CODE.findall(words))):
                found[code].append(f"{path.name}::{name}")
    return found


def _tests(source: str) -> Iterator[tuple[str, str]]:
    """Each test function's name with its text, decorators included."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            yield node.name, "\n".join(lines[first - 1 : node.end_lineno])
