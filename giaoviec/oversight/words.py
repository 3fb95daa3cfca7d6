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
        "star": ("Gắn sao", "soon"),
        "unstar": ("Bỏ sao", "soon"),
        "report_obstacle": ("Vướng mắc", "soon"),
        "answer_obstacle": ("Trả lời vướng mắc", "done"),
        "ask_opinion": ("Hỏi ý kiến", "claim"),
        "give_opinion": ("Đã góp ý", "done"),
        "write": ("Trao đổi", "doing"),
        "remind": ("Nhắc việc", "soon"),
        "sign_urging": ("Chờ cấp số, gửi", "claim"),
        "send_urging": ("Đôn đốc", "late"),
        "recall_urging": ("Thu hồi văn bản đôn đốc", "withdrawn"),
        "answer_urging": ("Trả lời đôn đốc", "done"),
        "suggest": ("Góp ý mới", "given"),
        "rights": ("Quyền của đồng chí thay đổi", "soon"),
        "rights_here": ("Quyền của người trong cơ quan thay đổi", "soon"),
        "idle_accounts": ("Tài khoản bị khóa", "withdrawn"),
        "answer_suggestion": ("Trả lời góp ý", "done"),
        "lead_ask": ("Lãnh đạo hỏi", "soon"),
        "lead_urge": ("Lãnh đạo đôn đốc", "late"),
        "lead_commend": ("Biểu dương", "done"),
        "lead_criticise": ("Phê bình", "late"),
        "answer_leader": ("Cơ quan trả lời", "claim"),
        "send_report_up": ("Báo cáo đề xuất", "claim"),
        "decide_report_line": ("Chủ tịch quyết định", "done"),
        "decide_inspection": ("Quyết định kiểm tra", "given"),
        "join_team": ("Vào đoàn kiểm tra", "given"),
        "conclude_inspection": ("Kết luận kiểm tra", "done"),
        "join_obstacles": ("Vướng mắc xử lý chung", "claim"),
        "pass_obstacle": ("Hỏi cách xử lý vướng mắc", "claim"),
        "advise_obstacle": ("Cho ý kiến vướng mắc", "done"),
        "judge_explanation": ("Xét giải trình", "done"),
        "certify_silence": ("Không có ý kiến", "back"),
        "guide": ("Hướng dẫn", "soon"),
        "look_again": ("Xem lại không đúng", "back"),
        "send_report": ("Báo cáo cơ quan", "claim"),
        "freeze_report": ("Báo cáo định kỳ", "done"),
        "comment_report": ("Góp ý báo cáo", "claim"),
        "amend_report": ("Đính chính báo cáo", "soon"),
        "send_asking": ("Yêu cầu báo cáo", "given"),
        "correct_asking": ("Sửa yêu cầu báo cáo", "soon"),
        "end_asking": ("Thôi yêu cầu báo cáo", "withdrawn"),
        "remind_asked": ("Nhắc gửi báo cáo", "soon"),
        "send_back_asked": ("Trả lại báo cáo", "back"),
        "sign_asked": ("Báo cáo theo yêu cầu", "claim"),
        "waiting_file": ("Tệp chờ xem", "claim"),
        "make_sheets": ("Phiếu đánh giá", "claim"),
        "contest": ("Kiến nghị đánh giá", "claim"),
        "answer_contest": ("Trả lời kiến nghị", "doing"),
        "decide_contest": ("Quyết định kiến nghị", "done"),
    }
)

PLACES = MappingProxyType(
    {
        "assignment": "/viec/{}/",
        "document": "/van-ban/{}/",
        "urging": "/don-doc/{}/",
        "suggestion": "/gop-y/{}/",
        "backup": "/van-hanh/",
        "incident": "/van-hanh/su-co/{}/",
        "obstacle_case": "/vuong-mac/nhom/{}/",
        "person": "/quan-tri/nguoi-dung/?tinh-trang=dung",
        "rights": "/ca-nhan/#quyen",
        "agency": "/co-quan/{}/",
        "leader_act": "/chi-dao/{}/",
        "chairman_report": "/bao-cao-chu-tich/{}/",
        "report_line": "/bao-cao-chu-tich/dong/{}/",
        "inspection": "/kiem-tra/{}/",
        "second_look": "/kiem-tra/xem-lai/{}/",
        "period_report": "/bao-cao/{}/",
        "asked_report": "/bao-cao/yeu-cau/{}/",
        "waiting_file": "/van-ban/phong-cho/",
        "sheet": "/danh-gia/{}/",
        "contest": "/danh-gia/kien-nghi/{}/",
    }
)
"""Where the things live that people are told of and owe something on."""


def place(subject: str, pk: int | None, *, otherwise: str = "/") -> str:
    """The address of a thing; `otherwise` of what has no page of its own."""
    return PLACES.get(subject, otherwise).format(pk)


def said(kind: str) -> str:
    """The word of a notice: "Chưa xác nhận"."""
    known = WORDS.get(kind)
    return known[0] if known else next((rule.vi for move, rule in RULES.items() if move.value == kind), "Có thay đổi")


def shape(kind: str) -> str:
    """The shape of a notice, as `ui.state` takes it."""
    known = WORDS.get(kind)
    return known[1] if known else "doing"
