"""The keyworker asks for the risk assessment; it is shared or declined, and a shared version has a tab (T6.5)."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.duties import duty_items
from casework.models import Individual, RecordAccess
from casework.services import change_keyworker, end_package, merge
from contracts.models import Post
from core import clock
from core.dates import add_working_days
from core.duties import expire_ended
from core.errors import NotPossible, Refused
from core.models import Message
from risk.models import RiskRequest
from risk.services import (
    ask_for_risk,
    begin_risk,
    decline_risk_request,
    disclose_to_council,
    end_disclosure,
    put_in_force,
    withdraw_risk_request,
    write_risk,
)
from tests.pages.urls import Walker
from tests.risk.test_assessments import TEXTS, disclose, make_assessment

DAY = datetime.timedelta(days=1)


def ask(cast, **more) -> RiskRequest:
    columns = {"reason": "The ward round is on Friday", "asked_by": cast.priya, "by": cast.priya, **more}
    return ask_for_risk(package=cast.package, **columns)


def who_must(cast) -> set[str]:
    items = {name: duty_items(user, cast.today) for name, user in cast.everybody().items() if user}
    return {name for name, rows in items.items() if any(item.kind == "risk-request" for item in rows)}


def told(key: str) -> set:
    return {message.to for message in Message.objects.filter(key__startswith=f"{key}:", channel="in app")}


def page_of(cast, user, name, pk) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=[pk])).text


def overview(cast, user=None) -> str:
    """Return the text of Maya's overview as her keyworker reads it, without line breaks."""
    return " ".join(page_of(cast, user or cast.priya, "person", cast.individual.pk).split())


def status(cast, who: str, name: str, pk) -> int:
    return Walker(cast).ask(who, "GET", reverse(name, args=[pk])).status


# Asking.


def test_the_keyworker_asks_on_the_overview_and_managers_answer_in_two_working_days(cast, client: Client):
    client.force_login(cast.priya)
    address = reverse("risk_request_new", args=[cast.individual.pk])
    assert address in overview(cast)
    form = client.get(address).context["form"]
    sent = {"reason": "The ward round is on Friday", "submission_id": form.submission_id}
    answers = [client.post(address, sent) for _ in range(2)]
    assert [answer.url for answer in answers] == [reverse("person", args=[cast.individual.pk])] * 2
    request = RiskRequest.objects.get()
    assert (request.asked_by, request.asked_on) == (cast.priya, cast.today)
    assert request.due_on == add_working_days(cast.today, 2)
    assert told(f"risk-request:{request.pk}") == {cast.ben, cast.dana}
    assert who_must(cast) == {"ben", "dana"}
    text = overview(cast)
    assert "Asked on" in text
    assert "answer by" in text
    assert address not in text


def test_two_browsers_ask_once(cast):
    second = Client()
    address = reverse("risk_request_new", args=[cast.individual.pk])
    second.force_login(cast.priya)
    form = second.get(address).context["form"]
    ask(cast)
    answer = second.post(address, {"reason": "Again", "submission_id": form.submission_id})
    assert answer.status_code == 200
    assert "asked for this risk assessment already" in answer.text
    assert "Again" in answer.text
    assert RiskRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "expected"),
    [("priya", 200), ("kofi", 404), ("amara", 200), ("omar", 403), ("nadia", 404), ("helen", 404), ("maya", 404)],
)
def test_who_may_ask(cast, who, expected):
    assert status(cast, who, "risk_request_new", cast.individual.pk) == expected


def test_no_former_or_walled_keyworker_asks(cast):
    change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben)
    assert status(cast, "priya", "risk_request_new", cast.individual.pk) == 404
    assert status(cast, "kofi", "risk_request_new", cast.individual.pk) == 200
    raise_wall(record_id=cast.individual.pk, user=cast.kofi, reason="Related", by=cast.dana)
    assert status(cast, "kofi", "risk_request_new", cast.individual.pk) == 404


def test_nobody_asks_after_support(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben, destination="not known")
    with pytest.raises(NotPossible):
        ask(cast)
    address = reverse("risk_request_new", args=[cast.individual.pk])
    assert address not in overview(cast)
    assert Walker(cast).ask("priya", "GET", address).status == 302
    sent = Walker(cast).ask("priya", "POST", address, {"reason": "The ward round"})
    assert sent.status == 200
    assert "no support here now" in sent.text


def test_a_request_needs_a_reason_and_no_day_to_come(cast):
    with pytest.raises(Refused):
        ask(cast, reason=" ")
    with pytest.raises(Refused):
        ask(cast, asked_on=cast.today + DAY)


