"""The Council's documents that a contract asks for and a package does not have yet (R23)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Coalesce

from accounts.enums import Permission
from accounts.models import User
from casework.access.user_rows import first_rows
from casework.enums import CouncilDocumentKind as Kind
from casework.models import CouncilDocument, PackageQuerySet, SupportPackage, term_of_package
from contracts.models import Terms

# For each term: the kind of document it asks for, and the kinds that count as it.
TERMS = {
    "asks_council_support_plan": (Kind.SUPPORT_PLAN, (Kind.SUPPORT_PLAN, Kind.REVISED_PLAN)),
    "asks_council_risk_assessment": (Kind.RISK_ASSESSMENT, (Kind.RISK_ASSESSMENT,)),
}


@dataclass(frozen=True)
class MissingDocuments:
    """The first packages that lack documents, each with the missing kinds, and how many packages lack some in all."""

    packages: list[tuple[SupportPackage, list[Kind]]]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.packages)


def missing_documents(user: User, day: datetime.date, *, most: int) -> MissingDocuments:
    """Return the open packages that `user` manages and that lack what the terms of `day` ask for: the `most` oldest."""
    rows = first_rows(user, ("missing documents", day), lambda: _lacking(user, day), most)
    return MissingDocuments([(row, missing_kinds(row)) for row in rows], rows[0].total if rows else 0)


def _lacking(user: User, day: datetime.date) -> QuerySet[Any]:
    """Return the packages that lack documents, the oldest first, each with how many there are in `total`."""
    lacks_any = Q()
    for term in TERMS:
        lacks_any |= Q(**{f"is_missing_{term}": True})
    open_packages = SupportPackage.objects.allowing(user, Permission.ALLOCATE).open()
    rows = with_missing_documents(open_packages, day).filter(lacks_any).annotate(total=Window(Count("pk")))
    return rows.select_related("case__individual").order_by("starts_on", "pk")


def with_missing_documents(packages: PackageQuerySet, day: datetime.date) -> PackageQuerySet:
    """Add the columns that `missing_kinds` reads, by the terms of `day`."""
    for term, (_, accepted_kinds) in TERMS.items():
        documents = CouncilDocument.objects.filter(package=OuterRef("pk"), kind__in=accepted_kinds)
        asks = Coalesce(term_of_package(term, day), False)
        packages = packages.alias(**{term: asks, f"{term}_has": Exists(documents)}).annotate(
            **{f"is_missing_{term}": Q(**{term: True, f"{term}_has": False})}
        )
    return packages


def missing_kinds_by(package: SupportPackage, terms: Terms, documents: Iterable[CouncilDocument]) -> list[Kind]:
    """Return the missing kinds of one package from its `terms` and `documents`, without a query; none once ended."""
    if package.ended_on is not None:
        return []
    kinds = {document.kind for document in documents}
    return [
        kind
        for term, (kind, accepted_kinds) in TERMS.items()
        if getattr(terms, term) and not kinds & set(accepted_kinds)
    ]


def missing_kinds(package: SupportPackage) -> list[Kind]:
    """Return the missing kinds of a package from `with_missing_documents`; none once it has ended."""
    if package.ended_on is not None:
        return []
    return [kind for term, (kind, _) in TERMS.items() if getattr(package, f"is_missing_{term}")]
