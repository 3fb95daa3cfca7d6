"""Set pieces of the last weeks: so that today each desk of the demonstration accounts has something of every kind.

A piece is a task of one agency, given some working days ago, due some days from today, and what happened to it since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from giaoviec.demo import deeds_lead as lead
from giaoviec.demo import deeds_office as office
from giaoviec.demo.orders import Order, word
from giaoviec.demo.papers import CONCLUSION, LETTER, ORAL, Form
from giaoviec.demo.phrases import Field, fields
from giaoviec.demo.registry import Plan
from giaoviec.demo.tale_inside import Inside
from giaoviec.demo.tales import Tale
from giaoviec.demo.world import World
from giaoviec.rules.access import Actor
from giaoviec.rules.tasks import Cycle, Quality

Play = Callable[[Tale], None]

SHARED_WAITS = (
    "land", "Hồ sơ giao đất, cho thuê đất theo bảng giá đất mới chưa có hướng dẫn thống nhất giữa ba địa bàn cũ.",
    "Đề nghị cho áp dụng thống nhất một quy trình trong thời gian chờ hướng dẫn.",
)  # fmt: skip
SHARED_DECIDED = (
    "order", "Định mức chi phí quản lý sau sắp xếp tổ chức bộ máy chưa rõ áp dụng theo văn bản nào.",
    "Đề nghị cho tiếp tục áp dụng định mức cũ đến khi có hướng dẫn.",
)  # fmt: skip
"""An obstacle that several agencies meet: cause, problem, proposal."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`given` working days ago, `due` days from today (None: open-ended)."""

    play: Play
    given: int
    due: int | None
    deliverable: str = "report"
    starred: bool = False
    helped: bool = False
    written_report: bool = False


def ago(tale: Tale, days: int) -> date:
    """So many working days before today; 0: today."""
    return tale.world.calendar.add(tale.world.today, -days) if days else tale.world.today


# ---- what happened


def untouched(tale: Tale) -> None:
    """Given, and nobody has taken it up."""


def under_way(tale: Tale) -> None:
    given = tale.life.row["given_on"]
    tale.plan(given, tale.take_up)
    tale.plan(tale.world.after(given, 1), tale.first_update)
    tale.plan(tale.world.after(given, 6), tale.update)


def explained(tale: Tale) -> None:
    under_way(tale)
    tale.plan(ago(tale, 1), tale.explain_now)


def claimed(tale: Tale) -> None:
    under_way(tale)
    tale.plan(ago(tale, 1), tale.claim_now)


def first_confirmed(tale: Tale) -> None:
    under_way(tale)
    tale.plan(ago(tale, 3), tale.claim_now)
    by = tale.world.province.actors["theodoi.tonghop"]
    tale.plan(ago(tale, 1), lambda at: office.confirm(tale.life, quality=Quality.GOOD, by=by, at=at))


def rejected(tale: Tale) -> None:
    under_way(tale)
    tale.plan(ago(tale, 4), tale.claim_now)
    _monitor(tale, 1, office.reject, reason="verdicts.reject")


def rejected_for_quality(tale: Tale) -> None:
    under_way(tale)
    tale.plan(ago(tale, 4), tale.claim_now)
    _monitor(tale, 1, office.reject, reason="verdicts.reject_quality", for_quality=True)


def returned(tale: Tale) -> None:
    tale.plan(ago(tale, 1), tale.return_now)


def upheld(tale: Tale) -> None:
    tale.plan(ago(tale, 3), tale.return_now)
    _monitor(tale, 1, office.uphold, reason="returns.uphold")


def corrected(tale: Tale) -> None:
    tale.plan(ago(tale, 3), tale.return_now)
    _monitor(tale, 1, office.correct, changed="returns.correct")


def extension_asked(tale: Tale) -> None:
    under_way(tale)
    tale.plan(ago(tale, 1), tale.ask_extension_now)


def extension_shorter(tale: Tale) -> None:
    under_way(tale)
    tale.plan(ago(tale, 3), tale.ask_extension_now)
    granted_on = tale.life.row["due_on"] + timedelta(days=4)
    _monitor(tale, 1, office.decide_extension, granted_on=granted_on, reason="extensions.shorter")


def extension_refused(tale: Tale) -> None:
    under_way(tale)
    tale.plan(ago(tale, 3), tale.ask_extension_now)
    _monitor(tale, 1, office.decide_extension, granted_on=None, reason="extensions.refuse")


def obstacle_waits(tale: Tale) -> None:
    under_way(tale)
    tale.plan(ago(tale, 2), tale.report_obstacle_now)


