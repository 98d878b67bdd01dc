"""Spreadsheets of the years before: one is taken in, one taken back, one only checked, one is no spreadsheet."""

import datetime

from django.core.files.base import ContentFile

from casework import services
from casework.models import ImportRun
from core import clock
from demo.scheduler import Story
from demo.text import imports as words
from demo.world import DAY, Scene, at

MINUTE = datetime.timedelta(minutes=1)


def imported(scene: Scene) -> None:
    """Each a story of its own, by the manager."""
    scene.begin(_taken_in(scene, 16))
    scene.begin(_taken_back(scene, 15))
    scene.begin(_only_checked(scene, 1))
    scene.begin(_unreadable(scene, 17))


def _begun(scene: Scene, name: str, text: str) -> ImportRun:
    """The file is kept and checked, as a worker would do at once."""
    file = ContentFile(text.encode(), name=name)
    run = services.begin_import(contract=scene.contracts["links"], file=file, by=scene.users["manager"])
    services.check_import(run_id=run.pk, by=None)
    run.refresh_from_db()
    return run


def _run(scene: Scene, run: ImportRun) -> None:
    services.run_import(run=run, exclude_wrong=True, by=scene.users["manager"])
    services.resume_import(run.pk)
    run.refresh_from_db()


def _taken_in(scene: Scene, ago: int) -> Story:
    yield at(scene.ago(ago), 9, 15)
    run = _begun(scene, "bank-workers.csv", words.WORKERS)
    yield clock.now() + MINUTE * 20
    _run(scene, run)


def _taken_back(scene: Scene, ago: int) -> Story:
    yield at(scene.ago(ago), 10, 40)
    run = _begun(scene, "bank-workers-last-year.csv", words.OTHER_WORKERS)
    yield clock.now() + MINUTE * 12
    _run(scene, run)
    yield clock.now() + MINUTE * 35
    services.undo_import(run=run, reason="The list of last year, sent by mistake.", by=scene.users["manager"])


def _only_checked(scene: Scene, ago: int) -> Story:
    """With a row that cannot be taken in and somebody who is perhaps known already."""
    yield at(scene.ago(ago), 16, 30)
    born_on = scene.supports["colette"].individual.date_of_birth
    _begun(scene, "people-of-the-drop-in.csv", words.PEOPLE.format(colette=f"{born_on:%d/%m/%Y}"))


def _unreadable(scene: Scene, ago: int) -> Story:
    yield at(scene.ago(ago) - DAY, 16, 55)
    _begun(scene, "list.csv", "Nothing that is a table")
