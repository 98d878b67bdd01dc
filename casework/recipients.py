"""Who can be reached now about a person: keyworker, Council team, lead worker, cover and managers.

Every message to one of them asks here. A user counts who has access, a current post and no wall to the person.
"""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import ROLES, roles_with
from accounts.walls import first_who_may_know, is_hidden, not_walled_off
from casework.keyworker_absence.cover import absence_of, cover_in
from casework.models import Allocation, Case, Individual, KeyworkerTerm, SupportPackage
from casework.people.primary import about_same_person
from contracts.models import Contract, Post
from contracts.posts import users_with
from workforce.on_call.rota import on_call_now

# Of a worker: without one of these they could not open what the message is about.
ROLES_THAT_READ = [role.key.value for role in ROLES.values() if Permission.READ_VISIT in role.grants]


def keyworker_of(individual: Individual, day: datetime.date) -> User | None:
    """Return the Council's keyworker on `day`, or None.

    Somebody whose post in the person's contracts or whose account has ended is nobody's keyworker.
    """
    records = Individual.objects.same_person(individual)
    posts = Post.objects.on(day).filter(
        role__in=roles_with(Permission.BE_KEYWORKER, Scope.CONTRACT),
        contract__in=Case.objects.filter(individual__in=records).values("contract"),
    )
    keyworkers = User.objects.with_access().filter(pk__in=posts.values("user"))
    terms = KeyworkerTerm.objects.on(day).filter(individual__in=records, user__in=keyworkers)
    term = terms.select_related("user").order_by("-from_on", "pk").first()
    return term.user if term else None


def has_keyworker(day: datetime.date) -> Exists:
    """Return as a column whether the person of a package's row has a keyworker on `day`, as `keyworker_of`.

    The row has its package at `package`; their post counts in the contract of that package.
    """
    posts = Post.objects.on(day).filter(
        role__in=roles_with(Permission.BE_KEYWORKER, Scope.CONTRACT),
        contract=OuterRef(OuterRef("package__case__contract")),
        user=OuterRef("user"),
    )
    terms = KeyworkerTerm.objects.on(day).filter(about_same_person("individual", "package__case__individual"))
    return Exists(terms.filter(Exists(posts), user__in=User.objects.with_access()))


def council_recipients(package: SupportPackage, day: datetime.date) -> list[User]:
    """Return the keyworker on `day`; without one the Council's team, where the terms ask for a keyworker."""
    contract, individual = package.case.contract, package.case.individual
    keyworker = keyworker_of(individual, day)
    if keyworker:
        absence = absence_of(keyworker, day)
        cover = cover_in(absence, contract) if absence else None
        return _who_may_know(package, [keyworker, *([cover] if cover else [])])
    if not package.terms_on(day).asks_keyworker:
        return []
    return council_team(package)


def council_team(package: SupportPackage) -> list[User]:
    """Return those of the Council's team who get a message where there is no keyworker, and of an alert beside them."""
    return _who_may_know(package, users_with(package.case.contract, Permission.STAND_IN_FOR_KEYWORKER))


def keyworker_or_cover(package: SupportPackage, day: datetime.date) -> User | None:
    """Return who at the Council gets an update on `day`: the keyworker, or the cover while they are
    away. None where the Council's team gets it: there is neither, or a wall hides the person from them.
    """
    recipient = keyworker_of(package.case.individual, day)
    absence = absence_of(recipient, day) if recipient else None
    if absence:
        recipient = cover_in(absence, package.case.contract)
    return next(iter(_who_may_know(package, [recipient])), None) if recipient else None


def workers_of(package: SupportPackage, day: datetime.date) -> list[User]:
    """Return the lead worker on `day` and whoever covers for them; without either, the managers."""
    posts = Post.objects.on(day).filter(contract=package.case.contract_id, role__in=ROLES_THAT_READ)
    allocations = Allocation.objects.on(day).filter(package=package, worker__user__in=posts.values("user"))
    allocations = allocations.with_hours().select_related("worker__user")
    workers = [row.worker.user for row in allocations if row.worker.user.has_access]
    return _who_may_know(package, workers) or managers_of(package)


def managers_of(package: SupportPackage) -> list[User]:
    """Return the managers of the package's contract."""
    return _who_may_know(package, users_with(package.case.contract, Permission.ALLOCATE))


