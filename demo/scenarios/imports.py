"""Spreadsheets of earlier years: one imported, one undone, one only checked, and a file that is no spreadsheet."""

import datetime

from django.core.files.base import ContentFile

from casework import services
from casework.models import ImportRun
from core import clock
from demo.scheduler import Scenario
from demo.text import imports as words
from demo.world import DAY, World, at

MINUTE = datetime.timedelta(minutes=1)


def start_imports(world: World) -> None:
    """Start a scenario for each import, by the manager."""
    world.begin(_import_all(world, 16))
    world.begin(_undo(world, 15))
    world.begin(_check_only(world, 1))
    world.begin(_unreadable(world, 17))


def _begin(world: World, name: str, text: str) -> ImportRun:
    """The file is stored and checked, as a task would do at once."""
    file = ContentFile(text.encode(), name=name)
    run = services.begin_import(contract=world.contracts["links"], file=file, by=world.users["manager"])
    services.check_import(run_id=run.pk, by=None)
    run.refresh_from_db()
    return run


def _run(world: World, run: ImportRun) -> None:
    services.run_import(run=run, exclude_wrong=True, by=world.users["manager"])
    services.resume_import(run.pk)
    run.refresh_from_db()


def _import_all(world: World, ago: int) -> Scenario:
    yield at(world.ago(ago), 9, 15)
    run = _begin(world, "bank-workers.csv", words.WORKERS)
    yield clock.now() + MINUTE * 20
    _run(world, run)


def _undo(world: World, ago: int) -> Scenario:
    yield at(world.ago(ago), 10, 40)
    run = _begin(world, "bank-workers-last-year.csv", words.OTHER_WORKERS)
    yield clock.now() + MINUTE * 12
    _run(world, run)
    yield clock.now() + MINUTE * 35
    services.undo_import(run=run, reason="Last year's list, uploaded by mistake.", by=world.users["manager"])


def _check_only(world: World, ago: int) -> Scenario:
    """Check a file with a row that cannot be imported and a person who may be known already."""
    yield at(world.ago(ago), 16, 30)
    born_on = world.supports["colette"].individual.date_of_birth
    _begin(world, "people-of-the-drop-in.csv", words.PEOPLE.format(colette=f"{born_on:%d/%m/%Y}"))


def _unreadable(world: World, ago: int) -> Scenario:
    yield at(world.ago(ago) - DAY, 16, 55)
    _begin(world, "list.csv", "Not a table")
