"""The demo data: when it may be made, and that every state is in it."""

import datetime
from io import StringIO
from itertools import pairwise

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve, reverse

from accounts.code_links.validity import why_ended
from accounts.models import CodeLink, User, Wall
from casework.allocation.capacity import loads
from casework.enums import ContactKind
from casework.models import (
    Allocation,
    ContactPoint,
    DeclaredRelation,
    Ending,
    Hold,
    HospitalSpell,
    Individual,
    Merge,
    Override,
    PackageStrand,
    SupportPackage,
)
from casework.people.matching import likely_people
from contracts.demo_marker import is_demo_database, is_empty
from contracts.models import Contract
from core import clock
from core.document_making import make_missing
from core.models import Message, StateChange
from core.models.message import MessageState
from demo.characters import LEAST_PEOPLE
from demo.coverage import missing_states
from demo.logins import LOGINS, PASSWORD
from demo.scenarios.connections import MEANINGS
from demo.walks import LOGIN_OF, WALKS
from plans.models import GoalWording, SupportPlan
from referrals.models import CapacityNotice, Referral
from reporting.models import Return
from reporting.services import RETURN_PDFS
from reviews.connections.comparison import load_map_views
from reviews.models import ConnectionsMap, KeyworkerUpdate, Review
from reviews.updates.prefill import saved_sections
from risk.assessments.assessment_view import to_sign
from risk.models import RiskReview
from safeguarding.models import Concern
from tests.architecture import RANK
from tests.smallest_demo import build_smallest, smallest_demo
from visits.enums import PlannedState
from visits.models import PlannedVisit, Visit
from workforce.models import Ceiling, HoursDivision, Worker

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo data")]


def count_rows() -> dict[str, int]:
    """Return the number of rows in each table."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in RANK
    }


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, shared_folder):
    """Given the smallest demo; return its row counts."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        smallest_demo(shared_folder).restore()
        yield count_rows()
        transaction.set_rollback(True)


@pytest.fixture
def demo_on(settings):
    settings.DEMO = True


def run_demo_data(**options) -> str:
    output = StringIO()
    call_command("demo_data", stdout=output, **options)
    return output.getvalue()


# Before there is one


