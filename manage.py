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
    if arguments and arguments[0] not in WITHOUT_SERVERS and not {"--help", "-h", "--version"} & set(arguments):
        try:
            servers.ensure()
        except servers.Problem as problem:
            sys.exit(str(problem))
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
