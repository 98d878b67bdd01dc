"""Positive risk decisions: discussed, decided and reviewed; and who reads what."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

import portal.urls
from casework.services import end_package
from core.duties import expire_ended
from core.errors import Conflict, NotPossible, Refused
from dashboard.caseload_board import duties
from dashboard.home.reader import duties_of_week
from risk.models import PositiveRisk
from risk.positive_risk.conversation import conversation
from risk.positive_risk.forms import RiskViewForm
from risk.services import (
    add_risk_step,
    add_risk_view,
    change_risk_view,
    drop_positive_risk,
    redraft_decision,
    review_decision,
    write_positive_risk,
)
from tests.casework.consent_builders import give_consent
from tests.risk.positive_risk_builders import DAY, LACKS_CAPACITY, draft_decision, make_decision


def conduct_review(review, cast, outcome, **more):
    return review_decision(review=review, reviewed_on=cast.today, outcome=outcome, words="Well", by=cast.amara, **more)


@pytest.fixture
def risk(cast) -> PositiveRisk:
    """A complete draft of a positive risk decision of Maya."""
    return draft_decision(cast.package, cast.amara)


def test_without_capacity_a_best_interests_decision_is_needed(cast, risk):
    """Mental Capacity Act 2005: refused until best interests and less restrictive options are recorded."""
    lacking = {**LACKS_CAPACITY, "assessed_on": cast.today}
    risk = write_positive_risk(risk=risk, revision=risk.revision, by=cast.amara, **lacking)
    with pytest.raises(Refused, match="best interests"), transaction.atomic():
        make_decision(PositiveRisk.objects.get(pk=risk.pk), cast.amara)
    texts = {"best_interests": "She is heard; a bus with a friend", "less_restrictive": "Ringing on the way"}
    risk = PositiveRisk.objects.get(pk=risk.pk)
    risk = write_positive_risk(risk=risk, revision=risk.revision, by=cast.amara, **texts)
    assert make_decision(risk, cast.amara).state == "decided"


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"capacity": ""}, "can decide this"),
        ({"capacity": "has"}, "how, by whom"),
        ({"deprivation": ""}, "liberty"),
        ({"gains": " "}, "what they would gain from it"),
        ({"rights_words": ""}, "human rights"),
    ],
)
def test_no_decision_before_every_part_is_discussed(cast, texts, words):
    with pytest.raises(Refused, match=words), transaction.atomic():
        make_decision(draft_decision(cast.package, cast.amara, **texts), cast.amara)


def test_agreed_steps_are_recorded(cast, risk):
    with pytest.raises(Refused, match="steps") as refusal, transaction.atomic():
        make_decision(risk, cast.amara, decision="with steps")
    assert refusal.value.field == "decision"


def test_a_decision_is_about_the_version_that_was_read(cast, risk):
    """Given a change by Tess; when Amara decides on the older text; then she sees both."""
    stale = PositiveRisk.objects.get(pk=risk.pk)
    write_positive_risk(risk=risk, revision=risk.revision, harms="More than we thought", by=cast.tess)
    with pytest.raises(Conflict), transaction.atomic():
        make_decision(stale, cast.amara)


def test_views_and_steps_can_be_corrected_before_the_decision(cast, risk):
    """Given a draft; then its forms change them, a second save gets a conflict, and a decision closes both."""
    view = add_risk_view(risk=risk, name="Rosa", relation="Sister", view="No", in_confidence=False, by=cast.amara)
    step = add_risk_step(risk=risk, text="Ring", responsible="Maya", by=cast.amara)
    client = Client()
    client.force_login(cast.amara)
    for name, row, data in (
        ("risk_view_change", view, {"name": "Rosa", "relation": "Sister", "view": "Yes", "in_confidence": "on"}),
        ("risk_step_change", step, {"text": "Ring twice", "responsible": "Maya"}),
    ):
        path = reverse(name, args=[risk.pk, row.pk])
        assert client.post(path, {**data, "revision": 1}).status_code == 302
        assert "while you were writing" in client.post(path, {**data, "revision": 1}).content.decode()
    assert (risk.views.get().view, risk.views.get().in_confidence) == ("Yes", True)
    assert risk.steps.get().text == "Ring twice"
    make_decision(risk, cast.amara)
    with pytest.raises(NotPossible), transaction.atomic():
        change_risk_view(
            row=risk.views.get(),
            revision=2,
            name="Rosa",
            relation="Sister",
            view="No",
            in_confidence=False,
            by=cast.amara,
        )


def test_a_decision_cannot_be_changed(cast, risk):
    risk = make_decision(risk, cast.amara)
    with pytest.raises(NotPossible), transaction.atomic():
        write_positive_risk(risk=risk, revision=risk.revision, gains="Another", by=cast.amara)
    with pytest.raises(NotPossible), transaction.atomic():
        add_risk_step(risk=risk, text="Ring", responsible="Maya", by=cast.amara)


def test_a_new_decision_supersedes_the_one_before(cast, risk):
    """Given a redraft; then capacity is asked again, and the decision replaces the one before and meets its duty."""
    risk = make_decision(risk, cast.amara)
    draft = redraft_decision(risk=risk, by=cast.amara)
    assert (draft.wish, draft.gains, draft.capacity) == (risk.wish, risk.gains, "")
    assert redraft_decision(risk=risk, by=cast.tess) == draft
    assert PositiveRisk.objects.get(pk=risk.pk).state == "decided"
    draft = write_positive_risk(
        risk=draft, revision=draft.revision, capacity="not doubted", deprivation="no", by=cast.amara
    )
    make_decision(draft, cast.amara)
    assert PositiveRisk.objects.get(pk=risk.pk).state == "superseded"
    review = risk.reviews.get()
    assert (review.outcome, review.met_on) == ("replaced", cast.today)


def test_only_a_decision_can_be_redrafted(cast, risk):
    with pytest.raises(NotPossible, match="Being discussed"), transaction.atomic():
        redraft_decision(risk=risk, by=cast.amara)


def test_another_draft_can_follow_a_dropped_one(cast, risk):
    risk = make_decision(risk, cast.amara)
    first = redraft_decision(risk=risk, by=cast.amara)
    drop_positive_risk(risk=first, reason="Not now", by=cast.amara)
    assert redraft_decision(risk=risk, by=cast.amara) != first


def test_a_decision_in_force_is_reviewed(cast, risk):
    review = make_decision(risk, cast.amara).reviews.get()
    with pytest.raises(Refused, match="after this one"), transaction.atomic():
        conduct_review(review, cast, "continues")
    conduct_review(review, cast, "continues", next_on=cast.today + 90 * DAY)
    due = risk.reviews.outstanding().get()
    assert due.due_on == cast.today + 90 * DAY
    conduct_review(due, cast, "redrafted")
    assert risk.followed_by.get().state == "draft"


def test_a_review_is_a_duty_and_expires_with_support(cast, risk):
    """Given a review due in a week; then it is on the lead's list and the board until support ends."""
    review = make_decision(risk, cast.amara, review_on=cast.today + 7 * DAY).reviews.get()
    words = "Positive risk decision review"
    (task,) = [task for task in duties_of_week(cast.amara, cast.today) if task.label == words]
    assert (task.due_on, task.lead_name) == (review.due_on, cast.amara.full_name)
    assert [duty.lead_id for duty in duties(cast.ben, cast.today) if duty.label == words] == [cast.worker.pk]
    assert expire_ended(on=cast.today) == 0
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert [expire_ended(on=cast.today) for _ in range(2)] == [1, 0]
    assert risk.reviews.get().state == "expired"


