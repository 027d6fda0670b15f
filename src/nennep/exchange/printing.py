"""What the import commands print, and the status with which they leave."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import OutputWrapper

from nennep.exchange.mending import Refused, write_mendable
from nennep.exchange.result import as_json, as_lines
from nennep.exchange.rules.verdict import Imported
from nennep.exchange.wording import sentence

PART_DONE = 1


def print_result(
    out: OutputWrapper, err: OutputWrapper, imported: Imported, file: Path, form: str, *, verbose: bool = False
) -> None:
    """Print what became of each row; leave with status 1 when rows or sheets were not taken.

    Somebody at a terminal reads only the rows with something to say, unless `verbose`; a file or a pipe gets every row.

    The rows not taken lie as a workbook in the data folder; a trial writes none.
    """
    rejected = _write_rejected(imported) if imported.batch_id is not None and imported.rejected else None
    brief = out.isatty() and not verbose
    for line in as_json(imported, file, rejected) if form == "json" else as_lines(imported, rejected, brief=brief):
        out.write(line)
    for problem in imported.problems:
        err.write(sentence(problem.code, problem.facts))
    if imported.rejected or imported.problems:
        sys.exit(PART_DONE)


def _write_rejected(imported: Imported) -> Path:
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{imported.batch_id}-khong-nhan.xlsx"
    rows = [
        Refused(
            one.sheet,
            one.number,
            one.raw or {},
            [{"code": reason.code, "facts": reason.facts, "rejects": reason.rejects} for reason in one.reasons],
        )
        for one in imported.rejected
    ]
    write_mendable(path, imported.kind, rows)
    path.chmod(0o600)
    return path
