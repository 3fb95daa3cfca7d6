"""A report as JSON: what `giaoviec report --format json` writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from giaoviec.reporting.reports.content import COLUMNS, Content
from giaoviec.reporting.reports.lines import Line
from giaoviec.reporting.reports.paper import Signed, formulas

DRAFT = Signed()
FIGURE = ("value", "numerator", "denominator", "formula")


def report_json(
    content: Content, lines: Sequence[Line], *, digest: str = "", signed: Signed = DRAFT
) -> bytes:  # fmt: skip
    """Figures by id as `giaoviec figures --json` has them, what they are compared with, the table of agencies, sections
    with the agencies' own words, lines. UTF-8.

    `digest` and `signed` are those of the frozen report; null of one that is not frozen.
    """
    found = {
        "title": content.title,
        "number": signed.number or None,
        "signed_on": signed.on.isoformat() if signed.on else None,
        "signer": signed.name or None,
        "kind": content.kind,
        "period": content.period,
        "from": content.first,
        "to": content.last,
        "agency": None if content.of_office else content.agency,
        "known_at": content.known_at or None,
        "profile": content.profile,
        "regulation": content.regulation,
        "digest": digest or None,
        "figures": {one.id: {name: getattr(one, name) for name in FIGURE} for one in content.figures},
        "compared": [asdict(one) for one in content.compared],
        "agencies": [
            {"agency": row.agency, **{vi: row.of(names) for vi, names in COLUMNS}, "rate_national": row.rate}
            for row in content.rows
        ],
        "sections": [
            {"key": one.key, "title": one.vi, "text": one.text, "agencies": [list(pair) for pair in one.own]}
            for one in content.sections
        ],
        "formulas": formulas(content),
        "sent": content.sent,
        "missing": list(content.missing),
        "lines": [asdict(line) for line in lines],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
