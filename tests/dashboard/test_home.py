"""The home page of each role: what is urgent first, each thing once, the rest in one table; walls and bounds."""

import datetime
import re

import pgtrigger
import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.enums import Permission
from accounts.walls import raise_wall
from casework.danger import DangerRank
from casework.duties import PersonDuty
from casework.models import RecordAccess
from casework.services import answer_question, ask_question, declare_relation, record_admission, review_access
from contracts.models import ContractYear
from contracts.services import ask_for_reset
from core import clock, duties
from core.dates import add_working_days
from core.messages import queue_message
from core.models import DocumentJob, SweepRun
from core.tasks import send_messages
from dashboard import caseload_board
from dashboard.home.ahead import asked_by_user, reviews_ahead
from dashboard.home.council import council_reading
from dashboard.home.duties_table import ROWS, ROWS_ON_PHONE, is_cut
from dashboard.home.reader import Reader
from dashboard.home.sides import MOST_LOADS, worker_loads
from dashboard.home.urgent.rows import FEWEST_TODAY, MOST_HARM, MOST_NOW, urgent_rows
from design import formatting
from plans.services import comment
from referrals.services import ask
from reviews.models import KeyworkerUpdate, Review
from reviews.services import (
    acknowledge_review,
    acknowledge_update,
    answer_reply,
    answer_review_reply,
    arrange_review,
    ask_for_review,
    conduct_review,
    share_review,
)
from safeguarding import services as safeguarding
from tests.factories import PlannedVisitFactory, ReviewFactory, UpdateFactory, VisitFactory, days_ago
from tests.pages.world import refer
from tests.reviews.updates import saved, send, terms_with
from tests.safeguarding.test_concerns import make_concern
from tests.visits.escalation_builders import make_same_day_request, make_shift
from tests.visits.test_alerts import log
from visits import services
from visits.models import EngagementDuty, Escalation
from workforce.models import Absence

MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
LATER = "Overdue, due in the next 7 days, and waited for"
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def on_call(cast):
    """Given a senior who is on call for the whole week: the rota has no gap."""
    return make_shift(cast.tameside, cast.omar, hours=24 * 9)


def open_home(user, name="home", **headers):
    client = Client(headers=headers)
    client.force_login(user)
    return client.get(reverse(name))


def page_of(user, name="home") -> str:
    return " ".join(open_home(user, name).text.split())


def urgent_of(user):
    return urgent_rows(Reader.of(user))


def sentences(rows) -> list[str]:
    return [row.sentence for row in rows]


def plan(cast, *, starts_at, **changed):
    columns = {"package": cast.package, "worker": cast.worker, "starts_at": starts_at, "ends_at": starts_at + HOUR}
    return PlannedVisitFactory(**columns | changed)


def begin_overdue_check(cast) -> None:
    """A lone visit that ended forty minutes ago, whose worker should have checked in twenty-five minutes ago."""
    starts_at = clock.now() - HOUR - 40 * MINUTE
    plan(cast, starts_at=starts_at)
    with clock.frozen_at(starts_at + MINUTE):
        services.begin_checks(on=clock.today())


def make_engagement_duty(cast, *, due_on):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    return EngagementDuty.objects.create(package=cast.package, visit=visit, due_on=due_on)


# Order: the most urgent first, each thing once


def test_a_worker_in_danger_comes_first_and_then_what_is_most_dangerous(cast):
    now = clock.now()
    begin_overdue_check(cast)
    with clock.frozen_at(now - 2 * HOUR):
        log(cast)
    with clock.frozen_at(now - 3 * HOUR):
        make_concern(cast)
    make_same_day_request(cast.package, cast.amara)
    assert sentences(urgent_of(cast.ben).now) == [
        "Amara Okafor has not checked in",
        "Same-day alert: a change was noticed at a visit",
        "Needs a visit today",
        "Safeguarding concern: contact the Council",
    ], "by danger: the concern has waited for longest"
    first, *_, concern = urgent_of(cast.ben).now
    assert (first.time.words, first.time.tone) == ("25 minutes overdue", "late")
    assert concern.time.words == "3 hours waiting"
    page = page_of(cast.ben)
    assert "4 things need someone now." in page
    assert "<strong>On call now:</strong> Omar Farouk until" in page


def test_a_late_hospital_decision_comes_before_paper_and_after_a_message(cast):
    """Given the second of two stays, a message and a review that is longest overdue; then that is the order."""
    stay = {"individual": cast.individual, "hospital": "Stonefield", "kind": "acute", "by": cast.amara}
    record_admission(**stay, admitted_on=days_ago(25), discharged_on=days_ago(4))
    record_admission(**stay, admitted_on=cast.today)
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=days_ago(90))
    with clock.frozen_at(clock.now() + 4 * DAY):
        comment(plan=cast.plan, words="When?", by=cast.maya)
    with clock.frozen_at(clock.now() + 6 * DAY):
        kinds = [row.kind for row in urgent_of(cast.ben).now]
        assert kinds == ["comment", "readmission"]
        assert "review" in {row.kind for row in open_home(cast.ben).context["rows"]}


