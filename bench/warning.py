"""Early warning on the province-size demonstration, cut by date: `python -m bench warning`.

The story's own probabilities (`giaoviec.demo.lateness`) are the most that can be known on the day of giving; what they
gain in AUC over the agency's plain rate is the measure. Learned from everything that fell due before a day a year ago
at most, judged on what was given after it and has fallen due since.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from bench.places import HOME, Place, schema
from bench.works import Line, inside

SHARE, ERROR, SECONDS, MILLISECONDS = 0.8, 0.05, 20.0, 50.0
LATER = 270
"""Days before today at which is cut."""


def warning() -> Iterator[Line]:
    """The lines of the table."""
    place = Place("SQLite", 30_000, HOME / f"warning-{schema()}")
    place.folder.mkdir(parents=True, exist_ok=True)
    if place.giaoviec("prepare").endswith("empty"):
        print("living a province-size demonstration …", flush=True)
        inside(place, "live")
    found = inside(place, "warn")
    at_start, on_way = found["at giving"], found["half way"]
    yield Line(
        "early warning: share of the gain in AUC, day of giving", "≥ 80 %", place.kind,
        f"{at_start['share']:.0%} ({_areas(at_start)}; {found['judged']:,} judged)", at_start["share"] >= SHARE,
    )  # fmt: skip
    yield Line(
        "early warning: share of the gain in AUC, half way", "≥ 80 %", place.kind,
        f"{on_way['share']:.0%} ({_areas(on_way)})", on_way["share"] >= SHARE,
    )  # fmt: skip
    error = max(at_start["error"], on_way["error"])
    yield Line(
        "early warning: calibration error on later work", "≤ 0.05", place.kind,
        f"{at_start['error']:.3f} at giving, {on_way['error']:.3f} half way", error <= ERROR,
    )  # fmt: skip
    yield Line(
        "early warning: training", "≤ 20 s", place.kind,
        f"{found['seconds']:.1f} s on {found['learned']:,} assignments", found["seconds"] <= SECONDS,
    )  # fmt: skip
    alike = inside(place, "alike")
    yield Line(
        "near-duplicate check against 100,000 texts", "≤ 50 ms", place.kind,
        f"p50 {alike['p50']:.1f} ms, p95 {alike['p95']:.1f} ms", alike["p95"] <= MILLISECONDS,
    )  # fmt: skip


def _areas(found: dict[str, float]) -> str:
    return f"AUC {found['plain']:.3f} plain, {found['model']:.3f} model, {found['story']:.3f} story"


# ---- inside a process of the product


def live() -> dict[str, Any]:
    """Lives a province-size demonstration into the empty database, without what early warning does not read (search,
    duties, journal), and keeps the story's probabilities beside it."""
    from django.conf import settings
    from django.db import transaction

    from giaoviec import clock
    from giaoviec.demo import history
    from giaoviec.demo.ledger import much_to_write

    chances: dict[int, float] = {}
    clock.mark_demonstration()
    with much_to_write(), transaction.atomic():
        story = history.begin(
            history.SIZES["province"], seed=2026, today=clock.today(), now=clock.now(), password="giaoviec-bench"
        )
        for _ in story.days():
            if len(story.lives) >= history.CHAPTER:
                chances |= _written(story)
        chances |= _written(story)
        story.world.book.ledger.reset_sequences()
    path = settings.DATA_DIR / "chances.json"
    path.write_text(json.dumps([clock.today().isoformat(), chances]))
    return {"lives": len(chances)}


def _written(story: Any) -> dict[int, float]:
    """Writes what has been lived, and forgets it; the probabilities of what was written."""
    from giaoviec.demo.book import MODELS

    book, ledger = story.world.book, story.world.book.ledger
    book.acts, book.words, book.notices = [], {}, []
    unread = {"SearchEntry", "Duty", "Notice", "Event", "Touch"}
    ledger.write(only=[model for model in MODELS if model.__name__ not in unread])
    for model in MODELS:
        ledger.rows(model).clear()
    found = _chances(story.lives)
    story.lives.clear()
    story.world.ground.ticks.clear()
    return found