def get_page(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def test_the_person_reads_rights_without_articles(risk):
    risk.rights = ["5", "8"]
    notes = [part.note for part in conversation(risk, to_person=True)]
    assert "your freedom; your private and family life" in notes
    assert not any("article" in note for note in notes)


def test_drafts_are_read_by_their_writers_only(cast, risk):
    """Given a draft; then only its writers read it. Given a decision; then other staff do, the keyworker not."""
    assert not PositiveRisk.objects.visible_to(cast.priya).exists()
    assert not PositiveRisk.objects.visible_to(cast.omar).exists()
    assert PositiveRisk.objects.visible_to(cast.tess).exists()
    assert "Blackpool" not in get_page(cast.priya, "person", cast.individual.pk)
    make_decision(risk, cast.amara)
    assert "Blackpool" in get_page(cast.omar, "positive_risk", risk.pk)
    assert not PositiveRisk.objects.visible_to(cast.priya).exists()
    assert "Blackpool" not in get_page(cast.priya, "person", cast.individual.pk)


def test_the_person_reads_the_decision_without_confidential_views(cast, risk):
    views = {"Rosa": ("I worry, and I trust her", False), "A neighbour": ("She should stay in", True)}
    for name, (view, in_confidence) in views.items():
        add_risk_view(risk=risk, name=name, relation="Near her", view=view, in_confidence=in_confidence, by=cast.amara)
    assert "Blackpool" not in get_page(cast.maya, "my_decisions")
    make_decision(risk, cast.amara)
    text = get_page(cast.maya, "my_decisions")
    assert "Blackpool" in text
    assert "I worry, and I trust her" in text
    assert "neighbour" not in text
    assert "stay in" not in text
    assert "Blackpool" not in get_page(cast.tomasz, "my_decisions")


@pytest.fixture
def in_confidence(cast, risk):
    """Given a decision with a neighbour's view, given in confidence."""
    view = "She should stay in"
    add_risk_view(risk=risk, name="A neighbour", relation="Near her", view=view, in_confidence=True, by=cast.amara)
    make_decision(risk, cast.amara)
    return view


def test_no_page_of_the_person_or_their_representative_shows_a_view_given_in_confidence(cast, in_confidence):
    pages = [address.name for address in portal.urls.urlpatterns if "<" not in str(address.pattern)]
    give_consent(cast.representative, "see visits", cast.maya)
    assert {"me", "my_plan", "my_decisions"} <= set(pages)
    shown = [(user, name) for user in (cast.maya, cast.rosa) for name in pages if in_confidence in get_page(user, name)]
    assert shown == []
    paths = [reverse("positive_risk", args=[PositiveRisk.objects.get().pk]), reverse("my_decisions")]
    client = Client()
    client.force_login(cast.rosa)
    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_staff_read_a_view_given_in_confidence_the_keyworker_does_not_and_the_form_says_so(cast, risk, in_confidence):
    page = get_page(cast.amara, "positive_risk", risk.pk)
    assert in_confidence in page
    assert "In confidence" in page
    client = Client()
    client.force_login(cast.priya)
    assert client.get(reverse("positive_risk", args=[risk.pk])).status_code == 404
    hint = RiskViewForm().fields["in_confidence"].help_text
    assert "The person and their representatives never see it" in hint
    assert "The keyworker does not" in hint


def test_the_overview_and_its_timeline_show_no_view(cast, in_confidence):
    page = get_page(cast.omar, "person", cast.individual.pk)
    assert "Positive risk decision made" in page
    assert in_confidence not in page
