import json

from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.page_access import PageClass, page
from core import drafts


@page(PageClass.OWN)
@require_POST
def unsaved_text(request, key: str):
    """Keep what is being typed in a form. Answers 204-like JSON, or 400 when it is not such a text."""
    try:
        sent = json.loads(request.body)
        fields, tab, adopted = sent["fields"], sent.get("tab", ""), sent.get("adopted", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return HttpResponseBadRequest("Not a kept text.")
    is_text = isinstance(fields, dict) and all(_is_storable(part) for pair in fields.items() for part in pair)
    is_tab = _is_like(drafts.TAB, tab) and _is_like(drafts.ADOPTED, adopted)
    if not drafts.KEY.match(key) or not is_text or not is_tab:
        return HttpResponseBadRequest("Not a kept text.")
    if sum(map(len, fields.values())) > drafts.MOST_CHARACTERS:
        return HttpResponseBadRequest("Too long to keep.")
    fields.pop("csrfmiddlewaretoken", None)
    drafts.save_draft(user=request.user, key=key, fields=fields, tab=tab, adopted=adopted)
    return JsonResponse({"kept": True})


def _is_like(pattern, given) -> bool:
    return isinstance(given, str) and pattern.match(given) is not None


def _is_storable(part) -> bool:
    """A text without NUL and without halves of characters: what the database takes."""
    return isinstance(part, str) and "\x00" not in part and not any("\ud800" <= sign <= "\udfff" for sign in part)


@page(PageClass.OWN)
@require_POST
def forget_unsaved(request, key: str):
    """Throw away what was kept for a form, and go back to it."""
    if not drafts.KEY.match(key):
        return HttpResponseBadRequest("Not a kept text.")
    drafts.discard(user=request.user, key=key)
    where = request.POST.get("next", reverse("home"))
    return redirect(where if url_has_allowed_host_and_scheme(where, {request.get_host()}) else "home")
