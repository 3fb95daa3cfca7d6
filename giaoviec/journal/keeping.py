"""Answers that hold until the next act: what is read of facts cannot change while the journal's head stands still."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, ParamSpec, TypeVar

from giaoviec.journal.models import Head
from giaoviec.prepared import Prepared

P = ParamSpec("P")
Answer = TypeVar("Answer")
MOST = 64

_head = Prepared(lambda: Head.objects.filter(pk=1).values_list("event_id"))
_kept: dict[Hashable, tuple[int, Any]] = {}


class UntilNextAct(Generic[P, Answer]):
    """`@UntilNextAct` on a read of facts alone: the same arguments get the same answer until somebody acts.

    The head is read first, so an act that comes in between makes the answer one that is asked for anew. An answer must
    not be changed by who gets it. A process keeps at most `MOST` answers.
    """

    def __init__(self, read: Callable[P, Answer]) -> None:
        self._read = read

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Answer:
        [(head,)] = _head()
        key = (self._read, args, tuple(sorted(kwargs.items())))
        kept = _kept.get(key)
        if kept is None or kept[0] != head:
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[key] = kept = (head, self._read(*args, **kwargs))
        answer: Answer = kept[1]
        return answer


def forget() -> None:
    """Between tests, whose journals have the same heads."""
    _kept.clear()
