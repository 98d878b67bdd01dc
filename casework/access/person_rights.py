"""What a user may do with the records of one person, read at once, so that a page about them need not ask each rule.

A record page reads some thirty kinds of rows, each under a rule that leads to the person's packages. Inside
`rights_for_person` these rules get the ids of the packages, instead of searching all packages again for each kind.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Model, QuerySet, When

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import Answer, answered_by
from accounts.roles import BY_GRANT, OWN
from accounts.walls import exclude_walled, hidden_from
from casework.models import Individual, SupportPackage
from casework.policies import individual_rule, package_rule
from contracts.posts import contracts_by_scope
from core.compiled import Ids, compiled_rows

# The models whose rules are answered.
RULES = {SupportPackage: package_rule, Individual: individual_rule}
Build = Callable[[Individual, User], QuerySet[Any, Any]]
Reach = tuple[Any, ...]


@contextmanager
def rights_for_person(user: User, individual: Individual) -> Iterator["PersonRights"]:
    """Inside the block, answer the rules about this person's packages and records from two queries.

    The block is for queries about this person only, under whichever of their records: it finds nothing of anybody
    else. The rules themselves are asked, so the answers are the same; permissions with the same reach share one.
    """
    rights = PersonRights.read(user, individual)
    with answered_by(rights.answer):
        yield rights


@dataclass(frozen=True)
class PersonRights:
    """The ids of this person's packages and records that each permission gives `user`."""

    user: User
    individual: Individual
    reaches: dict[Permission, Reach]
    ids: dict[tuple[type[Model], Reach], list[UUID]]

    @classmethod
    def read(cls, user: User, individual: Individual) -> "PersonRights":
        reaches = {permission: _reach(user, permission) for permission in Permission}
        of_person = Individual.objects.same_person(individual)
        packages = SupportPackage.objects.filter(case__individual__in=of_person)
        ids = _ids_by_reach(packages, user, reaches) | _ids_by_reach(of_person, user, reaches)
        return cls(user, individual, reaches, ids)

    def set_permissions(self, *permissions: Permission) -> None:
        """Set `may_<permission>` of the individual for each permission, as `with_permissions` does for rows."""
        for permission in permissions:
            is_allowed = self.individual.pk in self.ids[Individual, self.reaches[permission]]
            setattr(self.individual, f"may_{permission.name.lower()}", is_allowed)

    def answer(self, model: type[Model], user: User, permission: Permission) -> list[UUID] | None:
        """Return the ids of the rows of `model` that `permission` gives `user`, None where they are not known."""
        return self._answer_from(self.ids)(model, user, permission)

    def rows(self, name: Hashable, build: Build) -> list[Any]:
        """Return the rows of the query `build(individual, user)`, a `values_list`; compiled once for these roles.

        `build` may use the id and the primary record of the person, the id and the rights of the user, and the clock.
        `name` names the query. Walls are few and hide single records: a query for somebody with walls is not reused.
        """
        if hidden_from(self.user):
            with answered_by(self.answer):
                return list(build(self.individual, self.user))
        numbers = {key: str(number) for number, key in enumerate(self.ids)}
        contracts = {pk for _, _, scopes in self.reaches.values() for _, ids in scopes for pk in ids}

        def build_with(ids: Ids) -> QuerySet[Any, Any]:
            primary_ids = ids.get("primary", [None])
            person = Individual(pk=ids["person"][0], merged_into_id=primary_ids[0])
            with answered_by(self._answer_from({key: ids[number] for key, number in numbers.items()})):
                return build(person, self.user)

        ids = {numbers[key]: pks for key, pks in self.ids.items()} | {"person": [self.individual.pk]}
        if self.individual.is_merged:
            ids["primary"] = [self.individual.primary_id]
        key = name, tuple(self.reaches.values())
        return compiled_rows(build_with, ids, key=key, named={"user": self.user.pk}, constants=contracts)

    def _answer_from(self, ids: dict[tuple[type[Model], Reach], list[UUID]]) -> Answer:
        def answer(model: type[Model], user: User, permission: Permission) -> list[UUID] | None:
            is_known = model in RULES and user.pk == self.user.pk
            return ids[model, self.reaches[permission]] if is_known else None

        return answer


def _reach(user: User, permission: Permission) -> Reach:
    """Return the same key for permissions for which the rules of packages and people give `user` the same rows."""
    scopes = contracts_by_scope(user, permission)
    return permission in OWN, permission in BY_GRANT, tuple((scope, tuple(ids)) for scope, ids in scopes.items())


def _ids_by_reach(rows: Any, user: User, reaches: dict[Permission, Reach]) -> dict[tuple[type[Model], Reach], Any]:
    """Return for each reach the ids of those `rows` that `user` is allowed, by one query."""
    rule = RULES[rows.model]
    permissions = {reach: permission for permission, reach in reaches.items()}
    columns = {
        f"reach_{number}": Case(When(rule(user, permission) & exclude_walled(user, "pk"), then=True), default=False)
        for number, permission in enumerate(permissions.values())
    }
    answers = list(rows.order_by().annotate(**columns).values_list("pk", *columns)) if user.has_access else []
    return {
        (rows.model, reach): [pk for pk, *is_allowed in answers if is_allowed[number]]
        for number, reach in enumerate(permissions)
    }
