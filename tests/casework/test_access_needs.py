"""Access needs and adjustments: recorded once, shown wherever somebody is met, reviewed on their day (R66)."""

import datetime
from functools import partial

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from casework.duties import duty_items
from casework.models import AccessNeed, NoAccessNeeds, RecordAccess, SharingDecision
from casework.people.safety_facts import facts_of
from casework.services import (
    change_access_need,
    change_no_access_needs,
    confirm_access_needs,
    decide_own_sharing,
    end_package,
    merge,
    record_access_need,
    record_no_access_needs,
    record_relationship,
    record_sharing_decision,
    undo_needs_review,
    withdraw_access_need,
    withdraw_no_access_needs,
    withdraw_sharing_decision,
)
from core import clock, documents
from core.errors import NotPossible, Refused
from plans.models import PlanPdf
from plans.support_plan import pdf as plan_pdf
from tests.casework.test_safety_facts import get_briefing, get_downtime_briefing, make_duplicate
from visits.services import plan_visit

DATE = datetime.date
DAY = datetime.timedelta(days=1)
PRINT = {"kind": "format", "code": "large print", "words": "18 point"}


def record(cast, **values) -> AccessNeed:
    return record_access_need(individual=cast.individual, by=cast.amara, **{**PRINT, **values})


def shown(cast) -> list[str]:
    return [str(need) for need in facts_of(cast.individual).access_needs]


def get_page(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args)).text


def decide(cast, **values) -> SharingDecision:
    columns = {"sharing": "refused", "how": "At a visit", "decided_on": cast.today, "equality_act": "not asked"}
    return record_sharing_decision(individual=cast.individual, by=cast.amara, **{**columns, **values})


def carer(cast, **values):
    columns = {"kind": "carer", "name": "Joan Ali", "telephone": "", "note": "", "until_on": None}
    columns |= {"from_on": cast.today - 9 * DAY, **values}
    return record_relationship(individual=cast.individual, by=cast.amara, **columns)


# Recording


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Large print: 18 point"),
        ({"words": ""}, "Large print"),
        ({"code": "", "words": "Yellow paper"}, "Yellow paper"),
        ({"kind": "adjustment", "code": "longer time", "words": ""}, "More time, or breaks"),
    ],
)
def test_a_need_is_said_in_words(cast, values, words):
    assert str(record(cast, **values)) == words
    assert shown(cast) == [words]


@pytest.mark.parametrize(
    "values", [{"code": "", "words": ""}, {"code": "braille", "kind": "support"}, {"review_on": "today"}]
)
def test_a_need_without_words_of_another_kind_or_with_a_past_review_is_refused(cast, values):
    values = {**values, "review_on": cast.today} if "review_on" in values else values
    with pytest.raises(Refused), transaction.atomic():
        record(cast, **values)


def test_a_need_is_recorded_once_and_may_come_back(cast):
    need = record(cast)
    with pytest.raises(Refused, match="already recorded"), transaction.atomic():
        record(cast)
    withdraw_access_need(need=need, reason="Uses a reader now", by=cast.amara)
    assert shown(cast) == []
    record(cast)
    assert shown(cast) == ["Large print: 18 point"]
    with pytest.raises(NotPossible):
        change_access_need(need=need, by=cast.amara, review_on=cast.today + DAY, **PRINT)


def test_a_carer_is_named_with_their_need_while_they_are_one(cast):
    joan = carer(cast, until_on=cast.today + DAY)
    record(cast, relationship=joan, kind="professional", code="sign interpreter", words="")
    assert shown(cast) == ["Joan Ali: Sign language interpreter"]
    assert facts_of(cast.individual).own_needs == []
    assert "Joan Ali: Sign language interpreter" in get_page(cast.amara, "person_plan", cast.individual.pk)
    decide_own_sharing(individual=cast.individual, sharing="consent", by=cast.maya)
    assert "Joan Ali: Sign" not in get_page(cast.priya, "person_plan", cast.individual.pk), "it is of the carer"
    with clock.frozen_at(clock.instant_on(cast.today + DAY, datetime.time(9))):
        assert shown(cast) == []


def test_a_carer_of_somebody_else_is_refused(cast):
    joan = carer(cast)
    with pytest.raises(Refused, match="close to this person"):
        record_access_need(individual=cast.other_individual, relationship=joan, by=cast.ben, **PRINT)