def shared_waits(tale: Tale) -> None:
    """What other agencies met too, not answered yet."""
    under_way(tale)
    tale.plan(ago(tale, 4), partial(_report_shared, tale, SHARED_WAITS))


def shared_decided(tale: Tale) -> None:
    """What other agencies met too, decided since by the Office for all of them (`demo.helped`)."""
    under_way(tale)
    tale.plan(ago(tale, 6), partial(_report_shared, tale, SHARED_DECIDED))


def _report_shared(tale: Tale, shared: tuple[str, str, str], at: datetime) -> None:
    cause, problem, proposal = shared
    lead.report_obstacle(
        tale.life, cause=cause, problem=problem, effect=tale.say("obstacles.effect", at), proposal=proposal,
        by=tale.world.lead(tale.life), at=at,
    )  # fmt: skip


def obstacle_answered(tale: Tale) -> None:
    under_way(tale)
    tale.plan(ago(tale, 4), tale.report_obstacle_now)
    _monitor(tale, 1, office.answer_obstacle, answer="obstacles.answer")


def opinion_waits(tale: Tale) -> None:
    """Asked of a collaborator, due today."""
    under_way(tale)
    for helper in tale.life.helping[:1]:
        asked = {"agency": helper["agency_id"], "asked": "opinions.ask", "due_on": tale.world.today}
        _lead(tale, 4, lead.ask_opinion, **asked)


def written_to(tale: Tale) -> None:
    under_way(tale)
    _lead(tale, 2, lead.write, content="threads.agency")
    _monitor(tale, 1, lead.write, content="threads.office")


def inside_late(tale: Tale) -> None:
    under_way(tale)
    _give_inside(tale, due=-1)


def inside_today(tale: Tale) -> None:
    under_way(tale)
    _give_inside(tale, due=0)


def inside_claimed(tale: Tale) -> None:
    """Done by the officers, to be confirmed by their own office."""
    under_way(tale)
    _give_inside(tale, due=3, claims=True)


def taken_over(tale: Tale) -> None:
    """Begun by an agency that is no more, gone on with by the one that took over; told of each cycle."""
    given = tale.life.row["given_on"]
    tale.plan(tale.world.after(given, 2), tale.take_up)
    tale.plan(tale.world.after(given, 3), tale.first_update)
    tale.plan(tale.world.province.merged_on, tale.is_taken_over)
    tale.plan_cycles(tale.world.after(given, 20))


# ---- how


def _monitor(tale: Tale, days: int, deed: Callable[..., object], **what: object) -> None:
    """A deed of the monitor so many working days ago; texts are said by their path."""
    tale.plan(
        ago(tale, days),
        lambda at: deed(tale.life, by=tale.world.monitor(tale.life), at=at, **_said(tale, at, what)),
    )


def _lead(tale: Tale, days: int, deed: Callable[..., object], **what: object) -> None:
    tale.plan(
        ago(tale, days), lambda at: deed(tale.life, by=tale.world.lead(tale.life), at=at, **_said(tale, at, what))
    )


def _said(tale: Tale, at: datetime, what: Mapping[str, object]) -> dict[str, object]:
    return {name: tale.say(value, at) if isinstance(value, str) else value for name, value in what.items()}


def _give_inside(tale: Tale, *, due: int, claims: bool = False) -> None:
    due_on = tale.world.today + timedelta(days=due)
    for doer in Inside(tale).doers():
        tale.plan(tale.world.after(tale.life.row["given_on"], 1), partial(_part, tale, doer, due_on, claims))


def _part(tale: Tale, doer: Actor, due_on: date, claims: bool, at: datetime) -> None:
    child = Inside(tale).give(at, doer, due_on=due_on)
    told = tale.world.after(at.date(), 2)
    tale.plan(told, lambda then: lead.update(child, content=tale.say("updates.first", then), by=doer, at=then))
    if claims:
        tale.plan(
            ago(tale, 1), lambda then: lead.claim(child, content=tale.say("claims.inside", then), by=doer, at=then)
        )


# ---- which pieces

