"""`giaoviec figures`: the figures by id, with numerator and denominator; `giaoviec report`: reports of the periods."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.core.management import CommandError

from giaoviec import clock
from giaoviec.agencies.models import Agency
from giaoviec.reporting import queries, report_command
from giaoviec.reporting.queries import ALL, Scope, Table
from giaoviec.rules.counting import DoesNotAddUp
from giaoviec.rules.figures import Figure, Form


def figures_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=_day, metavar="DATE", help="as of the end of a day, 2026-06-30 (default: today)")
    parser.add_argument("--from", dest="since", type=_day, metavar="DATE", help="the first day of a period")
    parser.add_argument("--to", type=_day, metavar="DATE", help="its last day (default: today)")
    parser.add_argument("--agency", metavar="CODE", help="one agency's (default: the province's)")
    parser.add_argument(
        "--known-at", type=_moment, metavar="TIME", help="as known at a moment, 2026-07-05T17:00 (default: now)"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")


def report_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help=", ".join(report_command.KINDS))
    parser.add_argument("period", metavar="PERIOD", help="2026-Q3, 2026-H1, 2026, 2026-01-01..2026-03-31")
    parser.add_argument("--agency", metavar="CODE", help="an agency's own report (default: the Office's)")
    parser.add_argument(
        "--known-at", type=_moment, metavar="TIME", help="as known at a moment, 2026-07-05T17:00 (default: now)"
    )
    parser.add_argument("--format", choices=report_command.FORMATS, required=True)
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="where it is written")


def report(args: argparse.Namespace) -> int:
    """Write the report; the kept file of a frozen one. Refuses what cannot be reported or does not add up."""
    data = report_command.rendered(args, today=clock.today())
    report_command.write(args.out, data)
    print(f"Đã ghi {args.out} ({len(data):_} byte).".replace("_", "."))
    return 0


def figures(args: argparse.Namespace) -> int:
    """Print them; refuses a day that has not come, an agency that is not there, parts that do not add up."""
    if args.on and (args.since or args.to):
        raise CommandError("Chọn một trong hai: --on DATE, hoặc --from DATE --to DATE.")
    if args.to and not args.since:
        raise CommandError("Có --to thì phải có --from DATE, là ngày đầu kỳ.")
    on = args.on or args.to or clock.today()
    agency = _agency(args.agency) if args.agency else None
    queries.check(Scope(on, args.since, args.known_at), today=clock.today())
    try:
        table = queries.figures(ALL, on, since=args.since, known_at=args.known_at, agency=agency, timed=True)
    except DoesNotAddUp as wrong:
        raise CommandError(wrong.sentence) from None
    print(_json(table) if args.json else "\n".join(_lines(table, agency)))
    return 0


def _json(table: Table) -> str:
    found = {
        "as_of": table.as_of.isoformat(),
        **({"from": table.since.isoformat()} if table.since else {}),
        "known_at": table.known_at.isoformat() if table.known_at else None,
        "profile": table.profile,
        "figures": {
            figure.id: {
                "value": figure.value,
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "formula": figure.formula,
            }
            for figure in table.figures.values()
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _lines(table: Table, agency: Agency | None) -> Iterable[str]:
    whose = agency.name if agency else "toàn tỉnh"
    when = f"đến hết ngày {table.as_of:%d/%m/%Y}"
    if table.since:
        when = f"từ {table.since:%d/%m/%Y} {when}"
    known = f", theo số liệu đã biết lúc {_local(table.known_at):%H:%M %d/%m/%Y}" if table.known_at else ""
    yield f"Số liệu {whose}, {when}{known} (hồ sơ quy chế {table.profile})"
    rows = [(figure.vi, *_printed(figure)) for figure in table.figures.values()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for figure, (name, value, parts) in zip(table.figures.values(), rows, strict=True):
        yield f"{name:<{widths[0]}}  {value:>{widths[1]}}  {parts:>{widths[2]}}  {figure.formula}"


def _printed(figure: Figure) -> tuple[str, str]:
    """Its value and, of a rate, what was divided by what."""
    parts = f"{figure.numerator:_}/{figure.denominator:_}" if figure.form is Form.RATE else ""
    if figure.form is Form.DAYS and figure.denominator is not None:
        parts = f"{figure.denominator:_} việc"
    if figure.value is None:
        return "–", parts.replace("_", ".")
    value = f"{figure.value * 100:.2f}%".replace(".", ",") if figure.form is Form.RATE else f"{figure.value:_}"
    return value.replace("_", "."), parts.replace("_", ".")


def _local(moment: datetime) -> datetime:
    return moment.astimezone(clock.HANOI)


def _agency(code: str) -> Agency:
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise CommandError(f"Không có cơ quan mang mã {code}; xem giaoviec agencies list.")
    return agency


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-06-30") from None


def _moment(text: str) -> datetime:
    """A moment in Hà Nội unless it says otherwise; a day alone is its end."""
    try:
        moment = datetime.fromisoformat(f"{text}T23:59:59.999999" if len(text) == 10 else text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a moment like 2026-07-05T17:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.HANOI)
