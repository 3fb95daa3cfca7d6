"""Who may do and see what, outside the moves of an assignment."""

import pytest

from giaoviec.rules.access import Ties, mark, may, sees_assignment, sees_document, sees_story
from giaoviec.rules.acts import ACTS
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.roles import Role
from tests.rules.persons import CAST, HELPER, LEAD, STRANGER, person

OFFICE = "office_head clerk monitor"
LEADERS = "chairman vice_chairman assistant"
PROVINCE = f"{LEADERS} {OFFICE}"
AGENCY = "agency_head liaison agency_clerk"
BUSINESS = f"{PROVINCE} {AGENCY} unit_head officer evaluator inspector"
EVERYBODY = " ".join(Role)

# act → the roles that may anywhere, the roles that may for their own agency
TABLE = {
    "register": (OFFICE, ""),
    "take_down": (PROVINCE, ""),
    "correct_document": (OFFICE, ""),
    "judge": (OFFICE, ""),
    "give": (OFFICE, ""),
    "enter_programme": (OFFICE, ""),
    "attest_file": (EVERYBODY.replace(" auditor", ""), ""),
    "confirm_file": (OFFICE, AGENCY),
    "exchange": (OFFICE, ""),
    "star": ("chairman vice_chairman office_head", ""),
    "mark_paper_report": ("office_head clerk", AGENCY),
    "search": (BUSINESS, ""),
    "save_list": (BUSINESS, ""),
    "export": (BUSINESS, ""),
    "feed": (BUSINESS, ""),
    "see_figures": (f"{PROVINCE} evaluator", AGENCY),
    "see_figures_inside": ("", "agency_head liaison unit_head"),
    "see_agency_table": (f"{PROVINCE} {AGENCY} evaluator", ""),
    "see_programmes": (f"{PROVINCE} {AGENCY} unit_head officer", ""),
    "see_frozen": (f"{PROVINCE} evaluator auditor", ""),
    "see_compliance": (f"{PROVINCE} evaluator auditor", AGENCY),
    "see_journal": ("office_head auditor", ""),
    "see_access": ("auditor", ""),
    "see_warnings": (PROVINCE, AGENCY),
    "see_urgings": (PROVINCE, AGENCY),
    "draft_urging": ("chairman vice_chairman office_head monitor", ""),
    "sign_urging": ("office_head", ""),
    "issue_urging": ("office_head clerk", ""),
    "answer_urging": ("", AGENCY),
    "suggest": (EVERYBODY.replace(" auditor", ""), ""),
    "see_suggestions": (f"{PROVINCE} administrator", EVERYBODY),
    "answer_suggestion": ("office_head monitor", ""),
    "see_obstacles": (PROVINCE, AGENCY),
    "handle_obstacles": ("office_head monitor", ""),
    "advise_obstacle": ("", f"{AGENCY} chairman vice_chairman"),
    "see_explanations": (f"{PROVINCE} evaluator", AGENCY),
    "judge_explanation": ("office_head monitor", ""),
    "see_days": (f"{PROVINCE} {AGENCY} evaluator", ""),
    "certify_silence": ("office_head monitor", AGENCY),
    "guide": ("office_head monitor", ""),
    "see_own_rules": (PROVINCE, AGENCY),
    "record_own_rules": ("", AGENCY),
    "see_leading": (f"{PROVINCE} {AGENCY}", ""),
    "lead": ("chairman vice_chairman", ""),
    "prepare_lead": ("assistant", ""),
    "answer_leader": ("", f"{AGENCY} office_head monitor"),
    "see_reports_up": (PROVINCE, ""),
    "compose_report_up": ("office_head monitor", ""),
    "sign_report_up": ("office_head", ""),
    "decide_report_up": ("chairman", ""),
    "see_reports": (PROVINCE, AGENCY),
    "open_reports": ("office_head monitor", ""),
    "write_report": ("", f"{AGENCY} office_head monitor"),
    "comment_report": (PROVINCE, AGENCY),
    "sign_report": ("", "agency_head liaison office_head"),
    "amend_report": ("", "agency_head liaison office_head"),
    "send_back_report": ("office_head monitor", ""),
    "remind_report": ("office_head monitor", ""),
    "see_asked": (PROVINCE, AGENCY),
    "ask_report": ("office_head monitor", ""),
    "sign_asking": ("office_head", ""),
    "answer_asked": ("", AGENCY),
    "sign_answer": ("", "agency_head liaison"),
    "see_burden": (PROVINCE, ""),
    "see_evaluation": (f"{PROVINCE} evaluator auditor", f"{AGENCY} unit_head officer"),
    "run_evaluation": ("office_head evaluator", ""),
    "date_scheme": ("office_head evaluator", ""),
    "give_general": ("evaluator", "agency_head liaison"),
    "contest": ("", "agency_head liaison unit_head officer"),
    "answer_contest": ("office_head evaluator monitor", "agency_head liaison"),
    "decide_contest": ("office_head", "agency_head liaison"),
    "see_inspections": (f"{PROVINCE} inspector", AGENCY),
    "propose_inspection": ("chairman vice_chairman office_head monitor", ""),
    "decide_inspection": ("chairman vice_chairman", ""),
    "run_inspection": ("office_head monitor", ""),
    "look_again": ("office_head monitor", ""),
    "see_administration": ("office_head administrator", ""),
    "manage_users": ("administrator", ""),
    "review_accounts": ("administrator", ""),
    "manage_agencies": ("office_head administrator", ""),
    "manage_units": ("office_head administrator", "agency_head liaison"),
    "succeed": ("office_head", ""),
    "delegate": ("administrator", "agency_head liaison office_head"),
    "manage_profile": ("office_head", ""),
    "manage_calendar": ("office_head administrator", ""),
    "see_operations": ("office_head administrator infrastructure", ""),
    "handle_incidents": ("administrator infrastructure", ""),
    "ask_purge": ("office_head", ""),
    "confirm_purge": ("administrator", ""),
    "run_backup": ("administrator infrastructure", ""),
}