def test_what_is_due_today_is_under_today_and_on_the_list_once(cast):
    """Given an update due today; then it is under Today and not in the table, and once on the page of everything."""
    update = UpdateFactory(package=cast.package, terms=cast.terms, due_on=cast.today)
    href = reverse("update", args=[update.pk])
    assert href in [row.href for row in urgent_of(cast.ben).today]
    assert href not in [row.href for row in open_home(cast.ben).context["rows"]]
    assert page_of(cast.ben, "duties").count(f'"{href}"') == 1


def test_the_page_of_everything_has_what_is_urgent_now_first_and_each_thing_once(cast):
    """Given a lone visit that nobody checked or logged, and a concern; then each is once on the page, under Now."""
    visit = plan(cast, starts_at=clock.now() - 20 * HOUR)
    concern = make_concern(cast)
    for user in (cast.ben, cast.sunita):
        page = page_of(user, "duties")
        assert page.count(f'"{reverse("concern", args=[concern.pk])}"') == 1
        assert page.index(">Now<") < page.index(concern.reference)
    page = page_of(cast.ben, "duties")
    assert page.count(reverse("visit_log_planned", args=[visit.pk])) == 1


def test_only_mine_has_the_same_number_on_both_pages(cast):
    make_same_day_request(cast.package, cast.amara)
    make_concern(cast)
    plan(cast, starts_at=clock.now() - 30 * HOUR, kind="phone")
    for user in (cast.ben, cast.amara, cast.sunita):
        home, everything = (open_home(user, name).context for name in ("home", "duties"))
        for name in ("mine_count", "row_count"):
            assert home[name] == everything[name], (user, name)


def test_no_row_of_the_page_of_everything_is_empty(cast):
    for days in (1, 3):
        plan(cast, starts_at=clock.now() + days * DAY)
    Absence.objects.create(worker=cast.worker, kind="leave", from_on=cast.today + DAY)
    refer(cast.tameside, cast.rui, full_name="Ida Moss")
    rows = open_home(cast.ben, "duties").context["rows"]
    assert rows
    assert all(row.person and row.lead for row in rows)


def test_an_overdue_check_and_the_call_about_it_are_one_row_that_says_who_deals_with_it(cast):
    begin_overdue_check(cast)
    for minutes in (1, 30, 60):
        with clock.frozen_at(clock.now() + minutes * MINUTE):
            services.advance_checks(on=clock.today())
    with clock.frozen_at(clock.now() + HOUR):
        (row,) = urgent_of(cast.omar).now
        assert row.sentence == "Amara Okafor has not checked in"
        assert row.href.startswith("/escalations/")
        assert row.href != reverse("escalations")
        services.answer_escalation(escalation=Escalation.objects.get(), by=cast.omar)
        (row,) = urgent_of(cast.ben).now
        assert row.dealt_with_by.startswith("Omar Farouk has been dealing with this since")
        assert "No alerts, 1 is being dealt with." in page_of(cast.ben)


def test_a_visit_that_nobody_checked_is_not_listed_as_not_logged_too(cast):
    plan(cast, starts_at=clock.now() - 20 * HOUR)
    urgent = urgent_of(cast.ben)
    assert sentences(urgent.now) == ["No one asked whether Amara Okafor is safe"]
    assert urgent.today == []
    assert "visit-to-log" in {item.kind for item in Reader.of(cast.ben).duties}
    with clock.frozen_at(clock.now() + DAY):
        urgent = urgent_of(cast.ben)
        assert urgent.now == [], "a day later the worker has been seen"
        assert urgent.today == []
        assert sentences(urgent.other_days) == ["No one asked whether Amara Okafor is safe"]


def test_a_message_waits_until_it_must_be_read(cast):
    """Given a message that is read by 14:00; then it is for later, from noon for now, and overdue from two."""
    nine = clock.instant_on(cast.today, datetime.time(9))
    with clock.frozen_at(nine):
        comment(plan=cast.plan, words="Can we meet later?", by=cast.maya)
    times = {}
    for hours in (1, 3, 5):
        with clock.frozen_at(nine + hours * HOUR):
            urgent = urgent_of(cast.ben)
            times[hours] = [(bool(urgent.now), row.time.words) for row in (*urgent.now, *urgent.today)]
    assert times == {1: [(False, "By 13:00")], 3: [(True, "1 hour left")], 5: [(True, "1 hour overdue")]}


def test_many_visits_that_are_not_logged_are_one_row_that_leads_to_their_list(cast):
    visits = [plan(cast, starts_at=clock.now() - n * HOUR, kind="phone") for n in (30, 50, 70)]
    assert urgent_of(cast.ben).today == [], "they are overdue"
    (row,) = [row for row in open_home(cast.ben).context["rows"] if row.kind == "visit-to-log"]
    assert (row.label, row.person, row.lead) == ("3 visits not logged", "Maya Lindqvist", "Amara Okafor")
    assert row.days_late == 3
    client = Client()
    client.force_login(cast.ben)
    page = client.get(row.href).text
    assert all(reverse("visit_log_planned", args=[visit.pk]) in page for visit in visits)
    assert "Exit plan missing" not in page
    services.cancel_planned(planned=visits[0], reason="She was out", by=cast.ben)
    assert len([row for row in open_home(cast.ben).context["rows"] if row.kind == "visit-to-log"]) == 2


