"""A release laid down from a checked bundle: its source, a Python of its own, its packages; whole or not there."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .archive import Bundle, InstallFault, unpack
from .places import Place, Release

PIP = ("install", "--isolated", "--no-index", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--quiet")
MakePython = Callable[[Release], None]


def lay(place: Place, bundle: Bundle, make_python: MakePython | None = None) -> Release:
    """Makes `releases/VERSION`. `InstallFault`, and nothing is left, where a step fails or the version is there."""
    release = place.release(bundle.version)
    if release.folder.exists():
        raise InstallFault(f"Bản {bundle.version} đã có trong {place.releases}.")
    try:
        unpack(bundle, release.folder)
        (make_python or _make_python)(release)
        _link_source(release)
    except BaseException:
        shutil.rmtree(release.folder, ignore_errors=True)
        raise
    return release


def replace_installer(place: Place, release: Release) -> None:
    """Keeps the installer of a release beside the releases: it must work also after a way back."""
    fresh, kept = place.prefix / ".installer", place.prefix / "installer"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(release.folder / "installer", fresh)
    shutil.rmtree(kept, ignore_errors=True)
    fresh.rename(kept)


def _make_python(release: Release) -> None:
    """A venv with the packages of the lock out of the bundle's wheels, each compared with its hash again by pip; all
    of it compiled now, since who runs it may not write here."""
    venv, wheels = release.folder / "venv", release.folder / "wheels"
    lock = release.folder / "source" / "requirements" / "runtime.lock"
    _do([sys.executable, "-m", "venv", venv], "tạo môi trường Python (Debian: cài python3-venv)")
    python = venv / "bin" / "python"
    _do([python, "-m", "pip", *PIP, "--find-links", wheels, "-r", lock], "cài các thư viện")
    shutil.rmtree(wheels)
    compileall.compile_dir(release.folder / "source" / "giaoviec", quiet=2)


def _link_source(release: Release) -> None:
    """The source on the interpreter's path, and the command beside it."""
    source, python = release.folder / "source", release.folder / "venv" / "bin" / "python"
    library = next((release.folder / "venv" / "lib").glob("python3.*")) / "site-packages"
    (library / "giaoviec.pth").write_text(f"{source}\n")
    release.command.write_text(f"#!{python}\nimport sys\n\nfrom giaoviec.cli import main\n\nsys.exit(main())\n")
    release.command.chmod(0o755)


def _do(command: list[str | Path], what: str) -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    environ = plain | {"PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, env=environ, capture_output=True)
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()[-1:]
        raise InstallFault(f"Không {what} được: {' '.join(said)}")
