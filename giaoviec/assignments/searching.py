"""What of a task the search finds: its content, kept in step when it is edited."""

from __future__ import annotations

from giaoviec.assignments.models import Task
from giaoviec.documents.search import index, unindex
from giaoviec.journal.actions import Act


def reindex_task(a: Act, task: Task) -> None:
    unindex("task", task.pk)
    index(a, "task", task.pk, task.document, task.content)
