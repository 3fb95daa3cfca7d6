"""`giaoviec agencies` and `giaoviec users`: the directory and the accounts without a browser."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.core.management import CommandError

from giaoviec import clock
from giaoviec.agencies import actions, queries
from giaoviec.agencies.actions import NewAgency, NewPost
from giaoviec.agencies.actions.succession import KINDS
from giaoviec.agencies.models import Agency, AgencyGroup, AgencyKind, Person, Succession
from giaoviec.journal.actions import Act, act
from giaoviec.rules.roles import Role

MoveWork = Callable[[Act, Succession, Mapping[int, int]], int]
"""Within an open act, gives the open work of a succession's predecessors to its successors; returns how many. The third
says which successor (its place) takes an assignment; the first where nothing is said."""


# agencies


def agencies_arguments(parser: argparse.ArgumentParser) -> None:
    """What `giaoviec agencies` takes."""
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    listing = steps.add_parser("list", help="agencies in official order")
    listing.add_argument("--on", type=date.fromisoformat, help="as of a day (YYYY-MM-DD)")
    listing.add_argument("--kind", choices=AgencyKind.values)
    listing.add_argument("--group", help="code of a group")
    steps.add_parser("show", help="one agency with its names, aliases, units").add_argument("code")
    _add_arguments(steps.add_parser("add", help="enter an agency"))
    alias = steps.add_parser("alias", help="another way in which documents write an agency")
    alias.add_argument("code")
    alias.add_argument("text")
    alias.add_argument("--kind", choices=["name", "code"], default="name")
    _succession_arguments(steps)


def agencies(args: argparse.Namespace, move_work: MoveWork | None = None) -> int:
    """Run `giaoviec agencies`; `move_work` takes a succession's open work along (the page has the same)."""
    steps: dict[str, Callable[[argparse.Namespace], None]] = {
        "list": _list_agencies,
        "show": _show_agency,
        "add": _add_agency,
        "alias": _add_alias,
    }
    if args.step in KINDS:
        _succeed(args, move_work)
    else:
        steps[args.step](args)
    return 0


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code")
    parser.add_argument("name")
    parser.add_argument("--short-name", default="")
    parser.add_argument("--kind", choices=AgencyKind.values, default="department")
    parser.add_argument("--position", type=int)
    parser.add_argument("--identity-code", default="")
    parser.add_argument("--parent", help="code of the agency above")
    parser.add_argument("--group", action="append", default=[], help="code of a group (may be repeated)")
    parser.add_argument("--from", dest="day", type=date.fromisoformat, help="since when it exists (today)")


