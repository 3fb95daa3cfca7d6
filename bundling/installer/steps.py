"""Install, upgrade, go back. Each ends with a whole installation: the new one, or the one that was there."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .archive import Bundle, InstallFault, checked, numbers
from .laying import MakePython, lay, replace_installer
from .places import Place, Release

Say = Callable[[str], None]
DATABASE = "giaoviec.sqlite3"
ENV = """\
# Mỗi dòng một thiết lập TÊN=giá trị; danh sách ở README.md, phần Settings.
DATA_DIR={data}
"""


def install(
    place: Place, bundle: Path, key: str, say: Say, *, user: str = "", make_python: MakePython | None = None
) -> None:
    """The first installation: the key is what the person typed from the sheet, and stays."""
    if (place.prefix / "current").is_symlink():
        raise InstallFault(f"{place.prefix} đã cài bản {place.current().version}: dùng upgrade.")
    found = checked(bundle, key)
    say(f"Gói {found.version} nguyên vẹn: {len(found.files)} tệp, chữ ký đúng.")
    place.releases.mkdir(parents=True, exist_ok=True)
    release = lay(place, found, make_python)
    try:
        _lay_data(place, user)
        _prepare(place, release)
    except BaseException:
        shutil.rmtree(release.folder, ignore_errors=True)
        raise
    place.key_file.write_text(f"{key}\n")
    replace_installer(place, release)
    place.lay_wrappers()
    place.switch(release)
    say(
        f"Đã cài bản {release.version} vào {place.prefix}. Sửa {place.env_file}, "
        f"rồi chạy {place.prefix}/bin/giaoviec doctor."
    )


def upgrade(place: Place, bundle: Path, say: Say, *, make_python: MakePython | None = None) -> None:
    """A set of the data first, then the new version on it. Where that fails the old one and its data are back."""
    old, found = place.current(), checked(bundle, place.key())
    say(f"Gói {found.version} nguyên vẹn: {len(found.files)} tệp, chữ ký đúng.")
    _refuse_older(old, found)
    place.refuse_running()
    new = lay(place, found, make_python)
    try:
        saved = _saved(place, old)
        say(f"Đã sao lưu và kiểm tra trước khi nâng cấp: {saved}")
    except BaseException:
        shutil.rmtree(new.folder, ignore_errors=True)
        raise
    try:
        _prepare(place, new)
        place.giaoviec(new, "journal", "verify")
    except InstallFault as fault:
        _back_to(place, old, saved, "")
        shutil.rmtree(new.folder, ignore_errors=True)
        raise InstallFault(f"{fault} Đã về bản {old.version} với dữ liệu trước khi nâng cấp.") from fault
    place.note({"before": old.version, "after": new.version, "set": str(saved)})
    place.switch(new)
    replace_installer(place, new)
    say(
        f"Đã nâng cấp {old.version} → {new.version}. Khởi động dịch vụ; "
        f"muốn quay lại: {place.prefix}/bin/installer return"
    )


def go_back(place: Place, say: Say, *, database: str = "") -> None:
    """To the version before the last upgrade, with its data; what was done since is kept in a set of its own."""
    change = place.change()
    old, new = place.release(change["before"]), place.current()
    place.refuse_running()
    before, since = Path(change["set"]), _saved(place, new)
    lost = _head(since) - _head(before)
    _back_to(place, old, before, database)
    place.switch(old)
    place.change_file.unlink()
    say(f"Đã quay lại bản {old.version} với dữ liệu lúc {_manifest(before)['made_at']}.")
    say(f"Mất {lost} sự kiện nhật ký từ đó đến nay; chúng còn trong bộ {since} (mở bằng bản {new.version}).")


def status(place: Place, say: Say) -> None:
    """Which version runs, which lie here, where the data are, whether there is a way back."""
    say(f"Đang dùng: {place.current().version}")
    say(f"Có sẵn: {', '.join(place.kept())}")
    say(f"Dữ liệu: {place.data}")
    say(f"Khóa của gói: {place.key()}")
    back = place.change()["before"] if place.change_file.exists() else "không"
    say(f"Quay lại được: {back}")


def _refuse_older(old: Release, found: Bundle) -> None:
    if numbers(found.version) <= numbers(old.version):
        raise InstallFault(f"Gói {found.version} không mới hơn bản {old.version} đang dùng; quay lại thì dùng return.")


def _lay_data(place: Place, user: str) -> None:
    """The folder of the data and the file of settings; what is there stays."""
    if not place.env_file.exists():
        data = place.prefix / "data"
        data.mkdir(mode=0o700, exist_ok=True)
        place.env_file.write_text(ENV.format(data=data), encoding="utf-8")
        place.env_file.chmod(0o640)
        if user:
            shutil.chown(data, user, user)
            shutil.chown(place.env_file, group=user)
    if place.settings().get("DATABASE_URL", "").startswith("sqlite"):
        raise InstallFault("DATABASE_URL=sqlite:… không dùng với bộ cài: để trống, dữ liệu nằm trong DATA_DIR.")


def _prepare(place: Place, release: Release) -> None:
    """Static files by whoever installs (they lie in the release), the database by its owner."""
    static = Place.giaoviec if not place.owner() else _as_installer
    static(place, release, "prepare", "--static")
    place.giaoviec(release, "prepare")


def _as_installer(place: Place, release: Release, *words: str) -> str:
    """A verb of a release with a throw-away DATA_DIR: no file of root's may lie among the data."""
    spare = place.prefix / ".spare"
    spare.mkdir(mode=0o700, exist_ok=True)
    try:
        (spare / "giaoviec.env").write_text(f"DATA_DIR={spare}\n")
        return Place(spare).giaoviec(release, *words)
    finally:
        shutil.rmtree(spare, ignore_errors=True)