def test_what_is_urgent_on_another_day_is_in_the_table(cast):
    """Given a worker who is away tomorrow and in three days; then the first visit decides where cover is looked for."""
    for days in (1, 3):
        plan(cast, starts_at=clock.now() + days * DAY)
    Absence.objects.create(worker=cast.worker, kind="leave", from_on=cast.today + DAY)
    urgent = urgent_of(cast.ben)
    assert "Find cover for Amara Okafor" not in sentences(urgent.now + urgent.today)
    assert page_of(cast.ben).count("Find cover for Amara Okafor") == 1
    (row,) = [row for row in open_home(cast.ben).context["rows"] if row.label.startswith("Find cover")]
    assert (row.person, row.lead) == ("2 visits", "Amara Okafor")
    with clock.frozen_at(clock.now() + DAY - 3 * HOUR):
        (row,) = [row for row in urgent_of(cast.ben).today if row.sentence.startswith("Find cover")]
        assert row.time.words.startswith("First at 1")


def test_a_gap_in_the_rota_is_for_now_while_no_one_is_on_call(cast, on_call):
    on_call.ends_at = clock.now()
    on_call.save()
    assert "No one is on call: Support at home" in sentences(urgent_of(cast.ben).now)
    assert "No one is on call now. Ring:</strong> Omar Farouk" in page_of(cast.ben)


# Unusual openings of records


def open_at_night(cast, user, days: int) -> None:
    at = clock.instant_on(cast.today - days * DAY, datetime.time(3))
    person = cast.individual
    RecordAccess.objects.create(
        individual=person, path="/people/", about_ids=[person.pk], recorded_at=at, recorded_by=user
    )


def unusual_rows(user) -> list[tuple[str, str, int]]:
    rows = [*urgent_of(user).today, *urgent_of(user).other_days]
    return [(row.sentence, row.time.words, row.danger) for row in rows if row.href == reverse("unusual_access")]


def test_unusual_openings_that_nobody_has_looked_at_are_one_row_for_whoever_reviews_access(cast):
    """Given an opening at night, two, and then a look at each; it is due a week after the first of them."""
    open_at_night(cast, cast.amara, 2)
    for user in (cast.ben, cast.sunita):
        assert unusual_rows(user) == [("Unusual access: 1 to look at", "Due today", 4)]
    assert [unusual_rows(user) for user in (cast.amara, cast.omar, cast.alan, cast.nadia)] == [[]] * 4
    open_at_night(cast, cast.tess, 9)
    assert unusual_rows(cast.ben) == [("Unusual access: 2 to look at", "2 days overdue", 4)]
    (row,) = [row for row in open_home(cast.ben).context["rows"] if row.label.startswith("Unusual access")]
    assert (row.person, row.days_late, row.lead) == ("Who looked at records", 2, "You or a colleague")
    assert "Maya" not in row.label + row.note
    for user, days in ((cast.amara, 2), (cast.tess, 9)):
        person, on = cast.individual, cast.today - days * DAY
        review_access(kind="night", user=user, individual=person, on=on, note="On call", by=cast.ben)
    assert unusual_rows(cast.ben) == []


def test_ones_own_openings_and_those_of_a_record_behind_a_wall_are_in_no_row(cast):
    open_at_night(cast, cast.ben, 2)
    assert unusual_rows(cast.ben) == []
    assert len(unusual_rows(cast.dana)) == 1
    raise_wall(record_id=cast.individual.pk, user=cast.dana, reason="A relative", by=cast.alan)
    assert unusual_rows(cast.dana) == []


# The register


@pytest.fixture
def register_kind(monkeypatch):
    def register(**changed) -> None:
        columns = {
            "key": "ring",
            "label": "Ring the person",
            "model": EngagementDuty,
            "permission": Permission.PLAN_VISIT,
            "page": "engagement",
        }
        others = {key: kind for key, kind in duties._kinds.items() if kind.model is not EngagementDuty}
        monkeypatch.setattr(duties, "_kinds", others)
        duties.register(PersonDuty(**columns | changed))

    return register


def test_a_new_kind_of_danger_is_for_now_with_its_own_action_and_note(cast, register_kind):
    register_kind(is_danger=True, action="Ring now", note="She asked for it.", came_at="recorded_at")
    duty = make_engagement_duty(cast, due_on=cast.today)
    (row,) = urgent_of(cast.ben).now
    assert (row.sentence, row.action, row.person) == ("Ring the person", "Ring now", "Maya Lindqvist")
    page = page_of(cast.ben)
    assert page.count(reverse("engagement", args=[duty.pk])) == 1
    assert "She asked for it." in page


def test_a_new_kind_that_is_urgent_on_its_day_is_in_the_table_before(cast, register_kind):
    register_kind(is_urgent=True, several="people to ring")
    duty = make_engagement_duty(cast, due_on=cast.today + DAY)
    href = reverse("engagement", args=[duty.pk])
    assert urgent_of(cast.ben).today == []
    assert href in page_of(cast.ben)
    with clock.frozen_at(clock.now() + DAY):
        assert [row.href for row in urgent_of(cast.ben).today] == [href]
        assert page_of(cast.ben).count(href) == 1


# The table, and its bound


@pytest.fixture
def many_reviews(cast):
    for days in range(ROWS + 2):
        ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today + (7 - days) * DAY)


def review_rows(answer) -> list:
    return [row for row in answer.context["rows"] if row.kind == "review"]


