"""What a deadline is once it is understood."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["date", "period_end", "recurring", "relative", "open"]


@dataclass(frozen=True)
class Deadline:
    """A deadline as it was written, the day it means, and why.

    `on` is the last day on which it is still met ("trước ngày D" is D, with `before`); None where no day can be told.
    Of a recurring one that was typed `on` is its first turn, and `rule` its rhythm, for `next_turn`; of a counted one
    `rule` says from what ("issue+10wd", "receipt+30d", "event"). `time` is an hour of that day, "17:00"; `times` are
    all of them where something recurs at several. `others` are further days named beside the main one. `cycle` is the
    cycle in which an open-ended one is to be updated, where the text says one. `why` is one Vietnamese line;
    `warnings` are sentences.
    """

    text: str
    kind: Kind
    on: date | None = None
    time: str | None = None
    rule: str | None = None
    before: bool = False
    others: tuple[date, ...] = ()
    why: str = ""
    warnings: tuple[str, ...] = ()
    cycle: str | None = None
    at_once: bool = False
    times: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A day on the way to a deadline: its label, and its number where it is counted."""

    day: date
    label: str
    counted: int | None


@dataclass(frozen=True)
class Found:
    """A deadline in a sentence: `sentence[start:end]` is its text."""

    start: int
    end: int
    deadline: Deadline


class NotUnderstood(ValueError):
    """A deadline that cannot be read; `sentence` tells a clerk what to write instead."""

    def __init__(self, text: str, problem: str = "") -> None:
        """Keep the text; `problem` says what is wrong with it where more is known than that it is not understood."""
        self.text = text
        self.sentence = f"{problem or f'Không hiểu thời hạn “{text.strip()}”.'} {FORMS}"
        super().__init__(self.sentence)


class NoBase(NotUnderstood):
    """A deadline without its year, in a document that has lost its date: it is one, and no day can be told."""


FORMS = (
    "Có thể ghi: 15/12 hoặc 15/12/2026; trước 17 giờ ngày 05/12; trong 10 ngày làm việc; 10 ngày kể từ ngày nhận; "
    "tháng 12, quý IV, hết năm; hằng tháng trước ngày 15; ngay."
)
