"""The drafts of forms: saved while somebody types, and discarded on request."""

import json
import re

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse, RawPostDataException
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.page_access import PageClass, Request, page
from core import drafts
from core.request_bodies import MOST_TEXTS, takes_up_to
from core.text import is_storable
from design import formatting


@takes_up_to(MOST_TEXTS)
@page(PageClass.OWN)
@require_POST
def save_draft(request: Request, key: str) -> HttpResponse:
    """Save what is being typed in a form. The answer is JSON, or 400 when the body is not a draft."""
    try:
        body = json.loads(request.body)
        fields, window_id, continued_from = body["fields"], body.get("window_id", ""), body.get("continued_from", "")
        ends_with_session = body.get("ends_with_session", False)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, RawPostDataException):
        return HttpResponseBadRequest("Not a draft.")
    is_text = isinstance(fields, dict) and all(is_storable(part) for pair in fields.items() for part in pair)
    is_window = _matches(drafts.WINDOW_ID, window_id) and _matches(drafts.CONTINUATION_TOKEN, continued_from)
    if not drafts.KEY.match(key) or not is_text or not is_window or not isinstance(ends_with_session, bool):
        return HttpResponseBadRequest("Not a draft.")
    if not drafts.is_within_limits(fields) or drafts.has_too_many(user=request.user, key=key):
        return HttpResponseBadRequest("Too much for a draft.")
    fields.pop("csrfmiddlewaretoken", None)
    draft = drafts.save_draft(
        user=request.user,
        key=key,
        fields=fields,
        window_id=window_id,
        continued_from=continued_from,
        ends_with_session=ends_with_session,
    )
    return JsonResponse({"saved": True, "until": formatting.when(draft.saved_until)})


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.match(value) is not None


@page(PageClass.OWN)
@require_POST
def discard_draft(request: Request, key: str) -> HttpResponse:
    """Delete the drafts of a form, and go back to it."""
    if not drafts.KEY.match(key):
        return HttpResponseBadRequest("Not a draft.")
    drafts.discard(user=request.user, key=key)
    url = request.POST.get("next", reverse("home"))
    return redirect(url if url_has_allowed_host_and_scheme(url, {request.get_host()}) else "home")
