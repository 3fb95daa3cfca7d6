"""Makes a bundle: source of a revision, wheels of its lock, parts list, installer; each hashed, the list signed."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bundling.installer.archive import FORMAT, MANIFEST, SIGNATURE, platform
from bundling.parts import as_cyclonedx, licences, listed

ROOT = Path(__file__).resolve().parent.parent
MAIN = b"import sys\n\nfrom installer.cli import main\n\nsys.exit(main())\n"
DOWNLOAD = (
    "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes",
    "--only-binary", ":all:",
)  # fmt: skip
Files = dict[str, bytes]


def make(out: Path | None, *, revision: str, version: str, key: Ed25519PrivateKey, wheels: Path) -> Path:
    """Writes the bundle of a revision (`""`: the files as they lie here, for a rehearsal) and returns its path.

    `version` other than that of the source is written into it: a rehearsal of an upgrade needs two.
    """
    source = dict(committed(revision) if revision else lying())
    own = re.search(rb'__version__ = "(.+)"', source["giaoviec/__init__.py"])
    assert own is not None
    version = version or own[1].decode()
    source["giaoviec/__init__.py"] = source["giaoviec/__init__.py"].replace(own[1], version.encode())
    download(source["requirements/runtime.lock"], wheels)
    files = {f"source/{name}": data for name, data in source.items()} | _beside(source, version, wheels)
    path = out or ROOT / "dist" / f"giaoviec-{version}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    seal(path, files, {"version": version, "commit": _git("rev-parse", revision) if revision else ""}, key)
    return path


def seal(path: Path, files: Files, said: dict[str, str], key: Ed25519PrivateKey) -> None:
    """One zip of files with their hashes and a signature over the list; the same files give the same bytes."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    inside = {"format": FORMAT, "product": "giaoviec", **platform(), **said, "files": digests}
    manifest = json.dumps(inside, ensure_ascii=False, indent=1).encode()
    signature = key.sign(manifest).hex().encode() + b"\n"
    with ZipFile(path, "w") as archive:
        for name, data in [*sorted(files.items()), (MANIFEST, manifest), (SIGNATURE, signature)]:
            how = ZIP_STORED if name.endswith((".whl", ".png")) else ZIP_DEFLATED
            archive.writestr(ZipInfo(name), data, how)


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The key that signs bundles, 64 hex digits in a file of its owner's, made at its first use."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))


def download(lock: bytes, wheels: Path) -> None:
    """The wheels of a lock for this Python and machine, each with its hash from the lock; kept for the next bundle."""
    stamp = wheels / ".lock"
    if stamp.exists() and stamp.read_text() == hashlib.sha256(lock).hexdigest():
        return
    wheels.mkdir(parents=True, exist_ok=True)
    for old in wheels.glob("*.whl"):
        old.unlink()
    written = wheels / "runtime.lock"
    written.write_bytes(lock)
    subprocess.run([sys.executable, *DOWNLOAD, "--dest", wheels, "-r", written], check=True)
    stamp.write_text(hashlib.sha256(lock).hexdigest())


def _beside(source: Files, version: str, wheels: Path) -> Files:
    """What a bundle has beside the source: wheels, the parts list, the installer."""
    packed = {path.name: path.read_bytes() for path in sorted(wheels.glob("*.whl"))}
    parts = listed(packed, licences(source["docs/licences.md"].decode()))
    tools = {
        f"installer/{name.rpartition('/')[2]}": data
        for name, data in source.items()
        if name.startswith("bundling/installer/")
    }
    return {
        **{f"wheels/{name}": data for name, data in packed.items()},
        **tools,
        "__main__.py": MAIN,
        "sbom.cdx.json": as_cyclonedx(version, parts),
    }


def committed(revision: str) -> Iterator[tuple[str, bytes]]:
    """The files of a commit."""
    packed = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for entry in archive:
            if file := archive.extractfile(entry):
                yield entry.name, file.read()


def lying() -> Iterator[tuple[str, bytes]]:
    """The files as they lie here, committed or not, without those that git ignores."""
    for name in _git("ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0"):
        if name and (ROOT / name).is_file():
            yield name, (ROOT / name).read_bytes()


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode().strip()
