"""Files that hang on documents, claims and updates of the last months: Word, PDF and plain text, made on the fly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from giaoviec.demo.ledger import Row
from giaoviec.demo.typesetting import pdf, word
from giaoviec.demo.world import World
from giaoviec.journal.actions import Act

RECENT_DAYS = 120
MOST = 240


@dataclass(slots=True)
class Enclosures:
    """Makes at most `MOST` of them; older papers are only registered."""

    world: World
    made: int = 0

    def of_document(self, a: Act, document: Row) -> int:
        """Some documents come as the Word or PDF file that their text was taken from; how many files."""
        if not document["text"] or document["kind"] != "written" or not self._wanted(a.on, 0.35):
            return 0
        name = document["full_symbol"].replace("/", "_")
        self._attach(a, "document", document["id"], name, document["text"].split("\n"))
        return 1

    def of_result(self, a: Act, subject: str, pk: int, number: str, lines: Sequence[str]) -> None:
        """Some claims and updates have what was written."""
        if self._wanted(a.on, 0.25):
            self._attach(a, subject, pk, number.replace("/", "_"), lines)

    def _wanted(self, on: date, share: float) -> bool:
        recent = on >= self.world.today - timedelta(days=RECENT_DAYS)
        return recent and self.made < MOST and self.world.happens(share)

    def _attach(self, a: Act, subject: str, pk: int, name: str, lines: Sequence[str]) -> None:
        self.made += 1
        text = "\n".join(lines)
        kind = self.world.chance.choice(("docx", "docx", "pdf", "txt"))
        data = {"docx": word, "pdf": pdf, "txt": _plain}[kind](lines)
        self.world.book.attach(a, subject, pk, f"{name}.{kind}", data, text)


def _plain(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
