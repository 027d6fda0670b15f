"""What `nennep doctor` looks at: each look yields findings, and leaves everything as it was."""

import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from nennep.audit.actions.seal import broken_seal
from nennep.classes.queries import tally as class_tally
from nennep.core import clock
from nennep.jobs import queries
from nennep.jobs.presence import workers
from nennep.obligations.queries import tally as due_tally
from nennep.operations.setting_up import static_is_current, unapplied
from nennep.organizations.following import Way, declared
from nennep.organizations.models import Grant
from nennep.organizations.queries.actor import in_force
from nennep.people.queries.region import astray
from nennep.reports.queries import tally as report_tally

LITTLE_SPACE = 1024**3
LONG_WAIT = timedelta(minutes=2)
ORDERS_BY_CODE = ("C", "C.UTF-8", "C.utf8", "POSIX", "ucs_basic")


class Weight(StrEnum):
    """How much a finding weighs: a danger makes the command fail, a remark does not."""

    DANGER = "danger"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing or unsafe, with what to do about it."""

    weight: Weight
    text: str


def _danger(text: str) -> Finding:
    return Finding(Weight.DANGER, text)


def _remark(text: str) -> Finding:
    return Finding(Weight.REMARK, text)


def tables() -> Iterator[Finding]:
    """Look for migrations that were not applied."""
    missing = unapplied()
    if missing:
        yield _danger(_("%(count)d changes of the tables are not applied: run `nennep setup`.") % {"count": len(missing)})


def settings_in_use() -> Iterator[Finding]:
    """Look for settings that are not for production, and for a site without TLS."""
    if settings.DEBUG:
        yield _danger(_("DEBUG is on: error pages show the insides of the program. Use the production settings."))
    if "*" in settings.ALLOWED_HOSTS:
        yield _danger(_("Any host name is answered: name yours in NENNEP_HOSTS."))
    local = any(f"//{host}" in settings.SITE_ADDRESS for host in ("localhost", "127.0.0.1", "[::1]"))
    if not settings.SITE_ADDRESS.startswith("https://") and not local:
        yield _danger(
            _("The site is reached without TLS: put a proxy with a certificate before it and set NENNEP_ADDRESS to https://…")
        )
    for problem in checks.run_checks():
        if problem.level >= checks.WARNING:
            yield _remark(f"{problem.id}: {problem.msg}")


def folder() -> Iterator[Finding]:
    """Look at who may read the data, and how much space is left."""
    for path in (settings.DATA, settings.DATA / "secrets.json", *settings.DATA.glob("*.sqlite3")):
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield _danger(_("Others on this machine may read %(path)s: run `nennep setup`, which closes it.") % {"path": path})
    free = shutil.disk_usage(settings.DATA).free
    if free < LITTLE_SPACE:
        yield _danger(_("Only %(free)d MB are free where the data lie.") % {"free": free // 1024**2})


def file_storage() -> Iterator[Finding]:
    """Look whether uploaded and made files can be written, read and deleted where they lie, by doing so."""
    told, name = secrets.token_bytes(64), ""
    try:
        name = default_storage.save(f"doctor-{secrets.token_hex(8)}.txt", ContentFile(told))
        with default_storage.open(name) as kept:
            whole = kept.read() == told
        default_storage.delete(name)
    except Exception as problem:  # noqa: BLE001 - the client of a bucket raises what it likes
        text = _("Files cannot be written or read in %(place)s (%(problem)s): look at NENNEP_FILES_URL and who may write there.")
        yield _danger(text % {"place": _place_of_files(), "problem": problem})
        return
    if not whole:
        yield _danger(_("A file read from %(place)s is not what was written there.") % {"place": _place_of_files()})


def _place_of_files() -> str:
    return str(getattr(default_storage, "bucket_name", "") or settings.MEDIA_ROOT)


def built_files() -> Iterator[Finding]:
    """Look for static files and catalogs that are not those of this version."""
    if not static_is_current():
        yield _danger(_("The static files are not those of this version: run `nennep setup`."))
    folders = [Path(app.path) for app in apps.get_app_configs() if app.name.startswith("nennep.")]
    for source in (found for one in folders for found in one.glob("locale/*/LC_MESSAGES/*.po")):
        binary = source.with_suffix(".mo")
        if not binary.exists() or binary.stat().st_mtime < source.stat().st_mtime:
            yield _danger(_("The messages of %(app)s are not compiled: run `make install`.") % {"app": source.parents[3].name})


def long_work() -> Iterator[Finding]:
    """Look for work that nobody does."""
    waiting = queries.waiting_since()
    if waiting and clock.now() - waiting > LONG_WAIT:
        yield _danger(
            _("Work waits since %(since)s and no worker takes it: run `nennep serve` or `nennep worker`.")
            % {"since": f"{waiting:%H:%M %d/%m/%Y}"}
        )
    elif not workers(settings.DATA / "workers"):
        yield _remark(_("No worker runs on this machine."))


def log() -> Iterator[Finding]:
    """Look for a break in the chain of the audit log."""
    broken = broken_seal()
    if broken is not None:
        yield _danger(
            _("The audit log was changed between entries %(first)d and %(last)d.")
            % {"first": broken.first_entry_id, "last": broken.last_entry_id}
        )


def database() -> Iterator[Finding]:
    """Look for an order of letters that would not be that of our sort keys."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        collation = cursor.fetchone()[0]
    if collation not in ORDERS_BY_CODE:
        yield _remark(
            _("The database sorts by %(collation)s: lists may not stand in Vietnamese order. Create it with LC_COLLATE 'C.UTF-8'.")
            % {"collation": collation}
        )


