"""Measure the directive reader: `dev.py bench reader [FOLDER]`.

FOLDER (or READER_SET) holds `score.py`, and `examples/` with texts and `labels.jsonl`. Prints a line for each document,
the figures of `score.py`, the time in process and the time of the command from a cold start. Without a folder the times
alone are measured, on the documents of the suite.
"""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from giaoviec.intake.gate import judge_text
from giaoviec.reading import read

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tests" / "reading" / "documents"
ROUNDS, STARTS = 5, 7
COMMAND = str(Path(sys.executable).parent / "giaoviec")


def main(arguments: list[str]) -> int:
    """Measure one labelled folder, or the times alone."""
    given = arguments[0] if arguments else os.environ.get("READER_SET")
    texts = sorted((Path(given) / "examples" if given else OWN).glob("*.txt"))
    if not texts:
        print(f"Không có văn bản nào trong {given or OWN}.", file=sys.stderr)
        return 1
    if given:
        _score(Path(given))
    _times(texts)
    return 0


def _reading_of(text: str) -> dict[str, Any]:
    """What `giaoviec read --json` prints for this text: the gate first."""
    verdict = judge_text(text)
    if verdict.kind == "secret":
        refused = {"reason": verdict.sentence, "marking": verdict.marking}
        return {"document": {"secrecy": verdict.marking}, "tasks": [], "refused": refused}
    return read(text).as_json()


def _score(folder: Path) -> None:
    score = _loaded(folder / "score.py")
    labels = (folder / "examples" / "labels.jsonl").read_text("utf-8").splitlines()
    counts: list[Counter[str]] = []
    heads = ("nhãn", "đề xuất", "trúng", "F1", "chủ trì", "trọn", "đặc điểm")
    print(f"{'văn bản':<8}{'loại':<14}" + "".join(f"{head:>9}" for head in heads))
    for gold in map(json.loads, labels):
        shown = _reading_of((folder / "examples" / f"{gold['id']}.txt").read_text("utf-8"))
        for task in shown["tasks"]:
            task["due"] = task["due"] or {}
        count, remarks = score.score_document(gold, shown)
        counts.append(count)
        _row(gold, count)
        for remark in remarks:
            print(f"        {remark[:180]}")
    for name, figure in score.figures(counts).items():
        print(f"{name:<36}{figure['value']:7.1%} [{figure['low']:.0%}-{figure['high']:.0%}] of {figure['of']:g}")


def _row(gold: dict[str, Any], count: Counter[str]) -> None:
    hits, labels = count["hit"], count["gold"]
    given = count["given"]
    f1 = 2 * hits / (given + labels) if given + labels else 1.0
    print(
        f"{gold['id']:<8}{gold['type'] or 'không rõ':<14}{labels:>9}{given:>9}{hits:>9}{f1:>9.2f}"
        f"{count['lead.ok']:>9}{count['whole']:>9}{count['meta.ok']:>6}/{count['meta.n']}"
    )


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _times(paths: list[Path]) -> None:
    inside = [min(_seconds(path.read_text("utf-8")) for _ in range(ROUNDS)) for path in paths]
    _cold(paths[0])
    cold = [_cold(paths[i % len(paths)]) for i in range(STARTS)]
    print(f"trong tiến trình: trung vị {statistics.median(inside) * 1000:.0f} ms, lâu nhất {max(inside) * 1000:.0f} ms")
    print(f"lệnh từ đầu: trung vị {statistics.median(cold) * 1000:.0f} ms, lâu nhất {max(cold) * 1000:.0f} ms")


def _seconds(text: str) -> float:
    started = time.perf_counter()
    _reading_of(text)
    return time.perf_counter() - started


def _cold(path: Path) -> float:
    """Seconds of the command; its bytecode is kept, as an installation has it."""
    kept = {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "giaoviec-bench-bytecode")}
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | kept
    started = time.perf_counter()
    subprocess.run([COMMAND, "read", str(path), "--json"], cwd=ROOT, env=environment, capture_output=True, check=False)
    return time.perf_counter() - started


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
