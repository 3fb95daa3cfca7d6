"""Number and symbol of a document: "26/2015/QĐ-UBND", "1234/UBND-KT", "21/CT-UBND", "05/BC-VP" (QC 6.1.a)."""

import re
import unicodedata
from dataclasses import dataclass

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.documents import TYPES_BY_ABBREVIATION

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_WHOLE = re.compile(r"(\d{1,6}[a-z]?) ?(?:/ ?(\d{4}) ?)?[/-] ?([^\s/\d][^\s/]*(?:/[^\s/]+)*)", re.IGNORECASE)


class SymbolError(ValueError):
    """A number and symbol that cannot be read; `sentence` says how they are written."""

    def __init__(self, text: str) -> None:
        """Quote what was written."""
        self.sentence = (
            f"Không đọc được số, ký hiệu “{text.strip()}”; hãy ghi như 26/2015/QĐ-UBND, 1234/UBND-KT hoặc 21/CT-UBND."
        )
        super().__init__(self.sentence)


@dataclass(frozen=True)
class Symbol:
    """The parts of a document's number and symbol.

    `number` is as written ("05"), `year` only where it is in the text, `type` an abbreviation of the table of document
    types or None (công văn), `body` who issued it ("UBND", "TTg"), `unit` what follows ("KT"); `symbol` is the part
    after the number and year, `text` the whole in one spelling.
    """

    number: str
    year: int | None
    type: str | None
    body: str
    unit: str | None
    symbol: str

    @classmethod
    @cites("QC 6.1.a")
    def parse(cls, text: str) -> "Symbol":
        """Read "26/2015/QĐ-UBND" and its kin, "Số:" and odd spaces allowed. `SymbolError` where it is none."""
        match = _WHOLE.fullmatch(re.sub(r"^số *:? *", "", _one_spelling(text), flags=re.IGNORECASE))
        if not match:
            raise SymbolError(text)
        number, year, symbol = match[1], match[2], match[3]
        kind, body, unit = _parts(symbol)
        return cls(number, int(year) if year else None, kind, body, unit, symbol)

    @property
    def text(self) -> str:
        """The whole, as it is printed."""
        party = "/" in self.symbol and not self.year  # Party documents: 15-KL/TU
        return f"{self.number}{'-' if party else '/'}{f'{self.year}/' if self.year else ''}{self.symbol}"

    @property
    def key(self) -> str:
        """The whole in the one form that two spellings share: no leading zeros, capitals."""
        return normal(f"{self.number}/{self.year}" if self.year else self.number, self.symbol)


@policy("same_document")
def normal(number: str, symbol: str) -> str:
    """Number and symbol in the form that two spellings of one document share, for finding duplicates."""
    digits = re.sub(r"(?<!\d)0+(?=\d)", "", _one_spelling(number).replace(" ", ""))
    letters = re.sub(r" *([-/&]) *", r"\1", _one_spelling(symbol)).strip("/-")
    return f"{digits}/{letters}".upper()


def _one_spelling(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_DASHES).split())


def _parts(symbol: str) -> tuple[str | None, str, str | None]:
    first, _, rest = symbol.replace("/", "-").partition("-")
    kind = TYPES_BY_ABBREVIATION.get(first.upper())
    if kind is None:
        return None, first, rest or None
    body, _, unit = rest.partition("-")
    return kind.abbreviation, body, unit or None
