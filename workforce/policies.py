from django.db.models import Q

from accounts.enums import Scope
from accounts.rules import rule_for
from contracts.posts import contracts_where
from workforce.models import Worker


@rule_for(Worker)
def worker_rule(user, permission) -> Q:
    """The workers of the contracts where the user holds the permission, and themselves."""
    of_contract = Worker.contracts.through.objects.filter(
        contract__in=contracts_where(user, permission, Scope.CONTRACT)
    )
    return Q(pk__in=of_contract.values("worker")) | Q(user=user)
