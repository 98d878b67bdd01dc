"""Who has looked at my record: one row for each person and day."""

import datetime
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from casework.access.record_loader import accesses_of
from casework.models import AccessGrant, RecordAccess
from contracts.models import Post
from core import clock
from core.record_pages import OTHER_PAGE, _words_by_name
from plans.services import make_pdf, request_pdf
from portal.views.sharing import PAGE_NAMES
from safeguarding import urls as safeguarding_urls
from tests.cast import assemble
from tests.snapshots import build_once


@pytest.fixture
def cast(db):
    return build_once(assemble)


def open_page(cast, user, path: str, *, days_ago: int = 0, grant: AccessGrant | None = None) -> None:
    """Record that the user opened a page of Maya's record."""
    with clock.frozen_at(clock.now() - datetime.timedelta(days=days_ago)):
        RecordAccess.objects.create(
            individual=cast.individual,
            path=f"/people/{cast.individual.pk}/{path}",
            grant=grant,
            about_ids=[cast.individual.pk],
            recorded_by=user,
        )


def page_name(path: str) -> str:
    return RecordAccess(path=f"/people/{uuid.uuid4()}/{path}").page_name


def rows(cast) -> list[tuple]:
    client = Client()
    client.force_login(cast.maya)
    page = client.get(reverse("my_access_log"))
    return [(row.user, row.on, row.pages, row.reasons) for row in page.context["rows"]]


def test_no_address_of_safeguarding_is_listed(cast):
    """Given an access at every address of the app; then the access log lists none: it would reveal a concern."""
    paths = {re.sub("<[^>]+>", str(uuid.uuid4()), f"/{route.pattern}") for route in safeguarding_urls.urlpatterns}
    for path in paths:
        RecordAccess.objects.create(
            individual=cast.individual, path=path, about_ids=[cast.individual.pk], recorded_by=cast.sunita
        )
    accesses = RecordAccess.objects.filter(path__in=paths)
    assert accesses.count() == len(paths) == len(safeguarding_urls.urlpatterns)
    assert list(accesses.listable().values_list("path", flat=True)) == []


def test_the_pages_of_a_day_are_one_row(cast):
    today = clock.today()
    for path in ("plan/", "hospital/", "plan/"):
        open_page(cast, cast.amara, path)
    open_page(cast, cast.amara, "plan/", days_ago=1)
    open_page(cast, cast.ben, "plan/", days_ago=1)
    plan, hospital = page_name("plan/"), page_name("hospital/")
    yesterday = today - datetime.timedelta(days=1)
    assert rows(cast)[0] == (cast.amara, today, [plan, hospital], [])
    assert sorted(rows(cast)[1:], key=str) == sorted(
        [(cast.amara, yesterday, [plan], []), (cast.ben, yesterday, [plan], [])], key=str
    )


def test_a_reason_is_shown_once(cast):
    grant = AccessGrant.objects.create(
        individual=cast.individual,
        user=cast.ben,
        kind="reason",
        reason="She called the office",
        from_at=clock.now(),
        until_at=clock.now() + datetime.timedelta(hours=1),
    )
    for path in ("plan/", "hospital/"):
        open_page(cast, cast.ben, path, grant=grant)
    assert [row[3] for row in rows(cast)] == [["She called the office"]]


def test_each_row_has_the_roles_of_that_day(cast):
    """Given a worker, and a keyworker who has no post any more; when they looked; then the roles are of that day."""
    open_page(cast, cast.priya, "plan/", days_ago=2)
    open_page(cast, cast.amara, "plan/", days_ago=1)
    Post.objects.filter(user=cast.priya).update(until_on=clock.today() - datetime.timedelta(days=1))
    client = Client()
    client.force_login(cast.maya)
    page = client.get(reverse("my_access_log"))
    assert [row.roles for row in page.context["rows"]] == [["support worker"], ["keyworker at the Council"]]
    assert "(keyworker at the Council)" in page.content.decode()


