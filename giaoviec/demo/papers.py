"""Documents as they are written: type, number and symbol, letterhead, a text with a place for each task, signer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from giaoviec.rules.documents import Issuer, Source, Urgency

ABBREVIATIONS = {"tonghop": "TH", "kinhte": "KT", "nongnghiep": "NN", "khoagiao": "VX", "noichinh": "NC"}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of document: `symbol` with "{n}" and "{unit}", the word of its title, how often it comes."""

    type: str
    issuer: Issuer
    source: Source
    symbol: str
    title: str
    weight: int
    authority: str = ""
    kind: str = "written"
    urgency: Urgency = Urgency.NORMAL


FLASH, URGENT = Urgency.FLASH, Urgency.URGENT
C, H, V = Issuer.COMMITTEE, Issuer.CHAIRMAN, Issuer.OFFICE
FORMS: tuple[Form, ...] = (
    Form("official_letter", C, Source.COMMITTEE, "{n}/UBND-{unit}", "", 30, "TM"),
    Form("official_letter", C, Source.VICE_CHAIRMAN, "{n}/UBND-{unit}", "", 16, "KT"),
    Form("official_letter", V, Source.CHAIRMAN, "{n}/VP-{unit}", "", 12, "TL"),
    Form("notice", C, Source.CHAIRMAN, "{n}/TB-UBND", "THÔNG BÁO", 14, "TL"),
    Form("plan", C, Source.COMMITTEE, "{n}/KH-UBND", "KẾ HOẠCH", 8, "KT"),
    Form("decision", C, Source.COMMITTEE, "{n}/QĐ-UBND", "QUYẾT ĐỊNH", 5, "KT"),
    Form("directive", H, Source.CHAIRMAN, "{n}/CT-UBND", "CHỈ THỊ", 4),
    Form("conclusion", H, Source.CHAIRMAN, "{n}/KL-UBND", "KẾT LUẬN", 4),
    Form("telegram", H, Source.CHAIRMAN, "{n}/CĐ-UBND", "CÔNG ĐIỆN", 3, urgency=FLASH),
    Form("oral_instruction", H, Source.CHAIRMAN, "", "", 4, kind="oral"),
    Form("official_letter", Issuer.GOVERNMENT_OFFICE, Source.PRIME_MINISTER, "{n}/VPCP-NN", "", 3),
    Form("telegram", Issuer.PRIME_MINISTER, Source.PRIME_MINISTER, "{n}/CĐ-TTg", "CÔNG ĐIỆN", 2, "", "written", URGENT),
    Form("resolution", Issuer.GOVERNMENT, Source.GOVERNMENT, "{n}/NQ-CP", "NGHỊ QUYẾT", 1),
    Form("transfer_slip", V, Source.VICE_CHAIRMAN, "{n}/PC-VP", "PHIẾU CHUYỂN", 2, "TL"),
    Form("guidance", C, Source.COMMITTEE, "{n}/HD-UBND", "HƯỚNG DẪN", 2, "KT"),
    Form("programme", C, Source.COMMITTEE, "{n}/CTr-UBND", "CHƯƠNG TRÌNH", 1, "TM"),
    Form("option_plan", C, Source.COMMITTEE, "{n}/PA-UBND", "PHƯƠNG ÁN", 1, "KT"),
    Form("scheme", C, Source.COMMITTEE, "{n}/ĐA-UBND", "ĐỀ ÁN", 1, "KT"),
    Form("project", C, Source.COMMITTEE, "{n}/DA-UBND", "DỰ ÁN", 1, "KT"),
    Form("report", C, Source.COMMITTEE, "{n}/BC-UBND", "BÁO CÁO", 1, "KT"),
    Form("minutes", C, Source.CHAIRMAN, "{n}/BB-UBND", "BIÊN BẢN", 1),
    Form("submission", C, Source.COMMITTEE, "{n}/TTr-UBND", "TỜ TRÌNH", 1, "TM"),
    Form("regulation", C, Source.COMMITTEE, "{n}/QC-UBND", "QUY CHẾ", 1, "TM"),
    Form("provision", C, Source.COMMITTEE, "{n}/QyĐ-UBND", "QUY ĐỊNH", 1, "TM"),
    Form("communique", C, Source.COMMITTEE, "{n}/TC-UBND", "THÔNG CÁO", 1),
    Form("contract", C, Source.COMMITTEE, "{n}/HĐ-UBND", "HỢP ĐỒNG", 1),
    Form("memorandum", C, Source.CHAIRMAN, "{n}/BGN-UBND", "BẢN GHI NHỚ", 1),
    Form("agreement", C, Source.CHAIRMAN, "{n}/BTT-UBND", "BẢN THỎA THUẬN", 1),
    Form("authorisation", H, Source.CHAIRMAN, "{n}/GUQ-UBND", "GIẤY ỦY QUYỀN", 1),
    Form("invitation", V, Source.CHAIRMAN, "{n}/GM-VP", "GIẤY MỜI", 1, "TL"),
    Form("introduction", V, Source.CHAIRMAN, "{n}/GGT-VP", "GIẤY GIỚI THIỆU", 1, "TL"),
    Form("leave", V, Source.CHAIRMAN, "{n}/GNP-VP", "GIẤY NGHỈ PHÉP", 1, "TL"),
    Form("dispatch_slip", V, Source.CHAIRMAN, "{n}/PG-VP", "PHIẾU GỬI", 1, "TL"),
    Form("report_slip", V, Source.VICE_CHAIRMAN, "{n}/PB-VP", "PHIẾU BÁO", 1, "TL"),
    Form("letter", H, Source.CHAIRMAN, "{n}/ThC-UBND", "THƯ CÔNG", 1),
)  # fmt: skip
LETTER, CONCLUSION, ORAL = FORMS[0], FORMS[3], FORMS[9]
GOVERNMENT = FORMS[10]


