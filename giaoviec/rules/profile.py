"""The numbers of a province's regulation: effective-dated data, each number with the clause or policy it rests on.

Another province's profile is a file that is loaded, checked and dated; no rule knows a number of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from giaoviec.rules.citation import Cite, Ground, Policy, cites, policy
from giaoviec.rules.periods import PeriodRow, table_errors
from giaoviec.rules.policies import POLICIES
from giaoviec.rules.settings import SETTINGS

Value = int | str | bool | tuple[int, ...] | tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """One setting: its value, what it rests on, and what it is called on screens."""

    value: Value
    ground: Ground
    label_vi: str


@dataclass(frozen=True)
class Profile:
    """A province's regulation as numbers, in force from a day on (`effective_to` is its last day, None = still).

    `regulation` names the text that the citations point into, `text_file` its file under `docs/regulation/`.
    """

    code: str
    name: str
    province: str
    regulation: str
    text_file: str
    effective_from: date
    effective_to: date | None
    fictional: bool
    numbers: Mapping[str, Number]
    periods: tuple[PeriodRow, ...]

    def __getitem__(self, key: str) -> Any:
        """The value of a number, of the form that `settings.SETTINGS` says; `KeyError` where there is none so named."""
        return self.numbers[key].value

    def ground(self, key: str) -> Ground:
        """What a number rests on."""
        return self.numbers[key].ground

    def covers(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@cites("QĐ 2")
@policy("older_documents")
def profile_on(day: date, profiles: Iterable[Profile]) -> Profile:
    """The profile in force on a day: of those that have begun the latest; for older days the first one.

    A fictional profile never stands beside a real one. `ValueError` where there is no profile at all.
    """
    every = sorted(profiles, key=lambda profile: profile.effective_from)
    ordered = [profile for profile in every if not profile.fictional] or every
    if not ordered:
        raise ValueError("Chưa có hồ sơ quy chế nào.")
    begun = [profile for profile in ordered if profile.effective_from <= day]
    return next((p for p in reversed(begun) if p.covers(day)), begun[-1] if begun else ordered[0])


class ProfileError(ValueError):
    """A profile that cannot be used: `errors` are Vietnamese sentences, one for each thing to mend."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        """Keep the sentences."""
        self.errors = errors
        super().__init__(" ".join(errors))


_TEXTS = {
    "code": "mã hồ sơ (code)",
    "name": "tên hồ sơ (name)",
    "province": "tên tỉnh (province)",
    "regulation": "tên văn bản quy chế (regulation)",
    "text_file": "tệp nội dung quy chế (text_file)",
}


def load(data: Mapping[str, Any]) -> Profile:
    """The profile of a mapping as `dump` makes it (and as JSON gives it). `ProfileError` with all that is wrong."""
    errors = [*_unknown(data), *_text_errors(data), *_date_errors(data)]
    numbers, number_errors = _numbers(data.get("numbers"))
    periods, period_errors = _periods(data.get("periods"))
    errors += number_errors + period_errors
    if not isinstance(data.get("fictional", False), bool):
        errors.append("Dấu hư cấu (fictional) phải là true hoặc false.")
    if errors:
        raise ProfileError(tuple(errors))
    return Profile(
        **{key: data[key].strip() for key in _TEXTS},
        effective_from=_day(data["effective_from"]),
        effective_to=_day(data["effective_to"]) if data.get("effective_to") else None,
        fictional=data.get("fictional", False),
        numbers=numbers,
        periods=periods,
    )


def _unknown(data: Mapping[str, Any]) -> list[str]:
    known = {*_TEXTS, "effective_from", "effective_to", "fictional", "numbers", "periods"}
    return [f"Mục “{key}” không có trong hồ sơ quy chế; hãy bỏ hoặc sửa tên." for key in data if key not in known]


def _text_errors(data: Mapping[str, Any]) -> list[str]:
    missing = [key for key in _TEXTS if not isinstance(data.get(key), str) or not data[key].strip()]
    return [f"Thiếu {_TEXTS[key]}." for key in missing]


def _date_errors(data: Mapping[str, Any]) -> list[str]:
    days: list[date] = []
    for key in ("effective_from", "effective_to"):
        value = data.get(key)
        if value is None and key == "effective_to":
            continue
        try:
            days.append(_day(value))
        except (TypeError, ValueError):
            return [f"Ngày {key} phải ghi theo dạng 2026-03-01, không phải “{value}”."]
    if days == sorted(days):
        return []
    return ["Ngày hết hiệu lực (effective_to) không được trước ngày bắt đầu hiệu lực (effective_from)."]


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _numbers(rows: Any) -> tuple[dict[str, Number], list[str]]:
    if not isinstance(rows, Mapping):
        return {}, ["Thiếu bảng các con số (numbers)."]
    errors = [f"Con số “{key}” không có trong danh mục; hãy bỏ hoặc sửa tên." for key in rows if key not in SETTINGS]
    numbers: dict[str, Number] = {}
    for key, setting in SETTINGS.items():
        if key not in rows:
            errors.append(f"Thiếu con số “{key}” ({setting.label_vi}).")
            continue
        try:
            numbers[key] = _number(key, rows[key])
        except ValueError as error:
            errors.append(str(error))
    return numbers, errors


def _number(key: str, row: Any) -> Number:
    setting = SETTINGS[key]
    if not isinstance(row, Mapping) or "value" not in row:
        raise ValueError(f"{setting.label_vi}: thiếu giá trị (value).")
    value = tuple(row["value"]) if isinstance(row["value"], list) else row["value"]
    if error := setting.error(value):
        raise ValueError(error)
    return Number(value, _ground(row.get("ground"), setting.label_vi), str(row.get("label") or setting.label_vi))


def _ground(text: Any, label: str) -> Ground:
    if isinstance(text, str) and text.removeprefix("policy:") in POLICIES and text.startswith("policy:"):
        return Policy(text.removeprefix("policy:"))
    try:
        return Cite(text if isinstance(text, str) else "")
    except ValueError:
        raise ValueError(f"{label}: căn cứ (ground) phải là điều khoản như “QC 7.1” hoặc chính sách đã có.") from None


def _periods(rows: Any) -> tuple[tuple[PeriodRow, ...], list[str]]:
    try:
        periods = tuple(PeriodRow(str(row["kind"]), int(row["shift"]), int(row["day"])) for row in rows)
    except (TypeError, KeyError, ValueError):
        return (), ["Bảng kỳ báo cáo (periods) phải gồm các dòng có kind, shift, day."]
    return periods, list(table_errors(periods))


def dump(profile: Profile) -> dict[str, Any]:
    """The profile as plain values that JSON can hold; `load` gives the same profile back."""
    return {
        **{key: getattr(profile, key) for key in _TEXTS},
        "effective_from": profile.effective_from.isoformat(),
        "effective_to": profile.effective_to.isoformat() if profile.effective_to else None,
        "fictional": profile.fictional,
        "numbers": {key: _dump_number(number) for key, number in profile.numbers.items()},
        "periods": [{"kind": row.kind, "shift": row.shift, "day": row.day} for row in profile.periods],
    }


def _dump_number(number: Number) -> dict[str, Any]:
    value = list(number.value) if isinstance(number.value, tuple) else number.value
    ground = number.ground.code if isinstance(number.ground, Cite) else f"policy:{number.ground.name}"
    return {"value": value, "ground": ground, "label": number.label_vi}


def compare(a: Profile, b: Profile) -> tuple[tuple[str, str, Value | None, Value | None], ...]:
    """What two profiles have differently: (key, label, value in a, value in b), the periods last."""
    found: list[tuple[str, str, Value | None, Value | None]] = []
    for key in dict.fromkeys([*a.numbers, *b.numbers]):
        one, two = a.numbers.get(key), b.numbers.get(key)
        old, new = one.value if one else None, two.value if two else None
        if old != new:
            found.append((key, (two or a.numbers[key]).label_vi, old, new))
    if a.periods != b.periods:
        found.append(("periods", "Mốc chốt số liệu của các kỳ báo cáo", _periods_value(a), _periods_value(b)))
    return tuple(found)


def _periods_value(profile: Profile) -> tuple[str, ...]:
    return tuple(f"{row.kind}:{row.shift}:{row.day}" for row in profile.periods)
