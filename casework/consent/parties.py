"""With whom the person decides to share: their representatives, and the people close to them."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Individual, Relationship, Representative
from core import clock

Party = Representative | Relationship


@dataclass(frozen=True)
class Choice:
    """One purpose for one party, with what the person decided last; None: they were not asked."""

    purpose: ConsentPurpose
    decision: ConsentDecision | None

    @property
    def is_given(self) -> bool:
        return self.decision is not None and self.decision.is_given


@dataclass(frozen=True)
class PartyChoices:
    """Somebody with whom the person may share, and what they decided."""

    party: Party
    choices: list[Choice]

    @property
    def name(self) -> str:
        return name_of(self.party)

    @property
    def relation(self) -> str:
        """What they are to the person, such as "Sister"."""
        return self.party.relation if isinstance(self.party, Representative) else self.party.get_kind_display()

    @property
    def may_talk(self) -> bool:
        """Return True if workers may talk with them about the person's support."""
        return any(choice.is_given for choice in self.choices if choice.purpose == ConsentPurpose.TALK)


def name_of(party: Party) -> str:
    """Return the name of a representative or of somebody close."""
    return party.user.full_name if isinstance(party, Representative) else party.name


def purposes_of(party: Party) -> list[ConsentPurpose]:
    """Return what the person can let this party do: see something only with an account."""
    return [each for each in ConsentPurpose if isinstance(party, Representative) or not each.needs_account]


def parties_of(individual: Individual) -> list[Party]:
    """Return today's representatives and people close to the person, of all of their records, by name."""
    records, today = Individual.objects.same_person(individual), clock.today()
    representatives = (
        Representative.objects.on(today).filter(individual__in=records).select_related("user", "individual")
    )
    relationships = Relationship.objects.on(today).filter(individual__in=records).select_related("individual")
    return [
        *representatives.select_related("user", "individual").order_by("user__full_name", "pk"),
        *relationships.order_by("name", "pk"),
    ]


def choices_of(individual: Individual) -> list[PartyChoices]:
    """Return each party of the person with what they decided; a few queries, however many there are."""
    newest = ConsentDecision.objects.from_person(individual).newest().select_related("recorded_by")
    decisions = {(row.representative_id or row.relationship_id, row.purpose): row for row in newest}
    return [
        PartyChoices(party, [Choice(each, decisions.get((party.pk, each.value))) for each in purposes_of(party)])
        for party in parties_of(individual)
    ]


def party_or_404(individual: Individual, pk: UUID) -> Party:
    """Return the party of the person with this id. Raises Http404 for others."""
    party = next((party for party in parties_of(individual) if party.pk == pk), None)
    if party is None:
        raise Http404
    return party
