from django.urls import path

from .views import operations, probes, purges

app_name = "ops"
urlpatterns = [
    path("healthz", probes.alive, name="alive"),
    path("readyz", probes.ready, name="ready"),
    path("metrics", probes.metrics, name="metrics"),
    path("van-hanh/", operations.page, name="operations"),
    path("van-hanh/sao-luu/", operations.backups, name="backups"),
    path("van-hanh/sao-luu/lam-ngay/", operations.back_up, name="back_up"),
    path("van-hanh/sao-luu/<int:pk>/bien-ban.pdf", operations.certificate, name="certificate"),
    path("van-hanh/xoa/", purges.page, name="purges"),
    path("van-hanh/xoa/<int:pk>/xac-nhan/", purges.confirm, name="purge_confirm"),
    path("van-hanh/xoa/<int:pk>/rut/", purges.withdraw, name="purge_withdraw"),
    path("van-hanh/xoa/<int:pk>/bien-ban.pdf", purges.certificate, name="purge_certificate"),
    path("van-hanh/su-co/", operations.incident_list, name="incidents"),
    path("van-hanh/su-co/<int:pk>/", operations.incident, name="incident"),
]