def test_a_representative_is_named_by_their_relation(cast):
    client = Client()
    client.force_login(cast.rosa)
    client.get(reverse("me"))
    client.force_login(cast.maya)
    row = client.get(reverse("my_access_log")).context["rows"][0]
    assert (row.user, row.roles, row.pages) == (cast.rosa, ["Sister"], ["Your plan"])


def test_frightening_names_of_pages_are_not_shown(cast):
    """Given a page about a death, opened by mistake; then the person reads neither that nor "Overview"."""
    for path in ("", "death/"):
        open_page(cast, cast.amara, path)
    assert page_name("death/") == "Record of a death"
    assert rows(cast)[0][2] == [OTHER_PAGE, "The first page of your record"]


def test_every_name_replaced_is_a_name_of_a_page():
    declared = set(_words_by_name.values())
    assert set(PAGE_NAMES) <= declared


def test_what_the_person_opened_is_left_out(cast):
    open_page(cast, cast.maya, "plan/")
    assert rows(cast) == []


def test_a_table_or_file_about_many_people_is_listed(cast):
    """Given the list of caseloads as a file, and an evening's pack; then Maya reads who downloaded them."""
    for user, path in ((cast.ben, reverse("caseload_csv")), (cast.tess, reverse("downtime_take", args=[uuid.uuid4()]))):
        RecordAccess.objects.create(
            recorded_by=user, path=path, about_ids=[cast.other_individual.pk, cast.individual.pk]
        )
    RecordAccess.objects.create(
        recorded_by=cast.dana, path=reverse("caseload_csv"), about_ids=[cast.other_individual.pk]
    )
    assert sorted((row[0].full_name, row[2]) for row in rows(cast)) == [
        ("Ben Whitcombe", ["A list of the people we support"]),
        ("Tess Brannigan", ["A list of visits, for when our computers do not work"]),
    ]
    assert staff_readers(cast) == ["Ben Whitcombe", "Tess Brannigan"]


def test_a_download_of_one_plan_is_listed(cast):
    pdf = request_pdf(plan=cast.plan, kind="full", by=cast.amara)
    make_pdf(plan_pdf_id=pdf.pk)
    client = Client()
    client.force_login(cast.amara)
    b"".join(client.get(reverse("plan_pdf", args=[pdf.pk])).streaming_content)
    assert [(row[0], row[2]) for row in rows(cast)] == [(cast.amara, ["Support plan"])]


def staff_readers(cast) -> list[str]:
    """Return the names in the access log that staff read, without their own."""
    client = Client()
    client.force_login(cast.omar)
    page = client.get(reverse("person_access_log", args=[cast.individual.pk]))
    return sorted({str(access.recorded_by) for access in page.context["accesses"]} - {"Omar Farouk"})


def test_staff_do_not_see_when_the_person_reads_their_own_record(cast):
    open_page(cast, cast.maya, "plan/")
    client = Client()
    client.force_login(cast.maya)
    client.get(reverse("my_plan"))
    client.force_login(cast.rosa)
    client.get(reverse("me"))
    open_page(cast, cast.amara, "plan/")
    assert staff_readers(cast) == ["Amara Okafor", "Rosa Lindqvist"]


def test_the_list_of_a_person_without_an_account_is_whole(cast):
    """Given a record without an account, and an entry without an author; then staff read every entry."""
    RecordAccess.objects.create(individual=cast.links_individual, path="/people/", about_ids=[cast.links_individual.pk])
    assert cast.links_individual.user_id is None
    assert accesses_of(cast.links_individual).count() == 1


def test_finance_reads_initials_in_the_hours_report_as_the_person_is_told(cast):
    """Given a look at the hours by finance; then it shows no name, and Maya reads who looked in words she knows."""
    client = Client()
    client.force_login(cast.farah)
    answer = client.get(reverse("hours"))
    assert cast.individual.full_name not in answer.text
    assert [(row[0], row[2]) for row in rows(cast)] == [(cast.farah, ["How many hours of support you had"])]
