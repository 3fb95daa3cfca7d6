"""What the system knows already: whether the label of a field asks an agency for a figure (9.4: it is not asked).

Labels are compared without marks. A label that speaks of the province's tasks, and of what a figure counts, asks for
that figure; the wording that names most of the label wins.
"""

from __future__ import annotations

from re import findall

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.figures import FORMULAS
from giaoviec.rules.terms import plain

_TASKS = ("nhiem vu", "cong viec", "viec duoc giao", "viec da giao", "so viec", "van ban giao viec", "viec qua han")
_ELSEWHERE = ("ho so", "thu tuc", "du an", "can bo", "don thu", "kinh phi", "von ")
"""What counts something else, whatever its standing is called: files overdue at the one-stop shop are not tasks."""
_SAME = (("tre han", "qua han"), ("cham tien do", "qua han"), ("bi cham", "qua han"), ("cham ", "qua han "),
         ("da xong", "hoan thanh"), ("da thuc hien xong", "hoan thanh"), ("chuyen tra", "chuyen lai"),
         ("dung tien do", "dung han"), ("tra lai", "chuyen lai"))  # fmt: skip

_WORDINGS: dict[str, tuple[str, ...]] = {
    "total": ("tong so", "duoc giao", "da giao"),
    "national_done_on_time": ("hoan thanh dung han", "hoan thanh trong han", "thuc hien dung han"),
    "national_done_late": ("hoan thanh qua han", "da hoan thanh nhung qua han"),
    "national_under_way_overdue": ("qua han", "qua han chua hoan thanh", "chua hoan thanh qua han", "con qua han"),
    "national_under_way_in_time": ("dang thuc hien trong han", "chua hoan thanh trong han", "trong han"),
    "claimed": ("cho xac nhan",),
    "returned": ("chuyen lai", "dang chuyen lai"),
    "withdrawn": ("thu hoi", "da thu hoi"),
    "rate_on_time": ("ty le dung han", "ty le hoan thanh dung han"),
    "rate_national": ("ty le hoan thanh",),
    "rate_update": ("ty le cap nhat", "ty le cap nhat dung han"),
    "rate_extended": ("ty le gia han",),
    "rate_returned": ("ty le chuyen lai",),
}


@cites("QC 9.4")
@policy("asked_known")
def figure_of(label: str) -> str:
    """The id of the figure that a label asks for; "" where it asks for something else.

    Its name as the figures have it is always known; other wordings only where the label speaks of tasks.
    """
    text = _folded(label)
    for formula in FORMULAS.values():
        if text == _folded(formula.vi):
            return formula.id
    if any(word in text for word in _ELSEWHERE) or not any(word in text for word in _TASKS):
        return ""
    rate = "ty le" in text
    found = [
        (len(wording), name)
        for name, wordings in _WORDINGS.items()
        for wording in wordings
        if rate == name.startswith("rate_") and _holds(text, wording)
    ]
    return max(found)[1] if found else ""


def _folded(label: str) -> str:
    text = " ".join(findall(r"[0-9a-z]+", plain(label))) + " "
    for said, meant in _SAME:
        text = text.replace(said, meant)
    return " ".join(text.split())


def _holds(text: str, wording: str) -> bool:
    """Whether the words of the wording stand in the label, in their order, others between them or not."""
    rest = iter(text.split())
    return all(word in rest for word in wording.split())
