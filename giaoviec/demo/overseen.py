"""The Office's work of the past months, at the end of a demonstration: through the real actions, on their own days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from django.db.models import F

from giaoviec.demo import asked, helped, inspected, reported
from giaoviec.demo.desks import SEEN_AFTER_DAYS
from giaoviec.demo.scene import Scene
from giaoviec.demo.urged import Letters
from giaoviec.duties.models import Notice
from giaoviec.oversight.actions import warning
from giaoviec.oversight.actions.urging_proposals import propose_today
from giaoviec.regulation.queries import calendar


def oversee(*, seed: int, today: date, now: datetime) -> None:
    """Plays it all up to now, and leaves this morning's drafts and outlooks as the calendar would."""
    chance = Random(seed)  # noqa: S311 a story, no secret
    scene = Scene(today, now, calendar(), chance)
    Letters(scene).plan()
    reported.plan(scene)
    asked.plan(scene)
    inspected.plan(scene)
    helped.plan(scene)
    for day in (scene.ago(1), today):
        scene.plan(day, 0.1, lambda on, at: propose_today(on=on, at=at))
    scene.play()
    warning.renew(on=today, at=now)
    _mark_seen(today)


def _mark_seen(today: date) -> None:
    """What was told some days ago has been seen."""
    old = Notice.objects.filter(seen_at=None, on__lt=today - timedelta(days=SEEN_AFTER_DAYS))
    old.update(seen_at=F("at") + timedelta(hours=20))
