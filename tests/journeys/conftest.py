"""The stage of the journeys: the cast, a browser, a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cast import DAY, make_cast
from tests.journeys.stage import Stage
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def stage(page: Page, live: Live, set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> Stage:
    settings.DATA_DIR = tmp_path
    set_day(DAY)
    return Stage(page, make_cast(), live, set_day)
