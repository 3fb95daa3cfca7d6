from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "giaoviec.duties"
    verbose_name = "Việc phải làm"

    def ready(self) -> None:
        """Changes of rights, which are made below, are told on the desks."""
        from giaoviec.agencies.rights import TELL
        from giaoviec.duties.rights import tell_rights

        TELL.append(tell_rights)