PIECES: tuple[Piece, ...] = (
    Piece(untouched, 1, 16),
    Piece(untouched, 5, 6),
    Piece(under_way, 18, -5),
    Piece(under_way, 24, -1, starred=True),
    Piece(explained, 26, -9),
    Piece(under_way, 14, 0),
    Piece(under_way, 12, 0, "submit"),
    Piece(under_way, 11, 2),
    Piece(under_way, 11, 5, "carry_out", written_report=True),
    Piece(under_way, 30, None),
    Piece(claimed, 15, 3),
    Piece(first_confirmed, 15, 2, "submit", starred=True),
    Piece(rejected, 16, 4),
    Piece(rejected_for_quality, 17, 6, "submit"),
    Piece(returned, 3, 12),
    Piece(upheld, 5, 11),
    Piece(corrected, 5, 13),
    Piece(extension_asked, 13, 4),
    Piece(extension_asked, 13, 6, "submit", starred=True),
    Piece(extension_shorter, 14, 5),
    Piece(extension_refused, 14, 3),
    Piece(obstacle_waits, 13, 9, "carry_out"),
    Piece(obstacle_answered, 13, 10, "carry_out"),
    Piece(shared_waits, 14, 8, "carry_out"),
    Piece(shared_decided, 16, 9, "carry_out"),
    Piece(opinion_waits, 12, 8, "submit", helped=True),
    Piece(written_to, 8, 14),
    Piece(inside_late, 12, 4),
    Piece(inside_today, 12, 7, "submit"),
    Piece(inside_claimed, 12, 6),
)
STAGES = (("stc", "finance"), ("sxd", "construction"), ("phuquy", "commune"))
"""The agencies that have accounts, and the field in which each leads."""


def set_pieces(world: World) -> list[Plan]:
    """The documents of the last weeks that give the pieces: one a day and field."""
    by_day: dict[tuple[date, str], list[Order]] = defaultdict(list)
    for code, topic in STAGES:
        for piece in PIECES:
            issued_on = world.calendar.add(world.today, -piece.given)
            by_day[issued_on, topic].append(_order(world, piece, code, fields()[topic], issued_on))
    forms = _forms()
    return [
        Plan(issued_on, next(forms), fields()[topic], found, issued_on, issued_on)
        for (issued_on, topic), found in sorted(by_day.items())
    ]


def _forms() -> Iterator[Form]:
    while True:
        yield from (LETTER, CONCLUSION, LETTER)


def _order(world: World, piece: Piece, code: str, topic: Field, on: date) -> Order:
    helpers = [world.province.id(other) for other, _ in STAGES[:2] if other != code][:1] if piece.helped else []
    day = world.today + timedelta(days=piece.due) if piece.due is not None else None
    made = Order(
        topic, piece.deliverable, [world.province.id(code)], helpers=helpers,
        due=f"trước ngày {day:%d/%m/%Y}" if day else "", cycle="" if day else Cycle.QUARTER, starred=piece.starred,
        written_report=piece.written_report, play=piece.play,
    )  # fmt: skip
    return word(world, made, on)


def not_yet_given(world: World) -> list[Plan]:
    """What lies on the clerk's desk this morning: one late, one of today, one of the Government, one oral."""
    late, last = world.calendar.add(world.today, -3), world.calendar.add(world.today, -1)
    topics = fields()
    plans = []
    for on, form, topic in (
        (late, LETTER, topics["agriculture"]), (last, CONCLUSION, topics["construction"]),
        (last, LETTER, topics["health"]), (last, ORAL, topics["finance"]),
    ):  # fmt: skip
        leads = [world.province.id(topic.lead)]
        found = [word(world, Order(topic, "report", leads, due="trong 10 ngày làm việc"), on) for _ in range(2)]
        plans.append(Plan(on, form, topic, found[: 1 if form is ORAL else 2], on, None))
    return plans


CARRIED = (
    ("finance", "skhdt.la"), ("finance", "skhdt.bi"), ("construction", "sgtvt.la"), ("construction", "sgtvt.bi"),
    ("agriculture", "stnmt.la"), ("agriculture", "snnptnt.bi"), ("home", "sldtbxh.da"), ("science", "stttt.la"),
    ("commune", "huyenphuquy"), ("commune", "thanhphodalat"),
)  # fmt: skip
"""Work from before the merger: the field, and the agency that it was given to."""


def carried_over(world: World) -> list[Plan]:
    """Documents of spring 2025 that gave work to agencies which are no more; what they gave is still open."""
    plans = []
    for number, (topic, code) in enumerate(CARRIED):
        if code in world.province.agencies:
            on = world.working(date(2025, 2, 10) + timedelta(days=13 * number))
            made = Order(fields()[topic], "carry_out", [world.province.id(code)], cycle=Cycle.QUARTER, play=taken_over)
            plans.append(Plan(on, LETTER, fields()[topic], [word(world, made, on)], on, on))
    return plans
