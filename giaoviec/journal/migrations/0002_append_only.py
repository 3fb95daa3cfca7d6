"""The journal refuses UPDATE and DELETE, and has the one row that says where its chain ends."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from giaoviec.journal import triggers


def begin(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("journal", "Head").objects.get_or_create(pk=1)
    triggers.install(editor.connection)


def end(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(begin, end)]
