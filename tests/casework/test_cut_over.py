"""Each contract has a cut-over day. Duties due before it are not raised (R63)."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from casework.models import Hold, Individual, SupportPackage
from casework.packages.council_documents import missing_documents
from casework.services import attach_council_document, end_expired_holds, set_cut_over, warn_of_holds
from contracts.models import Contract, Strand, Terms
from core import clock
from core.errors import Refused
from reviews.models import KeyworkerUpdate, Review
from reviews.services import raise_reviews, raise_updates
from tests.casework.import_builders import PACKAGE, PERSON, import_sheets, upload, workbook
from tests.cast import FULL_TERMS
from tests.files import PDF

DAY = datetime.timedelta(days=1)


def make_contract(cast, terms_since: int) -> Contract:
    """Make a contract of Ben's without packages, cut over ten days ago, with terms `terms_since` days old."""
    contract = Contract.objects.create(
        council=cast.council,
        name="Begun anew",
        starts_on=cast.today - 400 * DAY,
        telephone="01632 960100",
        email="anew@casework.example",
    )
    Terms.objects.create(contract=contract, from_on=cast.today - terms_since * DAY, **FULL_TERMS)
    Strand.objects.create(contract=contract, name="Daily living")
    return set_cut_over(contract=contract, cut_over_on=cast.today - 10 * DAY, by=cast.alan)


@pytest.fixture
def new_contract(cast) -> Contract:
    """Given a contract whose terms are older than its cut-over."""
    return make_contract(cast, 100)


def format_day(day: datetime.date) -> str:
    return f"{day:%d/%m/%Y}"


def import_package(cast, contract, **more) -> SupportPackage:
    row = PACKAGE | {"starts_on": format_day(cast.today - 300 * DAY)} | more
    run = import_sheets(cast, {"people": [PERSON], "packages": [row]}, contract=contract)
    assert run.rows_done == 2, list(run.rows.values_list("problems", flat=True))
    return SupportPackage.objects.get(case__contract=contract)


def first_due_on(cast, package) -> datetime.date:
    raise_updates(on=cast.today + 60 * DAY)
    return KeyworkerUpdate.objects.get(package=package).due_on


def test_the_first_update_is_due_counting_from_the_last_one_before_the_cut_over(cast, new_contract):
    package = import_package(cast, new_contract, last_update_on=format_day(cast.today - 20 * DAY))
    assert first_due_on(cast, package) == cast.today + 22 * DAY


def test_an_update_due_earlier_is_due_on_the_cut_over_day(cast, new_contract):
    """Given long support and no date of a last update; then the first is due on the cut-over day."""
    assert first_due_on(cast, import_package(cast, new_contract)) == new_contract.cut_over_on


def test_without_a_cut_over_updates_count_from_the_start(cast, new_contract):
    package = import_package(cast, new_contract)
    Contract.objects.filter(pk=new_contract.pk).update(cut_over_on=None)
    assert first_due_on(cast, package) == package.starts_on + 42 * DAY


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (-30, None, -10),  # due earlier: now due on the cut-over day
        (-30, -25, None),  # a review took place earlier
        (5, None, 5),
        (5, -25, 5),  # held for another reason: the one agreed with the Council is still to come
    ],
)
def test_the_first_review(cast, new_contract, first, last, expected):
    more = {"first_review_on": format_day(cast.today + first * DAY)}
    if last:
        more["last_review_on"] = format_day(cast.today + last * DAY)
    package = import_package(cast, new_contract, **more)
    raise_reviews(on=cast.today)
    days = [review.due_on - cast.today for review in Review.objects.filter(package=package)]
    assert days == ([] if expected is None else [expected * DAY])


def test_without_a_cut_over_a_first_review_is_always_raised(cast):
    SupportPackage.objects.filter(pk=cast.package.pk).update(
        first_review_on=cast.today, last_review_on=cast.today - DAY
    )
    assert raise_reviews(on=cast.today) == 1


def test_support_older_than_the_terms_has_the_terms_of_the_cut_over(cast, new_contract):
    package = import_package(cast, new_contract, first_review_on=format_day(cast.today + DAY))
    assert package.starts_on < new_contract.terms.get().from_on
    raise_reviews(on=cast.today)
    assert Review.objects.get(package=package).terms == new_contract.terms.get()


def hospital_row(cast, days: int) -> dict:
    admitted_on = format_day(cast.today - days * DAY)
    return {"person": "0042", "hospital": "Stonefield", "kind": "Mental health", "admitted_on": admitted_on}


