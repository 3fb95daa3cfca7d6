"""Addresses of the Office's oversight; each room names its own."""

from django.urls import URLPattern, path

from giaoviec.oversight.views import (
    days,
    explanations,
    guidance,
    inspection,
    inspection_papers,
    inspection_sheets,
    inspections,
    leading,
    obstacles,
    reports_up,
    second_looks,
    silence,
    support,
    urging,
    urging_letter,
    warning,
)

app_name = "oversight"

SUPPORT: list[URLPattern] = [
    path("gop-y/", support.box, name="box"),
    path("gop-y/<int:pk>/", support.detail, name="suggestion"),
    path("gop-y/<int:pk>/tra-loi/", support.answering, name="answer"),
    path("gop-y/<int:pk>/tep/<int:file_id>/", support.file, name="file"),
    path("viec-thuong-ky/<int:pk>/", support.standing, name="standing"),
]

DAYS: list[URLPattern] = [
    path("ngay-cua-ai/", days.page, name="days"),
    path("ngay-cua-ai/co-quan/<int:pk>/", days.of_agency, name="days_of_agency"),
    path("ngay-cua-ai/viec/<int:pk>/", days.of_assignment, name="days_of_assignment"),
]

HELPING: list[URLPattern] = [
    path("giai-trinh/", explanations.index, name="explanations"),
    path("giai-trinh/<int:pk>/", explanations.detail, name="explanation"),
    path("giai-trinh/<int:pk>/xet/", explanations.judging, name="judge_explanation"),
    path("huong-dan-viec/<int:pk>/", guidance.of_assignment, name="guidance"),
    path("quy-che-noi-bo/", guidance.index, name="own_rules"),
    path("quy-che-noi-bo/<int:pk>/", guidance.of_agency, name="own_rules_of"),
    path("quy-che-noi-bo/<int:pk>/ghi/", guidance.recording, name="record_regulation"),
    path("quy-che-noi-bo/<int:pk>/tu-kiem-tra/", guidance.checking, name="record_check"),
    path("quy-che-noi-bo/<int:pk>/tep/<int:file_id>/", guidance.file, name="own_rules_file"),
    path("bao-cao-giay/", guidance.papers, name="paper_reports"),
    path("phoi-hop/<int:pk>/", silence.page, name="silence"),
    path("phoi-hop/<int:pk>/in/", silence.printed, name="silence_print"),
    path("phoi-hop/<int:pk>/word/", silence.word, name="silence_word"),
]

OBSTACLES: list[URLPattern] = [
    path("vuong-mac/", obstacles.board, name="obstacles"),
    path("vuong-mac/nhom/<int:pk>/", obstacles.of_case, name="obstacle_case"),
    path("vuong-mac/viec/<int:pk>/", obstacles.of_assignment, name="obstacle_of"),
    path("vuong-mac/<int:pk>/", obstacles.detail, name="obstacle"),
    path("vuong-mac/<int:pk>/quyet-dinh/", obstacles.deciding, name="decide_obstacle"),
    path("vuong-mac/<int:pk>/gop/", obstacles.joining, name="join_obstacles"),
    path("vuong-mac/<int:pk>/tach/", obstacles.parting, name="part_obstacle"),
    path("vuong-mac/<int:pk>/chuyen/", obstacles.passing, name="pass_obstacle"),
    path("vuong-mac/<int:pk>/y-kien/", obstacles.advising, name="advise_obstacle"),
]

WARNING: list[URLPattern] = [path("canh-bao-som/", warning.page, name="warning")]

URGING: list[URLPattern] = [
    path("don-doc/", urging.board, name="urgings"),
    path("don-doc/lap/", urging.propose, name="propose_urgings"),
    path("don-doc/lap/<int:pk>/", urging.progress, name="proposal_run"),
    path("don-doc/nhieu/", urging.many, name="urge_many"),
    path("don-doc/viec/<int:pk>/", urging_letter.of_assignment, name="urgings_of"),
    path("don-doc/<int:pk>/", urging_letter.letter, name="urging"),
    path("don-doc/<int:pk>/tra-loi/", urging_letter.answering, name="answer_urging"),
    path("don-doc/<int:pk>/thu-hoi/", urging_letter.recalling, name="recall_urging"),
    path("don-doc/<int:pk>/word/", urging_letter.word, name="urging_word"),
    path("don-doc/<int:pk>/in/", urging_letter.printed, name="urging_print"),
    *(
        path(f"don-doc/<int:pk>/{slug}/", urging_letter.step, {"slug": slug}, name=f"urging_{slug}")
        for slug in urging_letter.STEPS
    ),
]

