"""Leaving at once: "Leave this page" ends the session, with and without JavaScript."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.leaving.typed_words import discard_typed_words
from accounts.models import User
from accounts.page_access import PageClass, page


@csrf_exempt  # it must not fail; another site's form comes without the session, and could only sign somebody out
@page(PageClass.SIGNING_IN)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, delete what was typed and not sent, and show the weather.

    The page opens it by itself: the content security policy refuses a redirect to another site after a form.
    """
    if isinstance(request.user, User):
        discard_typed_words(request.user)
    logout(request)
    return render(request, "account/leave.html")
