"""Where in the law a rule stands: citations, policies, the index of rules, and the Regulation's text cut into clauses.

A code names a place: "QC 7.2.b#1" is the first dash of point b, clause 2, Article 7 of the Regulation (Quy chế);
"QĐ 2" is Article 2 of the Decision that issued it; "#cuoi" is the unnumbered paragraph that ends a clause (QC 6.1).
The two have numbers of their own, so a code always begins with its space. The letter đ is a letter: "QC 8.1.đ".
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from giaoviec.rules.policies import POLICIES

F = TypeVar("F", bound=Callable[..., object])

_CODE = re.compile(r"(QC|QĐ) (\d{1,2})(?:\.(\d{1,2}))?(?:\.([a-zđ]))?(?:#(\d{1,2}|cuoi))?")
_SPACES_VI = {"QC": "Quy chế", "QĐ": "Quyết định ban hành Quy chế"}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")

INDEX: dict[str, tuple[str, ...]] = {}
"""Code of a clause, or "policy:name", → the qualified names of the rules that carry it out."""


@dataclass(frozen=True)
class Cite:
    """A place in the Regulation or its Decision. A code that cannot be a place is refused with a `ValueError`."""

    code: str

    def __post_init__(self) -> None:
        """Refuse what is not a code, and the letter đ written in two characters."""
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"not a citation: {self.code!r}")

    @property
    def vi(self) -> str:
        """In words: "gạch đầu dòng thứ nhất điểm b khoản 2 Điều 7 Quy chế"."""
        space, article, clause, point, part = self._parts()
        words = [_part_vi(part)] if part else []
        words += [f"điểm {point}"] if point else []
        words += [f"khoản {clause}"] if clause else []
        return " ".join([*words, f"Điều {article}", _SPACES_VI[space]])

    @property
    def anchor(self) -> str:
        """The name of the place in an address, of a-z, 0-9 and hyphens: "qc-8-1-dd", "qd-2", "qc-7-2-b-1"."""
        plain = self.code.lower().replace("qđ", "qd").replace("đ", "dd")
        return re.sub(r"[ .#]", "-", plain)

    def _parts(self) -> tuple[str, ...]:
        match = _CODE.fullmatch(self.code)
        assert match is not None
        return tuple(part or "" for part in match.groups())


def _part_vi(part: str) -> str:
    return "đoạn cuối" if part == "cuoi" else f"gạch đầu dòng thứ {_ORDINALS[int(part) - 1]}"


@dataclass(frozen=True)
class Policy:
    """A decision of the province where the Regulation is silent; its text stands in `policies.POLICIES`."""

    name: str

    @property
    def vi(self) -> str:
        """In words: "chính sách của tỉnh: …". A policy without a text is a `KeyError`; a guard test finds it before."""
        return f"chính sách của tỉnh: {POLICIES[self.name]}"

    @property
    def anchor(self) -> str:
        """The name of its place on the Regulation's page, after the articles: "chinh-sach-undo"."""
        return f"chinh-sach-{self.name.replace('_', '-')}"


Ground = Cite | Policy


def cites(*codes: str) -> Callable[[F], F]:
    """Mark a rule with the clauses that it carries out. The rule itself is left as it is."""
    return _register(tuple(Cite(code).code for code in codes))


def policy(*names: str) -> Callable[[F], F]:
    """Mark a rule with the policies that it carries out. The rule itself is left as it is."""
    return _register(tuple(f"policy:{Policy(name).name}" for name in names))


def _register(keys: tuple[str, ...]) -> Callable[[F], F]:
    def mark(rule: F) -> F:
        name = f"{rule.__module__}.{rule.__qualname__}"
        for key in keys:
            INDEX[key] = (*(n for n in INDEX.get(key, ()) if n != name), name)
        return rule

    return mark


@dataclass(frozen=True)
class Clause:
    """A piece of the Regulation's text.

    `marker` is what stands before it in print ("Điều 7.", "2.", "b)", "-", or nothing); `depth` is 0 for an article, 1
    for a clause, 2 for a point, 3 for a dash; `leaf` is false for what only introduces its parts; `article` is the
    heading of its article, where that has one.
    """

    code: str
    marker: str
    text: str
    depth: int
    leaf: bool
    article: str
    chapter: str

    @property
    def cite(self) -> Cite:
        """The citation of this piece."""
        return Cite(self.code)


