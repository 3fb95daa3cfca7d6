"""Labels of the frames that plans use: Cơ quan chủ trì, Cơ quan phối hợp, Thời gian hoàn thành, Sản phẩm, Nội dung."""

from dataclasses import dataclass

from .words import Passage, Phrases

_TABLES = {
    "lead": """cơ quan chủ trì|đơn vị chủ trì|cơ quan thực hiện|đơn vị thực hiện|cơ quan, đơn vị thực hiện|cơ quan, đơn vị chủ trì|chủ trì|chủ trì thực hiện|cơ quan chủ trì thực hiện
đơn vị chủ trì thực hiện|phân công thực hiện|trách nhiệm thực hiện|cơ quan chịu trách nhiệm|đơn vị chịu trách nhiệm|cơ quan đầu mối|đơn vị đầu mối|đầu mối thực hiện|đơn vị được giao|cơ quan được giao
thực hiện|đơn vị tham mưu|cơ quan tham mưu|cơ quan chủ trì tham mưu|phân công|giao chủ trì|bộ phận thực hiện|cơ quan/đơn vị chủ trì|cơ quan/đơn vị thực hiện|tổ chức thực hiện|chủ thể thực hiện""",
    "partner": """cơ quan phối hợp|đơn vị phối hợp|phối hợp|cơ quan, đơn vị phối hợp|phối hợp thực hiện|cơ quan phối hợp thực hiện|đơn vị phối hợp thực hiện|các cơ quan phối hợp|các đơn vị phối hợp|cơ quan/đơn vị phối hợp""",
    "time": """thời gian thực hiện|thời gian hoàn thành|thời hạn|thời hạn hoàn thành|thời gian|thời hạn thực hiện|tiến độ thực hiện|tiến độ|hoàn thành|thời điểm hoàn thành|thời gian thực hiện và hoàn thành
thời gian thực hiện hoàn thành|thời gian triển khai|thời gian báo cáo|thời hạn báo cáo|thời gian, tiến độ|lộ trình|thời gian thực hiện dự kiến|thời gian dự kiến""",
    "product": "sản phẩm|kết quả|sản phẩm dự kiến|kết quả đầu ra|sản phẩm đầu ra|kết quả đạt được|dự kiến sản phẩm|dự kiến kết quả|sản phẩm hoàn thành|sản phẩm, kết quả|kết quả, sản phẩm|kết quả thực hiện",
    "content": "nội dung|nội dung thực hiện|nội dung công việc|nhiệm vụ|nội dung nhiệm vụ|nội dung, nhiệm vụ|nhiệm vụ cụ thể|tên nhiệm vụ|nội dung hoạt động|hoạt động",
}


def _table() -> Phrases:
    table = Phrases()
    for role, text in _TABLES.items():
        for phrase in text.replace("\n", "|").split("|"):
            table.add(phrase, tag=role)
    return table


LABELS = _table()


@dataclass(frozen=True, slots=True)
class Label:
    """`role`: lead, partner, time, product or content; the value is tokens first..last-1."""

    role: str
    first: int
    last: int


def label_at(said: Passage, index: int = 0, *, last: int | None = None) -> Label | None:
    """The label that begins here and is closed by a colon."""
    size, role = LABELS.match(said.tokens, index)
    if not size:
        return None
    after = index + size
    if said.word(after) == "(":
        closing = next((i for i in range(after, min(after + 12, len(said.tokens))) if said.word(i) == ")"), None)
        after = closing + 1 if closing else after
    if said.word(after) != ":":
        return None
    return Label(role, after + 1, len(said.tokens) if last is None else last)


def labels_in(said: Passage) -> tuple[Label, ...]:
    """All labels inside one block: (Cơ quan chủ trì: Sở X; thời gian: Quý II). Each value ends at the next label."""
    if ":" not in said.low:
        return ()
    starts: list[tuple[int, Label]] = []
    index = 0
    while index < len(said.tokens):
        opens = index == 0 or not said.word(index - 1)[:1].isalnum()
        label = label_at(said, index) if opens else None
        if label:
            starts.append((index, label))
            index = label.first
        else:
            index += 1
    ends = [start for start, _ in starts[1:]] + [len(said.tokens)]
    return tuple(Label(label.role, label.first, end) for (_, label), end in zip(starts, ends, strict=False))
