"""What the command `giaoviec purge` does and prints. Three persons ask and confirm on the pages, signed in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from giaoviec import clock
from giaoviec.ops import purge_paper
from giaoviec.ops.actions import purging
from giaoviec.ops.models import Purge

Say = Callable[[str], None]


def declare(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", help="what was asked, confirmed, carried out")
    ending = verbs.add_parser("finish", help="compact the database, make a fresh set, make older ones unreadable")
    ending.add_argument("purge", type=int, nargs="?", help="its number; without it all that wait")
    paper = verbs.add_parser("certificate", help="write the certificate as PDF")
    paper.add_argument("purge", type=int)
    paper.add_argument("--out", type=Path, required=True, metavar="FILE")


def run(given: argparse.Namespace, say: Say) -> int:
    return {"list": listed, "finish": finish, "certificate": certificate}[given.verb](given, say)


def listed(_given: argparse.Namespace, say: Say) -> int:
    for row in Purge.objects.all():
        say(f"{row.pk}  văn bản {row.document_id}  {state(row)}")
    return 0


def finish(given: argparse.Namespace, say: Say) -> int:
    wanted = [given.purge] if given.purge else purging.waiting()
    status = 0
    for pk in wanted:
        if pk not in purging.waiting():
            say(f"{pk}: chưa đủ hai người xác nhận, hoặc đã xong.")
            status = 1
            continue
        row = purging.finish(pk, on=clock.today(), at=timezone.now())
        say(f"{pk}: {state(row)}{f': {row.fault}' if row.fault else ''}")
        status = status or int(row.finished_at is None)
    return status


def certificate(given: argparse.Namespace, say: Say) -> int:
    row = Purge.objects.exclude(finished_at=None).filter(pk=given.purge).first()
    if row is None or row.finished_at is None:
        say(f"{given.purge}: chưa xong nên chưa có biên bản.")
        return 1
    given.out.write_bytes(purge_paper.as_pdf(row, on=clock.day_of(row.finished_at)))
    say(str(given.out))
    return 0


def state(row: Purge) -> str:
    """Where it stands, in words."""
    if row.voided_at:
        return "đã rút"
    if row.finished_at:
        return "đã xong"
    if row.erased_at:
        return "đã xóa, đang viết lại cơ sở dữ liệu"
    return "chờ người thứ hai xác nhận" if row.first_by_id else "chờ xác nhận"
