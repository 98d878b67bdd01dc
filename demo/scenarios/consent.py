"""Who stands beside a person, who has looked into a record, and why."""

from types import SimpleNamespace

from django.urls import reverse

from accounts.enums import Permission
from casework import services
from casework.access.records import open_record
from casework.enums import ConsentPurpose
from casework.models import Individual
from demo.scheduler import Story
from demo.world import Scene, at

REASON = "Standing in for a colleague off sick tomorrow; read the plan and the note for the door."
INSPECTION = "Spot check of five records, agreed at the contract meeting."


def shared_with_family(scene: Scene, key: str, user: str, relation: str, *, ago: int, until: int | None) -> Story:
    """The person names somebody and lets them see the plan and the visits; some take it back."""
    yield at(scene.ago(ago), 14, 10)
    support = scene.supports[key]
    person, by = support.individual, support.individual.user or support.lead.user
    representative = services.name_representative(
        individual=person, user=scene.users[user], relation=relation, from_on=scene.ago(ago), by=by
    )
    how = "In the portal" if person.user else f"Told {support.lead.worker} at a visit"
    consents = [
        services.give_consent(representative=representative, purpose=purpose, how=how, by=by)
        for purpose in ConsentPurpose
    ]
    if until is not None:
        yield at(scene.ago(until), 18, 30)
        for consent in consents:
            services.withdraw_consent(consent=consent, by=by)


def looked_into(scene: Scene, key: str) -> Story:
    """Those around the person open the record every few weeks; twice somebody does who is not."""
    days = sorted({*range(4, 400, 27), 61, 25}, reverse=True)
    for number, ago in enumerate(days):
        yield at(scene.ago(ago), 10 + number % 7, 17)
        support = scene.supports[key]
        individual = support.individual
        if ago == 61:
            user = scene.users["tendai.moyo"]
            services.open_with_reason(individual=individual, reason=REASON, by=user)
        elif ago == 25:
            user = scene.users["commissioner"]
            services.grant_inspection(individual=individual, user=user, reason=INSPECTION, by=scene.users["manager"])
        else:
            keys = ("manager", "oncall", "keyworker")
            user = support.lead.user if number % 3 else scene.users[keys[number // 3 % 3]]
        if user.pk == scene.users["keyworker"].pk and scene.keyworker_key(support.life, scene.ago(ago)) != "keyworker":
            user = support.lead.user
        request = SimpleNamespace(user=user, path=reverse("person", args=[individual.pk]))
        open_record(request, Individual, Permission.READ_PERSON, individual.pk)
