"""How a notice is called, on desks and in the digest: a word and the shape beside it."""

from __future__ import annotations

from types import MappingProxyType

from giaoviec.rules.moves import RULES

WORDS = MappingProxyType(
    {
        "give": ("Việc mới giao", "given"),
        "next_turn": ("Kỳ mới", "given"),
        "collaborate": ("Phối hợp", "given"),
        "assign_inside": ("Được phân công", "given"),
        "transfer": ("Nhận bàn giao", "given"),
        "return": ("Chuyển lại", "back"),
        "correct": ("Giao lại", "back"),
        "uphold": ("Giữ nguyên", "back"),
        "pass_on": ("Chuyển đơn vị khác", "back"),
        "claim": ("Báo cáo hoàn thành", "claim"),
        "confirm": ("Đã xác nhận", "done"),
        "reject": ("Chưa xác nhận", "back"),
        "reopen": ("Mở lại", "back"),
        "withdraw": ("Thu hồi", "withdrawn"),
        "ask_extension": ("Xin gia hạn", "claim"),
        "decide_extension": ("Trả lời gia hạn", "done"),
        "set_due": ("Đổi thời hạn", "soon"),
        "edit": ("Sửa nội dung", "soon"),
        "report_obstacle": ("Vướng mắc", "soon"),
        "answer_obstacle": ("Trả lời vướng mắc", "done"),
        "ask_opinion": ("Hỏi ý kiến", "claim"),
        "give_opinion": ("Đã góp ý", "done"),
        "write": ("Trao đổi", "doing"),
        "remind": ("Nhắc việc", "soon"),
        "suggest": ("Góp ý mới", "given"),
        "answer_suggestion": ("Trả lời góp ý", "done"),
    }
)


def said(kind: str) -> str:
    """The word of a notice: "Chưa xác nhận"."""
    known = WORDS.get(kind)
    return known[0] if known else next((rule.vi for move, rule in RULES.items() if move.value == kind), "Có thay đổi")


def shape(kind: str) -> str:
    """The shape of a notice, as `ui.state` takes it."""
    known = WORDS.get(kind)
    return known[1] if known else "doing"
