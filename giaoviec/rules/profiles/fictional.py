"""Cao Nguyên Xanh, a province that does not exist: what another province's numbers look like, and what they change."""

from dataclasses import replace
from datetime import date

from giaoviec.rules.citation import Cite, Ground, Policy
from giaoviec.rules.periods import MONTHS, PeriodRow
from giaoviec.rules.profile import Profile, Value
from giaoviec.rules.profiles.binh_thuan import BINH_THUAN

_OTHERWISE: dict[str, tuple[Value, Ground]] = {
    "register_days": (2, Cite("QC 7.1")),
    "first_update_days": (5, Cite("QC 7.2.b#1")),
    "at_once_days": (1, Cite("QC 7.2.b#1")),
    "cycles": (("month", "quarter", "year"), Cite("QC 7.2.b#2")),
    "default_cycle": ("month", Cite("QC 7.2.b#2")),
    "answer_return_days": (2, Cite("QC 7.2.c")),
    "explanation_days": (5, Cite("QC 8.2#1")),
    "extensions_max": (2, Policy("extensions_max")),
    "extension_ask_before_days": (3, Policy("extension_ask_before")),
    "extension_decider": ("office_head", Policy("extension_decider")),
    "reminders": ((10, 5, 2, 1), Policy("reminders")),
    "near_due_days": (5, Policy("near_due")),
    "report_periods": (("month", "quarter", "half_year", "year"), Cite("QC 9.2")),
    "paper_report_periods": (("half_year", "year"), Cite("QC 6.2")),
    "backup_days": (1, Cite("QC 8.1.đ")),
    "government_lead_days": (7, Policy("government_lead")),
}

CAO_NGUYEN_XANH = Profile(
    code="cao-nguyen-xanh",
    name="Quy chế của tỉnh Cao Nguyên Xanh (hư cấu)",
    province="Cao Nguyên Xanh (hư cấu)",
    regulation="Quy chế hư cấu ban hành kèm theo Quyết định số 07/2026/QĐ-UBND (hư cấu) của UBND tỉnh Cao Nguyên Xanh",
    text_file="hu-cau-cao-nguyen-xanh.txt",
    effective_from=date(2026, 3, 1),
    effective_to=None,
    fictional=True,
    numbers={
        **BINH_THUAN.numbers,
        **{key: replace(BINH_THUAN.numbers[key], value=v, ground=ground) for key, (v, ground) in _OTHERWISE.items()},
    },
    periods=tuple(PeriodRow(kind, shift=0, day=1) for kind in MONTHS),
)