@pytest.mark.usefixtures("many_reviews")
def test_the_table_is_bound_and_a_phone_gets_fewer_rows(cast):
    wide, phone = open_home(cast.ben), open_home(cast.ben, **{"user-agent": PHONE})
    assert len(wide.context["rows"]) == ROWS
    assert len(phone.context["rows"]) == ROWS_ON_PHONE
    everything = open_home(cast.ben, "duties")
    assert len(review_rows(everything)) == ROWS + 2
    total = wide.context["row_count"]
    assert total == everything.context["row_count"]
    assert all(f"Everything ({total})" in answer.text for answer in (wide, phone, everything))


@pytest.mark.usefixtures("many_reviews")
def test_a_page_that_reads_only_some_duties_of_a_kind_says_so(cast):
    assert not is_cut(Reader.of(cast.ben))
    assert is_cut(Reader.of(cast.ben, most_of_a_kind=ROWS))


def test_overdue_comes_first_and_says_by_how_many_days(cast):
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=cast.today + 2 * DAY)
    UpdateFactory(package=cast.other_package, terms=cast.terms, due_on=cast.today - 4 * DAY)
    rows = [row for row in open_home(cast.ben).context["rows"] if row.kind == "keyworker-update"]
    assert [(row.person, row.lead, row.status) for row in rows] == [
        ("Tomasz Zielinski", "Lewis Hartley", ("4 days overdue", "late")),
        ("Maya Lindqvist", "Amara Okafor", None),
    ]


def test_only_mine_leaves_out_what_a_lead_worker_does(cast):
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=cast.today + 2 * DAY)
    UpdateFactory(package=cast.other_package, terms=cast.terms, due_on=cast.today + 2 * DAY, state="written")
    client = Client()
    client.force_login(cast.ben)
    kinds = {row.kind for row in client.get(f"{reverse('duties')}?mine=yes").context["rows"]}
    assert "keyworker-update" not in kinds
    assert "update-to-check" in kinds
    client.force_login(cast.amara)
    mine = client.get(f"{reverse('duties')}?mine=yes").context["rows"]
    assert {row.lead for row in mine if row.kind == "keyworker-update"} == {"You"}


def test_nobody_who_may_come_to_harm_is_left_out_and_the_rest_is_bound(cast):
    """Given more requests for today than a page has other rows for; then all are shown, up to a dozen."""
    for _ in range(MOST_NOW + 2):
        make_same_day_request(cast.package, cast.amara)
        comment(plan=cast.plan, words="When?", by=cast.maya)
    begin_overdue_check(cast)
    urgent = urgent_of(cast.ben)
    assert (len(urgent.now), len(urgent.first_now)) == (MOST_NOW + 3, MOST_NOW + 3)
    assert urgent.more_now == 0
    assert (len(urgent.today), len(urgent.first_today)) == (MOST_NOW + 2, FEWEST_TODAY)
    for _ in range(MOST_HARM):
        make_same_day_request(cast.package, cast.amara)
    many = urgent_of(cast.ben)
    assert (len(many.now), len(many.first_now)) == (MOST_NOW + 3 + MOST_HARM, MOST_HARM)
    assert many.more_now == MOST_NOW + 3
    page = " ".join(page_of(cast.ben).split())
    assert f"{MOST_NOW + 3} more: <a" in page
    assert f"see all {MOST_NOW + 3 + MOST_HARM} <" in page
    everything = open_home(cast.ben, "duties").context["now"]
    assert len([row for row in everything if row.sentence == "Needs a visit today"]) == MOST_NOW + 2 + MOST_HARM


def test_where_much_is_for_now_capacity_is_one_row_and_the_link_counts_everybody(cast):
    """Given a day with more for now than usual; then one worker is listed beside it, and the link says of how many."""

    def workers_listed() -> int:
        capacity = page_of(cast.ben).partition(">Capacity<")[2].partition("</table>")[0]
        return capacity.count(reverse("worker", args=[cast.worker.pk]).rpartition(str(cast.worker.pk))[0])

    total = len(worker_loads(cast.ben, cast.today))
    assert workers_listed() == min(total, MOST_LOADS) > 1
    for _ in range(MOST_NOW + 1):
        make_same_day_request(cast.package, cast.amara)
    assert workers_listed() == 1
    assert f"All {total} staff caseloads" in page_of(cast.ben)


def test_somebody_who_is_not_safe_now_is_for_now_before_the_councils_time_is_over(cast):
    """Given terms with hours for the Council; when a person is not safe now; then it comes before messages, for now."""
    with pgtrigger.ignore("contracts.Terms:terms_written_once"):
        cast.tameside.terms.update(council_contact_hours=24)
    with clock.frozen_at(clock.now() + MINUTE):
        safe, unsafe = make_concern(cast, is_safe="yes"), make_concern(cast, is_safe="no")
        now = [(row.href, row.danger) for row in urgent_of(cast.ben).now]
        assert now == [(reverse("concern", args=[unsafe.pk]), DangerRank.HARM)]
        safeguarding.contact_council(concern=unsafe, contact="Duty team", contacted_at=clock.now(), by=cast.sunita)
        assert [row.danger for row in urgent_of(cast.ben).now if row.danger is DangerRank.HARM] == []
    assert safe.state == "raised"


