"""What is the person's own to read, they read: each text of it is on a page of theirs.

The other side of `test_standings.py`: there nothing of a record may reach whoever may not see it. Here a canary is in
every text of the record, and the person opens all of their pages, in full and easy to read.
"""

import pytest

from accounts.models import User
from accounts.page_access import PageClass
from casework.consent.enums import ConsentPurpose
from casework.models import Individual
from casework.services import record_consent
from plans.models import Participant, SupportPlan
from plans.services import set_rating_preference
from reviews.models import ConnectionsMap, Review
from reviews.services import record_meaning
from tests.pages.canaries import CANARY, everything_in, plant
from tests.pages.matrix import ADDRESSES, Kind
from tests.pages.test_matrix import path_and_class
from tests.pages.urls import Walker

# By subject, as "Model.column": what the rules of the pages say that the person reads.
PLAN = """
SupportPlan.matters_to_me SupportPlan.who_matters SupportPlan.support_me_best SupportPlan.how_i_communicate
SupportPlan.good_days SupportPlan.bad_days SupportPlan.early_signs Participant.name Participant.how Comment.words
"""
GOALS = "GoalWording.words GoalWording.why GoalWording.how_we_know Step.text Step.responsible"
SAFETY = """
SafetyPlan.warning_signs SafetyPlan.own_steps SafetyPlan.distractions SafetyPlan.people SafetyPlan.professionals
SafetyPlan.safer_place SafetyPlan.reasons SafetyPlan.unhelpful SafetyPlan.other_help SafetyPlanCopy.name
AdvanceChoice.held_by AdvanceChoice.where
"""
DECISIONS = "PositiveRisk.wish PositiveRisk.gains PositiveRisk.own_view RiskStep.text RiskStep.responsible"
VISITS = "VisitRequest.wished"
REVIEWS = """
Review.proposals Review.meeting_place Review.wishes Review.invited Review.participants Review.works_well
Review.works_badly Review.outcome Review.disagreement ReviewGoal.words
"""
DETAILS = """
Individual.known_as Address.lines Address.area ContactPoint.value ContactPoint.own_note AccessNeed.words
TimePreference.words ProfileAnswer.words
"""
CONNECTIONS = "Connection.words ConnectionsMap.meaning"
SHARING = """
ConsentDecision.how ConsentDecision.best_interests ConsentDecision.decided_by Representative.relation
AccessObjection.words AccessObjection.answer SafetyDisclosure.shared_with SafetyDisclosure.what SafetyDisclosure.why
"""
ACCESS_LOG = "AccessGrant.reason AccessQuestion.words AccessQuestion.answer"
OWN = [*map(str.split, (PLAN, GOALS, SAFETY, DECISIONS, VISITS, REVIEWS, DETAILS, CONNECTIONS, SHARING, ACCESS_LOG))]


def own_paths(world) -> set[str]:
    """Return every address of the person's own pages, with what is hers."""
    pairs = {path_and_class(address, world.mine) for address in ADDRESSES if address.kind is not Kind.VERB}
    return {path for path, page_class in pairs if page_class is PageClass.PORTAL}


def texts_read(world) -> set[str]:
    """Return the canaries that the person meets on her pages, with easy read and without."""
    walker, canaries = Walker(world.cast), set()
    for easy_read in (False, True):
        User.objects.filter(pk=world.cast.maya.pk).update(easy_read=easy_read)
        for path in sorted(own_paths(world)):
            canaries |= set(CANARY.findall(everything_in(walker.ask("maya", "GET", path))))
    return canaries


def add_what_the_world_lacks(world) -> None:
    """Add texts that the record has no row for: who helped with the plan, a decision for the person, a place, a map."""
    mine, cast = world.mine, world.cast
    set_rating_preference(individual=mine.individual, wants_ratings=True, by=cast.maya)
    Participant.objects.create(
        plan=SupportPlan.objects.get(package=mine.package, state="in force"),
        role="carer",
        name="Joan",
        how="By telephone",
        recorded_by=cast.amara,
    )
    decision = {"answer": "given", "how": "At a meeting", "capacity": "lacks"}
    reasons = {"best_interests": "He helps with letters", "decided_by": "The team"}
    record_consent(party=mine.representative, purpose=ConsentPurpose.SEE_VISITS, by=cast.amara, **decision, **reasons)
    Review.objects.filter(package=mine.package, state="due", meets_at__isnull=False).update(
        meeting_kind="elsewhere", meeting_place="The café"
    )
    newest = ConnectionsMap.objects.filter(package=mine.package).order_by("-made_on").first()
    record_meaning(connections_map=newest, revision=newest.revision, meaning="I go out more", by=cast.maya)


def test_the_person_reads_every_text_that_is_their_own(world):
    add_what_the_world_lacks(world)
    individual = Individual.objects.get(pk=world.mine.individual.pk)
    planted = plant(individual)
    read = {planted[canary] for canary in texts_read(world) & set(planted)}
    own = {column for columns in OWN for column in columns}
    import os

    if os.environ.get("LIST"):
        print("READ", sorted(read))
        print("NOT", sorted(set(planted.values()) - read))
    print(f"own: {len(own)} columns, {len(read)} read of {len(planted)}")
    unplanted = own - set(planted.values())
    assert not unplanted, f"no row has these texts, so nothing was tried: {sorted(unplanted)}"
    missing = own - read
    if missing:
        pytest.fail(f"No page of the person has: {' '.join(sorted(missing))}", pytrace=False)
