"""A process that brings an empty database to the migrations named on standard input, and no further."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giaoviec.settings")
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.migrate(_ends({tuple(name.split(".", 1)) for name in json.load(sys.stdin)}, executor))


def _ends(applied: Iterable[tuple[str, ...]], executor: object) -> list[tuple[str, str]]:
    """Of the migrations that were applied, the last ones: those that no other applied one of their app follows."""
    graph = executor.loader.graph  # type: ignore[attr-defined]
    held = set(applied)
    followed = {
        tuple(node.key)
        for one in held & set(graph.nodes)
        for node in graph.node_map[one].parents
        if node.key[0] == one[0]
    }
    return [(app, name) for app, name in sorted(held & set(graph.nodes)) if (app, name) not in followed]


if __name__ == "__main__":
    main()
