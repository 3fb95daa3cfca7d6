"""What a profile must say: each number's name on screens, and which values it may have."""

from dataclasses import dataclass

FLAG, WHOLE, CHOICE, CHOICES, WHOLES = "flag", "whole", "choice", "choices", "wholes"
CYCLE_NAMES = ("month", "quarter", "half_year", "year")
REPORT_NAMES = ("month", "quarter", "half_year", "nine_months", "year")
DECIDERS = ("monitor", "office_head", "chairman")


@dataclass(frozen=True)
class Setting:
    """A number's label, its form, and its bounds: `low`–`high` for whole numbers, `choices` for words."""

    label_vi: str
    form: str
    low: int = 0
    high: int = 365
    choices: tuple[str, ...] = ()

    def error(self, value: object) -> str | None:
        """Why a value is not acceptable, as a Vietnamese sentence; None where it is."""
        if self.form == FLAG:
            return None if isinstance(value, bool) else f"{self.label_vi}: phải là có hoặc không (true, false)."
        if self.form == WHOLE:
            return None if self._whole(value) else f"{self.label_vi}: phải là số nguyên từ {self.low} đến {self.high}."
        if self.form == CHOICE:
            return None if value in self.choices else f"{self.label_vi}: phải là một trong {', '.join(self.choices)}."
        if not isinstance(value, tuple) or not value:
            return f"{self.label_vi}: phải là một danh sách."
        if self.form == WHOLES:
            right = all(self._whole(part) for part in value)
            return None if right else f"{self.label_vi}: mỗi số phải là số nguyên từ {self.low} đến {self.high}."
        right = all(part in self.choices for part in value)
        return None if right else f"{self.label_vi}: chỉ được gồm {', '.join(self.choices)}."

    def _whole(self, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high


def _days(label: str, low: int = 0, high: int = 365) -> Setting:
    return Setting(label, WHOLE, low, high)


SETTINGS: dict[str, Setting] = {
    # Article 7: registering and updating
    "register_days": _days("Văn phòng cập nhật, chuyển văn bản (ngày làm việc)", 1, 30),
    "first_update_days": _days("Cập nhật lần đầu nhiệm vụ có thời hạn (ngày làm việc)", 1, 30),
    "at_once_days": _days("Cập nhật nhiệm vụ “thực hiện ngay” (ngày làm việc)", 0, 5),
    "cycles": Setting("Kỳ cập nhật nhiệm vụ không thời hạn được chọn", CHOICES, choices=CYCLE_NAMES),
    "default_cycle": Setting("Kỳ cập nhật mặc định", CHOICE, choices=CYCLE_NAMES),
    "return_only_before_progress": Setting("Chỉ chuyển lại khi chưa cập nhật tình hình", FLAG),
    "return_once_per_giving": Setting("Mỗi lần giao chỉ chuyển lại một lần", FLAG),
    "answer_return_days": _days("Văn phòng trả lời việc chuyển lại (ngày làm việc)", 1, 30),
    "government_lead_days": _days("Hạn của tỉnh trước hạn Chính phủ giao (ngày làm việc)", 0, 60),
    # Results
    "verify_days": _days("Văn phòng kiểm tra, xác nhận kết quả (ngày làm việc)", 1, 30),
    "starred_second_person": Setting("Nhiệm vụ gắn sao cần hai người xác nhận", FLAG),
    "explanation_days": _days("Giải trình việc quá hạn, chưa đạt (ngày làm việc)", 1, 30),
    "answer_obstacle_days": _days("Trả lời khó khăn, vướng mắc (ngày làm việc)", 1, 60),
    "advise_obstacle_days": _days("Cơ quan được hỏi cho ý kiến xử lý vướng mắc (ngày làm việc)", 1, 60),
    "opinion_days": _days("Cơ quan phối hợp cho ý kiến (ngày làm việc)", 1, 60),
    "answer_suggestion_days": _days("Văn phòng trả lời góp ý, hỗ trợ (ngày làm việc)", 1, 60),
    # Extensions
    "decide_extension_days": _days("Quyết định gia hạn (ngày làm việc)", 1, 30),
    "extensions_max": _days("Số lần gia hạn tối đa (0: không hạn chế)", 0, 20),
    "extension_ask_before_days": _days("Phải xin gia hạn trước hạn (ngày làm việc; 0: không đặt)", 0, 60),
    "extension_decider": Setting("Người quyết định gia hạn", CHOICE, choices=DECIDERS),
    "extension_decider_starred": Setting("Người quyết định gia hạn việc gắn sao", CHOICE, choices=DECIDERS),
    # Reminding and urging
    "reminders": Setting("Nhắc trước hạn (ngày)", WHOLES, 1, 60),
    "remind_again_every": _days("Nhắc lại khi quá hạn (ngày)", 1, 60),
    "near_due_days": _days("Sắp đến hạn khi còn (ngày)", 0, 30),
    "silent_days": _days("Coi là lâu không cập nhật sau (ngày)", 1, 365),
    "urge_after_days": _days("Đôn đốc khi quá hạn (ngày làm việc)", 0, 60),
    "urge_answer_days": _days("Trả lời văn bản đôn đốc trong (ngày làm việc)", 1, 60),
    "urge_again_days": _days("Đôn đốc lại, đo hiệu quả sau (ngày làm việc)", 1, 60),
    "report_after_days": _days("Báo cáo Chủ tịch khi quá hạn (ngày làm việc)", 0, 120),
    "inspect_after_days": _days("Đề xuất kiểm tra, phê bình khi quá hạn (ngày làm việc)", 0, 240),
    "answer_leader_days": _days("Trả lời lãnh đạo UBND tỉnh hỏi, đôn đốc (ngày làm việc)", 1, 30),
    "decide_report_days": _days("Chủ tịch quyết định đề xuất của Văn phòng (ngày làm việc)", 1, 30),
    "carry_out_days": _days("Văn phòng thực hiện quyết định của Chủ tịch (ngày làm việc)", 1, 30),
    "liaison_days": _days("Lãnh đạo Văn phòng phụ trách mở phần mềm ít nhất (ngày một lần)", 1, 60),
    # Inspecting
    "inspection_decide_days": _days("Quyết định đề xuất kiểm tra (ngày làm việc)", 1, 30),
    "inspection_days": _days("Thời gian một cuộc kiểm tra (ngày làm việc)", 1, 90),
    "inspection_conclude_days": _days("Kết luận sau ngày cuối của cuộc kiểm tra (ngày làm việc)", 1, 60),
    "second_look_percent": _days("Phần kết quả đã xác nhận được xem lại mỗi tuần (%)", 0, 100),
    "second_look_days": _days("Xem lại kết quả đã xác nhận (ngày làm việc)", 1, 30),
    # Early warning
    "warning_least": Setting("Cảnh báo sớm cần ít nhất (việc đã qua hạn)", WHOLE, 50, 100_000),
    "warning_days": _days("Tính lại cách cảnh báo sớm sau (ngày)", 1, 90),
    "warning_percent": _days("Coi là có nguy cơ trễ từ (%)", 1, 99),
    "warning_calls": _days("Số việc nên gọi điện mỗi ngày", 5, 100),
    # Reports
    "report_periods": Setting("Kỳ báo cáo định kỳ", CHOICES, choices=REPORT_NAMES),
    "agency_report_days": _days("Cơ quan gửi báo cáo sau ngày chốt số liệu (ngày làm việc)", 1, 30),
    "office_report_days": _days("Văn phòng trình báo cáo sau ngày chốt số liệu (ngày làm việc)", 1, 60),
    "paper_report_periods": Setting("Kỳ báo cáo giấy về nhiệm vụ mật", CHOICES, choices=REPORT_NAMES),
    "compliance_report_month": _days("Tháng báo cáo kết quả thực hiện Quy chế hằng năm", 1, 12),
    # Keeping and guarding
    "backup_days": _days("Sao lưu dữ liệu ít nhất (ngày một lần)", 1, 31),
    "account_review": Setting("Kỳ rà soát tài khoản", CHOICE, choices=CYCLE_NAMES),
    "undo_minutes": _days("Được hoàn tác trong (phút)", 0, 240),
    "backdate_days": _days("Được ghi lùi ngày (ngày)", 0, 60),
    "session_idle_minutes": _days("Khóa phiên khi không thao tác (phút)", 1, 120),
    "admin_idle_minutes": _days("Khóa phiên quản trị khi không thao tác (phút)", 1, 120),
    "lock_after_failures": _days("Khóa tài khoản sau số lần đăng nhập sai", 1, 20),
    "account_idle_days": _days("Khóa tài khoản không dùng sau (ngày)", 1, 365),
    "access_log_months": _days("Giữ nhật ký truy cập ít nhất (tháng)", 3, 240),
}
