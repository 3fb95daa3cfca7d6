from django.urls import URLPattern, path

from giaoviec.reporting import change_views, figure_views, picture_views, views

app_name = "reporting"

FIGURES: list[URLPattern] = [
    path("so-lieu/", figure_views.page, name="figures"),
    path("so-lieu/xuat.<slug:form>", figure_views.export, name="figures_export"),
    path("so-lieu/danh-sach/", figure_views.listed, name="figures_list"),
    path("so-lieu/danh-sach/xuat.<slug:form>", figure_views.list_export, name="figures_list_export"),
    path("so-lieu/chenh-lech/", change_views.page, name="figures_change"),
    path("so-lieu/chenh-lech/xuat.<slug:form>", change_views.export, name="figures_change_export"),
    path("so-lieu/hinh/", picture_views.page, name="figures_pictures"),
    path("so-lieu/van-ban/<int:pk>/", picture_views.document, name="figures_document"),
]

urlpatterns: list[URLPattern] = [
    *FIGURES,
    path("bao-cao/", views.index, name="reports"),
    path("bao-cao/<int:pk>/", views.one, name="report"),
    path("bao-cao/<int:pk>/phan/<slug:key>/", views.section, name="report_section"),
    path("bao-cao/<int:pk>/gop-y/<slug:key>/", views.comment, name="report_comment"),
    path("bao-cao/<int:pk>/ky/", views.signing, name="report_sign"),
    path("bao-cao/<int:pk>/gui/", views.sending, name="report_send"),
    path("bao-cao/<int:pk>/danh-sach/", views.lines, name="report_lines"),
    path("bao-cao/<int:pk>/kiem-tra/", views.checking, name="report_check"),
    path("bao-cao/<int:pk>/tep/<slug:form>/", views.file, name="report_file"),
    path("bao-cao/<int:pk>/dinh-chinh/", views.amending, name="report_amend"),
    path("bao-cao/<int:pk>/dinh-chinh/<int:number>/", views.amendment, name="report_amendment"),
    path("bao-cao/<int:pk>/dinh-chinh/<int:number>/tep/<slug:form>/", views.file, name="report_amendment_file"),
]