def test_the_table_names_every_act() -> None:
    assert set(TABLE) == set(ACTS)


@pytest.mark.parametrize("act", TABLE)
def test_an_act_is_open_to_the_roles_of_the_table_and_to_no_other(act: str) -> None:
    anywhere, own = (set(roles.split()) for roles in TABLE[act])
    for role in Role:
        actor = person(role, LEAD)
        assert (may(actor, act) is None) == (role in anywhere)
        assert (may(actor, act, agency_id=STRANGER) is None) == (role in anywhere)
        assert (may(actor, act, agency_id=LEAD) is None) == (role in anywhere | own)


def test_a_refusal_says_whose_part_it_is_and_on_what_ground() -> None:
    refusal = may(CAST["liaison"], "register")
    assert refusal is not None
    assert refusal.sentence == (
        "Đồng chí không có quyền “vào sổ văn bản”; việc đó của: "
        "Lãnh đạo Văn phòng UBND tỉnh, Văn thư Văn phòng UBND tỉnh, Chuyên viên theo dõi."
    )
    assert refusal.ground == Cite("QC 7.1")


def test_a_right_over_ones_own_agency_is_refused_for_another_with_that_reason() -> None:
    refusal = may(CAST["liaison"], "manage_units", agency_id=STRANGER)
    assert refusal is not None
    assert refusal.sentence == "Đồng chí chỉ có quyền “quản lý phòng, ban của cơ quan” đối với cơ quan mình."
    assert refusal.ground == Policy("roles")


def test_an_act_that_the_table_does_not_know_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        may(CAST["office_head"], "fly")


def test_technical_roles_do_no_business_and_the_auditor_changes_nothing() -> None:
    technical = {act for act in ACTS if mark(act, Role.ADMINISTRATOR) == "có" or mark(act, Role.INFRASTRUCTURE) == "có"}
    assert technical == {
        "attest_file",
        "suggest",
        "see_suggestions",
        "see_administration",
        "manage_users",
        "review_accounts",
        "manage_agencies",
        "manage_units",
        "delegate",
        "manage_calendar",
        "see_operations",
        "handle_incidents",
        "confirm_purge",
        "run_backup",
    }
    assert {act for act in ACTS if mark(act, Role.AUDITOR)} == {
        "see_frozen",
        "see_compliance",
        "see_evaluation",
        "see_journal",
        "see_access",
        "see_suggestions",
    }


