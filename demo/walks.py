"""Five walks of two minutes through the demo: who signs in, what they do, and on which page."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from casework.models import HospitalSpell, Individual
from core import clock
from demo.logins import LOGINS, Login
from reporting.models import Return
from safeguarding.models import Concern

LOGIN_OF = {login.key: login for login in LOGINS}
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class WalkStep:
    """One thing to do. With `login`, the reader first signs in as that user; `link` is the page to open."""

    words: str
    login: Login | None = None
    link: str = ""
    link_text: str = ""


@dataclass(frozen=True)
class Walk:
    """A walk; `steps` are made when it is shown, because they lead to records."""

    key: str
    title: str
    about: str
    steps: Callable[[], list[WalkStep]]


def user_of(key: str) -> User | None:
    """Return the demo's user with this key, if they have access."""
    email = LOGIN_OF[key].email if key in LOGIN_OF else ""
    return User.objects.with_access().filter(email=email).first()


def _individual(login_key: str) -> Individual:
    return Individual.objects.get(user__email=LOGIN_OF[login_key].email)


def _offline() -> list[WalkStep]:
    return [
        WalkStep(
            "Sign in on a phone, or make this window narrow.", LOGIN_OF["worker"], reverse("phone"), "Work offline"
        ),
        WalkStep("Turn off the network: aeroplane mode, or “Offline” in the browser's developer tools."),
        WalkStep("Open a person and log a visit. The note is saved on the phone."),
        WalkStep("Turn the network on. The note is sent by itself, once.", None, reverse("visits"), "Visits"),
    ]


def _a_figure() -> list[WalkStep]:
    sealed = Return.objects.filter(state="sealed").order_by("-recorded_at").first()
    link = reverse("return", args=[sealed.pk]) if sealed else reverse("returns")
    return [
        WalkStep("Open the last return that the provider sealed.", LOGIN_OF["commissioner"], link, "The return"),
        WalkStep(
            "Follow “People supported” to its definition and its list of records. The list adds up to the figure."
        ),
        WalkStep(
            "Names are not shown to the Council. The provider sees them in the same list.",
            LOGIN_OF["manager"],
            link,
            "The same return",
        ),
    ]


def _in_hospital() -> list[WalkStep]:
    stays = HospitalSpell.objects.filter(discharged_on=None, struck_at=None)
    stay = stays.filter(admitted_on=clock.today() - 12 * DAY).first() or stays.order_by("-admitted_on").first()
    link = reverse("person_hospital", args=[stay.individual_id]) if stay else reverse("holds")
    return [
        WalkStep(
            "Open the hold: the days are counted from the day after admission.",
            LOGIN_OF["manager"],
            link,
            "Hospital hold: day 12 of 28",
        ),
        WalkStep(
            "Read what ends it: discharge, the keyworker's decision, or day 28. Then support ends by itself, and the "
            "person comes back only by a new referral."
        ),
        WalkStep("All holds, the next to end first.", None, reverse("holds"), "On hold"),
    ]


def _who_opened() -> list[WalkStep]:
    return [
        WalkStep(
            "Maya reads who has opened her record, when, and why.",
            LOGIN_OF["person"],
            reverse("my_access_log"),
            "Who has looked at my record",
        ),
        WalkStep(
            "One entry is a commissioner's inspection, with its reason. One is a worker who does not support her."
        ),
        WalkStep("She asks about it in a comment on her plan.", None, reverse("my_plan"), "My plan"),
        WalkStep("The lead worker answers.", LOGIN_OF["worker"], reverse("home"), "Home"),
    ]


def _a_wall() -> list[WalkStep]:
    team_leader = LOGIN_OF["teamlead"]
    concern = Concern.objects.filter(named_users__email=team_leader.email).order_by("recorded_at").first()
    link = reverse("concern", args=[concern.pk]) if concern else reverse("concerns")
    person = reverse("person", args=[_individual("person").pk])
    return [
        WalkStep(
            f"The safeguarding lead reads a concern about Maya that names {team_leader.name}.",
            LOGIN_OF["safeguarding"],
            link,
            "The concern",
        ),
        WalkStep(
            f"Sign in as {team_leader.name} and open the same address: there is no such page.",
            team_leader,
            link,
            "The same address",
        ),
        WalkStep(
            "The concern is in none of her lists, counts, searches, messages or access logs either.",
            None,
            person,
            "Maya's record",
        ),
    ]


WALKS = {
    walk.key: walk
    for walk in (
        Walk("offline", "A visit while offline", "What a worker writes on the phone arrives once.", _offline),
        Walk("figure", "A figure and its records", "Each figure of a return leads to what it counted.", _a_figure),
        Walk("hold", "Day 12 of a hospital hold", "A clock that nobody can miss, and what ends it.", _in_hospital),
        Walk("access", "Who opened my record", "The person reads who looked, and asks.", _who_opened),
        Walk("wall", "One wall from both sides", "Who is named in a concern cannot tell that it exists.", _a_wall),
    )
}
