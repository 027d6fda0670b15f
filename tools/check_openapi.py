"""docs/api/openapi.json is what the program really offers; `--write` makes it so."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django

from tools.report import ROOT, tell

PLACE = "docs/api/openapi.json"


def description() -> str:
    """Return the description of the HTTP API as the running code gives it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nennep.config.settings.test")
    django.setup()
    from nennep.config.api import api  # noqa: PLC0415 - Django must be set up first

    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, default=str) + "\n"


def complaints(root: Path) -> Iterator[str]:
    """Yield a line when the file is not current."""
    path = root / PLACE
    if not path.exists() or path.read_text(encoding="utf-8") != description():
        yield f"{PLACE} is not current: make docs"


if __name__ == "__main__":
    if "--write" in sys.argv:
        (ROOT / PLACE).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / PLACE).write_text(description(), encoding="utf-8")
    else:
        sys.exit(tell(complaints))
