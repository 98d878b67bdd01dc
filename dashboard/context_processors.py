"""The navigation, who is signed in and how to reach the service, for every page."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from accounts.enums import Permission as P
from casework.models import Case, Representative
from contracts import posts
from contracts.models import Contract
from core import clock

# Text, name of the address, and the permissions of which one, in any scope, shows it.
NAVIGATION = (
    ("Work", "home", ()),
    ("People", "people", (P.READ_PERSON,)),
    ("Referrals", "referrals", (P.READ_REFERRAL,)),
    ("Visits", "visits", (P.LOG_VISIT,)),
    ("Calls", "escalations", (P.ANSWER_CALL,)),
    ("Hours", "hours", (P.SEE_HOURS,)),
    ("Goals", "goals", (P.WRITE_PLAN,)),
    ("Updates", "updates", (P.WRITE_UPDATE, P.ACKNOWLEDGE_UPDATE)),
    ("Held", "suspensions", (P.ALLOCATE,)),
    ("Workers", "workers", (P.READ_WORKER,)),
    ("Safeguarding", "concerns", (P.LEAD_CONCERN,)),
    ("Notices", "notices", (P.ACKNOWLEDGE_NOTICE,)),
    ("Returns", "returns", (P.READ_RETURN, P.PREPARE_RETURN, P.SIGN_RESTRICTED)),
    ("Contracts", "contracts", (P.KEEP_CONTRACT, P.PREPARE_RETURN, P.READ_PRICE)),
    ("Import", "imports", (P.IMPORT,)),
    ("Operations", "system_status", (P.SEE_OPERATIONS,)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return `navigation`: text, href and current of each page for this user's roles; `signed_in`: name and role."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "signed_in": None}
    roles = posts.roles(user)
    may = posts.permissions(user)
    home = reverse("home")
    places = [(text, reverse(name)) for text, name, needed in NAVIGATION if roles and (not needed or may & set(needed))]
    matching_hrefs = [
        href for _, href in places if (request.path == href if href == home else request.path.startswith(href))
    ]
    current = max(matching_hrefs, key=len, default="")
    items = [{"text": text, "href": href, "current": href == current} for text, href in places]
    signed_in = {"name": user.full_name, "role": ", ".join(role.name.lower() for role in roles)}
    return {"navigation": items, "signed_in": signed_in}


def service_contacts(request: HttpRequest) -> dict[str, Any]:
    """`service_contacts`: name, telephone, e-mail and hours of the contracts that concern the user (T4.14).

    These are the contracts of the user's posts. Without a post: their own contracts and those of people whom they
    represent. Signed out, or if there are none: every running contract.
    """
    user, today = getattr(request, "user", None), clock.today()
    running = Contract.objects.running(today).order_by("name")
    contracts: list[Contract] = []
    if user is not None and user.is_authenticated:
        contracts = [
            contract for contract in {post.contract: None for post in posts.posts_of(user)} if contract.runs_on(today)
        ]
        if not contracts:
            beside = Representative.objects.acting(user).values("individual")
            own = Case.objects.filter(Q(individual__user=user) | Q(individual__in=beside))
            contracts = list(running.filter(pk__in=own.values("contract")))
    fields = ("name", "telephone", "email", "hours")
    contacts = [{name: getattr(contract, name) for name in fields} for contract in contracts or running]
    return {"service_contacts": contacts}