def _saved(place: Place, release: Release) -> Path:
    """A fresh set of the data, verified; its path."""
    saved = Path(place.giaoviec(release, "backup", "create").splitlines()[-1])
    place.giaoviec(release, "backup", "verify", str(saved))
    return saved


def _back_to(place: Place, release: Release, saved: Path, database: str) -> None:
    """The data of a set instead of those that are there, which are laid aside."""
    fresh, aside = place.data / f"restored-{saved.name}", place.data / f"replaced-{saved.name}"
    shutil.rmtree(fresh, ignore_errors=True)
    wanted = ["--database", database] if database else []
    said = place.giaoviec(release, "backup", "restore", str(saved), "--into", str(fresh), *wanted)
    url = next(
        (line.removeprefix("DATABASE_URL=") for line in said.splitlines() if line.startswith("DATABASE_URL=")), ""
    )
    if not url:  # The mark of a demonstration names the database by its place: the one that is there is right.
        (fresh / "demonstration").unlink(missing_ok=True)
    _swap(place.data, fresh, aside)
    if url:
        place.set("DATABASE_URL", url)
    place.giaoviec(release, "prepare")
    place.giaoviec(release, "journal", "verify")


def _swap(data: Path, fresh: Path, aside: Path) -> None:
    """Each thing that was restored takes the place of its like; what a set does not hold (keys, sets, mail) stays."""
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    shutil.copystat(data, aside)
    names = [path.name for path in fresh.iterdir()]
    if DATABASE in names:
        names += [f"{DATABASE}-wal", f"{DATABASE}-shm"]
    for name in names:
        if (data / name).exists():
            os.replace(data / name, aside / name)
        if (fresh / name).exists():
            os.replace(fresh / name, data / name)
    fresh.rmdir()


def _head(saved: Path) -> int:
    return int(_manifest(saved)["head"][0])


def _manifest(saved: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((saved / "manifest.json").read_text(encoding="utf-8"))
    return said
