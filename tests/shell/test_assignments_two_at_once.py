"""Two people press in the same instant, on connections of their own: one wins, the other is told, nothing is half done."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from giaoviec.assignments.models import Claim, StageSpell, Update
from giaoviec.assignments.recounting import recount
from giaoviec.journal.errors import Stale
from giaoviec.journal.models import Event
from giaoviec.journal.queries import first_break
from tests.shell.world import World, again, make_world, present_columns

pytestmark = pytest.mark.django_db(transaction=True)

STC, HEAD = "stc.vanphong", "stc.giamdoc"


def test_of_two_at_once_one_wins_and_the_other_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    row = world.give()
    both_have_read = threading.Barrier(2, timeout=30)
    _wait_before_writing(monkeypatch, both_have_read)
    outcomes: dict[str, str] = {}
    acts = {STC: ("update", {"content": "Đã làm."}), HEAD: ("claim", {"content": "Xong."})}
    ats = {who: world.at() for who in acts}

    def press(who: str) -> None:
        verb, what = acts[who]
        try:
            _do(world, who, verb, row.pk, ats[who], what)
            outcomes[who] = "done"
        except Stale as late:
            outcomes[who] = late.sentence
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(who,)) for who in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcome == "done" for outcome in outcomes.values()) == [False, True]
    [told] = [outcome for outcome in outcomes.values() if outcome != "done"]
    winner = next(who for who, outcome in outcomes.items() if outcome == "done")
    assert told.startswith(f"{world.cast.person(winner).name} đã “")
    assert Update.objects.count() + Claim.objects.count() == 1
    assert Event.objects.filter(verb__in=["update", "claim"]).count() == 1
    assert StageSpell.objects.filter(assignment=row, until_at=None).count() == 1
    assert present_columns(row) == recount(again(row))
    assert first_break() is None


def _do(world: World, who: str, verb: str, pk: int, at: Any, what: dict[str, Any]) -> None:
    from giaoviec.assignments import actions

    getattr(actions, verb)(pk, by=world.who(who), on=world.day, at=at, **what)


def _wait_before_writing(monkeypatch: pytest.MonkeyPatch, barrier: threading.Barrier) -> None:
    """Both stand between reading and writing before either goes on."""
    from giaoviec.assignments.actions import claims, core, doing

    def carry_out(step: Any, **facts: Any) -> Any:
        barrier.wait()
        return core.carry_out(step, **facts)

    monkeypatch.setattr(claims, "carry_out", carry_out)
    monkeypatch.setattr(doing, "carry_out", carry_out)
