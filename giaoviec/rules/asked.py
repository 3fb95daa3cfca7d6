"""Reports that the Office asks agencies for (9.4): the few kinds of fields, what may stand in one, and what it costs.

A value is kept as text, whatever page or file it came from: a number as digits with a point, a day as ISO, yes and no
as such, a table as rows of these. Empty text is no value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from re import fullmatch
from typing import Any

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.figures import FORMULAS, Form
from giaoviec.rules.periods import MONTHS
from giaoviec.rules.terms import day_vi, plain

MOST_FIELDS, MOST_OPTIONS, MOST_COLUMNS, MOST_ROWS = 30, 20, 12, 200
LONGEST_LABEL, LONGEST_TEXT, MOST_DIGITS = 200, 5_000, 15

Value = str | list[list[str]]


class Kind(StrEnum):
    """What a field asks for."""

    NUMBER = "number"
    DONG = "dong"
    MILLION = "million"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DAY = "day"
    TEXT = "text"
    TABLE = "table"

    @property
    def vi(self) -> str:
        return KINDS_VI[self]

    @property
    def adds_up(self) -> bool:
        """Whether the answers of the agencies have a sum."""
        return self in (Kind.NUMBER, Kind.DONG, Kind.MILLION)


KINDS_VI = {
    Kind.NUMBER: "số",
    Kind.DONG: "tiền (đồng)",
    Kind.MILLION: "tiền (triệu đồng)",
    Kind.YES_NO: "có / không",
    Kind.CHOICE: "chọn một",
    Kind.DAY: "ngày",
    Kind.TEXT: "chữ",
    Kind.TABLE: "bảng nhiều dòng",
}
YES_NO_VI = {"yes": "Có", "no": "Không"}
COLUMN_KINDS = {
    "so": Kind.NUMBER,
    "dong": Kind.DONG,
    "trieu dong": Kind.MILLION,
    "co/khong": Kind.YES_NO,
    "ngay": Kind.DAY,
    "chu": Kind.TEXT,
}
"""How the kind of a column is written, without marks: "Vốn đã giải ngân: triệu đồng"."""
COLUMN_KINDS_VI = {
    Kind.NUMBER: ": số",
    Kind.DONG: ": đồng",
    Kind.MILLION: ": triệu đồng",
    Kind.YES_NO: ": có/không",
    Kind.DAY: ": ngày",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked. `key` stays the same through corrections of the request.

    `options` of a choice, `columns` of a table, `unit` of a number. With `figure` (an id of `rules.figures`) nobody is
    asked: the value is what the figure service says of the agency.
    """

    key: str
    label: str
    kind: Kind
    required: bool = True
    options: tuple[str, ...] = ()
    columns: tuple[Field, ...] = ()
    unit: str = ""
    figure: str = ""

    @property
    def unit_vi(self) -> str:
        """What its numbers are counted in; empty where that goes without saying."""
        return {Kind.DONG: "đồng", Kind.MILLION: "triệu đồng"}.get(self.kind, self.unit)

    @property
    def adds_up(self) -> bool:
        """Whether its values have a sum: numbers, but no rates."""
        return self.kind.adds_up and (not self.figure or FORMULAS[self.figure].form is not Form.RATE)


