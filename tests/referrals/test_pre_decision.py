"""Before a decision: waived tests, same-day risks, transition assessments."""

import pytest
from django.db import transaction
from django.urls import reverse

from core.dates import birthday
from core.errors import NotPossible, Refused
from referrals import eligibility
from referrals.models import Referral
from referrals.services import (
    assess_same_day_risk,
    begin_assessment,
    correct_assessment,
    find_ineligible,
    finish_assessment,
    override_criterion,
    share_transition_plan,
    withdraw,
    withdraw_waiver,
)
from tests.factories import days_ago
from tests.referrals.referral_builders import DAY, accept_referral, attach_all, send_referral


def waive(cast, referral, criterion, **changed):
    arguments = {"agreed_by": "Ruth Garside, team manager", "agreed_on": cast.today, "reason": "Moves here in a week"}
    return override_criterion(referral=referral, criterion=criterion, by=cast.ben, **{**arguments, **changed})


def test_the_council_waives_its_own_test(cast):
    """Given somebody who lives elsewhere; when the Council waives that test; then the referral can be accepted."""
    referral = send_referral(cast, lives_in_area="no")
    with pytest.raises(Refused, match="Ordinarily resident"), transaction.atomic():
        accept_referral(cast, referral)
    waive(cast, referral, "residence")
    assert accept_referral(cast, referral).state == "open"
    test = next(t for t in eligibility.tests(referral, cast.terms, cast.today) if t.criterion == "residence")
    assert (test.passed, test.is_met, test.override.agreed_by) == (False, True, "Ruth Garside, team manager")


def test_a_waiver_recorded_by_mistake_is_withdrawn_and_the_test_counts_again(cast, client):
    referral = send_referral(cast, lives_in_area="no")
    waiver = waive(cast, referral, "residence")
    client.force_login(cast.ben)
    address = reverse("referral_waiver_withdraw", args=[referral.pk, waiver.pk])
    assert address in client.get(reverse("referral", args=[referral.pk])).text
    client.post(address, {"reason": "Of another referral"})
    assert address not in client.get(reverse("referral", args=[referral.pk])).text
    assert "Of another referral" in client.get(reverse("record_changes", args=["referral", referral.pk])).text
    with pytest.raises(Refused, match="Ordinarily resident"), transaction.atomic():
        accept_referral(cast, referral)
    again = waive(cast, referral, "residence")
    accept_referral(cast, referral)
    with pytest.raises(NotPossible), transaction.atomic():
        withdraw_waiver(waiver=again, reason="Too late", by=cast.ben)


def test_with_every_test_waived_nobody_is_ineligible(cast):
    referral = send_referral(cast, lives_in_area="no")
    waive(cast, referral, "residence")
    with pytest.raises(Refused, match="eligible"), transaction.atomic():
        find_ineligible(referral=referral, reason="Lives in Oldham", by=cast.ben)


@pytest.mark.parametrize(
    ("criterion", "changed", "field"),
    [
        ("needs", {}, "criterion"),  # passed: there is nothing to waive
        ("residence", {"agreed_on": days_ago(-1)}, "agreed_on"),
    ],
)
def test_some_tests_cannot_be_waived(cast, criterion, changed, field):
    referral = send_referral(cast, lives_in_area="no")
    with pytest.raises(Refused) as refusal, transaction.atomic():
        waive(cast, referral, criterion, **changed)
    assert refusal.value.field == field


def test_the_minimum_age_cannot_be_waived(cast):
    referral = send_referral(cast, date_of_birth=days_ago(16 * 365))
    with pytest.raises(Refused, match="cannot start before"), transaction.atomic():
        waive(cast, referral, "age")


def test_the_council_may_waive_the_age_limit(cast):
    referral = send_referral(cast, date_of_birth=days_ago(70 * 366))
    waive(cast, referral, "age")
    assert accept_referral(cast, referral).state == "open"


# Same-day risks


def test_no_same_day_response_before_the_risks_are_assessed(cast):
    """Given a same-day request; when it is accepted; then its risks must be assessed first."""
    referral = send_referral(cast, asks_same_day=True)
    with pytest.raises(Refused, match="risks of a visit today"), transaction.atomic():
        accept_referral(cast, referral)
    assess_same_day_risk(referral=referral, risk="Two go, the duty team knows.", by=cast.ben)
    assert accept_referral(cast, referral).state == "open"


def test_risks_are_assessed_only_for_a_same_day_request(cast):
    with pytest.raises(Refused, match="No same-day response"), transaction.atomic():
        assess_same_day_risk(referral=send_referral(cast), risk="Two go.", by=cast.ben)
    with pytest.raises(Refused) as refusal, transaction.atomic():
        assess_same_day_risk(referral=send_referral(cast, asks_same_day=True), risk=" ", by=cast.ben)
    assert refusal.value.field == "risk"


# Before eighteen


def refer_seventeen_year_old(cast) -> Referral:
    """Refer somebody who turns eighteen in ten days, to start on that day."""
    start = cast.today + 10 * DAY
    born_on = start.replace(year=start.year - 18)
    return send_referral(cast, date_of_birth=born_on, planned_start_on=birthday(born_on, 18))


