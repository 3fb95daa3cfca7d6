from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "giaoviec.ops"
    verbose_name = "Vận hành"

    def ready(self) -> None:
        from giaoviec.ops.actions.proving import owe_backup
        from giaoviec.oversight.actions.tick import ALSO

        ALSO.append(owe_backup)
