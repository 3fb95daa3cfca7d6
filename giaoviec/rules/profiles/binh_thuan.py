"""Decision 26/2015/QĐ-UBND of Bình Thuận, signed 24 June 2015, in force from 4 July (QĐ 2)."""

from datetime import date

from giaoviec.rules.citation import Cite, Ground, Policy
from giaoviec.rules.periods import MONTHS, PeriodRow
from giaoviec.rules.profile import Number, Profile, Value
from giaoviec.rules.settings import SETTINGS

_NUMBERS: dict[str, tuple[Value, Ground]] = {
    "register_days": (1, Cite("QC 7.1")),
    "first_update_days": (3, Cite("QC 7.2.b#1")),
    "at_once_days": (0, Policy("at_once")),
    "cycles": (("quarter", "half_year", "year"), Cite("QC 7.2.b#2")),
    "default_cycle": ("quarter", Policy("default_cycle")),
    "return_only_before_progress": (True, Policy("return_only_before_progress")),
    "return_once_per_giving": (True, Policy("return_once_per_giving")),
    "answer_return_days": (1, Policy("answer_return")),
    "government_lead_days": (5, Policy("government_lead")),
    "verify_days": (3, Policy("verify")),
    "starred_second_person": (True, Policy("starred_second_person")),
    "explanation_days": (3, Policy("explanation_days")),
    "answer_obstacle_days": (5, Policy("answer_obstacle")),
    "opinion_days": (5, Policy("opinion_days")),
    "decide_extension_days": (2, Policy("decide_extension")),
    "extensions_max": (0, Policy("extensions_max")),
    "extension_ask_before_days": (0, Policy("extension_ask_before")),
    "extension_decider": ("monitor", Policy("extension_decider")),
    "extension_decider_starred": ("chairman", Policy("extension_decider")),
    "reminders": ((7, 3, 1), Policy("reminders")),
    "remind_again_every": (7, Policy("reminders")),
    "near_due_days": (3, Policy("near_due")),
    "silent_days": (30, Policy("silent")),
    "urge_after_days": (5, Policy("urging")),
    "urge_again_days": (10, Policy("urging_effect")),
    "report_after_days": (20, Policy("urging")),
    "inspect_after_days": (40, Policy("urging")),
    "liaison_days": (7, Policy("liaison")),
    "report_periods": (("quarter", "half_year", "nine_months", "year"), Cite("QC 9.2")),
    "agency_report_days": (2, Policy("report_send_days")),
    "office_report_days": (5, Policy("report_send_days")),
    "paper_report_periods": (("quarter", "half_year", "year"), Cite("QC 6.2")),
    "compliance_report_month": (12, Policy("compliance_report")),
    "backup_days": (7, Cite("QC 8.1.đ")),
    "account_review": ("half_year", Policy("account_review")),
    "undo_minutes": (15, Policy("undo_minutes")),
    "backdate_days": (10, Policy("backdate")),
    "session_idle_minutes": (15, Policy("sessions")),
    "admin_idle_minutes": (5, Policy("sessions")),
    "lock_after_failures": (5, Policy("accounts")),
    "account_idle_days": (45, Policy("accounts")),
    "access_log_months": (12, Policy("access_log")),
}

BINH_THUAN = Profile(
    code="binh-thuan-2015",
    name="Quy chế của tỉnh Bình Thuận năm 2015",
    province="Bình Thuận",
    regulation="Quy chế ban hành kèm theo Quyết định số 26/2015/QĐ-UBND ngày 24/6/2015 của UBND tỉnh Bình Thuận",
    text_file="26-2015-QD-UBND.txt",
    effective_from=date(2015, 7, 4),
    effective_to=None,
    fictional=False,
    numbers={key: Number(value, ground, SETTINGS[key].label_vi) for key, (value, ground) in _NUMBERS.items()},
    periods=tuple(PeriodRow(kind, shift=-1, day=15) for kind in MONTHS),  # NĐ 09/2019/NĐ-CP
)
