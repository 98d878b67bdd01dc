"""What a browser may open by a link: after a right code, the page of that link only, for half an hour."""

import datetime
import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.code_links.purposes import LinkPurpose, purpose_of
from accounts.code_links.validity import find_link, is_locked_token
from accounts.models import CodeLink, LinkOpening
from core import clock
from core.letterhead import letterhead

OPEN_FOR = datetime.timedelta(minutes=30)
MOST_TYPED = 20_000  # characters
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


def _keep_typed(request: HttpRequest, link: CodeLink) -> None:
    """Store in the session of this browser what was sent too late: whoever enters a code has it in the form again."""
    typed = {name: str(text) for name, text in request.POST.items() if name != "csrfmiddlewaretoken"}
    if any(text.strip() for text in typed.values()) and sum(map(len, typed.values())) <= MOST_TYPED:
        request.session[_typed_key(link)] = typed


def typed_before(request: HttpRequest, link: CodeLink) -> dict[str, str]:
    """Return what was typed on the page of this link in this browser, and sent when its half hour was over."""
    typed: dict[str, str] = request.session.get(_typed_key(link), {})
    return typed


def forget_typed(request: HttpRequest, link: CodeLink) -> None:
    """Remove what was typed: it was sent now."""
    request.session.pop(_typed_key(link), None)


def _typed_key(link: CodeLink) -> str:
    return f"code_link_typed:{link.pk}"


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
                return closed_page(request, token)
            if not has_opened(request, link):
                if request.method == "POST":
                    _keep_typed(request, link)
                    return redirect("code_link", token)
                return ask_page(request, link, token)
            LinkOpening.objects.create(link=link)
            return view(request, link, token)

        return run

    return guard


def ask_page(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """Return the page that says who sends the link and offers a code, and nothing else."""
    purpose = purpose_of(link)
    page_context = {
        "link": link,
        "token": token,
        "title": purpose.title if purpose else "",
        "has_typed": bool(typed_before(request, link)),
    }
    return render(request, "accounts/code_links/ask.html", page_context)


def closed_page(request: HttpRequest, token: str) -> HttpResponse:
    """Return the page for a link that opens nothing for now, or that has ended; the same as for a guess.

    What opens nothing because pages are locked says so as the pages themselves do: nothing of a lock.
    """
    if is_locked_token(token):
        return render(request, "accounts/code_links/not_available.html", status=404)
    return render(request, "accounts/code_links/ended.html", {"sender": letterhead()}, status=404)
