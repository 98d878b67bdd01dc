"""A copy of a snapshot is complete: rows, history, sequences, files and separate objects."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from accounts.models import User
from contracts.models import Council
from core import clock, documents
from plans.models import SupportPlan
from plans.services import start, write
from tests.cast import assemble
from tests.database import delete_rows, tables_with_rows
from tests.snapshots import build_once, take_snapshot

NOON = datetime.time(12)


def contents() -> dict[str, int]:
    """Return the number of rows of each table."""
    with connection.cursor() as cursor:
        counts = {}
        for table in tables_with_rows():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
        return counts


def test_a_copy_has_every_row_once_history_included(db):
    """Given a built cast and a copy; then each table, history included, has as many rows."""
    with transaction.atomic():
        assemble()
        expected = contents()
        transaction.set_rollback(True)
    build_once(assemble)
    assert contents() == expected
    assert expected["plans_supportplanevent"] > 0


def test_a_copy_needs_few_queries(db, django_assert_max_num_queries):
    """Given a built cast; then a copy takes little more than one query for each table."""
    with transaction.atomic():
        build_once(assemble)
        transaction.set_rollback(True)
    with django_assert_max_num_queries(45):
        build_once(assemble)


@pytest.mark.parametrize("turn", [1, 2])
def test_changes_to_the_cast_do_not_reach_the_next_test(cast, turn):
    """Given a test that changes the cast and runs twice; then it starts with the original both times."""
    assert not hasattr(cast.ben, "changed")
    assert cast.package.case.individual.full_name == "Maya Lindqvist"
    assert User.objects.get(pk=cast.ben.pk).full_name == cast.ben.full_name == "Ben Whitcombe"
    cast.ben.changed = True
    cast.package.case.individual.full_name = "Somebody else"
    cast.ben.full_name = "Benjamin"
    cast.ben.save()


def test_copied_rows_meet_their_deferred_constraints(db):
    """Given a transaction with immediate constraints; then the copy succeeds and they hold."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    build_once(assemble)
    connection.check_constraints()


def test_triggers_write_again_after_the_copy(cast):
    """Given a copy; when a plan is changed; then the old row goes into its history."""
    plan = start(package=cast.package, by=cast.amara)
    history = SupportPlan.pgh_event_model.objects.filter(pgh_obj=plan)
    before = history.count()
    write(plan=plan, revision=plan.revision, matters_to_me="Bread.", support_me_best="", by=cast.amara)
    assert history.count() > before


def test_sequences_continue_after_the_copy(cast):
    """Given a copy of rows with sequence numbers; then a new row gets a new number."""
    before = set(cast.worker.contracts.through.objects.values_list("pk", flat=True))
    cast.worker.contracts.add(cast.links)
    after = set(cast.worker.contracts.through.objects.values_list("pk", flat=True))
    assert len(after) == len(before) + 1


def test_each_day_has_a_cast_of_its_own(db):
    """Given the cast of one day; then the cast of another day counts from that day."""
    starts = []
    for day in (datetime.date(2027, 2, 1), datetime.date(2027, 3, 1)):
        with clock.frozen_at(clock.instant_on(day, NOON)), transaction.atomic():
            starts.append(build_once(assemble).starts_on)
            transaction.set_rollback(True)
    assert starts == [datetime.date(2026, 12, 3), datetime.date(2026, 12, 31)]


def test_rows_of_the_test_itself_are_not_copied(db):
    """Given a test row on a day without a snapshot; then the next copy does not have it."""
    with clock.frozen_at(clock.instant_on(datetime.date(2027, 4, 1), NOON)):
        with transaction.atomic():
            Council.objects.create(name="Of this test", area="Here")
            build_once(assemble)
            transaction.set_rollback(True)
        build_once(assemble)
    assert not Council.objects.filter(name="Of this test").exists()


@pytest.mark.django_db(transaction=True)
def test_a_copy_outside_a_transaction_is_committed(cast):
    """Given a test without a transaction; then the copy is committed and its foreign keys are valid."""
    connection.close()
    assert Council.objects.filter(pk=cast.council.pk).exists()
    connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_no_row_is_left_after_a_test_that_commits(cast):
    """Given committed rows, some of them append-only; then all are deleted except those of migrations."""
    assert "core_statechange" in tables_with_rows()
    delete_rows()
    assert tables_with_rows() == []
    assert Permission.objects.exists()


def test_a_file_is_restored(db):
    """Given a document whose file was removed; then restoring brings the file back."""

    def build():
        return documents.store_bytes(content=b"words", file_name="a.txt", title="A", content_type="text/plain", by=None)

    snapshot, document = take_snapshot(build)
    default_storage.delete(document.file.name)
    snapshot.restore()
    with type(document).objects.get(pk=document.pk).file.open() as file:
        assert file.read() == b"words"
    assert snapshot.files == {document.file.name: b"words"}


def test_an_earlier_file_is_not_part_of_the_copy(db):
    name = default_storage.save("b/note", ContentFile(b"words"))
    snapshot, _ = take_snapshot(lambda: None)
    assert name not in snapshot.files
    assert snapshot.rows == {}
