"""A large import by real workers: complete although one is killed half-way, and fast."""

import datetime
import time

import pytest
from django.conf import settings
from redis import Redis

from casework.enums import ImportState
from casework.models import Allocation, Imported, ImportRun, Individual, SupportPackage
from casework.services import resume_imports, run_import
from core import clock
from core.models import Message
from tests.casework.import_builders import upload, workbook
from tests.cast import assemble
from tests.operations.test_kill import wait_until
from tests.processes import celery_worker, kill
from workforce.models import Worker

ROWS = 5_000
MOST_SECONDS = 60
SURNAMES = ["Ashdown", "Birch", "Calder", "Dunmore", "Elwood", "Farrow", "Gresham", "Holt", "Ingram", "Jessop"]
FIRST_NAMES = ["Robin", "Sam", "Alex", "Jo", "Kim", "Lee", "Pat", "Terry", "Val", "Chris"]


def nhs_number(number: int) -> str:
    """Return a valid NHS number from the range reserved for tests."""
    for step in range(10):
        digits = f"999{number:05}{step}"
        check = 11 - sum(int(one) * weight for one, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return digits + str(check % 11)
    raise AssertionError


def make_sheets(rows: int) -> dict[str, list[dict]]:
    """Return about `rows` rows of all sheets but “Accounts”: five for each person, one worker for 25 people."""
    people = rows // 5
    today, start = clock.today(), "01/09/2025"
    workers = [
        {
            "email": f"worker{number}@provider.example",
            "full_name": f"{FIRST_NAMES[number % 10]} {SURNAMES[number // 10 % 10]}",
            "team": f"Team {number % 4}",
            "role": "Support worker",
            "started_on": "01/04/2024",
            "minutes_a_week": "60",
            "induction_completed_on": "30/04/2024",
            "dbs_checked_on": "20/03/2024",
        }
        for number in range(people // 25 + 1)
    ]
    references = [f"{number:05}" for number in range(people)]
    born = datetime.date(1965, 1, 1)
    return {
        "workers": workers,
        "people": [
            {
                "reference": reference,
                "full_name": f"{FIRST_NAMES[number % 10]} {SURNAMES[number // 10 % 10]}-{SURNAMES[number // 100 % 10]}",
                "date_of_birth": f"{born + datetime.timedelta(days=11 * number):%d/%m/%Y}",
                "nhs_number": nhs_number(number + 100),
                "telephone": f"01632 960{number % 1000:03}",
                "telephone_is_safe": "yes",
                "communication_needs": "Large print" if number % 9 == 0 else "",
            }
            for number, reference in enumerate(references)
        ],
        "relationships": [
            {"person": reference, "kind": "Family", "name": f"{FIRST_NAMES[number % 7]} {SURNAMES[number % 9]}"}
            for number, reference in enumerate(references)
        ],
        "keyworkers": [
            {
                "person": one,
                "email": f"kw{n % 30}@council.example",
                "full_name": f"Keyworker {n % 30}",
                "from_on": start,
            }
            for n, one in enumerate(references)
        ],
        "packages": [
            {
                "reference": f"P-{reference}",
                "person": reference,
                "starts_on": start,
                "strand": "Daily living",
                "minutes": "2",
                "outcomes": "Cooks twice a week; Meets friends",
                "last_update_on": f"{today - datetime.timedelta(days=20):%d/%m/%Y}",
            }
            for reference in references
        ],
        "allocations": [
            {
                "package": f"P-{reference}",
                "worker": workers[number // 25]["email"],
                "kind": "Lead worker",
                "from_on": start,
            }
            for number, reference in enumerate(references)
        ],
        "hospital": [
            {
                "person": reference,
                "hospital": "Stonefield Hospital",
                "kind": "Mental health",
                "admitted_on": f"{today - datetime.timedelta(days=5):%d/%m/%Y}",
            }
            for reference in references[::50]
        ],
    }


def assert_all_imported(run: ImportRun, sheets: dict[str, list[dict]]) -> None:
    """Check that every row was imported once and nobody was notified of single records."""
    run.refresh_from_db()
    assert run.state == ImportState.DONE, list(run.rows.wrong().values_list("sheet", "problems")[:3])
    total = sum(map(len, sheets.values()))
    assert run.rows_done == run.rows_total == total
    assert Imported.objects.filter(run=run).count() == total
    people = Individual.objects.filter(contact_points__value__startswith="01632 960")
    assert people.distinct().count() == len(sheets["people"])
    assert SupportPackage.objects.filter(last_update_on__isnull=False).count() == len(sheets["packages"])
    assert Allocation.objects.filter(worker__user__email__endswith="@provider.example").count() == len(
        sheets["packages"]
    )
    assert Worker.objects.filter(user__email__endswith="@provider.example").count() == len(sheets["workers"])
    assert not Message.objects.exclude(key__startswith="import-").filter(individual_id__in=people.values("pk")).exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_during_an_import_leaves_the_rest_to_the_next():
    """Given five hundred rows; when the worker is killed and Redis emptied; then the sweep imports the rest."""
    cast = assemble()
    sheets = make_sheets(ROWS // 10)
    run = upload(cast, workbook(sheets))
    with celery_worker() as worker:
        run_import(run=run, exclude_wrong=False, by=cast.ben)
        wait_until(lambda: ImportRun.objects.get(pk=run.pk).rows_done > 0, "the worker took the first rows in")
        kill(worker)
    done = ImportRun.objects.get(pk=run.pk).rows_done
    assert 0 < done < run.rows.count(), f"the worker should be killed half-way, but had imported {done}"
    with Redis.from_url(settings.REDIS_URL) as redis:
        redis.flushdb()

    def resume() -> bool:
        resume_imports(on=clock.today())
        return ImportRun.objects.get(pk=run.pk).state == ImportState.DONE

    # The database may notice a moment later that the worker is gone, and then the next sweep resumes.
    wait_until(resume, "a sweep imported the rest")
    assert_all_imported(run, sheets)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_five_thousand_rows_in_a_minute(capsys):
    """Given a workbook of five thousand rows; then checking and importing each take under a minute."""
    cast = assemble()
    sheets = make_sheets(ROWS)
    assert sum(map(len, sheets.values())) >= ROWS
    content = workbook(sheets)
    with celery_worker():
        started = time.monotonic()
        run = upload(cast, content, by_worker=True)
        wait_until(lambda: ImportRun.objects.get(pk=run.pk).state != ImportState.CHECKING, "the file was checked")
        checked = time.monotonic()
        run.refresh_from_db()
        run_import(run=run, exclude_wrong=False, by=cast.ben)
        wait_until(lambda: ImportRun.objects.get(pk=run.pk).state == ImportState.DONE, "everything was taken in")
        done = time.monotonic()
    assert_all_imported(run, sheets)
    rows = ImportRun.objects.get(pk=run.pk).rows_done
    with capsys.disabled():
        print(f"\n{rows} rows: checked in {checked - started:.1f} s, taken in in {done - checked:.1f} s")
    assert checked - started < MOST_SECONDS
    assert done - checked < MOST_SECONDS