def test_safeguarding_is_not_left_out_for_want_of_room(cast):
    for _ in range(MOST_NOW + 2):
        with clock.frozen_at(clock.now() - HOUR):
            make_concern(cast)
    for _ in range(MOST_NOW):
        make_same_day_request(cast.package, cast.amara)
    urgent = urgent_of(cast.ben)
    assert (len(urgent.first_now), urgent.more_now) == (2 * MOST_NOW + 2, 0)


def test_a_visit_that_is_asked_for_says_that_the_person_is_in_hospital(cast):
    request = make_same_day_request(cast.package, cast.amara)
    record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=days_ago(2), by=cast.amara
    )
    since = f"In hospital since {formatting.weekday(days_ago(2))}"
    assert f"{since}." in page_of(cast.ben)
    client = Client()
    client.force_login(cast.amara)
    assert since in client.get(reverse("same_day_request", args=[request.pk])).text


def test_the_page_of_everything_has_today_in_the_order_of_home(cast):
    """Given more for today than home lists; then its link leads to the part "Today", which has the same order."""
    for _ in range(FEWEST_TODAY + MOST_NOW):
        comment(plan=cast.plan, words="When?", by=cast.maya)
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=cast.today)
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=days_ago(3))
    page = page_of(cast.ben)
    assert f'href="{reverse("duties")}#today">see all' in page
    everything = open_home(cast.ben, "duties")
    assert [part[:2] for part in everything.context["parts"]] == [
        ("today", "Today"), ("due", "Overdue and due in the next 7 days"),
    ]  # fmt: skip
    today = everything.context["parts"][0][2]
    assert [row.href for row in today] == [row.href for row in urgent_of(cast.ben).today]
    assert '<h2 class="govuk-heading-m" id="today">Today</h2>' in everything.text


def test_home_does_not_say_that_nothing_is_urgent_while_something_is_overdue(cast):
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=days_ago(3))
    page = page_of(cast.ben)
    assert "Nothing is urgent" not in page
    assert re.search(r'No alerts[^.]*\. <a class="govuk-link" href="#due">\d+ things? (is|are) overdue</a>\.', page)
    assert 'id="due"' in page


# Walls


@pytest.mark.parametrize("how", ["wall", "relation"])
def test_a_record_behind_a_wall_is_in_no_row_and_no_count(cast, how):
    log(cast, "now")
    make_concern(cast)
    make_same_day_request(cast.package, cast.amara)
    comment(plan=cast.plan, words="When?", by=cast.maya)
    record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=cast.today, by=cast.amara
    )
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=cast.today)
    before = page_of(cast.ben)
    assert "Maya Lindqvist" in before
    if how == "wall":
        raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.dana)
    else:
        declare_relation(
            individual=cast.individual, user=cast.ben, declared_on=cast.today, words="Her cousin", by=cast.ben
        )
    urgent = urgent_of(cast.ben)
    assert (urgent.now, urgent.today) == ([], [])
    for name in ("home", "duties"):
        assert "Maya" not in page_of(cast.ben, name)
        assert "M.L." not in page_of(cast.ben, name)
    assert re.search(r"Nothing is urgent now\.|No alerts\.", page_of(cast.ben))
    assert "In hospital" not in page_of(cast.ben)


def test_a_concern_behind_a_wall_is_in_no_step_and_no_count_of_who_leads(cast):
    concern = make_concern(cast)
    assert "1 concern is open: 1 cannot wait." in page_of(cast.sunita)
    raise_wall(record_id=concern.pk, user=cast.sunita, reason="Named in it", by=cast.dana)
    page = open_home(cast.sunita)
    assert "No concerns are open." in page.text
    assert concern.reference not in page.text
    assert page.context["concern_counts"].raised == 0


# Each role


def test_who_leads_concerns_has_them_by_their_next_step(cast):
    made = [make_concern(cast) for _ in range(2)]
    safeguarding.contact_council(concern=made[0], contacted_at=clock.now(), contact="Jo Bell", by=cast.sunita)
    page = open_home(cast.sunita)
    assert [(step.title, step.count) for step in page.context["steps"]] == [
        ("Contact the Council", 1),
        ("Record the Council’s decision", 1),
    ]
    for concern in made:
        assert page.text.count(f'"{reverse("concern", args=[concern.pk])}"') == 1
    assert "1. Contact the Council" in page.text
    counts = page.context["concern_counts"]
    assert (counts.raised, counts.contacted, counts.open) == (2, 1, 2)
    assert "Who to ring" in page.text
    assert open_home(cast.ben).context["steps"] == [], "a manager has them among everything else"


def test_a_worker_has_the_visits_of_the_day_and_what_is_to_be_logged(cast):
    planned = plan(cast, starts_at=clock.now() + 2 * HOUR)
    forgotten = plan(cast, starts_at=clock.now() - 30 * HOUR, kind="phone")
    page = open_home(cast.amara)
    assert "1 visit today." in page.text
    assert reverse("visit_briefing", args=[planned.pk]) in page.text
    assert page.text.count(reverse("visit_log_planned", args=[forgotten.pk])) == 1
    assert "Call for help" in page.text
    assert "Capacity" not in page.text


def test_a_worker_reads_who_is_on_call_in_the_first_lines(cast):
    page = page_of(cast.amara)
    words = "<strong>On call now:</strong> Omar Farouk until"
    assert 0 < page.index(words) < page.index("Call for help")


