"""Files that hang on documents and claims of the last months: Word, PDF and plain text, made on the fly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from giaoviec.demo.book import Book
from giaoviec.demo.ledger import Row
from giaoviec.demo.typesetting import pdf, word

RECENT_DAYS = 120
MOST = 240


@dataclass(slots=True)
class Enclosures:
    """Makes at most so many; what is older is only registered."""

    book: Book
    chance: Random
    today: date
    most: int = MOST
    made: int = 0

    def of_document(self, document: Row) -> int:
        """Some documents come as the file that their text was taken from; how many files."""
        if not document["text"] or document["kind"] != "written" or not self._wanted(document["on"], 0.4):
            return 0
        self._attach(document, "document", document["full_symbol"], document["text"].split("\n"))
        return 1

    def of_claim(self, claim: Row, agency: str, *, order: str, symbol: str) -> None:
        """Some claims come with what was written; it begins with what was ordered."""
        if claim["product_number"] and self._wanted(claim["on"], 0.3):
            head = [agency.upper(), f"Số: {claim['product_number']}", f"Lâm Đồng, ngày {claim['on']:%d/%m/%Y}"]
            ground = f"Thực hiện {f'văn bản số {symbol}' if symbol else 'chỉ đạo'} về việc: {order}"
            lines = [*head, "Kính gửi: Ủy ban nhân dân tỉnh", ground, claim["content"], claim["product_signer"]]
            self._attach(claim, "claim", claim["product_number"], lines)

    def _wanted(self, on: date, share: float) -> bool:
        recent = on >= self.today - timedelta(days=RECENT_DAYS)
        return recent and self.made < self.most and self.chance.random() < share

    def _attach(self, thing: Row, subject: str, name: str, lines: Sequence[str]) -> None:
        self.made += 1
        kind = self.chance.choice(("docx", "docx", "pdf", "txt"))
        data = {"docx": word, "pdf": pdf, "txt": _plain}[kind](lines)
        self.book.attach(thing, subject, f"{name.replace('/', '_')}.{kind}", data, "\n".join(lines))


def _plain(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
