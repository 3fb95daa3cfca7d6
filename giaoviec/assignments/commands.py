"""`giaoviec agencies`: the directory's verb, whose successions take the open work along."""

from __future__ import annotations

import argparse

from giaoviec.agencies import commands as directory
from giaoviec.assignments.actions import move_work

agencies_arguments = directory.agencies_arguments


def agencies(args: argparse.Namespace) -> int:
    """Run `giaoviec agencies`."""
    return directory.agencies(args, move_work)