def test_the_printed_table_marks_rights_over_ones_own_agency() -> None:
    marks = [mark("see_figures", role) for role in (Role.CLERK, Role.LIAISON, Role.OFFICER)]
    assert marks == ["có", "cơ quan mình", ""]


# ---- seeing

SEES_ALL = {"chairman", "vice_chairman", "assistant", "office_head", "clerk", "monitor", "monitor_of_another_unit"}
OF_LEAD = {"head", "liaison", "agency_clerk"}
INSIDE = {"unit_head", "officer"}
TIES = Ties(LEAD, frozenset({HELPER}), frozenset({CAST["officer"].person_id}), frozenset({11}))


def test_a_document_is_seen_by_the_province_and_by_those_it_gave_work() -> None:
    seen = {
        name
        for name, actor in CAST.items()
        if sees_document(
            actor,
            lead_agencies={LEAD},
            collaborating_agencies={HELPER},
            officers={CAST["officer"].person_id},
            units={11},
        )
    }
    assert seen == SEES_ALL | OF_LEAD | INSIDE | {"helper"}


def test_a_document_that_gave_nobody_work_is_seen_by_the_province_alone() -> None:
    assert {name for name, actor in CAST.items() if sees_document(actor, lead_agencies=())} == SEES_ALL


def test_an_assignment_is_seen_by_its_lead_its_collaborators_and_the_evaluator() -> None:
    seen = {name for name, actor in CAST.items() if sees_assignment(actor, TIES)}
    assert seen == SEES_ALL | OF_LEAD | INSIDE | {"helper", "evaluator"}


def test_what_was_done_is_seen_by_the_lead_and_the_province_not_by_others() -> None:
    assert {name for name, actor in CAST.items() if sees_story(actor, TIES)} == SEES_ALL | OF_LEAD | INSIDE


def test_who_inspects_sees_it_in_his_seat_alone() -> None:
    inspector = CAST["inspector"]
    ties = Ties(LEAD, inspectors=frozenset({inspector.membership_id}))
    other_post = person(Role.INSPECTOR, inspector.agency_id)
    assert sees_assignment(inspector, ties) and sees_story(inspector, ties)
    assert not sees_assignment(other_post, ties)
    assert not sees_assignment(CAST["inspector"], Ties(LEAD))
    assert sees_document(inspector, lead_agencies={LEAD}, inspectors={inspector.membership_id})
    assert not sees_document(inspector, lead_agencies={LEAD})


def test_an_officer_sees_what_was_given_to_him_or_his_unit_not_what_his_agency_has() -> None:
    nobody_inside = Ties(LEAD, frozenset({HELPER}))
    assert {n for n in (*OF_LEAD, *INSIDE, "another_officer") if sees_story(CAST[n], nobody_inside)} == OF_LEAD
    given_to_unit_12 = Ties(LEAD, units=frozenset({12}))
    inside = {n for n in (*INSIDE, "another_officer", "head_of_another_unit") if sees_story(CAST[n], given_to_unit_12)}
    assert inside == {"another_officer", "head_of_another_unit"}


def test_internal_assignments_are_not_seen_by_collaborators_and_evaluators() -> None:
    internal = Ties(LEAD, frozenset({HELPER}), frozenset(), frozenset({11}), internal=True)
    assert not sees_assignment(CAST["helper"], internal)
    assert not sees_assignment(CAST["evaluator"], internal)
    assert sees_assignment(CAST["unit_head"], internal)


def test_who_stands_in_for_an_officer_sees_what_he_was_given() -> None:
    deputy = person(Role.OFFICER, LEAD, 12, stands_in_for=CAST["officer"])
    assert sees_story(deputy, TIES)


@pytest.mark.parametrize("name", ["administrator", "infrastructure", "auditor", "inspector", "stranger"])
def test_technical_roles_auditor_and_strangers_see_no_work_even_from_the_leads_agency(name: str) -> None:
    actor = CAST[name] if name == "stranger" else person(CAST[name].role, LEAD, 11)
    assert not sees_assignment(actor, TIES)
    assert not sees_document(actor, lead_agencies={LEAD}, units={11})
