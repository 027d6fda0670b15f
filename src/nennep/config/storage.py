"""Where uploaded and made files lie: a folder of this machine, or a bucket of an S3-compatible server for several machines."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def file_storage(address: str) -> dict[str, Any]:
    """Return Django's description of the storage named by NENNEP_FILES_URL; the folder when it is empty.

    `s3://BUCKET/PREFIX?endpoint=https://HOST:PORT&region=NAME`; who signs in stands in AWS_ACCESS_KEY_ID and
    AWS_SECRET_ACCESS_KEY, or wherever else boto3 looks.

    Raises:
        ValueError: when the address is of another form.
    """
    if not address:
        return FOLDER
    parts = urlsplit(address)
    asked = parse_qs(parts.query, strict_parsing=bool(parts.query))
    if parts.scheme != "s3" or not parts.netloc or not asked.keys() <= {"endpoint", "region"}:
        raise ValueError("NENNEP_FILES_URL must be s3://BUCKET/PREFIX?endpoint=https://HOST&region=NAME")
    from botocore.config import Config  # noqa: PLC0415 - 0.2 s at each start that most installations need not spend

    options = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": asked.get("endpoint", [None])[0],
        "region_name": asked.get("region", [None])[0],
        "default_acl": None,  # files are private, and served by the program alone
        "file_overwrite": False,
        "max_memory_size": 4 * 1024**2,  # what is larger is read by way of a temporary file
        "client_config": Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            # the newer checksums in trailers are known to few servers besides that of Amazon
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=5,
            read_timeout=30,
            retries={"max_attempts": 4, "mode": "standard"},
        ),
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
