"""Uploads stay in memory: nothing may touch a disk before it is judged (6.2)."""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class InMemory(FileUploadHandler):
    """Keep each file in memory up to `UPLOAD_LIMIT` bytes.

    Of a larger one only the size is kept, so that the form can say so at its field with everything else still there.
    """

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.file = BytesIO()
        self.kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.kept + len(raw_data) > settings.UPLOAD_LIMIT:
            self.file = BytesIO()
            self.kept = settings.UPLOAD_LIMIT + 1
            return
        self.file.write(raw_data)
        self.kept += len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=str(self.file_name),
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