def test_the_heading_of_a_week_says_so(cast):
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today + 7 * DAY)
    assert "Overdue and due in the next 7 days" in page_of(cast.amara)
    assert LATER not in page_of(cast.amara)


def test_finance_has_spend_and_hours_and_no_person(cast):
    quarter = cast.today.replace(month=1, day=1)
    ContractYear.objects.create(
        contract=cast.tameside, from_on=quarter, until_on=quarter.replace(year=quarter.year + 1), hourly_rate=20
    )
    VisitFactory(package=cast.package, worker=cast.worker)
    page = open_home(cast.farah)
    (spend,) = page.context["spends"]
    assert f"£{spend.so_far:,}" in page.text
    assert spend.so_far > 0
    (line,) = page.context["hours"]
    assert line.sums.below == line.sums.to_deliver - line.sums.delivered > 0
    assert "Maya" not in page.text
    assert "Amara" not in page.text


def test_an_administrator_has_late_jobs_messages_and_accounts(cast):
    SweepRun.objects.create(name="move what is due", on=days_ago(2), started_at=clock.now() - 2 * DAY)
    page = open_home(cast.alan)
    assert "background job" in page.context["urgent"].now[0].sentence
    assert page.context["accounts"].never_signed_in > 0
    assert "Maya" not in page.text
    assert open_home(cast.ben).context["accounts"] is None


def test_a_reset_that_waits_is_on_the_page_of_who_may_confirm_it_until_it_expires(cast):
    """Given a reset that Ben asked for; then Alan has it today, and now in the last hours; Ben has it not."""
    Authenticator.objects.create(user=cast.amara, type=Authenticator.Type.TOTP, data={"secret": "x"})
    reset = ask_for_reset(user=cast.amara, check="I rang her", by=cast.ben)

    def rows_of(user, rows="now"):
        return [row for row in getattr(urgent_of(user), rows) if row.sentence.startswith("Confirm a reset")]

    everything = [*rows_of(cast.alan, "today"), *rows_of(cast.alan, "other_days")]
    assert [row.href for row in everything] == [reverse("second_factor_resets")]
    assert "Confirm a reset: Amara Okafor cannot sign in" in page_of(cast.alan)
    with clock.frozen_at(reset.expires_at - HOUR):
        assert len(rows_of(cast.alan)) == 1
        assert rows_of(cast.ben) == []


def test_a_keyworker_has_reviews_to_acknowledge_and_updates_that_are_late(cast):
    """Given a shared review and an update that was due; then both are on Priya's page until each is dealt with."""
    shared = {"state": "shared", "conducted_on": days_ago(2), "met_on": days_ago(2), "shared_at": clock.now()}
    review = ReviewFactory(package=cast.package, terms=cast.terms, due_on=days_ago(2), **shared)
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=days_ago(3))
    page = open_home(cast.priya)
    assert [(row.what, row.person) for row in page.context["reading"].rows] == [("Review", "Maya Lindqvist")]
    assert reverse("review", args=[review.pk]) in page.text
    assert "Updates not sent in time" in page.text
    assert open_home(cast.ben).context["reading"] is None
    acknowledge_review(review=review, by=cast.priya)
    assert open_home(cast.priya).context["reading"].rows == []


def test_lists_of_a_keyworker_say_what_they_cut_and_lead_to_everything(cast, monkeypatch):
    """Given two reviews and two questions, and one row of each on the home page; then a page lists them all."""
    monkeypatch.setattr(reviews_ahead, "__defaults__", (1,))
    monkeypatch.setattr(asked_by_user, "__defaults__", (1,))
    for days in (9, 10):
        due_on = cast.today + days * DAY
        review = ask_for_review(package=cast.package, due_on=due_on, asked_by="provider", by=cast.amara)
        arrange_review(review=review, revision=review.revision, meets_at=clock.now() + days * DAY, by=cast.amara)
    for words in ("Is he sleeping?", "Is he eating?"):
        ask_question(package=cast.package, words=words, asked_by=cast.priya, by=cast.priya)
    page = open_home(cast.priya)
    assert (len(page.context["reviews_ahead"]), len(page.context["asked"])) == (1, 1)
    assert page.text.count("The first 1 of 2.") == 2
    assert page.text.count(f'href="{reverse("ahead")}"') == 2
    everything = open_home(cast.priya, "ahead")
    assert (len(everything.context["reviews_ahead"]), len(everything.context["asked"])) == (2, 2)
    assert "The first" not in everything.text
    monkeypatch.setattr("dashboard.home.views.MOST_AHEAD", 1)
    assert "These are the first 1 of 2 reviews." in open_home(cast.priya, "ahead").text


def test_what_there_is_to_read_is_counted_where_the_list_is_cut(cast, monkeypatch):
    """Given an update and a review to read, and a list of one row; then it says of how many, and all are on a page."""
    update = send(cast)
    review = ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today)
    conduct_review(review=review, conducted_on=cast.today, outcome="It goes on.", participants="Maya", by=cast.amara)
    share_review(review=review, by=cast.amara)
    monkeypatch.setattr(council_reading, "__defaults__", (1,))
    page = open_home(cast.priya)
    assert len(page.context["reading"].rows) == 1
    assert "The first 1 of 2." in page.text
    everything = open_home(cast.priya, "ahead")
    hrefs = [row.href for row in everything.context["reading"].rows]
    assert hrefs == [reverse("update", args=[update.pk]), reverse("review", args=[review.pk])]
    assert all(f'"{href}"' in everything.text for href in hrefs)


