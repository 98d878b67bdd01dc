"""Who has opened the person's record, and what the person lets each representative see."""

import datetime
from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.roles import ROLES, Side
from casework import services as casework
from casework.access.record_loader import accesses_of
from casework.enums import ConsentPurpose
from casework.models import Consent, Individual, RecordAccess, Representative
from contracts.models import Post
from contracts.posts import posts_of_users
from core import clock
from core.record_pages import OTHER_PAGE
from design.form_view import post_action
from portal.views.loaders import my_record

MAX_ACCESSES = 100
# What the person reads instead of a page's name, where that name would puzzle or frighten them.
PAGE_NAMES = {
    "Accounts and sharing": "Who may sign in and see your record",
    "Access log": "The list of who looked",
    "Call for help": "A worker’s call for help",
    "Contacts": "Calls and letters about you",
    "Council documents": "The Council’s papers about you",
    "Downtime pack": "A list of visits, for when our computers do not work",
    "Home page": "Your plan",  # the page on which a representative reads it
    "Hours report": "How many hours of support you had",
    "Import of records": OTHER_PAGE,
    "Keyworker update": "A report to your keyworker",
    "List of goals": "A list of goals",
    "List of people": "A list of the people we support",
    "List of referrals": "A list of referrals",
    "Lone-working check": "A check that a worker was safe",
    "Merging of records": OTHER_PAGE,
    "Missed visits": "Visits that did not happen",
    "Offline visit list": "A list of visits",
    "Offline visit notes": "A note of a visit",
    "Overview": "The first page of your record",
    "Planned visits": "When your visits are planned",
    "Positive risk decisions": "What we decided together",
    "Profile": "Who you are",
    "Access needs": "What helps you",
    "Times that suit": "When visits suit you",
    "Record of a death": OTHER_PAGE,
    "Reviews": "Your reviews and reports",
    "Same-day alert": "A note of a visit",
    "Staff caseloads": "A list of the people we support",
    "Visit briefing": "What to know before a visit",
}


@dataclass(frozen=True)
class AccessDay:
    """What somebody opened of the record on one day, with the reasons they gave. By a link there is no `user`."""

    user: User | None
    who: str
    on: datetime.date
    roles: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


@page(PageClass.PORTAL)
@require_safe
def my_access_log(request: Request) -> HttpResponse:
    """Who has opened the person's record; accesses about safeguarding are left out, and the person's own."""
    person = my_record(request)
    newest = list(accesses_of(person)[: MAX_ACCESSES + 1])
    rows = _by_user_and_day(person, newest[:MAX_ACCESSES])
    return render(request, "portal/access_log.html", {"rows": rows, "has_more": len(newest) > MAX_ACCESSES})


def _by_user_and_day(person: Individual, accesses: list[RecordAccess]) -> list[AccessDay]:
    """One row for each user and day, in the order of the accesses, with the user's roles on that day.

    A representative's role is their relation to the person. Who opened it by a link has none.
    """
    relations: dict[UUID | None, str] = dict(person.representatives.values_list("user", "relation"))
    posts = posts_of_users({access.recorded_by_id for access in accesses})
    days: dict[tuple[UUID | str | None, datetime.date], AccessDay] = {}
    for access in accesses:
        on = clock.day_of(access.recorded_at)
        key = (access.link.email if access.link else access.recorded_by_id, on)
        if key not in days:
            roles = _roles(posts, access.recorded_by_id, on)
            if not roles and access.recorded_by_id in relations:
                roles = [relations[access.recorded_by_id]]
            days[key] = AccessDay(access.recorded_by, access.who, on, roles)
        day = days[key]
        name = PAGE_NAMES.get(access.page_name, access.page_name)
        if name not in day.pages:
            day.pages.append(name)
        if access.grant and access.grant.reason not in day.reasons:
            day.reasons.append(access.grant.reason)
    return list(days.values())


def _roles(posts: list[Post], user_id: UUID | None, on: datetime.date) -> list[str]:
    """The roles of a user on a day, each once, with "at the Council" where the user works there."""
    own = [post for post in posts if post.user_id == user_id]
    on_day = [ROLES[post.role] for post in own if post.from_on <= on and (post.until_on is None or on < post.until_on)]
    names = [role.name.lower() + (" at the Council" if role.side == Side.COUNCIL else "") for role in on_day]
    return list(dict.fromkeys(names))


@page(PageClass.PORTAL)
@require_safe
def sharing(request: Request) -> HttpResponse:
    """The person's representatives, and what each may see."""
    person = my_record(request)
    representatives = person.representatives.on(clock.today()).select_related("user").prefetch_related("consents")
    rows = [
        (representative, [(purpose, _consent_for(representative, purpose)) for purpose in ConsentPurpose])
        for representative in representatives
    ]
    return render(request, "portal/sharing.html", {"rows": rows})


def _consent_for(representative: Representative, purpose: ConsentPurpose) -> Consent | None:
    """The consent to the purpose that is not withdrawn, from prefetched rows; None without one."""
    consents = representative.consents.all()
    return next((row for row in consents if row.purpose == purpose and row.withdrawn_at is None), None)


@page(PageClass.PORTAL)
@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    person = my_record(request)
    consent = Consent.objects.from_person(person).filter(pk=pk).first()
    if consent is None:
        raise Http404
    return post_action(
        request,
        lambda: casework.withdraw_consent(consent=consent, by=request.user),
        success_url=reverse("my_sharing"),
        success_message="Saved. They can no longer see it.",
    )


@page(PageClass.PORTAL)
@require_POST
def give_consent(request: Request, pk: UUID) -> HttpResponse:
    person = my_record(request)
    representative = person.representatives.on(clock.today()).filter(pk=pk).first()
    if representative is None or request.POST.get("purpose") not in ConsentPurpose.values:
        raise Http404
    return post_action(
        request,
        lambda: casework.give_consent(
            representative=representative,
            purpose=ConsentPurpose(request.POST["purpose"]),
            how="in the portal",
            by=request.user,
        ),
        success_url=reverse("my_sharing"),
        success_message="Saved. They can see it now.",
    )
