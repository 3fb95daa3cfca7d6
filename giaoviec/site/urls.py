"""Addresses of the pages that stand above all others."""

from django.urls import path

from giaoviec.site.views import access, desk, feed, guide, journal, lists, morning, owed, search

app_name = "site"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("viec-phai-lam/", owed.page, name="owed"),
    path("gia-han/<int:pk>/", morning.decide, name="decide"),
    path("tim/", search.page, name="search"),
    path("tim/hieu/", search.heard, name="heard"),
    path("danh-sach/", lists.page, name="lists"),
    path("danh-sach/the/", lists.tabs, name="list_tabs"),
    path("danh-sach/luu/", lists.save, name="list_save"),
    path("danh-sach/hoan-tac/", lists.restore, name="list_restore"),
    path("danh-sach/<int:pk>/ten/", lists.rename, name="list_rename"),
    path("danh-sach/<int:pk>/thu-tu/", lists.move, name="list_move"),
    path("danh-sach/<int:pk>/bo/", lists.drop, name="list_drop"),
    path("nhat-ky/", journal.page, name="journal"),
    path("nhat-ky/kiem-tra/", journal.verify, name="journal_verify"),
    path("nhat-ky/tra-cuu/", access.page, name="access"),
    path("nhat-ky/tra-cuu/xuat.csv", access.export, {"form": "csv"}, name="access_csv"),
    path("nhat-ky/tra-cuu/xuat.xlsx", access.export, {"form": "xlsx"}, name="access_excel"),
    path("lich/<slug:token>.ics", feed.feed, name="feed"),
    path("huong-dan/", guide.page, name="guide"),
    path("huong-dan/<slug:slug>/", guide.page, name="guide_page"),
    path("huong-dan/anh/<str:name>", guide.picture, name="guide_picture"),
]
