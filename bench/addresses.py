"""Which pages are measured, each beside its bare counterpart. Add a line to measure another page."""

from dataclasses import dataclass

from casework.models import Allocation
from core import clock
from demo.logins import LOGINS
from reporting.enums import ReturnState
from reporting.models import Return


@dataclass(frozen=True)
class Page:
    """`user` is the part of an email address before the @.

    `{person}` is a person whom `{worker}` leads, `{return}` a return in preparation.
    """

    label: str
    ours: str
    bare: str
    user: str = "manager"


# Commissioners begin at the returns; people and representatives have pages of their own.
WITHOUT_HOME = ("commissioner", "commissioner.links", "person", "representative")
PAGES = (
    Page("people, a manager's first page", "/people/", "/bare/people/"),
    Page("record, for a manager", "/people/{person}/", "/bare/people/{person}/"),
    Page("record, for the lead worker", "/people/{person}/", "/bare/people/{person}/", "{worker}"),
    Page("referrals, a manager's first page", "/referrals/", "/bare/referrals/"),
    Page("a worker's day and the week after", "/visits/", "/bare/visits/", "{worker}"),
    Page("the rota of a week, for a manager", "/visits/rota/?showing=week", "/bare/rota/"),
    Page("a manager's home page", "/", "/bare/home/"),
    Page("staff", "/workforce/", "/bare/workforce/"),
    Page("hours of this quarter by person", "/visits/hours/", "/bare/hours/"),
    Page("a return in preparation", "/returns/{return}/", "/bare/returns/{return}/"),
)


# Whose home page is counted: a worker made in bulk, and each of the demo's users who has one.
HOMES = ("{worker}", *(login.key for login in LOGINS if login.key not in WITHOUT_HOME))


def example_ids() -> dict[str, str]:
    """Return the values for the braces: a worker made in bulk, whom they have led the longest, and a return."""
    leads = Allocation.objects.leads().in_force_on(clock.today()).filter(worker__user__email__startswith="worker-")
    allocation = leads.order_by("from_on", "pk").select_related("worker__user", "package__case")[0]
    return {
        "worker": allocation.worker.user.email.partition("@")[0],
        "person": str(allocation.package.case.individual_id),
        "return": str(Return.objects.filter(state=ReturnState.PREPARING).order_by("from_on", "pk")[0].pk),
    }
