"""Logs as one JSON object a line. No texts of people: of an exception its kind and place, never its message (a database
repeats values there); of a request its path without the query."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path


class JsonLines(logging.Formatter):
    """`{"at", "level", "logger", "said"}`, with `fault` and `place` where an exception was logged."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": record.getMessage().partition("\n")[0].partition("?")[0][:300],
        }
        if record.exc_info and record.exc_info[0]:
            said |= {"fault": record.exc_info[0].__name__, "place": _place(record)}
        if status := getattr(record, "status_code", None):
            said["status"] = status
        return json.dumps(said, ensure_ascii=False)


def _place(record: logging.LogRecord) -> str:
    """The last steps to where it happened: file, line, function."""
    assert record.exc_info is not None
    steps = traceback.extract_tb(record.exc_info[2])[-5:]
    return " > ".join(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in steps)
