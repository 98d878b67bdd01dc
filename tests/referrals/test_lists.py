"""The list of referrals: order, filters and pages."""

import datetime
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.services import allocate
from core import clock
from referrals import ordering
from referrals.models import Referral
from referrals.services import accept, ask, decline, put_on_waiting_list, withdraw
from tests.factories import ReferralFactory, at_ten, days_ago
from tests.pages.world import DAY, refer

HOUR = datetime.timedelta(hours=1)


def make_referral(cast, name, ago, **more) -> Referral:
    with clock.frozen_at(at_ten(days_ago(ago))):
        return refer(cast.tameside, more.pop("by", cast.rui), full_name=name, **more)


def list_names(client, user, **filters) -> list[str]:
    """Return the names on the page, in order."""
    client.force_login(user)
    response = client.get(f"{reverse('referrals')}?{urlencode(filters)}")
    assert response.status_code == 200
    context = response.context
    if "own_referrals" in context:
        return [each.referral.full_name for each in context["own_referrals"]]
    return [each.full_name for each, *_ in context["to_decide"]] + [each.full_name for each in context["rest"]]


def test_same_day_first_then_the_longest_waiting_then_the_rest_newest_first(cast, client):
    for name, ago in (("Gone early", 9), ("Gone late", 2)):
        withdraw(referral=make_referral(cast, name, ago), reason="Moved", by=cast.rui)
    make_referral(cast, "Young", 1)
    make_referral(cast, "Old", 8)
    make_referral(cast, "Today", 0, asks_same_day=True)
    assert list_names(client, cast.ben) == ["Today", "Old", "Young", "Gone late", "Gone early"]


def test_a_same_day_referral_shows_its_age(cast, client):
    with clock.frozen_at(clock.now() - 5 * HOUR - datetime.timedelta(minutes=10)):
        refer(cast.tameside, cast.rui, asks_same_day=True)
    client.force_login(cast.ben)
    assert "5 hours old" in client.get(reverse("referrals")).content.decode()


def test_filters_in_the_address_narrow_the_list(cast, client):
    hyde = make_referral(cast, "Hyde", 5, area="Hyde")
    make_referral(cast, "Denton", 4, area="Denton", strand=cast.strands[1])
    declined = make_referral(cast, "Mine", 3, area="Hyde")
    withdraw(referral=declined, reason="Moved", by=cast.rui)
    ask(referral=hyde, question="Is there a dog?", by=cast.ben)
    assert list_names(client, cast.ben, state="withdrawn") == ["Mine"]
    assert list_names(client, cast.ben, state="undecided") == ["Hyde", "Denton"]
    assert list_names(client, cast.ben, area="Hyde") == ["Hyde", "Mine"]
    assert list_names(client, cast.ben, strand=cast.strands[1].pk) == ["Denton"]
    assert list_names(client, cast.ben, strand="null") == []
    assert list_names(client, cast.ben, source="Mental health team", area="Hyde") == ["Hyde", "Mine"]
    assert list_names(client, cast.ben, mine="true") == ["Hyde"]
    assert list_names(client, cast.dana, mine="true") == []
    assert list_names(client, cast.ben, contract=cast.tameside.pk, state="withdrawn") == ["Mine"]
    day = {f"received_{end}_{part}": getattr(days_ago(4), part) for end in ("from", "until") for part in DATE}
    assert list_names(client, cast.ben, **day) == ["Denton"]


DATE = ("day", "month", "year")


def test_the_list_is_filtered_by_lead_worker(cast, client):
    referral = make_referral(cast, "Ada", 5)
    package = accept(
        referral=referral,
        minutes_a_week=60,
        first_review_on=cast.today + 60 * DAY,
        keyworker=cast.priya,
        starts_on=cast.today,
        by=cast.ben,
    )
    allocate(package=package, worker=cast.worker, kind="lead", from_on=cast.today, by=cast.ben)
    make_referral(cast, "Bodo", 4)
    assert list_names(client, cast.ben, worker=cast.worker.pk) == ["Ada"]
    assert list_names(client, cast.ben, worker=cast.other_worker.pk) == []


def test_no_name_is_accepted_in_the_address(cast, client):
    """Given an area where nobody lives; then the filter reports an error."""
    make_referral(cast, "Ada", 1, area="Hyde")
    client.force_login(cast.ben)
    html = client.get(f"{reverse('referrals')}?area=Quist").content.decode()
    assert "Choose the town or area from the list" in html


def some(cast, count: int, state: str) -> None:
    """Make past referrals a minute apart, every second pair at the same minute."""
    rows = [
        ReferralFactory.build(
            contract=cast.tameside,
            recorded_by=cast.rui,
            referrer=cast.rui,
            full_name=f"Person {n:03}",
            state=state,
            received_at=at_ten(days_ago(30)) - n // 2 * datetime.timedelta(minutes=1),
            recorded_at=at_ten(days_ago(30)),
        )
        for n in range(count)
    ]
    Referral.objects.bulk_create(rows)


