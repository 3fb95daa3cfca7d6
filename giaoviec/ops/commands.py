"""The verbs of operation."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from giaoviec import clock

from . import assets


def serve_arguments(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--web", action="store_true", help="only answer pages")
    which.add_argument("--work", action="store_true", help="only do background work")
    parser.add_argument("--tied", action="store_true", help="end when standard input ends")


def serve(arguments: Namespace) -> int:
    from . import serve as server

    if arguments.tied:
        server.tie()
    if arguments.web:
        return server.serve_web()
    if arguments.work:
        return server.serve_work()
    return server.serve_both()


def prepare_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--static", action="store_true", help="only the static files")


def prepare(arguments: Namespace) -> int:
    """Build static files, bring the database up to date, print whether it is `empty` or `in use`."""
    from .actions.versions import record_version

    assets.build_static()
    if arguments.static:
        return 0
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    used = get_user_model().objects.exists()
    if used:
        record_version(on=clock.today(), at=clock.now())
    print("in use" if used else "empty")
    return 0


def doctor(_arguments: Namespace) -> int:
    """Print a line for each check; 1 where one is not sound."""
    from . import health

    found = health.findings()
    for finding in found:
        print(f"{'ok   ' if finding.sound else 'WRONG'} {finding.name}: {finding.seen}")
        if finding.mend:
            print(f"      → {finding.mend}")
    return 0 if all(finding.sound for finding in found) else 1


def purge_arguments(parser: ArgumentParser) -> None:
    from . import purge_command

    purge_command.declare(parser)


def purge(arguments: Namespace) -> int:
    """The purge of a document found to be secret: listed, finished, certified."""
    from . import purge_command

    return purge_command.run(arguments, print)


def backup_arguments(parser: ArgumentParser) -> None:
    from . import backup_command

    backup_command.declare(parser)


def backup(arguments: Namespace) -> int:
    """Sealed and signed sets of database and files: made, listed, verified, restored."""
    from . import backup_command

    return backup_command.run(arguments, print)
