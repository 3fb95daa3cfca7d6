"""A snapshot as one HTML file: styles, letters and mark inside it, no script, nothing fetched."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.template import engines

from giaoviec.ops.backups import keys
from giaoviec.reporting.figure_pages import tables
from giaoviec.rules.counting import CELLS
from giaoviec.rules.figures import Figure
from giaoviec.site.snapshot.present import Present

STYLES = ("tokens", "base", "frame", "parts", "pictures", "pages", "print", "ban-chup")
FONTS = ("be-vietnam-pro-400.woff2", "be-vietnam-pro-600.woff2")


def rendered(present: Present) -> bytes:
    """The page, not yet sealed."""
    context = {
        "copy": present,
        "signer": keys.signer(),
        "styles": styles(),
        "national": tables.NATIONAL,
        "dated": dated,
        "rates": tables.rates(tables.Shown("", present.table.figures, None)),
        "cells": CELLS,
    }
    return engines["jinja2"].get_template("site/ban_chup.html").render(context).encode()


def dated(figures: Mapping[str, Figure]) -> int:
    """How many have a deadline: the four national cells together."""
    return sum(int(figures[name].value or 0) for name in tables.NATIONAL)


def styles() -> str:
    """All styles in their order, with the letters as data."""
    folder = Path(settings.PACKAGE_DIR) / "site" / "static" / "site"
    text = "\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    for font in FONTS:
        data = base64.b64encode((Path(settings.ASSETS_DIR) / "fonts" / font).read_bytes()).decode()
        text = text.replace(f"../fonts/{font}", f"data:font/woff2;base64,{data}")
    return text
