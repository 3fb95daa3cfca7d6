"""The small demonstration is made on whatever day somebody first starts the product."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from giaoviec.days import HANOI
from giaoviec.demo import history
from giaoviec.journal.queries import first_break
from giaoviec.oversight.models import Urging
from tests.shell.test_demo_small import PASSWORD


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2026, 11, 25), date(2026, 12, 26), date(2027, 2, 10)], ids=str)
def test_it_is_made_on_any_day(today: date, settings: Any, tmp_path: Path) -> None:
    """A working day on which two duties of one assignment lay open in the past, a Saturday, a day after Tết."""
    settings.DATA_DIR = tmp_path
    now = datetime.combine(today, time(10), HANOI)
    history.make(history.SIZES["small"], seed=2026, today=today, now=now, password=PASSWORD)
    assert Urging.objects.count() > 5
    assert first_break() is None
