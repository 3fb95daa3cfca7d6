"""Addresses of documents."""

from django.urls import path

from giaoviec.documents.views import drafting, habits, listing, page, registering, waiting

app_name = "documents"
urlpatterns = [
    path("van-ban/", listing.page, name="list"),
    path("van-ban/xuat.csv", listing.csv, name="csv"),
    path("van-ban/xuat.xlsx", listing.excel, name="excel"),
    path("van-ban/vao-so/", registering.page, name="register"),
    path("van-ban/vao-so/xem-truoc/", registering.preview, name="follows"),
    path("van-ban/vao-so/dang-doc/", registering.reading, name="reading"),
    path("van-ban/nhap/", drafting.keep, name="draft"),
    path("van-ban/nhap/bo/", drafting.drop, name="drop_draft"),
    path("van-ban/phong-cho/", waiting.page, name="waiting"),
    path("van-ban/phong-cho/<slug:key>/trang-1.png", waiting.shown, name="waiting_picture"),
    path("van-ban/phong-cho/<slug:key>/<slug:slug>/", waiting.step, name="waiting_step"),
    path("van-ban/<int:pk>/", page.page, name="page"),
    path("van-ban/<int:pk>/sua/", page.correcting, name="correct"),
    path("van-ban/<int:pk>/khong-co-nhiem-vu/", page.no_task, name="no_task"),
    path("van-ban/<int:pk>/huy/", page.taking_back, name="unregister"),
    path("van-ban/<int:pk>/tep/<int:file_id>/", page.file, name="file"),
    path("van-ban/<int:pk>/tep/<int:file_id>/trang/<int:number>.png", page.page_picture, name="picture"),
    path("quan-tri/thoi-quen-doc/", habits.page, name="habits"),
    path("quan-tri/thoi-quen-doc/<int:pk>/bo/", habits.drop, name="habit_drop"),
]