def make_sheets(cast, days: int) -> dict:
    row = PACKAGE | {"starts_on": format_day(cast.today - 300 * DAY)}
    return {"people": [PERSON], "packages": [row], "hospital": [hospital_row(cast, days)]}


def test_a_hold_that_expired_before_the_cut_over_is_asked_about(cast, new_contract):
    """Given a stay whose hold ended before the cut-over; then its row is refused and says what to do."""
    run = upload(cast, workbook(make_sheets(cast, 40)), contract=new_contract)
    assert "Support should have ended on" in run.rows.wrong().get(sheet="hospital").problems[0]


def test_a_hold_that_expired_since_is_decided(cast, new_contract):
    """Given a stay whose hold ended after the cut-over; then it is imported with a note, and somebody decides.

    A wrong date in the file ends no support.
    """
    run = import_sheets(cast, make_sheets(cast, 32), contract=new_contract)
    assert run.rows_done == 3
    assert end_expired_holds(on=cast.today) == 0
    package = SupportPackage.objects.get(case__contract=new_contract)
    rows = Hold.objects.recorded_late(cast.today)
    assert [hold.last_held_on for hold in rows.filter(package=package)] == [cast.today - 4 * DAY]


def test_a_stay_that_began_before_the_first_terms_is_held_under_them(cast):
    """Given terms from ten days ago and an earlier admission; then support is on hold under those terms."""
    contract = make_contract(cast, 10)
    import_sheets(cast, make_sheets(cast, 20), contract=contract)
    held = SupportPackage.objects.get(case__contract=contract).holds.get()
    assert held.last_held_on == cast.today + 8 * DAY
    assert warn_of_holds(on=cast.today) == 1


def test_the_cut_over_is_set_before_any_package_exists(cast, new_contract):
    import_package(cast, new_contract)
    with pytest.raises(Refused, match="already has packages"), transaction.atomic():
        set_cut_over(contract=new_contract, cut_over_on=cast.today, by=cast.alan)


def test_the_cut_over_is_not_before_the_first_terms(cast, new_contract):
    with pytest.raises(Refused, match="before the contract's first terms"), transaction.atomic():
        set_cut_over(contract=new_contract, cut_over_on=cast.today - 101 * DAY, by=cast.alan)


def missing_kinds(user, today) -> dict:
    return {
        package.pk: [kind.value for kind in kinds]
        for package, kinds in missing_documents(user, today, most=20).packages
    }


def test_missing_council_documents_are_duties(cast):
    """Given terms that need two documents; when one is added; then the other is still missing."""
    assert missing_kinds(cast.ben, cast.today)[cast.package.pk] == ["support plan", "risk assessment"]
    assert missing_kinds(cast.nadia, cast.today) == {}, "the other contract needs none"
    assert missing_kinds(cast.amara, cast.today) == {}, "workers do not manage the package"
    attach_council_document(
        package=cast.package,
        kind="support plan",
        file=SimpleUploadedFile("plan.pdf", PDF),
        received_on=cast.today,
        by=cast.ben,
    )
    assert missing_kinds(cast.ben, cast.today)[cast.package.pk] == ["risk assessment"]
    first = missing_documents(cast.ben, cast.today, most=1)
    assert (len(first.packages), first.total, first.more) == (1, 2, 1)
    with pytest.raises(Refused, match="future"), transaction.atomic():
        attach_council_document(
            package=cast.package,
            kind="risk assessment",
            file=SimpleUploadedFile("risk.pdf", PDF),
            received_on=clock.today() + DAY,
            by=cast.ben,
        )


def test_missing_documents_are_shown_on_pages(cast):
    """Given a package without documents; then what is due, the record and the package show what is missing."""
    client = Client()
    client.force_login(cast.ben)
    add = reverse("package_document_add", args=[cast.package.pk])
    assert f"{reverse('duties')}#documents" in client.get("/").content.decode()
    for path in (
        reverse("duties"),
        reverse("person", args=[cast.individual.pk]),
        reverse("package", args=[cast.package.pk]),
    ):
        html = client.get(path).content.decode()
        assert add in html, path
        assert "risk assessment" in html, path
    data = {"kind": "risk assessment", "received_on_day": cast.today.day, "received_on_month": cast.today.month}
    data |= {"received_on_year": cast.today.year, "file": SimpleUploadedFile("risk.pdf", PDF)}
    assert client.post(add, data).status_code == 302
    assert cast.package.council_documents.get().kind == "risk assessment"


def test_imported_people_exist(cast, new_contract):
    import_package(cast, new_contract)
    assert Individual.objects.filter(full_name="Robin Ashdown").exists()
