"""The Vietnamese catalogs are complete: every message of the source is there once, translated in one way, and nothing stale.

A folder with a `locale` owns the messages of its own files; src/nennep/locale owns those of all other files.
Messages of packages that come without Vietnamese stand there too, each under the comment `# of PACKAGE`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

from tools.report import tell

FIELD = re.compile(r"%\((\w+)\)\w|%[sd]")
CATALOG = Path("locale/vi/LC_MESSAGES/django.po")
Key = tuple[str | None, str, str]


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def owners(package: Path) -> list[Path]:
    """Return the folders that own a catalog, the package itself last."""
    return [*sorted(path.parent for path in package.glob("*/locale")), package]


def extracted(owner: Path, others: list[Path]) -> dict[Key, polib.POEntry]:
    """Return the messages in the files of `owner`, without those of `others`."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        inside = {other.name for other in others if other.parent == owner}
        skip = {"dist", "__pycache__", "locale", *inside}
        shutil.copytree(owner, copy, ignore=lambda _, names: skip & set(names))
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "vi", "--keep-pot", "--no-location", "-v", "0"]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, env=environment, check=True)
        pot = copy / "locale" / "django.pot"
        return {_key(entry): entry for entry in polib.pofile(str(pot))} if pot.exists() else {}


def _faults(entry: polib.POEntry) -> Iterator[str]:
    texts = [text for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]
    if entry.fuzzy:
        yield "fuzzy"
    if not entry.translated():
        yield "not translated"
    fields = set(FIELD.findall(entry.msgid)) | set(FIELD.findall(entry.msgid_plural))
    for text in texts:
        if set(FIELD.findall(text)) - fields or (not entry.msgid_plural and fields - set(FIELD.findall(text))):
            yield "its fields differ"
        if unicodedata.normalize("NFC", text) != text:
            yield "not composed Unicode"


def compare(wanted: dict[Key, polib.POEntry], catalog: polib.POFile) -> Iterator[str]:
    """Yield what is wrong with a catalog, measured by the messages that the source holds."""
    present = {_key(entry): entry for entry in catalog if not entry.obsolete}
    for key in wanted.keys() - present.keys():
        yield f"missing: {key[1]!r}"
    for key, entry in present.items():
        if key not in wanted and not entry.tcomment.startswith("of "):
            yield f"stale: {key[1]!r}"
        yield from (f"{fault}: {key[1]!r}" for fault in _faults(entry))
    if catalog.obsolete_entries():
        yield f"{len(catalog.obsolete_entries())} obsolete entries"


def twice(catalog: polib.POFile) -> Iterator[str]:
    """Yield the messages that stand twice in a catalog: gettext refuses them, and which one wins is chance."""
    counted = Counter((entry.msgctxt, entry.msgid) for entry in catalog if not entry.obsolete)
    yield from (f"twice: {msgid!r}" for (_context, msgid), count in counted.items() if count > 1)


def collisions(catalogs: dict[str, polib.POFile]) -> Iterator[str]:
    """Yield the messages that two catalogs translate differently: at run time all share one namespace."""
    first: dict[tuple[str | None, str], tuple[str, str]] = {}
    for name, catalog in catalogs.items():
        for entry in catalog.translated_entries():
            text = entry.msgstr_plural.get(0, entry.msgstr)
            where, other = first.setdefault((entry.msgctxt, entry.msgid), (name, text))
            if other != text:
                yield f"{name}: otherwise than in {where}: {entry.msgid!r} ({text!r}, {other!r})"


def complaints(root: Path) -> Iterator[str]:
    """Yield one line for each message that is missing, stale, fuzzy, untranslated, wrongly written or translated in two ways."""
    package = root / "src/nennep"
    folders = owners(package)
    catalogs: dict[str, polib.POFile] = {}
    for owner in folders:
        wanted = extracted(owner, [other for other in folders if other != owner])
        path = owner / CATALOG
        catalog = polib.pofile(str(path)) if path.exists() else polib.POFile()
        name = path.relative_to(root).as_posix()
        yield from (f"{name}: {fault}" for fault in sorted({*compare(wanted, catalog), *twice(catalog)}))
        catalogs[name] = catalog
    yield from collisions(catalogs)


if __name__ == "__main__":
    sys.exit(tell(complaints))