# Asked, and none


def asked_none(cast, **values):
    columns = {"asked_on": cast.today - 3 * DAY, "how": "At a visit", **values}
    return record_no_access_needs(individual=cast.individual, by=cast.amara, **columns)


def test_that_somebody_was_asked_and_has_none_is_read_instead_of_not_asked(cast, client):
    """Given nobody asked, then the answer, corrected, withdrawn: each page says which it is."""
    client.force_login(cast.amara)
    needs = reverse("person_access_needs", args=[cast.individual.pk])
    assert "Not asked. Ask what helps." in client.get(needs).text
    day = cast.today - 3 * DAY
    sent = {"asked_on_day": day.day, "asked_on_month": day.month, "asked_on_year": day.year, "how": "At a visit"}
    client.post(reverse("person_no_access_needs_new", args=[cast.individual.pk]), sent)
    answer = NoAccessNeeds.objects.get()
    page = " ".join(client.get(needs).text.split())
    assert "Not asked. Ask" not in page
    assert f"{answer}. At a visit, recorded by {cast.amara}" in page
    assert str(answer) == f"asked on {day:%-d %B %Y}: none"
    assert facts_of(cast.individual).no_needs_on == get_briefing(cast).no_needs_on == day
    assert "Asked on" in get_page(cast.amara, "package_briefing", cast.package.pk)
    assert "you told us that you need nothing here" in get_page(cast.maya, "my_profile")
    change_no_access_needs(answer=answer, asked_on=cast.today, how="By phone", by=cast.ben)
    assert facts_of(cast.individual).no_needs_on == cast.today
    withdraw_no_access_needs(answer=answer, reason="Another person", by=cast.amara)
    assert facts_of(cast.individual).no_needs_on is None
    page = client.get(needs).text
    assert "Not asked. Ask what helps." in page
    assert "Another person" in page


def test_a_need_counts_before_an_answer_that_there_is_none(cast):
    asked_none(cast)
    record(cast)
    assert facts_of(cast.individual).no_needs_on is None
    with pytest.raises(Refused, match="They have access needs"), transaction.atomic():
        asked_none(cast)


def test_a_carer_was_asked_by_themselves(cast):
    """Given a need of the person; then their carer may have none, and the other way round."""
    joan = carer(cast)
    record(cast)
    answer = asked_none(cast, relationship=joan)
    page = " ".join(get_page(cast.amara, "person_access_needs", cast.individual.pk).split())
    assert f"{joan}: {answer}" in page
    assert facts_of(cast.individual).no_needs_on is None
    with pytest.raises(Refused, match="close to this person"), transaction.atomic():
        record_no_access_needs(
            individual=cast.other_individual, relationship=joan, asked_on=cast.today, how="Asked", by=cast.ben
        )


def test_a_day_in_the_future_is_refused(cast):
    with pytest.raises(Refused, match="in the future"), transaction.atomic():
        asked_none(cast, asked_on=cast.today + DAY)


# Where it is shown


def test_the_needs_of_every_record_are_read_wherever_the_person_is_met(cast):
    start = clock.instant_on(cast.today, datetime.time(16))
    plan_visit(package=cast.package, worker=cast.worker, starts_at=start, ends_at=start + DAY / 24, by=cast.amara)
    duplicate = make_duplicate(cast)
    record_access_need(individual=duplicate, kind="support", code="lip-reads", by=cast.ben)
    merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)
    text = "Lip-reads: face them"
    assert text in get_page(cast.amara, "person", cast.individual.pk)
    assert text in get_briefing(cast).needs
    assert text in get_downtime_briefing(cast).needs
    assert text in get_page(cast.amara, "package_briefing", cast.package.pk)


@pytest.mark.parametrize("kind", ["plain", "easy_read"])
def test_the_papers_for_the_person_say_the_format(cast, kind):
    record(cast)
    record(cast, kind="support", code="lip-reads", words="")
    letterhead = {"name": "", "telephone": "", "email": ""}
    page_context = {**plan_pdf.context(cast.plan), "document_title": "Plan", "letterhead": letterhead, "logo": ""}
    page = render_to_string(f"plans/support_plan/{kind}.pdf.html", page_context)
    assert "How I need information: Large print: 18 point." in page
    assert "Lip-reads" not in page


def reads_need(cast, user) -> bool:
    return "18 point" in get_page(user, "person", cast.individual.pk)