def _succession_arguments(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    texts = {
        "merge": "several agencies into one",
        "split": "one agency into several",
        "rename": "a new name for the same agency",
        "abolish": "the end of an agency",
    }
    for kind, text in texts.items():
        parser = steps.add_parser(kind, help=text)
        parser.add_argument("codes", nargs="+" if kind in ("merge", "abolish") else 1, metavar="CODE")
        parser.add_argument("--basis", required=True, help="the legal basis: number and date")
        parser.add_argument("--from", dest="day", type=date.fromisoformat, help="since when (today)")
        if kind == "rename":
            parser.add_argument("--name", required=True)
            parser.add_argument("--short-name", default="")
        else:
            parser.add_argument("--into", action="append", default=[], metavar="CODE", help="a successor (repeatable)")
        if kind == "split":
            parser.add_argument(
                "--share", action="append", default=[], type=_share, metavar="CODE=57,58",
                help="a successor of --into and the assignments that it takes (repeatable); the first takes the rest",
            )  # fmt: skip


def _share(text: str) -> tuple[str, tuple[int, ...]]:
    """ "sxd=57,58" → the code and the assignments."""
    code, _, numbers = text.partition("=")
    ids = [number.strip() for number in numbers.split(",")]
    if not code or not all(number.isdecimal() for number in ids):
        raise argparse.ArgumentTypeError("CODE=57,58 is needed: a successor and the numbers of assignments")
    return code, tuple(int(number) for number in ids)


def _list_agencies(args: argparse.Namespace) -> None:
    on = args.on or clock.today()
    rows = queries.directory(on, [args.kind] if args.kind else None)
    wanted = set(queries.group_members(_group(args.group), on)) if args.group else None
    names = queries.names_on(rows, on)
    for agency in rows:
        if wanted is None or agency in wanted:
            print(f"{agency.code}\t{agency.kind}\t{names[agency.pk][0]}\t{agency.identity_code}")


def _show_agency(args: argparse.Namespace) -> None:
    agency = _agency(args.code)
    print(f"{agency.code}\t{agency.name}\t{agency.get_kind_display()}")
    print(f"hoạt động\t{agency.founded_on} – {agency.dissolved_on or ''}")
    for row in queries.history_of_names(agency):
        print(f"tên từ {row.on}\t{row.name}\t{row.short_name}")
    for alias in agency.aliases.all():
        print(f"cách viết khác\t{alias.text}")
    for unit in queries.units_of(agency, clock.today()):
        print(f"phòng, ban\t{unit.name}")


def _add_agency(args: argparse.Namespace) -> None:
    new = NewAgency(
        code=args.code,
        kind=args.kind,
        name=args.name,
        short_name=args.short_name,
        position=args.position,
        parent_id=_agency(args.parent).pk if args.parent else None,
        identity_code=args.identity_code,
        group_ids=tuple(_group(code).pk for code in args.group),
    )
    agency = actions.add_agency(new, by=None, on=args.day or clock.today(), at=clock.now())
    print(f"Đã thêm {agency.name} ({agency.code}).")


def _add_alias(args: argparse.Namespace) -> None:
    agency = _agency(args.code)
    actions.add_alias(agency.pk, args.text, kind=args.kind, by=None, on=clock.today(), at=clock.now())
    print(f"“{args.text}” nay được hiểu là {agency.name}.")


def _succeed(args: argparse.Namespace, move_work: MoveWork | None) -> None:
    on, at = args.day or clock.today(), clock.now()
    shares = _shares(getattr(args, "share", []), getattr(args, "into", []))
    with act("succeed", by=None, on=on, at=at, subject="succession", kind=args.step) as a:
        row: Succession = actions.succeed(
            args.step,
            predecessors=[_agency(code).pk for code in args.codes],
            successors=[_agency(code).pk for code in getattr(args, "into", [])],
            basis=args.basis,
            new_name=getattr(args, "name", ""),
            new_short_name=getattr(args, "short_name", ""),
            by=None,
            on=on,
            at=at,
            within=a,
        )
        moved = move_work(a, row, shares) if move_work else 0
    print(f"Đã ghi việc {KINDS[args.step]}, {row.basis}; {moved} việc đang mở đã chuyển theo.")


def _shares(said: Sequence[tuple[str, tuple[int, ...]]], into: Sequence[str]) -> dict[int, int]:
    """The place of the successor by assignment, as `--share` says."""
    places = {code: place for place, code in enumerate(dict.fromkeys(into))}
    for code, _ in said:
        if code not in places:
            raise CommandError(f"Cơ quan “{code}” của --share không có trong --into.")
    return {pk: places[code] for code, ids in said for pk in ids}


def _agency(code: str) -> Agency:
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise CommandError(f"Không có cơ quan mã “{code}”; xem giaoviec agencies list.")
    return agency


def _group(code: str) -> AgencyGroup:
    group = AgencyGroup.objects.filter(code=code).first()
    if group is None:
        known = ", ".join(queries.groups().values_list("code", flat=True))
        raise CommandError(f"Không có nhóm mã “{code}”; đang có: {known or 'chưa có nhóm nào'}.")
    return group


# users


def users_arguments(parser: argparse.ArgumentParser) -> None:
    """What `giaoviec users` takes."""
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    listing = steps.add_parser("list", help="accounts by given name")
    listing.add_argument("--agency", help="code of an agency")
    listing.add_argument("--role", choices=list(Role))
    add = steps.add_parser("add", help="make an account; its one-time password is the last line")
    add.add_argument("username")
    add.add_argument("--name", required=True)
    add.add_argument("--agency", required=True, help="code of the agency")
    add.add_argument("--role", required=True, choices=list(Role))
    add.add_argument("--unit", help="name of a unit of the agency")
    add.add_argument("--title", default="")
    add.add_argument("--email", default="")
    disable = steps.add_parser("disable", help="shut an account")
    disable.add_argument("username")
    disable.add_argument("--why", required=True)
    steps.add_parser("enable", help="open an account again").add_argument("username")
    steps.add_parser("reset", help="a new one-time password, on the last line").add_argument("username")
    steps.add_parser("take-factors", help="take away second factors that were lost").add_argument("username")


def users(args: argparse.Namespace) -> int:
    """Run `giaoviec users`."""
    steps = {"list": _list_users, "add": _add_user, "disable": _disable, "enable": _enable, "reset": _reset}
    steps["take-factors"] = _take_factors
    steps[args.step](args)
    return 0


def _list_users(args: argparse.Namespace) -> None:
    on = clock.today()
    held = queries.memberships_on(on).order_by("person__sort_key", "person_id", "id")
    if args.agency:
        held = held.filter(agency=_agency(args.agency))
    if args.role:
        held = held.filter(role=args.role)
    for post in held:
        print(f"{post.person.username}\t{post.person.name}\t{post.agency.code}\t{post.role}\t{post.title}")


def _add_user(args: argparse.Namespace) -> None:
    agency = _agency(args.agency)
    unit = queries.units_of(agency, clock.today()).filter(name=args.unit).first() if args.unit else None
    if args.unit and unit is None:
        raise CommandError(f"{agency.name} không có phòng, ban “{args.unit}”.")
    post = NewPost(agency_id=agency.pk, role=args.role, unit_id=unit.pk if unit else None, title=args.title)
    person, password = actions.create_account(
        args.username, name=args.name, email=args.email, post=post, by=None, on=clock.today(), at=clock.now()
    )
    print(f"Đã thêm {person.name} ({person.username}). Mật khẩu dùng một lần:")
    print(password)


def _disable(args: argparse.Namespace) -> None:
    actions.disable_account(_person(args).pk, args.why, by=None, on=clock.today(), at=clock.now())
    print(f"Tài khoản {args.username} đã ngừng hoạt động.")


def _enable(args: argparse.Namespace) -> None:
    actions.enable_account(_person(args).pk, by=None, on=clock.today(), at=clock.now())
    print(f"Tài khoản {args.username} đã hoạt động trở lại.")


def _reset(args: argparse.Namespace) -> None:
    _, password = actions.reset_password(_person(args).pk, by=None, on=clock.today(), at=clock.now())
    print(f"Mật khẩu dùng một lần của {args.username}:")
    print(password)


def _take_factors(args: argparse.Namespace) -> None:
    actions.take_factors(_person(args).pk, by=None, on=clock.today(), at=clock.now())
    print(f"Đã gỡ bước xác nhận thứ hai của {args.username}.")


def _person(args: argparse.Namespace) -> Person:
    person = Person.objects.filter(username=args.username.strip().casefold()).first()
    if person is None:
        raise CommandError(f"Không có tài khoản “{args.username}”; xem giaoviec users list.")
    return person
