"""The story of an assignment in words, and whose days it took. Pure: facts in, items and spans out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from giaoviec.assignments.story_sql import Fact
from giaoviec.days import day_of
from giaoviec.rules.causes import cause_vi
from giaoviec.rules.holders import Holder, Span, Wait, spans
from giaoviec.rules.tasks import Quality
from giaoviec.rules.terms import day_vi


@dataclass(slots=True)
class Item:
    """Something that happened: a state's shape, when, in a line, what was said, who; its act leads to its files."""

    kind: str
    at: datetime
    title: str
    quotes: Sequence[str] = ()
    notes: Sequence[str] = ()
    who: str = ""
    act: str = ""
    files: list[object] = field(default_factory=list)
    late: bool = False
    group: str = ""


def items(facts: Sequence[Fact], *, lead: str, office: str = "Văn phòng") -> list[Item]:
    """What happened, newest first; `lead` is the agency as the story calls it."""
    teller = _Teller(facts, lead, office)
    told = [item for fact in facts for item in teller.tell(fact)]
    return sorted(told, key=lambda item: item.at, reverse=True)


class _Teller:
    """Tells each fact; what was answered later is told again as the answer."""

    def __init__(self, facts: Sequence[Fact], lead: str, office: str) -> None:
        self.lead, self.office = lead, office
        self.actors = {fact.act: fact.who for fact in facts}
        self.first_update = next((fact.id for fact in facts if fact.kind == "update"), 0)

    def tell(self, fact: Fact) -> Iterator[Item]:
        yield from getattr(self, f"_{fact.kind}")(fact)

    def _item(self, fact: Fact, kind: str, title: str, *quotes: str, notes: Sequence[str] = ()) -> Item:
        back = () if day_of(fact.at) == fact.on else (f"ghi cho ngày {day_vi(fact.on)}",)
        said = tuple(quote for quote in quotes if quote)
        return Item(kind, fact.at, title, said, (*notes, *back), fact.who, fact.act, group=fact.kind)

    def _end(self, fact: Fact, kind: str, title: str, *quotes: str, who: str = "") -> Item:
        assert fact.end_at is not None
        said = tuple(quote for quote in quotes if quote)
        return Item(
            kind, fact.end_at, title, said, (), who or self.actors.get(fact.end_act, ""), fact.end_act, group=fact.kind
        )  # fmt: skip

    def _spell(self, fact: Fact) -> Iterator[Item]:
        name = fact.name or self.lead
        titles = {
            "give": ("given", f"{self.office} giao việc"),
            "assign_inside": ("given", "Phân công nội bộ"),
            "transfer": ("given", f"Chuyển {name} kế thừa"),
            "reopen": ("back", f"{self.office} mở lại việc"),
            "withdraw": ("withdrawn", "Thu hồi"),
        }
        if fact.b == "pass_on" and fact.a == "given":
            titles["pass_on"] = ("given", "Nhận việc do cơ quan khác chuyển lại")
        if fact.b in titles:
            yield self._item(fact, *titles[fact.b])

    def _due(self, fact: Fact) -> Iterator[Item]:
        if fact.a in ("office", "reopen", "calendar", "parent") and fact.d1:
            words = {"office": "điều chỉnh", "reopen": "khi mở lại", "calendar": "lịch làm việc thay đổi"}
            why = words.get(fact.a, "theo hạn của việc cấp trên")
            yield self._item(fact, "soon", f"Hạn mới {day_vi(fact.d1)} ({why})", fact.b)

    def _taking_up(self, fact: Fact) -> Iterator[Item]:
        yield self._item(fact, "doing", f"{self.lead} tiếp nhận", notes=[f"lãnh đạo được phân công: {fact.a}"])

    def _update(self, fact: Fact) -> Iterator[Item]:
        first = "lần đầu" if fact.id == self.first_update else "tình hình"
        notes = [f"hoàn thành {fact.n}%"] if fact.n >= 0 else []
        yield self._item(fact, "doing", f"{self.lead} cập nhật {first}", fact.a, notes=notes)

    def _return(self, fact: Fact) -> Iterator[Item]:
        notes = [f"đề nghị giao {fact.name}"] if fact.name else []
        yield self._item(fact, "back", f"{self.lead} chuyển lại", fact.a, notes=notes)
        answers = {"correct": "điều chỉnh và giao lại", "pass_on": "chuyển đơn vị khác", "uphold": "giữ nguyên"}
        if fact.b:
            yield self._end(fact, "given", f"{self.office} {answers[fact.b]}", fact.c)

    def _claim(self, fact: Fact) -> Iterator[Item]:
        product = f"{fact.b} ngày {day_vi(fact.d1)}" if fact.d1 else ""
        signer = f"{fact.c} ký" if fact.c else ""
        notes = [words for words in (product, signer) if words]
        yield self._item(fact, "claim", f"{self.lead} báo cáo hoàn thành", fact.a, notes=notes)

    def _verification(self, fact: Fact) -> Iterator[Item]:
        if not fact.n:
            poor = " về chất lượng" if fact.c else ""
            yield self._item(fact, "back", f"{self.office} chưa xác nhận{poor}, yêu cầu thực hiện lại", fact.a)
            return
        title = "xác nhận hoàn thành" if fact.n == 2 else "xác nhận lần thứ nhất, chờ người thứ hai"
        yield self._item(
            fact, "done" if fact.n == 2 else "claim", f"{self.office} {title}", fact.a,
            notes=[f"chất lượng: {Quality(fact.b).vi}"] if fact.b else [],
        )  # fmt: skip

    def _extension(self, fact: Fact) -> Iterator[Item]:
        wanted = day_vi(fact.d1) if fact.d1 else ""
        yield self._item(fact, "soon", f"{self.lead} xin gia hạn đến {wanted}", fact.a)
        answers = {
            "granted": ("done", f"Đồng ý gia hạn đến {wanted}"),
            "shorter": ("done", f"Đồng ý gia hạn, ngắn hơn đề nghị ({wanted})"),
            "refused": ("back", f"Không chấp thuận gia hạn đến {wanted}"),
            "lapsed": ("withdrawn", "Việc đã kết thúc, không xét gia hạn nữa"),
        }
        if fact.b:
            yield self._end(fact, *answers[fact.b], fact.c, who=fact.name)

    def _obstacle(self, fact: Fact) -> Iterator[Item]:
        notes = [f"đề xuất: {fact.b}"] + ([f"ảnh hưởng: {fact.name}"] if fact.name else [])
        yield self._item(fact, "soon", f"{self.lead} báo khó khăn, vướng mắc", fact.a, notes=notes)
        if fact.c:
            yield self._end(fact, "doing", f"{self.office} trả lời vướng mắc", fact.c)

    def _explanation(self, fact: Fact) -> Iterator[Item]:
        about = "chất lượng chưa bảo đảm" if fact.c == "quality" else "quá hạn"
        notes = [f"nguyên nhân: {cause_vi(fact.name)}", f"đề xuất: {fact.b}"]
        yield self._item(fact, "soon", f"{self.lead} giải trình việc {about}", fact.a, notes=notes)

    def _message(self, fact: Fact) -> Iterator[Item]:
        return iter(())

    def _opinion(self, fact: Fact) -> Iterator[Item]:
        if not fact.d1:
            return
        yield self._item(fact, "doing", f"Hỏi ý kiến {fact.name}", fact.a, notes=[f"trước {day_vi(fact.d1)}"])
        if fact.b:
            yield self._end(fact, "done", f"{fact.name} góp ý", fact.b)
        elif fact.c:
            yield self._end(fact, "back", f"Xác nhận {fact.name} không có ý kiến trong hạn")

    def _report(self, fact: Fact) -> Iterator[Item]:
        days = f"ngày {day_vi(fact.d1)}, nhận ngày {day_vi(fact.d2)}" if fact.d1 and fact.d2 else ""
        yield self._item(fact, "done", f"Đã nhận báo cáo bằng văn bản {fact.a}", fact.b, notes=[days])

    def _outside(self, fact: Fact) -> Iterator[Item]:
        yield self._item(fact, "claim", f"Chờ {fact.a}", notes=[f"văn bản đã hỏi: {fact.b}"])
        if fact.end_at:
            yield self._end(fact, "doing", f"Không còn chờ {fact.a}")

    def _edit(self, fact: Fact) -> Iterator[Item]:
        if fact.a == "starred":
            yield self._item(fact, "doing", "Gắn sao" if fact.name else "Bỏ sao", fact.b)
            return
        notes = [f"trước đây: “{fact.c}”"] if fact.c else []
        yield self._item(fact, "doing", f"{self.office} sửa {EDITED.get(fact.a, fact.a)}", fact.b, notes=notes)

    def _watch(self, fact: Fact) -> Iterator[Item]:
        yield self._item(fact, "doing", f"{self.office} đổi đơn vị theo dõi", fact.b)