def test_nobody_asked_is_a_no_for_the_council_and_not_for_our_own_staff(cast):
    record(cast)
    assert not reads_need(cast, cast.priya)
    assert reads_need(cast, cast.amara)
    assert "so the needs stay with us" in get_page(cast.amara, "person_access_needs", cast.individual.pk)


def test_the_council_reads_the_needs_while_the_newest_decision_is_a_yes(cast):
    record(cast)
    consent = decide(cast, sharing="consent")
    assert reads_need(cast, cast.priya)
    refusal = decide(cast)
    assert not reads_need(cast, cast.priya)
    assert reads_need(cast, cast.amara)
    withdraw_sharing_decision(decision=refusal, reason="Wrong person", by=cast.amara)
    assert reads_need(cast, cast.priya), "the consent counts again"
    withdraw_sharing_decision(decision=consent, reason="Wrong person", by=cast.amara)
    assert not reads_need(cast, cast.priya)
    decide(cast, sharing="best interest", reason="Decided with Rosa on 4 May")
    assert reads_need(cast, cast.priya)


def test_a_no_under_another_record_counts_until_the_person_agrees_after_the_merge(cast):
    record(cast)
    decide(cast, sharing="consent")
    duplicate = make_duplicate(cast)
    columns = {"how": "At a visit", "equality_act": "not asked", "by": cast.ben}
    yesterday = cast.today - DAY
    record_sharing_decision(individual=duplicate, sharing="refused", decided_on=yesterday, **columns)
    merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)
    assert not reads_need(cast, cast.priya)
    decide(cast, sharing="consent")
    assert reads_need(cast, cast.priya)


