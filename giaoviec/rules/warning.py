"""Early warning: the chance that an assignment will not be done by its due date, from the province's own history.

Small and explained: a logistic regression over a few plain facts, the agency's own record drawn towards the province's
where it is short, calibrated on later work than it was learned from. It advises whom to telephone; nothing is scored by
it. Dated assignments only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.courses import BEGIN_IN, GROUPS, Course, Record, counted, features, happened, quiet_days
from giaoviec.rules.learning import Bin, Row, area, bins, calibrate, calibration_error, chance, fit
from giaoviec.rules.tasks import Deliverable

# ---- learning

SEEN_AT = (0.25, 0.5, 0.75, 0.9)
"""Shares of the time from giving to the due date at which a past assignment is looked at, one of them each."""
BEGUN, LEARNED, CALIBRATED = 0.15, 0.7, 0.85
"""Shares of the looks, in order of days: the first only fill the records of agencies; then it is learned, then
calibrated; the last measure."""
HELD = 10.0
"""How firmly the weight of a class is held to zero: about as forty looks would."""
CONSTANT, AGENCY, TYPE, SLOW = "constant", "agency", "type", "slow"


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: a weight for each class, the mean effect of each group, the calibration, and how well it does
    on work later than it was learned from (`area`; `plain_area`: of the agency's record alone; `error`)."""

    weights: Mapping[str, float]
    means: Mapping[str, float]
    shift: float
    slope: float
    record: Record
    courses: int
    area: float
    plain_area: float
    error: float
    table: tuple[Bin, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain numbers and words, for a row of the database."""
        table = [[part.said, part.came, part.number] for part in self.table]
        return {
            "weights": dict(self.weights), "means": dict(self.means), "shift": self.shift, "slope": self.slope,
            "record": self.record.counts, "courses": self.courses, "area": self.area, "plain_area": self.plain_area,
            "error": self.error, "table": table,
        }  # fmt: skip

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> Model:
        """The model of `as_json`."""
        return cls(**{**data, "record": Record(data["record"]), "table": tuple(Bin(*part) for part in data["table"])})


@dataclass(frozen=True, slots=True)
class _Look:
    course: Course
    on: date


@cites("QC 9.3")
@policy("early_warning")
def learn(courses: Iterable[Course], *, on: date, least: int) -> Model | None:
    """Learns from what fell due before a day; None where fewer than `least` did, or all of them ended the same way.

    How well it does is measured on the last looks, which it has not seen; then it learns from these too.
    """
    known = [course for course in courses if course.due_on < on]
    late = sum(course.late for course in known)
    if len(known) < least or late in (0, len(known)):
        return None
    looks = sorted((look for course in known for look in _looks(course)), key=lambda look: (look.on, look.course.id))
    names, rows, plain = _rows(looks, known)
    start, cut, end = (round(len(rows) * share) for share in (BEGUN, LEARNED, CALIBRATED))
    weights = _fitted(rows[start:cut], len(names))
    odds = [_odds(row, weights) for row in rows[cut:]]
    true = [row.true for row in rows[cut:]]
    shift, slope = calibrate(odds[: end - cut], true[: end - cut])
    said, came = [chance(shift + slope * value) for value in odds[end - cut :]], true[end - cut :]
    table, record = bins(said, came), Record()
    for course in known:
        record.add(course)
    weights, (shift, slope) = _fitted(rows[start:], len(names)), calibrate(odds, true)
    return Model(
        dict(zip(names, weights, strict=True)), _means(rows[start:], names, weights), shift, slope, record, len(known),
        area(said, came), area(plain[end:], came), calibration_error(table), table,
    )  # fmt: skip


def _fitted(rows: Sequence[Row], width: int) -> list[float]:
    """The weights of the features; without evidence an agency's record counts as it is, and a class nothing."""
    around = [0.0, 1.0, *[0.0] * (width - 2)]
    return fit(rows, around=around, holds=[1e-6, *[HELD] * (width - 1)])


def _looks(course: Course) -> Iterable[_Look]:
    """The day of giving and one day on the way, while it was not done."""
    whole = (course.due_on - course.given_on).days
    later = course.given_on + timedelta(days=round(whole * SEEN_AT[course.id % len(SEEN_AT)]))
    for day in dict.fromkeys((course.given_on, later)):
        if day <= course.due_on and (course.done_on is None or course.done_on > day):
            yield _Look(course, day)


def _rows(looks: Sequence[_Look], known: Sequence[Course]) -> tuple[list[str], list[Row], list[float]]:
    """The names of the features, the looks as rows over them, and the agency's record alone as it was on that day."""
    names = {CONSTANT: 0, AGENCY: 1, TYPE: 2, SLOW: 3}
    falling, next_one = sorted(known, key=lambda course: course.due_on), 0
    record, rows, plain = Record(), [], []
    for look in looks:
        while next_one < len(falling) and falling[next_one].due_on < look.on:
            record.add(falling[next_one])
            next_one += 1
        amounts = record.amounts(look.course)
        seen = features(look.course, look.on)
        classes = sorted(names.setdefault(f"{group}={seen[group]}", len(names)) for group in GROUPS)
        rows.append(Row((0, 1, 2, 3, *classes), (1.0, *amounts, *[1.0] * len(classes)), look.course.late))
        plain.append(amounts[0])
    return list(names), rows, plain


def _odds(row: Row, weights: Sequence[float]) -> float:
    return sum(weights[i] * v for i, v in zip(row.places, row.amounts, strict=True))


def _means(rows: Sequence[Row], names: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    """What each group adds in the mean, so that a reason is what differs from the usual."""
    sums: dict[str, float] = {}
    for row in rows:
        for i, v in zip(row.places, row.amounts, strict=True):
            group = names[i].partition("=")[0]
            sums[group] = sums.get(group, 0.0) + weights[i] * v
    return {group: total / len(rows) for group, total in sums.items()}


# ---- judging an open assignment

REASONS = 3
TELLS = 0.25
"""Log-odds above the usual from which a fact is named as a reason."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The chance of being late, and what raises it above the usual, in words, the weightiest first."""

    chance: float
    reasons: tuple[str, ...]


@policy("early_warning")
def outlook(model: Model, course: Course, on: date) -> Outlook:
    """The outlook of an open assignment on a day. One whose due date has passed is late: the chance is 1."""
    if on > course.due_on:
        return Outlook(1.0, (f"đã quá hạn {(on - course.due_on).days} ngày",))
    effects = _effects(model, course, on)
    odds = model.weights[CONSTANT] + sum(effects.values())
    above = {group: effect - model.means.get(group, 0.0) for group, effect in effects.items()}
    telling = sorted((group for group in above if above[group] >= TELLS), key=lambda group: -above[group])
    words = (_in_words(group, model, course, on) for group in telling)
    said = tuple(dict.fromkeys(reason for reason in words if reason))[:REASONS]
    return Outlook(chance(model.shift + model.slope * odds), said or ("không có dấu hiệu riêng",))


def _effects(model: Model, course: Course, on: date) -> dict[str, float]:
    amounts = zip((AGENCY, TYPE, SLOW), model.record.amounts(course), strict=True)
    found = {group: model.weights[group] * amount for group, amount in amounts}
    for group, value in features(course, on).items():
        found[group] = model.weights.get(f"{group}={value}", 0.0)
    return found


def _in_words(group: str, model: Model, course: Course, on: date) -> str:
    """A fact as a reason; empty for one that says nothing to a person by itself."""
    if group in (AGENCY, TYPE):
        return _record_in_words(group, model, course)
    if group == SLOW:
        number, slow = model.record.of(f"slow agency {course.agency_id}")
        return f"cơ quan này để {slow}/{number} việc quá {BEGIN_IN} ngày mới cập nhật lần đầu" if number else ""
    number_of = {name: happened(days, on) for name, days in counted(course).items()}
    times = {
        "returned": f"đã chuyển lại {number_of['returned']} lần",
        "extended": f"đã gia hạn {number_of['extended']} lần",
        "rejected": f"kết quả {number_of['rejected']} lần chưa được xác nhận",
    }
    if group in times:
        return times[group] if number_of[group] else ""
    whole, left = (course.due_on - course.given_on).days, (course.due_on - on).days
    soon = f"còn {left} ngày là đến hạn" if left else "hôm nay đến hạn"
    plain = {
        "deliverable": f"việc {_type_vi(course)} hay trễ hơn việc khác",
        "days": f"thời hạn {whole} ngày",
        "helpers": f"có {course.helpers} cơ quan phối hợp" if course.helpers else "",
        "month": f"hạn rơi vào tháng {course.due_on.month}",
        "gone": soon if 2 * left <= whole else "",
        "quiet": f"{quiet_days(course, on)} ngày chưa cập nhật",
        "begun": "" if any(day <= on for day in course.updates) else "chưa cập nhật lần nào",
    }
    return plain.get(group, "")


def _record_in_words(group: str, model: Model, course: Course) -> str:
    agency = f"agency {course.agency_id}"
    number, late = model.record.of(agency if group == AGENCY else f"{agency} {course.deliverable}")
    if group == TYPE and number == model.record.of(agency)[0]:
        return ""  # it has no other work: said already
    what = "việc" if group == AGENCY else f"việc {_type_vi(course)}"
    return f"cơ quan này trễ {late}/{number} {what} đã đến hạn" if number else "cơ quan này chưa có việc nào đến hạn"


def _type_vi(course: Course) -> str:
    return {"submit": "phải trình", "report": "phải báo cáo", "carry_out": "phải hoàn thành"}.get(
        Deliverable(course.deliverable).value, "không nêu sản phẩm"
    )
