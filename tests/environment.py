"""Loaded before Django's settings (`-p tests.environment`): a data folder of one's own, nothing of the caller's.

What remains of the caller's environment is DATABASE_URL, which chooses the database, and REQUIRE_ALL.
"""

import atexit
import os
import shutil
import tempfile

from giaoviec.environment import SETTINGS

for setting in SETTINGS:
    if setting.name != "DATABASE_URL":
        os.environ.pop(setting.name, None)
MEMORY = "/dev/shm"  # a folder in memory: tests write much and keep nothing, and need no disk to wait for
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="giaoviec-test-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
os.environ["SECRET_KEY"] = "for the tests alone, never anywhere else"
os.environ["SECOND_FACTOR"] = "offered"  # What is tried with one asks for it: tests/shell/test_sign_factors.py.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in the thread of the test.
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
