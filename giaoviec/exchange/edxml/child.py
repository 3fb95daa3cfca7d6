"""What reads a package inside the confined child process (`intake.worker`): bytes in, JSON out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from giaoviec.exchange.edxml.reading import read
from giaoviec.exchange.edxml.shapes import as_json
from giaoviec.exchange.edxml.signatures import Trust


def answer(data: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """`options`: "trust" a folder or "", "at" the moment of arrival in ISO form."""
    folder = Path(options["trust"]) if options["trust"] else None
    return as_json(read(data, Trust.of(folder, datetime.fromisoformat(options["at"]))))
