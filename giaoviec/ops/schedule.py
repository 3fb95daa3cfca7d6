"""What runs by itself, and when. The queue is in the database; each job takes its day from here, the edge."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

from giaoviec import clock
from giaoviec.documents import waiting
from giaoviec.documents.files import sweep
from giaoviec.duties.models import TickRun
from giaoviec.evaluation.actions import write as evaluate
from giaoviec.ops import health
from giaoviec.ops.actions.proving import back_up, proof_is_due, prove
from giaoviec.ops.actions.purging import finish
from giaoviec.ops.actions.watching import watch
from giaoviec.oversight import actions
from giaoviec.oversight.actions.urging_proposals import propose
from giaoviec.oversight.models import ProposalRun
from giaoviec.reporting.actions import fold, freeze_slowly

TICK = "giaoviec.ops.schedule.run_tick"
TICK_AT = time(6, 30)
FOLD = "giaoviec.ops.schedule.run_fold"
FOLD_EVERY = 5  # minutes; figures are right before it too, only slower
SWEEP = "giaoviec.ops.schedule.run_sweep"
SWEEP_AT = time(2, 40)
BACKUP = "giaoviec.ops.schedule.run_backup"
BACKUP_AT = time(1, 10)
PURGE = "giaoviec.ops.schedule.run_purge"
WATCH = "giaoviec.ops.schedule.run_watch"
WATCH_EVERY = 5  # minutes
KEPT_LOOSE = timedelta(days=1)  # what was uploaded into a form that nobody sent yet
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
        nightly = {"func": SWEEP, "repeats": -1, "schedule_type": Schedule.DAILY, "next_run": _next(SWEEP_AT)}
        Schedule.objects.get_or_create(name="sweep", defaults=nightly)
        saved = {"func": BACKUP, "repeats": -1, "schedule_type": Schedule.DAILY, "next_run": _next(BACKUP_AT)}
        Schedule.objects.get_or_create(name="backup", defaults=saved)
        watched = {"func": WATCH, "repeats": -1, "schedule_type": Schedule.MINUTES, "minutes": WATCH_EVERY}
        soon = timezone.now() + timedelta(minutes=WATCH_EVERY)
        Schedule.objects.get_or_create(name="watch", defaults=watched | {"next_run": soon})
        if not TickRun.objects.filter(on__gte=clock.today()).exists():
            once = tick | {"schedule_type": Schedule.ONCE, "next_run": timezone.now()}
            Schedule.objects.get_or_create(name="tick at the start", defaults=once)


def run_tick() -> str:
    """Do what the calendar demands up to today; twice does nothing twice. Mails that failed are tried again soon."""
    done = actions.tick(on=clock.today(), at=clock.now(), shuts_idle=clock.production())
    if done.failed_mails:
        again = {"func": TICK, "repeats": -1, "schedule_type": Schedule.ONCE, "next_run": timezone.now() + RETRY_AFTER}
        Schedule.objects.get_or_create(name="tick for failed mails", defaults=again)
    return str(done)


def run_sweep() -> str:
    """Let bytes go that were uploaded a day ago and hang on nothing."""
    return f"{sweep(clock.now() - KEPT_LOOSE)} tệp"


def run_backup(proved: bool = False) -> str:
    """Make a set of database and files; each week, or where somebody asks, also restore it for proof."""
    row = back_up(on=clock.today(), at=timezone.now())
    if row.set_id and (proved or proof_is_due(timezone.now())):
        prove(row, on=clock.today(), at=timezone.now())
    return row.set_id or row.fault


def run_purge(pk: int) -> str:
    """Carry a purge through: compact the database, make a fresh set, make older ones unreadable."""
    done = finish(pk, on=clock.today(), at=timezone.now())
    return done.fault or done.set_id


def run_watch() -> str:
    """Look whether all is sound; what is not becomes an incident, and a mail."""
    waiting.sweep(clock.now())
    return f"{watch(health.findings(), on=clock.today(), at=timezone.now())} điều chưa ổn"


def run_proposals(run_id: int) -> str:
    """Propose urging letters to all agencies; the page of the run shows how far it has come."""
    run = ProposalRun.objects.get(pk=run_id)
    return str(propose(on=clock.today(), at=clock.now(), run=run))


def run_freeze(report_id: int) -> str:
    """Freeze a report that was signed and has too many lines for the signer to wait."""
    return freeze_slowly(report_id, on=clock.today(), at=clock.now()).get_stage_display()


def run_evaluation(round_id: int) -> str:
    """Write the sheets of a year that was begun."""
    return evaluate(round_id, on=clock.today(), at=clock.now()).get_stage_display()


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
