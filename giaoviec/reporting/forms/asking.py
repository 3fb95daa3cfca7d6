"""What the pages of asked-for reports ask: the composer with its rows, the answer with a control a field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms

from giaoviec.agencies.queries import directory, groups
from giaoviec.regulation.asking import AskingForm, DayField
from giaoviec.reporting.actions.asking import Ask
from giaoviec.reporting.asking.reads import KINDS
from giaoviec.reporting.models import EVERY_VI, AskedForm, AskedReport
from giaoviec.rules.asked import (
    KINDS_VI,
    MOST_FIELDS,
    MOST_ROWS,
    Field,
    Kind,
    Value,
    Wrong,
    field_of,
    fits,
    more_of,
    said,
    value_of,
)
from giaoviec.rules.burden import cost
from giaoviec.rules.figures import FORMULAS
from giaoviec.rules.known import figure_of

FEWEST = 4
"""Rows that a new composer shows."""
KEY = re.compile(r"f\d{1,3}")
EVERY = [("", "một lần"), *EVERY_VI.items()]
SOURCES = [("so-lieu", "Phần mềm tự điền"), ("hoi", "Vẫn hỏi cơ quan")]


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the composer: its bound fields, and the figure that its label asks for."""

    place: int
    label: Any
    kind: Any
    more: Any
    required: Any
    source: Any
    key: Any
    known: str


class ComposeForm(AskingForm):
    """A request; what stands in its rows becomes `asked` once it is valid."""

    title = forms.CharField(label="Tên báo cáo", required=False)
    why = forms.CharField(label="Vì sao cần, báo cáo về gì", required=False)
    ground = forms.CharField(label="Căn cứ khác", required=False)
    due_on = DayField(label="Gửi chậm nhất ngày", required=False)
    every = forms.ChoiceField(label="Mấy lần", choices=EVERY, required=False)
    groups = forms.TypedMultipleChoiceField(label="Nhóm cơ quan", coerce=int, required=False)
    agencies = forms.TypedMultipleChoiceField(label="Cơ quan", coerce=int, required=False)
    change = forms.CharField(label="Sửa điều gì, vì sao", required=False)
    version = forms.IntegerField(required=False)

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked: tuple[Field, ...] = ()
        self.count = row_count(self.data if self.is_bound else self.initial)
        self.fields["groups"].choices = [(group.pk, group.name) for group in groups()]  # type: ignore[attr-defined]
        self.fields["agencies"].choices = list(directory(on, KINDS).values_list("pk", "name"))  # type: ignore[attr-defined]
        for name in ("groups", "agencies"):
            self.fields[name].error_messages["invalid_choice"] = "Chọn trong danh sách."
        for n in range(self.count):
            self.fields |= _row_fields(n)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Ghi ngày phải gửi, ví dụ 24/11/2026.")
        self.asked = tuple(self._read_rows(cleaned))
        return cleaned

    def _read_rows(self, cleaned: Mapping[str, Any]) -> list[Field]:
        found: list[Field] = []
        taken = {str(cleaned.get(f"khoa_{n}") or "") for n in range(self.count)}
        for n in range(self.count):
            label = str(cleaned.get(f"ten_{n}") or "").strip()
            if not label:
                continue
            key = str(cleaned.get(f"khoa_{n}") or "")
            if not KEY.fullmatch(key) or key in {one.key for one in found}:
                key = next(name for k in range(1, 999) if (name := f"f{k}") not in taken)
                taken.add(key)
            if one := self._read_row(n, key, label, cleaned):
                found.append(one)
        return found

    def _read_row(self, n: int, key: str, label: str, cleaned: Mapping[str, Any]) -> Field | None:
        kind, more = str(cleaned.get(f"loai_{n}") or ""), str(cleaned.get(f"them_{n}") or "")
        figure = known_as(label, kind) if cleaned.get(f"nguon_{n}") != "hoi" else ""
        try:
            return field_of(key, label, kind, more, required=bool(cleaned.get(f"batbuoc_{n}")), figure=figure)
        except Wrong as no:
            self.add_error(f"them_{n}" if kind in (Kind.CHOICE, Kind.TABLE) else f"ten_{n}", no.sentence)
            return None

    @property
    def rows(self) -> list[RowShown]:
        """The rows as the page draws them."""
        return [
            RowShown(
                n, self[f"ten_{n}"], self[f"loai_{n}"], self[f"them_{n}"], self[f"batbuoc_{n}"], self[f"nguon_{n}"],
                self[f"khoa_{n}"],
                known=known_as(str(self[f"ten_{n}"].value() or ""), str(self[f"loai_{n}"].value() or "")),
            )
            for n in range(self.count)
        ]  # fmt: skip

    def ask(self) -> Ask:
        """What was composed, of a valid form."""
        data = self.cleaned_data
        return Ask(
            title=data["title"], why=data["why"], ground=data["ground"], due_on=data["due_on"], every=data["every"],
            agencies=tuple(data["agencies"]), groups=tuple(data["groups"]), fields=self.asked,
        )  # fmt: skip


