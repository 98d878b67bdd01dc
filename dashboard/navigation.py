"""The navigation: seven groups of pages, and the group that each address belongs to.

A new page is added to the `pages` of its group; an address with a new first part, to the group's `first_parts`.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.enums import Permission as P


@dataclass(frozen=True)
class NavigationPage:
    """A page that the navigation lists for users with any of `permissions`, in any scope; with none, for all."""

    text: str
    url_name: str
    permissions: frozenset[P] = frozenset()

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class NavigationGroup:
    """Pages under one heading. Addresses that begin with one of `first_parts` belong to the group."""

    text: str
    pages: tuple[NavigationPage, ...]
    first_parts: tuple[str, ...]


def _page(text: str, url_name: str, *permissions: P) -> NavigationPage:
    return NavigationPage(text, url_name, frozenset(permissions))


GROUPS = (
    NavigationGroup("Home", (_page("Home", "home"),), ("", "messages", "duties")),
    NavigationGroup(
        "People",
        (
            _page("People", "people", P.READ_PERSON),
            _page("Referrals", "referrals", P.READ_REFERRAL),
            _page("Waiting list", "waiting_list", P.DECIDE_REFERRAL),
            _page("Referral times", "referral_times", P.DECIDE_REFERRAL),
            _page("On hold", "holds", P.ALLOCATE),
            _page("Goals", "goals", P.WRITE_PLAN),
            _page("Check in with", "check_in_with", P.WRITE_PLAN),
            _page("Keyworker updates", "updates", P.WRITE_UPDATE, P.ACKNOWLEDGE_UPDATE),
            _page("Profile coverage", "profile_coverage", P.EDIT_PERSON),
            _page("Import records", "imports", P.IMPORT),
        ),
        (
            "people",
            "referrals",
            "packages",
            "connections",
            "holds",
            "spells",
            "goals",
            "ratings",
            "steps",
            "achievements",
            "wellbeing",
            "plans",
            "exit-plans",
            "transition-plans",
            "risks",
            "hazards",
            "positive-risk",
            "safety-plans",
            "updates",
            "keyworkers-away",
            "questions",
            "reviews",
            "imports",
            "code-links",
            "changes",
            "objections",
            "access-questions",
            "disclosures",
        ),
    ),
    NavigationGroup(
        "Visits",
        (
            _page("Visits", "visits", P.LOG_VISIT),
            _page("Rota", "rota", P.LOG_VISIT),
            _page("Staffing by hour", "cover_by_hour", P.READ_WORKER),
            _page("Hours", "hours", P.SEE_HOURS),
            _page("Same-day requests", "same_day", P.LOG_VISIT),
            _page("On call", "escalations", P.ANSWER_CALL),
            _page("On-call rota", "on_call", P.ANSWER_CALL, P.KEEP_ON_CALL),
            _page("Downtime packs", "downtime", P.OPEN_PACK),
            _page("Notes from your phone", "phone_notes", P.MAKE_VISIT),
        ),
        (
            "visits",
            "contacts",
            "engagement",
            "alerts",
            "call-for-help",
            "escalations",
            "lone-working",
            "phone",
            "calendar",
            "same-day",
            "on-call",
        ),
    ),
    NavigationGroup(
        "Staff",
        (
            _page("Staff", "workers", P.READ_WORKER),
            _page("Former workers", "former_workers", P.MANAGE_WORKER),
            _page("Accounts", "account_list", P.MANAGE_ACCESS),
            _page("Teams", "teams", P.KEEP_SERVICE),
            _page("Courses", "courses", P.KEEP_SERVICE),
        ),
        ("workforce",),
    ),
    NavigationGroup(
        "Safeguarding and quality",
        (
            _page("Concerns", "concerns", P.LEAD_CONCERN),
            _page("Incidents", "incidents", P.READ_INCIDENT),
            _page("Unusual access", "unusual_access", P.REVIEW_ACCESS),
        ),
        ("safeguarding", "incidents", "unusual-access"),
    ),
    NavigationGroup("Community", (), ()),
    NavigationGroup(
        "Contracts",
        (
            _page("Contracts", "contracts", P.READ_CONTRACT),
            _page("Councils", "councils", P.KEEP_SERVICE),
            _page("Set-up", "set_up", P.KEEP_SERVICE),
            _page("Returns", "returns", P.READ_RETURN, P.PREPARE_RETURN, P.SIGN_RESTRICTED),
            _page("Notices", "notices", P.SEND_NOTICE, P.ACKNOWLEDGE_NOTICE),
        ),
        ("contracts", "returns", "notices", "set-up"),
    ),
)


def group_of(path: str) -> NavigationGroup | None:
    """Return the group that the address `path` belongs to; None for the user's own account and for public pages."""
    first_part = path.strip("/").partition("/")[0]
    return next((group for group in GROUPS if first_part in group.first_parts), None)


def menu(permissions: set[P], path: str) -> list[dict[str, Any]]:
    """Return the groups that a user with `permissions` sees on the page `path`.

    A group of which they see one page has that page's name.

    Each has `text`, `href` (its first page), `is_current`, and `pages` if it is current and has more than one.
    """
    current_group = group_of(path)
    items = []
    for group in GROUPS:
        pages = [page for page in group.pages if not page.permissions or page.permissions & permissions]
        if pages:
            is_current = group is current_group
            items.append(
                {
                    "text": group.text if len(pages) > 1 else pages[0].text,
                    "href": pages[0].url,
                    "is_current": is_current,
                    "pages": _pages(pages, path) if is_current and len(pages) > 1 else [],
                }
            )
    return items


def _pages(pages: list[NavigationPage], path: str) -> list[dict[str, Any]]:
    """Return text and href of the pages; of those whose address `path` begins with, the longest is current."""
    urls = {page.url: page for page in pages}
    here = max((url for url in urls if path.startswith(url)), key=len, default="")
    return [{"text": page.text, "href": url, "is_current": url == here} for url, page in urls.items()]
