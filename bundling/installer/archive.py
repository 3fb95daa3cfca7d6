"""A bundle: one zip with a signed list of what is in it. Nothing of it is believed that the list does not vouch for."""

from __future__ import annotations

import hashlib
import json
import sys
import sysconfig
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from .ed25519 import verifies

FORMAT = 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"


class InstallFault(Exception):
    """Why nothing is installed: one sentence for the person at the terminal."""


@dataclass(frozen=True)
class Bundle:
    """A bundle that was checked. `manifest` is what its signed list says, `files` each file's SHA-256."""

    path: Path
    manifest: dict[str, Any]

    @property
    def version(self) -> str:
        return str(self.manifest["version"])

    @property
    def files(self) -> dict[str, str]:
        return dict(self.manifest["files"])


def numbers(version: str) -> tuple[int, ...]:
    """A version in an order that can be compared."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def platform() -> dict[str, str]:
    """For what the wheels of a bundle are: this Python, this kind of machine."""
    return {"python": ".".join(map(str, sys.version_info[:2])), "platform": sysconfig.get_platform()}


def checked(path: Path, key: str) -> Bundle:
    """Reads the whole of a bundle and believes it. `InstallFault` names the first thing that is not as signed."""
    with _opened(path) as archive:
        bundle = Bundle(path, _manifest(archive, key))
        _same_names(bundle, archive.namelist())
        for _ in contents(bundle, archive):
            pass
    for name, here in platform().items():
        if bundle.manifest[name] != here:
            raise InstallFault(
                f"Gói này dành cho {name} {bundle.manifest[name]}; máy này là {here}: lấy gói đúng loại."
            )
    return bundle


def unpack(bundle: Bundle, folder: Path) -> None:
    """Lays a checked bundle's files into a folder; what changed since the check is refused."""
    with _opened(bundle.path) as archive:
        for name, data in contents(bundle, archive):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for name in (MANIFEST, SIGNATURE):
            (folder / name).write_bytes(_read(archive, name))


def contents(bundle: Bundle, archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each file with its bytes, which are those that were signed."""
    for name, digest in bundle.files.items():
        data = _read(archive, name)
        if hashlib.sha256(data).hexdigest() != digest:
            raise InstallFault(f"Gói đã bị sửa hoặc hỏng ở {name}: lấy lại gói, không cài gì.")
        yield name, data


def _manifest(archive: ZipFile, key: str) -> dict[str, Any]:
    data, signature = _read(archive, MANIFEST), _read(archive, SIGNATURE)
    try:
        good = verifies(bytes.fromhex(key), data, bytes.fromhex(signature.decode().strip()))
    except ValueError:
        good = False
    if not good:
        raise InstallFault(f"Chữ ký của gói không đúng với khóa {key[:16]}…: {MANIFEST} đã bị sửa, hoặc người khác ký.")
    manifest: dict[str, Any] = json.loads(data)
    if manifest["format"] > FORMAT:
        raise InstallFault("Gói này do bộ đóng gói mới hơn tạo ra: nâng cấp lần lượt qua bản ở giữa.")
    return manifest


def _same_names(bundle: Bundle, held: list[str]) -> None:
    wanted = {*bundle.files, MANIFEST, SIGNATURE}
    strange = sorted(set(held) - wanted) or sorted({name for name in held if held.count(name) > 1})
    if strange:
        raise InstallFault(f"Trong gói có tệp không được ký: {strange[0]}: lấy lại gói, không cài gì.")
    unsafe = [name for name in bundle.files if name.startswith("/") or ".." in name.split("/")]
    if unsafe:
        raise InstallFault(f"Tên tệp trong gói ra ngoài thư mục: {unsafe[0]}.")


def _opened(path: Path) -> ZipFile:
    try:
        return ZipFile(path)
    except FileNotFoundError:
        raise InstallFault(f"Không có tệp {path}.") from None
    except (BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise InstallFault(f"{path} không phải gói cài đặt nguyên vẹn: {fault}.") from None


def _read(archive: ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError:
        raise InstallFault(f"Gói thiếu tệp {name}: lấy lại gói, không cài gì.") from None
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        raise InstallFault(f"Gói đã bị sửa hoặc hỏng ở {name}: lấy lại gói, không cài gì.") from None
