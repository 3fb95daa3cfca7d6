"""`giaoviec calendar`, `giaoviec profile` and `giaoviec trace`."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from giaoviec import clock
from giaoviec.journal.errors import Refused
from giaoviec.regulation import actions, preview, queries, tracing
from giaoviec.regulation.drafting import draft
from giaoviec.regulation.forms import KINDS, read_profile
from giaoviec.regulation.values import shown
from giaoviec.rules import profile as rules
from giaoviec.rules.calendar import DayKind, Year
from giaoviec.rules.citation import Cite
from giaoviec.rules.profile import Profile, compare
from giaoviec.rules.profiles import PROFILES

# calendar


def calendar_arguments(parser: argparse.ArgumentParser) -> None:
    """What `giaoviec calendar` takes."""
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.add_parser("list", help="the years that are entered")
    show = steps.add_parser("show", help="the days of a year that are not what the week says")
    entered = steps.add_parser("draft", help="enter a year as far as it is known, unconfirmed")
    confirm = steps.add_parser("confirm", help="say that a year was compared with its notice")
    change = steps.add_parser("set", help="change a day")
    for step in (show, entered, confirm):
        step.add_argument("year", type=int)
    confirm.add_argument("--notice", required=True, help="number and date of the notice")
    change.add_argument("day", type=date.fromisoformat, help="YYYY-MM-DD")
    change.add_argument("kind", choices=[*(kind for kind, _ in KINDS), "none"], help="none: as the week says")
    change.add_argument("--name", default="", help="what the day is called")
    change.add_argument("--why", required=True)


def calendar(args: argparse.Namespace) -> int:
    """Run `giaoviec calendar`."""
    steps = {"list": _list_years, "show": _show_year, "draft": _draft, "confirm": _confirm, "set": _set_day}
    steps[args.step](args)
    return 0


def _list_years(args: argparse.Namespace) -> None:
    for number, year in sorted(queries.calendar().years.items()):
        state = "đã xác nhận" if year.confirmed else "chưa xác nhận"
        print(f"{number}\t{state}\t{len(year.days)}\t{year.notice}")


def _show_year(args: argparse.Namespace) -> None:
    year = _year(args.year)
    print(f"{year.year}\t{'đã xác nhận' if year.confirmed else 'chưa xác nhận'}\t{year.notice}")
    for day, (kind, name) in sorted(year.days.items()):
        print(f"{day:%d/%m/%Y}\t{kind.vi}\t{name}")


def _draft(args: argparse.Namespace) -> None:
    if args.year in queries.calendar().years:
        raise CommandError(f"Lịch năm {args.year} đã có; dùng calendar set để sửa, calendar confirm để xác nhận.")
    try:
        year = draft(args.year)
    except ValueError as wrong:
        raise CommandError(str(wrong)) from None
    _write(year, reason="lập dự thảo")
    _show_year(args)


def _confirm(args: argparse.Namespace) -> None:
    actions.confirm_year(args.year, args.notice, by=None, on=clock.today(), at=clock.now())
    print(f"Lịch năm {args.year} đã xác nhận theo {args.notice}.")


def _set_day(args: argparse.Namespace) -> None:
    known = queries.calendar()
    year = _year(args.day.year)
    days = {day: what for day, what in year.days.items() if day != args.day}
    if args.kind != "none":
        kind = DayKind(args.kind)
        days[args.day] = (kind, args.name or kind.vi)
    _write(Year(year.year, days, year.confirmed, year.notice), reason=args.why)
    for change in preview.changed_days(known, queries.calendar(), year.year):
        print(f"{change.day:%d/%m/%Y}: {change.old.vi} → {change.new.vi}")


def _write(year: Year, *, reason: str) -> None:
    actions.change_calendar(
        year.year,
        year.days,
        confirmed=year.confirmed,
        notice=year.notice,
        reason=reason,
        by=None,
        on=clock.today(),
        at=clock.now(),
    )


def _year(number: int) -> Year:
    year = queries.calendar().years.get(number)
    if year is None:
        raise CommandError(f"Lịch năm {number} chưa được nhập; dùng giaoviec calendar draft {number}.")
    return year


# profile


def profile_arguments(parser: argparse.ArgumentParser) -> None:
    """What `giaoviec profile` takes."""
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.add_parser("list", help="profiles in force, and those that are shipped")
    show = steps.add_parser("show", help="one profile's numbers with their grounds")
    show.add_argument("code", nargs="?", help="the one in force today, where left out")
    show.add_argument("--json", action="store_true", help="as a file that `load` takes")
    steps.add_parser("check", help="whether a file can be loaded, and what it would change").add_argument("file")
    load = steps.add_parser("load", help="put a profile from a file in force")
    load.add_argument("file")
    load.add_argument("--from", dest="day", type=date.fromisoformat, help="since when (as the file says)")
    load.add_argument("--why", required=True)
    both = steps.add_parser("compare", help="what two profiles have differently")
    both.add_argument("old")
    both.add_argument("new")


def profile(args: argparse.Namespace) -> int:
    """Run `giaoviec profile`."""
    steps = {"list": _list_profiles, "show": _show_profile, "check": _check, "load": _load, "compare": _compare}
    steps[args.step](args)
    return 0


def _list_profiles(args: argparse.Namespace) -> None:
    in_force = queries.profiles()
    for one in (*in_force, *(other for other in PROFILES if other not in in_force)):
        state = f"từ {one.effective_from:%d/%m/%Y}" if one in in_force else "kèm theo phần mềm, chưa áp dụng"
        print(f"{one.code}\t{one.name}\t{state}")


def _show_profile(args: argparse.Namespace) -> None:
    chosen = _profile(args.code) if args.code else queries.profile_on(clock.today())
    if args.json:
        print(json.dumps(rules.dump(chosen), ensure_ascii=False, indent=2))
        return
    print(f"{chosen.code}\t{chosen.name}\t{chosen.regulation}")
    for key, number in chosen.numbers.items():
        print(f"{key}\t{shown(number.value)}\t{number.ground.vi}")


def _check(args: argparse.Namespace) -> None:
    new = actions.checked_profile(_read(args.file))
    print(f"Tệp hợp lệ: {new.name} ({new.code}), hiệu lực từ {new.effective_from:%d/%m/%Y}.")
    _print_differences(queries.profile_on(new.effective_from), new)


def _load(args: argparse.Namespace) -> None:
    row = actions.load_profile(
        _read(args.file), effective_from=args.day, reason=args.why, by=None, on=clock.today(), at=clock.now()
    )
    print(f"Đã nạp hồ sơ {row.code}, hiệu lực từ {row.effective_from:%d/%m/%Y}.")


def _compare(args: argparse.Namespace) -> None:
    _print_differences(_profile(args.old), _profile(args.new))


def _print_differences(old: Profile, new: Profile) -> None:
    for key, label, before, after in compare(old, new):
        print(f"{key}\t{label}\t{shown(before)} → {shown(after)}")


def _profile(code: str) -> Profile:
    known = {one.code: one for one in (*PROFILES, *queries.profiles())}
    if code not in known:
        raise CommandError(f"Không có hồ sơ “{code}”; đang có: {', '.join(known)}.")
    return known[code]


def _read(name: str) -> dict[str, Any]:
    try:
        return read_profile(name, Path(name).read_text(encoding="utf-8"))
    except ValueError as wrong:
        raise Refused(f"{name}: {wrong}") from None


# trace


def trace_arguments(parser: argparse.ArgumentParser) -> None:
    """What `giaoviec trace` takes."""
    parser.add_argument("--article", help="one article only, as QC 7")
    parser.add_argument("--tests", type=Path, help="folder of the Regulation's tests (tests/regulation)")
    parser.add_argument("--check", action="store_true", help="exit 1 where a clause has nothing that carries it out")


def trace(args: argparse.Namespace) -> int:
    """Run `giaoviec trace`: a table of article, rule, test and screen."""
    rows = tracing.traces(args.tests)
    if args.article:
        rows = tuple(row for row in rows if _of_article(row.clause.code, args.article))
    print("điều khoản\tquy tắc\tkiểm thử\tmàn hình\tlý do")
    for row in rows:
        rules_ = ", ".join(name.removeprefix("giaoviec.rules.") for name in row.rules)
        screens = ", ".join(screen.path for screen in row.screens)
        print(f"{row.clause.code}\t{rules_ or '–'}\t{', '.join(row.tests) or '–'}\t{screens or '–'}\t{row.reason}")
    open_ = [row.clause.code for row in rows if not row.is_carried_out]
    if args.check and open_:
        raise CommandError(f"Chưa có gì thực hiện: {', '.join(open_)}.")
    return 0


def _of_article(code: str, article: str) -> bool:
    try:
        Cite(article)
    except ValueError:
        raise CommandError(f"“{article}” không phải là điều khoản; ghi như QC 7 hoặc QC 7.2.b#1.") from None
    return code == article or code.startswith((f"{article}.", f"{article}#"))
