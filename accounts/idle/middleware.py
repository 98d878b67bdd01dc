from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.idle import time_out
from core.unsent import TIMED_OUT


class IdleTimeOutMiddleware:
    """End a session that was not used within its limit, before anything is read or written with it.

    It comes before the middleware that stores a form whose session has ended: what was typed is given back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and time_out.is_over(request):
            logout(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            time_out.mark_used(request, response)
        return response

    def process_view(self, request: HttpRequest, view: object, arguments: object, named: object) -> None:
        """Sign out whose page sent its form itself, because they had been away; its token has been checked by now."""
        if request.method == "POST" and request.user.is_authenticated and TIMED_OUT in request.POST:
            logout(request)