def test_a_phone_gets_fewer_rows_of_each_list_and_the_same_counts(cast):
    """Given more questions than a phone lists; then it gets three, and says of how many."""
    for number in range(4):
        ask_question(package=cast.package, words=f"Question {number}?", asked_by=cast.priya, by=cast.priya)
    wide, phone = open_home(cast.priya), open_home(cast.priya, **{"user-agent": PHONE})
    assert [len(page.context["asked"]) for page in (wide, phone)] == [4, 3]
    assert [page.context["asked_total"] for page in (wide, phone)] == [4, 4]
    assert "The first 3 of 4." in phone.text
    assert "The first" not in wide.text


def test_a_keyworker_has_reviews_and_referrals_at_the_side(cast):
    """Given a keyworker and a manager; then what needs the keyworker is in the main column, and the rest beside it."""
    review = ask_for_review(package=cast.package, due_on=cast.today + 9 * DAY, asked_by="provider", by=cast.amara)
    arrange_review(review=review, revision=review.revision, meets_at=clock.now() + 3 * DAY, by=cast.amara)
    ask_question(package=cast.package, words="Is he sleeping?", asked_by=cast.priya, by=cast.priya)
    main, _, side = page_of(cast.priya).partition("cw-columns__side")
    assert "You asked, and wait for the answer" in main
    for words in ("Reviews in the next two weeks", "Make or follow a referral"):
        assert words in side, words
        assert words not in main, words


def test_a_keyworker_has_the_reviews_ahead_and_what_they_asked(cast):
    """Given a review with a time, a question and a request; then they are on Priya's page until each is over."""
    review = ask_for_review(package=cast.package, due_on=cast.today + 9 * DAY, asked_by="provider", by=cast.amara)
    arrange_review(review=review, revision=review.revision, meets_at=clock.now() + 3 * DAY, by=cast.amara)
    question = ask_question(package=cast.package, words="Is he sleeping?", asked_by=cast.priya, by=cast.priya)
    page = open_home(cast.priya)
    assert [row.pk for row in page.context["reviews_ahead"]] == [review.pk]
    assert reverse("review", args=[review.pk]) in page.text
    assert [(row.what, row.answer_by, row.is_late) for row in page.context["asked"]] == [
        ("Question", question.due_on, False)
    ]
    with clock.frozen_at(clock.instant_on(question.due_on + DAY)):
        late = open_home(cast.priya).context
        assert [row.is_late for row in late["asked"]] == [True]
    answer_question(question=question, revision=question.revision, answer="Better.", by=cast.amara)
    assert open_home(cast.priya).context["asked"] == []
    assert [row.pk for row in open_home(cast.amara).context["reviews_ahead"]] == [review.pk], "she supports him"
    for user in (cast.ben, cast.amara, cast.duty):
        other = open_home(user).context
        assert other["asked"] == [], user
        assert other["reviews_ahead"] == [] or user == cast.amara, user


def test_a_reply_that_asks_for_an_answer_is_among_what_the_keyworker_asked(cast):
    """Given replies to an update and a review that ask for an answer; then both are there until they are answered."""
    update = send(cast)
    acknowledge_update(update=update, answer="Until when?", needs_answer=True, by=cast.priya)
    review = ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today)
    conduct_review(review=review, conducted_on=cast.today, outcome="It goes on.", participants="Maya", by=cast.amara)
    share_review(review=review, by=cast.amara)
    acknowledge_review(review=review, reply="For how long?", needs_answer=True, by=cast.priya)
    answer_by = add_working_days(cast.today, 1)
    page = open_home(cast.priya)
    assert sorted((row.what, row.href, row.answer_by) for row in page.context["asked"]) == [
        ("Reply to a review", reverse("review", args=[review.pk]), answer_by),
        ("Reply to an update", reverse("update", args=[update.pk]), answer_by),
    ]
    assert page.text.count(formatting.day(answer_by)) >= 2
    assert all(open_home(user).context["asked"] == [] for user in (cast.amara, cast.ben, cast.duty))
    answer_reply(update=saved(update), our_answer="Until May.", by=cast.amara)
    answer_review_reply(review=Review.objects.get(pk=review.pk), answer="A year.", by=cast.amara)
    assert open_home(cast.priya).context["asked"] == []


def test_a_reply_that_asks_for_nothing_is_not_among_what_the_keyworker_asked(cast):
    update = send(cast)
    acknowledge_update(update=update, answer="Thank you.", by=cast.priya)
    assert open_home(cast.priya).context["asked"] == []


def test_a_row_of_referrals_says_how_many_decisions_are_overdue(cast):
    terms_with(cast, decide_within_working_days=10)
    with clock.frozen_at(clock.now() - 30 * DAY):
        refer(cast.tameside, cast.rui, full_name="Dermot Hanlon")
    refer(cast.tameside, cast.rui, full_name="Ida Moss")
    page = open_home(cast.ben)
    (count,) = page.context["referral_counts"]
    assert (count.count, count.late) == (2, 1)
    assert "1 decision overdue" in page.text


