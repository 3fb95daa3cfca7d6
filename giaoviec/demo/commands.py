"""`giaoviec demo` and `giaoviec load-test-data`."""

from __future__ import annotations

import argparse
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError

from giaoviec import clock
from giaoviec.demo import book, bulk, evaluated, history, reporting


def demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", choices=sorted(history.SIZES), default="small")
    parser.add_argument("--seed", type=int, default=2026, help="the same seed and day make the same history")


def demo(args: argparse.Namespace) -> int:
    """Make a demonstration province with its history, in an empty database."""
    if not book.is_empty():
        raise CommandError("Cơ sở dữ liệu đã có dữ liệu; bản trình diễn chỉ tạo được trong cơ sở dữ liệu trống.")
    password, began = demonstration_password(), time.monotonic()
    size = history.SIZES[args.size]
    with _demonstration():
        world = history.make(
            size, seed=args.seed, today=clock.today(), now=clock.now(), password=password, tell=_progress(size)
        )
        reporting.report(world.today, periods=size.reports, senders=size.senders)
        if size.staged:
            evaluated.evaluate(world.today, clock.now())
    print(f"Đã tạo tỉnh trình diễn đến ngày {world.today:%d/%m/%Y} trong {time.monotonic() - began:.1f} giây.")
    print(f"Mật khẩu chung của các tài khoản: {password}")
    return 0


def load_test_data_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--assignments", type=_number(1, 2_000_000), required=True, metavar="N")
    parser.add_argument("--years", type=_number(1, 10), default=3, metavar="Y")
    parser.add_argument("--agencies", type=_number(22, 1_000), default=150, metavar="A")
    parser.add_argument("--seed", type=int, default=2026)


def load_test_data(args: argparse.Namespace) -> int:
    """Fill an empty database with data for measuring, fast."""
    if not book.is_empty():
        raise CommandError("Cơ sở dữ liệu đã có dữ liệu; dữ liệu thử chỉ nạp được vào cơ sở dữ liệu trống.")
    began = time.monotonic()
    with _demonstration():
        bulk.load(
            number=args.assignments, years=args.years, agencies=args.agencies, seed=args.seed, today=clock.today(),
            now=clock.now(), password=demonstration_password(), tell=lambda done: _tell_of(done, began),
        )  # fmt: skip
    print(f"Đã nạp xong trong {time.monotonic() - began:.0f} giây.")
    return 0


@contextmanager
def _demonstration() -> Iterator[None]:
    """This installation is a demonstration from here on; no longer where nothing came of it."""
    clock.mark_demonstration()
    try:
        yield
    except BaseException:
        if book.is_empty():
            settings.DEMONSTRATION_MARK.unlink(missing_ok=True)
        raise


def _tell_of(done: int, began: float) -> None:
    print(f"  {_grouped(done)} việc, {time.monotonic() - began:.0f} giây", flush=True)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"a whole number from {low} to {high} is needed")
        return int(text)

    return read


def _progress(size: history.Size) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if size.assignments > history.CHAPTER:
            print(f"  {_grouped(done)} việc", flush=True)

    return tell


def demonstration_password() -> str:
    """The one of the setting, else the one kept beside the data, made at the first time."""
    if settings.DEMO_PASSWORD:
        return str(settings.DEMO_PASSWORD)
    kept = Path(settings.KEYS_DIR) / "demo-password"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.touch(mode=0o600)
        kept.write_text(f"giaoviec-{secrets.token_hex(3)}")
    return kept.read_text().strip()
