from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "giaoviec.site"
    verbose_name = "Giao diện"
