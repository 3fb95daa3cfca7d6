"""What a reading gives: particulars, proposals, a verdict on each clause. Offsets are half-open, in the text given."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

VERSION = "1.2"


@dataclass(frozen=True, slots=True)
class Particulars:
    """Điều 6.1a of a document; None where it is not printed, never guessed. Dates are days of issue."""

    issuer: str | None = None
    directed_by: str | None = None
    number: str | None = None
    symbol: str | None = None
    type: str | None = None
    summary: str | None = None
    issued_on: date | None = None
    place: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    signing_authority: str | None = None
    urgency: str | None = None
    secrecy: str | None = None
    recipients: tuple[str, ...] | None = None
    addressees: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A term as the document words it, and what the rule book makes of it. `on` is None where no day follows from it.

    `rule` says a rhythm or an event in words, `code` is the rule book's own short form of it.
    """

    text: str
    kind: str
    on: date | None
    time: str | None
    rule: str | None
    code: str | None
    before: bool
    others: tuple[dict[str, Any], ...]
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One task to confirm: the passage that orders it and what was read from it. `confidence` is 0..1."""

    start: int
    end: int
    content: str
    leads: tuple[str, ...]
    collaborators: tuple[str, ...]
    due: Due | None
    deliverable: str | None
    optional: bool
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A passage of the body with its verdict: `task`, `not_task` or `unsure`, and the reason in Vietnamese."""

    start: int
    end: int
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step's view for `explain`: its title and its lines."""

    title: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one text. `steps` are the views of the steps, made when first asked for."""

    document: Particulars
    tasks: tuple[Proposal, ...]
    clauses: tuple[Clause, ...]
    text: str
    refused: dict[str, str] | None = None
    version: str = VERSION
    show: Callable[[], tuple[Step, ...]] = field(default=tuple, compare=False, repr=False)

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.show()

    def as_json(self, *, with_text: bool = False) -> dict[str, Any]:
        """The object that `giaoviec read --json` prints; days in ISO form."""
        shown = {
            "document": _plain(asdict(self.document)),
            "tasks": [_plain(asdict(task)) for task in self.tasks],
            "clauses": [asdict(clause) for clause in self.clauses],
            "refused": self.refused,
            "version": self.version,
        }
        return shown | {"text": self.text} if with_text else shown


def _plain(value: Any) -> Any:
    """Days as ISO text, tuples as lists."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
