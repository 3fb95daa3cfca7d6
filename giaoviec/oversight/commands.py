"""`giaoviec tick [--on DATE]`: everything the calendar demands up to a day; may be run again."""

from __future__ import annotations

import argparse
from datetime import date

from django.core.management import CommandError

from giaoviec import clock
from giaoviec.oversight import actions


def tick_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=_day, default=None, metavar="DATE", help="the day, 2026-11-24 (default: today)")


def tick(args: argparse.Namespace) -> int:
    on = args.on or clock.today()
    if on > clock.today() and clock.production():
        raise CommandError(f"Ngày {on:%d/%m/%Y} chưa đến; chỉ bản trình diễn mới chạy trước được.")
    print(f"Đến {on:%d/%m/%Y}: {actions.tick(on=on, at=clock.now(), shuts_idle=clock.production())}.")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-11-24") from None
