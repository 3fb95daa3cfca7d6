"""`giaoviec snapshot`: a signed static copy of the present in one file, and whether one is untouched."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.core.management import CommandError

from giaoviec import clock
from giaoviec.ops.backups import keys
from giaoviec.site import formats


def snapshot_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, metavar="FILE", help="write the copy, one HTML file")
    what.add_argument("--verify", type=Path, metavar="FILE", help="is a copy untouched; exit 1 says what is wrong")
    parser.add_argument("--as", dest="username", default="", metavar="USERNAME", help="whose view (the Chairman's)")
    parser.add_argument("--signer", default="", metavar="HEX", help="the public key that must have signed (our own)")


def snapshot(arguments: argparse.Namespace) -> int:
    from giaoviec.site.snapshot import making, sealing

    if arguments.verify:
        data = _read(arguments.verify)
        print(f"Nguyên vẹn. {sealing.verified(data, signer=arguments.signer or keys.signer())}")
        return 0
    shown, size = making.make(arguments.out, username=arguments.username, on=clock.today(), at=clock.now())
    print(f"Bản của {shown.whose}: {formats.number(shown.open)} việc đang mở, {formats.size(size)}.")
    print(f"Khóa ký: {keys.signer()}")
    print(arguments.out)
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise CommandError(f"Không đọc được tệp {path}: {fault.strerror}.") from None
