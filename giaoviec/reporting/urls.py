from django.urls import URLPattern, path

from giaoviec.reporting.views import (
    answering,
    asking,
    burden,
    changes,
    compliance,
    compliance_reports,
    figures,
    known,
    pictures,
    report_acts,
    report_outputs,
    reports,
)

app_name = "reporting"

FIGURES: list[URLPattern] = [
    path("so-lieu/", figures.page, name="figures"),
    path("so-lieu/xuat.<slug:form>", figures.export, name="figures_export"),
    path("so-lieu/danh-sach/", figures.listed, name="figures_list"),
    path("so-lieu/danh-sach/xuat.<slug:form>", figures.list_export, name="figures_list_export"),
    path("so-lieu/cong-viec/", known.page, name="known_list"),
    path("so-lieu/cong-viec/xuat.<slug:form>", known.export, name="known_list_export"),
    path("so-lieu/chenh-lech/", changes.page, name="figures_change"),
    path("so-lieu/chenh-lech/xuat.<slug:form>", changes.export, name="figures_change_export"),
    path("so-lieu/hinh/", pictures.page, name="figures_pictures"),
    path("so-lieu/van-ban/<int:pk>/", pictures.document, name="figures_document"),
]

ASKED: list[URLPattern] = [
    path("bao-cao/ganh-nang/", burden.page, name="burden"),
    path("bao-cao/ganh-nang/danh-sach/", burden.listed, name="burden_list"),
    path("bao-cao/yeu-cau/", asking.index, name="asked_reports"),
    path("bao-cao/yeu-cau/moi/", asking.composing, name="ask_report"),
    path("bao-cao/yeu-cau/xem-truoc/", asking.preview, name="asked_preview"),
    path("bao-cao/yeu-cau/<int:pk>/", asking.one, name="asked_report"),
    path("bao-cao/yeu-cau/<int:pk>/sua/", asking.composing, name="asked_edit"),
    path("bao-cao/yeu-cau/<int:pk>/ket-thuc/", asking.ending, name="asked_end"),
    path("bao-cao/yeu-cau/<int:pk>/word/", asking.letter, name="asked_letter"),
    path("bao-cao/yeu-cau/<int:pk>/tong-hop.<slug:form>", asking.table, name="asked_table"),
    path("bao-cao/yeu-cau/<int:pk>/tra-loi/", answering.answer, name="asked_answer"),
    path("bao-cao/yeu-cau/<int:pk>/nhap/", answering.drafting, name="asked_draft"),
    path("bao-cao/yeu-cau/<int:pk>/mau.xlsx", answering.workbook, name="asked_template"),
    path("bao-cao/yeu-cau/<int:pk>/nop/", answering.upload, name="asked_upload"),
    path("bao-cao/yeu-cau/<int:pk>/co-quan/<int:agency>/", answering.of_agency, name="asked_of_agency"),
    *(
        path(f"bao-cao/yeu-cau/<int:pk>/{slug}/", asking.step, {"slug": slug}, name=f"asked_{slug}")
        for slug in asking.STEPS
    ),
]

COMPLIANCE: list[URLPattern] = [
    path("tuan-thu/", compliance.page, name="compliance"),
    path("tuan-thu/xuat.<slug:form>", compliance.export, name="compliance_export"),
    path("tuan-thu/bao-cao/", compliance_reports.opening, name="compliance_open"),
    path("tuan-thu/bao-cao/<int:pk>/", compliance_reports.one, name="compliance_report"),
    path("tuan-thu/bao-cao/<int:pk>/phan/<slug:key>/", compliance_reports.section, name="compliance_section"),
    path("tuan-thu/bao-cao/<int:pk>/ky/", compliance_reports.signing, name="compliance_sign"),
    path("tuan-thu/bao-cao/<int:pk>/kiem-tra/", compliance_reports.checking, name="compliance_check"),
    path("tuan-thu/bao-cao/<int:pk>/dinh-chinh/", compliance_reports.amending, name="compliance_amend"),
    path("tuan-thu/bao-cao/<int:pk>/tep/<slug:form>/", compliance_reports.file, name="compliance_file"),
    path(
        "tuan-thu/bao-cao/<int:pk>/dinh-chinh/<int:number>/tep/<slug:form>/",
        compliance_reports.file,
        name="compliance_amendment_file",
    ),
    path("tuan-thu/<slug:slug>/", compliance.listed, name="compliance_list"),
    path("tuan-thu/<slug:slug>/xuat.<slug:form>", compliance.list_export, name="compliance_list_export"),
]

urlpatterns: list[URLPattern] = [
    *COMPLIANCE,
    *ASKED,
    *FIGURES,
    path("bao-cao/", reports.index, name="reports"),
    path("bao-cao/nhac/", reports.remind, name="reports_remind"),
    path("bao-cao/<int:pk>/", reports.one, name="report"),
    path("bao-cao/<int:pk>/phan/<slug:key>/", reports.section, name="report_section"),
    path("bao-cao/<int:pk>/gop-y/<slug:key>/", reports.comment, name="report_comment"),
    path("bao-cao/<int:pk>/ky/", report_acts.signing, name="report_sign"),
    path("bao-cao/<int:pk>/chot/", report_acts.freezing, name="report_freeze"),
    path("bao-cao/<int:pk>/dang-chot/", report_acts.freezing_state, name="report_freezing"),
    path("bao-cao/<int:pk>/hoan-chinh/", report_acts.sending_back, name="report_send_back"),
    path("bao-cao/<int:pk>/gui/", report_acts.sending, name="report_send"),
    path("bao-cao/<int:pk>/danh-sach/", report_outputs.lines, name="report_lines"),
    path("bao-cao/<int:pk>/kiem-tra/", report_outputs.checking, name="report_check"),
    path("bao-cao/<int:pk>/tep/<slug:form>/", report_outputs.file, name="report_file"),
    path("bao-cao/<int:pk>/dinh-chinh/", report_acts.amending, name="report_amend"),
    path("bao-cao/<int:pk>/dinh-chinh/<int:number>/", report_acts.amendment, name="report_amendment"),
    path(
        "bao-cao/<int:pk>/dinh-chinh/<int:number>/tep/<slug:form>/", report_outputs.file, name="report_amendment_file"
    ),
]
