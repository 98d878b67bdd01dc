"""The navigation, who is signed in and how to reach the service, for every page."""

from django.db.models import Q
from django.urls import reverse

from accounts.enums import Permission as P
from casework.models import Case, Representative
from contracts import posts
from contracts.models import Contract
from core import clock

# Text, the name of the address, and which permission, at any reach, makes it useful.
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
    ("Operations", "operations", (P.SEE_OPERATIONS,)),
)


def navigation(request) -> dict:
    """`navigation`: text, href and current of each place this user's roles lead to; `who`: name and role."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "who": None}
    held = posts.roles(user)
    may = posts.permissions(user)
    home = reverse("home")
    places = [(text, reverse(name)) for text, name, needed in NAVIGATION if held and (not needed or may & set(needed))]
    here = [href for _, href in places if (request.path == href if href == home else request.path.startswith(href))]
    current = max(here, key=len, default="")
    shown = [{"text": text, "href": href, "current": href == current} for text, href in places]
    who = {"name": user.full_name, "role": ", ".join(role.name.lower() for role in held)}
    return {"navigation": shown, "who": who}


def service_contacts(request) -> dict:
    """`service_contacts`: name, telephone, e-mail and hours of the contracts that concern the user (T4.14).

    Their posts' contracts; without a post the person's own and those of whom they stand beside; signed out, or where
    nothing concerns them, every running one.
    """
    user, today = getattr(request, "user", None), clock.today()
    running = Contract.objects.running(today).order_by("name")
    found = []
    if user is not None and user.is_authenticated:
        found = [
            contract for contract in {post.contract: None for post in posts.posts_of(user)} if contract.runs_on(today)
        ]
        if not found:
            beside = Representative.objects.acting(user).values("individual")
            own = Case.objects.filter(Q(individual__user=user) | Q(individual__in=beside))
            found = list(running.filter(pk__in=own.values("contract")))
    fields = ("name", "telephone", "email", "hours")
    contacts = [{name: getattr(contract, name) for name in fields} for contract in found or running]
    return {"service_contacts": contacts}