EDITED = {
    "content": "nội dung nhiệm vụ", "product": "sản phẩm", "deliver_to": "nơi gửi đến", "field": "lĩnh vực",
    "notes": "ghi chú", "point": "điểm của văn bản",
}  # fmt: skip


def hang_files(told: Iterable[Item], files: Mapping[str, list[object]]) -> None:
    """Gives each item the files that came with its act."""
    for item in told:
        item.files = files.get(item.act, [])


# ---- whose days


def lived(facts: Sequence[Fact], *, until: date) -> tuple[Span, ...]:
    """Whose days they were, up to, not including, `until`."""
    order = sorted((fact for fact in facts if fact.kind == "spell"), key=lambda fact: fact.on)
    return spans([Wait(Holder(fact.c), fact.on, fact.d1) for fact in order], list(_waits(facts)), until=until)


def _waits(facts: Iterable[Fact]) -> Iterator[Wait]:
    holders = {"extension": Holder.OFFICE, "obstacle": Holder.OFFICE, "outside": Holder.OUTSIDE}
    for fact in facts:
        if fact.kind == "opinion" and fact.d1:
            yield Wait(Holder.COLLABORATOR, fact.on, fact.d2)
        elif fact.kind in holders:
            yield Wait(holders[fact.kind], fact.on, fact.d2)


