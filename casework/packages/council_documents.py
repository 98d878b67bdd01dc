"""Which of the Council's documents a contract asks for and a package has not got: work that is visible (R23)."""

import datetime
from dataclasses import dataclass

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.enums import Permission
from casework.enums import CouncilDocumentKind as Kind
from casework.models import CouncilDocument, SupportPackage
from contracts.models import Terms

# What the terms ask for, and what counts as it.
ASKED = {
    "asks_council_support_plan": (Kind.SUPPORT_PLAN, (Kind.SUPPORT_PLAN, Kind.REVISED_PLAN)),
    "asks_council_risk_assessment": (Kind.RISK_ASSESSMENT, (Kind.RISK_ASSESSMENT,)),
}


@dataclass(frozen=True)
class ToAttach:
    """The first packages that wait for documents (`lacks` each), and how many wait altogether."""

    shown: list[SupportPackage]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


def missing(user, day: datetime.date, *, most: int) -> ToAttach:
    """Of the open packages that `user` manages, those without what the terms of `day` ask for: the `most` oldest."""
    wanting = Q()
    for asks in ASKED:
        wanting |= Q(**{f"lacks_{asks}": True})
    packages = with_missing(SupportPackage.objects.allowing(user, Permission.ALLOCATE).open(), day).filter(wanting)
    shown = list(packages.select_related("case__individual").order_by("starts_on", "pk")[: most + 1])
    for package in shown:
        package.lacks = lacks(package)
    return ToAttach(shown[:most], packages.count() if len(shown) > most else len(shown))


def with_missing(packages: QuerySet, day: datetime.date) -> QuerySet:
    """The packages, annotated with what `lacks` reads."""
    terms = Terms.objects.filter(contract=OuterRef("case__contract")).newest_by(day)
    for asks, (_, counted) in ASKED.items():
        there = CouncilDocument.objects.filter(package=OuterRef("pk"), kind__in=counted)
        asked = Coalesce(Subquery(terms.values(asks)[:1]), False, output_field=BooleanField())
        packages = packages.alias(**{asks: asked, f"{asks}_there": Exists(there)}).annotate(
            **{f"lacks_{asks}": Q(**{asks: True, f"{asks}_there": False})}
        )
    return packages


def lacking(package: SupportPackage, terms: Terms, documents) -> list[Kind]:
    """The same of one package whose `terms` and `documents` are at hand; asks nothing of the database."""
    there = {document.kind for document in documents}
    if package.ended_on is not None:
        return []
    return [kind for asks, (kind, counted) in ASKED.items() if getattr(terms, asks) and not there & set(counted)]


def lacks(package: SupportPackage) -> list[Kind]:
    """What a package from `with_missing` waits for; nothing once it has ended."""
    if package.ended_on is not None:
        return []
    return [kind for asks, (kind, _) in ASKED.items() if getattr(package, f"lacks_{asks}")]
