"""The journal's events in words: who did what to what, with ids and days only, as the journal itself holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from giaoviec.agencies import rights
from giaoviec.agencies.models import Agency
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.queries import visible
from giaoviec.documents.queries import visible as visible_documents
from giaoviec.journal.models import Event
from giaoviec.rules.access import Actor, may
from giaoviec.rules.moves import RULES
from giaoviec.site.facts import facts

VERBS = MappingProxyType(
    {
        **{move.value: rule.vi for move, rule in RULES.items()},
        **rights.VERBS,
        "give": "Giao việc",
        "void": "Hoàn tác",
        "next_turn": "Giao kỳ tiếp theo",
        "star": "Gắn sao",
        "unstar": "Bỏ sao",
        "end_series": "Dừng nhiệm vụ định kỳ",
        "register": "Vào sổ",
        "unregister": "Hủy vào sổ",
        "receive_package": "Nhận gói văn bản liên thông",
        "link_package": "Gắn gói liên thông với văn bản đã vào sổ",
        "judge": "Xét các đoạn của văn bản",
        "confirm_no_task": "Xác nhận không có nhiệm vụ",
        "add_habit": "Thêm cụm từ vào thói quen đọc",
        "drop_habit": "Bỏ cụm từ khỏi thói quen đọc",
        "tick": "Tính hạn trong ngày",
        "remind": "Nhắc việc",
        "digest": "Gửi thư hằng ngày",
        "ask_proposals": "Yêu cầu lập dự thảo đôn đốc",
        "propose_urging": "Lập dự thảo đôn đốc",
        "draft_urging": "Đưa việc vào văn bản đôn đốc",
        "edit_urging": "Sửa văn bản đôn đốc",
        "discard_urging": "Bỏ dự thảo đôn đốc",
        "sign_urging": "Ký văn bản đôn đốc",
        "redraft_urging": "Đưa văn bản đôn đốc về dự thảo",
        "number_urging": "Cấp số văn bản đôn đốc",
        "send_urging": "Gửi văn bản đôn đốc",
        "recall_urging": "Lập văn bản thu hồi",
        "measure_urging": "Đo hiệu quả đôn đốc",
        "answer_urging": "Trả lời văn bản đôn đốc",
        "join_obstacles": "Gộp khó khăn, vướng mắc",
        "part_obstacle": "Tách khó khăn, vướng mắc",
        "pass_obstacle": "Hỏi ý kiến về vướng mắc",
        "advise_obstacle": "Cho ý kiến về vướng mắc",
        "decide_obstacles": "Quyết định vướng mắc chung",
        "judge_explanation": "Kết luận về nguyên nhân giải trình",
        "certify_silence": "Xác nhận không có ý kiến phối hợp",
        "guide": "Hướng dẫn công việc",
        "record_check": "Ghi kết quả tự kiểm tra",
        "record_regulation": "Ghi quy chế nội bộ",
        "suggest": "Gửi góp ý",
        "answer_suggestion": "Trả lời góp ý",
        "propose_inspection": "Đề xuất kiểm tra",
        "decide_inspection": "Quyết định kiểm tra",
        "join_team": "Thêm thành viên đoàn kiểm tra",
        "leave_team": "Thôi thành viên đoàn kiểm tra",
        "begin_inspection": "Bắt đầu kiểm tra",
        "prolong_inspection": "Gia hạn thời gian kiểm tra",
        "draw_sample": "Rút mẫu kiểm tra",
        "choose_sheets": "Chọn việc kiểm tra",
        "fill_sheet": "Lập phiếu kiểm tra",
        "conclude_inspection": "Kết luận kiểm tra",
        "register_conclusion": "Vào sổ kết luận kiểm tra",
        "follow_up": "Mở lại việc theo kết luận kiểm tra",
        "close_inspection": "Kết thúc xử lý sau kiểm tra",
        "draw_second_looks": "Rút kết quả để xem lại",
        "look_again": "Xem lại kết quả đã xác nhận",
        "lead": "Hỏi, đôn đốc, biểu dương",
        "prepare_lead": "Chuẩn bị ý kiến dưới tên Chủ tịch",
        "drop_lead": "Bỏ ý kiến đã chuẩn bị",
        "answer_leader": "Trả lời lãnh đạo UBND tỉnh",
        "compose_report_up": "Soạn báo cáo Chủ tịch",
        "edit_report_up": "Sửa báo cáo Chủ tịch",
        "drop_report_up": "Bỏ bản thảo báo cáo Chủ tịch",
        "sign_report_up": "Ký báo cáo Chủ tịch",
        "send_report_up": "Gửi báo cáo Chủ tịch",
        "decide_report_line": "Quyết định đề xuất của Văn phòng",
        "ask_report_line": "Hỏi về đề xuất của Văn phòng",
        "carry_out_line": "Thực hiện quyết định của Chủ tịch",
        "mark_paper_report": "Đánh dấu đã gửi báo cáo giấy",
        "add_factor": "Thiết lập bước xác nhận thứ hai",
        "remove_factor": "Gỡ một cách xác nhận thứ hai",
        "renew_codes": "Tạo lại mã dự phòng",
        "take_factors": "Gỡ bước xác nhận thứ hai của tài khoản",
        "review_accounts": "Đánh dấu đã rà soát tài khoản",
        "back_up": "Sao lưu dữ liệu",
        "fail_backup": "Sao lưu không thành",
        "attest_file": "Cam đoan tệp không mật",
        "admit_file": "Xác nhận tệp không mật",
        "refuse_file": "Bỏ tệp khỏi phòng chờ",
        "ask_purge": "Yêu cầu xóa văn bản mật",
        "withdraw_purge": "Rút yêu cầu xóa văn bản mật",
        "confirm_purge": "Xác nhận xóa văn bản mật",
        "purge": "Xóa văn bản mật",
        "finish_purge": "Viết lại cơ sở dữ liệu sau khi xóa",
        "prove_backup": "Khôi phục thử bản sao lưu",
        "ask_backup": "Yêu cầu sao lưu",
        "install": "Chạy phiên bản mới",
        "report_incident": "Báo sự cố",
        "find_incident": "Phát hiện sự cố",
        "end_incident": "Sự cố không còn",
        "note_incident": "Ghi xử lý sự cố",
        "add_agency": "Thêm cơ quan",
        "correct_agency": "Sửa thông tin cơ quan",
        "add_alias": "Thêm tên gọi khác",
        "drop_alias": "Bỏ tên gọi khác",
        "add_group": "Thêm nhóm cơ quan",
        "join_group": "Thêm vào nhóm",
        "leave_group": "Đưa ra khỏi nhóm",
        "add_unit": "Thêm phòng, ban",
        "change_unit": "Sửa phòng, ban",
        "close_unit": "Đóng phòng, ban",
        "succeed": "Sắp xếp tổ chức",
        "edit_account": "Sửa tài khoản",
        "unlock_account": "Mở khóa tài khoản",
        "change_password": "Đổi mật khẩu",
        "end_session": "Kết thúc phiên làm việc",
        "make_feed": "Tạo địa chỉ lịch riêng",
        "revoke_feed": "Hủy địa chỉ lịch riêng",
        "open_reports": "Mở kỳ báo cáo",
        "edit_report": "Soạn báo cáo",
        "renew_report": "Lấy lại lời theo số liệu",
        "comment_report": "Góp ý báo cáo",
        "sign_report": "Ký báo cáo",
        "freeze_report": "Chốt báo cáo",
        "send_report": "Gửi báo cáo",
        "amend_report": "Đính chính báo cáo",
        "compose_asking": "Soạn yêu cầu báo cáo",
        "edit_asking": "Sửa dự thảo yêu cầu báo cáo",
        "discard_asking": "Bỏ dự thảo yêu cầu báo cáo",
        "send_asking": "Ký, gửi yêu cầu báo cáo",
        "correct_asking": "Sửa yêu cầu báo cáo đã gửi",
        "end_asking": "Kết thúc yêu cầu báo cáo",
        "open_asked_turn": "Mở kỳ sau của yêu cầu báo cáo",
        "write_asked": "Soạn báo cáo theo yêu cầu",
        "sign_asked": "Ký, gửi báo cáo theo yêu cầu",
        "send_back_asked": "Trả lại báo cáo theo yêu cầu",
        "remind_asked": "Nhắc gửi báo cáo theo yêu cầu",
        "send_back_report": "Đề nghị hoàn chỉnh báo cáo",
        "remind_report": "Nhắc gửi báo cáo",
        "make_sheets": "Lập phiếu đánh giá",
        "finish_sheets": "Lập xong phiếu đánh giá",
        "lock_year": "Khóa năm đánh giá",
        "date_scheme": "Đặt cách chấm điểm",
        "give_general": "Chấm điểm tiêu chí chung",
        "contest": "Kiến nghị về đánh giá",
        "answer_contest": "Trả lời kiến nghị về đánh giá",
        "decide_contest": "Quyết định kiến nghị về đánh giá",
        "withdraw_contest": "Rút kiến nghị về đánh giá",
        "change_calendar": "Sửa lịch làm việc",
        "move_due_dates": "Tính lại thời hạn theo lịch",
        "load_profile": "Nạp hồ sơ quy chế",
        "demo": "Tạo dữ liệu trình diễn",
        "load": "Nạp dữ liệu hàng loạt",
        "seal_access_log": "Niêm phong nhật ký truy cập",
        "drop_access_log": "Bỏ nhật ký truy cập hết hạn giữ",
    }
)
SUBJECTS = MappingProxyType(
    {
        "assignment": "Công việc",
        "document": "Văn bản",
        "task": "Nhiệm vụ",
        "agency": "Cơ quan",
        "agency_group": "Nhóm cơ quan",
        "person": "Tài khoản",
        "profile": "Hồ sơ quy chế",
        "calendar_year": "Lịch năm",
        "succession": "Sắp xếp tổ chức",
        "urging": "Văn bản đôn đốc",
        "suggestion": "Góp ý",
        "leader_act": "Ý kiến của lãnh đạo",
        "chairman_report": "Báo cáo Chủ tịch",
        "report_line": "Đề xuất trình Chủ tịch",
        "inspection": "Cuộc kiểm tra",
        "second_look": "Lượt xem lại",
        "obstacle_case": "Vướng mắc chung",
        "guidance": "Hướng dẫn công việc",
        "period_report": "Báo cáo định kỳ",
        "asked_report": "Báo cáo theo yêu cầu",
        "evaluation": "Đợt đánh giá",
        "sheet": "Phiếu đánh giá",
        "contest": "Kiến nghị về đánh giá",
        "scheme": "Cách chấm điểm",
        "day": "Công việc trong ngày",
        "compliance_report": "Báo cáo tuân thủ",
        "access_log": "Nhật ký truy cập",
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """One event as the page shows it; `href` is empty where its thing is not the reader's to see."""

    id: int
    at: datetime
    on: date
    actor: str
    agency: str
    verb: str
    thing: str
    href: str
    facts: Sequence[tuple[str, str]]
    digest: str


