"""What the giving screen holds between two presses of a key, and what each key does to it. Pure.

Every operation puts some passages in place of others, so undoing puts the others back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

from giaoviec.documents.passages import Proposed, content_of, halves, point_of, trim

UNJUDGED, TASK, NOT_TASK = "unjudged", "task", "not_task"
UNDONE_AT_MOST = 30
GROUP = "nhom"
"""What stands before the id of a group where an agency is answered."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text that is to be judged, the verdict so far, and the fields of its task as they are typed.

    `proposed` is the reader's verdict with its reason `why`; empty where a person marked the stretch. `doubts` say what
    somebody should look at; `asked` are names, with their role, of which it is not certain whom they mean.
    """

    start: int
    end: int
    verdict: str = UNJUDGED
    fields: Mapping[str, Any] = field(default_factory=dict)
    proposed: str = ""
    why: str = ""
    doubts: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What undoes an operation: at `at`, `count` passages are again `before`; after `judging` their verdicts alone."""

    at: int
    count: int
    before: tuple[Passage, ...]
    judging: bool = False


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

    def next_unjudged(self, at: int, *, first: Collection[int] = ()) -> int:
        """The place of the next passage that waits, after `at` and then from the top; `at` itself where none does.

        Those in `first` come before the others.
        """
        order = [*range(at + 1, len(self.passages)), *range(at)]
        waiting = [place for place in order if self.passages[place].verdict == UNJUDGED]
        return next((place for place in waiting if place in first), next(iter(waiting), at))

    def edited(self, at: int, fields: Mapping[str, Any]) -> Screen:
        """The fields of a passage's task as they were typed; typing is not a step of its own."""
        passage = self.passages[at]
        return self._with(at, 1, [replace(passage, fields={**passage.fields, **fields})], kept=False)

    def judged(self, at: int, verdict: str) -> Screen:
        return self._with(at, 1, [replace(self.passages[at], verdict=verdict)], judging=True)

    def accepted(self, places: Collection[int]) -> Screen:
        """The passages at these places judged as they were proposed, in one step."""
        if not places:
            return self
        first, last = min(places), max(places) + 1
        new = [
            replace(one, verdict=one.proposed) if place in places else one
            for place, one in enumerate(self.passages[first:last], start=first)
        ]
        return self._with(first, len(new), new, judging=True)

    def answered(self, at: int, number: int, agency: str) -> Screen:
        """One of the names that were asked (by its number) is this agency, or group; without one it becomes a note."""
        passage = self.passages[at]
        if not 0 <= number < len(passage.asked):
            return self
        role, name = passage.asked[number]
        fields = dict(passage.fields)
        if agency.startswith(GROUP):
            fields["group"] = agency.removeprefix(GROUP)
        elif agency:
            fields[role] = list(dict.fromkeys([*fields.get(role, ()), agency]))
        else:
            what = "Chủ trì" if role == "leads" else "Phối hợp"
            fields["notes"] = " ".join(filter(None, [str(fields.get("notes", "")), f"{what} theo văn bản: {name}."]))
        rest = tuple(one for place, one in enumerate(passage.asked) if place != number)
        return self._with(at, 1, [replace(passage, fields=fields, asked=rest)], kept=False)

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
        asked = tuple(dict.fromkeys((*before.asked, *passage.asked)))
        return self._with(at - 1, 2, [Passage(before.start, end, UNJUDGED, fields, asked=asked)])

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
        """Before the last operation, and where that was; where only verdicts were given, what was typed stays."""
        if not self.past:
            return self, 0
        last = self.past[-1]
        before: Sequence[Passage] = last.before
        if last.judging:
            now = self.passages[last.at : last.at + last.count]
            before = [replace(one, verdict=old.verdict) for one, old in zip(now, last.before, strict=True)]
        passages = (*self.passages[: last.at], *before, *self.passages[last.at + last.count :])
        return replace(self, passages=passages, past=self.past[:-1]), last.at

    def _with(self, at: int, count: int, new: Sequence[Passage], *, kept: bool = True, judging: bool = False) -> Screen:
        step = Step(at, len(new), self.passages[at : at + count], judging)
        past = (*self.past, step)[-UNDONE_AT_MOST:] if kept else self.past
        return replace(self, passages=(*self.passages[:at], *new, *self.passages[at + count :]), past=past)


class Filled(Protocol):
    """What was made of a proposal (`prefill.Prefilled`)."""

    @property
    def fields(self) -> dict[str, Any]: ...
    @property
    def asked(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def doubts(self) -> tuple[str, ...]: ...


def begin(proposals: Iterable[Proposed], prefilled: Iterable[Filled], *, further: bool) -> Screen:
    """The screen as it is opened: every proposal waits, with what was made of it in its fields."""
    both = zip(proposals, prefilled, strict=True)
    passages = tuple(
        Passage(
            p.start, p.end, fields=f.fields, proposed=p.verdict, why=p.why, doubts=f.doubts, asked=f.asked
        )
        for p, f in both
    )  # fmt: skip
    return Screen(() if further else passages, further=further)


def dump(screen: Screen) -> dict[str, Any]:
    """The screen as a draft keeps it."""
    return asdict(screen)


def load(data: Mapping[str, Any]) -> Screen:
    """A screen from its draft; `KeyError` or `TypeError` for what is none."""
    past = tuple(Step(s["at"], s["count"], tuple(map(_passage, s["before"])), s["judging"]) for s in data["past"])
    return Screen(tuple(map(_passage, data["passages"])), past, bool(data["further"]))


def _passage(data: Mapping[str, Any]) -> Passage:
    asked = tuple((role, name) for role, name in data["asked"])
    return Passage(**{**data, "doubts": tuple(data["doubts"]), "asked": asked})


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
    return Passage(start, end, UNJUDGED, fields, asked=passage.asked)


def _rest(passage: Passage, text: str, start: int, end: int) -> tuple[Passage | None, Passage | None]:
    """What is left of a passage before and after a selection; a stretch without a letter is nothing."""
    before = trim(text, passage.start, min(start, passage.end)) if passage.start < start else (0, 0)
    after = trim(text, max(end, passage.start), passage.end) if passage.end > end else (0, 0)
    return _left(passage, text, *before), _left(passage, text, *after)


def _left(passage: Passage, text: str, start: int, end: int) -> Passage | None:
    if not any(c.isalpha() for c in text[start:end]):
        return None
    return Passage(start, end, UNJUDGED, {**passage.fields, **_words(text, start, end)}, asked=passage.asked)
