"""The command line: exit status, one clear line, and no Django where none is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import pytest

from giaoviec import cli


def _run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "giaoviec.cli", *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_verb_or_with_an_unknown_one_the_usage_is_wrong():
    for words in ([], ["giao"]):
        done = _run(*words)
        assert done.returncode == 2
        assert "usage: giaoviec" in done.stderr


def test_help_lists_the_verbs_and_each_verb_has_its_own():
    assert "doctor" in _run("--help").stdout
    assert _run("doctor", "--help").returncode == 0


def test_an_unknown_option_is_wrong_usage():
    assert _run("doctor", "--strange").returncode == 2


def test_the_version_is_the_package_s():
    from giaoviec import __version__

    assert _run("--version").stdout == f"giaoviec {__version__}\n"


def test_a_fault_of_the_settings_is_one_line_and_status_1():
    done = _run("doctor", PORT="many")
    assert done.returncode == 1
    assert done.stderr == "giaoviec doctor: PORT=many: a whole number from 1 to 65535 is needed\n"


def test_production_refuses_to_serve_in_another_day():
    done = _run("serve", TODAY="2026-03-02")
    assert done.returncode == 1
    assert done.stderr.startswith("giaoviec serve: TODAY is set, but this is no demonstration")


@pytest.mark.parametrize("verb", [verb for verb in cli.VERBS if cli._exists(verb)], ids=lambda verb: verb.name)
def test_every_verb_has_its_function(verb):
    commands = import_module(f"giaoviec.{verb.package}.commands")
    assert callable(getattr(commands, verb.function))
