"""Whether records depend on a contract, so that what they depend on no longer changes."""

from django.db.models import Exists, ForeignObjectRel, OuterRef, Q

from contracts.models import Contract

# Apps whose rows do not count: the contract's own, and who may work in it.
NOT_COUNTED = ("contracts", "workforce")


def is_used(contract: Contract) -> bool:
    """Return whether a record of another app belongs to the contract, such as a referral; workers do not count."""
    used = Q()
    for relation in Contract._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or not isinstance(model, type):
            continue
        if model._meta.app_label not in NOT_COUNTED and not model.__name__.endswith("Event"):
            rows = model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            used |= Q(Exists(rows))
    return Contract.objects.filter(used, pk=contract.pk).exists()
