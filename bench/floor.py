"""The floor: in the same server a bare handler with a page's prepared statements, the same rows, the same template.

It asks the product for each page once, notes its statements and what its template was given, and then answers by
running those statements on the driver's own cursor and rendering that compiled template; no session, no rights, no ORM.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

ABOUT_THE_ASKER = ('"agencies_session"', '"agencies_person"', '"agencies_delegation"', "pg_catalog")
StartResponse = Callable[[str, list[tuple[str, str]]], object]


@dataclass
class Noted:
    """One page: its statements, its templates with what they were given."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    rendered: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)
    body: bytes = b""

    def answer(self, cursor: Any) -> bytes:
        for sql, parameters in self.statements:
            cursor.execute(sql, parameters)
            cursor.fetchall()
        return "".join(template.render(given) for template, given in self.rendered).encode()


def note(path: str, cookie: str) -> Noted:
    """Asks the product for a page, in this process."""
    from django.db import connection
    from django.template.backends.jinja2 import Template
    from django.test import Client

    noted = Noted()
    render = Template.render

    def noting(self: Any, context: Any = None, request: Any = None) -> Any:
        made = self.template.render
        self_template = self.template

        class Spy:
            def render(self, given: dict[str, Any]) -> str:
                noted.rendered.append((self_template, given))
                return str(made(given))

            def __getattr__(self, name: str) -> Any:
                return getattr(self_template, name)

        self.template = Spy()
        try:
            return render(self, context, request)
        finally:
            self.template = self_template

    def spying(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")) and not any(name in sql for name in ABOUT_THE_ASKER):
            noted.statements.append((sql, params))
        return execute(sql, params, many, context)

    client = Client(HTTP_HOST="127.0.0.1")
    name, _, value = cookie.partition("=")
    client.cookies[name] = value
    client.get(path)
    Template.render = noting  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(spying):
            response = client.get(path)
    finally:
        Template.render = render  # type: ignore[method-assign]
    noted.body = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200, (path, response.status_code)
    return noted


class Floor:
    """The WSGI application."""

    def __init__(self) -> None:
        import django

        django.setup()
        cookie = os.environ["BENCH_COOKIE"]
        paths = {name.removeprefix("BENCH_PATH_"): path for name, path in os.environ.items() if "BENCH_PATH_" in name}
        self._pages = {f"/{name}": note(path, cookie) for name, path in paths.items()}
        self._cursor: Any = None

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        page = self._pages.get(environ["PATH_INFO"])
        body = page.answer(self.cursor()) if page else b"ready"
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
        return [body]

    def cursor(self) -> Any:
        """The driver's own; of SQLite marks are question marks."""
        if self._cursor is None:
            from django.db import connection

            connection.close()
            connection.ensure_connection()
            raw: Any = connection.connection
            self._cursor = raw.cursor()
            if connection.vendor == "sqlite":
                for page in self._pages.values():
                    page.statements = [(_question_marks(sql), params) for sql, params in page.statements]
            else:
                raw.prepare_threshold = 0
        return self._cursor


def _question_marks(sql: str) -> str:
    return sql.replace("%s", "?").replace("%%", "%")


def main() -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "bench.floor:application", address="127.0.0.1", port=int(os.environ["PORT"]), interface=Interfaces.WSGI,
        workers=1, blocking_threads=1, blocking_threads_idle_timeout=600, backpressure=128, http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning, factory=False,
    ).serve()  # fmt: skip


def __getattr__(name: str) -> Any:
    """`application` is made in the worker, where its connection lives."""
    if name == "application":
        globals()["application"] = made = Floor()
        return made
    raise AttributeError(name)


if __name__ == "__main__":
    main()
