"""The child process of ``extract`` and ``ask``: limits, and another reader's name and options, from its arguments,
bytes from its input, JSON lines to its output.

Lines: {"at": [page, pages]} as a sign of life, then {"done": extraction} or {"refused": [code, sentence]}.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, replace

from giaoviec.intake.confine import confine, forbid_files
from giaoviec.intake.shapes import Extraction, Limits, Refused
from giaoviec.intake.sniff import broken_refusal, heavy_refusal, sniff

_ROOMS = {"text": "text", "zip": "docx", "pdf": "pdf", "picture": "scan"}
_OCR_CEILING = 600
# Same length, so that offsets hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def main() -> None:
    """Read, extract, answer; whatever goes wrong is a refusal with a sentence, never a traceback."""
    limits = Limits(**json.loads(sys.argv[1]))
    confine(memory=limits.memory, cpu_seconds=limits.cpu_seconds, cpu_ceiling=max(_OCR_CEILING, limits.cpu_seconds))
    try:
        answer: dict[str, object] = {"done": _ask(*sys.argv[2:]) if sys.argv[2:] else _extract(limits)}
    except Refused as refused:
        answer = {"refused": [refused.code, refused.sentence]}
    except (MemoryError, RecursionError):
        answer = _refuse(heavy_refusal())
    except Exception:  # a hostile file may raise anything; the parent gets one sentence
        answer = _refuse(broken_refusal())
    _say(answer)


def _ask(reader: str, options: str) -> object:
    """What a reader above this package says; which one, only the parent can name."""
    answer: Callable[..., object] = importlib.import_module(reader).answer
    forbid_files()
    return answer(sys.stdin.buffer.read(), json.loads(options))


def _extract(limits: Limits) -> object:
    return asdict(_read(sys.stdin.buffer.read(), limits))


def _read(data: bytes, limits: Limits) -> Extraction:
    room = importlib.import_module(f"giaoviec.intake.{_ROOMS[sniff(data)]}")
    prepare: Callable[[], None] = getattr(room, "prepare", lambda: None)
    prepare()
    forbid_files()
    read: Callable[..., Extraction] = room.read
    return _tidied(read(data, limits=limits, progress=lambda page, pages: _say({"at": [page, pages]})), limits)


def _tidied(extraction: Extraction, limits: Limits) -> Extraction:
    text = _UNPRINTABLE.sub(" ", extraction.text)
    if len(text) > limits.characters:
        raise Refused(
            "long", f"Văn bản dài quá {limits.characters:,} ký tự. Hãy tách phần giao nhiệm vụ thành tệp riêng."
        )
    if not text.strip() and not extraction.unread:
        raise Refused("empty", "Tệp không có chữ nào. Hãy kiểm tra lại tệp rồi nộp lại.")
    if not unicodedata.is_normalized("NFC", text):
        raise broken_refusal()
    asides = tuple(aside._replace(text=_UNPRINTABLE.sub(" ", aside.text)) for aside in extraction.asides)
    return replace(extraction, text=text, asides=asides)


def _refuse(refused: Refused) -> dict[str, object]:
    return {"refused": [refused.code, refused.sentence]}


def _say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
