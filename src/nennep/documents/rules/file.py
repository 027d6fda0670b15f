"""What files are taken, and under which names they leave."""

import re
from pathlib import PurePosixPath

from nennep.vietnamese.text import compose

MAX_BYTES = 20 * 1024 * 1024
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".json": "application/json",
    ".zip": "application/zip",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_LONGEST = 120


def safe_name(name: str) -> str:
    """Return the last part of `name` as every file system takes it: no path, no control or reserved characters.

    The ending stays, in small letters; a name of nothing becomes 'file'.
    """
    bare = PurePosixPath(name.replace("\\", "/")).name
    clean = _FORBIDDEN.sub("-", compose(bare)).strip(" .-")
    path = PurePosixPath(clean or "file")
    suffix = path.suffix.lower()
    return f"{path.stem[: _LONGEST - len(suffix)].strip() or 'file'}{suffix}"


def media_type(name: str) -> str | None:
    """Return the media type that a file's ending stands for; None when such files are not taken."""
    return MEDIA_TYPES.get(PurePosixPath(name).suffix.lower())