def test_a_keyworker_has_updates_to_read_and_their_referrals_by_state(cast):
    update = UpdateFactory(
        package=cast.package,
        terms=cast.terms,
        due_on=days_ago(3),
        state="sent",
        submitted_at=clock.now(),
        submitted_by=cast.amara,
        met_on=cast.today,
        recipient=cast.priya,
    )
    refer(cast.tameside, cast.priya, full_name="Ida Moss")
    refer(cast.tameside, cast.rui, full_name="Owen Castellan")
    page = open_home(cast.priya)
    assert reverse("update", args=[update.pk]) in page.text
    assert [(count.label, count.count) for count in page.context["referral_counts"]] == [("New: needs a decision", 1)]
    assert "Ida Moss" in page.text
    assert "Owen Castellan" not in page.text
    assert KeyworkerUpdate.objects.filter(pk=update.pk, state="sent").exists()


def test_a_manager_has_referrals_by_state_with_the_longest_wait(cast):
    with clock.frozen_at(clock.now() - 6 * DAY):
        refer(cast.tameside, cast.rui, full_name="Dermot Hanlon")
    refer(cast.tameside, cast.rui, full_name="Ida Moss")
    (count,) = open_home(cast.ben).context["referral_counts"]
    assert (count.label, count.count, count.longest) == ("New: needs a decision", 2, "6 days: Dermot Hanlon")
    client = Client()
    client.force_login(cast.ben)
    listed = client.get(count.href).text
    assert "Dermot Hanlon" in listed
    assert "Ida Moss" in listed


# Notifications


def test_notifications_are_a_count_that_leads_to_their_page(cast):
    for number in range(2):
        queue_message(cast.omar, key=f"round:{number}", subject="Look at this", body="Now", path="/")
    send_messages()
    page = page_of(cast.omar)
    assert "2 unread notifications" in page
    assert "Look at this" not in page
    client = Client()
    client.force_login(cast.omar)
    listed = client.get(reverse("notifications"))
    assert listed.text.count("Look at this") == 2
    client.post(reverse("message_read", args=[listed.context["rows"][0].pk]))
    assert "1 unread notification<" in page_of(cast.omar)
    assert "Look at this" not in page_of(cast.tess, "notifications")


def test_a_notification_about_a_record_behind_a_wall_is_not_counted(cast):
    queue_message(cast.omar, key="round:1", subject="Look", body="Now", path="/", about=[cast.individual.pk])
    send_messages()
    assert "1 unread notification" in page_of(cast.omar)
    raise_wall(record_id=cast.individual.pk, user=cast.omar, reason="Neighbour", by=cast.dana)
    assert "unread" not in page_of(cast.omar)
    assert "Look" not in page_of(cast.omar, "notifications")


def test_what_somebody_waits_for_is_listed_from_the_start(cast):
    """Given a readmission whose day is in three weeks; then home lists the decision today, and no other such duty."""
    stay = {"individual": cast.individual, "hospital": "Stonefield", "kind": "acute", "by": cast.amara}
    record_admission(**stay, admitted_on=cast.today - 7 * DAY, discharged_on=cast.today - 4 * DAY)
    record_admission(**stay, admitted_on=cast.today)
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today + 21 * DAY)
    for user in (cast.amara, cast.ben, cast.priya):
        (item,) = [item for item in Reader.of(user).duties if item.kind in ("readmission", "review")]
        assert (item.kind, item.due_on) == ("readmission", cast.today + 21 * DAY)
        assert item.label in page_of(user)
    assert LATER in page_of(cast.amara), "the heading says that more than a week is listed"
    assert "readmission" not in {item.kind for item in caseload_board.duties(cast.ben, cast.today)}


def test_a_queried_referral_is_once_on_the_page_of_who_made_it(cast):
    """Given a question about a referral; then it is in the list of missing things, and in no other."""
    ask(referral=refer(cast.tameside, cast.rui), question="Is there a dog?", by=cast.ben)
    page = open_home(cast.rui)
    assert [row.missing[0] for row in page.context["awaiting"]] == ["Your answer to our question"]
    assert [row.kind for row in page.context["rows"]] == []
    assert page.context["mine_count"] == 1


def test_an_administrator_has_the_documents_that_could_not_be_made(cast):
    job = {"kind": "plan", "reference": "P-1", "error": "No disk", "began_at": clock.now()}
    DocumentJob.objects.create(key="1", **job)
    assert not [row for row in urgent_of(cast.alan).today if "document" in row.sentence]
    DocumentJob.objects.create(key="2", **job, given_up_at=clock.now())
    (row,) = [row for row in urgent_of(cast.alan).today if "document" in row.sentence]
    assert (row.sentence, row.href) == ("1 document could not be made", reverse("system_status"))
    assert not [row for row in urgent_of(cast.ben).today if "document" in row.sentence]


def test_a_decision_on_a_referral_is_a_duty_before_it_is_overdue(cast):
    terms_with(cast, decide_within_working_days=3)
    refer(cast.tameside, cast.rui)
    (row,) = [row for row in open_home(cast.ben).context["rows"] if row.kind == "referral-decision"]
    assert row.status is None
    assert not [row for row in open_home(cast.rui).context["rows"] if row.kind == "referral-decision"]
