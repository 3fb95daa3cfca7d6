"""Triggers mark what changed; everything that is there already waits to be folded."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from giaoviec.reporting import triggers


def begin(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("reporting", "Folding").objects.get_or_create(pk=1)
    triggers.mark_all(editor.connection)
    triggers.install(editor.connection)


def end(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0001_initial"),
        ("assignments", "0001_initial"),
        ("documents", "0001_initial"),
        ("duties", "0001_initial"),
    ]
    operations = [migrations.RunPython(begin, end)]
