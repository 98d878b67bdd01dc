"""Representatives and family of a person, who has opened a record, and why."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import Request
from casework import services
from casework.access.record_loader import open_record
from casework.consent.enums import ConsentPurpose, RequiredAccess
from casework.models import Individual, SafetyDisclosure
from demo.scheduler import Scenario
from demo.world import World, at

REASON = "Covering a visit tomorrow. Need to read the plan."
OBJECTION = "I do not want the office to know when someone comes to see me."
OBJECTION_ANSWER = (
    "The office needs the hours so that your worker is paid. They see your initials and the hours, and nothing else. "
    "We have checked that this is so."
)
INSPECTION = "Spot check of five records, agreed at the contract meeting."


def share_with_family(world: World, key: str, user: str, relation: str, *, ago: int, until: int | None) -> Scenario:
    """The person names somebody and lets them see the plan, the visits and the maps; some take it back."""
    yield at(world.ago(ago), 14, 10)
    support = world.supports[key]
    person, by = support.individual, support.individual.user or support.lead_user
    representative = services.name_representative(
        individual=person, user=world.users[user], relation=relation, from_on=world.ago(ago), by=by
    )
    how = "In the portal" if person.user else f"At a visit, to {support.lead_worker}"
    consents = [
        services.record_consent(answer="given", party=representative, purpose=purpose, how=how, by=by)
        for purpose in ConsentPurpose
    ]
    if until is not None:
        yield at(world.ago(until), 18, 30)
        for consent in consents:
            services.record_consent(party=consent.party, purpose=consent.purpose, answer="withdrawn", how=how, by=by)


def decide_about_family(world: World, key: str, user: str) -> Scenario:
    """A person says with whom workers may talk, and objects to who counts the hours; a manager answers."""
    yield at(world.ago(75), 11, 5)
    support = world.supports[key]
    person, worker, manager = support.individual, support.lead_user, world.users[user]
    for kind, name, answer in (("friend", "Wilma Pryce", "given"), ("family", "Gareth Pryce", "refused")):
        relationship = services.record_relationship(
            individual=person,
            kind=kind,
            name=name,
            telephone="",
            note="",
            from_on=world.ago(75),
            until_on=None,
            by=worker,
        )
        services.record_consent(party=relationship, purpose="talk", answer=answer, how="At a visit", by=worker)
    yield at(world.ago(40), 9, 50)
    objection = services.object_to_access(
        individual=person, about=RequiredAccess.FINANCE, words=OBJECTION, how="By phone, to the office", by=worker
    )
    yield at(world.ago(36), 14, 20)
    services.answer_objection(
        objection=objection, is_upheld=False, answer=OBJECTION_ANSWER, answered_how="By phone", by=manager
    )
    yield at(world.ago(12), 21, 15)
    services.record_disclosure(
        individual=person,
        shared_with="A neighbour who has the spare key",
        what="That nobody had answered the door since the day before.",
        why="The neighbour could look in at once. The police would have taken an hour.",
        shared_at=at(world.ago(12), 20, 40),
        by=worker,
    )
    yield at(world.ago(11), 9, 30)
    disclosure = SafetyDisclosure.objects.filter(individual=person).latest("shared_at")
    services.see_disclosure(disclosure=disclosure, by=manager)


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
