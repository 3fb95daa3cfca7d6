"""What the pages of the calendar and of the profile ask."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime
from typing import Any

from django import forms

from giaoviec.regulation.asking import DAY_FORMATS, DAY_WRONG, AskingForm, DayField
from giaoviec.regulation.values import initial, number_field
from giaoviec.rules.calendar import DayKind, Year, swapped
from giaoviec.rules.profile import Profile
from giaoviec.rules.settings import SETTINGS

KINDS = [
    (DayKind.HOLIDAY.value, "nghỉ lễ"),
    (DayKind.SWAPPED_OFF.value, "hoán đổi"),
    (DayKind.MADE_UP.value, "làm bù"),
]
MOST_BYTES = 1_000_000
BLANK_ROWS = 3


class YearForm(AskingForm):
    """A working year: its days as rows (`ngay`, `loai`, `ten` many times over), and a swap to be added."""

    off = DayField(label="Nghỉ hoán đổi ngày", required=False)
    worked = DayField(label="Làm bù ngày", required=False)
    confirmed = forms.BooleanField(label="Đã đối chiếu với thông báo", required=False)
    notice = forms.CharField(
        label="Thông báo (số, ngày)", max_length=300, required=False, help_text="Ví dụ: Thông báo số 1234/TB-VP ngày…"
    )
    reason = forms.CharField(label="Lý do thay đổi", max_length=1000, required=False)

    def __init__(self, data: Any = None, *, year: Year) -> None:
        self.year = year
        kept = {"confirmed": year.confirmed, "notice": year.notice if year.confirmed else ""}
        super().__init__(data, initial=kept)

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The rows as they were typed, else as the year has them, with some blank ones."""
        blank = [("", DayKind.HOLIDAY.value, "")] * BLANK_ROWS
        if self.is_bound:
            return [row for row in self._typed() if row[0].strip() or row[2].strip()] + blank
        return [(f"{day:%d/%m}", kind.value, name) for day, (kind, name) in sorted(self.year.days.items())] + blank

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        days: dict[date, tuple[DayKind, str]] = {}
        for text, kind, name in self._typed():
            if text.strip():
                days[self._day(text)] = (self._kind(kind), name.strip())
        cleaned["days"] = self._with_swap(days, cleaned.get("off"), cleaned.get("worked"))
        return cleaned

    def _typed(self) -> list[tuple[str, str, str]]:
        data: Any = self.data
        return list(zip(data.getlist("ngay"), data.getlist("loai"), data.getlist("ten"), strict=False))

    def _day(self, text: str) -> date:
        """A day of this year may be written without it."""
        text = text.strip()
        whole = f"{text}/{self.year.year}" if text.count("/") == 1 else text
        for form in DAY_FORMATS:
            try:
                return datetime.strptime(whole, form).date()  # noqa: DTZ007 a day has no zone
            except ValueError:
                continue
        raise forms.ValidationError(f"“{text}”: {DAY_WRONG}")

    def _kind(self, text: str) -> DayKind:
        if text not in dict(KINDS):
            raise forms.ValidationError("Loại ngày phải chọn trong danh sách.")
        return DayKind(text)

    def _with_swap(
        self, days: dict[date, tuple[DayKind, str]], off: date | None, worked: date | None
    ) -> dict[date, tuple[DayKind, str]]:
        if bool(off) != bool(worked):
            raise forms.ValidationError("Hoán đổi cần cả ngày nghỉ và ngày làm bù.")
        if off is None or worked is None:
            return days
        return dict(swapped(off, worked, Year(self.year.year, days)).days)


class NumbersForm(AskingForm):
    """All numbers of a profile, from a day on, with the reason."""

    effective_from = DayField(label="Có hiệu lực từ ngày")
    reason = forms.CharField(label="Lý do, căn cứ", max_length=1000)

    def __init__(self, data: Any = None, *, profile: Profile, today: date) -> None:
        start = {**initial(profile), "effective_from": f"{max(today, profile.effective_from):%d/%m/%Y}"}
        super().__init__(data, initial=start)
        self.fields.update({key: number_field(setting) for key, setting in SETTINGS.items()})

    @property
    def numbers(self) -> list[Any]:
        """The bound fields of the numbers, in their order."""
        return [self[key] for key in SETTINGS]


class ProfileFileForm(AskingForm):
    """A profile from a file (JSON or TOML), read in memory; what was read comes back in `text` for the second step."""

    ungated = frozenset({"text"})
    file = forms.FileField(label="Tệp hồ sơ (.json, .toml)", required=False)
    text = forms.CharField(required=False, max_length=MOST_BYTES, strip=False)
    effective_from = DayField(
        label="Có hiệu lực từ ngày", required=False, help_text="Để trống: theo ngày ghi trong tệp."
    )
    reason = forms.CharField(label="Lý do, căn cứ", max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name, content = "text.json", cleaned.get("text", "")
        upload = cleaned.get("file")
        if upload:
            if upload.size > MOST_BYTES:
                raise forms.ValidationError({"file": "Tệp hồ sơ lớn quá 1 MB; hãy kiểm tra lại có đúng tệp không."})
            name, content = upload.name, upload.read().decode("utf-8", "replace")
        if not content:
            raise forms.ValidationError({"file": "Chưa chọn tệp hồ sơ."})
        try:
            cleaned["data"] = read_profile(name, content)
        except ValueError as wrong:
            raise forms.ValidationError({"file": str(wrong)}) from None
        return cleaned


def read_profile(name: str, content: str) -> dict[str, Any]:
    """The mapping in a JSON or TOML text; `ValueError` with a Vietnamese sentence."""
    try:
        data = tomllib.loads(content) if name.endswith(".toml") else json.loads(content)
    except ValueError as wrong:
        raise ValueError(f"Tệp không đọc được ({wrong}); cần tệp JSON hoặc TOML, mã UTF-8.") from None
    if not isinstance(data, dict):
        raise ValueError("Tệp hồ sơ phải là một bảng gồm các mục code, name, numbers, periods…")
    return data
