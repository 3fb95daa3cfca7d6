"""Guards over the whole tree: what must hold for every file, whoever writes it."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from giaoviec.environment import ROOT, SETTINGS

LONGEST = 350
SKIPPED = {".git", ".venv", "var", "node_modules", ".hypothesis", "__pycache__"}
TEXT = {".py", ".md", ".toml", ".html", ".css", ".js", ".in", ".lock", ".yml", ".txt", ".csv", ".json", ".svg", ""}
ELSEWHERE = re.compile(
    r"(?:pypi|pythonhosted|npmjs|registry\.npm|crates|deb\.debian|conda)\.(?:org|com|io)|files\.python"
    r"|(?<![\w/.])/(?:work|tmp/gv|root|home/\w+)/"
)


def _files() -> list[Path]:
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not SKIPPED & set(path.relative_to(ROOT).parts) and not _is_cache(path)
    ]


def _is_cache(path: Path) -> bool:
    return any(part.endswith(("_cache", ".egg-info")) for part in path.relative_to(ROOT).parts)


def _texts() -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8")) for path in _files() if path.suffix in TEXT]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_go_one_way_only():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_names_a_registry_or_a_place_on_one_machine():
    guard = Path(__file__)
    found = [f"{_name(path)}: {hit[0]}" for path, text in _texts() if path != guard for hit in ELSEWHERE.finditer(text)]
    assert found == []


def test_no_python_file_is_longer_than_a_reader_can_hold():
    """A table of cases may be long: files of tests have twice the room."""
    long = {_name(path): lines for path, text in _texts() if (lines := text.count("\n")) > _longest(path)}
    assert long == {}


def _longest(path: Path) -> float:
    if path.suffix != ".py" or "migrations" in path.parts:
        return float("inf")
    return 2 * LONGEST if _name(path).startswith("tests/") else LONGEST


def test_files_are_named_in_plain_ascii():
    assert [_name(path) for path in _files() if not re.fullmatch(r"[A-Za-z0-9._/-]+", _name(path))] == []


def test_all_text_is_in_composed_letters():
    skipped = ("docs/regulation/", "giaoviec/regulation/text/")  # As published: one line of the text is not.
    found = [
        _name(path)
        for path, text in _texts()
        if not unicodedata.is_normalized("NFC", text) and not _name(path).startswith(skipped)
    ]
    assert found == []


def test_the_readme_lists_every_setting_as_it_is():
    rows = [f"| `{s.name}` | {f'`{s.default}`' if s.default else ''} | {s.meaning} |" for s in SETTINGS]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = [line for line in readme.splitlines() if re.match(r"\| `[A-Z_]+` \|", line)]
    assert listed == rows


@pytest.mark.parametrize("kind", ["runtime", "test"])
def test_every_locked_package_has_its_hashes(kind):
    lock = (ROOT / "requirements" / f"{kind}.lock").read_text()
    pins = re.findall(r"^([a-z0-9._-]+)==\S+.*\\\n    --hash=sha256:", lock, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^\S+==", lock, re.MULTILINE)) > 5


def test_every_input_is_in_its_lock():
    for kind in ("runtime", "test"):
        wanted = re.findall(r"^([A-Za-z][\w-]*)", (ROOT / "requirements" / f"{kind}.in").read_text(), re.MULTILINE)
        lock = (ROOT / "requirements" / f"{kind}.lock").read_text()
        missing = [name for name in wanted if not re.search(rf"^{name.lower()}(\[|==)", lock, re.MULTILINE)]
        assert missing == []
