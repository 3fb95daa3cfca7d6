"""What the giving screen holds between two presses of a key, and what each key does to it. Pure.

Every operation puts some passages in place of others, so undoing puts the others back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from giaoviec.documents.passages import Proposal, content_of, halves, point_of, trim

UNJUDGED, TASK, NOT_TASK = "unjudged", "task", "not_task"
UNDONE_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text that is to be judged, the verdict so far, and the fields of its task as they are typed."""

    start: int
    end: int
    verdict: str = UNJUDGED
    fields: Mapping[str, Any] = field(default_factory=dict)
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What undoes an operation: at `at`, `count` passages are again `before`."""

    at: int
    count: int
    before: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """The passages in the order of the text, and the operations that can be undone, last one last.

    `further`: the document had been judged when this was begun, so these tasks come on top.
    """

    passages: tuple[Passage, ...] = ()
    past: tuple[Step, ...] = ()
    further: bool = False

    @property
    def unjudged(self) -> int:
        return sum(passage.verdict == UNJUDGED for passage in self.passages)

    @property
    def tasks(self) -> list[tuple[int, Passage]]:
        """The passages that are tasks, with their places."""
        return [(at, one) for at, one in enumerate(self.passages) if one.verdict == TASK]

    @property
    def not_tasks(self) -> list[Passage]:
        return [one for one in self.passages if one.verdict == NOT_TASK]

    def next_unjudged(self, at: int) -> int:
        """The place of the next passage that waits, after `at` and then from the top; `at` itself where none does."""
        order = [*range(at + 1, len(self.passages)), *range(at)]
        return next((place for place in order if self.passages[place].verdict == UNJUDGED), at)

    def edited(self, at: int, fields: Mapping[str, Any]) -> Screen:
        """The fields of a passage's task as they were typed; typing is not a step of its own."""
        passage = self.passages[at]
        return self._with(at, 1, [replace(passage, fields={**passage.fields, **fields})], kept=False)

    def judged(self, at: int, verdict: str) -> Screen:
        return self._with(at, 1, [replace(self.passages[at], verdict=verdict)])

    def parted(self, at: int, text: str) -> Screen:
        """A passage as two, at the end of a sentence or a semicolon; unchanged where it is one sentence."""
        passage = self.passages[at]
        parts = halves(text, passage.start, passage.end)
        if len(parts) < 2:
            return self
        return self._with(
            at, 1, [_part(passage, text, start, end, first=not n) for n, (start, end) in enumerate(parts)]
        )

    def joined(self, at: int, text: str) -> Screen:
        """A passage together with the one before it; the first stays as it is."""
        if not 0 < at < len(self.passages):
            return self
        before, passage = self.passages[at - 1], self.passages[at]
        end = passage.end if passage.end > passage.start else before.end
        fields = {**passage.fields, **before.fields, "content": content_of(text[before.start : end])}
        return self._with(at - 1, 2, [Passage(before.start, end, UNJUDGED, fields, before.doubt)])

    def marked(self, start: int, end: int, text: str) -> tuple[Screen, int]:
        """A selected stretch as a passage of its own, in place of those it touches; with its place.

        What the selection leaves of them stays a passage. Nothing selected: unchanged.
        """
        start, end = trim(text, start, end)
        touched = [at for at, one in enumerate(self.passages) if one.start < end and start < one.end]
        if start == end:
            return self, 0
        first = touched[0] if touched else sum(one.end <= start for one in self.passages)
        old = self.passages[first : first + len(touched)]
        rests = [_rest(one, text, start, end) for one in old]
        fields = {**(old[0].fields if old else {}), **_words(text, start, end)}
        new = [*(r for r, _ in rests if r), Passage(start, end, UNJUDGED, fields), *(r for _, r in rests if r)]
        place = first + sum(r is not None for r, _ in rests)
        return self._with(first, len(touched), new), place

    def added(self, text: str, fields: Mapping[str, Any]) -> tuple[Screen, int]:
        """A task that no passage of the text says, after all others; with its place."""
        new = Passage(len(text), len(text), TASK, fields)
        return self._with(len(self.passages), 0, [new]), len(self.passages)

    def dropped(self, at: int) -> Screen:
        """Without a passage: it was marked by mistake."""
        return self._with(at, 1, [])

    def undone(self) -> tuple[Screen, int]:
        """Before the last operation, and where that was."""
        if not self.past:
            return self, 0
        last = self.past[-1]
        passages = (*self.passages[: last.at], *last.before, *self.passages[last.at + last.count :])
        return replace(self, passages=passages, past=self.past[:-1]), last.at

    def _with(self, at: int, count: int, new: Sequence[Passage], *, kept: bool = True) -> Screen:
        step = Step(at, len(new), self.passages[at : at + count])
        past = (*self.past, step)[-UNDONE_AT_MOST:] if kept else self.past
        return replace(self, passages=(*self.passages[:at], *new, *self.passages[at + count :]), past=past)


def begin(proposals: Iterable[Proposal], prefilled: Iterable[Mapping[str, Any]], *, further: bool) -> Screen:
    """The screen as it is opened: every proposal waits, with what was made of it in its fields."""
    both = zip(proposals, prefilled, strict=True)
    passages = tuple(Passage(p.start, p.end, fields=fields, doubt=p.doubt) for p, fields in both)
    return Screen(() if further else passages, further=further)


def dump(screen: Screen) -> dict[str, Any]:
    """The screen as a draft keeps it."""
    return asdict(screen)


def load(data: Mapping[str, Any]) -> Screen:
    """A screen from its draft; `KeyError` or `TypeError` for what is none."""
    past = tuple(Step(s["at"], s["count"], tuple(Passage(**one) for one in s["before"])) for s in data["past"])
    return Screen(tuple(Passage(**one) for one in data["passages"]), past, bool(data["further"]))


def _words(text: str, start: int, end: int) -> dict[str, str]:
    return {"content": content_of(text[start:end]), "point": point_of(text[start:end])}


def _part(passage: Passage, text: str, start: int, end: int, *, first: bool) -> Passage:
    """Half of a passage: the same leads, words of its own; a deadline stays with the half that says it."""
    fields = {**passage.fields, **_words(text, start, end)}
    if not first:
        fields["point"] = passage.fields.get("point", "")
    due = str(fields.get("due_text", ""))
    if due in text[passage.start : passage.end] and due not in text[start:end]:
        fields["due_text"] = ""
    return Passage(start, end, UNJUDGED, fields)


def _rest(passage: Passage, text: str, start: int, end: int) -> tuple[Passage | None, Passage | None]:
    """What is left of a passage before and after a selection; a stretch without a letter is nothing."""
    before = trim(text, passage.start, min(start, passage.end)) if passage.start < start else (0, 0)
    after = trim(text, max(end, passage.start), passage.end) if passage.end > end else (0, 0)
    return _left(passage, text, *before), _left(passage, text, *after)


def _left(passage: Passage, text: str, start: int, end: int) -> Passage | None:
    if not any(c.isalpha() for c in text[start:end]):
        return None
    return replace(
        passage, start=start, end=end, verdict=UNJUDGED, fields={**passage.fields, **_words(text, start, end)}
    )
