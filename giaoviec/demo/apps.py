from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "giaoviec.demo"
    verbose_name = "Trình diễn"
