"""Whether the demo shows every state that a record can be in."""

from django.apps import apps

from core.models import Stateful


def stateful_models() -> list[type]:
    """Every model with states, by name."""
    return sorted(
        (model for model in apps.get_models() if issubclass(model, Stateful)), key=lambda model: model._meta.label
    )


# A record stands in these for as long as a worker needs to take it up.
PASSING = {
    "ImportRun": ("checking", "running"),
    "PhoneEntry": ("received",),
    # Minutes, until somebody answers.
    "Escalation": ("open",),
    "LoneWorkingCheck": ("asked", "called"),
}


def missing_states() -> list[str]:
    """The states that no record is in, such as “Return: sealed”; empty when each can be seen."""
    missing = []
    for model in stateful_models():
        present = set(model.objects.order_by().values_list("state", flat=True).distinct())
        present |= set(PASSING.get(model.__name__, ()))
        missing += [f"{model.__name__}: {state.value}" for state in model.STATES if state.value not in present]
    return missing
