"""The Regulation article by article, each clause with what shows whether it is kept: for page, report and export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import committee, names_on
from giaoviec.oversight.queries.guidance import holding
from giaoviec.regulation.queries import clauses, pieces, profile_on
from giaoviec.regulation.screens import REASONS, Screen, screens_of
from giaoviec.reporting.compliance.counting import Tally, Window, acts, tally
from giaoviec.rules.citation import Clause
from giaoviec.rules.compliance import FIGURES, POLICY, Counted, Counts, Verdict, counted_for, shown_by, verdict
from giaoviec.rules.duties import DutyKind

POLICY_TITLE = "Theo chính sách của tỉnh"
POLICY_TEXT = "Việc phải làm mà Quy chế không nêu, do chính sách của tỉnh định."
NOTHING = "Khoản này không đặt thời hạn cho ai và không có màn hình riêng."


@dataclass(frozen=True, slots=True)
class Other:
    """What is counted beside the duties: a number, its words, the page; `lacking` agencies that have none."""

    counted: Counted
    number: int
    lacking: int | None = None

    @property
    def words(self) -> str:
        more = f", {self.lacking} cơ quan chưa có" if self.lacking else ""
        return f"{self.counted.vi}{more}"


@dataclass(frozen=True, slots=True)
class Line:
    """A clause: its text, its counts by kind of duty, what else shows it (`figures` by id), its screens, or why
    there is nothing."""

    code: str
    slug: str
    marker: str
    text: str
    kinds: tuple[tuple[DutyKind, Counts], ...]
    others: tuple[Other, ...]
    figures: tuple[str, ...]
    screens: tuple[Screen, ...]
    reason: str

    @property
    def counts(self) -> Counts:
        return sum((counts for _, counts in self.kinds), Counts())

    @property
    def verdict(self) -> Verdict | None:
        """None for a clause that sets nobody a day."""
        return verdict(self.counts) if self.kinds else None

    @property
    def state_vi(self) -> str:
        """What stands in the column of the state."""
        if self.verdict:
            return self.verdict.vi
        return "Không đặt thời hạn" if self.screens or self.others else "Ngoài phần mềm"


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its leaf clauses."""

    anchor: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An agency's counts, and what it has of its own (11.2, 8.2)."""

    agency_id: int
    agency: str
    counts: Counts
    own_regulation: bool
    internal_checks: int


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole answer: articles, agencies, the sum."""

    window: Window
    regulation: str
    articles: tuple[Article, ...]
    rows: tuple[Row, ...]
    whole: Counts

    def line(self, slug: str) -> Line | None:
        """A clause by its name in addresses."""
        return next((one for article in self.articles for one in article.lines if one.slug == slug), None)


def audit(window: Window) -> Audit:
    """Everything of a window: one grouped statement over the duties, one over what is counted beside them."""
    found, done, profile = tally(window), acts(window), profile_on(window.on)
    context = _Context(found, done, _lacking(window, done), window.agency_id is not None)
    articles = tuple(_articles(context, profile.text_file))
    return Audit(window, profile.regulation, articles, tuple(_rows(window, found, done)), found.whole())


@dataclass(frozen=True, slots=True)
class _Context:
    tally: Tally
    acts: Mapping[Counted, Mapping[int, int]]
    lacking: int | None
    of_agency: bool


def _lacking(window: Window, done: Mapping[Counted, Mapping[int, int]]) -> int | None:
    """How many agencies have no regulation of their own; of one agency nothing is said beside its number."""
    if window.agency_id is not None:
        return None
    wanted = set(holding(window.on).values_list("pk", flat=True))
    return len(wanted - set(done[Counted.OWN_REGULATIONS]))


def _articles(context: _Context, text_file: str) -> Iterator[Article]:
    leaves = [clause for clause in clauses(text_file) if clause.code.startswith("QC")]
    for head in (piece for piece in pieces(text_file) if piece.depth == 0 and piece.code.startswith("QC")):
        mine = [one for one in leaves if one.code == head.code or one.code.startswith(f"{head.code}.")]
        lines = tuple(_line(context, clause, _kinds(context, clause.code)) for clause in mine)
        yield Article(head.cite.anchor, f"{head.marker} {head.article}", lines)
    if policy := _kinds(context, POLICY):
        yield Article(POLICY, POLICY_TITLE, (Line(POLICY, POLICY, "", POLICY_TEXT, tuple(policy), (), (), (), ""),))


def _kinds(context: _Context, code: str) -> list[tuple[DutyKind, Counts]]:
    """The kinds of duty that show a clause, those that did not come about with nothing."""
    found = context.tally.by_kind(code)
    rows = [(one.kind, found.get(one.kind, Counts())) for one in shown_by(code)]
    return [row for row in rows if row[1].total] if code == POLICY else rows


def _line(context: _Context, clause: Clause, kinds: list[tuple[DutyKind, Counts]]) -> Line:
    code = clause.code
    others = tuple(_others(context, code))
    screens, reason = screens_of(code), REASONS.get(code, "")
    if not (kinds or others or screens or reason):
        reason = NOTHING
    return Line(
        code,
        clause.cite.anchor,
        _place(clause),
        clause.text,
        tuple(kinds),
        others,
        FIGURES.get(code, ()),
        screens,
        reason,
    )


def _others(context: _Context, code: str) -> Iterator[Other]:
    """Of one agency only what it has: what the Office does is not its own."""
    for one in counted_for(code):
        number = sum(context.acts[one].values())
        if number or not context.of_agency:
            yield Other(one, number, context.lacking if one is Counted.OWN_REGULATIONS else None)


def _place(clause: Clause) -> str:
    """Where it stands within its article: "điểm a khoản 1"; an article of one piece: "toàn điều"."""
    words = clause.cite.vi.removesuffix(" Quy chế").partition("Điều")[0].strip()
    return words or "toàn điều"


def _rows(window: Window, found: Tally, done: Mapping[Counted, Mapping[int, int]]) -> Iterator[Row]:
    """The agencies that owed something, in official order, the People's Committee first."""
    counts = found.by_agency()
    agencies = list(Agency.objects.filter(pk__in=counts))
    names, first = names_on(agencies, window.on), committee().pk
    for agency in sorted(agencies, key=lambda one: one.pk != first):
        pk = agency.pk
        yield Row(
            pk,
            names[pk][0],
            counts[pk],
            pk in done[Counted.OWN_REGULATIONS],
            done[Counted.INTERNAL_CHECKS].get(pk, 0),
        )
