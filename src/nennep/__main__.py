"""The console script `nennep`: Django's management commands, with the exit statuses that outside checks rely on.

0 done; 1 done in part (the command lists what it did not take and raises SystemExit(1)); 2 nothing done, one sentence on stderr.
"""

import os
import re
import sys
import traceback
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import ManagementUtility, get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, ProgrammingError, connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nennep import __version__
from nennep.core.errors import Forbidden, NotVisible, Refused
from nennep.core.sentences import sentence

# What the parser of arguments says, in English only, and what is said instead.
USAGE = (
    (r"the following arguments are required: (?P<what>.+)", gettext_lazy("The command needs more: %(what)s.")),
    (r"unrecognized arguments: (?P<what>.+)", gettext_lazy("The command does not know this: %(what)s.")),
    (r"argument (?P<name>.+): expected .+", gettext_lazy("A value is missing after %(name)s.")),
    (
        r"argument (?P<name>.+): invalid choice: (?P<what>.+) \(choose from (?P<known>.+)\)",
        gettext_lazy("%(name)s cannot be %(what)s; it is one of %(known)s."),
    ),
    (r"argument (?P<name>.+): invalid \w+ value: (?P<what>.+)", gettext_lazy("%(name)s cannot be %(what)s.")),
)
NOTHING_DONE = 2
INTERRUPTED = 130


def main() -> None:
    """Run the command named on the command line and leave with its status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nennep.config.settings.production")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; whatever stops it becomes one sentence on stderr.

    Returns:
        The exit status.
    """
    try:
        _dispatch(arguments)
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe went away: nobody is left to tell
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - it replaces stdout until the process ends
        return INTERRUPTED
    except Exception as problem:  # noqa: BLE001 - the operator gets a sentence, the fault a file
        sys.stderr.write(f"{_sentence(problem)}\n")
        return NOTHING_DONE


def _dispatch(arguments: list[str]) -> None:
    django.setup()
    if arguments[:1] in (["version"], ["--version"]):
        sys.stdout.write(f"nennep {__version__}\n")
    elif not arguments or arguments[0] in {"help", "--help", "-h"}:
        ManagementUtility(["nennep", *arguments]).execute()
    else:
        _call(arguments[0], arguments[1:])


def _call(name: str, arguments: list[str]) -> None:
    app = get_commands().get(name)
    if app is None:
        raise CommandError(_("There is no command %(name)s; `nennep help` lists them.") % {"name": name})
    command = app if isinstance(app, BaseCommand) else load_command_class(app, name)
    options = vars(command.create_parser("nennep", name).parse_args(arguments))
    command.requires_system_checks = []  # `nennep doctor` checks
    try:
        command.execute(*options.pop("args", ()), **options)
    finally:
        connections.close_all()


def _sentence(problem: Exception) -> str:  # noqa: PLR0911 - one line for each kind of problem
    if not apps.ready:  # the settings themselves cannot be read, and so no translation
        return " ".join(str(problem).split())
    if isinstance(problem, CommandError):
        return _of_usage(str(problem).removeprefix("Error: "))
    if isinstance(problem, Refused):
        return sentence(problem)
    if isinstance(problem, (NotVisible, Forbidden)):
        return _("This does not exist, or it is out of your reach.")
    if isinstance(problem, (ProgrammingError, OperationalError)) and _not_set_up(problem):
        return _("The database is not set up for this version: run `nennep setup` first.")
    if isinstance(problem, (OperationalError, InterfaceError)):
        return _("The database does not answer: %s") % " ".join(str(problem).split())
    return _("The program made an error: %(kind)s. The details stand in %(file)s.") % {
        "kind": type(problem).__name__,
        "file": _keep(problem),
    }


def _of_usage(said: str) -> str:
    """Return what the parser of arguments said in the language in use; what a command said itself stays."""
    for pattern, words in USAGE:
        if found := re.fullmatch(pattern, said):
            return str(words) % found.groupdict()
    return said


def _not_set_up(problem: Exception) -> bool:
    text = str(problem)
    return (
        "no such table" in text or "no such column" in text or re.search(r"(relation|column) .* does not exist", text) is not None
    )


def _keep(problem: Exception) -> Path:
    """Append the traceback to the file of faults and return where it lies."""
    path: Path = settings.DATA / "faults.log"
    with path.open("a", encoding="utf-8") as faults:
        faults.write("".join(traceback.format_exception(problem)))
    path.chmod(0o600)
    return path


if __name__ == "__main__":
    main()