@pytest.mark.parametrize("who", ["ben", "rui"])
def test_every_referral_is_on_exactly_one_page(cast, client, who):
    some(cast, 2 * ordering.PAGE_LENGTH + 7, "withdrawn")
    refer(cast.tameside, cast.rui, sent=False, full_name="A draft")
    client.force_login(getattr(cast, who))
    names, address, pages = [], reverse("referrals"), 0
    while address:
        context = client.get(address).context
        names += (
            [each.referral.pk for each in context["own_referrals"]]
            if "own_referrals" in context
            else [r.pk for r in context["rest"]]
        )
        address = context["older"] and reverse("referrals") + context["older"]
        pages += 1
    assert pages == 3
    assert len(names) == len(set(names)) == 2 * ordering.PAGE_LENGTH + (8 if who == "rui" else 7)


def test_paging_keeps_the_filters(cast, client):
    some(cast, ordering.PAGE_LENGTH + 1, "withdrawn")
    client.force_login(cast.ben)
    older = client.get(f"{reverse('referrals')}?state=withdrawn").context["older"]
    assert "state=withdrawn" in older


def test_the_list_says_when_more_are_to_decide(cast, client):
    some(cast, ordering.MAX_TO_DECIDE + 1, "sent")
    client.force_login(cast.ben)
    response = client.get(reverse("referrals"))
    assert len(response.context["to_decide"]) == ordering.MAX_TO_DECIDE
    assert "Showing the first 100" in response.content.decode()


def test_the_newest_referrals_are_read_by_index(cast):
    """Given thousands of referrals; then a page is read from the index without a sort."""
    some(cast, 3000, "withdrawn")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE referrals_referral")
    rest = Referral.objects.visible_to(cast.ben).decided_or_draft()
    last = ordering.newest(rest)[500]
    for rows in (ordering.newest(rest), ordering.listed_after(rest, last)):
        plan = rows[: ordering.PAGE_LENGTH + 1].explain()
        assert "referral_newest" in plan
        assert "Sort" not in plan


@pytest.mark.parametrize("who", ["ben", "rui", "priya"])
def test_at_most_eleven_queries(cast, client, who):
    """One of them asks for an open call for help of the user."""
    some(cast, 60, "sent")
    make_referral(cast, "Ada", 2)
    client.force_login(getattr(cast, who))
    client.get(reverse("referrals"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("referrals"))
    assert len(queries) <= 11


# Those who refer


def test_a_referrer_sees_the_progress_of_their_own_referrals(cast, client):
    refer(cast.tameside, cast.rui, sent=False, full_name="Draft", planned_start_on=None)
    queried = make_referral(cast, "Asked", 3)
    ask(referral=queried, question="Is there a dog?", by=cast.ben)
    make_referral(cast, "Of Kofi", 2, by=cast.kofi)
    assert list_names(client, cast.rui) == ["Draft", "Asked"]
    words = [each.status for each in client.get(reverse("referrals")).context["own_referrals"]]
    assert words[0] == "Not sent yet."
    assert "needs your answer" in words[1]
    html = client.get(reverse("referrals")).content.decode()
    assert f'Who to call">{cast.tameside}, <a' in html
    assert ">{}</a>".format(cast.tameside.telephone.replace(" ", "\N{NO-BREAK SPACE}")) in html


def test_a_referrer_sees_when_support_is_expected(cast, client):
    use_up_capacity(cast)
    put_on_waiting_list(
        referral=make_referral(cast, "Ada", 2),
        band=1,
        band_agreed_with="Petra Lund",
        expected_on=cast.today + 40 * DAY,
        reason="No room",
        by=cast.ben,
    )
    decline(referral=make_referral(cast, "Bodo", 3), reason="No room", by=cast.ben)
    list_names(client, cast.rui)
    first, declined = client.get(reverse("referrals")).context["own_referrals"]
    assert f"{cast.today + 40 * DAY:%-d %B %Y}" in first.status
    assert declined.referral.state == "declined"
    assert declined.status == "You can refer this person again."


def use_up_capacity(cast) -> None:
    from_on = days_ago(1)
    for worker in (cast.worker, cast.other_worker, cast.lead_worker):
        worker.ceilings.create(minutes_a_week=0, reason="Agreed in supervision", from_on=from_on)


def test_a_referrer_sees_nothing_of_the_waiting_list(cast, client):
    client.force_login(cast.rui)
    assert client.get(reverse("waiting_list")).status_code == 404
