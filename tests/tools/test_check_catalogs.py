import shutil
import unicodedata
from pathlib import Path

import polib
import pytest

from tests.tools.conftest import Write
from tools.check_catalogs import complaints
from tools.compile_messages import compile_catalogs

SOURCE = "from django.utils.translation import gettext as _\n\n_('Save')\n_('%(n)s people')\n"
CATALOG = "src/nennep/a/locale/vi/LC_MESSAGES/django.po"
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
GOOD = 'msgid "Save"\nmsgstr "Lưu"\n\nmsgid "%(n)s people"\nmsgstr "%(n)s người"\n'

pytestmark = pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")


@pytest.fixture
def catalog(tmp_path: Path, write: Write):
    """Write a source with two messages, and its catalog; return what the check says."""
    write("src/nennep/a/views.py", SOURCE)

    def check(text: str) -> list[str]:
        write(CATALOG, HEAD + text)
        return [one.split(": ", 1)[1] for one in complaints(tmp_path)]

    return check


def test_a_complete_catalog_passes(catalog) -> None:
    assert catalog(GOOD) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (GOOD.split("\n\n", maxsplit=1)[0], "missing: '%(n)s people'"),
        (GOOD + '\nmsgid "Gone"\nmsgstr "Mất"\n', "stale: 'Gone'"),
        ("#, fuzzy\n" + GOOD, "fuzzy: 'Save'"),
        (GOOD.replace("Lưu", ""), "not translated: 'Save'"),
        (GOOD.replace("%(n)s người", "người"), "its fields differ: '%(n)s people'"),
        (GOOD.replace("%(n)s người", "%(m)s người"), "its fields differ: '%(n)s people'"),
        (GOOD.replace("Lưu", unicodedata.normalize("NFD", "Lưu")), "not composed Unicode: 'Save'"),
        (GOOD + '\nmsgid "Save"\nmsgstr "Ghi"\n', "twice: 'Save'"),
        (GOOD + '\n#~ msgid "Old"\n#~ msgstr "Cũ"\n', "1 obsolete entries"),
    ],
)
def test_each_fault_is_told(catalog, text: str, complaint: str) -> None:
    assert complaint in catalog(text)


def test_messages_of_packages_are_no_strays(catalog) -> None:
    assert catalog(GOOD + '\n# of allauth\nmsgid "Sign in"\nmsgstr "Đăng nhập"\n') == []


def test_files_outside_the_apps_belong_to_the_common_catalog(tmp_path: Path, write: Write, catalog) -> None:
    write("src/nennep/core/b.py", SOURCE.replace("Save", "Leave"))
    assert catalog(GOOD) == ["missing: '%(n)s people'", "missing: 'Leave'"]
    write("src/nennep/locale/vi/LC_MESSAGES/django.po", HEAD + GOOD.replace("Save", "Leave"))
    assert catalog(GOOD) == []


def test_catalogs_are_compiled_once(tmp_path: Path, write: Write) -> None:
    write(CATALOG, HEAD + GOOD)
    assert compile_catalogs(tmp_path) == [tmp_path / CATALOG]
    assert polib.mofile(str((tmp_path / CATALOG).with_suffix(".mo"))).find("Save").msgstr == "Lưu"
    assert compile_catalogs(tmp_path) == []


@pytest.mark.parametrize(("other", "faults"), [("Lưu", 0), ("Ghi", 1)])
def test_two_catalogs_say_the_same_thing_in_the_same_words(tmp_path: Path, write: Write, catalog, other: str, faults: int) -> None:
    write("src/nennep/b/views.py", SOURCE)
    write(CATALOG.replace("/a/", "/b/"), HEAD + GOOD.replace("Lưu", other))
    told = catalog(GOOD)
    assert len(told) == faults
    assert all("otherwise than in" in one and "'Ghi', 'Lưu'" in one for one in told)


def test_a_context_tells_two_meanings_apart(tmp_path: Path, write: Write, catalog) -> None:
    write("src/nennep/b/views.py", SOURCE.replace("gettext as _", "gettext as _, pgettext") + "\npgettext('money', 'Save')\n")
    in_context = 'msgctxt "money"\nmsgid "Save"\nmsgstr "Tiết kiệm"\n\n'
    write(CATALOG.replace("/a/", "/b/"), HEAD + in_context + GOOD)
    assert catalog(GOOD) == []
