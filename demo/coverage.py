"""Checks that the demo has a record in every state."""

from typing import Any

from django.apps import apps

from core.models import Stateful


def stateful_models() -> list[type[Stateful]]:
    """Return every model with states, by name."""
    return sorted(
        (model for model in apps.get_models() if issubclass(model, Stateful)), key=lambda model: model._meta.label
    )


# A record is in these states only until a worker acts on it.
PASSING = {
    "ImportRun": ("checking", "running"),
    "PhoneEntry": ("received",),
    # Minutes, until somebody answers.
    "Escalation": ("open",),
    "LoneWorkingCheck": ("asked", "called"),
}
# Neither contract of the demo asks a manager to check updates.
UNDER_OTHER_TERMS = {"KeyworkerUpdate": ("written", "checked")}


def missing_states() -> list[str]:
    """Return the states that no record is in, such as “Return: sealed”."""
    missing = []
    for model in stateful_models():
        manager: Any = model._default_manager
        present = set(manager.order_by().values_list("state", flat=True).distinct())
        present |= {*PASSING.get(model.__name__, ()), *UNDER_OTHER_TERMS.get(model.__name__, ())}
        missing += [f"{model.__name__}: {state.value}" for state in model.STATES if state.value not in present]
    return missing
