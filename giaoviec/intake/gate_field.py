"""The field "Độ mật: …" wherever a form or a letterhead has one."""

from __future__ import annotations

import re

from giaoviec.intake.gate_fold import PLAIN, Line, Marking, name_marking

_LABEL = re.compile(r"\b(?:muc |cap )?(?:do|dau) (?:dau chi )?mat(?: van ban| tai lieu)?\s*(?:[:=]|[-–—]\s)")
_OTHER_LABELS = re.compile(
    rf"\b(?:phan loai(?: bao mat)?|(?:muc )?do bao mat|muc do|che do|loai van ban)\s*:\W*(?P<mark>{PLAIN})\W*$"
)
_LEVEL = re.compile(PLAIN)
_CHECKED = re.compile(rf"(?:[☒☑✓✔■]|[\[(]\s*[xv]\s*[\])])\s*(?P<mark>{PLAIN})\b")
_STARTS = re.compile(rf"[\W_]*(?P<mark>{PLAIN})(?! (?:khau|ma|vu|ong)\b)(?![^\W_])")
_OLD_CODES: dict[str, Marking] = {"a": "tuyệt mật", "b": "tối mật", "c": "mật"}


def field_marking(line: Line, *, following: Line | None = None, anywhere: bool = False) -> Marking | None:
    """The marking that a "Độ mật:" field on ``line`` holds; an empty one may have it on the ``following`` line.

    ``anywhere``: the label need not begin the line. A choice without a tick, a list of several levels, "Thường" and
    dots hold none. The old signs A, B, C stand for tuyệt mật, tối mật, mật.
    """
    bare = line.bare
    if other := _OTHER_LABELS.search(bare):
        return name_marking(other["mark"])
    found = _LABEL.search(bare)
    if found is None or not (anywhere or not bare[: found.start()].strip(" -+•*.[](){}|")):
        return None
    value = bare[found.end() :]
    if value.strip(" ._…-"):
        return _value_marking(value)
    return _value_marking(following.bare) if following else None


def _value_marking(value: str) -> Marking | None:
    if checked := _CHECKED.search(value):
        return name_marking(checked["mark"])
    if len(_LEVEL.findall(value)) > 1 or "☐" in value or "□" in value:
        return None
    if code := _OLD_CODES.get(value.strip(" .[]()")):
        return code
    found = _STARTS.match(value)
    return name_marking(found["mark"]) if found else None