INSPECTIONS: list[URLPattern] = [
    path("kiem-tra/", inspections.index, name="inspections"),
    path("kiem-tra/de-xuat/", inspections.proposing, name="propose_inspection"),
    path("kiem-tra/ke-hoach/<int:year>/", inspections.plan, name="inspection_plan"),
    path("kiem-tra/ke-hoach/<int:year>/word/", inspection_papers.plan, name="inspection_plan_word"),
    path("kiem-tra/ty-le/<int:agency>/", inspection_sheets.verified, name="verified"),
    path("kiem-tra/viec/<int:assignment>/", inspection_sheets.of_assignment, name="inspections_of"),
    path("kiem-tra/xem-lai/", second_looks.index, name="second_looks"),
    path("kiem-tra/xem-lai/<int:pk>/", second_looks.one, name="second_look"),
    path("kiem-tra/<int:pk>/", inspection.detail, name="inspection"),
    path("kiem-tra/<int:pk>/ket-luan/", inspection.conclusion, name="conclusion"),
    path("kiem-tra/<int:pk>/word/<slug:which>/", inspection_papers.word, name="inspection_word"),
    path("kiem-tra/<int:pk>/mau/<int:draw_id>/", inspection_sheets.sample, name="sample"),
    path("kiem-tra/<int:pk>/mau/<int:draw_id>/csv/", inspection_sheets.sample_csv, name="sample_csv"),
    path("kiem-tra/<int:pk>/phieu/in/", inspection_sheets.printed, name="print_sheets"),
    path("kiem-tra/<int:pk>/phieu/<int:sheet_id>/", inspection_sheets.one, name="sheet"),
    path("kiem-tra/<int:pk>/phieu/<int:sheet_id>/in/", inspection_sheets.printed, name="print_sheet"),
    path("kiem-tra/<int:pk>/phieu/<int:sheet_id>/mo-lai/", inspection_sheets.reopening, name="reopen_closing"),
    path("kiem-tra/<int:pk>/phieu/<int:sheet_id>/tep/<int:file_id>/", inspection_sheets.file, name="sheet_file"),
    path("kiem-tra/<int:pk>/<slug:slug>/", inspection.step, name="inspection_step"),
]

LEADING: list[URLPattern] = [
    path("chi-dao/", leading.page, name="leading"),
    path("chi-dao/moi/", leading.new, name="lead"),
    path("chi-dao/viec/<int:pk>/", leading.on_assignment, name="leading_of_assignment"),
    path("chi-dao/co-quan/<int:pk>/", leading.on_agency, name="leading_of_agency"),
    path("chi-dao/<int:pk>/", leading.detail, name="leader_act"),
    path("chi-dao/<int:pk>/tra-loi/", leading.answering, name="leader_answer"),
    path("chi-dao/<int:pk>/duyet/", leading.approving, name="leader_approve"),
    path("chi-dao/<int:pk>/bo/", leading.dropping, name="leader_drop"),
    path("chi-dao/<int:pk>/da-xem/", leading.reading, name="leader_read"),
    path("bao-cao-chu-tich/", reports_up.page, name="reports_up"),
    path("bao-cao-chu-tich/soan/", reports_up.composing, name="report_compose"),
    path("bao-cao-chu-tich/<int:pk>/", reports_up.report, name="report_up"),
    path("bao-cao-chu-tich/<int:pk>/them/", reports_up.adding, name="report_line_add"),
    path("bao-cao-chu-tich/<int:pk>/word/", reports_up.as_word, name="report_word"),
    path("bao-cao-chu-tich/<int:pk>/<slug:step>/", reports_up.stepping, name="report_step"),
    path("bao-cao-chu-tich/dong/<int:pk>/", reports_up.line, name="report_line"),
    path("bao-cao-chu-tich/dong/<int:pk>/sua/", reports_up.changing, name="report_line_change"),
    path("bao-cao-chu-tich/dong/<int:pk>/quyet-dinh/", reports_up.deciding_one, name="report_line_decide"),
    path("bao-cao-chu-tich/dong/<int:pk>/hoi/", reports_up.asking, name="report_line_ask"),
    path("bao-cao-chu-tich/dong/<int:pk>/da-lam/", reports_up.carrying, name="report_line_carry"),
]

urlpatterns = [*SUPPORT, *OBSTACLES, *DAYS, *HELPING, *WARNING, *URGING, *INSPECTIONS, *LEADING]
