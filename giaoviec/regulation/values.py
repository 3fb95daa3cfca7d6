"""The numbers of a profile in words, and read back from what was typed."""

from __future__ import annotations

from typing import Any

from django import forms

from giaoviec.rules.profile import Profile, Value
from giaoviec.rules.settings import CHOICE, CHOICES, FLAG, SETTINGS, WHOLE, Setting

WORDS = {
    "month": "tháng",
    "quarter": "quý",
    "half_year": "6 tháng",
    "nine_months": "9 tháng",
    "year": "năm",
    "monitor": "chuyên viên theo dõi",
    "office_head": "lãnh đạo Văn phòng",
    "chairman": "Chủ tịch UBND tỉnh",
}


def shown(value: Value | None) -> str:
    """A value on screens: "có", "3", "7, 3, 1", "quý, 6 tháng, năm"; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return ", ".join(shown(part) for part in value)
    return WORDS.get(str(value), str(value))


def number_field(setting: Setting) -> forms.Field:
    """The form field of a number."""
    if setting.form == FLAG:
        return forms.BooleanField(label=setting.label_vi, required=False)
    if setting.form == WHOLE:
        wrong = f"Phải là số nguyên từ {setting.low} đến {setting.high}."
        messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong, "required": wrong}
        return forms.IntegerField(
            label=setting.label_vi, min_value=setting.low, max_value=setting.high, error_messages=messages
        )
    choices = [(choice, WORDS.get(choice, choice)) for choice in setting.choices]
    if setting.form == CHOICE:
        return forms.ChoiceField(label=setting.label_vi, choices=choices)
    if setting.form == CHOICES:
        messages = {"required": "Chọn ít nhất một."}
        return forms.MultipleChoiceField(label=setting.label_vi, choices=choices, error_messages=messages)
    return WholesField(setting)


class WholesField(forms.CharField):
    """Whole numbers with commas: "7, 3, 1"."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        super().__init__(label=setting.label_vi, max_length=100, help_text="Cách nhau bằng dấu phẩy.")

    def clean(self, value: Any) -> tuple[int, ...]:
        parts = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        if not all(part.isdecimal() for part in parts):
            raise forms.ValidationError("Chỉ ghi các số, cách nhau bằng dấu phẩy, ví dụ: 7, 3, 1.")
        numbers = tuple(int(part) for part in parts)
        if error := self.setting.error(numbers):
            raise forms.ValidationError(error)
        return numbers


def initial(profile: Profile) -> dict[str, Any]:
    """What a form of all numbers starts with."""
    return {key: _typed(number.value) for key, number in profile.numbers.items()}


def cleaned(data: dict[str, Any]) -> dict[str, Value]:
    """The numbers of a valid form, as a profile keeps them."""
    return {key: tuple(data[key]) if isinstance(data[key], list) else data[key] for key in SETTINGS if key in data}


def _typed(value: Value) -> Any:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) if all(isinstance(part, int) for part in value) else list(value)
    return value
