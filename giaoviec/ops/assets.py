"""Static files built at set-up from what the installed packages carry: nothing third-party is committed."""

from __future__ import annotations

import hashlib
import shutil
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

WEIGHTS = {"400": "BeVietnamPro-Regular.ttf", "600": "BeVietnamPro-SemiBold.ttf"}
# Latin with Vietnamese, punctuation, arrows, ballot boxes and geometric shapes: what our screens use.
LETTERS = "U+0020-007E,U+00A0-017F,U+01A0-01B0,U+0300-0303,U+0309,U+0323,U+1EA0-1EF9,U+2010-2027,U+2030-203A,U+20AB"
SOURCES = ("fontpkg-be-vietnam-pro", "django-htmx")


def build_static() -> bool:
    """Build and collect the static files unless nothing changed since the last time; say whether work was done."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    digest = _digest()
    if stamp.exists() and stamp.read_text() == digest:
        return False
    _build_assets(settings.ASSETS_DIR)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest)
    return True


def _digest() -> str:
    versions = [f"{name} {distribution(name).version}" for name in SOURCES]
    total = hashlib.sha256("\n".join([*versions, LETTERS, *WEIGHTS]).encode())
    own = settings.PACKAGE_DIR / "site" / "static"
    for path in sorted(own.rglob("*")):
        if path.is_file():
            total.update(str(path.relative_to(own)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _build_assets(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "fonts").mkdir(parents=True)
    (folder / "vendor").mkdir()
    for weight, name in WEIGHTS.items():
        _build_font(name, folder / "fonts" / f"be-vietnam-pro-{weight}.woff2")
    htmx = files("django_htmx") / "static" / "django_htmx" / "htmx-2.min.js"
    (folder / "vendor" / "htmx.min.js").write_bytes(htmx.read_bytes())


def _build_font(name: str, target: Path) -> None:
    from fontTools import subset

    source = files("fontpkg_be_vietnam_pro") / "files" / name
    subset.main(
        [str(source), f"--output-file={target}", "--flavor=woff2", f"--unicodes={LETTERS}", "--layout-features=*"]
    )
