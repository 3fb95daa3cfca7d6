"""What every template and style sheet keeps to: no inline style or script, known names, contrast."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import giaoviec
from giaoviec.site.jinja import environment
from giaoviec.site.snapshot.page import STYLES

PACKAGE = Path(giaoviec.__file__).parent
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
SHEETS = PACKAGE / "site" / "static" / "site"
STANDING_ALONE = PACKAGE / "site/templates/site/ban_chup.html"
"""The snapshot is a file without a server: its style sheets lie within it."""
INLINE = re.compile(
    r"""\sstyle\s*=|<style|\son[a-z]+\s*=|hx-on|hx-vals=.js:|javascript:|<script(?![^>]*\ssrc=)""", re.IGNORECASE
)
CALLED = re.compile(r"\bui\.(\w+)\(")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_compiles_and_holds_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    environment().parse(source)
    found = INLINE.findall(re.sub(r"{#.*?#}", "", source, flags=re.DOTALL))
    assert found == (["<style"] if path == STANDING_ALONE else [])


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_calls_macros_that_exist(path: Path) -> None:
    offered = re.findall(r"{% set (.+?) = ", (PACKAGE / "site/templates/site/ui.html").read_text())
    assert set(CALLED.findall(path.read_text())) <= {name for line in offered for name in line.split(", ")}


def test_every_style_sheet_is_loaded() -> None:
    head = (PACKAGE / "site/templates/site/macros/head.html").read_text()
    everywhere = set(re.findall(r'"(\w+)"[,)]', head))
    of_a_page = {name for path in TEMPLATES for name in re.findall(r'static\("site/([\w-]+)\.css"\)', path.read_text())}
    assert everywhere | of_a_page | set(STYLES) == {path.stem for path in SHEETS.glob("*.css")}
    assert not everywhere & of_a_page


def test_every_colour_and_measure_used_is_defined() -> None:
    everything = "".join(path.read_text() for path in SHEETS.glob("*.css"))
    used = set(re.findall(r"var\((--[\w-]+)", everything))
    assert used - set(re.findall(r"(--[\w-]+)\s*:", everything)) == set()


def test_style_sheets_keep_to_the_oldest_browser() -> None:
    for path in SHEETS.glob("*.css"):
        source = path.read_text()
        assert "&" not in source and "color-mix" not in source, path.name
        assert "http" not in source, path.name


# Contrast (WCAG 2.2, 1.4.3 and 1.4.11)

INKS = ("ink", "ink-2", "accent", "late", "soon", "done", "wait")
TEXT = [
    *[(ink, ground) for ink in INKS for ground in ("surface", "ground")],
    *[("ink-2", ground) for ground in ("sunk", "accent-wash", "late-wash", "soon-wash", "done-wash", "wait-wash")],
    *[(name, f"{name}-wash") for name in ("accent", "late", "soon", "done", "wait")],
    ("on-accent", "accent"), ("on-accent", "accent-strong"), ("ink", "mark"), ("on-mark-ink", "mark-ink"),
    ("on-mast", "mast"), ("on-mast-2", "mast"), ("on-mast-2", "mast-sunk"), ("on-mast", "mast-sunk"),
    ("ink", "h0"), ("ink", "h1"), ("ink", "h2"), ("ink", "h3"), ("on-h4", "h4"),
]  # fmt: skip
EDGES = [
    (edge, "surface") for edge in ("line-strong", "days-agency", "days-office", "days-collaborator", "days-outside")
]


def _tokens(*, dark: bool) -> dict[str, str]:
    light_part, dark_part = (SHEETS / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", light_part))
    return found | (dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", dark_part)) if dark else {})


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read_and_edges_can_be_seen(dark: bool) -> None:
    token = _tokens(dark=dark)
    pairs = {f"{a} on {b}": (_contrast(token[a], token[b]), 4.5) for a, b in TEXT}
    pairs |= {f"{a} on {b}": (_contrast(token[a], token[b]), 3.0) for a, b in EDGES}
    assert {name: round(ratio, 2) for name, (ratio, least) in pairs.items() if ratio < least} == {}
