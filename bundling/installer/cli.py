"""`python3 giaoviec-VERSION.zip install --prefix DIR --key HEX`, later `DIR/bin/installer upgrade|return|status`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from . import steps
from .archive import InstallFault
from .places import Place


def main(words: list[str] | None = None) -> int:
    """0 done, 1 refused with one sentence, 2 wrong usage."""
    given = _parser().parse_args(words)
    place = Place(given.prefix.absolute())
    try:
        given.do(place, given)
    except InstallFault as fault:
        print(f"installer: {fault}", file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"installer: {fault.filename or ''} {fault.strerror or fault}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="installer", description="Cài đặt, nâng cấp, quay lại Giao Việc, không cần mạng."
    )
    parser.add_argument("--prefix", type=Path, default=Path("/opt/giaoviec"), metavar="DIR")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    install = verbs.add_parser("install", help="cài lần đầu")
    install.add_argument("bundle", type=Path, nargs="?", help="gói; bỏ trống: chính tệp đang chạy")
    install.add_argument("--key", required=True, metavar="HEX", help="khóa công khai in trên phiếu giao gói")
    install.add_argument("--user", default="", help="tài khoản chạy dịch vụ, chủ của thư mục dữ liệu")
    install.set_defaults(do=_install)
    upgrade = verbs.add_parser("upgrade", help="sao lưu, rồi chuyển sang bản mới")
    upgrade.add_argument("bundle", type=Path)
    upgrade.set_defaults(do=lambda place, given: steps.upgrade(place, given.bundle, print))
    back = verbs.add_parser("return", help="về bản trước lần nâng cấp cuối, với dữ liệu lúc ấy")
    back.add_argument("--database", default="", metavar="URL", help="một cơ sở dữ liệu PostgreSQL trống")
    back.set_defaults(do=lambda place, given: steps.go_back(place, print, database=given.database))
    verbs.add_parser("status", help="đang dùng bản nào").set_defaults(do=lambda place, _: steps.status(place, print))
    run = verbs.add_parser("run", help="một lệnh giaoviec của bản đang dùng")
    run.add_argument("words", nargs=argparse.REMAINDER)
    run.set_defaults(do=_run)
    return parser


def _install(place: Place, given: argparse.Namespace) -> None:
    bundle = given.bundle or Path(sys.argv[0]).absolute()
    steps.install(place, bundle, given.key.strip().lower(), print, user=given.user)


def _run(place: Place, given: argparse.Namespace) -> None:
    """Becomes `giaoviec`, as the owner of the data."""
    command, who = place.current().command, place.owner()
    environ = place.environment()
    if who:
        os.setgroups([])
        os.setgid(who["group"])
        os.setuid(who["user"])
    os.execve(command, [str(command), *given.words], environ)
