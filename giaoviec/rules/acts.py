"""The table of acts that are not moves of an assignment: which roles may, on what ground. `access.may` reads it."""

from __future__ import annotations

from dataclasses import dataclass

from giaoviec.rules.citation import Cite, Ground, Policy
from giaoviec.rules.roles import AGENCY_WIDE, ALL, BUSINESS, INTERNAL, LEADERS, NO_BUSINESS, NOBODY, OFFICE, Role


@dataclass(frozen=True, slots=True)
class Act:
    """A row of the table: `anywhere` are the roles that may, `own` those that may for their own agency only."""

    vi: str
    ground: Ground
    anywhere: frozenset[Role]
    own: frozenset[Role] = NOBODY


PROVINCE = LEADERS | OFFICE
DECIDERS = frozenset({Role.CHAIRMAN, Role.VICE_CHAIRMAN, Role.OFFICE_HEAD})
ADMINISTRATION = frozenset({Role.ADMINISTRATOR, Role.OFFICE_HEAD})
AGENCY_LEADERS = frozenset({Role.AGENCY_HEAD, Role.LIAISON})
EVALUATORS = frozenset({Role.EVALUATOR, Role.OFFICE_HEAD})

ACTS: dict[str, Act] = {
    # documents and tasks
    "register": Act("vào sổ văn bản", Cite("QC 7.1"), OFFICE),
    "take_down": Act("ghi ý kiến chỉ đạo trực tiếp", Cite("QC 4.2"), PROVINCE),
    "correct_document": Act("sửa thông tin văn bản", Cite("QC 6.1.a"), OFFICE),
    "judge": Act("xét từng đoạn của văn bản", Cite("QC 7.1"), OFFICE),
    "give": Act("giao việc", Cite("QC 7.1"), OFFICE),
    "enter_programme": Act("nhập chương trình công tác", Cite("QC 2.2.b"), OFFICE),
    "attest_file": Act("cam đoan tệp không mật", Cite("QC 6.2"), ALL - {Role.AUDITOR}),
    "confirm_file": Act("xác nhận tệp không mật (người thứ hai)", Cite("QC 6.2"), OFFICE, AGENCY_WIDE),
    "exchange": Act("nhận gói văn bản liên thông", Cite("QC 3.2"), OFFICE),
    "star": Act("gắn sao, bỏ sao", Policy("starred"), DECIDERS),
    "mark_paper_report": Act(
        "đánh dấu đã gửi báo cáo giấy", Cite("QC 6.2"), frozenset({Role.OFFICE_HEAD, Role.CLERK}), AGENCY_WIDE
    ),
    # looking at many things at once
    "search": Act("tìm kiếm", Policy("visibility"), BUSINESS),
    "save_list": Act("lưu danh sách riêng", Policy("visibility"), BUSINESS),
    "export": Act("xuất danh sách", Policy("visibility"), BUSINESS),
    "feed": Act("lấy lịch việc riêng", Policy("visibility"), BUSINESS),
    "see_figures": Act("xem số liệu", Cite("QC 8.1.a"), PROVINCE | {Role.EVALUATOR}, AGENCY_WIDE),
    "see_figures_inside": Act(
        "xem số liệu phân công nội bộ", Cite("QC 11.2#2"), NOBODY, AGENCY_LEADERS | {Role.UNIT_HEAD}
    ),
    "see_agency_table": Act(
        "xem bảng tổng hợp các cơ quan", Policy("visibility"), PROVINCE | AGENCY_WIDE | {Role.EVALUATOR}
    ),
    "see_programmes": Act("xem chương trình công tác", Cite("QC 2.2.b"), PROVINCE | AGENCY_WIDE | INTERNAL),
    "see_frozen": Act("xem số liệu đã chốt", Cite("QC 9.2"), PROVINCE | {Role.EVALUATOR, Role.AUDITOR}),
    "see_compliance": Act(
        "xem việc tuân thủ Quy chế", Cite("QC 11.1#2"), PROVINCE | {Role.EVALUATOR, Role.AUDITOR}, AGENCY_WIDE
    ),
    "see_journal": Act("xem nhật ký hệ thống", Cite("QC 2.2.c"), frozenset({Role.AUDITOR, Role.OFFICE_HEAD})),
    "see_access": Act("tra cứu ai đã xem, xuất, thay đổi", Cite("QC 2.2.c"), frozenset({Role.AUDITOR})),
    "see_warnings": Act("xem cảnh báo sớm", Cite("QC 9.3"), PROVINCE, AGENCY_WIDE),
    # urging
    "see_urgings": Act("xem văn bản đôn đốc", Cite("QC 9.3"), PROVINCE, AGENCY_WIDE),
    "draft_urging": Act("soạn văn bản đôn đốc", Cite("QC 9.3"), DECIDERS | {Role.MONITOR}),
    "sign_urging": Act("ký văn bản đôn đốc", Cite("QC 9.3"), frozenset({Role.OFFICE_HEAD})),
    "issue_urging": Act("cấp số, gửi văn bản đôn đốc", Cite("QC 9.3"), frozenset({Role.OFFICE_HEAD, Role.CLERK})),
    "answer_urging": Act("trả lời văn bản đôn đốc", Policy("urging_answer"), NOBODY, AGENCY_WIDE),
    # suggestions
    "suggest": Act("gửi góp ý", Cite("QC 13"), ALL - {Role.AUDITOR}),
    "see_suggestions": Act("xem góp ý", Cite("QC 13"), PROVINCE | {Role.ADMINISTRATOR}, ALL),
    "answer_suggestion": Act("trả lời góp ý", Cite("QC 8.1.d"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})),
    # obstacles, explanations, whose days, and what helps work along
    "see_obstacles": Act("xem khó khăn, vướng mắc", Cite("QC 8.1.b"), PROVINCE, AGENCY_WIDE),
    "handle_obstacles": Act(
        "gộp, chuyển, quyết định vướng mắc", Cite("QC 8.1.b"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})
    ),
    "advise_obstacle": Act(
        "cho ý kiến xử lý vướng mắc",
        Policy("obstacle_passed"),
        NOBODY,
        AGENCY_WIDE | {Role.CHAIRMAN, Role.VICE_CHAIRMAN},
    ),
    "see_explanations": Act("xem giải trình", Cite("QC 8.2#1"), PROVINCE | {Role.EVALUATOR}, AGENCY_WIDE),
    "judge_explanation": Act(
        "xác nhận nguyên nhân khách quan", Policy("causes"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})
    ),
    "see_days": Act("xem ngày của ai", Policy("whose_days"), PROVINCE | AGENCY_WIDE | {Role.EVALUATOR}),
    "certify_silence": Act(
        "xác nhận không có ý kiến", Policy("silence"), frozenset({Role.OFFICE_HEAD, Role.MONITOR}), AGENCY_WIDE
    ),
    "guide": Act("ghi hướng dẫn cho nhiệm vụ", Cite("QC 9.1"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})),
    "see_own_rules": Act("xem quy chế nội bộ, tự kiểm tra, báo cáo giấy", Cite("QC 11.2#2"), PROVINCE, AGENCY_WIDE),
    "record_own_rules": Act("ghi quy chế nội bộ, tự kiểm tra", Cite("QC 11.2#2"), NOBODY, AGENCY_WIDE),
    # the leaders' acts, and the report to the Chairman
    "see_leading": Act("xem ý kiến của lãnh đạo và trả lời", Policy("leader_acts"), PROVINCE | AGENCY_WIDE),
    "lead": Act("hỏi, đôn đốc, biểu dương", Policy("leader_acts"), frozenset({Role.CHAIRMAN, Role.VICE_CHAIRMAN})),
    "prepare_lead": Act("chuẩn bị ý kiến dưới tên Chủ tịch", Policy("leader_assistant"), frozenset({Role.ASSISTANT})),
    "answer_leader": Act(
        "trả lời lãnh đạo UBND tỉnh", Policy("leader_acts"), NOBODY, AGENCY_WIDE | {Role.OFFICE_HEAD, Role.MONITOR}
    ),
    "see_reports_up": Act("xem báo cáo Chủ tịch", Cite("QC 9.3"), PROVINCE),
    "compose_report_up": Act("soạn báo cáo Chủ tịch", Cite("QC 9.3"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})),
    "sign_report_up": Act("ký, gửi báo cáo Chủ tịch", Cite("QC 9.3"), frozenset({Role.OFFICE_HEAD})),
    "decide_report_up": Act("quyết định đề xuất của Văn phòng", Cite("QC 9.3"), frozenset({Role.CHAIRMAN})),
    # reports of the periods
    "see_reports": Act("xem báo cáo định kỳ", Cite("QC 9.2"), PROVINCE, AGENCY_WIDE),
    "open_reports": Act("mở kỳ báo cáo", Cite("QC 9.2"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})),
    "write_report": Act(
        "soạn báo cáo định kỳ", Cite("QC 10.1"), NOBODY, AGENCY_WIDE | {Role.OFFICE_HEAD, Role.MONITOR}
    ),
    "comment_report": Act("góp ý báo cáo định kỳ", Cite("QC 9.2"), PROVINCE, AGENCY_WIDE),
    "sign_report": Act("ký, gửi báo cáo định kỳ", Cite("QC 10.1"), NOBODY, AGENCY_LEADERS | {Role.OFFICE_HEAD}),
    "amend_report": Act(
        "đính chính báo cáo đã chốt", Policy("report_frozen"), NOBODY, AGENCY_LEADERS | {Role.OFFICE_HEAD}
    ),
    "send_back_report": Act(
        "đề nghị hoàn chỉnh báo cáo định kỳ", Cite("QC 8.1.a"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})
    ),
    "remind_report": Act("nhắc gửi báo cáo định kỳ", Cite("QC 9.3"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})),
    # reports asked for
    "see_asked": Act("xem báo cáo theo yêu cầu", Cite("QC 9.4"), PROVINCE, AGENCY_WIDE),
    "ask_report": Act(
        "soạn yêu cầu báo cáo, nhắc, trả lại để sửa", Cite("QC 9.4"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})
    ),
    "sign_asking": Act("ký, gửi, kết thúc yêu cầu báo cáo", Cite("QC 9.4"), frozenset({Role.OFFICE_HEAD})),
    "answer_asked": Act("soạn báo cáo theo yêu cầu", Cite("QC 9.4"), NOBODY, AGENCY_WIDE),
    "sign_answer": Act("ký, gửi báo cáo theo yêu cầu", Cite("QC 9.4"), NOBODY, AGENCY_LEADERS),
    "see_burden": Act("xem gánh nặng báo cáo", Policy("burden"), PROVINCE),
    # evaluation
    "see_evaluation": Act(
        "xem đánh giá", Cite("QC 12.3"), PROVINCE | {Role.EVALUATOR, Role.AUDITOR}, AGENCY_WIDE | INTERNAL
    ),
    "run_evaluation": Act("lập phiếu, khóa năm đánh giá", Cite("QC 12.3"), EVALUATORS),
    "date_scheme": Act("đặt cách chấm điểm", Policy("scoring"), EVALUATORS),
    "give_general": Act("chấm điểm tiêu chí chung", Policy("scoring"), frozenset({Role.EVALUATOR}), AGENCY_LEADERS),
    "contest": Act("kiến nghị về đánh giá", Policy("contest"), NOBODY, AGENCY_LEADERS | INTERNAL),
    "answer_contest": Act(
        "trả lời kiến nghị về đánh giá", Policy("contest"), EVALUATORS | {Role.MONITOR}, AGENCY_LEADERS
    ),
    "decide_contest": Act(
        "quyết định kiến nghị về đánh giá", Policy("contest"), frozenset({Role.OFFICE_HEAD}), AGENCY_LEADERS
    ),
    # inspections
    "see_inspections": Act("xem các cuộc kiểm tra", Cite("QC 8.1.c"), PROVINCE | {Role.INSPECTOR}, AGENCY_WIDE),
    "propose_inspection": Act("đề xuất kiểm tra", Cite("QC 8.1.c"), frozenset({*DECIDERS, Role.MONITOR})),
    "decide_inspection": Act("quyết định kiểm tra", Cite("QC 8.1.c"), frozenset({Role.CHAIRMAN, Role.VICE_CHAIRMAN})),
    "run_inspection": Act(
        "tổ chức đoàn kiểm tra, kết luận", Cite("QC 8.1.c"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})
    ),
    "look_again": Act(
        "xem lại kết quả đã xác nhận", Policy("second_look"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})
    ),
    # administration
    "see_administration": Act("vào trang quản trị", Policy("roles"), ADMINISTRATION),
    "manage_users": Act("quản lý tài khoản", Policy("accounts"), frozenset({Role.ADMINISTRATOR})),
    "review_accounts": Act("rà soát tài khoản", Policy("account_review"), frozenset({Role.ADMINISTRATOR})),
    "manage_agencies": Act("quản lý danh mục cơ quan", Policy("roles"), ADMINISTRATION),
    "manage_units": Act("quản lý phòng, ban của cơ quan", Policy("roles"), ADMINISTRATION, AGENCY_LEADERS),
    "succeed": Act("sáp nhập, chia, đổi tên, giải thể cơ quan", Policy("succession"), frozenset({Role.OFFICE_HEAD})),
    "delegate": Act(
        "ghi ủy quyền", Policy("delegation"), frozenset({Role.ADMINISTRATOR}), AGENCY_LEADERS | {Role.OFFICE_HEAD}
    ),
    "manage_profile": Act("sửa hồ sơ quy chế", Policy("roles"), frozenset({Role.OFFICE_HEAD})),
    "manage_calendar": Act("sửa lịch làm việc", Policy("calendar_confirmed"), ADMINISTRATION),
    "see_operations": Act("xem trang vận hành", Cite("QC 8.3.c"), ADMINISTRATION | {Role.INFRASTRUCTURE}),
    "handle_incidents": Act("ghi, xử lý sự cố", Cite("QC 8.3.c"), NO_BUSINESS),
    "ask_purge": Act("yêu cầu xóa văn bản mật", Cite("QC 6.2"), frozenset({Role.OFFICE_HEAD})),
    "confirm_purge": Act("xác nhận xóa văn bản mật", Cite("QC 6.2"), frozenset({Role.ADMINISTRATOR})),
    "run_backup": Act("sao lưu, khôi phục thử", Cite("QC 8.1.đ"), NO_BUSINESS),
}