class Wrong(ValueError):
    """What was given cannot stand there; `sentence` says what to write instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


# ---- a form is written


def field_of(key: str, label: str, kind: str, more: str = "", *, required: bool = True, figure: str = "") -> Field:
    """A field as it was composed; `more` are the options of a choice, the columns of a table (both between
    semicolons), the unit of a number. `Wrong` where it cannot be asked so."""
    label = " ".join(label.split())
    if not label or len(label) > LONGEST_LABEL:
        raise Wrong(f"Ghi tên ô, không quá {LONGEST_LABEL} ký tự.")
    if kind not in list(Kind):
        raise Wrong("Chọn loại ô trong danh sách.")
    asked, parts = Kind(kind), tuple(part for one in more.split(";") if (part := " ".join(one.split())))
    return Field(
        key, label, asked, required,
        options=_options(parts) if asked is Kind.CHOICE else (),
        columns=_columns(parts) if asked is Kind.TABLE else (),
        unit=" ".join(more.split())[:40] if asked is Kind.NUMBER else "",
        figure=figure,
    )  # fmt: skip


def _options(parts: tuple[str, ...]) -> tuple[str, ...]:
    if not 2 <= len(parts) <= MOST_OPTIONS or len({plain(part) for part in parts}) < len(parts):
        raise Wrong(f"Ghi từ 2 đến {MOST_OPTIONS} lựa chọn khác nhau, cách nhau bằng dấu chấm phẩy.")
    return parts


def _columns(parts: tuple[str, ...]) -> tuple[Field, ...]:
    if not 1 <= len(parts) <= MOST_COLUMNS:
        raise Wrong(
            f"Ghi từ 1 đến {MOST_COLUMNS} cột, cách nhau bằng dấu chấm phẩy, ví dụ: Tên dự án; Vốn: triệu đồng."
        )
    found = tuple(_column(n, part) for n, part in enumerate(parts, 1))
    if len({plain(one.label) for one in found}) < len(found):
        raise Wrong("Hai cột cùng tên; hãy đặt tên khác nhau.")
    return found


def _column(n: int, part: str) -> Field:
    label, colon, kind = part.rpartition(":")
    known = COLUMN_KINDS.get(plain(kind).strip())
    if colon and known is None:
        raise Wrong(
            f"Không hiểu loại của cột “{part}”; ghi sau dấu hai chấm: số, đồng, triệu đồng, có/không, ngày, chữ."
        )
    name = (label if colon else part).strip()
    if not name:
        raise Wrong(f"Cột thứ {n} chưa có tên.")
    return Field(f"c{n}", name, known or Kind.TEXT, required=n == 1)


def more_of(field: Field) -> str:
    """What `field_of` was given beside the label, to be shown again."""
    if field.kind is Kind.TABLE:
        return "; ".join(one.label + COLUMN_KINDS_VI.get(one.kind, "") for one in field.columns)
    return "; ".join(field.options) if field.options else field.unit


def stored(fields: Iterable[Field]) -> list[dict[str, Any]]:
    """The fields as JSON keeps them."""
    return [
        {
            "key": one.key, "label": one.label, "kind": one.kind.value, "required": one.required,
            "options": list(one.options), "columns": stored(one.columns), "unit": one.unit, "figure": one.figure,
        }
        for one in fields
    ]  # fmt: skip


def of_stored(rows: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    """The fields that JSON kept."""
    return tuple(
        Field(
            row["key"], row["label"], Kind(row["kind"]), row["required"], tuple(row["options"]),
            of_stored(row["columns"]), row["unit"], row["figure"],
        )
        for row in rows
    )  # fmt: skip


# ---- a value is given


def value_of(field: Field, text: str) -> str:
    """What somebody typed, as it is kept; "" for nothing. `Wrong` for what the kind does not hold, or a gap."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        if field.required:
            raise Wrong("Chưa ghi; ô này bắt buộc.")
        return ""
    if field.kind.adds_up:
        return number_of(text)
    if field.kind is Kind.DAY:
        return _day(text)
    if field.kind is Kind.YES_NO:
        return _yes_no(text)
    if field.kind is Kind.CHOICE:
        return _choice(field, text)
    if len(text) > LONGEST_TEXT:
        raise Wrong(f"Dài quá {LONGEST_TEXT} ký tự; hãy viết gọn lại.")
    return text


def number_of(text: str) -> str:
    """1.234.567,5 → "1234567.5". A point that parts no thousands is refused, since it may mean either."""
    written = text.replace(" ", "").replace("\u00a0", "")
    if fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", written) or fullmatch(r"-?\d+(,\d+)?", written):
        return canonical(Decimal(written.replace(".", "").replace(",", ".")))
    if fullmatch(r"-?\d+\.\d+", written):
        raise Wrong(
            f"Không rõ “{text[:40]}” là bao nhiêu; phần lẻ ghi sau dấu phẩy (12,5), hàng nghìn cách bằng dấu chấm."
        )
    raise Wrong(f"“{text[:40]}” không phải là số; ghi như 1.234 hoặc 12,5.")