def tell(events: Sequence[Event], reader: Actor) -> list[Told]:
    """Events in words; three statements for any number of them."""
    documents, assignments = _seen(events, reader)
    agencies = dict(Agency.objects.filter(pk__in={event.agency_id for event in events}).values_list("pk", "name"))
    return [
        Told(
            id=event.id,
            at=event.at,
            on=event.on,
            actor=event.actor,
            agency=agencies.get(event.agency_id or 0, ""),
            verb=verb(event.verb, event.subject),
            thing=_thing(event),
            href=_href(event, reader, documents, assignments),
            facts=list(facts(event.facts)),
            digest=event.digest,
        )
        for event in events
    ]


def verb(name: str, subject: str = "") -> str:
    """ "Giao việc"; `correct` is of a document or of an assignment that came back."""
    if name == "correct" and subject == "document":
        return "Sửa thông tin văn bản"
    return VERBS.get(name, name)


def _thing(event: Event) -> str:
    name = SUBJECTS.get(event.subject, event.subject)
    return f"{name} {event.subject_id}" if event.subject_id and event.subject != "day" else name


def _seen(events: Iterable[Event], reader: Actor) -> tuple[set[int], set[int]]:
    """Which documents and assignments of these the reader may open."""
    asked = {
        name: {event.subject_id for event in events if event.subject == name and event.subject_id}
        for name in ("document", "assignment")
    }
    documents = visible_documents(reader).filter(pk__in=asked["document"])
    rows: Any = visible(reader) if asked["assignment"] else Assignment.objects.none()
    return (
        set(documents.values_list("pk", flat=True)) if asked["document"] else set(),
        set(rows.filter(pk__in=asked["assignment"]).values_list("pk", flat=True)),
    )


def _href(event: Event, reader: Actor, documents: set[int], assignments: set[int]) -> str:
    pk = event.subject_id
    if event.subject == "document" and pk in documents:
        return f"/van-ban/{pk}/"
    if event.subject == "assignment" and pk in assignments:
        return f"/viec/{pk}/"
    if event.subject == "agency" and may(reader, "manage_agencies") is None:
        return f"/quan-tri/co-quan/{pk}/"
    return ""
