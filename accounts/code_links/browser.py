"""What a browser may open by a link: after a right code, the page of that link only, for half an hour."""

import datetime
import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.code_links.purposes import LinkPurpose, purpose_of
from accounts.code_links.validity import find_link
from accounts.models import CodeLink, LinkOpening
from core import clock
from core.letterhead import letterhead

OPEN_FOR = datetime.timedelta(minutes=30)
LinkView = Callable[[HttpRequest, CodeLink, str], HttpResponse]


def remember(request: HttpRequest, link: CodeLink) -> None:
    """Note in the session that the code of this link was entered here. A session of nobody gets a new key."""
    if not request.user.is_authenticated:
        request.session.cycle_key()
    request.session[_key(link)] = (clock.now() + OPEN_FOR).isoformat()


def has_opened(request: HttpRequest, link: CodeLink) -> bool:
    """Return whether the code of this link was entered in this browser during the last half hour."""
    until = request.session.get(_key(link), "")
    return bool(until) and clock.now() < datetime.datetime.fromisoformat(until)


def _key(link: CodeLink) -> str:
    return f"code_link:{link.pk}"


def for_link(purpose: LinkPurpose) -> Callable[[LinkView], Callable[[HttpRequest, str], HttpResponse]]:
    """Decorator for the page behind links of a purpose: the view gets the request, the link and its token.

    Without a code in this browser it is the page that offers one. Each opening is written down before the view runs.
    """

    def guard(view: LinkView) -> Callable[[HttpRequest, str], HttpResponse]:
        @functools.wraps(view)
        def run(request: HttpRequest, token: str) -> HttpResponse:
            link = find_link(token, purpose=purpose.key)
            if link is None:
                return ended_page(request)
            if not has_opened(request, link):
                return redirect("code_link", token) if request.method == "POST" else ask_page(request, link, token)
            LinkOpening.objects.create(link=link)
            return view(request, link, token)

        return run

    return guard


def ask_page(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """Return the page that says who sends the link and offers a code, and nothing else."""
    purpose = purpose_of(link)
    page_context = {"link": link, "token": token, "title": purpose.title if purpose else ""}
    return render(request, "accounts/code_links/ask.html", page_context)


def ended_page(request: HttpRequest) -> HttpResponse:
    """Return the page for a link that has ended, and for an address that never was one: the same."""
    return render(request, "accounts/code_links/ended.html", {"sender": letterhead()}, status=404)
