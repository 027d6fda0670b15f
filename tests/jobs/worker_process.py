"""A real worker process on the database of the test that starts it: `python worker_process.py DATABASE_NAME FOLDER`."""

import sys
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    from nennep.jobs.worker import Worker
    from tests.jobs import kinds  # noqa: F401 - registers the kinds

    Worker(Path(sys.argv[2])).loop()
