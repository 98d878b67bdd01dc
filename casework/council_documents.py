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
class Missing:
    """An open package, and which documents it waits for."""

    package: SupportPackage
    kinds: tuple[Kind, ...]

    @property
    def words(self) -> str:
        return " and ".join(kind.label for kind in self.kinds)


def missing(user, day: datetime.date) -> list[Missing]:
    """Of the open packages that `user` manages, those without what the terms of `day` ask for, the oldest first."""
    packages = SupportPackage.objects.allowing(user, Permission.ALLOCATE).open()
    return _missing(packages.select_related("case__individual", "case__contract"), day)


def missing_of(package: SupportPackage, day: datetime.date) -> tuple[Kind, ...]:
    """What one package waits for; nothing once it has ended."""
    found = _missing(SupportPackage.objects.open().filter(pk=package.pk), day)
    return found[0].kinds if found else ()


def _missing(packages: QuerySet, day: datetime.date) -> list[Missing]:
    terms = Terms.objects.filter(contract=OuterRef("case__contract"), from_on__lte=day).order_by("-from_on")
    wanting = Q()
    for asks, (_, counted) in ASKED.items():
        there = CouncilDocument.objects.filter(package=OuterRef("pk"), kind__in=counted)
        asked = Coalesce(Subquery(terms.values(asks)[:1]), False, output_field=BooleanField())
        packages = packages.annotate(**{asks: asked, f"{asks}_there": Exists(there)})
        wanting |= Q(**{asks: True, f"{asks}_there": False})
    return [
        Missing(
            package,
            tuple(
                kind
                for asks, (kind, _) in ASKED.items()
                if getattr(package, asks) and not getattr(package, f"{asks}_there")
            ),
        )
        for package in packages.filter(wanting).order_by("starts_on", "pk")
    ]
