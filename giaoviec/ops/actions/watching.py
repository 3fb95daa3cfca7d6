"""The watch: what the checks find becomes an incident and one mail, never the same twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from giaoviec.ops.actions.incidents import ended, found
from giaoviec.ops.health import Finding

AT_START = frozenset({"configuration", "dependencies", "static files", "migrations"})
"""What can only be wrong where somebody stands before the machine: the doctor says it."""


def watch(findings: Iterable[Finding], *, on: date, at: datetime) -> int:
    """Opens an incident for each check that is not sound, says of the others that they are; how many are wrong."""
    wrong = 0
    for finding in findings:
        if finding.name in AT_START:
            continue
        if finding.sound:
            ended(finding.name, on=on, at=at)
        else:
            wrong += 1
            found(
                finding.name, title=f"{finding.title}: chưa ổn", text=f"{finding.seen}. {finding.mend}.", on=on, at=at
            )
    return wrong
