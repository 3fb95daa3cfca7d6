"""The tally is kept by triggers on assignments and duties, and begins with what is there."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from giaoviec.reporting import tally


def begin(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    tally.rebuild(editor.connection)


def end(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    tally.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0001_initial"),
        ("assignments", "0001_initial"),
        ("duties", "0001_initial"),
    ]
    operations = [migrations.RunPython(begin, end)]
