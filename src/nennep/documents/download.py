"""Sending files: always as an attachment, never sniffed, so that nothing handed in runs in a browser."""

from io import BytesIO
from typing import BinaryIO

from django.core.files import File
from django.http import FileResponse

from nennep.documents.models import StoredFile
from nennep.documents.rules.file import safe_name


def attachment(stored: StoredFile) -> FileResponse:
    """Return the answer that sends a kept file. The caller has asked whether the actor may read it."""
    return _answer(stored.file.open("rb"), stored.name, stored.media_type)


def attachment_of(content: bytes, name: str, media_type: str) -> FileResponse:
    """Return the answer that sends bytes just made."""
    return _answer(BytesIO(content), name, media_type)


def _answer(content: "BinaryIO | File[bytes]", name: str, media_type: str) -> FileResponse:
    answer = FileResponse(content, as_attachment=True, filename=safe_name(name), content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