_CHAPTER = re.compile(r"Chương ([IVXL]+)")
_ARTICLE = re.compile(r"Điều (\d{1,2})\. ?(.*)")
_NUMBERED = re.compile(r"(\d{1,2})\. (.+)")
_LETTERED = re.compile(r"([a-zđ])\) (.+)")
_DASH = re.compile(r"- (.+)")


def clauses(text: str) -> tuple[Clause, ...]:
    """The leaf clauses of a Decision and the Regulation issued with it, in order."""
    return tuple(clause for clause in outline(text) if clause.leaf)


def outline(text: str) -> tuple[Clause, ...]:
    """Every piece from the first article on, introductions too, in the order of the text: what a page prints."""
    parser = _Parser()
    for line in _lines(text):
        parser.read(line)
    return tuple(parser.found)


def preamble(text: str) -> tuple[str, ...]:
    """The lines before the Decision's first article: title, issuer, legal bases."""
    lines = _lines(text)
    first = next((i for i, line in enumerate(lines) if _ARTICLE.fullmatch(line)), len(lines))
    return tuple(lines[:first])


def _lines(text: str) -> list[str]:
    """Lines in NFC without blanks around them: one line of the published text is not NFC."""
    lines = (unicodedata.normalize("NFC", line).replace("\xa0", " ").strip() for line in text.splitlines())
    return [line for line in lines if line]


class _Parser:
    """Reads lines in order and keeps the path of open pieces, as (depth, name)."""

    def __init__(self) -> None:
        """Start in the Decision, before its first article."""
        self.found: list[Clause] = []
        self.space, self.chapter, self.heading = "QĐ", "", ""
        self.path: list[tuple[int, str]] = []
        self.title_next = False

    def read(self, line: str) -> None:
        """Take the next line."""
        if line == "QUY CHẾ":
            self.space, self.path = "QC", []
        elif match := _CHAPTER.fullmatch(line):
            self.chapter, self.title_next, self.path = match[0], True, []
        elif self.title_next:
            self.chapter, self.title_next = f"{self.chapter}. {line}", False
        elif match := _ARTICLE.fullmatch(line):
            self._article(match[1], match[2])
        elif self.path:
            self._inside(line)

    def _article(self, number: str, rest: str) -> None:
        """In the Regulation a heading follows the number, in the Decision the text itself."""
        headed = self.space == "QC"
        self.heading = rest if headed else ""
        self._open(0, number, f"Điều {number}.", "" if headed else rest)

    def _inside(self, line: str) -> None:
        if match := _NUMBERED.fullmatch(line):
            self._open(1, match[1], f"{match[1]}.", match[2])
        elif match := _LETTERED.fullmatch(line):
            self._open(2, match[1], f"{match[1]})", match[2])
        elif match := _DASH.fullmatch(line):
            self._open(3, f"#{self._dashes() + 1}", "-", match[1])
        else:
            self._paragraph(line)

    def _open(self, depth: int, name: str, marker: str, text: str) -> None:
        above = [step for step in self.path if step[0] < depth]
        self._introduces(above)
        self.path = [*above, (depth, name)]
        self.found.append(Clause(self._code(self.path), marker, text, depth, True, self.heading, self.chapter))

    def _introduces(self, path: list[tuple[int, str]]) -> None:
        """The piece under which another opens is no leaf."""
        code = self._code(path)
        self.found = [replace(c, leaf=False) if c.code == code else c for c in self.found]

    def _paragraph(self, line: str) -> None:
        """An unnumbered paragraph goes on with the piece before it, or ends the clause whose points are complete."""
        last = self.found[-1]
        if last.depth >= 2 and last.text.endswith("."):
            self.path = [step for step in self.path if step[0] < 2]
            self._open(2, "#cuoi", "", line)
        else:
            self.found[-1] = replace(last, text=f"{last.text}\n{line}".strip())

    def _code(self, path: list[tuple[int, str]]) -> str:
        return f"{self.space} {'.'.join(name for _, name in path)}".replace(".#", "#")

    def _dashes(self) -> int:
        """How many dashes the open piece already has."""
        depth, name = self.path[-1]
        return int(name[1:]) if depth == 3 else 0
