"""The server's processes: web, work, and the supervisor that holds both together.

A child is tied to its supervisor by a pipe: when the supervisor goes, however it goes, the pipe ends and so does
the child. What a child forks is told by the kernel when the child goes.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

import django
from django.conf import settings
from django.core.management import CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connection

PARTS = ("--web", "--work")
PR_SET_PDEATHSIG = 1


def serve_both() -> int:
    """Run web and work as children until told to stop; where one of them dies, stop the other and say so."""
    children = {part: _start(part) for part in PARTS}
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopped.wait(0.5) and all(child.poll() is None for child in children.values()):
        pass
    dead = [part for part, child in children.items() if child.poll() is not None]
    for child in children.values():
        child.terminate()
    for child in children.values():
        child.wait()
    if dead and not stopped.is_set():
        raise CommandError(f"the process {' and '.join(dead)} ended by itself")
    return 0


def keep_waiting_room_in_memory() -> None:
    """In production files that wait for a second look must lie in memory (6.2); what waited before is gone."""
    from giaoviec import clock
    from giaoviec.documents import waiting

    if clock.production() and not waiting.in_memory():
        raise CommandError(f"WAITING_DIR={settings.WAITING_DIR} is not in memory (tmpfs): choose one under /dev/shm")
    waiting.empty()


def _start(part: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "giaoviec.cli", "serve", part, "--tied"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)


def serve_web() -> int:
    """Answer pages: `WEB_PROCESSES` processes of one thread each."""
    keep_waiting_room_in_memory()
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    _be_told_soon()
    _take_forks_along()
    get_internal_wsgi_application()  # Loaded before the fork, its memory is shared.
    Server(
        "giaoviec.wsgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.WEB_PROCESSES,
        blocking_threads=1,
        blocking_threads_idle_timeout=600,
        backpressure=128,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()
    return 0


def _be_told_soon() -> None:
    """Nobody waits longer than 5 s in front of a page for a database that is away; background work waits."""
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        options["timeout"] = 4
    else:  # Here and not in the settings: its threads do not survive the worker's fork.
        options["pool"] = {"min_size": 1, "max_size": 4, "timeout": 2, "reconnect_timeout": 3}


def serve_work() -> int:
    """Do background work until told to stop."""
    django.setup()
    from django_q.cluster import Cluster

    from giaoviec import clock

    from .actions.versions import record_version
    from .schedule import ensure_schedule

    ensure_schedule()
    record_version(on=clock.today(), at=clock.now())
    connection.close()
    _take_forks_along()
    cluster = Cluster()
    cluster.start()
    sentinel = cluster.sentinel
    while sentinel.is_alive():
        time.sleep(0.5)
    return 0 if cluster.has_stopped else 1


def tie() -> None:
    """End this process when the pipe from its supervisor ends."""

    def watch() -> None:
        os.read(0, 1)  # Not by sys.stdin: forked children close it, and would wait for its lock for ever.
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def _take_forks_along() -> None:
    """Have every process that is forked from here on end when the one that forked it does (Linux)."""
    if sys.platform != "linux":
        return
    prctl = ctypes.CDLL(None).prctl
    os.register_at_fork(after_in_child=lambda: prctl(PR_SET_PDEATHSIG, signal.SIGTERM))
