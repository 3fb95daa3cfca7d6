"""The province in which the tests of the Regulation live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cast import DAY, make_cast
from tests.regulation.province import Province


@pytest.fixture
def province(db: None, set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> Province:
    settings.DATA_DIR = tmp_path
    set_day(DAY)
    return Province(make_cast(), set_day)
