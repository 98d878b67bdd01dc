"""The navigation, who is signed in and how to reach the service, for every page."""

from accounts.enums import Permission as P
from casework.models import Case, Representative
from contracts import posts
from contracts.models import Contract
from core import clock

# What leads where, and which permission, at any reach, makes it useful.
PLACES = (
    ("Work", "/", ()),
    ("People", "/people/", (P.READ_PERSON,)),
    ("Referrals", "/referrals/", (P.READ_REFERRAL,)),
    ("Visits", "/visits/", (P.LOG_VISIT,)),
    ("Updates", "/updates/", (P.WRITE_UPDATE, P.ACKNOWLEDGE_UPDATE)),
    ("Held", "/suspensions/", (P.ALLOCATE,)),
    ("Workers", "/workforce/", (P.READ_WORKER,)),
    ("Safeguarding", "/safeguarding/", (P.LEAD_CONCERN,)),
    ("Returns", "/returns/", (P.READ_RETURN, P.PREPARE_RETURN, P.SIGN_RESTRICTED)),
    ("Operations", "/operations/", (P.SEE_OPERATIONS,)),
)


def navigation(request) -> dict:
    """`navigation`: text, href and current of each place this user's roles lead to; `who`: name and role."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "who": None}
    held = posts.roles(user)
    may = {permission for role in held for permission in role.grants}
    shown = [
        {
            "text": text,
            "href": href,
            "current": request.path == href if href == "/" else request.path.startswith(href),
        }
        for text, href, needed in PLACES
        if held and (not needed or may & set(needed))
    ]
    who = {"name": user.full_name, "role": ", ".join(role.name.lower() for role in held)}
    return {"navigation": shown, "who": who}


def service_contacts(request) -> dict:
    """`service_contacts`: name, telephone, e-mail and hours of the contracts that concern the user (T4.14).

    Their posts' contracts, the person's own, those of whom they stand beside; signed out, every running one.
    """
    running = Contract.objects.running(clock.today())
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        beside = Representative.objects.beside(user).values("individual")
        own = Case.objects.filter(individual__user=user) | Case.objects.filter(individual__in=beside)
        concerned = running.filter(pk__in=posts.of(user).values("contract")) | running.filter(
            pk__in=own.values("contract")
        )
        running = concerned if concerned.exists() else running
    return {"service_contacts": list(running.order_by("name").values("name", "telephone", "email", "hours"))}
