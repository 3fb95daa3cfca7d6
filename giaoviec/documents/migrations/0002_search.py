"""The word index: on SQLite an FTS5 table that follows the entries by triggers, on PostgreSQL generated columns.

Deleted words are really gone from the FTS5 table (`secure-delete`), since a purge must leave nothing behind (6.2).
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BLANKED = "".join(c for c in map(chr, range(33, 127)) if not c.isalnum()) + "“”‘’„…–—•«»′″"

ENTER = "INSERT INTO documents_fts(rowid, plain, marked) VALUES (new.id, new.plain, new.marked);"
LEAVE = (
    "INSERT INTO documents_fts(documents_fts, rowid, plain, marked) VALUES ('delete', old.id, old.plain, old.marked);"
)
SQLITE = (
    "CREATE VIRTUAL TABLE documents_fts USING fts5(plain, marked, content='documents_searchentry', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0')",
    "INSERT INTO documents_fts(documents_fts, rank) VALUES ('secure-delete', 1)",
    f"CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents_searchentry BEGIN {ENTER} END",
    f"CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents_searchentry BEGIN {LEAVE} END",
    "CREATE TRIGGER documents_fts_update AFTER UPDATE OF plain, marked ON documents_searchentry "
    f"BEGIN {LEAVE} {ENTER} END",
)
POSTGRESQL = (
    "ALTER TABLE documents_searchentry "
    "ADD COLUMN plain_words tsvector GENERATED ALWAYS AS (to_tsvector('simple', plain)) STORED, "
    "ADD COLUMN marked_words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', translate(marked, {punctuation}, {blanks}))) STORED",
    "CREATE INDEX search_plain ON documents_searchentry USING gin (plain_words)",
    "CREATE INDEX search_marked ON documents_searchentry USING gin (marked_words)",
)


def build(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        statements = SQLITE
    else:
        quoted, blanks = BLANKED.replace("'", "''"), " " * len(BLANKED)
        statements = tuple(s.format(punctuation=f"'{quoted}'", blanks=f"'{blanks}'") for s in POSTGRESQL)
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    names = ("insert", "delete", "update")
    dropped = [*(f"DROP TRIGGER documents_fts_{name}" for name in names), "DROP TABLE documents_fts"]
    if editor.connection.vendor != "sqlite":
        dropped = ["ALTER TABLE documents_searchentry DROP COLUMN plain_words, DROP COLUMN marked_words"]
    with editor.connection.cursor() as cursor:
        for statement in dropped:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(build, remove)]