@dataclass(slots=True)
class Numbers:
    """Numbers of documents: each series begins with 1 in January."""

    last: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def next(self, form: Form, unit: str, on: date, step: int) -> str:
        """The next symbol of a form; `step` lets numbers between go to documents that are not followed here."""
        key = (form.symbol.partition("/")[2].partition("-{")[0], on.year)
        self.last[key] += step
        return form.symbol.format(n=f"{self.last[key]:02d}", unit=ABBREVIATIONS[unit])


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document's body; `task` is the number of the task that it orders, 0 where none."""

    text: str
    task: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """A written document: its text and where its lines stand in it (start, end, task)."""

    text: str
    places: tuple[tuple[int, int, int], ...]


def compose(
    form: Form, *, symbol: str, summary: str, on: date, to: Sequence[str], body: Sequence[Line], signer: str, title: str
) -> Paper:
    """The text of a document in the order of NĐ 30/2020, one line a part."""
    head = [*_letterhead(form), f"Số: {symbol}"]
    if not form.title:
        head.append(f"V/v {summary}")
    head += [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"{_place(form)}, ngày {on.day:02d} tháng {on.month:02d} năm {on.year}",
        "",
    ]
    head += [form.title, f"Về việc {summary}", ""] if form.title else ["Kính gửi: " + "; ".join(to) + ".", ""]
    tail = [
        "",
        "Nơi nhận:",
        "- Như trên;",
        "- CT, các PCT UBND tỉnh;",
        "- Lưu: VT, TH.",
        *_authority(form),
        title,
        signer,
    ]
    return _laid_out(head, body, tail)


def _laid_out(head: Sequence[str], body: Sequence[Line], tail: Sequence[str]) -> Paper:
    parts, places = ["\n".join(head)], []
    at = len(parts[0]) + 1
    for line in body:
        places.append((at, at + len(line.text), line.task))
        parts.append(line.text)
        at += len(line.text) + 1
    parts.append("\n".join(tail))
    return Paper("\n".join(parts), tuple(places))


def _letterhead(form: Form) -> list[str]:
    match form.issuer:
        case Issuer.OFFICE:
            return ["ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG", "VĂN PHÒNG"]
        case Issuer.CHAIRMAN:
            return ["CHỦ TỊCH ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG"]
        case Issuer.COMMITTEE:
            return ["ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG"]
    return [form.issuer.vi.upper()]


def _place(form: Form) -> str:
    return "Lâm Đồng" if form.issuer in (Issuer.OFFICE, Issuer.CHAIRMAN, Issuer.COMMITTEE) else "Hà Nội"


def _authority(form: Form) -> list[str]:
    return {
        "TM": ["TM. ỦY BAN NHÂN DÂN"],
        "KT": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
        "TL": ["TL. CHỦ TỊCH"],
    }.get(form.authority, [])
