"""Giao Việc: what the province has ordered, followed until it is done."""

import sys

__version__ = "0.1.0"


def use_own_sqlite() -> None:
    """Let every later `import sqlite3` get the SQLite of the `pysqlite3` wheel.

    The system's own may still have the WAL corruption bug of 3.7.0 to 3.51.2. Called by the settings,
    before Django opens a database, and not on import: `giaoviec read` opens none and must not pay for it.
    Where no wheel fits, the system's stays, and the settings refuse it when it is too old.
    """
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