def test_staff_record_who_rang(cast, client: Client):
    client.force_login(cast.tess)
    address = reverse("risk_request_new", args=[cast.individual.pk])
    assert address in page_of(cast, cast.tess, "person_risk", cast.individual.pk)
    day = {"asked_on_day": cast.today.day, "asked_on_month": cast.today.month, "asked_on_year": cast.today.year}
    sent = {"asked_by_name": "Petra Lund", "asked_by_post": "Commissioning", "reason": "An audit", **day}
    assert client.post(address, sent).url == reverse("person_risk", args=[cast.individual.pk])
    request = RiskRequest.objects.get()
    assert (request.asker, request.asked_by_post, request.recorded_by) == ("Petra Lund", "Commissioning", cast.tess)
    assert "Petra Lund" in page_of(cast, cast.ben, "person_risk", cast.individual.pk)


def test_once_for_a_person_with_two_records(cast):
    twin = Individual.objects.create(full_name="Maya Ash", date_of_birth=cast.individual.date_of_birth)
    ask(cast)
    merge(duplicate=cast.individual, into=twin, reason="The same NHS number", by=cast.ben)
    package = type(cast.package).objects.get(pk=cast.package.pk)
    assert "Asked on" in overview(cast)
    with pytest.raises(NotPossible):
        ask_for_risk(package=package, reason="Again", asked_by=cast.priya, by=cast.priya)
    draft = begin_risk(individual=twin, by=cast.ben)
    draft = write_risk(assessment=draft, revision=draft.revision, by=cast.ben, **TEXTS)
    assessment = put_in_force(assessment=draft, review_on=cast.today + DAY, none_known=True, by=cast.ben)
    disclosure = disclose(cast, assessment)
    assert RiskRequest.objects.get().disclosure == disclosure
    assert status(cast, "priya", "person_risk", cast.individual.pk) == 200


# Answering.


def test_sharing_meets_the_request_and_the_keyworker_reads_until_when(cast, client: Client):
    assessment, request = make_assessment(cast), ask(cast)
    client.force_login(cast.ben)
    address = reverse("risk_request", args=[request.pk])
    assert address in page_of(cast, cast.ben, "person_risk", cast.individual.pk)
    form = client.get(address).context["form"]
    assert form["asked_by"].value() == "Priya Nair"
    assert form["asked_by_post"].value() == "Keyworker"
    day = cast.today
    sent = {n: form[n].value() for n in form.fields if n not in ("how", "asked_on", "last_on")}
    for name in ("asked_on", "last_on"):
        sent |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    assert client.post(address, {**sent, "how": "access"}).status_code == 302
    request.refresh_from_db()
    assert (request.met_on, request.answered_by) == (cast.today, cast.ben)
    assert request.disclosure.assessment == assessment
    assert who_must(cast) == set()
    assert "you may read it until" in overview(cast)
    assert reverse("person_risk", args=[cast.individual.pk]) in overview(cast)
    assert told(f"risk-disclosed:{request.disclosure_id}") == {cast.priya}
    assert told(f"risk-request-answered:{request.pk}") == set()
    assert client.get(address).status_code == 302


def test_the_form_of_the_assessment_meets_the_request_too(cast):
    request = ask(cast, asked_by=None, asked_by_name="Petra Lund", asked_by_post="Commissioning", by=cast.tess)
    assessment = make_assessment(cast)
    assert 'value="Petra Lund"' in page_of(cast, cast.ben, "risk_disclose", assessment.pk)
    disclose(cast, assessment, how="sent", user=None, until_on=None)
    request.refresh_from_db()
    assert request.met_on == cast.today
    assert "Sent as a PDF" in overview(cast)


def test_a_pdf_instead_of_access_is_an_answer_that_the_keyworker_hears_of(cast):
    request = ask(cast)
    disclose(cast, make_assessment(cast), how="sent", user=None, until_on=None)
    assert told(f"risk-request-answered:{request.pk}") == {cast.priya}


def test_a_closed_request_is_not_answered_by_its_page(cast):
    assessment, request = make_assessment(cast), ask(cast)
    decline_risk_request(request=request, reason="Out of date", by=cast.dana)
    with pytest.raises(NotPossible):
        disclose_to_council(
            assessment=assessment,
            asked_by="Priya Nair",
            asked_by_post="Keyworker",
            asked_on=cast.today,
            how="sent",
            answers=request,
            by=cast.ben,
        )
    with pytest.raises(NotPossible):
        decline_risk_request(request=request, reason="Again", by=cast.ben)


def test_a_declined_request_gives_the_reason(cast):
    request = ask(cast)
    with pytest.raises(Refused):
        decline_risk_request(request=request, reason=" ", by=cast.ben)
    decline_risk_request(request=request, reason="It is being rewritten", by=cast.ben)
    assert who_must(cast) == set()
    assert told(f"risk-request-answered:{request.pk}") == {cast.priya}
    assert "Not shared: It is being rewritten" in overview(cast)
    assert reverse("risk_request_new", args=[cast.individual.pk]) in overview(cast), "she may ask again"
    ask(cast)


