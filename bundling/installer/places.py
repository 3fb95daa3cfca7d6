"""Where an installation lies: `releases/VERSION/`, the link `current`, `data/`, `giaoviec.env`, the trusted key."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .archive import InstallFault, numbers

WRAPPER = '#!/bin/sh\nPYTHONPATH="{prefix}" exec python3 -m installer {words} "$@"\n'


@dataclass(frozen=True)
class Release:
    """One version: its source in `source/`, its Python in `venv/`, the signed list it came with."""

    folder: Path

    @property
    def version(self) -> str:
        return self.folder.name

    @property
    def command(self) -> Path:
        return self.folder / "venv" / "bin" / "giaoviec"


@dataclass(frozen=True)
class Place:
    """An installation under `prefix`."""

    prefix: Path

    @property
    def releases(self) -> Path:
        return self.prefix / "releases"

    @property
    def env_file(self) -> Path:
        return self.prefix / "giaoviec.env"

    @property
    def key_file(self) -> Path:
        return self.prefix / "bundle-key"

    @property
    def change_file(self) -> Path:
        return self.prefix / "last-upgrade.json"

    @property
    def data(self) -> Path:
        return Path(self.settings()["DATA_DIR"])

    def key(self) -> str:
        """The key that signs what may be installed here, kept from the first installation."""
        if not self.key_file.exists():
            raise InstallFault(f"{self.prefix} chưa cài gì: dùng install trước.")
        return self.key_file.read_text().strip()

    def current(self) -> Release:
        link = self.prefix / "current"
        if not link.is_symlink():
            raise InstallFault(f"{self.prefix} chưa cài gì: dùng install trước.")
        return Release(self.prefix / os.readlink(link))

    def release(self, version: str) -> Release:
        return Release(self.releases / version)

    def kept(self) -> list[str]:
        """The versions that lie here, oldest first."""
        return sorted((path.name for path in self.releases.glob("*") if path.is_dir()), key=numbers)

    def switch(self, release: Release) -> None:
        """Lets `current` name another version, at once."""
        link = self.prefix / ".current"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / release.version)
        link.replace(self.prefix / "current")

    def settings(self) -> dict[str, str]:
        """What `giaoviec.env` sets: lines `NAME=value`, as systemd reads them."""
        lines = self.env_file.read_text(encoding="utf-8").splitlines()
        pairs = (line.partition("=") for line in lines if "=" in line and not line.lstrip().startswith("#"))
        return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}

    def set(self, name: str, value: str) -> None:
        """Writes one setting into `giaoviec.env`, in its line where there is one."""
        lines = self.env_file.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if line.partition("=")[0].strip() != name]
        beside = self.env_file.with_name(".giaoviec.env")
        shutil.copy2(self.env_file, beside)
        beside.write_text("\n".join([*kept, f"{name}={value}", ""]), encoding="utf-8")
        beside.replace(self.env_file)

    def change(self) -> dict[str, Any]:
        """What the last upgrade noted, for the way back."""
        if not self.change_file.exists():
            raise InstallFault("Không có lần nâng cấp nào để quay lại.")
        noted: dict[str, Any] = json.loads(self.change_file.read_text(encoding="utf-8"))
        return noted

    def note(self, change: dict[str, Any]) -> None:
        self.change_file.write_text(json.dumps(change, ensure_ascii=False, indent=1), encoding="utf-8")

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "DJANGO_"))}
        return {**kept, **self.settings(), "PYTHONUTF8": "1", "DJANGO_SETTINGS_MODULE": "giaoviec.settings"}

    def giaoviec(self, release: Release, *words: str) -> str:
        """What a verb of a release prints, run as the owner of the data. `InstallFault` with its last line."""
        done = subprocess.run(
            [release.command, *words], env=self.environment(), cwd=release.folder, capture_output=True, **self.owner()
        )
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise InstallFault(f"giaoviec {' '.join(words[:2])} của bản {release.version} không xong: {' '.join(said)}")
        printed: bytes = done.stdout
        return printed.decode("utf-8", "replace").strip()

    def owner(self) -> dict[str, Any]:
        """Who owns the data: root installs, another runs."""
        owner = self.data.stat()
        if os.geteuid() or not owner.st_uid:
            return {}
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}

    def lay_wrappers(self) -> None:
        """`bin/giaoviec` and `bin/installer`, which know where they are."""
        folder = self.prefix / "bin"
        folder.mkdir(exist_ok=True)
        for name, verb in (("giaoviec", "run"), ("installer", "")):
            words = f'--prefix "{self.prefix}" {verb}'.strip()
            (folder / name).write_text(WRAPPER.format(prefix=self.prefix, words=words))
            (folder / name).chmod(0o755)

    def refuse_running(self) -> None:
        """`InstallFault` where a process of a release works on the data: it would write into what is changed."""
        mark = f"{self.releases}/".encode()
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes()
            except OSError:
                continue
            if mark in words and int(path.parent.name) != os.getpid():
                raise InstallFault(
                    f"Phần mềm đang chạy (tiến trình {path.parent.name}): dừng dịch vụ trước (systemctl stop giaoviec)."
                )
