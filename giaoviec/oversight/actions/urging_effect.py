"""What a letter moved is measured once, on the first day after its days are over, and kept with its items."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.journal.actions import act
from giaoviec.oversight.models import LetterStage, Urging, UrgingItem
from giaoviec.oversight.queries.urging import LETTERS
from giaoviec.oversight.queries.urging_effect import effects
from giaoviec.rules.citation import policy


@policy("urging_effect")
def measure(*, on: date, at: datetime) -> int:
    """Measures the sent letters whose days are over; says how many. May be run again: each is measured once."""
    over = Urging.objects.filter(
        LETTERS, stage=LetterStage.SENT, recalled_on=None, measured_on=None, effect_until__lt=on
    )  # fmt: skip
    letters = list(over.values_list("pk", flat=True))
    if not letters:
        return 0
    moved = {pk: what for effect in effects(letters, on).values() for pk, what in effect.items.items()}
    with act("measure_urging", by=None, on=on, at=at, subject="day", letters=len(letters)) as a:
        UrgingItem.objects.bulk_update(
            [UrgingItem(pk=pk, moved=what.value) for pk, what in moved.items()], ["moved"], batch_size=500
        )
        Urging.objects.filter(pk__in=letters).update(measured_on=on)
        a.touch("urging", *letters)
    return len(letters)
