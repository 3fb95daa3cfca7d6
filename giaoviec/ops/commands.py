"""The verbs of operation."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

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
    assets.build_static()
    if arguments.static:
        return 0
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    print("in use" if get_user_model().objects.exists() else "empty")
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
