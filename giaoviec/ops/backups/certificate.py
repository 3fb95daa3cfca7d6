"""The certificate that a set was restored and found equal, as an official paper in PDF (moonshot: a restore you can
sign)."""

from __future__ import annotations

from datetime import date

from giaoviec.days import HANOI
from giaoviec.ops.models import Backup
from giaoviec.ops.papers import minutes
from giaoviec.papers.paper import Block, Paragraph, Table


def as_pdf(row: Backup, *, on: date) -> bytes:
    """The certificate of a set that was restored for proof; where it differed, that is what it certifies."""
    return minutes(
        "Khôi phục thử bản sao lưu dữ liệu",
        (*_facts(row), *_verdict(row)),
        on=on,
        post="NGƯỜI PHỤ TRÁCH HẠ TẦNG",
        recipients=("Lãnh đạo Văn phòng;", "Lưu: VT."),
    )


def _facts(row: Backup) -> tuple[Block, ...]:
    assert row.proved_at is not None and row.proof_seconds is not None
    lines = (
        ("Bộ sao lưu", row.set_id),
        ("Thời điểm sao lưu", _moment(row.at)),
        ("Thời điểm khôi phục thử", _moment(row.proved_at)),
        ("Thời gian khôi phục, so sánh", f"{_number(row.proof_seconds)} giây"),
        ("Phiên bản phần mềm", row.version),
        ("Số dòng dữ liệu đã so", f"{row.rows:,}".replace(",", ".")),
        ("Số tệp đã so", f"{row.files:,}".replace(",", ".")),
        ("Dung lượng đã mã hóa", f"{row.size:,} byte".replace(",", ".")),
        ("Bản thứ hai ở nơi khác", "có" if row.copied else "không"),
        ("SHA-256 của bản kê đã ký", " ".join(row.digest[i : i + 16] for i in range(0, 64, 16))),
    )
    rows = tuple((str(n), *line) for n, line in enumerate(lines, 1))
    return (
        Paragraph(
            "Thực hiện điểm đ khoản 1 Điều 8 Quy chế ban hành kèm theo Quyết định số 26/2015/QĐ-UBND, phần mềm Giao "
            "Việc đã tự khôi phục bản sao lưu vào một nơi riêng, tách khỏi dữ liệu đang dùng, rồi so sánh từng dòng, "
            "từng tệp với lúc sao lưu."
        ),
        Table(("TT", "Nội dung", "Kết quả"), rows, (12.0, 60.0, 88.0)),
    )


def _verdict(row: Backup) -> tuple[Block, ...]:
    if not row.differs:
        return (Paragraph("Kết luận: khôi phục được, không có khác biệt.", bold=True),)
    found = row.differences.splitlines()
    return (
        Paragraph(f"Kết luận: KHÔNG ĐẠT, có {row.differs} khác biệt:", bold=True),
        *(Paragraph(f"- {line}") for line in found),
    )


def _moment(at: object) -> str:
    return f"{at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}"  # type: ignore[attr-defined]


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
