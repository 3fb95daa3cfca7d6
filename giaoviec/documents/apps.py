from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "giaoviec.documents"
    verbose_name = "Văn bản"
