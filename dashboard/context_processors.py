"""The navigation, who is signed in and how to reach the service, for every page."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from accounts.enums import Permission
from casework.models import Case, Individual, Representative
from casework.people.primary import about_any_of
from contracts import posts
from contracts.models import Contract
from core import clock, unsent
from core.letterhead import letterhead
from dashboard.navigation import menu
from dashboard.unsent.page import FLAG
from visits.lone_working import on_call_lists


def provider(request: HttpRequest) -> dict[str, Any]:
    """`letterhead`: the provider's name and numbers; `provider_name`: the name alone, empty before it is recorded.

    `sign_in_organisations`: those whose accounts people may sign in with.
    """
    return {
        "letterhead": letterhead(),
        "provider_name": letterhead().name,
        "sign_in_organisations": settings.SIGN_IN_ORGANISATIONS,
    }


OF_WHO_IS_SIGNED_IN = ("may_find", "may_see_operations", "is_worker", "is_keyworker", "in_portal", "has_own_record")


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return what the header of every page shows.

    `navigation`: the groups of pages; `signed_in`: the user's name and roles; `may_find`: whether the search for a
    person is shown; `may_see_operations`: whether the account menu lists the system status; `is_worker`: whether it
    lists the user's own hours, and `is_keyworker` when they are away; `in_portal`: whether the user is signed in and
    has no post, so that every page looks like the portal; `has_own_record`: whether they may read their own record,
    asked only where a page shows it.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "signed_in": None, **dict.fromkeys(OF_WHO_IS_SIGNED_IN, False)}
    roles = posts.roles(user)
    permissions = posts.permissions(user)
    return {
        "navigation": menu(permissions, request.path) if roles else [],
        "signed_in": {"name": user.full_name, "role": ", ".join(role.name.lower() for role in roles)},
        "may_find": Permission.READ_PERSON in permissions and posts.is_staff(user),
        "may_see_operations": Permission.SEE_OPERATIONS in permissions,
        "is_worker": Permission.MAKE_VISIT in permissions,
        "is_keyworker": Permission.BE_KEYWORKER in permissions,
        "in_portal": not roles,
        "has_own_record": Individual.objects.allowing(user, Permission.READ_OWN).filter(died_on=None).exists,
    }


def open_calls(request: HttpRequest) -> dict[str, Any]:
    """`open_calls`: the user's own calls for help that are not closed, for the banner; not on the page of that call."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or Permission.LOG_VISIT not in posts.permissions(user):
        return {"open_calls": []}
    calls = on_call_lists.open_calls_of(user)
    return {"open_calls": [call for call in calls if request.path != reverse("escalation", args=[call.pk])]}


def service_contacts(request: HttpRequest) -> dict[str, Any]:
    """`service_contacts`: name, telephone, email and hours of the contracts that concern the user (T4.14).

    These are the contracts of the user's posts. Without a post: their own contracts and those of people whom they
    represent, or did. Signed out, or if there are none: every running contract.
    """
    user, today = getattr(request, "user", None), clock.today()
    running = Contract.objects.running(today).order_by("name")
    contracts: list[Contract] = []
    if user is not None and user.is_authenticated:
        own = dict.fromkeys(post.contract for post in posts.posts_of(user) if post.contract)
        contracts = [contract for contract in own if contract.runs_on(today)]
        if not contracts:
            beside = Representative.objects.filter(user=user).values(
                "individual"
            )  # also once it has ended: no sign of that
            own_cases = about_any_of("individual", Individual.objects.filter(user=user))
            cases = Case.objects.filter(own_cases | Q(individual__in=beside))
            contracts = list(running.filter(pk__in=cases.values("contract")))
    fields = ("name", "telephone", "email", "hours")
    contacts = [{name: getattr(contract, name) for name in fields} for contract in contracts or running]
    return {"service_contacts": contacts}


def unsent_forms(request: HttpRequest) -> dict[str, Any]:
    """`unsent_count`: how many forms the user has not sent yet. It is asked only where this browser stored one."""
    user = getattr(request, "user", None)
    is_asked = FLAG in request.COOKIES and request.path != reverse("unsent_forms")
    if not is_asked or user is None or not user.is_authenticated:
        return {"unsent_count": 0}
    return {"unsent_count": unsent.of_user(user).count()}
