"""The Jinja environment of our pages: Django's own backend calls `environment`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined
from jinja2.bccache import Bucket

from giaoviec import __version__

from . import controls, formats, pictures

PATHS = MappingProxyType(
    {
        "desk": "/",
        "search": "/tim/",
        "regulation": "/quy-che/",
        "guide": "/huong-dan/",
        "suggest": "/gop-y/",
        "sign_in": "/dang-nhap/",
        "sign_out": "/dang-xuat/",
        "membership": "/tu-cach/",
        "account": "/ca-nhan/",
    }
)
"""Addresses that stand on every page: part of the product's surface, so they need no route names here."""

FILTERS: dict[str, Callable[..., Any]] = {
    "day": formats.day,
    "day_short": formats.day_short,
    "day_long": formats.day_long,
    "weekday": formats.weekday,
    "moment": formats.moment,
    "moment_long": formats.moment_long,
    "machine": formats.machine,
    "number": formats.number,
    "percent": formats.percent,
    "size": formats.size,
    "quarter": formats.quarter,
    "name_short": formats.name_short,
    "lines": formats.lines,
    "capital": formats.capital,
    "vi_join": formats.vi_join,
    "weeks": pictures.weeks,
}


def environment(*, bytecode_dir: str | Path | None = None, **options: Any) -> Environment:
    """The environment with our globals and filters. Takes Jinja's options; `bytecode_dir` is a private folder for
    compiled templates (none: compiled once in each process). Escaping and strictness are not options."""
    given = {key: value for key, value in options.items() if key not in ("autoescape", "undefined")}
    env = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_bytecode_cache(bytecode_dir),
        **given,
    )
    env.filters.update(FILTERS)
    env.globals.update(static=static, url=url, paths=PATHS, version=__version__, control=controls.control)
    env.globals.update(draw=pictures, holders=pictures.HOLDERS)
    return env


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a route: url("assignments:page", 57)."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


class _Compiled(FileSystemBytecodeCache):
    """A page is drawn also where the disk has no room to keep it compiled: the one that says so above all."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _bytecode_cache(folder: str | Path | None) -> FileSystemBytecodeCache | None:
    if folder is None:
        return None
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    return _Compiled(str(folder))