def canonical(number: Decimal) -> str:
    """A number as it is kept, without needless noughts; `Wrong` for more digits than a workbook holds exactly."""
    try:
        plain_digits = f"{number:f}"
    except (InvalidOperation, ValueError):
        raise Wrong("Số không đọc được; hãy ghi lại.") from None
    if not number.is_finite() or sum(c.isdigit() for c in plain_digits) > MOST_DIGITS:
        raise Wrong(f"Số dài quá {MOST_DIGITS} chữ số; hãy ghi theo đơn vị lớn hơn.")
    return plain_digits.rstrip("0").rstrip(".") if "." in plain_digits else plain_digits


def _day(text: str) -> str:
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    raise Wrong("Ngày không đúng; hãy ghi theo dạng 24/11/2026.")


def _yes_no(text: str) -> str:
    found = {"yes": "yes", "no": "no", "co": "yes", "khong": "no"}.get(plain(text))
    if found is None:
        raise Wrong("Chọn Có hoặc Không.")
    return found


def _choice(field: Field, text: str) -> str:
    wanted = plain(" ".join(text.split()))
    found = next((one for one in field.options if plain(one) == wanted), None)
    if found is None:
        raise Wrong(f"Chọn một trong: {'; '.join(field.options)}.")
    return found


def fits(field: Field, value: Value | None) -> bool:
    """Whether a value that was given to an earlier version of the form may stand in this one."""
    if field.figure:
        return True
    try:
        if field.kind is Kind.TABLE:
            rows = value if isinstance(value, list) else []
            return bool(rows or not field.required) and all(_row_fits(field, row) for row in rows)
        value_of(field, said(field, value) if isinstance(value, str) and value else "")
    except (ValueError, ArithmeticError):  # a value of another kind cannot even be printed as one of this
        return False
    return not isinstance(value, list)


def _row_fits(field: Field, row: Sequence[str]) -> bool:
    return len(row) == len(field.columns) and all(map(fits, field.columns, row))


def said(field: Field, value: Value | None) -> str:
    """A value as it is printed: 1.234,5 · 24/11/2026 · Có · 3 dòng · 98,63%; nothing for none."""
    if isinstance(value, list):
        return f"{len(value)} dòng"
    if not value:
        return ""
    if field.figure and FORMULAS[field.figure].form is Form.RATE:
        return f"{printed(Decimal(value) * 100, digits=2)}%"
    if field.kind.adds_up:
        return printed(Decimal(value))
    if field.kind is Kind.DAY:
        return day_vi(date.fromisoformat(value))
    return YES_NO_VI.get(value, value) if field.kind is Kind.YES_NO else value


def printed(number: Decimal, *, digits: int | None = None) -> str:
    """1.234.567,5."""
    shown = f"{number:,.{digits}f}" if digits is not None else f"{number:,f}"
    return shown.translate(str.maketrans(",.", ".,"))


# ---- asked again each period


@cites("QC 9.4")
@policy("asked_turns")
def next_turn(asked_on: date, due_on: date, every: str) -> tuple[date, date]:
    """(the day it is opened, the day it is due) of the turn after one that was asked on a day and due on another.

    Due a month, quarter, half-year or year later; opened as many days before, though not before the turn it follows is
    due. The caller moves a due day that is off.
    """
    months = due_on.year * 12 + due_on.month - 1 + MONTHS[every]
    due = _in_month(months // 12, months % 12 + 1, due_on.day)
    return max(due - (due_on - asked_on), due_on + timedelta(days=1)), due


def _in_month(year: int, month: int, day: int) -> date:
    """That day of the month, or its last."""
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last.replace(day=min(day, last.day))
