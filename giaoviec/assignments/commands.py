"""`giaoviec agencies`, whose successions take the open work along, and `giaoviec reader-review`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from giaoviec.agencies import commands as directory
from giaoviec.agencies.models import Succession
from giaoviec.assignments import queries
from giaoviec.assignments.actions import move_work
from giaoviec.assignments.giving.review import KINDS, Review, review
from giaoviec.journal.actions import Act
from giaoviec.journal.errors import Refused

agencies_arguments = directory.agencies_arguments
SHORT = 90


def agencies(args: argparse.Namespace) -> int:
    """Run `giaoviec agencies`."""
    return directory.agencies(args, _move_work)


def _move_work(a: Act, row: Succession, shares: Mapping[int, int]) -> int:
    """As `move_work`; what `--share` names must be open work of the agency that is split."""
    held = queries.open_of_agencies(list(row.parts.values_list("predecessor_id", flat=True)))
    if strange := sorted(set(shares) - {one.pk for one in held}):
        numbers = ", ".join(map(str, strange))
        raise Refused(f"Việc {numbers} không phải việc đang mở của cơ quan được chia.", field="shares", status=422)
    return move_work(a, row, shares)


def reader_review_arguments(parser: argparse.ArgumentParser) -> None:
    """What `giaoviec reader-review` takes."""
    parser.add_argument("--since", type=date.fromisoformat, help="documents judged since a day (YYYY-MM-DD)")
    parser.add_argument("--examples", type=int, default=3, metavar="N", help="examples of each kind (3)")
    parser.add_argument("--json", action="store_true", help="everything, as one object")


def reader_review(args: argparse.Namespace) -> int:
    """Print where clerks changed what the reader proposed, by kind, with examples."""
    found = review(args.since)
    if args.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return 0
    print(
        f"{found.documents} văn bản đã xét, {found.proposed} đề xuất, {found.given} nhiệm vụ đã giao, "
        f"{found.whole} giữ nguyên như đề xuất."
    )
    for kind, words in KINDS.items():
        _print_kind(found, kind, words, args.examples)
    return 0


def _print_kind(found: Review, kind: str, words: str, examples: int) -> None:
    changes = found.of(kind)
    print(f"{words:<20}{len(changes):>5}")
    for change in changes[:examples]:
        print(f"    {change.document}: {_short(change.proposed)} → {_short(change.given)}")


def _short(text: str) -> str:
    if not text:
        return "(không)"
    return f"“{text}”" if len(text) <= SHORT else f"“{text[: SHORT - 1]}…”"
