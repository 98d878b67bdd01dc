"""Access to records of people: through a post in the contract, an allocation, being the keyworker, or a grant."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import NOBODY, allowed_ids, inherit_rule, rule_for
from accounts.portal_roles import portal_role_source
from accounts.roles import BY_GRANT, OWN
from accounts.walls import exclude_walled, hidden_from, owner_source, wall_source, widens_walls
from casework.enums import GrantKind
from casework.models import (
    AccessGrant,
    AccessNeed,
    AccessObjection,
    AccessQuestion,
    AccessReview,
    AgeLimitDecision,
    Allocation,
    DeclaredRelation,
    Hold,
    HospitalSpell,
    ImportRun,
    Individual,
    KeyworkerAbsence,
    KeyworkerTerm,
    NoAccessNeeds,
    NoDigitalContact,
    PortalLock,
    Question,
    Representative,
    SafetyDisclosure,
    SharingDecision,
    SupportPackage,
    TimePreference,
)
from casework.portal_lock.models import is_locked
from casework.questions.about import kinds_of_workers
from contracts.models import Contract, Post
from contracts.posts import contracts_by_scope, contracts_where, keyworkers_for
from contracts.terms.concerned import concerned_source
from core import clock
from core.request_cache import cached
from workforce.models import Worker


@widens_walls
def every_record_of_the_person(record_ids: Collection[UUID]) -> set[UUID]:
    """Return the ids of every record of these people: a wall on one of their merged records covers them all."""
    return Individual.objects.all().record_ids_of(record_ids)


@wall_source
def people_known_personally(user_ids: Collection[UUID] | QuerySet) -> QuerySet:
    """Return the people whom these users know personally, as pairs: their records are hidden like behind a wall."""
    return DeclaredRelation.objects.in_force().filter(user__in=user_ids).values_list("user", "individual")


@wall_source
def people_whose_pages_are_locked(user_ids: Collection[UUID] | QuerySet) -> QuerySet:
    """Return the people whose own pages are locked with their own users: to these, every record of theirs is hidden."""
    people = Individual.objects.filter(is_locked(""), user__in=user_ids)
    return people.values_list("user", "pk")


@wall_source
def represented_people_whose_pages_are_locked(user_ids: Collection[UUID] | QuerySet) -> QuerySet:
    """Return the people whose own pages are locked with their representatives, as pairs."""
    representatives = Representative.objects.filter(is_locked("individual"), user__in=user_ids)
    return representatives.values_list("user", "individual")


def is_own_record_locked(user: User) -> bool:
    """Return whether `user` is a person supported whose own pages are locked."""
    hidden = hidden_from(user)
    return bool(hidden) and Individual.objects.filter(user=user, pk__in=hidden).exists()


def are_own_pages_locked(user: User) -> bool:
    """Return whether a lock leaves `user` nothing of the portal: their own record, or all they represent today.

    Who represents somebody else too, or has pages of their own, keeps those: the wall hides the locked record.
    """
    if is_own_record_locked(user):
        return True
    hidden = hidden_from(user)
    if not hidden or Individual.objects.filter(user=user).exists():
        return False
    acting = Representative.objects.on(clock.today()).filter(user=user)
    return acting.filter(is_locked("individual")).exists() and not acting.exclude(is_locked("individual")).exists()


@owner_source
def people_with_an_account(record_ids: Collection[UUID]) -> QuerySet:
    """Return the ids of the users who are these people."""
    return Individual.objects.filter(pk__in=record_ids, user__isnull=False).values_list("user", flat=True)


@portal_role_source
def people_and_representatives(user_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return which users are people supported, and which represent someone today. Nobody is named."""
    people = Individual.objects.filter(user__in=user_ids).values_list("user", flat=True)
    acting = Representative.objects.on(clock.today()).filter(user__in=user_ids).values_list("user", flat=True)
    return dict.fromkeys(acting, "Represents someone") | dict.fromkeys(people, "Person supported")


@concerned_source
def people_supported(contract: Contract, user: User) -> tuple[str, str]:
    """Return how many people the contract supports today, and what new terms change for them."""
    packages = SupportPackage.objects.open().filter(exclude_walled(user, "case__individual"), case__contract=contract)
    people = packages.values("case__individual").distinct().count()
    return (
        "People supported now",
        f"{people}. Updates and holds that begin before the start date keep the old terms.",
    )


@rule_for(SupportPackage, path="case__individual", related=["case__contract__council"])
def package_rule(user: User, permission: Permission) -> Q:
    """Return the packages in the scope of the permission in each contract where the user has a post, and by a grant."""
    if permission in OWN:
        return Q(case__individual__user=user) & exclude_walled(user, "case__individual")
    rule = NOBODY
    for scope, contracts in contracts_by_scope(user, permission).items():
        rule |= Q(case__contract__in=contracts) & _within(scope, user)
    if permission in BY_GRANT:
        rule |= Q(case__individual__in=[grant.individual_id for grant in grants_of(user)])
    return rule & exclude_walled(user, "case__individual")


