"""What the command `giaoviec backup` does and prints."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from giaoviec import clock
from giaoviec.days import HANOI
from giaoviec.ops.actions.proving import back_up, certificate_of, prove
from giaoviec.ops.backups import keys, parts, restoring, sets, verifying
from giaoviec.ops.backups.errors import BackupFault

Say = Callable[[str], None]


def declare(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    making = verbs.add_parser("create", help="make a set; prints its path on the last line")
    making.add_argument("--prove", action="store_true", help="restore it for proof, compare, keep the certificate")
    verbs.add_parser("list", help="the sets that are kept, newest first")
    verify = verbs.add_parser("verify", help="is a set whole; exit 1 names what is damaged")
    restore = verbs.add_parser("restore", help="lay a set into an empty folder and compare")
    for verb in (verify, restore):
        verb.add_argument("set", help="name or path of the set")
        verb.add_argument("--key", type=Path, metavar="FILE", help="an exported key file or folder")
    restore.add_argument("--into", type=Path, required=True, metavar="DIR", help="the new DATA_DIR")
    restore.add_argument("--database", default="", metavar="URL", help="an empty PostgreSQL database")
    out = verbs.add_parser("export-keys", help="write the ring of keys into one file, for the safe")
    out.add_argument("--out", type=Path, required=True, metavar="FILE")


def run(given: argparse.Namespace, say: Say) -> int:
    verbs = {"create": create, "list": listed, "verify": verify, "restore": restore, "export-keys": export}
    return verbs[given.verb](given, say)


def create(given: argparse.Namespace, say: Say) -> int:
    row = back_up(on=clock.today(), at=timezone.now())
    if row.fault:
        raise BackupFault(row.fault)
    say(f"{row.rows} dòng, {row.files} tệp, {row.size} byte đã mã hóa, đã ký.")
    if row.copied:
        say(f"Đã chép sang {sets.second_place()}.")
    if given.prove:
        prove(row, on=clock.today(), at=timezone.now())
        if row.differs:
            raise BackupFault(f"Khôi phục thử có khác biệt: {'; '.join(row.differences.splitlines())}.")
        say("Đã khôi phục thử, so khớp từng dòng, từng tệp.")
        if row.certificate:
            say(f"Biên bản: {certificate_of(row)}")
    say(f"Khóa nằm trong {keys.folder()}: giữ một bản ở nơi khác (giaoviec backup export-keys).")
    say(str(sets.folder() / row.set_id))
    return 0


def listed(_given: argparse.Namespace, say: Say) -> int:
    held = sets.names()
    for name in reversed(held):
        at = keys.made_at(name).astimezone(HANOI)
        size = sum((sets.folder() / name / part).stat().st_size for part in (parts.DATABASE, parts.FILES))
        say(f"{name}  {at:%d/%m/%Y %H:%M}  {size} byte")
    if not held:
        say("Chưa có bộ sao lưu nào.")
    return 0


def verify(given: argparse.Namespace, say: Say) -> int:
    said, damaged = verifying.verify(sets.find(given.set), given.key)
    if damaged:
        raise BackupFault(f"Bộ {said.set} đã hỏng: {'; '.join(damaged)}.")
    say(f"Bộ {said.set} nguyên vẹn: {said.rows} dòng, {said.files[0]} tệp, phiên bản {said.version}.")
    return 0


def restore(given: argparse.Namespace, say: Say) -> int:
    done = restoring.restore(sets.find(given.set), into=given.into, key_source=given.key, database=given.database)
    if done.differences:
        raise BackupFault(f"Đã khôi phục vào {done.folder} nhưng có khác biệt: {'; '.join(done.differences)}.")
    say(f"Đã khôi phục {done.manifest.rows} dòng, {done.manifest.files[0]} tệp; so khớp từng dòng, từng tệp.")
    if done.url:
        say(f"DATABASE_URL={done.url}")
    say(f"DATA_DIR={done.folder}")
    say("Chạy giaoviec prepare, rồi giaoviec doctor và giaoviec journal verify trên bản khôi phục.")
    return 0


def export(given: argparse.Namespace, say: Say) -> int:
    say(f"Đã ghi {keys.export(given.out)} khóa vào {given.out}: cất nơi an toàn, tách khỏi các bộ sao lưu.")
    return 0
