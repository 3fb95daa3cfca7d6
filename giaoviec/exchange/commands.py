"""`giaoviec read` and `giaoviec exchange`. Reading loads no Django: what needs it is imported where it is used."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from giaoviec.exchange.edxml.contained import unpack
from giaoviec.intake import commands as intake


def read_arguments(parser: ArgumentParser) -> None:
    intake.read_arguments(parser)


def read(arguments: Namespace) -> int:
    """The directive reader on files, packages among them; stores nothing."""
    return intake.read(arguments, partial(unpack, at=datetime.now(UTC)))


def exchange_arguments(parser: ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    taking = steps.add_parser("import", help="take edXML packages in; a clerk registers them at /trao-doi/")
    taking.add_argument("files", nargs="+", type=Path, metavar="FILE")
    giving = steps.add_parser("export", help="write a registered document as an edXML package")
    giving.add_argument("document", type=int, metavar="DOCUMENT", help="its number in /van-ban/<number>/")
    giving.add_argument("--to", action="append", required=True, metavar="CODE", help="identity code of a receiver")
    giving.add_argument("--out", type=Path, required=True, metavar="FILE")


def exchange(arguments: Namespace) -> int:
    """Packages in and out; 1 with one clear line for each that is refused, of which nothing is stored."""
    return _export(arguments) if arguments.step == "export" else _import(arguments.files)


def _import(files: list[Path]) -> int:
    import sys

    from giaoviec import clock
    from giaoviec.exchange.actions import receive
    from giaoviec.journal.errors import Refused

    refused = 0
    for path in files:
        try:
            row = receive(path.read_bytes(), by=None, on=clock.today(), at=clock.now())
        except (Refused, OSError) as no:
            refused += 1
            why = no.sentence if isinstance(no, Refused) else no.strerror
            print(f"giaoviec exchange: {path}: {why}", file=sys.stderr)
            continue
        print(f"{path}\t/trao-doi/{row.pk}/\t{row.code}")
    return 1 if refused else 0


def _export(arguments: Namespace) -> int:
    from django.core.management import CommandError

    from giaoviec.documents.models import Document
    from giaoviec.exchange.edxml.writing import Unwritable, write
    from giaoviec.exchange.leaving import package_of

    document = Document.objects.filter(pk=arguments.document, voided_at=None).first()
    if document is None:
        raise CommandError(f"Không có văn bản số {arguments.document}.")
    try:
        data = write(package_of(document, arguments.to))
    except Unwritable as no:
        raise CommandError(no.sentence) from None
    arguments.out.write_bytes(data)
    print(arguments.out)
    return 0
