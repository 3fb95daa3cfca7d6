"""A life that was lived in memory and written in bulk is the life that the actions would have made."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest

from giaoviec.agencies import models as agencies
from giaoviec.agencies import principals
from giaoviec.assignments.models import Assignment
from giaoviec.demo import history, pieces
from giaoviec.demo.history import Size, Story
from giaoviec.demo.living import Living
from giaoviec.duties.models import Duty
from giaoviec.regulation import queries as regulation
from tests.shell.demo_replay import Replay

TODAY = date(2026, 11, 18)
NOW = datetime.fromisoformat("2026-11-18T17:30:00+07:00")
PROVINCE = (
    agencies.Agency, agencies.AgencyName, agencies.Alias, agencies.AgencyGroup, agencies.GroupMember, agencies.Unit,
    agencies.Person, agencies.Membership, agencies.Succession, agencies.SuccessionPart,
)  # fmt: skip
SAME = (
    "agency_id", "unit_id", "officer_id", "content", "monitoring_unit_id", "task_class", "starred", "stage", "stage_on",
    "given_on", "original_due_on", "due_on", "cycle", "claimed_on", "done_on", "confirmed_on", "first_confirmer_id",
    "quality", "first_update_on", "last_update_on", "responsible_leader", "taken_up_on", "returns",
    "returns_this_giving", "rejections", "extensions", "reopenings", "extension_pending", "obstacle_open", "explained",
    "quality_rejected", "waits_opinion", "waits_outside", "holder", "acted_on", "days_agency", "days_office",
    "days_collaborator", "days_outside", "version",
)  # fmt: skip
OWED = (
    "kind", "agency_id", "role", "unit_id", "person_id", "awaited_by_id", "awaited_unit_id", "on", "due_on", "met_on",
    "dropped_on",
)  # fmt: skip


def live(assignments: int, seed: int) -> Story:
    """A story that is lived and not written, but for the province in which it takes place."""
    principals.forget()
    regulation.forget()
    story = history.begin(Size(1, assignments, 19), seed=seed, today=TODAY, now=NOW, password="x")
    for _ in story.days():
        pass
    story.world.book.ledger.write(only=PROVINCE)
    story.world.book.ledger.reset_sequences()
    return story


def plain(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: str(values[name]) if values[name] is not None else None for name in names}


def duties_of(life: Living, rows: list[dict[str, Any]]) -> Counter[Any]:
    return Counter(tuple(plain(dict(row), OWED).items()) for row in rows if row["assignment_id"] == life.id)


@pytest.mark.django_db
def test_lives_written_in_bulk_are_as_the_actions_make_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "STAGES", (("stc", "finance"),))
    story = live(0, seed=7)
    replay = Replay(story)
    replay.run()
    owed = story.world.book.ledger.rows(Duty)
    by_life: dict[int, list[dict[str, Any]]] = {}
    for row in owed:
        by_life.setdefault(row["assignment_id"], []).append(row)
    moves = {lived.move for life in story.lives for lived in life.script}
    assert moves >= {
        "update",
        "claim",
        "confirm",
        "reject",
        "give_back",
        "uphold",
        "correct",
        "ask_extension",
        "transfer",
    }
    for life in story.lives:
        made = Assignment.objects.get(pk=replay.ids[life.id])
        script = [(lived.move, str(lived.on)) for lived in life.script]
        assert plain(life.row, SAME) == plain(vars(made), SAME), script
        real = Counter(
            tuple(plain(dict(row), OWED).items())
            for row in Duty.objects.filter(assignment_id=made.pk, voided_at=None).values()
        )
        assert duties_of(life, by_life.get(life.id, [])) == real, script