def ticks(facts: Sequence[Fact], spans: Sequence[Span], *, today: date, due_on: date | None) -> list[tuple[int, str]]:
    """What is written under the ribbon: where it began, where the ball went to the Office, today, the due date."""
    if not spans:
        return []
    start = spans[0].since
    marks = {0: f"giao {start:%d/%m}"}
    words = {"return": "chuyển lại", "claim": "báo cáo hoàn thành", "extension": "xin gia hạn", "obstacle": "vướng mắc"}
    shown = [(fact.on, words[fact.kind]) for fact in facts if fact.kind in words][-4:]
    for on, word in shown:
        marks.setdefault((on - start).days, f"{on:%d/%m} {word}")
    end = spans[-1].until
    if today < end or spans[-1].holder is not Holder.NOBODY:
        marks.setdefault((today - start).days, f"{today:%d/%m} hôm nay")
    if due_on and due_on > today:
        marks[(due_on - start).days + 1] = f"hạn {due_on:%d/%m}"
    return sorted(marks.items())


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one holder, as the ribbon draws them."""

    holder: str
    days: int


def ribbon(spans: Sequence[Span], *, today: date, due_on: date | None) -> list[Stretch]:
    """The spans that somebody held, and what is left until the due date."""
    drawn = [Stretch(span.holder.value, span.days) for span in spans if span.holder is not Holder.NOBODY]
    if due_on and due_on > today and spans and spans[-1].holder is not Holder.NOBODY:
        drawn.append(Stretch("remaining", (due_on - today).days))
    return drawn


def since(spans: Sequence[Span]) -> date | None:
    """Since when it has been where it is."""
    return spans[-1].since if spans else None


def tomorrow(day: date) -> date:
    return day + timedelta(days=1)