def test_the_council_reads_no_copy_of_the_plan_that_says_a_format_until_the_person_agrees(cast):
    """Given copies of the person's own that say "large print"; then the keyworker gets the full plan only."""
    page = partial(get_page, cast.priya, "person_plan", cast.individual.pk)
    plain = reverse("plan_pdf_request", args=[cast.plan.pk, "plain"])
    assert plain in page()
    record(cast)
    client = Client()
    client.force_login(cast.priya)
    paper = documents.store_bytes(
        content=b"%PDF-1.7 ", file_name="plan.pdf", title="Plan", content_type="application/pdf", by=None
    )
    copy = PlanPdf.objects.create(plan=cast.plan, kind="plain", document=paper, recorded_by=cast.amara)
    addresses = {plain, reverse("plan_pdf", args=[copy.pk])}
    assert [address for address in addresses if address in page()] == []
    assert reverse("plan_pdf_request", args=[cast.plan.pk, "full"]) in page()
    assert client.post(plain).status_code == 404
    assert client.get(reverse("plan_pdf", args=[copy.pk])).status_code == 404
    assert plain in get_page(cast.amara, "person_plan", cast.individual.pk)
    decide(cast, sharing="consent")
    assert {address for address in addresses if address in page()} == addresses
    answer = client.get(reverse("plan_pdf", args=[copy.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_an_earlier_yes_that_is_entered_late_counts_against_no_later_refusal(cast):
    """Given a refusal of today, and then a yes of last week from a paper form; then the refusal counts."""
    record(cast)
    decide(cast)
    decide(cast, sharing="consent", decided_on=cast.today - 7 * DAY, how="Paper form")
    assert not facts_of(cast.individual).are_needs_shared
    assert "18 point" not in get_page(cast.priya, "person", cast.individual.pk)
    html = get_page(cast.amara, "person_access_needs", cast.individual.pk)
    assert "At a visit" in html
    assert "Paper form" not in html, "it is an earlier decision"


def test_a_best_interest_decision_says_why_and_is_not_of_the_future(cast):
    with pytest.raises(Refused, match="best interest"):
        decide(cast, sharing="best interest")
    with pytest.raises(Refused, match="future"):
        decide(cast, decided_on=cast.today + DAY)
    assert decide(cast, sharing="best interest", reason="Decided with Rosa on 4 May").pk


# The review


def duties(cast, day) -> list:
    items = duty_items(cast.amara, day, individual=cast.individual)
    return [(item.due_on, item.lead_name) for item in items if item.kind == "access-needs"]


def test_the_review_is_due_on_its_day_and_not_the_day_before(cast):
    on = cast.today + 30 * DAY
    record(cast, review_on=on)
    record(cast, code="braille", review_on=on + DAY)
    assert duties(cast, on - DAY) == []
    assert duties(cast, on) == [(on, "Amara Okafor")]
    assert duties(cast, on + 40 * DAY) == [(on, "Amara Okafor")], "one duty, whatever the number of needs"


def test_without_a_day_a_need_is_reviewed_after_a_year(cast):
    assert record(cast).review_on == cast.today + datetime.timedelta(days=365)


def test_one_press_says_that_nothing_has_changed(cast, client):
    on = cast.today + 2 * DAY
    record(cast, review_on=on)
    record(cast, code="braille", review_on=on)
    client.force_login(cast.amara)
    with clock.frozen_at(clock.instant_on(on, datetime.time(10))):
        assert "Review due" in get_page(cast.amara, "person_access_needs", cast.individual.pk)
        page = client.get(reverse("person_access_needs_review", args=[cast.individual.pk]))
        later = page.context["form"].initial["review_on"]
        confirm_access_needs(individual=cast.individual, review_on=later, by=cast.amara)
        assert later == on + datetime.timedelta(days=365)
        assert duties(cast, on) == []
        with pytest.raises(Refused):
            confirm_access_needs(individual=cast.individual, review_on=on, by=cast.amara)
    assert set(AccessNeed.objects.values_list("review_on", flat=True)) == {later}


def test_a_review_that_was_recorded_by_mistake_is_undone(cast, client):
    """Given two needs with days of their own that were "reviewed"; when that is undone; then each has its day again."""
    days = [cast.today + 2 * DAY, cast.today + 9 * DAY]
    needs = [record(cast, review_on=days[0]), record(cast, code="braille", review_on=days[1])]
    confirm_access_needs(individual=cast.individual, review_on=cast.today + 300 * DAY, by=cast.amara)
    later = record(cast, code="audio", review_on=cast.today + 50 * DAY)
    address = reverse("person_access_needs_undo", args=[cast.individual.pk])
    assert address in get_page(cast.amara, "person_access_needs", cast.individual.pk)
    with pytest.raises(Refused, match="wrong"):
        undo_needs_review(individual=cast.individual, reason=" ", by=cast.amara)
    client.force_login(cast.amara)
    assert client.post(address, {"reason": "Somebody else"}).status_code == 302
    assert [AccessNeed.objects.get(pk=need.pk).review_on for need in needs] == days
    assert AccessNeed.objects.get(pk=later.pk).review_on == cast.today + 50 * DAY
    assert address not in get_page(cast.amara, "person_access_needs", cast.individual.pk)
    with pytest.raises(NotPossible):
        undo_needs_review(individual=cast.individual, reason="Again", by=cast.amara)
    changes = get_page(cast.amara, "record_changes", "person", cast.individual.pk)
    assert "Why: Somebody else" in changes


def test_nothing_is_due_after_the_end_of_support_or_for_a_carer_who_is_no_longer_one(cast):
    on = cast.today + 5 * DAY
    record(cast, relationship=carer(cast, until_on=on), review_on=on)
    assert duties(cast, on) == []
    need = record(cast, review_on=on)
    assert duties(cast, on)
    withdraw_access_need(need=need, reason="Not needed", by=cast.amara)
    record(cast, review_on=on)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert duties(cast, on) == []


# The pages


def test_a_worker_adds_changes_and_removes_a_need(cast, client):
    client.force_login(cast.amara)
    new = reverse("person_access_need_new", args=[cast.individual.pk])
    form = {"kind": "format"}
    day = cast.today + 90 * DAY
    form |= {"review_on_day": day.day, "review_on_month": day.month, "review_on_year": day.year}
    assert "Choose the need" in client.post(new, form).text
    answer = client.post(new, {**form, "format_need": "easy read", "support_need": "aid"})
    assert answer.status_code == 302
    need = AccessNeed.objects.get()
    assert (str(need), need.kind, need.review_on, need.recorded_by) == ("Easy read", "format", day, cast.amara)
    page = get_page(cast.amara, "person_access_needs", cast.individual.pk)
    assert "Easy read" in page
    assert f"{day:%-d %b %Y}" in page
    assert RecordAccess.objects.filter(path=new).exists()
    withdraw_access_need(need=need, reason="A slip", by=cast.amara)
    assert "A slip" in get_page(cast.amara, "person_access_needs", cast.individual.pk)