def test_before_eighteen_an_assessment_and_a_shared_plan_are_needed(cast):
    """Given a referral at seventeen; when every requirement of T1.3 is met; then it is accepted for the birthday."""
    referral = refer_seventeen_year_old(cast)
    for words in ("assessment must be finished", "plan must be attached", "Children's", "Adults'"):
        with pytest.raises(Refused, match=words), transaction.atomic():
            accept_referral(cast, referral)
    assessment = begin_assessment(referral=referral, from_on=days_ago(20), assessed_by="Ruth Garside", by=cast.ben)
    finish_assessment(assessment=assessment, last_on=days_ago(1), result="Needs company and routine.", by=cast.ben)
    attach_all(referral, cast.ben, ["transition plan"])
    for agency in ("children", "adults"):
        share_transition_plan(
            referral=referral, agency=agency, shared_with="Lena Frost", shared_on=cast.today, by=cast.ben
        )
    package = accept_referral(cast, referral)
    assert package.starts_on == referral.planned_start_on


def test_what_was_recorded_by_mistake_before_eighteen_blocks_the_acceptance_again(cast, client):
    """Given every requirement met; when a sharing is withdrawn and the assessment reopened; then both are missing."""
    referral = refer_seventeen_year_old(cast)
    assessment = begin_assessment(referral=referral, from_on=days_ago(20), assessed_by="Ruth Garside", by=cast.ben)
    finish_assessment(assessment=assessment, last_on=days_ago(1), result="Ready.", by=cast.ben)
    attach_all(referral, cast.ben, ["transition plan"])
    columns = {"referral": referral, "shared_with": "Lena Frost", "shared_on": cast.today, "by": cast.ben}
    sharing, _other = [share_transition_plan(agency=agency, **columns) for agency in ("children", "adults")]
    client.force_login(cast.ben)
    withdraw_it = reverse("referral_sharing_withdraw", args=[referral.pk, sharing.pk])
    correct = reverse("referral_assessment_correct", args=[referral.pk])
    page = client.get(reverse("referral", args=[referral.pk])).text
    assert withdraw_it in page
    assert correct in page
    client.post(withdraw_it, {"reason": "Of another referral"})
    with pytest.raises(Refused, match="Children's"), transaction.atomic():
        accept_referral(cast, referral)
    share_transition_plan(agency="children", **columns)

    day = days_ago(15)
    first = {"from_on_day": day.day, "from_on_month": day.month, "from_on_year": day.year}
    sent = {**first, "assessed_by": "Ruth Garside", "result": "Ready.", "revision": assessment.revision}
    assert client.post(correct, sent).status_code == 302
    with pytest.raises(Refused, match="assessment must be finished"), transaction.atomic():
        accept_referral(cast, referral)
    changes = client.get(reverse("record_changes", args=["referral", referral.pk])).text
    assert "Of another referral" in changes
    reopened = Referral.objects.get(pk=referral.pk).assessment
    assert (reopened.from_on, reopened.last_on) == (day, None)
    with pytest.raises(Refused, match="Enter the result"), transaction.atomic():
        correct_assessment(
            assessment=reopened,
            revision=reopened.revision,
            from_on=day,
            last_on=cast.today,
            assessed_by="Ruth Garside",
            result=" ",
            by=cast.ben,
        )
    finish_assessment(assessment=reopened, last_on=days_ago(1), result="Ready.", by=cast.ben)
    accept_referral(cast, referral)
    assert "stays" in client.get(withdraw_it, follow=True).text
    assert "stays" in client.get(correct, follow=True).text


def test_support_cannot_start_the_day_before_the_birthday(cast):
    """Given every requirement met; when support starts a day before the birthday; then it is refused."""
    referral = refer_seventeen_year_old(cast)
    assessment = begin_assessment(referral=referral, from_on=days_ago(20), assessed_by="Ruth Garside", by=cast.ben)
    finish_assessment(assessment=assessment, last_on=days_ago(1), result="Ready.", by=cast.ben)
    attach_all(referral, cast.ben, ["transition plan"])
    for agency in ("children", "adults"):
        share_transition_plan(
            referral=referral, agency=agency, shared_with="Lena Frost", shared_on=cast.today, by=cast.ben
        )
    with pytest.raises(Refused, match="Aged 18"), transaction.atomic():
        accept_referral(cast, referral, starts_on=referral.planned_start_on - DAY)
    assert Referral.objects.get(pk=referral.pk).state == "sent"


def test_an_assessment_begins_once_and_finishes_once(cast):
    referral = refer_seventeen_year_old(cast)
    assessment = begin_assessment(referral=referral, from_on=days_ago(20), assessed_by="Ruth Garside", by=cast.ben)
    with pytest.raises(Refused, match="already started"), transaction.atomic():
        begin_assessment(referral=referral, from_on=days_ago(2), assessed_by="Ruth Garside", by=cast.ben)
    with pytest.raises(Refused, match="on or after its first day"), transaction.atomic():
        finish_assessment(assessment=assessment, last_on=days_ago(30), result="Ready.", by=cast.ben)
    assessment = finish_assessment(assessment=assessment, last_on=days_ago(1), result="Ready.", by=cast.ben)
    assert (assessment.last_on, assessment.until_on) == (days_ago(1), cast.today)
    with pytest.raises(Refused, match="already finished"), transaction.atomic():
        finish_assessment(assessment=assessment, last_on=days_ago(1), result="Again.", by=cast.ben)


def test_nothing_is_assessed_after_the_decision(cast):
    referral = send_referral(cast, lives_in_area="no", asks_same_day=True)
    withdraw(referral=referral, reason="Moved away", by=cast.priya)
    for weigh in (
        lambda: waive(cast, referral, "residence"),
        lambda: assess_same_day_risk(referral=referral, risk="Two go.", by=cast.ben),
        lambda: begin_assessment(referral=referral, from_on=days_ago(2), assessed_by="Ruth Garside", by=cast.ben),
    ):
        with pytest.raises(NotPossible), transaction.atomic():
            weigh()
