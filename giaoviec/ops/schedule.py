"""What runs by itself, and when. The queue is in the database; each job takes its day from here, the edge."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

from giaoviec import clock
from giaoviec.documents import waiting
from giaoviec.documents.files import sweep
from giaoviec.duties.models import TickRun
from giaoviec.evaluation.actions import write as evaluate
from giaoviec.exchange import watching
from giaoviec.journal import indexing, sealing
from giaoviec.journal.models import Head
from giaoviec.ops import health
from giaoviec.ops.actions.proving import back_up, proof_is_due, prove
from giaoviec.ops.actions.purging import finish
from giaoviec.ops.actions.watching import watch
from giaoviec.oversight import actions
from giaoviec.oversight.actions.urging_proposals import propose
from giaoviec.oversight.models import ProposalRun
from giaoviec.regulation.queries import profile_on
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
EXCHANGE = "giaoviec.ops.schedule.run_exchange"
EXCHANGE_EVERY = 1  # minutes
ACCESS = "giaoviec.ops.schedule.run_access_log"
ACCESS_EVERY = 5  # minutes
SNAPSHOT = "giaoviec.site.snapshot.making.make_daily"  # by name, as the queue wants it: the site stands above
SNAPSHOT_AT = time(6, 50)  # after the tick
KEPT_LOOSE = timedelta(days=1)  # what was uploaded into a form that nobody sent yet
SOONEST, LATEST = timedelta(minutes=5), timedelta(hours=2)  # between two tries of mails that did not leave


def ensure_schedule() -> None:
    """Put the tick on the schedule: daily, and at once where today's is missing, since the machine may have slept.

    The figures' counters are brought up to date every few minutes. Workers that start together on several machines
    take turns at the journal's head, so that nothing stands there twice.
    """
    with transaction.atomic():
        Head.objects.select_for_update().get(pk=1)
        now = timezone.now()
        soon = now + timedelta(minutes=WATCH_EVERY)
        _daily("tick", TICK, TICK_AT)
        _daily("sweep", SWEEP, SWEEP_AT)
        _daily("backup", BACKUP, BACKUP_AT)
        _every("fold", FOLD, FOLD_EVERY, first=now)
        _every("exchange", EXCHANGE, EXCHANGE_EVERY, first=now)
        _every("watch", WATCH, WATCH_EVERY, first=soon)
        _every("access log", ACCESS, ACCESS_EVERY, first=soon)
        if settings.SNAPSHOT_DIR:
            _daily("snapshot", SNAPSHOT, SNAPSHOT_AT)
        else:
            Schedule.objects.filter(name="snapshot").delete()
        if not TickRun.objects.filter(on__gte=clock.today()).exists():
            _keep("tick at the start", TICK, schedule_type=Schedule.ONCE, next_run=now)


def _daily(name: str, func: str, at: time) -> None:
    _keep(name, func, schedule_type=Schedule.DAILY, next_run=_next(at))


def _every(name: str, func: str, minutes: int, *, first: datetime) -> None:
    _keep(name, func, schedule_type=Schedule.MINUTES, minutes=minutes, next_run=first)


def _keep(name: str, func: str, **columns: object) -> None:
    """What is scheduled already keeps its next turn."""
    Schedule.objects.get_or_create(name=name, defaults={"func": func, "repeats": -1, **columns})


def run_tick() -> str:
    """Do what the calendar demands up to today; twice does nothing twice. Mails that failed are tried again soon."""
    done = actions.tick(on=clock.today(), at=clock.now(), shuts_idle=clock.production())
    if done.failed_mails:
        at = timezone.now()
        again = {"func": TICK, "repeats": -1, "schedule_type": Schedule.ONCE, "next_run": at + pause(at)}
        Schedule.objects.get_or_create(name="tick for failed mails", defaults=again)
    return str(done)


def pause(at: datetime) -> timedelta:
    """Until mails that failed are tried again: as long as they wait since the morning, so that pauses grow."""
    waited = at - datetime.combine(clock.day_of(at), TICK_AT, clock.HANOI)
    return min(max(waited, SOONEST), LATEST)


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


def run_access_log() -> str:
    """Index what was added to the access log, seal the segments that are over, let go those whose time is."""
    came, on, at = indexing.fill(), clock.today(), timezone.now()
    sealed = sealing.seal(on=on, at=at)
    gone = sealing.drop(on=on, at=at, months=profile_on(on)["access_log_months"])
    return f"{came} dòng, {sealed} tệp niêm phong, {gone} tệp hết hạn giữ"


def run_exchange() -> str:
    """Take in the packages that lie in the folder, and answer those that are owed an answer."""
    return watching.turn(on=clock.today(), at=timezone.now())


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
