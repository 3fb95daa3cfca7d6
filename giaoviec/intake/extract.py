"""A file in, its text with places out: read in a child process that can do no harm.

The child gets the bytes through a pipe (never through a file on disk), limits on memory and CPU time, no network,
no right to write, and only the environment that it needs; it is killed when it is silent for too long.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from giaoviec.intake.shapes import MEGABYTE, Aside, Cell, Extraction, Limits, Page, Refused, Span
from giaoviec.intake.sniff import broken_refusal, heavy_refusal

Progress = Callable[[int, int], None]

_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT")
_LONGEST_ANSWER = 256 * MEGABYTE
_DEFAULT = Limits()


def extract(name: str, data: bytes, *, limits: Limits = _DEFAULT, progress: Progress | None = None) -> Extraction:
    """The text of ``data`` with its places; ``name`` only helps to warn when its ending is not what the file is.

    ``progress(page, pages)`` is called before each page that OCR reads. Raises ``Refused``: empty, too large, locked,
    broken, hostile, too many pages, or of a kind that is not taken; nothing is kept then.
    """
    if len(data) > limits.size:
        raise Refused(
            "size",
            f"Tệp lớn hơn {limits.size // MEGABYTE} MB. Hãy giảm dung lượng khi quét, hoặc tách thành nhiều tệp.",
        )
    answer = _ask_child(data, limits, progress, [])
    return _built(answer, name=name, sha256=hashlib.sha256(data).hexdigest())


def ask(reader: str, data: bytes, options: dict[str, Any], *, limits: Limits = _DEFAULT) -> Any:
    """What another reader says of ``data``: its module has ``answer(data, options)``, and runs in the same child.

    ``options`` and the answer are what JSON can carry; the answer is the word of a child that may have been taken over.
    """
    return _ask_child(data, limits, None, [reader, json.dumps(options)]).get("done")


def _ask_child(data: bytes, limits: Limits, progress: Progress | None, reader: list[str]) -> dict[str, Any]:
    answer = _heard(data, limits, progress, reader)
    if "refused" in answer:
        raise Refused(*map(str, answer["refused"]))
    return answer


def _heard(data: bytes, limits: Limits, progress: Progress | None, reader: list[str]) -> dict[str, Any]:
    child = _start(limits, reader)
    watch = _Watch(child, limits.seconds_silent)
    try:
        threading.Thread(target=_feed, args=(child.stdin, data), daemon=True).start()
        for line in _answers(child.stdout):
            watch.reset()
            if "at" not in line:
                return line
            if progress:
                progress(int(line["at"][0]), int(line["at"][1]))
        raise _why_it_died(child, watch)
    except (ValueError, KeyError, TypeError, IndexError):
        raise broken_refusal() from None
    finally:
        watch.cancel()
        _kill(child)
        if child.stdout:
            child.stdout.close()


def _start(limits: Limits, reader: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "giaoviec.intake.worker", json.dumps(asdict(limits)), *reader],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=child_environment(),
        cwd="/",
        start_new_session=True,
    )


def child_environment() -> dict[str, str]:
    """All of the environment that a child sees."""
    passed = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    return passed | {"PYTHONPATH": str(_ROOT), "OMP_THREAD_LIMIT": "1", "PYTHONUTF8": "1"}


def _feed(pipe: IO[bytes] | None, data: bytes) -> None:
    try:
        if pipe:
            with pipe:
                pipe.write(data)
    except (BrokenPipeError, ValueError, OSError):
        return  # the child answered, or died, before it had read all: its answer says why


def _answers(pipe: IO[bytes] | None) -> Iterator[dict[str, Any]]:
    while pipe and (line := pipe.readline(_LONGEST_ANSWER)):
        yield dict(json.loads(line))


class _Watch:
    """Kills the child when it has been silent for ``seconds``."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self._child, self._seconds, self.fired = child, seconds, False
        self._timer = self._armed()

    def reset(self) -> None:
        self._timer.cancel()
        self._timer = self._armed()

    def cancel(self) -> None:
        self._timer.cancel()

    def _armed(self) -> threading.Timer:
        timer = threading.Timer(self._seconds, self._fire)
        timer.daemon = True
        timer.start()
        return timer

    def _fire(self) -> None:
        self.fired = True
        _kill(self._child)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End the child with all it started, by its own group."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    child.wait()


def _why_it_died(child: subprocess.Popen[bytes], watch: _Watch) -> Refused:
    child.wait()
    slow = watch.fired or child.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    return heavy_refusal() if slow else broken_refusal()


def _built(answers: dict[str, Any], *, name: str, sha256: str) -> Extraction:
    """The child's answer as values; a child that was taken over can at most send wrong text."""
    try:
        answer = answers["done"]
        return Extraction(
            text=str(answer["text"]),
            kind=answer["kind"],
            pages=tuple(Page(*page) for page in answer["pages"]),
            spans=tuple(Span(*span) for span in answer["spans"]),
            cells=tuple(Cell(*cell) for cell in answer["cells"]),
            asides=tuple(Aside(*aside) for aside in answer["asides"]),
            unread=tuple(map(str, answer["unread"])),
            warnings=(*map(str, answer["warnings"]), *_name_warning(name, answer["kind"])),
            sha256=sha256,
        )
    except (KeyError, TypeError, ValueError):
        raise broken_refusal() from None


def _name_warning(name: str, kind: str) -> tuple[str, ...]:
    expected = {"text": ("txt",), "docx": ("docx",), "pdf": ("pdf",), "scan": ("pdf", "png", "jpg", "jpeg")}
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not ending or ending in expected.get(kind, (ending,)):
        return ()
    return (f"Đuôi tệp là .{ending[:8]} nhưng nội dung không phải loại đó; đã đọc theo nội dung.",)
