"""The certificate of a purge, as an official paper in PDF: who, when, how much went, and nothing of what it was."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.days import HANOI
from giaoviec.ops.actions.purging import GROUNDS
from giaoviec.ops.models import Purge
from giaoviec.ops.papers import minutes
from giaoviec.papers.paper import Block, Paragraph, Table

KINDS = {
    "documents.Document": "Văn bản",
    "documents.Blob": "Tệp",
    "documents.SearchEntry": "Mục của chỉ mục tìm kiếm",
    "documents.Draft": "Bản nháp",
    "assignments.Task": "Nhiệm vụ",
    "assignments.Assignment": "Công việc được giao",
    "evaluation.SheetLine": "Dòng phiếu đánh giá đã xóa chữ",
}
OTHERS = "Dòng khác (cập nhật, thời hạn, việc phải làm, thông báo, …)"


def as_pdf(row: Purge, *, on: date) -> bytes:
    """The certificate of a purge that is through."""
    table = Table(("TT", "Nội dung", "Kết quả"), _numbered(row), (12.0, 78.0, 70.0))
    return minutes(
        "Xóa văn bản thuộc bí mật nhà nước khỏi phần mềm",
        (_opening(row), table, *_closing(row)),
        on=on,
        post="CHÁNH VĂN PHÒNG",
        recipients=("Như trên;", "Lưu: VT (hồ sơ mật)."),
    )


def rows_of(row: Purge) -> list[tuple[str, int]]:
    """What went, in words, the named kinds first."""
    named = [(said, row.counts[name]) for name, said in KINDS.items() if row.counts.get(name)]
    rest = sum(number for name, number in row.counts.items() if name not in KINDS)
    return [*named, *([(OTHERS, rest)] if rest else [])]


def _opening(row: Purge) -> Block:
    return Paragraph(
        "Thực hiện khoản 2 Điều 6 Quy chế ban hành kèm theo Quyết định số 26/2015/QĐ-UBND (văn bản mật không cập nhật "
        f"trên phần mềm), văn bản số vào sổ {row.document_id} đã được xóa khỏi phần mềm Giao Việc. Căn cứ: "
        f"{GROUNDS[row.ground]}."
    )


def _numbered(row: Purge) -> tuple[tuple[str, str, str], ...]:
    lines = [
        ("Người yêu cầu", f"{row.by_text}, {_moment(row.recorded_at)}"),
        ("Người xác nhận thứ nhất", f"{row.first_text}, {_moment(row.first_at)}"),
        ("Người xác nhận thứ hai", f"{row.second_text}, {_moment(row.erased_at)}"),
        *((said, f"{number:,}".replace(",", ".")) for said, number in rows_of(row)),
        ("Viết lại cơ sở dữ liệu, tạo bộ sao lưu mới", f"{row.set_id}, {_moment(row.finished_at)}"),
        ("Bộ sao lưu cũ không còn đọc được", str(row.unreadable)),
    ]
    return tuple((str(number), *line) for number, line in enumerate(lines, start=1))


def _closing(row: Purge) -> tuple[Block, ...]:
    return (
        Paragraph(
            "Báo cáo đã chốt giữ nguyên số liệu và mã kiểm tra; dòng của văn bản này ghi “đã xóa theo điểm 6.2”. "
            "Nhật ký giữ mã kiểm tra, không giữ nội dung."
        ),
        Paragraph(
            "Biên bản này không xác nhận các bản đã in, đã tải về hoặc đã chép khóa sao lưu ra ngoài phần mềm: người "
            "nhận phải tự hủy theo chế độ mật."
        ),
    )


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}" if at else ""