def _chances(lives: Iterable[Any]) -> dict[int, float]:
    return {life.id: life.late_chance for life in lives if life.late_chance is not None}


def warn() -> dict[str, Any]:
    """Learns before the cut, judges after it."""
    from django.conf import settings

    from giaoviec.oversight.queries.warning import courses
    from giaoviec.rules.warning import learn

    day, kept = json.loads((settings.DATA_DIR / "chances.json").read_text())
    today, chances = date.fromisoformat(day), {int(pk): value for pk, value in kept.items()}
    cut = today - timedelta(days=LATER)
    every = [course for part in courses(before=today) for course in part]
    before = [course for course in every if course.given_on < cut]
    began = time.perf_counter()
    model = learn(before, on=cut, least=300)
    seconds = time.perf_counter() - began
    assert model is not None
    judged = [c for c in every if c.given_on >= cut and c.due_on < today and c.id in chances]
    print(f"{len(every)} courses, {len(judged)} judged, own table {model.area:.3f} {model.error:.3f}", file=sys.stderr)
    return {
        "judged": len(judged), "learned": model.courses, "seconds": seconds,
        "at giving": _held(model, judged, chances, 0.0), "half way": _held(model, judged, chances, 0.5),
    }  # fmt: skip


def _held(model: Any, judged: list[Any], chances: dict[int, float], share: float) -> dict[str, float]:
    """How the model, the agency's plain rate and the story tell late from not late, at a share of the time."""
    from giaoviec.rules.learning import area, bins, calibration_error
    from giaoviec.rules.warning import outlook

    looks = [(c, c.given_on + timedelta(days=round((c.due_on - c.given_on).days * share))) for c in judged]
    open_then = [(c, on) for c, on in looks if c.done_on is None or c.done_on > on]
    true = [c.late for c, _ in open_then]
    said = [outlook(model, c, on).chance for c, on in open_then]
    rates = []
    for c, _ in open_then:
        number, late = model.record.of(f"agency {c.agency_id}")
        rates.append((late + 1) / (number + 2))
    found = {
        "plain": area(rates, true), "model": area(said, true),
        "story": area([chances[c.id] for c, _ in open_then], true),
        "error": calibration_error(bins(said, true)), "number": len(true),
    }  # fmt: skip
    return found | {"share": (found["model"] - found["plain"]) / (found["story"] - found["plain"])}


def alike() -> dict[str, float]:
    """Asks for the like of texts among 100,000 that share a letterhead; the fingerprints are made once and kept."""
    from random import Random

    from django.db import transaction

    from giaoviec.documents import prints
    from giaoviec.documents.models import PrintBand, TextPrint
    from giaoviec.rules.likeness import bands, fingerprint, packed

    chance, number = Random(26), 100_000
    words = [f"{a}{b}{c}" for a in "bchdđklmnpt" for b in ("a", "ê", "o", "ươ", "i") for c in ("", "n", "ng", "c")]
    head = chance.choices(words, k=25)
    texts = [" ".join(head + chance.choices(words, k=chance.randint(60, 220))) for _ in range(number)]
    if TextPrint.objects.count() < number:
        with transaction.atomic():
            for start in range(0, number, 2_000):
                made = [fingerprint(text) or () for text in texts[start : start + 2_000]]
                kept = TextPrint.objects.bulk_create(
                    TextPrint(subject="claim", subject_id=10**9 + start + i, print=packed(p), act="0" * 32)
                    for i, p in enumerate(made)
                )
                values = (PrintBand(print=row, value=v) for row, p in zip(kept, made, strict=True) for v in bands(p))
                PrintBand.objects.bulk_create(values, 5_000)
    times = []
    for place in chance.sample(range(number), 60):
        copy = texts[place].split()
        copy[40] = "khác"
        began = time.perf_counter()
        found = prints.alike(" ".join(copy), subject="claim")
        times.append((time.perf_counter() - began) * 1000)
        assert found[0].subject_id == 10**9 + place
    times.sort()
    return {"p50": times[len(times) // 2], "p95": times[len(times) * 95 // 100]}
