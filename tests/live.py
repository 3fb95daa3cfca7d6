"""A live server in a thread of the test's process."""

from __future__ import annotations

from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test.testcases import LiveServerThread


class Live:
    """The product on a free port. `url` has no slash at its end."""

    def __init__(self) -> None:
        self.thread = LiveServerThread("127.0.0.1", static_handler=_plain)  # type: ignore[arg-type]
        self.thread.daemon = True
        self.thread.start()
        self.thread.is_ready.wait()
        if self.thread.error:
            raise self.thread.error
        self.url = f"http://127.0.0.1:{self.thread.port}"

    def stop(self) -> None:
        self.thread.terminate()


def _plain(_handler: Any) -> Any:
    """The application as it is: WhiteNoise serves the static files as in production."""
    return WSGIHandler()
