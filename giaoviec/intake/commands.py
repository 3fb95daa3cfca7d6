"""`giaoviec read`: the directive reader on files. Nothing is stored, and no Django is loaded."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from giaoviec.intake.extract import extract
from giaoviec.intake.gate import Verdict, judge_file
from giaoviec.intake.shapes import Extraction, Limits, Refused
from giaoviec.reading import Proposal, Reading
from giaoviec.reading import read as read_text
from giaoviec.rules.calendar import CALENDAR

Part = tuple[str, bytes]
Unpack = Callable[[str, bytes], list[Part]]
"""The files that a file holds, the one to be read first; may raise `Refused`."""


def _itself(name: str, data: bytes) -> list[Part]:
    return [(name, data)]


LABELS = {
    "issuer": "Cơ quan ban hành",
    "directed_by": "Người chỉ đạo",
    "number": "Số",
    "symbol": "Ký hiệu",
    "type": "Loại văn bản",
    "summary": "Trích yếu",
    "issued_on": "Ngày ban hành",
    "place": "Nơi ban hành",
    "signer": "Người ký",
    "signer_title": "Chức vụ",
    "signing_authority": "Thẩm quyền ký",
    "urgency": "Độ khẩn",
    "recipients": "Nơi nhận",
    "addressees": "Kính gửi",
}


def read_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="txt, docx, pdf, scanned pdf, edxml")
    parser.add_argument("--json", action="store_true", help="one object a file, on a line of its own")
    parser.add_argument("--text", action="store_true", help="the extracted text too")
    parser.add_argument(
        "--explain", action="store_true", help="each step of the reading, and the reason of each verdict"
    )


def read(arguments: Namespace, unpack: Unpack = _itself) -> int:
    """Read each file and print what was found; 1 where one of them was refused."""
    taken = [_read_file(path, arguments, unpack) for path in arguments.files]
    return 0 if all(taken) else 1


def _read_file(path: Path, arguments: Namespace, unpack: Unpack) -> bool:
    try:
        with path.open("rb") as file:
            data = file.read(Limits().size + 1)
        found = _extracted(unpack(path.name, data))
    except OSError as fault:
        return _refuse(path, f"không mở được tệp ({fault.strerror}).", None, arguments)
    except Refused as refusal:
        return _refuse(path, refusal.sentence, None, arguments)
    for (name, part), extraction in found:
        verdict = judge_file(name, part, extraction)
        if verdict.kind != "clean":
            return _refuse(path, verdict.sentence, verdict, arguments)
    _print(path, read_text(found[0][1].text, calendar=CALENDAR), arguments)
    return True


def _extracted(parts: list[Part]) -> list[tuple[Part, Extraction]]:
    """What can be read of the parts; `Refused` as for the first one where there is nothing."""
    found, refused = [], []
    for part in parts:
        try:
            found.append((part, extract(*part)))
        except Refused as refusal:
            refused.append(refusal)
    if not found:
        raise refused[0]
    return found


def _refuse(path: Path, sentence: str, verdict: Verdict | None, arguments: Namespace) -> bool:
    marking = verdict.marking if verdict else None
    if arguments.json:
        refused = {"reason": sentence, "marking": marking}
        _dump({"document": {"secrecy": marking}, "tasks": [], "clauses": [], "refused": refused})
    print(f"giaoviec read: {path}: {sentence}", file=sys.stderr)
    return False


def _print(path: Path, reading: Reading, arguments: Namespace) -> None:
    if arguments.json:
        _dump(reading.as_json(with_text=arguments.text))
        return
    print(f"# {path}\n")
    for name in (field.name for field in fields(reading.document)):
        if name in LABELS and (value := getattr(reading.document, name)):
            print(f"{LABELS[name]}: {_shown(value)}")
    for number, task in enumerate(reading.tasks, 1):
        print(f"\n{number}. {task.content}\n{_facts(task)}")
    if arguments.explain:
        _explain(reading)
    if arguments.text:
        print(f"\n--- Nội dung\n{reading.text}")


def _facts(task: Proposal) -> str:
    due = task.due
    facts = [
        f"Chủ trì: {'; '.join(task.leads) or 'không ghi'}",
        f"Phối hợp: {'; '.join(task.collaborators)}" if task.collaborators else "",
        f"Thời hạn: {due.text}{f' → {_shown(due.on)}' if due.on else ''} ({due.why})" if due else "Thời hạn: không ghi",
        f"Yêu cầu: {task.deliverable}" if task.deliverable else "",
        "Chưa chắc là nhiệm vụ" if task.optional else "",
    ]
    return "\n".join(f"   {fact}" for fact in facts if fact)


def _explain(reading: Reading) -> None:
    for step in reading.steps:
        print(f"\n--- {step.title}")
        for row in step.rows:
            print(f"  {row}")


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else str(value)


def _dump(shown: dict[str, Any]) -> None:
    print(json.dumps(shown, ensure_ascii=False))
