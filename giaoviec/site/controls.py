"""What a form macro needs to know of one field, from a Django form or from the template's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField

from . import formats


@dataclass(frozen=True)
class Option:
    """One thing to choose. `words` are other names it is found by (aliases, abbreviations), `note` stands beside it."""

    value: str
    label: str
    group: str = ""
    note: str = ""
    words: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Control:
    """One field, ready to be drawn."""

    name: str
    id: str
    label: str
    value: str = ""
    checked: bool = False
    errors: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()

    @property
    def described(self) -> str:
        """Ids of the texts that describe the field, for aria-describedby."""
        return " ".join(f"{self.id}-{part}" for part, text in (("hint", self.hint), ("err", self.errors)) if text)

    @property
    def groups(self) -> dict[str, list[Option]]:
        """The options by group, in their order; those without one under the empty name."""
        grouped: dict[str, list[Option]] = {}
        for option in self.options:
            grouped.setdefault(option.group, []).append(option)
        return grouped


def control(source: BoundField | str, **given: Any) -> Control:
    """The field of a Django form, or a field by its name alone; what is `given` (not None) goes before what it says.

    Given may be: label, value, error (a sentence or several), hint, required, options (see `options_of`), id.
    """
    facts = {"name": source} if isinstance(source, str) else _bound(source)
    facts |= {key: value for key, value in given.items() if value is not None}
    value, name = facts.get("value"), str(facts["name"])
    return Control(
        name=name,
        id=str(facts.get("id") or f"id_{name}"),
        label=str(facts.get("label", "")),
        value="" if isinstance(value, (list, tuple, set)) else _written(value),
        checked=value in (True, "on", "true", "True", "1"),
        errors=_sentences(facts.get("error", ())),
        hint=str(facts.get("hint", "")),
        required=bool(facts.get("required", False)),
        options=tuple(options_of(facts.get("options", ()), chosen=_chosen(value))),
    )


def options_of(items: Iterable[Any], *, chosen: frozenset[str] = frozenset(), group: str = "") -> Iterator[Option]:
    """Options from values, (value, label), (group, [(value, label) …]), or objects with value and label, perhaps
    group, note and words."""
    for item in items:
        if isinstance(item, (tuple, list)) and isinstance(item[1], (tuple, list)):
            yield from options_of(item[1], chosen=chosen, group=str(item[0]))
        else:
            yield _option(item, chosen=chosen, group=group)


def _option(item: Any, *, chosen: frozenset[str], group: str) -> Option:
    if isinstance(item, (tuple, list)):
        value, label, note, words = item[0], item[1], "", ""
    elif isinstance(item, str):
        value, label, note, words = item, item, "", ""
    else:
        value, label, note = item.value, item.label, getattr(item, "note", "")
        words, group = getattr(item, "words", ""), getattr(item, "group", group)
    key = "" if value is None else str(value)
    return Option(value=key, label=str(label), group=group, note=note, words=words, chosen=key in chosen)


def _bound(field: BoundField) -> dict[str, Any]:
    return {
        "name": field.html_name,
        "id": field.id_for_label or field.auto_id,
        "label": field.label,
        "value": field.value(),
        "error": list(field.errors),
        "hint": field.help_text,
        "required": field.field.required,
        "options": getattr(field.field, "choices", ()),
    }


def _written(value: object) -> str:
    if isinstance(value, date):
        return formats.day(value)
    return "" if value is None else str(value)


def _sentences(error: object) -> tuple[str, ...]:
    if isinstance(error, (list, tuple)):
        return tuple(str(sentence) for sentence in error)
    return (str(error),) if error else ()


def _chosen(value: object) -> frozenset[str]:
    many = value if isinstance(value, (list, tuple, set, frozenset)) else (value,)
    return frozenset(str(getattr(one, "pk", one)) for one in many if one is not None)
