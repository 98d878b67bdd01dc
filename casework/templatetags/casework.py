"""The person's header on every page of a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import User
from casework.access.record_form import TAB_PAGES
from casework.access.tab_access import is_tab_open
from casework.consent.enums import MayTalk
from casework.models import Individual
from casework.people.safety_facts import facts_of
from casework.people.status import PersonStatus, current_support
from contracts.posts import is_staff
from design.templatetags.design import identity_bar, pill

register = template.Library()
TAB_LABELS = {
    "overview": "Overview",
    "plan": "Plan",
    "risk": "Risk",
    "messages": "Messages",
    "visits": "Visits",
    "reviews": "Reviews and updates",
    "hospital": "Hospital",
    "access_log": "Access log",
}


@dataclass(frozen=True)
class Tab:
    """An entry of the navigation on a person's record."""

    label: str
    href: str
    is_active: bool


@register.inclusion_tag("casework/_person_header.html", takes_context=True)
def person_header(context: Context, individual: Individual, active_tab: str = "") -> dict[str, Any]:
    """Identity bar, warning before a visit, and the record's navigation with `active_tab` marked."""
    user = context["request"].user
    with_header: Any = individual  # with the columns of `with_header`
    if not hasattr(individual, "may_read_visit"):
        with_header = Individual.objects.with_header(user).get(pk=individual.pk)
    facts = facts_of(with_header)
    return {
        "individual": individual,
        "support": current_support(individual, user),
        "facts": facts,
        "needs": facts.needs_for_staff if is_staff(user) else facts.needs_to_pass_on,
        "also_recorded": with_header.also_recorded,
        "tabs": _tabs(with_header, user, active_tab),
    }


def _tabs(with_header: Any, user: User, active_tab: str) -> list[Tab]:
    """Return the tabs that the user may open; `with_header` has the columns of `Individual.objects.with_header`."""
    is_worker = with_header.may_read_visit
    reads_risk = with_header.may_read_risk or is_tab_open("risk", user, with_header.pk)
    may_open = dict.fromkeys(("messages", "visits", "access_log"), is_worker) | {"risk": reads_risk}
    return [
        Tab(label, reverse(TAB_PAGES[name], args=[with_header.pk]), name == active_tab)
        for name, label in TAB_LABELS.items()
        if may_open.get(name, True)
    ]


@register.simple_tag
def may_talk_pill(answer: MayTalk, individual: Individual) -> SafeString:
    """Whether workers may talk with somebody close to the person about the support."""
    return pill(answer.text(individual.name_to_use), answer.tone)


@register.inclusion_tag("components/identity_bar.html")
def person_bar(individual: Individual, status: PersonStatus, needs: Iterable[str]) -> dict[str, Any]:
    """Who the page is about, with the status of their support and what to know before speaking to them."""
    return identity_bar(
        individual.full_name,
        known_as=individual.known_as,
        born=individual.born,
        age=individual.age,
        reference=individual.reference,
        status=status,
        needs=needs,
        level=2,
    )
