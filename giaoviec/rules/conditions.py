"""Under what conditions a move may be made: each says None, or why not, with what to do and the clause or policy."""

from __future__ import annotations

from collections.abc import Callable

from giaoviec.rules.access import Actor, Refusal
from giaoviec.rules.citation import Cite, Policy, cites, policy
from giaoviec.rules.profile import Profile
from giaoviec.rules.relations import Situation
from giaoviec.rules.terms import day_vi

Condition = Callable[[Situation, Actor, Profile], Refusal | None]


@cites("QC 7.2.c")
@policy("return_only_before_progress")
def nothing_entered(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if profile["return_only_before_progress"] and situation.progress_entered:
        return Refusal(
            "Đã cập nhật tình hình thực hiện nên không chuyển lại được nữa; nếu vướng, hãy báo khó khăn, vướng mắc.",
            profile.ground("return_only_before_progress"),
        )
    return None


@policy("return_once_per_giving")
def not_returned_before(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if profile["return_once_per_giving"] and situation.returns_this_giving:
        return Refusal(
            "Mỗi lần giao chỉ được chuyển lại một lần và Văn phòng đã giữ nguyên; hãy trao đổi trong luồng của việc.",
            profile.ground("return_once_per_giving"),
        )
    return None


@cites("QC 8.2#1")
def explained_when_late(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if situation.overdue and not situation.explained and not situation.internal:
        return Refusal(
            "Việc đã quá hạn: hãy giải trình nguyên nhân và đề xuất hướng xử lý cùng báo cáo.", Cite("QC 8.2#1")
        )
    return None


@cites("QC 8.2#1")
def late_or_poor(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if not (situation.overdue or situation.quality_rejected):
        return Refusal(
            "Việc chưa quá hạn và chưa bị đánh giá về chất lượng nên chưa phải giải trình.", Cite("QC 8.2#1")
        )
    return None


@policy("starred_second_person", "delegation")
def second_person(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if needs_second_person(situation, profile) and actor.persons & situation.first_confirmers:
        return Refusal(
            "Việc gắn sao cần hai người xác nhận; đồng chí (hoặc người đồng chí xử lý thay) đã xác nhận lần đầu, "
            "hãy để người khác xác nhận lần thứ hai.",
            profile.ground("starred_second_person"),
        )
    return None


@policy("not_own_claim", "delegation")
def not_own_claim(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if actor.persons & situation.claimers:
        return Refusal("Người báo cáo hoàn thành không tự xác nhận được; hãy để người khác.", Policy("not_own_claim"))
    return None


@cites("QC 5.2")
def has_due(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if situation.due_on is None:
        return Refusal("Việc không có thời hạn nên không có gì để gia hạn.", Cite("QC 5.2"))
    return None


@policy("one_extension_at_a_time")
def no_pending_extension(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if situation.extension_pending:
        return Refusal(
            "Đang có một đề nghị gia hạn chờ quyết định; hãy chờ kết quả rồi mới xin tiếp.",
            Policy("one_extension_at_a_time"),
        )
    return None


@policy("extensions_max")
def extensions_left(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    limit = int(profile["extensions_max"])
    if limit and situation.extensions >= limit:
        sentence = (
            f"Đã gia hạn {situation.extensions} lần, hết số lần cho phép; nếu vướng, hãy báo khó khăn, vướng mắc."
        )
        return Refusal(sentence, profile.ground("extensions_max"))
    return None


@policy("extension_ask_before")
def early_enough(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    days = int(profile["extension_ask_before_days"])
    if days and situation.due_on and (situation.due_on - situation.on).days < days:
        return Refusal(
            f"Đề nghị gia hạn phải gửi trước hạn ít nhất {days} ngày; hạn của việc này là {day_vi(situation.due_on)}. "
            "Nếu vướng, hãy báo khó khăn, vướng mắc.",
            profile.ground("extension_ask_before_days"),
        )
    return None


@policy("extension_decider")
def extension_waits(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if not situation.extension_pending:
        return Refusal("Không có đề nghị gia hạn nào chờ quyết định.", Policy("extension_decider"))
    return None


@cites("QC 8.1.b")
def obstacle_waits(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if not situation.obstacle_pending:
        return Refusal("Không có khó khăn, vướng mắc nào chờ trả lời.", Cite("QC 8.1.b"))
    return None


@cites("QC 2.3#2")
def opinion_waits(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if actor.agency_id not in situation.opinion_from:
        return Refusal("Không có ý kiến nào đang được hỏi ở cơ quan đồng chí.", Cite("QC 2.3#2"))
    return None


@policy("lead_and_collaborators")
def has_collaborators(situation: Situation, actor: Actor, profile: Profile) -> Refusal | None:
    if not situation.collaborators:
        return Refusal(
            "Việc này không có cơ quan phối hợp để hỏi ý kiến; hãy trao đổi với Văn phòng trong luồng của việc.",
            Policy("lead_and_collaborators"),
        )
    return None


def needs_second_person(situation: Situation, profile: Profile) -> bool:
    """Whether two persons must confirm: starred tasks of the province, never what an agency gave on inside."""
    return situation.starred and not situation.internal and bool(profile["starred_second_person"])
