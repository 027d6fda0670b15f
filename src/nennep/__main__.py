"""The console script `nennep`: Django's management commands under the project's settings."""

import os
import sys

EXIT_NOTHING_DONE = 2


def main() -> None:
    """Run one command; a refused command ends with one sentence on stderr and status 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nennep.config.settings.production")
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - settings must be chosen first
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        execute_from_command_line(["nennep", *sys.argv[1:]])
    except ImproperlyConfigured as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(EXIT_NOTHING_DONE)


if __name__ == "__main__":
    main()