def test_without_an_assessment_the_page_says_so(cast):
    request = ask(cast)
    begin_risk(individual=cast.individual, by=cast.amara)
    text = page_of(cast, cast.ben, "risk_request", request.pk)
    assert "no live risk assessment" in text
    assert reverse("person_risk", args=[cast.individual.pk]) in text
    assert reverse("risk_request_decline", args=[request.pk]) in text
    assert status(cast, "amara", "risk_request", request.pk) == 403
    assert status(cast, "priya", "risk_request", request.pk) == 403


def test_who_asked_withdraws_and_managers_hear_of_it(cast):
    request = ask(cast)
    assert status(cast, "amara", "risk_request_withdraw", request.pk) == 404, "she did not ask"
    assert status(cast, "priya", "risk_request_withdraw", request.pk) == 200
    withdraw_risk_request(request=request, reason="We have it", by=cast.priya)
    assert who_must(cast) == set()
    assert told(f"risk-request-withdrawn:{request.pk}") == {cast.ben, cast.dana}
    assert not Message.objects.filter(key__startswith=f"risk-request:{request.pk}:", channel="in app").unread().exists()
    assert "Asked on" not in overview(cast)
    assert "Withdrawn: We have it" in page_of(cast, cast.ben, "person_risk", cast.individual.pk)
    with pytest.raises(NotPossible):
        withdraw_risk_request(request=request, reason="Again", by=cast.priya)
    ask(cast)


def test_the_end_of_support_ends_no_request(cast):
    request = ask(cast)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben, destination="not known")
    expire_ended(on=cast.today)
    request.refresh_from_db()
    assert request.expired_on is None
    assert who_must(cast) == {"ben", "dana"}


# The Risk tab of the keyworker.


def tab_is_shown(cast, name="person") -> bool:
    tab = reverse("person_risk", args=[cast.individual.pk])
    return f'href="{tab}"' in page_of(cast, cast.priya, name, cast.individual.pk)


def test_the_tab_is_there_from_the_disclosure_until_its_last_day(cast):
    """Given version 1 shared and version 2 live; then the tab has version 1 only, nothing to do, and is logged."""
    first = make_assessment(cast)
    assert not tab_is_shown(cast)
    assert status(cast, "priya", "person_risk", cast.individual.pk) == 403
    disclose(cast, first)
    second = make_assessment(cast)
    begin_risk(individual=cast.individual, by=cast.amara)
    assert [tab_is_shown(cast, name) for name in ("person", "person_plan", "person_questions")] == [True] * 3
    opened = RecordAccess.objects.filter(recorded_by=cast.priya, path=reverse("person_risk", args=[cast.individual.pk]))
    response = Walker(cast).ask("priya", "GET", reverse("person_risk", args=[cast.individual.pk]))
    assert (response.status, len(response.accesses)) == (200, 1)
    assert "A dog" in response.text
    text = page_of(cast, cast.priya, "person_risk", cast.individual.pk)
    assert opened.exists()
    assert "Version 1" in text
    assert "Version 2" not in text
    assert not [name for name in ("risk_begin", "risk_request_new") if reverse(name, args=[cast.individual.pk]) in text]
    for version in ("2", "3", "x"):
        page = Walker(cast).ask(
            "priya", "GET", f"{reverse('person_risk', args=[cast.individual.pk])}?version={version}"
        )
        assert "Version 1" in page.text
        assert "Version 2" not in page.text
    assert status(cast, "priya", "risk", second.pk) == 404
    assert status(cast, "priya", "person_positive_risk", cast.individual.pk) == 403
    with clock.frozen_at(clock.now() + 2 * DAY):
        assert not tab_is_shown(cast)
        assert status(cast, "priya", "person_risk", cast.individual.pk) == 403


@pytest.mark.parametrize("how", ["ended", "another keyworker", "wall", "post"])
def test_the_tab_ends_with_what_it_is_for(cast, how):
    disclosure = disclose(cast, make_assessment(cast))
    assert tab_is_shown(cast)
    if how == "ended":
        end_disclosure(disclosure=disclosure, by=cast.ben)
    elif how == "another keyworker":
        change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben)
    elif how == "post":
        Post.objects.filter(user=cast.priya).update(until_on=cast.today)
    else:
        raise_wall(record_id=disclosure.assessment_id, user=cast.priya, reason="Related", by=cast.dana)
    assert not tab_is_shown(cast)
    assert status(cast, "priya", "person_risk", cast.individual.pk) in (403, 404)
    assert status(cast, "priya", "risk", disclosure.assessment_id) == 404
    assert status(cast, "kofi", "person_risk", cast.individual.pk) in (403, 404), "the access is of one keyworker"
