"""An import can be undone until one of its records is used (decision 12)."""

import datetime

import pghistory
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.walls import raise_wall
from casework.enums import ImportState
from casework.models import Imported, Individual, SupportPackage
from casework.services import change_hours, undo_import
from core import transitions
from core.errors import NotPossible, Refused
from core.models import Message, StateChange
from reviews.services import raise_updates
from tests.architecture import models as house_models
from tests.casework.import_builders import ONE_OF_EACH, PACKAGE, PERSON, import_sheets
from tests.instant import ORDINARY

# The dates in the files are written out.
pytestmark = pytest.mark.instant(ORDINARY)

# Tables that keep their rows: the logs and the import itself.
STAYS = {"core.StateChange", "core.Document", "core.Message", "casework.ImportRun", "casework.ImportRow"}
HOSPITAL = {"person": "0042", "hospital": "Stonefield Hospital", "kind": "Mental health"}


def count_rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in house_models()}


def hospital_row(cast) -> dict:
    return HOSPITAL | {"admitted_on": f"{cast.today - datetime.timedelta(days=3):%d/%m/%Y}"}


def test_undoing_removes_every_imported_record(cast):
    """Given an import with one row of each sheet; when it is undone; then every table is as before."""
    before = count_rows()
    run = import_sheets(cast, ONE_OF_EACH | {"hospital": [hospital_row(cast)]})
    assert SupportPackage.objects.get(case__individual__full_name="Robin Ashdown").holds.exists()
    undo_import(run=run, reason="The wrong file", by=cast.ben)
    run.refresh_from_db()
    assert run.state == ImportState.UNDONE
    assert transitions.history(run).last().reason == "The wrong file"
    assert {label for label, count in count_rows().items() if count != before[label]} == STAYS
    assert StateChange.objects.filter(record_kind="casework.SupportPackage", verb="open").count() > 0


def test_an_undone_import_can_be_imported_again(cast):
    """Given an import that was undone; then the same file is new again and can be imported."""
    undo_import(run=import_sheets(cast, ONE_OF_EACH), reason="The wrong day", by=cast.ben)
    run = import_sheets(cast, ONE_OF_EACH)
    assert run.rows_done == 6
    assert Individual.objects.filter(full_name="Robin Ashdown").count() == 1


def test_undoing_restores_changed_values(cast):
    """Given a second file with another town; when only that is undone; then the first town is restored."""
    import_sheets(cast, {"people": [PERSON | {"area": "Hyde"}]})
    run = import_sheets(cast, {"people": [PERSON | {"area": "Denton", "former_names": "Robin Vale"}]})
    robin = Individual.objects.get(full_name="Robin Ashdown")
    assert (robin.addresses.get().area, robin.former_names) == ("Denton", ["Robin Vale"])
    undo_import(run=run, reason="Not theirs", by=cast.ben)
    robin.refresh_from_db()
    assert (robin.addresses.get().area, robin.former_names) == ("Hyde", [])
    again = import_sheets(cast, {"people": [PERSON | {"area": "Denton"}]})
    assert again.rows.get().outcome == "change"


def open_record_page(cast):
    client = Client()
    client.force_login(cast.ben)
    robin = Individual.objects.get(full_name="Robin Ashdown")
    assert client.get(reverse("person", args=[robin.pk])).status_code == 200


def change_the_hours(cast):
    package = SupportPackage.objects.get(case__individual__full_name="Robin Ashdown")
    change_hours(package=package, from_on=cast.today, minutes=60, reason="Fewer", agreed_by="Kim Lowe", by=cast.ben)


def change_a_column(cast):
    with pghistory.context(by=str(cast.ben.pk)):
        Individual.objects.filter(full_name="Robin Ashdown").update(known_as="Rob")


def sign_in(cast):
    Client().force_login(User.objects.get(email="j.bell@provider.example"))


def raise_first_updates(cast):
    assert raise_updates(on=cast.today) > 0


def wall_off_robin(cast):
    robin = Individual.objects.get(full_name="Robin Ashdown")
    raise_wall(record_id=robin.pk, user=cast.lewis, reason="Cousins", by=cast.ben)


def queue_message(cast):
    robin = Individual.objects.get(full_name="Robin Ashdown")
    Message.objects.create(key="k", to=cast.ben, channel="in app", subject="S", body="B", about_ids=[robin.pk])


def import_again(cast):
    import_sheets(
        cast, {"people": [PERSON], "relationships": [{"person": "0042", "kind": "Friend", "name": "Al Moss"}]}
    )


@pytest.mark.parametrize(
    ("use", "words"),
    [
        (open_record_page, "record access"),
        (change_the_hours, "weekly hours"),
        (change_a_column, "individual was changed"),
        (sign_in, "signed in"),
        (raise_first_updates, "keyworker update"),
        (wall_off_robin, "wall"),
        (queue_message, "message"),
        (import_again, "relationship"),
    ],
)
def test_a_record_used_since_stays(cast, use, words):
    """Given an import with a record used since; when it is undone; then it is refused and says what was used."""
    run = import_sheets(cast, ONE_OF_EACH)
    use(cast)
    before = count_rows()
    with pytest.raises(Refused, match=f"its records have been used: .*{words}"), transaction.atomic():
        undo_import(run=run, reason="The wrong file", by=cast.ben)
    assert count_rows() == before
    run.refresh_from_db()
    assert run.state == ImportState.DONE


def test_a_value_changed_again_stays(cast):
    """Given a record changed by a file and then by somebody; then the change of the file is not undone."""
    import_sheets(cast, {"people": [PERSON | {"known_as": "Bob"}]})
    run = import_sheets(cast, {"people": [PERSON | {"known_as": "Robbie"}]})
    change_a_column(cast)
    with pytest.raises(Refused, match="individual was changed"), transaction.atomic():
        undo_import(run=run, reason="The wrong file", by=cast.ben)


def test_an_unfinished_import_cannot_be_undone(cast):
    run = import_sheets(cast, {"people": [PERSON], "packages": [PACKAGE]})
    undo_import(run=run, reason="The wrong file", by=cast.ben)
    with pytest.raises(NotPossible), transaction.atomic():
        undo_import(run=run, reason="Again", by=cast.ben)
    assert not Imported.objects.exists()
