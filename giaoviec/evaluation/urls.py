from django.urls import URLPattern, path

from giaoviec.evaluation.views import contests, rounds, schemes, sheets

app_name = "evaluation"

urlpatterns: list[URLPattern] = [
    path("danh-gia/", rounds.index, name="evaluation"),
    path("danh-gia/lap/", rounds.make, name="evaluation_make"),
    path("danh-gia/nam/<int:year>/khoa/", rounds.lock, name="evaluation_lock"),
    path("danh-gia/nam/<int:year>/xuat.<slug:form>", rounds.export, name="evaluation_export"),
    path("danh-gia/cach-cham/", schemes.page, name="evaluation_scheme"),
    path("danh-gia/kien-nghi/", contests.index, name="contests"),
    path("danh-gia/kien-nghi/<int:pk>/", contests.detail, name="contest"),
    path("danh-gia/kien-nghi/<int:pk>/y-kien/", contests.answering, name="contest_answer"),
    path("danh-gia/kien-nghi/<int:pk>/quyet-dinh/", contests.deciding, name="contest_decide"),
    path("danh-gia/kien-nghi/<int:pk>/rut/", contests.withdrawing, name="contest_withdraw"),
    path("danh-gia/<int:pk>/", sheets.one, name="sheet"),
    path("danh-gia/<int:pk>/diem-chung/", sheets.general, name="sheet_general"),
    path("danh-gia/<int:pk>/kien-nghi/<int:line>/", contests.new, name="contest_new"),
]
