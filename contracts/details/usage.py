"""Whether records depend on a contract, so that what they depend on no longer changes."""

from django.db.models import ForeignObjectRel

from contracts.models import Contract

# Apps whose rows do not count: the contract's own, and who may work in it.
NOT_COUNTED = ("contracts", "workforce")


def is_used(contract: Contract) -> bool:
    """Return whether a record of another app belongs to the contract, such as a referral; workers do not count."""
    for relation in Contract._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model = relation.related_model
        if model._meta.app_label in NOT_COUNTED or model.__name__.endswith("Event"):
            continue
        if model._default_manager.filter(**{relation.field.name: contract}).exists():
            return True
    return False