def known_as(label: str, kind: str) -> str:
    """The figure that a row asks for: only what asks for a number does."""
    return figure_of(label) if kind == Kind.NUMBER else ""


def figure_vi(name: str) -> str:
    return FORMULAS[name].vi


def _row_fields(n: int) -> dict[str, forms.Field]:
    return {
        f"ten_{n}": forms.CharField(label=f"Ô {n + 1}", required=False),
        f"loai_{n}": forms.ChoiceField(
            label=f"Loại của ô {n + 1}", choices=[(kind.value, vi) for kind, vi in KINDS_VI.items()], required=False
        ),
        f"them_{n}": forms.CharField(label=f"Đơn vị, lựa chọn, cột của ô {n + 1}", required=False),
        f"batbuoc_{n}": forms.BooleanField(label="Bắt buộc", required=False),
        f"nguon_{n}": forms.ChoiceField(label=f"Ai điền ô {n + 1}", choices=SOURCES, required=False),
        f"khoa_{n}": forms.CharField(required=False),
    }


def row_count(data: Mapping[str, Any]) -> int:
    """How many rows a form has."""
    text = str(data.get("so_dong") or "")
    return min(int(text), MOST_FIELDS) if text.isdecimal() and len(text) < 4 and int(text) else FEWEST


def composed(asked: AskedReport, form: AskedForm) -> dict[str, Any]:
    """The fields of the composer as a request has them."""
    initial: dict[str, Any] = {
        "title": form.title, "why": form.why, "ground": form.ground, "due_on": f"{form.due_on:%d/%m/%Y}",
        "every": asked.every, "agencies": asked.whom.get("agencies", []), "groups": asked.whom.get("groups", []),
        "version": asked.version, "so_dong": str(min(MOST_FIELDS, len(form.asks) + 1)),
    }  # fmt: skip
    for n, field in enumerate(form.asks):
        source = "so-lieu" if field.figure else "hoi"
        initial |= {f"ten_{n}": field.label, f"loai_{n}": field.kind.value, f"them_{n}": more_of(field)}
        initial |= {f"batbuoc_{n}": field.required, f"nguon_{n}": source, f"khoa_{n}": field.key}
    return initial


def fresh() -> dict[str, Any]:
    """The fields of a new composer."""
    return {f"batbuoc_{n}": True for n in range(FEWEST)}


def burden_of(fields: Sequence[Field], agencies: int) -> dict[str, int]:
    """What a request is reckoned to cost: minutes of one agency, of all."""
    each = cost(fields)
    return {"each": each, "all": each * agencies, "agencies": agencies}


# ---- an answer


@dataclass(frozen=True, slots=True)
class Shown:
    """A field of an answer as the page draws it: the bound control, or the rows of controls of a table."""

    field: Field
    control: Any
    rows: list[list[Any]]
    errors: list[str]


