"""`giaoviec journal verify`: walks the hash chain and the access log; exit 1 and the place of the first break.
`giaoviec journal index` makes the index of the access log anew."""

from __future__ import annotations

import argparse

from django.core.management import CommandError

from giaoviec.journal import indexing, queries, segments


def journal_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=["verify", "index"], help="name the first break; or make the index of the access log anew"
    )


def journal(args: argparse.Namespace) -> int:
    if args.what == "index":
        print(f"Chỉ mục nhật ký truy cập: {indexing.rebuild()} dòng.")
        return 0
    broken = queries.first_break()
    if broken:
        raise CommandError(f"Nhật ký không còn nguyên vẹn từ sự kiện {broken.event_id}: {broken.sentence}.")
    at = queries.head()
    print(f"Nhật ký nguyên vẹn: {at.event_id} sự kiện, đầu chuỗi {at.digest}.")
    return _access_log()


def _access_log() -> int:
    checked = segments.check()
    if broken := checked.broken:
        place = f"{broken.segment}, dòng {broken.line}" if broken.line else broken.segment
        raise CommandError(f"Nhật ký truy cập không còn nguyên vẹn ở {place}: {broken.sentence}.")
    for name in checked.torn:
        print(f"{name}: dòng cuối dở dang, do tiến trình bị tắt giữa chừng; không phải can thiệp.")
    print(f"Nhật ký truy cập nguyên vẹn: {checked.segments} tệp, {checked.lines} dòng.")
    return 0
