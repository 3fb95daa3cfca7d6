"""`giaoviec journal verify`: walks the hash chain; exit 1 and the place of the first break."""

from __future__ import annotations

import argparse

from django.core.management import CommandError

from giaoviec.journal import queries


def journal_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify"], help="walk the chain and name the first break")


def journal(args: argparse.Namespace) -> int:
    broken = queries.first_break()
    if broken:
        raise CommandError(f"Nhật ký không còn nguyên vẹn từ sự kiện {broken.event_id}: {broken.sentence}.")
    at = queries.head()
    print(f"Nhật ký nguyên vẹn: {at.event_id} sự kiện, đầu chuỗi {at.digest}.")
    return 0