def people_in_charge() -> Iterator[Finding]:
    """Look for somebody who may administer."""
    if not Grant.objects.filter(role="administrator", ends_on=None, user__is_active=True).exists():
        yield _remark(_("There is no administrator: run `nennep create_admin`."))


def ended_units() -> Iterator[Finding]:
    """Look for what goes on at units that have ended, as no reorganization leaves it."""
    today = clock.today()
    for follow in declared():
        if follow.way != Way.BEGINS_ANEW:
            continue
        rows = apps.get_model(follow.model)._base_manager.select_related(follow.field)
        left = rows.filter(in_force(today), Q(**{f"{follow.field}__dissolved_on__lt": today})).order_by("pk")
        if count := left.count():
            facts = {"count": count, "noun": follow.noun, "unit": getattr(left[0], follow.field)}
            yield _danger(
                _("%(count)d %(noun)s go on at units that have ended (for one: %(unit)s): give them to the unit that took over.")
                % facts
            )


def figures() -> Iterator[Finding]:
    """Look whether what was counted ahead for large units is what their rows give."""
    for unit in due_tally.differences():
        yield _danger(_("The study obligations counted ahead for %(unit)s are not what its records give.") % {"unit": unit.name})
    for unit in class_tally.differences():
        yield _danger(_("The classes and trainees counted ahead for %(unit)s are not what its records give.") % {"unit": unit.name})
    for unit, span in report_tally.differences():
        facts = {"unit": unit.name, "years": span.text}
        yield _danger(_("The report %(years)s counted ahead for %(unit)s is not what its records give.") % facts)


def regions() -> Iterator[Finding]:
    """Look whether the region kept with each person is the one of the unit where the person belongs."""
    wrong = astray().count()
    if wrong:
        yield _danger(_("The region kept with %(count)d people is not that of their unit.") % {"count": wrong})


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    settings_in_use, folder, file_storage, built_files, database, long_work, log, people_in_charge, ended_units, figures, regions,
)  # fmt: skip


def findings() -> list[Finding]:
    """Return what is missing or unsafe; without tables nothing else can be asked."""
    missing = list(tables())
    return missing or [finding for look in LOOKS for finding in look()]
