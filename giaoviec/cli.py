"""The command `giaoviec`: parses, asks one package, prints. Exit status 0 done, 1 refused or failed, 2 wrong usage.

A verb lives in `giaoviec.<package>.commands` as a function of its name (dashes become underscores) that takes the
parsed arguments and returns the exit status; beside it `<name>_arguments(parser)` declares them. To refuse, it raises
Django's `CommandError`: its text is the one line on stderr.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Literal

from giaoviec import __version__


@dataclass(frozen=True)
class Verb:
    """A word of the command line. `needs` is what is loaded before it runs; `timeless` is whether it may run with a
    `TODAY` that production refuses."""

    name: str
    package: str
    help: str
    needs: Literal["nothing", "settings", "models"] = "models"
    timeless: bool = False

    @property
    def function(self) -> str:
        return self.name.replace("-", "_")


VERBS = (
    Verb("serve", "ops", "web and background work together; --web or --work apart", needs="settings"),
    Verb("prepare", "ops", "build static files and bring the database up to date", timeless=True),
    Verb("tick", "oversight", "everything the calendar demands up to a day"),
    Verb("read", "exchange", "the directive reader on files; stores nothing", needs="nothing"),
    Verb("demo", "demo", "make a demonstration province with its history", timeless=True),
    Verb("load-test-data", "demo", "fast bulk data for measuring", timeless=True),
    Verb("report", "reporting", "a periodic report as docx, xlsx, pdf or json"),
    Verb("figures", "reporting", "figures by id, with numerator and denominator"),
    Verb("purge", "ops", "list, finish, certify the purge of a secret document"),
    Verb("backup", "ops", "create, list, verify, restore encrypted sets"),
    Verb("snapshot", "site", "a signed static copy of the present"),
    Verb("journal", "journal", "verify the hash chain"),
    Verb("reader-review", "assignments", "where clerks changed the reader's proposals"),
    Verb("trace", "regulation", "article, rule, test, screen as a table"),
    Verb("exchange", "exchange", "import and export packages and workbooks"),
    Verb("agencies", "assignments", "the directory of agencies; a succession takes open work along"),
    Verb("users", "agencies", "accounts"),
    Verb("token", "exchange", "tokens of the API"),
    Verb("calendar", "regulation", "days off, swapped and made up"),
    Verb("profile", "regulation", "regulation profiles: check, preview, load"),
    Verb("doctor", "ops", "what is wrong here and how to mend it", timeless=True),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    known = {verb.name: verb for verb in VERBS}
    if not words or words[0] not in known or not _exists(known[words[0]]):
        return _overview(words)
    try:
        return _run(known[words[0]], words[1:])
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(verb: Verb, words: list[str]) -> int:
    try:
        commands = _load(verb)
        return _call(verb, commands, words)
    except Exception as fault:
        if not _is_clear(fault):
            raise
        print(f"giaoviec {verb.name}: {' '.join(str(fault).split())}", file=sys.stderr)
        return 1


def _call(verb: Verb, commands: ModuleType, words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog=f"giaoviec {verb.name}", description=verb.help)
    declare: Callable[[argparse.ArgumentParser], None] | None = getattr(commands, f"{verb.function}_arguments", None)
    if declare:
        declare(parser)
    arguments = parser.parse_args(words)
    status: int = getattr(commands, verb.function)(arguments)
    return status


def _load(verb: Verb) -> ModuleType:
    if verb.needs != "nothing":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giaoviec.settings")
        from giaoviec import clock

        if not verb.timeless:
            clock.check()
    if verb.needs == "models":
        import django

        django.setup()
    return import_module(f"giaoviec.{verb.package}.commands")


def _is_clear(fault: Exception) -> bool:
    """Whether a fault's own text is a sentence for the person at the terminal (otherwise its traceback is)."""
    clear: tuple[type[Exception], ...] = (OSError,)
    if "django" in sys.modules:
        from django.core.exceptions import ImproperlyConfigured, ValidationError
        from django.core.management import CommandError
        from django.db import DatabaseError

        from giaoviec.journal.errors import Refused

        clear = (*clear, Refused, CommandError, ImproperlyConfigured, ValidationError, DatabaseError)
    return isinstance(fault, clear)


def _exists(verb: Verb) -> bool:
    """Whether its package defines it; read from the source, since loading all of them would cost a second."""
    if find_spec(f"giaoviec.{verb.package}") is None:
        return False
    found = find_spec(f"giaoviec.{verb.package}.commands")
    if found is None or found.origin is None:
        return False
    return f"\ndef {verb.function}(" in Path(found.origin).read_text(encoding="utf-8")


def _overview(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="giaoviec", description="What the province has ordered, followed until done.")
    parser.add_argument("--version", action="version", version=f"giaoviec {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True, title="verbs (--help on each)")
    for verb in VERBS:
        if _exists(verb):
            verbs.add_parser(verb.name, help=verb.help, add_help=False)
    parser.parse_args(words)
    return 2


if __name__ == "__main__":
    sys.exit(main())
