"""The words that a section of the yearly report begins with, from the numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from giaoviec.reporting.compliance.table import Audit, Row
from giaoviec.rules.compliance import Counted, Counts, Verdict

WORST = 5
"""Agencies and clauses that are named; the tables have all of them."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the words are made of; `proposed` are the proposals about the Regulation with their agencies."""

    audit: Audit
    year_vi: str
    office_id: int
    committee_id: int
    proposed: Sequence[tuple[str, str]]

    def own(self) -> list[Row]:
        """The Office, and the People's Committee."""
        return [row for row in self.audit.rows if row.agency_id in (self.office_id, self.committee_id)]

    def others(self) -> list[Row]:
        return [row for row in self.audit.rows if row.agency_id not in (self.office_id, self.committee_id)]


def prefilled(key: str, basis: Basis) -> str:
    """The text of a section as the numbers have it."""
    return _WORDS[key](basis)


def said(counts: Counts) -> str:
    """ "12 việc: 9 đúng hạn, 2 chậm, 1 quá hạn, chưa thực hiện"."""
    waiting = f", {_n(counts.not_due)} chưa đến hạn" if counts.not_due else ""
    return (
        f"{_n(counts.total)} việc: {_n(counts.in_time)} đúng hạn, {_n(counts.late)} chậm, {_n(counts.unmet)} quá hạn, "
        f"chưa thực hiện{waiting}"
    )


def rate_vi(counts: Counts) -> str:
    """ "69,4%"; "–" where nothing has come due."""
    return "–" if counts.rate is None else f"{counts.rate * 100:.1f}%".replace(".", ",")


def _n(number: int) -> str:
    return f"{number:_}".replace("_", ".")


def _result(basis: Basis) -> str:
    found = basis.audit
    lines = [line for article in found.articles for line in article.lines if line.verdict]
    kept = sum(line.verdict is Verdict.KEPT for line in lines)
    unmet = [line for line in lines if line.verdict is Verdict.UNMET]
    return (
        f"{basis.year_vi.capitalize()}, Quy chế đặt ra {said(found.whole)}. Tỷ lệ đúng hạn: {rate_vi(found.whole)}.\n"
        f"Trong {len(lines)} khoản có đặt thời hạn, {kept} khoản được thực hiện đúng hạn, {len(unmet)} khoản còn việc "
        "chưa thực hiện."
    )


def _office(basis: Basis) -> str:
    rows = [f"- {row.agency}: {said(row.counts)}; tỷ lệ đúng hạn {rate_vi(row.counts)}." for row in basis.own()]
    return "\n".join(rows) or "Không phát sinh việc phải làm."


def _agencies(basis: Basis) -> str:
    rows = basis.others()
    whole = sum((row.counts for row in rows), Counts())
    head = f"{len(rows)} cơ quan có {said(whole)}; tỷ lệ đúng hạn {rate_vi(whole)}."
    late = sorted((row for row in rows if row.counts.unmet), key=lambda row: -row.counts.unmet)[:WORST]
    named = ", ".join(f"{row.agency} ({_n(row.counts.unmet)})" for row in late)
    return f"{head}\nCòn nhiều việc quá hạn, chưa thực hiện: {named}." if named else head


def _own_rules(basis: Basis) -> str:
    rows = [row for row in basis.audit.rows if row.agency_id != basis.committee_id]
    having = sum(row.own_regulation for row in rows)
    checks = sum(row.internal_checks for row in rows)
    lacking = _lacking(basis)
    more = f", {_n(lacking)} cơ quan chưa có" if lacking else ""
    return f"{_n(having)} cơ quan có quy chế nội bộ{more}; các cơ quan tự kiểm tra {_n(checks)} lần."


def _lacking(basis: Basis) -> int:
    others = (one for article in basis.audit.articles for line in article.lines for one in line.others)
    return next((one.lacking or 0 for one in others if one.counted is Counted.OWN_REGULATIONS), 0)


def _proposed(basis: Basis) -> str:
    return "\n".join(f"- {agency}: {_one_line(text)}." for agency, text in basis.proposed)


def _ahead(basis: Basis) -> str:
    unmet = basis.audit.whole.unmet
    first = f"thực hiện dứt điểm {_n(unmet)} việc quá hạn; " if unmet else ""
    return (
        f"Văn phòng UBND tỉnh đề nghị UBND tỉnh, Chủ tịch UBND tỉnh chỉ đạo các cơ quan {first}thực hiện đúng thời hạn "
        "quy định tại Quy chế."
    )


def _one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".;, ")


_WORDS: dict[str, Callable[[Basis], str]] = {
    "tuan-thu": _result,
    "van-phong": _office,
    "co-quan": _agencies,
    "noi-bo": _own_rules,
    "quy-che": _proposed,
    "nhiem-vu": _ahead,
}
