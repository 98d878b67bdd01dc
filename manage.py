#!/usr/bin/env python
"""Django's command line, with both servers running."""

import os
import sys

import servers

# These read no data. Everything else may.
WITHOUT_SERVERS = {"collectstatic", "compilemessages", "help", "makemessages", "startapp", "version"}


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here: run `make install`, then `.venv/bin/python manage.py ...`.")
    arguments = sys.argv[1:]
    asks_help = {"--help", "-h", "--version"} & set(arguments)
    reads_data = arguments and arguments[0] not in WITHOUT_SERVERS and not asks_help
    # Production names its own servers, or is told what is missing.
    if reads_data and os.environ.get("PRODUCTION", "").lower() not in ("1", "true", "yes", "on"):
        try:
            servers.ensure()
        except servers.UserError as problem:
            sys.exit(str(problem))
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
