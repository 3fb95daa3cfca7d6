"""A province's own words, as data: other names of bodies, fixed phrases with their verdict, habitual terms.

{"aliases": {"VP": "Văn phòng UBND tỉnh"}, "not_tasks": ["thông báo để theo dõi"], "tasks": ["đề nghị quý cơ quan"],
 "terms": {"trong kỳ giao ban tới": "trước ngày 05 hằng tháng"}}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .judge import NOT, TASK, Verdict
from .unit import Unit
from .words import fold


@dataclass(frozen=True, slots=True)
class Habits:
    """What a province adds; phrases are compared in folded form."""

    aliases: Mapping[str, str] = field(default_factory=dict)
    tasks: tuple[str, ...] = ()
    not_tasks: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)

    def verdict(self, unit: Unit) -> Verdict | None:
        """The verdict that a fixed phrase of the province decides, or None."""
        if not (self.tasks or self.not_tasks):
            return None
        low = " ".join(fold(unit.texts[0]).split())
        if any(phrase in low for phrase in self.not_tasks):
            return Verdict(NOT, "cụm từ do địa phương quy ước không phải là giao việc")
        if any(phrase in low for phrase in self.tasks):
            return Verdict(TASK, "cụm từ do địa phương quy ước là giao việc")
        return None

    def named(self, names: Sequence[str]) -> tuple[str, ...]:
        """Bodies under the names that the province registers them by."""
        if not self.aliases:
            return tuple(names)
        return tuple(dict.fromkeys(self.aliases.get(fold(name), name) for name in names))

    def spelled(self, text: str) -> str:
        """The text with the province's habitual terms put as the rule book reads them."""
        low = fold(text)
        for phrase, meaning in self.terms.items():
            at = low.find(phrase)
            if at >= 0:
                text = text[:at] + meaning + text[at + len(phrase) :]
                low = fold(text)
        return text


NO_HABITS = Habits()


def habits_from(data: Mapping[str, object]) -> Habits:
    """Habits from their JSON form; keys that are missing are empty. `ValueError` names a key of the wrong shape."""
    return Habits(
        aliases=_pairs(data, "aliases"),
        tasks=_phrases(data, "tasks"),
        not_tasks=_phrases(data, "not_tasks"),
        terms=_pairs(data, "terms"),
    )


def _pairs(data: Mapping[str, object], key: str) -> dict[str, str]:
    value = data.get(key, {})
    if not isinstance(value, Mapping) or not all(isinstance(k, str) and isinstance(v, str) for k, v in value.items()):
        raise ValueError(f"“{key}” phải là danh sách cặp chữ.")
    return {fold(" ".join(k.split())): v for k, v in value.items()}


def _phrases(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = data.get(key, ())
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"“{key}” phải là danh sách cụm từ.")
    return tuple(fold(" ".join(item.split())) for item in value)
