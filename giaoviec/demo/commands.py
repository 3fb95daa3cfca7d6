"""`giaoviec demo` and `giaoviec load-test-data`."""

from __future__ import annotations

import argparse
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError

from giaoviec import clock
from giaoviec.demo import book, history


def demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", choices=sorted(history.SIZES), default="small")
    parser.add_argument("--seed", type=int, default=2026, help="the same seed and day make the same history")


def demo(args: argparse.Namespace) -> int:
    """Make a demonstration province with its history, in an empty database."""
    if not book.is_empty():
        raise CommandError("Cơ sở dữ liệu đã có dữ liệu; bản trình diễn chỉ tạo được trong cơ sở dữ liệu trống.")
    clock.mark_demonstration()
    password, began = demonstration_password(), time.monotonic()
    size = history.SIZES[args.size]
    world = history.make(
        size, seed=args.seed, today=clock.today(), now=clock.now(), password=password, tell=_progress(size)
    )
    print(f"Đã tạo tỉnh trình diễn đến ngày {world.today:%d/%m/%Y} trong {time.monotonic() - began:.1f} giây.")
    print(f"Mật khẩu chung của các tài khoản: {password}")
    return 0


def _progress(size: history.Size) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if size.assignments > history.CHAPTER:
            print(f"  {done:,} việc".replace(",", "."), flush=True)

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
