from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "giaoviec.duties"
    verbose_name = "Việc phải làm"
