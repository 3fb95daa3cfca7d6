"""PostgreSQL: every table by COPY in one repeatable-read snapshot; needs no program but ours on either machine.

Restored into a database of its own: its tables are made by our migrations as far as the set had them, then filled.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode
from zipfile import ZipFile

import psycopg
from django.db import connection
from psycopg import sql

from giaoviec.ops.backups.errors import BackupFault
from giaoviec.ops.backups.snapshot import BLOBS, HEAD, MIGRATIONS, Snapshot

TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.relname ORDER BY c.relname
"""
KEY = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY a.attnum
"""
SEQUENCES = (
    "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() ORDER BY sequencename"
)
LINKS = ("sslmode", "sslrootcert", "sslcert", "sslkey")
ENTRY, COUNTERS = "tables/{}.copy", "sequences.json"


def take(archive: ZipFile) -> Snapshot:
    """Puts the database as it is at this moment into an archive."""
    with _connected(url_of(str(connection.settings_dict["NAME"]))) as database, database.transaction():
        database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        tables = {name: _copy_out(database, name, columns, archive) for name, columns in _tables(database).items()}
        archive.writestr(COUNTERS, json.dumps(database.execute(SEQUENCES).fetchall()))
        applied = tuple(f"{app}.{name}" for app, name in database.execute(MIGRATIONS).fetchall())
        head = database.execute(HEAD).fetchone()
        blobs = tuple(sha for (sha,) in database.execute(BLOBS).fetchall())
    assert head is not None
    return Snapshot("postgresql", applied, (head[0], head[1]), tables, blobs)


def restore(archive: ZipFile, url: str, migrations: Sequence[str]) -> None:
    """Fills an empty database from an archive: tables as the set's migrations made them, then every row."""
    with _connected(url) as database:
        if _tables(database):
            raise BackupFault("Cơ sở dữ liệu để khôi phục vào phải trống: tạo một cơ sở dữ liệu mới.")
    _build(url, migrations)
    with _connected(url) as database, database.transaction():
        tables = _tables(database)
        for name in tables:
            database.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(name)))
        names = sql.SQL(", ").join(map(sql.Identifier, tables))
        database.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
        for name, columns in tables.items():
            _copy_in(database, name, columns, archive)
        database.execute("SET CONSTRAINTS ALL IMMEDIATE")  # A trigger that waits would forbid the ALTER below.
        for name in tables:
            database.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(name)))
        _set_sequences(database, json.loads(archive.read(COUNTERS)))


def read(url: str) -> dict[str, tuple[int, str]]:
    """Rows and digest of every table of a database."""
    with _connected(url) as database:
        return {name: _copy_out(database, name, columns) for name, columns in _tables(database).items()}


@contextmanager
def new_database(stem: str) -> Iterator[str]:
    """A database beside the present one, by its address; dropped where the block fails. `BackupFault` without the
    right to make one."""
    name = f"{stem}_{secrets.token_hex(4)}"
    with _connected(url_of(str(connection.settings_dict["NAME"]))) as database:
        try:
            database.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as fault:
            raise BackupFault(
                "Tài khoản PostgreSQL không được tạo cơ sở dữ liệu: cấp quyền CREATEDB, hoặc chỉ ra một cơ sở dữ liệu "
                "trống bằng --database."
            ) from fault
    try:
        yield url_of(name)
    except BaseException:
        drop_database(name)
        raise


def drop_database(name: str) -> None:
    """Drops a database that this module made."""
    with _connected(url_of(str(connection.settings_dict["NAME"]))) as database:
        database.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def url_of(name: str) -> str:
    """The address of a database on the present server, as `DATABASE_URL` writes it."""
    at = connection.settings_dict
    given = {key: str(value) for key, value in at["OPTIONS"].items() if key in LINKS}
    user, password = quote(at["USER"], safe=""), quote(at["PASSWORD"], safe="")
    login = f"{user}:{password}@" if password else f"{user}@" if user else ""
    socket = at["HOST"] if at["HOST"].startswith("/") else ""
    query = urlencode(given | ({"host": socket} if socket else {}))
    host = "" if socket else at["HOST"]
    port = f":{at['PORT']}" if at["PORT"] else ""
    return f"postgres://{login}{host}{port}/{quote(name, safe='')}{'?' if query else ''}{query}"


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    options = "-c statement_timeout=0 -c timezone=UTC -c extra_float_digits=3 -c datestyle=ISO"
    with psycopg.connect(url, autocommit=True, connect_timeout=5, options=options) as database:
        yield database


def _tables(database: psycopg.Connection[Any]) -> dict[str, list[str]]:
    return dict(database.execute(TABLES).fetchall())


def _copy_out(
    database: psycopg.Connection[Any], name: str, columns: Sequence[str], archive: ZipFile | None = None
) -> tuple[int, str]:
    """Rows in the order of their key, and their digest; written into an archive where there is one."""
    total, rows = hashlib.sha256(), 0

    def pour(write: Callable[[bytes], object]) -> None:
        nonlocal rows
        with database.cursor() as cursor, cursor.copy(_ordered(database, name, columns)) as copy:
            for data in copy:
                block = bytes(data)
                total.update(block)
                rows += block.count(b"\n")  # A line end inside a value is written as \n.
                write(block)

    if archive is None:
        pour(len)
    else:
        with archive.open(ENTRY.format(name), "w", force_zip64=True) as entry:
            pour(entry.write)
    return rows, total.hexdigest()


def _ordered(database: psycopg.Connection[Any], name: str, columns: Sequence[str]) -> sql.Composed:
    key = [column for (column,) in database.execute(KEY, [f'"{name}"']).fetchall()]
    return sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
        _listed(columns), sql.Identifier(name), _listed(key or columns)
    )


def _copy_in(database: psycopg.Connection[Any], name: str, columns: Sequence[str], archive: ZipFile) -> None:
    if ENTRY.format(name) not in archive.namelist():
        raise BackupFault(f"database.age: thiếu bảng {name}.")
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(name), _listed(columns))
    with archive.open(ENTRY.format(name)) as entry, database.cursor() as cursor, cursor.copy(statement) as copy:
        while block := entry.read(1024 * 1024):
            copy.write(block)


def _set_sequences(database: psycopg.Connection[Any], counters: Sequence[Sequence[Any]]) -> None:
    for name, last in counters:
        if last is not None:
            database.execute("SELECT setval(%s::regclass, %s)", [f'"{name}"', last])


def _listed(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _build(url: str, migrations: Sequence[str]) -> None:
    """Migrates another database, in a process of its own: a migration may speak to the one that the settings name."""
    with tempfile.TemporaryDirectory() as data:
        environ: Mapping[str, str] = {**os.environ, "DATABASE_URL": url, "DATA_DIR": data}
        done = subprocess.run(
            [sys.executable, "-m", "giaoviec.ops.backups.building"],
            input=json.dumps(list(migrations)).encode(), env=environ, capture_output=True, check=False,
        )  # fmt: skip
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise BackupFault(f"Không tạo được các bảng để khôi phục: {' '.join(last)}")
