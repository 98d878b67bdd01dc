"""Representatives and family of a person, who has opened a record, and why."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import Request
from casework import services
from casework.access.record_loader import open_record
from casework.enums import ConsentPurpose
from casework.models import Individual
from demo.scheduler import Scenario
from demo.world import World, at

REASON = "Covering a visit tomorrow. Need to read the plan."
INSPECTION = "Spot check of five records, agreed at the contract meeting."


def share_with_family(world: World, key: str, user: str, relation: str, *, ago: int, until: int | None) -> Scenario:
    """The person names somebody and lets them see the plan and the visits; some take it back."""
    yield at(world.ago(ago), 14, 10)
    support = world.supports[key]
    person, by = support.individual, support.individual.user or support.lead_user
    representative = services.name_representative(
        individual=person, user=world.users[user], relation=relation, from_on=world.ago(ago), by=by
    )
    how = "In the portal" if person.user else f"Told {support.lead_worker} at a visit"
    consents = [
        services.give_consent(representative=representative, purpose=purpose, how=how, by=by)
        for purpose in ConsentPurpose
    ]
    if until is not None:
        yield at(world.ago(until), 18, 30)
        for consent in consents:
            services.withdraw_consent(consent=consent, by=by)


def open_without_caseload(world: World, key: str) -> Scenario:
    """Those who work with the person open the record every few weeks; twice somebody else does."""
    days = sorted({*range(4, 400, 27), 61, 25}, reverse=True)
    for number, ago in enumerate(days):
        yield at(world.ago(ago), 10 + number % 7, 17)
        support = world.supports[key]
        individual = support.individual
        if ago == 61:
            user = world.users["tendai.moyo"]
            services.open_with_reason(individual=individual, reason=REASON, by=user)
        elif ago == 25:
            user = world.users["commissioner"]
            services.grant_inspection(individual=individual, user=user, reason=INSPECTION, by=world.users["manager"])
        else:
            keys = ("manager", "oncall", "keyworker")
            user = support.lead_user if number % 3 else world.users[keys[number // 3 % 3]]
        if (
            user.pk == world.users["keyworker"].pk
            and world.keyworker_key(support.character, world.ago(ago)) != "keyworker"
        ):
            user = support.lead_user
        request = Request()
        request.method = "GET"
        request.path = reverse("person", args=[individual.pk])
        request.user = user
        open_record(request, Individual, Permission.READ_PERSON, individual.pk)