def _within(scope: Scope, user: User) -> Q:
    """Return a Q for the packages of a contract that are in the scope for `user` today."""
    today = clock.today()
    if scope == Scope.CONTRACT:
        return Q()
    if scope == Scope.KEYWORKER:
        covered = KeyworkerAbsence.objects.covered_by(user, today)
        terms = KeyworkerTerm.objects.on(today).filter(Q(user=user) | Q(user__in=covered.values("user")))
        return Q(case__individual__in=terms.values("individual"))
    allocations = Allocation.objects.in_force_on(today)
    if scope == Scope.ALLOCATED:
        return Q(pk__in=allocations.filter(worker__user=user).values("package"))
    if scope == Scope.TEAM:
        teams = Worker.objects.filter(user=user).values("team")
        return Q(pk__in=allocations.filter(worker__team__in=teams).values("package"))
    return NOBODY


@rule_for(Individual)
def individual_rule(user: User, permission: Permission) -> Q:
    """Return the people with a package that `user` may open, those granted, and for their own pages `user`."""
    if permission in OWN:
        return Q(user=user)
    packages = SupportPackage.objects.filter(package_rule(user, permission))
    rule = Q(pk__in=packages.values("case__individual"))
    if permission in BY_GRANT:
        rule |= Q(pk__in=[grant.individual_id for grant in grants_of(user)])
    return rule


def grants_of(user: User) -> list[AccessGrant]:
    """Return the grants by which `user` may read records now, the longest first.

    A record that staff opened with a reason closes when their post ends, before the hour is over.
    """

    def fetch() -> list[AccessGrant]:
        grants = list(AccessGrant.objects.active(clock.now()).filter(user=user).order_by("-until_at"))
        with_reason = [grant for grant in grants if grant.kind == GrantKind.REASON]
        if with_reason and not contracts_where(user, Permission.FIND_PERSON, Scope.CONTRACT):
            return [grant for grant in grants if grant not in with_reason]
        return grants

    return cached(("grants", user.pk), fetch)


inherit_rule(AccessNeed, "individual", Individual)
inherit_rule(NoAccessNeeds, "individual", Individual)
inherit_rule(SharingDecision, "individual", Individual)
inherit_rule(TimePreference, "individual", Individual)
inherit_rule(HospitalSpell, "individual", Individual)
inherit_rule(Hold, "package", SupportPackage)
inherit_rule(PortalLock, "individual", Individual)
inherit_rule(NoDigitalContact, "individual", Individual)
inherit_rule(AgeLimitDecision, "package", SupportPackage)
inherit_rule(AccessObjection, "individual", Individual, related=["recorded_by", "answered_by"])
inherit_rule(SafetyDisclosure, "individual", Individual, related=["recorded_by", "seen_by"])


@rule_for(AccessQuestion, path="individual", related=["asked_about", "link", "answered_by"])
def access_question_rule(user: User, permission: Permission) -> Q:
    """Return the questions about the records that `user` may review, but none about their own access.

    A question that nobody of its own contracts may answer is open to who reviews access in any other.
    """
    rule = Q(individual__in=allowed_ids(Individual, user, permission))
    if permission in OWN:
        return rule
    if permission == Permission.REVIEW_ACCESS and contracts_where(user, permission, Scope.CONTRACT):
        rule |= Q(is_elsewhere=True) & exclude_walled(user, "individual")
    return rule & (Q(asked_about=None) | ~Q(asked_about=user))


@rule_for(AccessReview)
def access_review_rule(user: User, permission: Permission) -> Q:
    """Return what was found about openings of the records, and by the staff, that `user` reviews; not about them."""
    staff = Post.objects.filter(contract__in=contracts_where(user, permission, Scope.CONTRACT)).values("user")
    of_person = Q(individual__in=allowed_ids(Individual, user, permission))
    return (of_person | Q(individual=None, user__in=staff)) & ~Q(user=user)


@rule_for(KeyworkerAbsence)
def keyworker_absence_rule(user: User, permission: Permission) -> Q:
    """Return one's own absences, those one covers, and those of keyworkers of the contracts that one manages."""
    return Q(user=user) | Q(cover=user) | Q(user__in=keyworkers_for(user, Permission.EDIT_PERSON).values("pk"))


@rule_for(Question, path="package__case__individual", related=["asked_by", "asked_of", "answered_by"])
def question_rule(user: User, permission: Permission) -> Q:
    """Return the questions about the packages; those about a worker's visit only for those who read visits."""
    walled = exclude_walled(user, "package__case__individual", "about_id")
    reads_visits = Q(package__in=allowed_ids(SupportPackage, user, Permission.READ_VISIT))
    in_scope = Q(package__in=allowed_ids(SupportPackage, user, permission))
    return in_scope & (~Q(about_kind__in=kinds_of_workers()) | reads_visits) & walled


@rule_for(ImportRun)
def import_rule(user: User, permission: Permission) -> Q:
    """Return the imports of the contracts for which `user` may import records."""
    return Q(contract__in=contracts_where(user, permission, Scope.CONTRACT))
