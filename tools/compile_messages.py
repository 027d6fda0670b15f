"""Compiles each message catalog that is newer than its binary form; needs no gettext."""

from pathlib import Path

import polib

from tools.report import ROOT


def compile_catalogs(root: Path) -> list[Path]:
    """Compile what is out of date under `root`; return the catalogs compiled."""
    compiled = []
    for source in sorted(root.glob("**/locale/*/LC_MESSAGES/*.po")):
        binary = source.with_suffix(".mo")
        if not binary.exists() or binary.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(binary))
            compiled.append(source)
    return compiled


if __name__ == "__main__":
    compile_catalogs(ROOT / "src")