def managers_beside_workers(package: SupportPackage, day: datetime.date) -> list[User]:
    """Return the managers who do not support the person themselves on `day`."""
    supporting = set(Allocation.objects.on(day).filter(package=package).values_list("worker__user", flat=True))
    return [user for user in managers_of(package) if user.pk not in supporting]


def access_reviewers(individual: Individual, *, but: UUID | None = None) -> list[User]:
    """Return who answers what the person asks about access to their record: managers, else safeguarding leads.

    `but` is a user whom the question is about.
    """
    records = Individual.objects.same_person(individual)
    own = Contract.objects.filter(pk__in=Case.objects.filter(individual__in=records).values("contract"))
    return _reviewers(own, individual, but)


def access_reviewers_elsewhere(individual: Individual, *, but: UUID | None = None) -> list[User]:
    """Return who answers it where nobody of the person's own contracts may: the same of every other contract."""
    return _reviewers(Contract.objects.all(), individual, but)


def account_keepers(individual: Individual, *, but: UUID | None = None) -> list[User]:
    """Return who can give somebody a role, so that there is somebody to answer: the administrators."""
    contracts = Contract.objects.order_by("name", "pk")
    users = [user for contract in contracts for user in users_with(contract, Permission.MANAGE_ACCOUNTS)]
    return not_walled_off([user for user in once(users) if user.pk != but], individual.pk)


def _reviewers(contracts: QuerySet[Contract], individual: Individual, but: UUID | None) -> list[User]:
    for permission in (Permission.EDIT_PERSON, Permission.REVIEW_ACCESS):
        users = [user for contract in contracts.order_by("name", "pk") for user in users_with(contract, permission)]
        reviewers = not_walled_off([user for user in once(users) if user.pk != but], individual.pk)
        if reviewers:
            return reviewers
    return []


def everybody_concerned(package: SupportPackage, day: datetime.date) -> list[User]:
    """Return who must know of a change on `day`: Council, workers and managers; each user once."""
    return once([*council_recipients(package, day), *workers_of(package, day), *managers_of(package)])


def once(users: Iterable[User]) -> list[User]:
    """Return each user once, in the order of `users`."""
    return list({user.pk: user for user in users}.values())


def first_to_alert(package: SupportPackage, *groups: Iterable[User], about: Iterable[UUID] = ()) -> list[User]:
    """Return who is alerted when somebody may be in danger: those of the first group that has anybody who may know.

    Where walls hide the record from everybody, it is the whole first group that has anybody: safety comes before the
    wall. Their message says nothing that leads to the person (`record_link`).
    """
    return first_who_may_know(groups, *about, package.pk, package.case.individual_id)


def leaders_to_alert(package: SupportPackage) -> list[User]:
    """Return who of the provider is alerted about the person: the managers, else who is on call (`first_to_alert`)."""
    contract = package.case.contract
    return first_to_alert(package, users_with(contract, Permission.ALLOCATE), on_call_now(contract).users)


def record_link(user: User, package: SupportPackage, path: str, *about: UUID) -> dict[str, Any]:
    """Return what in a message to `user` leads to the record, as `queue_message` takes it.

    Empty if a wall hides the record from `user`: then the message must not name the package either.
    """
    individual_id = package.case.individual_id
    if is_hidden(user, *about, package.pk, individual_id):
        return {}
    return {"path": path, "individual_id": individual_id, "about": [*about, package.pk]}


def ring_instead(contract: Contract, worker: User | None, request: str) -> str:
    """Return what somebody behind a wall does about an alert: ring the worker, ask a colleague for `request`."""
    ring = f"Ring the worker on {worker.telephone}. " if worker and worker.telephone else ""
    return (
        f"You cannot open the record. {ring}Ask another senior or manager to {request}. {if_nobody_answers(contract)}"
    )


def if_nobody_answers(contract: Contract) -> str:
    """Return whom somebody rings when they reach none of their colleagues."""
    number = contract.council.duty_team_telephone
    return "If you reach no one, ring " + (f"the Council’s duty team on {number}." if number else "999.")


def _who_may_know(package: SupportPackage, users: Iterable[User]) -> list[User]:
    return not_walled_off(users, package.pk, package.case.individual_id)
