"""What runs by itself, and when. The queue is in the database; each job takes its day from here, the edge."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

from giaoviec import clock
from giaoviec.duties.models import TickRun
from giaoviec.oversight import actions
from giaoviec.reporting.actions import fold

TICK = "giaoviec.ops.schedule.run_tick"
TICK_AT = time(6, 30)
FOLD = "giaoviec.ops.schedule.run_fold"
FOLD_EVERY = 5  # minutes; figures are right before it too, only slower
RETRY_AFTER = timedelta(minutes=30)


def ensure_schedule() -> None:
    """Put the tick on the schedule: daily, and at once where today's is missing, since the machine may have slept.

    The figures' counters are brought up to date every few minutes.
    """
    tick = {"func": TICK, "repeats": -1}
    with transaction.atomic():
        often = {"func": FOLD, "repeats": -1, "schedule_type": Schedule.MINUTES, "minutes": FOLD_EVERY}
        Schedule.objects.get_or_create(name="fold", defaults=often | {"next_run": timezone.now()})
        daily = tick | {"schedule_type": Schedule.DAILY, "next_run": _next(TICK_AT)}
        Schedule.objects.get_or_create(name="tick", defaults=daily)
        if not TickRun.objects.filter(on__gte=clock.today()).exists():
            once = tick | {"schedule_type": Schedule.ONCE, "next_run": timezone.now()}
            Schedule.objects.get_or_create(name="tick at the start", defaults=once)


def run_tick() -> str:
    """Do what the calendar demands up to today; twice does nothing twice. Mails that failed are tried again soon."""
    done = actions.tick(on=clock.today(), at=clock.now())
    if done.failed_mails:
        again = {"func": TICK, "repeats": -1, "schedule_type": Schedule.ONCE, "next_run": timezone.now() + RETRY_AFTER}
        Schedule.objects.get_or_create(name="tick for failed mails", defaults=again)
    return str(done)


def run_fold() -> str:
    """Fold what changed into the figures' histogram until nothing is left."""
    folded = 0
    while step := fold():
        folded += step
    return f"{folded} việc"


def _next(at: time) -> datetime:
    """The next such time in Hà Nội by the real clock: the queue knows nothing of `TODAY`."""
    moment = timezone.now()
    turn = datetime.combine(clock.day_of(moment), at, clock.HANOI)
    return turn if turn > moment else turn + timedelta(days=1)
