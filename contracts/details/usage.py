"""Whether records depend on a contract or a council, so that what they depend on no longer changes."""

from collections.abc import Callable

from django.db.models import Exists, F, ForeignObjectRel, Model, OuterRef, Q

from contracts.models import Contract, Council

# Apps whose rows do not count: the contract's own, and who may work in it.
NOT_COUNTED = ("contracts", "workforce")


def is_used(contract: Contract) -> bool:
    """Return whether a record of another app belongs to the contract, such as a referral; workers do not count."""
    return _is_referred_to(contract, lambda model: model._meta.app_label not in NOT_COUNTED)


def why_contract_stays(contract: Contract) -> str:
    """Return why the contract cannot be removed as a mistake; "" while nobody has worked in it and nothing names it.

    Its own lists, terms and prices do not matter, nor does a role that was withdrawn.
    """
    if _is_referred_to(contract, lambda model: model._meta.app_label != "contracts"):
        return "Records depend on this contract. Enter its end date instead."
    if contract.posts.exclude(until_on=F("from_on")).exists():
        return "People have or had a role in this contract. Withdraw roles that were given by mistake first."
    return ""


def why_council_stays(council: Council) -> str:
    """Return why the council cannot be removed as a mistake; "" while it has no contract and nothing names it."""
    if council.contracts.exists():
        return "This council has a contract. Remove the contract first, if it is a mistake as well."
    if _is_referred_to(council, lambda model: model is not Contract):
        return "Records depend on this council."
    return ""


def _is_referred_to(row: Contract | Council, is_counted: Callable[[type[Model]], bool]) -> bool:
    """Return whether a row of a counted model refers to `row`; its history does not count."""
    used = Q()
    for relation in row._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or not isinstance(model, type):
            continue
        if is_counted(model) and not model.__name__.endswith("Event"):
            rows = model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            used |= Q(Exists(rows))
    return bool(used) and type(row)._base_manager.filter(used, pk=row.pk).exists()
