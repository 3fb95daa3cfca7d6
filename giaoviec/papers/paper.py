"""What an official paper says, apart from how it looks: letterhead, number, blocks of text, signature, recipients."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The issuing `body` and the one above it, in capitals: "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "VĂN PHÒNG"."""

    parent: str
    body: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: `authority` and post in capitals ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"), and the name."""

    post: str
    name: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line end in the text begins another."""

    text: str
    bold: bool = False
    italic: bool = False
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its own number in the text: level 1 "I. TÌNH HÌNH" bold, 2 bold, 3 bold italic."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Items:
    """A list: "1. …" where `numbered`, else "- …"."""

    texts: tuple[str, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head repeats on each page. `widths` in mm, `numeric` the columns that are centred."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars lying under one another on one scale: each row a label and as many numbers as there are `parts`, end to end.

    Its numbers stand in a table beside it; where nothing is counted nothing is drawn.
    """

    parts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def longest(self) -> int:
        """What fills the width."""
        return max((sum(numbers) for _, numbers in self.rows), default=0)


Block = Paragraph | Heading | Items | Table | Bars


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An official paper. Without `type_name` it is a công văn: its summary stands as "V/v …" under the number.

    `number` is the whole "1234/VP-TH"; a draft has "" and its `symbol`. `on` is None while undated. `urgency` is one of
    `layout.STAMPS` or "". `recipients` end with "Lưu: VT, …".
    """

    letterhead: Letterhead
    number: str = ""
    symbol: str = ""
    place: str = ""
    on: date | None = None
    type_name: str = ""
    summary: str = ""
    addressees: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default=())
    signature: Signature
    recipients: tuple[str, ...] = ()
    urgency: str = ""
    landscape: bool = False

    @property
    def number_vi(self) -> str:
        """As printed: "Số: 1234/VP-TH"; with room for the number while it has none."""
        return f"Số: {self.number}" if self.number else f"Số:          /{self.symbol}"

    @property
    def place_and_day(self) -> str:
        """As printed: "Lâm Đồng, ngày 05 tháng 02 năm 2026": days under 10 and months 1 and 2 with a leading 0."""
        if self.on is None:
            return f"{self.place}, ngày      tháng      năm        "
        month = f"{self.on.month:02}" if self.on.month < 3 else str(self.on.month)
        return f"{self.place}, ngày {self.on.day:02} tháng {month} năm {self.on.year}"
