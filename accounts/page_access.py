"""The class of every page. A test checks for each class which user gets which answer."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from accounts.models import User


class Request(HttpRequest):
    """The request of a signed-in user: what a view gets, unless its page is public."""

    user: User


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class PageClass(StrEnum):
    PUBLIC = "anybody, signed in or not"
    SIGNING_IN = "signing in and out: the sign-in library's own pages, and leaving at once"
    OWN = "anybody signed in: what is shown is their own"
    LIST = "a list of what the user may see, for the roles it is made for"
    STAFF_ONLY = "the provider's staff, about anybody they may find"
    PERSON = "a page of a person's record"
    PERSON_WORK = "work on a person's record, by those who do it"
    PERSON_ANSWER = "what a person wrote to us, for those who answer it"
    PERSON_MANAGE = "decisions on a package, by managers"
    REFERRING = "making and following one's own referrals"
    REFERRAL = "a referral, for its maker and the deciding manager"
    REFERRAL_DECISION = "deciding a referral"
    NOTICE = "a notice of delay or lack of capacity, for managers and the commissioner"
    UPDATE = "an update, for those who write it and the keyworker it was sent to"
    UPDATE_ANSWER = "a sent update, for its keyworker"
    KEYWORKER_AWAY = "when a keyworker is away, for themselves, their cover and managers"
    CONCERN = "a safeguarding concern"
    CONCERN_LEAD = "leading a safeguarding concern"
    INCIDENT = "an incident or accident, for its author and those who answer for the contract"
    INCIDENT_MANAGE = "looking into an incident or accident, by managers who were not involved"
    RETURN = "a return, sealed for the commissioner"
    RETURN_PREPARE = "preparing a return"
    WORKER = "a worker's page, for those who lead them and themselves"
    WORKER_MANAGE = "managing a worker's hours, caseload and access"
    IMPORT = "importing a provider's earlier records, by managers"
    ON_CALL_KEEP = "managing the on-call rota"
    ACCESS_MANAGE = "accounts and their posts, by those who may take access away"
    CONTRACT = "a contract and its terms"
    CONTRACT_GOALS = "goals by outcome of a contract, for those who prepare its returns"
    CONTRACT_KEEP = "managing a contract's terms and cut-over"
    PRICE = "a contract's price and what was spent, for the people named there"
    PACK = "a team's downtime packs, for those who lead it or are on call"
    PORTAL = "the person's own pages"
    TOKEN = "an address that nobody can guess, for somebody who cannot sign in yet or a program"
    SERVICE_KEEP = "setting up the service: provider, councils, contracts, teams, courses, accounts"
    OPERATIONS = "how the system runs"
    DEMO_ONLY = "only where DEBUG or DEMO is on"


def page(page_class: PageClass) -> Callable[[View], View]:
    """Decorator for views: the page's class. PUBLIC, TOKEN and DEMO_ONLY pages need no sign-in; all others do."""

    def mark(view: View) -> View:
        marked_view = require_http_methods(["GET", "HEAD", "POST"])(view)
        if page_class in (PageClass.PUBLIC, PageClass.TOKEN, PageClass.DEMO_ONLY, PageClass.SIGNING_IN):
            marked_view = login_not_required(marked_view)
        marked_view.page_class = page_class  # type: ignore[attr-defined]
        return marked_view

    return mark
