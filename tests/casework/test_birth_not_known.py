"""A date of birth may be about a year, or not known, where the contract's terms have no test of age."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from casework.age_limit.rules import passed_limit_on
from casework.enums import ImportOutcome
from casework.importing.columns import Birth, birth
from casework.models import Individual, SupportPackage
from casework.people.matching import PersonToMatch, likely_people
from casework.services import open_package, record_death
from core.constraints import check_constraints_now
from core.errors import Refused
from referrals import eligibility
from referrals.parts.forms.person import PersonForm
from referrals.services import accept, send, start
from tests.casework.import_builders import PACKAGE, PERSON, import_sheets, upload, workbook
from tests.referral_answers import REFERRAL_ANSWERS
from tests.referrals.referral_builders import send_referral


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("31/12/1980", Birth(on=datetime.date(1980, 12, 31))),
        ("about 1958", Birth(about=1958)),
        ("1958", Birth(about=1958)),
        ("c. 1958", Birth(about=1958)),
        ("Not known", Birth()),
        ("unknown", Birth()),
    ],
)
def test_what_is_known_of_a_birth_is_read(cell, value):
    assert birth(cell) == value


@pytest.mark.parametrize("cell", ["about 2958", "about 58", "never", "2087", "31/12/80"])
def test_an_unclear_birth_is_refused(cell):
    with pytest.raises(ValueError, match=r"date|year"):
        birth(cell)


def people(cast, **births: str) -> dict[str, list[dict]]:
    rows = [
        PERSON | {"reference": reference, "full_name": f"Robin {reference}", "nhs_number": "", "date_of_birth": born}
        for reference, born in births.items()
    ]
    return {"people": rows, "packages": [PACKAGE | {"reference": key, "person": key, "strand": ""} for key in births]}


def test_an_import_accepts_what_is_known_of_a_birth(cast):
    """Given a contract without a test of age; then people without a date of birth are imported with their packages."""
    run = import_sheets(cast, people(cast, A="about 1958", B="not known"), contract=cast.links)
    assert not run.rows.wrong().exists(), list(run.rows.wrong().values_list("problems", flat=True))
    about, unknown = (Individual.objects.get(full_name=f"Robin {name}") for name in "AB")
    assert (about.date_of_birth, about.born_about, about.born, about.age) == (None, 1958, "about 1958", None)
    assert (unknown.date_of_birth, unknown.born_about, unknown.born) == (None, None, "not known")
    assert SupportPackage.objects.filter(case__individual__in=[about, unknown]).count() == 2


def test_a_later_file_may_have_the_date(cast):
    import_sheets(cast, people(cast, A="about 1958"), contract=cast.links)
    run = import_sheets(cast, people(cast, A="09/03/1958"), contract=cast.links)
    assert run.rows.get(sheet="people").outcome == ImportOutcome.CHANGE
    person = Individual.objects.get(full_name="Robin A")
    assert (person.date_of_birth, person.born_about) == (datetime.date(1958, 3, 9), None)


def test_where_the_terms_have_a_test_of_age_the_date_is_needed(cast):
    """Given a contract with a minimum age; then the package of a person without a date of birth is refused."""
    sheets = people(cast, A="about 1958")
    sheets["packages"][0]["strand"] = "Daily living"
    run = upload(cast, workbook(sheets))
    assert run.rows.get(sheet="packages").problems == [
        "The contract's terms have a test of age, so the date of birth is needed."
    ]


def start_without_birth(cast) -> None:
    Individual.objects.filter(pk=cast.individual.pk).update(date_of_birth=None)
    SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=cast.package.starts_on)
    check_constraints_now()


def test_the_database_refuses_a_package_without_a_date_of_birth_too(cast):
    with pytest.raises(IntegrityError, match="the date of birth is needed"), transaction.atomic():
        start_without_birth(cast)


def person_without_birth() -> Individual:
    return Individual.objects.create(full_name="Edie Marsh", born_about=1958)


def test_nothing_is_concluded_from_a_birth_that_is_not_known(cast):
    """Given a person without a date of birth; then no birthday is counted, and it matches no other unknown one."""
    person = person_without_birth()
    package = open_package(
        individual=person,
        contract=cast.links,
        strand=None,
        starts_on=cast.today,
        minutes_a_week=60,
        by=cast.nadia,
    )
    package.age_limit = 66
    assert passed_limit_on(package, cast.today) is None
    ((_, reasons),) = likely_people(PersonToMatch(full_name="Edie Marsh"), Individual.objects.filter(pk=person.pk))
    assert reasons == "same name"
    record_death(individual=person, died_on=cast.today, by=cast.nadia)


def form_for(cast, contract, **sent) -> PersonForm:
    fields = {"full_name": "Edie Marsh", "revision": "1", **sent}
    return PersonForm(fields, contract=contract, terms=contract.terms_on(cast.today))


@pytest.mark.parametrize(
    ("sent", "born"),
    [
        ({"born_about": "1958"}, (None, 1958)),
        ({"birth_is_unknown": "on"}, (None, None)),
        (
            {"date_of_birth_day": "9", "date_of_birth_month": "3", "date_of_birth_year": "1958"},
            (datetime.date(1958, 3, 9), None),
        ),
    ],
)
def test_a_referral_says_what_is_known(cast, sent, born):
    form = form_for(cast, cast.links, **sent)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["date_of_birth"], form.cleaned_data["born_about"]) == born
    assert form.cleaned_data["birth_is_unknown"] == ("birth_is_unknown" in sent)


@pytest.mark.parametrize("sent", [{}, {"born_about": "1958", "birth_is_unknown": "on"}, {"born_about": "58"}])
def test_a_referral_says_one_thing_about_the_birth(cast, sent):
    form = form_for(cast, cast.links, **sent)
    assert set(form.errors) & {"date_of_birth", "born_about"}


def test_a_referral_to_a_contract_with_a_test_of_age_asks_for_the_date(cast):
    form = form_for(cast, cast.tameside, born_about="1958")
    assert "born_about" not in form.fields
    assert "date_of_birth" in form.errors


def test_a_test_of_age_cannot_be_judged_without_the_date(cast):
    """Given a referral whose terms test the age, with a year only; then the test is open, and it is not accepted."""
    referral = send_referral(cast)
    referral.date_of_birth, referral.born_about = None, 1958
    referral.save(update_fields=["date_of_birth", "born_about"])
    tests = eligibility.tests_for_start(referral, cast.tameside.terms_on(cast.today), cast.today)
    assert [test.passed for test in tests if test.criterion == "age"] == [None]
    with pytest.raises(Refused):
        accept(referral=referral, minutes_a_week=180, first_review_on=cast.today, by=cast.ben)


def test_the_record_shows_what_is_known(cast):
    """Given a referral with a year only; when it is accepted; then its page and the record show that year."""
    particulars = {"source": "Hub", "full_name": "Edie Marsh", "needs": "Company", "outcomes": ["Goes out"]}
    particulars |= REFERRAL_ANSWERS
    draft = start(
        contract=cast.links,
        by=cast.nadia,
        planned_start_on=cast.today,
        date_of_birth=None,
        born_about=1958,
        **particulars,
    )
    referral = send(referral=draft, by=cast.nadia)
    client = Client()
    client.force_login(cast.nadia)
    assert "about 1958" in client.get(reverse("referral", args=[referral.pk])).content.decode()
    package = accept(referral=referral, minutes_a_week=180, first_review_on=cast.today, by=cast.nadia)
    person = package.case.individual
    assert person.born_about == 1958
    assert "about 1958" in client.get(reverse("person", args=[person.pk])).content.decode()
