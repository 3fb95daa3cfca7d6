from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "giaoviec.reporting"
    verbose_name = "Số liệu, báo cáo"
