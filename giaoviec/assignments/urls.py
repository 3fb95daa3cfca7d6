"""Addresses of assignments, and of the screen that gives them."""

from django.urls import path

from giaoviec.assignments.views import (
    agencies,
    bulk,
    calendar_change,
    exports,
    giving,
    lists,
    moves,
    papers,
    programmes,
    slip,
    story,
    succession,
    written_reports,
)

app_name = "assignments"
urlpatterns = [
    path("viec/", lists.page, name="list"),
    path("viec/so-dem/", lists.numbers, name="numbers"),
    path("viec/loc/", lists.narrowing, name="narrowing"),
    path("viec/hang-loat/", bulk.page, name="bulk"),
    path("viec/xuat.csv", exports.csv, name="csv"),
    path("viec/xuat.xlsx", exports.excel, name="excel"),
    path("viec/lich-thay-doi/", calendar_change.page, name="calendar_change"),
    path("viec/cay/<int:document_id>/", papers.tree, name="tree"),
    path("viec/hoan-tac/<uuid:act>/", moves.undo, name="undo"),
    path("van-ban/<int:pk>/giao-viec/", giving.page, name="giving"),
    path("van-ban/han/", giving.due, name="giving_due"),
    path("viec/suc-tai/", giving.load_meter, name="giving_load"),
    path("viec/<int:pk>/", story.page, name="page"),
    path("viec/<int:pk>/phieu/", slip.one, name="slip"),
    path("van-ban/<int:pk>/phieu/", slip.of_document, name="slips"),
    path("viec/<int:pk>/tep/<int:file_id>/", papers.file, name="file"),
    path("viec/<int:pk>/dong-ben-trong/", moves.close_inside, name="close_inside"),
    path("viec/<int:pk>/<slug:slug>/", moves.page, name="move"),
    path("bao-cao-van-ban/", written_reports.page, name="written_reports"),
    path("bao-cao-van-ban/xuat.csv", written_reports.csv, name="written_reports_csv"),
    path("bao-cao-van-ban/xuat.xlsx", written_reports.excel, name="written_reports_excel"),
    path("chuong-trinh/", programmes.page, name="programmes"),
    path("chuong-trinh/<int:pk>/", programmes.one, name="programme"),
    path("chuong-trinh/<int:pk>/xuat.csv", programmes.csv, name="programme_csv"),
    path("chuong-trinh/<int:pk>/xuat.xlsx", programmes.excel, name="programme_excel"),
    path("co-quan/", agencies.page, name="agencies"),
    path("co-quan/xuat.csv", agencies.csv, name="agencies_csv"),
    path("co-quan/xuat.xlsx", agencies.excel, name="agencies_excel"),
    path("co-quan/<int:pk>/", agencies.one, name="agency"),
    path("quan-tri/sap-xep/", succession.page, name="succession"),
    path("quan-tri/co-quan/sap-xep/", succession.page, name="succession_of_agencies"),
]