class AnswerForm(AskingForm):
    """One control for each field that an agency fills in; what they hold becomes `values`."""

    form = forms.IntegerField(required=False)

    def __init__(self, *args: Any, asks: Sequence[Field], signs: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asks = [one for one in asks if not one.figure]
        self.signs = signs
        self.values: dict[str, Value] = {}
        source: Mapping[str, Any] = self.data if self.is_bound else self.initial
        self.counts = {one.key: _rows_of(one, source) for one in self.asks if one.kind is Kind.TABLE}
        for one in self.asks:
            for name, label in self._names(one):
                self.fields[name] = forms.CharField(label=label, required=False)

    def _names(self, one: Field) -> list[tuple[str, str]]:
        if one.kind is not Kind.TABLE:
            return [(one.key, one.label)]
        return [
            (cell(one.key, row, column.key), f"{one.label}, dòng {row + 1}, {column.label}")
            for row in range(self.counts[one.key])
            for column in one.columns
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for one in self.asks:
            if one.kind is Kind.TABLE:
                self.values[one.key] = self._table(one, cleaned)
            elif (value := self._value(one, one.key, cleaned, must=self.signs)) is not None:
                self.values[one.key] = value
        return cleaned

    def _table(self, one: Field, cleaned: Mapping[str, Any]) -> list[list[str]]:
        names = [[cell(one.key, row, column.key) for column in one.columns] for row in range(self.counts[one.key])]
        filled = [row for row in names if any(str(cleaned.get(name) or "").strip() for name in row)]
        if self.signs and one.required and not filled and names:
            self.add_error(names[0][0], "Bảng chưa có dòng nào; bảng này bắt buộc.")
        return [
            [
                self._value(column, name, cleaned, must=self.signs) or ""
                for column, name in zip(one.columns, row, strict=True)
            ]
            for row in filled
        ]

    def _value(self, one: Field, name: str, cleaned: Mapping[str, Any], *, must: bool) -> str | None:
        if name in self.errors:
            return None
        try:
            return value_of(one if must else replace(one, required=False), str(cleaned.get(name) or ""))
        except Wrong as no:
            self.add_error(name, no.sentence)
            return None

    @property
    def shown(self) -> list[Shown]:
        """The fields as the page draws them, in their order."""
        return [self._shown(one) for one in self.asks]

    def _shown(self, one: Field) -> Shown:
        if one.kind is not Kind.TABLE:
            return Shown(one, self[one.key], [], [])
        rows = [[self[cell(one.key, row, column.key)] for column in one.columns] for row in range(self.counts[one.key])]
        errors = [f"Dòng {n}: {text}" for n, row in enumerate(rows, 1) for bound in row for text in bound.errors]
        return Shown(one, None, rows, errors)


def cell(key: str, row: int, column: str) -> str:
    """The name of a control in a table."""
    return f"{key}_{row}_{column}"


def _rows_of(one: Field, source: Mapping[str, Any]) -> int:
    text = str(source.get(f"{one.key}_dong") or "")
    return max(1, min(int(text), MOST_ROWS)) if text.isdecimal() and len(text) < 4 else 3


def answered(asks: Sequence[Field], values: Mapping[str, Value]) -> dict[str, Any]:
    """The controls of an answer as it stands; what was given to a field of another kind is left out."""
    initial: dict[str, Any] = {}
    for one in asks:
        value = values.get(one.key)
        if value is not None and not fits(replace(one, required=False), value):
            continue
        if one.kind is Kind.TABLE:
            rows = value if isinstance(value, list) else []
            initial[f"{one.key}_dong"] = str(min(MOST_ROWS, max(3, len(rows) + 1)))
            for n, row in enumerate(rows):
                for column, text in zip(one.columns, row, strict=False):
                    initial[cell(one.key, n, column.key)] = said(column, text)
        elif isinstance(value, str):
            initial[one.key] = value if one.kind is Kind.YES_NO else said(one, value)
    return initial


class EndForm(AskingForm):
    """Why a request is ended."""

    why = forms.CharField(label="Vì sao kết thúc", required=False)


class BackForm(AskingForm):
    """What is to be corrected, by when."""

    reason = forms.CharField(label="Cần sửa điều gì", required=False)
    due_on = DayField(label="Gửi lại chậm nhất ngày", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Ghi ngày phải gửi lại, ví dụ 24/11/2026.")
        return cleaned


class FileForm(AskingForm):
    """The filled template."""

    file = forms.FileField(label="Tệp Excel đã điền", required=False)
