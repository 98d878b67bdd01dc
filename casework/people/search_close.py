"""Find a person by somebody close to them who rings: family, a carer, an advocate, a representative."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from casework.consent.enums import MayTalk
from casework.enums import RelationshipKind
from casework.models import Individual, Relationship, Representative
from casework.people.safety_facts import ContactAnswers, SafetyFacts, facts_of_people
from casework.people.search import LEAST_TELEPHONE_DIGITS, MOST_MATCHES, digits_of, ending_with, is_named, likeness
from casework.people.search_columns import names_to_search, telephone_digits
from core import clock


@dataclass(frozen=True)
class CloseMatch:
    """Somebody close to a person, who has the name or the number that was searched for."""

    individual: Individual
    name: str
    relation: str
    telephone: str = ""
    answers: ContactAnswers | None = None  # about contacting them; None for a representative, whom the person chose
    may_talk: MayTalk | None = None


@dataclass(frozen=True)
class CloseSearch:
    """The people close to somebody, of today, that a search found; their rows are not read yet."""

    relationships: QuerySet[Relationship]
    representatives: QuerySet[Representative]

    def individual_ids(self) -> list[UUID]:
        """Return the ids of the records that `matches` reads, for the access log."""
        rows = (*self.relationships.values_list("individual", flat=True),)
        return list(dict.fromkeys([*rows, *self.representatives.values_list("individual", flat=True)]))

    def matches(self) -> list[CloseMatch]:
        """Return up to 40 of them: family, carers and advocates, then representatives, the most alike first."""
        close = list(self.relationships.select_related("individual"))
        facts = facts_of_people({row.individual for row in close})
        matches = [_match(row, facts[row.individual_id]) for row in close]
        return matches + [
            CloseMatch(row.individual, row.user.full_name, f"representative, {row.relation}")
            for row in self.representatives.select_related("individual", "user")
        ]


def search_close(user: User, words: str) -> CloseSearch:
    """Return who, close to a person today, has this name or telephone number, written as for `find_people`.

    Only where `user` may read the person's record: nobody learns here who is close to anybody else.
    """
    readable = Individual.objects.visible_to(user).values("pk")
    relationships = Relationship.objects.on(clock.today()).filter(individual__in=readable)
    representatives = Representative.objects.on(clock.today()).filter(individual__in=readable)
    return CloseSearch(_with(relationships, words, "name", "telephone"), _with(representatives, words, *OF_USER))


OF_USER = ("user__full_name", "user__telephone")


def _with(rows: Any, words: str, name: str, telephone: str) -> Any:
    """Return the rows with this name, or with this number in the other column."""
    has = is_named(words)
    digits = digits_of(words)
    if len(digits) >= LEAST_TELEPHONE_DIGITS:
        has |= ending_with(digits)
    rows = rows.annotate(names_sought=names_to_search(name), digits_backwards=telephone_digits(telephone))
    return rows.filter(has).annotate(likeness=likeness(words)).order_by("-likeness", "pk")[:MOST_MATCHES]


def _match(row: Relationship, facts: SafetyFacts) -> CloseMatch:
    answers = facts.answers_about(row.name, row.contact_safety, row.knows_of_support)
    relation, may_talk = RelationshipKind(row.kind).label.lower(), facts.may_talk_with(row.name)
    return CloseMatch(row.individual, row.name, relation, row.telephone, answers, may_talk)
