"""The addresses that a phone uses: the page that opens without a network, its visits, and where it sends notes.

The page contains no personal data, so the phone may cache it; the visits are stored encrypted (decision 18).
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import log_accesses
from contracts.posts import is_staff, require_permission
from core.request_bodies import MOST_TEXTS, takes_up_to
from visits import services
from visits.log.forms.change import CHANGE_MISSING
from visits.log.forms.meeting import MEETING_MISSING
from visits.phone.data import blank_form, cards, holder_of, other_devices, pass_for, planned_of, required_messages
from visits.phone.enums import PhoneEntryState
from visits.phone.intake import check_note
from visits.phone.note_format import NotANote
from workforce.models import Worker

MOST_NOTES = 50
LONGEST_PASS = 1000  # with the bytes around it
PASS_FIRST = re.compile(rb'\s*\{\s*"pass"\s*:\s*("[^"\\\\]{1,900}")')
SHELL_FILES = (
    "casework.css",
    "casework.js",
    "phone.js",
    "icon.svg",
    "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
)


def _shell() -> str:
    """Return the page without personal data: rendered without a request, the same for everybody."""
    form = blank_form()
    helper = form.helper
    helper.disable_csrf = True  # nothing is sent by this form itself
    needed = {"needed": json.dumps(required_messages(form)), "needed_if_met": json.dumps(MEETING_MISSING)}
    needed["needed_of_change"] = json.dumps(CHANGE_MISSING)
    context = {"form": form, "helper": helper, **needed}
    return render_to_string("visits/phone/phone.html", context)


@page(PageClass.PUBLIC)
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Return the page that a phone caches."""
    return HttpResponse(_shell())


@page(PageClass.PUBLIC)
@require_safe
def worker_script(request: HttpRequest) -> HttpResponse:
    """Return the service worker with the list of cached files; changed contents make another version."""
    source = Path(settings.STATICFILES_DIRS[0])
    version = hashlib.sha256(_shell().encode())
    for name in SHELL_FILES:
        version.update((source / name).read_bytes())
    shell_of = {
        "version": version.hexdigest()[:16],
        "files": [reverse("phone"), *(static(name) for name in SHELL_FILES)],
    }
    script = (source / "phone-worker.js").read_text()
    return HttpResponse(
        f"self.SHELL = {json.dumps(shell_of)};\n{script}",
        content_type="text/javascript",
        headers={"Service-Worker-Allowed": reverse("home")},
    )


@page(PageClass.PUBLIC)
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Return the name of the installed app and the address at which it opens."""
    icons = [
        {"src": static(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for size in (192, 512)
    ]
    return JsonResponse(
        {
            "name": "Casework",
            "short_name": "Casework",
            "id": reverse("phone"),
            "start_url": reverse("phone"),
            "scope": reverse("home"),
            "display": "standalone",
            "lang": "en-GB",
            "theme_color": "#0b5351",
            "background_color": "#ffffff",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@ensure_csrf_cookie
@page(PageClass.OWN)
@require_safe
def signed_in_user(request: Request) -> HttpResponse:
    """Return the id of the user, whom the phone compares with the owner of its notes; set the CSRF cookie."""
    return JsonResponse({"user": str(request.user.pk)})


@page(PageClass.LIST)
@require_safe
def pack(request: Request) -> HttpResponse:
    """Return the worker's own visits of today and tomorrow, after logging access to each record."""
    require_permission(request.user, Permission.MAKE_VISIT)
    planned = planned_of(request.user)
    log_accesses(request, planned.values_list("package__case__individual", flat=True))
    device = _id(request.GET.get("device"))
    visits = list(planned.select_related("package__case__individual", "package__case__contract__council"))
    return JsonResponse(
        {
            "visits": cards(request.user, visits),
            "elsewhere": other_devices(request.user, device),
            "pass": pass_for(request.user, device),
        }
    )


@takes_up_to(MOST_TEXTS)
@page(PageClass.LIST)
@require_POST
def entries(request: Request) -> HttpResponse:
    """Receive notes of the user; return the outcome of each, in order. A bad note blocks no other."""
    require_worker(request.user)
    # Notes are JSON. A form's body has been read already, and is none.
    return _receive(request.user, request.body if request.content_type == "application/json" else b"")


@csrf_exempt
@takes_up_to(MOST_TEXTS)
@page(PageClass.PUBLIC)
@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """Receive notes of somebody who can no longer sign in, by the pass that their phone got with its visits.

    The pass comes first and is asked first: without it nothing is read. Returns only that the notes have arrived.
    """
    match = PASS_FIRST.match(request.read(LONGEST_PASS))
    try:
        user = holder_of(json.loads(match[1])) if match else None
    except (ValueError, UnicodeDecodeError):
        user = None
    if match is None or user is None:
        raise PermissionDenied
    return _receive(user, match.string + request.read(), with_questions=False)


def _receive(user: User, body: bytes, *, with_questions: bool = True) -> HttpResponse:
    try:
        data = json.loads(body)
        texts, device = data["entries"], data.get("device")
    except (ValueError, KeyError, TypeError, RecursionError):
        return HttpResponseBadRequest("These are not phone notes.")
    if not isinstance(texts, list) or len(texts) > MOST_NOTES:
        return HttpResponseBadRequest("These are not phone notes.")
    answers = [_receive_note(user, text, with_questions) for text in texts]
    if isinstance(device, dict) and (device_id := _id(device.get("id"))):
        unsent = device.get("unsent")
        services.report_unsent(
            device=device_id,
            unsent=min(unsent, 10_000) if isinstance(unsent, int) and unsent > 0 else 0,
            is_installed=device.get("installed") is True,
            by=user,
        )
    return JsonResponse({"answers": answers})


def _receive_note(user: User, text: Any, with_questions: bool) -> dict[str, Any]:
    """Store the note, then check it. `kept` is False when the phone must not delete it."""
    try:
        entry = services.receive(text=text, by=user)
    except NotANote as refusal:
        return {"kept": False, "words": refusal.message}
    entry = check_note(entry)
    asks = entry.state == PhoneEntryState.ASKS
    return {
        "kept": True,
        "id": str(entry.entry_id),
        "asks": asks,
        "words": entry.question if asks and with_questions else "",
    }


def is_worker(user: User) -> bool:
    """Return True if `user` visits people, or did."""
    return Worker.objects.visible_to(user).filter(user=user).exists()


def require_worker(user: User) -> None:
    """Raise PermissionDenied for staff who never visited, Http404 for everybody else who is no worker."""
    if is_worker(user):
        return
    if is_staff(user):
        raise PermissionDenied
    raise Http404


def _id(value: Any) -> UUID | None:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        return None