def test_the_demo_is_made_only_under_demo(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1"):
        run_demo_data()

    assert is_empty()


@pytest.mark.parametrize("if_empty", [True, False])
def test_another_database_is_left_unchanged(demo_on, if_empty):
    User.objects.create_user("somebody@example.org", "Somebody Else")
    before = count_rows()

    with pytest.raises(CommandError, match="did not make"):
        run_demo_data(if_empty=if_empty)

    assert count_rows() == before
    assert not is_demo_database()


def test_the_number_of_people_is_limited(demo_on):
    with pytest.raises(CommandError, match=f"at least {LEAST_PEOPLE} people"):
        run_demo_data(people=LEAST_PEOPLE - 1)

    assert is_empty()


# Once it is there


def test_every_state_can_be_seen(demo):
    assert missing_states() == []


def test_it_has_the_people_that_were_asked_for(demo):
    assert Individual.objects.primary().count() == LEAST_PEOPLE


@pytest.mark.soak
def test_the_same_seed_makes_the_same_stories(demo_on, shared_folder):
    counts = []
    for make in (smallest_demo(shared_folder).restore, build_smallest):
        with transaction.atomic():
            make()
            counts.append(count_rows())
            transaction.set_rollback(True)

    assert counts[0] == counts[1]


def test_some_risk_assessments_await_a_signature_or_a_review(demo):
    """One review is late, one is due soon, and a covering worker has not signed yet."""
    today = clock.today()
    reviews = RiskReview.objects.outstanding()
    assert reviews.late(today).exists()
    assert reviews.filter(due_on__range=(today, today + datetime.timedelta(days=7))).exists()
    covering = Allocation.objects.cover().in_force_on(today).values_list("worker__user", flat=True)
    assert any(to_sign(user, today).exists() for user in User.objects.filter(pk__in=covering))


def test_the_demo_is_not_made_twice(demo, demo_on):
    before = demo

    assert "already" in run_demo_data(if_empty=True)
    with pytest.raises(CommandError, match="already"):
        run_demo_data()

    assert count_rows() == before


def test_records_have_plausible_times(demo):
    today = clock.today()
    visits = Visit.objects.order_by("started_at")

    # Within a day of the visit
    lateness = [visit.recorded_at - visit.ended_at for visit in visits]
    assert min(lateness) >= datetime.timedelta(0)
    assert max(lateness) < datetime.timedelta(days=1)
    # Over more than a year, month by month, and nothing from the future
    months = {visit.recorded_at.strftime("%Y-%m") for visit in visits}
    assert len(months) >= 14
    assert visits.last().recorded_at < clock.instant_on(today)
    state_changes = StateChange.objects.order_by("recorded_at")
    assert (clock.now() - state_changes.first().recorded_at).days > 400
    assert clock.day_of(state_changes.last().recorded_at) <= today


def test_earlier_messages_are_sent_and_nothing_was_mailed(demo):
    midnight = clock.instant_on(clock.today(), datetime.time(0))

    unsent = Message.objects.exclude(state=MessageState.SENT).filter(recorded_at__lt=midnight)

    assert not unsent.exists()
    assert Message.objects.filter(state=MessageState.SENT).count() > 300
    assert mail.outbox == []


def test_the_worker_has_three_visits_today_and_one_is_held(demo):
    mine = PlannedVisit.objects.filter(worker__user__email="worker@demo.example", local_on=clock.today())

    assert [visit.is_held for visit in mine.with_holds()] == [False, False, True]


def test_one_person_is_on_day_twelve_of_twenty_eight_in_hospital(demo):
    longest = Hold.objects.filter(until_on=None).earliest("from_on")

    assert (longest.day_number(clock.today()), longest.hold_days) == (12, 28)
    assert {stay.kind for stay in longest.spell.ward_stays.all()} == {"ward", "leave"}


def test_one_readmission_question_is_open_and_one_answered(demo):
    open_question, answered_question = (HospitalSpell.objects.get(readmission=word) for word in ("asked", "same"))

    assert open_question.discharged_on is None
    assert answered_question.readmission_said_by
    (clock_before,) = {row.admitted_on for row in Hold.objects.filter(package__holds__spell=answered_question)}
    assert clock_before < answered_question.admitted_on


@pytest.mark.parametrize("whose", ["worker", "package__case__individual"])
def test_no_worker_and_no_person_has_two_visits_at_once(demo, whose):
    visits = PlannedVisit.objects.exclude(state=PlannedState.CANCELLED).order_by(whose, "starts_at")
    rows = list(visits.values_list(whose, "starts_at", "ends_at"))
    assert len(rows) > 100
    assert [(one, two) for one, two in pairwise(rows) if one[0] == two[0] and one[2] > two[1]] == []


def test_nobody_is_called_on_a_number_that_is_not_safe(demo):
    unsafe = ContactPoint.objects.filter(is_safe=False, kind__in=[ContactKind.TELEPHONE, ContactKind.TEXT])
    for visits in (Visit.objects.not_struck(), PlannedVisit.objects.all()):
        for point in unsafe:
            calls = visits.filter(package__case__individual=point.individual_id, kind=point.kind)
            assert not calls.exists(), (point.individual, point.kind)


def test_the_outcome_of_a_review_was_sent_by_links_in_each_state(demo):
    """Given the demo; then of the links to one review one is read, one opened, one not, one ended and one expired."""
    links = CodeLink.objects.filter(purpose="review outcome")
    acknowledged = Review.objects.filter(acknowledged_link__in=links)
    assert acknowledged.exists()
    assert acknowledged.filter(reply_needs_answer=True).exclude(reply_answer="").exists()
    four = links.exclude(recipient_name="Jo Ferris")
    assert four.values("record_id").distinct().count() == 1
    states = {link.recipient_name: (why_ended(link), link.openings.exists()) for link in four}
    assert states == {
        "Sam Okoro": ("", True),
        "Lena Marsh": ("", False),
        "Ravi Shah": ("He has moved to another team.", False),
        "Beth Cole": ("The link has expired.", False),
    }


def test_goals_are_not_long_past_their_target_date(demo):
    open_packages = SupportPackage.objects.open().values("pk")
    goals = GoalWording.objects.in_force().active().filter(plan__package__in=open_packages)
    late = goals.filter(target_on__lt=clock.today())
    assert late.exists(), "one shows the mark"
    assert not late.filter(target_on__lt=clock.today() - datetime.timedelta(days=45)).exists()


def test_a_visit_of_an_earlier_day_is_not_logged(demo):
    """Given the demo; then the worker has one visit to log from before today."""
    planned = PlannedVisit.objects.not_logged().filter(local_on__lt=clock.today())
    assert planned.filter(worker__user__full_name="Amara Okafor").exists()


def test_every_referral_page_has_something_to_show(demo):
    """Given the demo; then every page for referrals has somebody on it."""
    to_decide = Referral.objects.to_decide()
    assert set(to_decide.values_list("came_by", flat=True)) == {"here", "email", "telephone"}
    assert to_decide.filter(asks_same_day=True).exclude(same_day_risk="").exists()
    assert to_decide.filter(overrides__criterion="residence").exists()
    assert StateChange.objects.filter(verb="raise concern").exists()
    assert Referral.objects.filter(state="waiting").values("band").distinct().count() > 1
    assert CapacityNotice.objects.exclude(pdf=None).exists()

    keira = Referral.objects.get(full_name="Keira Nolan")
    assert keira.transition.until_on
    assert keira.sharings.count() == 3
    returned = Referral.objects.exclude(returns_from=None).get(state="accepted")
    assert returned.package.follows.end_reason == "hold expired"

    siobhan = Referral.objects.get(full_name="Siobhan Byrne")
    known, why = likely_people(siobhan.matching_particulars, Individual.objects.all())[0]
    assert known.full_name == "Siobhan Gallagher"
    assert "same NHS number" in why
    assert Merge.objects.get().duplicate.full_name == "Parveen Akhtar-Shah"


def test_packages_and_workers_have_histories(demo):
    assert PackageStrand.objects.exclude(reason="").count() == 2
    assert set(Ending.objects.values_list("destination", flat=True)) >= {
        "independence",
        "step-down",
        "hospital",
        "died",
    }
    assert Ending.objects.exclude(person_view="").exclude(council_view="").exclude(provider_view="").exists()
    assert Override.objects.filter(effect="continue").exists()
    assert Ceiling.objects.on(clock.today()).count() >= 3
    assert HoursDivision.objects.on(clock.today()).count() == 1
    assert DeclaredRelation.objects.exists()
    assert Allocation.objects.filter(kind="cover", from_on__gt=clock.today()).exists()
    expired_load = next(
        load for load in loads(Worker.objects.filter(user__full_name="Bronagh Kinsella"), clock.today())
    )
    assert "expired" in expired_load.obstacle_words
    assert User.objects.exclude(suspended_at=None).get().full_name == "Callum Doyle"
    assert not Allocation.objects.filter(worker__left_on__lt=clock.today()).from_day(clock.today()).exists()


def test_one_update_is_late_and_some_wait_for_an_answer(demo):
    late = KeyworkerUpdate.objects.late(clock.today())

    assert [update.package.case.individual.full_name for update in late] == ["Shanice Campbell"]
    assert KeyworkerUpdate.objects.filter(state="sent").exists()


def test_the_figures_of_updates_agree_with_their_records(demo):
    """Given the updates that were sent; then each figure of visits is the number of its rows, all of that package."""
    counted = 0
    for update in KeyworkerUpdate.objects.exclude(figures=None):
        for figure in saved_sections(update).sections[0].figures:
            visits = Visit.objects.filter(pk__in=figure.ids, package=update.package_id)
            assert figure.value == str(len(figure.ids)) == str(visits.count())
            counted += len(figure.ids)
    assert counted > 100


def test_two_concerns_are_walled(demo):
    concerns = Concern.objects.exclude(named_users=None)

    walls = Wall.objects.filter(record_id__in=concerns.values("pk"))
    assert {wall.user.email for wall in walls} == {"teamlead@demo.example", "callum.doyle@demo.example"}
    teamlead = User.objects.get(email="teamlead@demo.example")
    assert not Concern.objects.visible_to(teamlead).filter(named_users=teamlead).exists()


def test_the_representative_sees_the_plan_and_the_person_agreed_to_it(demo):
    rosa = User.objects.get(email="representative@demo.example")
    maya = Individual.objects.get(user__email="person@demo.example")

    plan = SupportPlan.objects.consented_to(rosa).get()

    assert plan.package.case.individual == maya
    assert plan.answered_how == "portal"


def test_a_worker_makes_both_pdfs_of_each_sealed_return(demo):
    """Given the demo, whose workers have not begun; when they make the PDFs; then each sealed return has both."""
    sealed = Return.objects.sealed().count()

    assert make_missing(RETURN_PDFS, on=clock.today()) == sealed > 1

    sealed_return = Return.objects.sealed().first()

    assert sealed_return.figures.exists()
    with sealed_return.council_copy.file.open() as paper:
        assert paper.read(5) == b"%PDF-"
    assert sealed_return.provider_copy_id


def test_every_printed_sign_in_works(demo, demo_on):
    for one in LOGINS:
        assert authenticate(email=one.email, password=PASSWORD), one.email

    printed = run_demo_data(if_empty=True)
    assert printed.count(PASSWORD) == 1
    assert all(one.email in printed for one in LOGINS)


def test_the_two_contracts_differ_as_their_terms_say(demo):
    tameside, links = (Contract.objects.get(council__area=area) for area in ("Tameside", "Northmoor"))
    tameside_terms, links_terms = tameside.terms_on(clock.today()), links.terms_on(clock.today())

    assert (
        tameside_terms.update_days,
        tameside_terms.hold_days,
        tameside_terms.minimum_age,
        tameside_terms.age_limit,
    ) == (42, 28, 18, 66)
    assert (links_terms.update_days, links_terms.hold_days, links_terms.minimum_age, links_terms.asks_keyworker) == (
        None,
    ) * 4
    assert (tameside.strands.count(), links.strands.count()) == (4, 0)
    assert links.life_domains.count() == 6


@pytest.mark.parametrize("key", list(WALKS))
def test_a_walk_leads_to_pages_that_its_users_may_open(demo, key):
    """Given a walk; when each step is followed; then its page opens, and behind the wall there is none."""
    client = Client()
    page = client.get(reverse("demo_walk", args=[key]))
    assert page.status_code == 200
    for step in WALKS[key].steps():
        if step.login:
            answer = client.post(reverse("demo_sign_in", args=[step.login.key]), {"next": step.link})
            assert (answer.status_code, answer["Location"]) == (302, step.link)
            assert client.session["_auth_user_id"] == str(User.objects.get(email=step.login.email).pk)
        if step.link:
            is_walled = key == "wall" and step.login == LOGIN_OF["teamlead"]
            assert client.get(step.link).status_code == (404 if is_walled else 200), step


def test_the_sign_in_page_of_the_demo_offers_its_users_and_walks(demo):
    text = Client().get(reverse("account_login")).content.decode()
    assert all(login.name in text for login in LOGINS)
    assert all(walk.title in text for walk in WALKS.values())


def test_nobody_signs_in_with_one_press_elsewhere(demo):
    with override_settings(DEMO=False):
        assert Client().post(reverse("demo_sign_in", args=["admin"])).status_code == 404
        assert "Try it" not in Client().get(reverse("account_login")).content.decode()
    answer = Client().post(reverse("demo_sign_in", args=["worker"]), {"next": "https://elsewhere.example/"})
    assert answer["Location"] == "/", "never to another site"


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.key)
def test_every_sign_in_of_the_demo_has_an_address(login):
    """A key may have a dot: `commissioner.links`."""
    assert resolve(reverse("demo_sign_in", args=[login.key])).kwargs == {"key": login.key}


def test_what_people_say_about_their_connections_maps_agrees_with_the_figures(demo):
    maps = ConnectionsMap.objects.select_related("package").order_by("package", "made_on")
    pairs = [(view.map, view.pair.changes[1].change) for view in load_map_views(maps) if view.pair and view.map.meaning]
    assert pairs
    for connections_map, change in pairs:
        assert connections_map.meaning in MEANINGS[change]
