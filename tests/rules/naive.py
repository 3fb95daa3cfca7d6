"""A recount of figures written apart from the rule book: one assignment after the other, one question after the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from giaoviec.rules.histories import History


def naive_counts(
    histories: Iterable[History], on: date, *, since: date | None = None, turns: Iterable = ()
) -> dict[str, int]:
    """Counters by name, those that are 0 left out."""
    found: dict[str, int] = {}
    for history in histories:
        if history.life.given_on <= on and (since is None or _belongs(history, since, on)):
            for name in _names(history, on, since):
                found[name] = found.get(name, 0) + 1
    for turn in turns:
        if since is not None and turn.due_on < since:
            continue
        made = turn.met_on is not None and turn.met_on <= turn.due_on
        let_go = turn.dropped_on is not None and turn.dropped_on <= turn.due_on
        if made and turn.due_on <= on:
            found["updates_met"] = found.get("updates_met", 0) + 1
            found["updates_owed"] = found.get("updates_owed", 0) + 1
        elif not made and not let_go and turn.due_on < on:
            found["updates_owed"] = found.get("updates_owed", 0) + 1
    return found


def _stage(history: History, on: date) -> str:
    stage = "given"
    for spell in history.life.spells:
        if spell.since <= on:
            stage = spell.stage.value
    return stage


def _belongs(history: History, since: date, on: date) -> bool:
    life = history.life
    if life.given_on >= since:
        return True
    if _stage(history, since - timedelta(days=1)) not in ("closed", "withdrawn", "passed_on"):
        return True
    was = ""
    for spell in life.spells:
        if was == "closed" and spell.stage.value == "under_way" and since <= spell.since <= on:
            return True
        was = spell.stage.value
    return False


def _names(history: History, on: date, since: date | None) -> list[str]:
    life = history.life
    stage = _stage(history, on)
    if stage == "passed_on":
        return []
    names = ["total"]
    if since is not None:
        names.append("carried_over" if life.given_on < since else "new")
    if stage in ("claimed", "returned"):
        names.append(stage)
    due = None
    for each in life.dues:
        if each.since <= on:
            due = each.due_on
    dated = life.task_class.value == "dated"
    end = _ended_on(history, stage, on)
    if stage == "withdrawn":
        names.append("withdrawn")
    elif dated and due is not None:
        names.append(_dated(stage, late=end > due))
        names += ["extended"] if any(day <= on for day in history.extended) else []
    else:
        names.append(_open_ended(history, stage, on))
    if dated and history.original_due_on is not None and stage != "withdrawn":
        names += _original(stage, late=end > history.original_due_on)
    names += ["ever_returned"] if any(day <= on for day in history.returned) else []
    names += ["rejected" for day in history.rejected if day <= on]
    names += ["confirmed" for spell in life.spells if spell.stage.value == "closed" and spell.since <= on]
    return names


def _ended_on(history: History, stage: str, on: date) -> date:
    """The day that is held against the due date: of the claim that counts, else the one that is looked at."""
    claims = [claim for claim in history.life.claims if claim.on <= on]
    if stage == "claimed" and claims:
        return claims[-1].on
    if stage == "closed":
        closed = max(
            spell.since for spell in history.life.spells if spell.stage.value == "closed" and spell.since <= on
        )
        right = [
            claim.on for claim in history.life.claims if claim.verdict == "confirmed" and claim.verdict_on == closed
        ]
        return right[-1] if right else closed
    return on


def _dated(stage: str, *, late: bool) -> str:
    if stage == "closed":
        return "done_late" if late else "done_on_time"
    start = "under_way" if stage in ("under_way", "claimed") else "not_started"
    return f"{start}_overdue" if late else f"{start}_in_time"


def _original(stage: str, *, late: bool) -> list[str]:
    if stage == "closed":
        return ["original_done_late" if late else "original_done_on_time"]
    return ["original_overdue"] if late else []


def _open_ended(history: History, stage: str, on: date) -> str:
    if stage == "closed":
        return "open_ended_done"
    if stage == "claimed":
        return "open_ended_updated"
    months = {"month": 1, "half_year": 6, "year": 12}.get(str(history.life.cycle), 3)
    first = date(on.year, (on.month - 1) // months * months + 1, 1)
    told = [*history.life.updates, *(claim.on for claim in history.life.claims)]
    return "open_ended_updated" if any(first <= day <= on for day in told) else "open_ended_silent"
