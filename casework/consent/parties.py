"""With whom the person decides to share: their representatives, and the people close to them."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from casework.consent.enums import ConsentAnswer, ConsentPurpose
from casework.models import ConsentDecision, Individual, Relationship, Representative
from core import clock

Party = Representative | Relationship


@dataclass(frozen=True)
class Choice:
    """One purpose for one party, with the decision that counts; None: they were not asked.

    `is_of_other_record`: it is a "no" about the same party under another record of the person, which counts against the
    consent of this one.
    """

    purpose: ConsentPurpose
    decision: ConsentDecision | None
    is_of_other_record: bool = False

    @property
    def is_given(self) -> bool:
        return self.decision is not None and self.decision.is_given

    @property
    def is_stopped(self) -> bool:
        """Whether the person had agreed and stopped it: what it was, they know."""
        return self.decision is not None and self.decision.answer == ConsentAnswer.WITHDRAWN


@dataclass(frozen=True)
class PartyChoices:
    """Somebody with whom the person may share, and what they decided."""

    party: Party
    choices: list[Choice]

    @property
    def has_ended(self) -> bool:
        """Return True if they are not close to the person, or no representative, any more."""
        return self.party.until_on is not None and self.party.until_on <= clock.today()

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

    @property
    def shares_something(self) -> bool:
        """Return True if the person shares anything with them."""
        return any(choice.is_given for choice in self.choices)


def name_of(party: Party) -> str:
    """Return the name of a representative or of somebody close."""
    return party.user.full_name if isinstance(party, Representative) else party.name


def purposes_of(party: Party) -> list[ConsentPurpose]:
    """Return what the person can let this party do: see something only with an account."""
    return [each for each in ConsentPurpose if isinstance(party, Representative) or not each.needs_account]


def parties_of(individual: Individual, since: datetime.date | None = None) -> list[Party]:
    """Return today's representatives and people close to the person, of all of their records, by name.

    With `since`, also those who were it on that day or later, and are not any more.
    """
    records, today = Individual.objects.same_person(individual), clock.today()
    days = (min(since or today, today), today + datetime.timedelta(days=1))
    representatives = Representative.objects.within(*days).filter(individual__in=records)
    relationships = Relationship.objects.within(*days).filter(individual__in=records).select_related("individual")
    return [
        *representatives.select_related("user", "individual").order_by("user__full_name", "pk"),
        *relationships.order_by("name", "pk"),
    ]


def choices_of(individual: Individual, since: datetime.date | None = None) -> list[PartyChoices]:
    """Return each party of the person with what they decided; a few queries, however many there are.

    `since` as for `parties_of`.
    """
    newest = ConsentDecision.objects.from_person(individual).newest()
    rows = list(newest.select_related("recorded_by", "representative__individual", "relationship__individual"))
    counting = set(newest.not_refused_elsewhere().values_list("pk", flat=True))
    refusals = {(_same(row.party), row.purpose): row for row in reversed(rows) if not row.is_given}
    own = {(row.party.pk, row.purpose): row for row in rows}

    def choice(party: Party, purpose: ConsentPurpose) -> Choice:
        decision = own.get((party.pk, purpose.value))
        if decision is None or decision.pk in counting or not decision.is_given:
            return Choice(purpose, decision)
        return Choice(purpose, refusals[_same(party), purpose.value], is_of_other_record=True)

    return [
        PartyChoices(party, [choice(party, each) for each in purposes_of(party)])
        for party in parties_of(individual, since)
    ]


def _same(party: Party) -> tuple[UUID | None, str]:
    """Return what the same party has under every record of the person: the user, or the name."""
    return (party.user_id, "") if isinstance(party, Representative) else (None, party.name.casefold())


def same_parties(individual: Individual, party: Party) -> list[Party]:
    """Return this party under every record of the person and in every relation to them: the same user or name."""
    return [each for each in parties_of(individual) if _is_same(each, party)]


def _is_same(one: Party, other: Party) -> bool:
    if isinstance(one, Representative) and isinstance(other, Representative):
        return one.user_id == other.user_id
    return name_of(one).casefold() == name_of(other).casefold()


def shared_with(individual: Individual, party: Party) -> list[PartyChoices]:
    """Return what the person shares with this party, by relation; nothing of what they do not share."""
    ids = {each.pk for each in same_parties(individual, party)}
    given = [
        PartyChoices(each.party, [choice for choice in each.choices if choice.is_given])
        for each in choices_of(individual)
        if each.party.pk in ids
    ]
    return [each for each in given if each.shares_something]


def nothing_shared_with(party: Party) -> str:
    """Return why nothing can be stopped, where nothing is shared."""
    return f"Nothing is shared with {name_of(party)} now."


def party_or_404(individual: Individual, pk: UUID) -> Party:
    """Return the party of the person with this id. Raises Http404 for others."""
    party = next((party for party in parties_of(individual) if party.pk == pk), None)
    if party is None:
        raise Http404
    return party


def last_decision(party: Party, purpose: ConsentPurpose) -> ConsentDecision | None:
    """Return the last decision about sharing with `party` for `purpose`; None if they were not asked."""
    return ConsentDecision.objects.for_party(party).filter(purpose=purpose).first()
