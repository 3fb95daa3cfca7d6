"""Each program that ran on this data: its source as one archive, kept with its digest (8.1đ, "source on change")."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from giaoviec import __version__
from giaoviec.documents.files import write
from giaoviec.journal.actions import act
from giaoviec.ops.models import Installed
from giaoviec.rules.citation import cites

BESIDE = ("pyproject.toml", "requirements/runtime.in", "requirements/runtime.lock", "LICENSE", "README.md")


@cites("QC 8.1.đ")
def record_version(*, on: date, at: datetime) -> Installed | None:
    """Keeps the source of the program that runs now, where it is another than those known; None where it is known."""
    data = archive()
    digest = hashlib.sha256(data).hexdigest()
    if Installed.objects.filter(digest=digest).exists():
        return None
    name = f"giaoviec-{__version__}-{digest[:12]}.zip"
    write(folder() / name, data)
    with act("install", by=None, on=on, at=at, subject="version", version=__version__, digest=digest) as a:
        row = Installed.objects.create(at=at, version=__version__, digest=digest, archive=name, size=len(data))
        a.subject_id = row.pk
    return row


def folder() -> Path:
    return Path(settings.DATA_DIR) / "versions"


def archive() -> bytes:
    """The source as a zip: the same source gives the same bytes, on whatever day."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name, path in _sources():
            kept.writestr(ZipInfo(name), path.read_bytes(), ZIP_DEFLATED, 6)
    return out.getvalue()


def _sources() -> Iterator[tuple[str, Path]]:
    package = Path(settings.PACKAGE_DIR)
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            yield f"giaoviec/{path.relative_to(package)}", path
    for name in BESIDE:
        path = package.parent / name
        if path.exists():
            yield name, path
    bundle = package.parent.parent / "manifest.json"  # of the bundle that it was installed from: commit and wheels
    if bundle.exists() and (bundle.parent / "venv").is_dir():
        yield "bundle/manifest.json", bundle
