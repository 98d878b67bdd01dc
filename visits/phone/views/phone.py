"""What a phone asks for: the page that opens without a network, the visits to keep, and where to send notes.

The shell holds nothing of anybody, so the phone may keep it; the pack is kept encrypted (decision 18).
"""

import hashlib
import json
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from accounts.page_access import PageClass, page
from casework.access.records import log_openings
from contracts.posts import is_staff
from visits import services
from visits.phone.data import blank_form, cards, elsewhere, holder_of, pass_for, planned_of
from visits.phone.enums import PhoneEntryState
from visits.phone.intake import judge
from visits.phone.note_format import NotANote
from workforce.models import Worker

MOST_AT_ONCE = 50
SHELL_FILES = (
    "casework.css",
    "casework.js",
    "phone.js",
    "icon.svg",
    "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
)


def _shell() -> str:
    """The page without anything of anybody: rendered without a request, the same for all."""
    form = blank_form()
    needed = {name: str(field.label) for name, field in form.fields.items() if field.required and name != "id"}
    helper = form.helper
    helper.disable_csrf = True  # nothing is sent by this form itself
    context = {"form": form, "helper": helper, "needed": json.dumps(needed)}
    return render_to_string("visits/phone.html", context)


@page(PageClass.PUBLIC)
@require_safe
def shell(request):
    """The page that a phone keeps."""
    return HttpResponse(_shell())


@page(PageClass.PUBLIC)
@require_safe
def worker_script(request):
    """The service worker, with the files that make up the shell; other contents are another version."""
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
def manifest(request):
    """What an installed app is called and where it opens."""
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
def who(request):
    """Who is signed in here, before anything of theirs is shown or sent; the token for sending comes as a cookie."""
    return JsonResponse({"user": str(request.user.pk)})


@page(PageClass.LIST)
@require_safe
def pack(request):
    """The worker's own visits of today and tomorrow. The opening of each record is written first."""
    only_workers(request.user)
    planned = planned_of(request.user)
    log_openings(request, planned.values_list("package__case__individual", flat=True))
    device = _id(request.GET.get("device"))
    found = list(planned.select_related("package__case__individual"))
    return JsonResponse(
        {
            "visits": cards(request.user, found),
            "elsewhere": elsewhere(request.user, device),
            "pass": pass_for(request.user, device),
        }
    )


@page(PageClass.LIST)
@require_POST
def entries(request):
    """Notes of the user who is signed in; for each, in order, what became of it. One that is bad blocks no other."""
    only_workers(request.user)
    return _take(request.user, request.body)


@csrf_exempt
@page(PageClass.PUBLIC)
@require_POST
def hand_in(request):
    """Notes of somebody who cannot sign in any more, by the pass that their phone was given with its visits.

    The pass opens nothing: notes go in, and nothing but that they have arrived comes out.
    """
    try:
        user = holder_of(json.loads(request.body)["pass"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise PermissionDenied from None
    return _take(user, request.body, tells=False)


def _take(user, body: bytes, *, tells: bool = True) -> HttpResponse:
    try:
        sent = json.loads(body)
        texts, device = sent["entries"], sent.get("device")
    except (ValueError, KeyError, TypeError, RecursionError):
        return HttpResponseBadRequest("Not notes of a phone.")
    if not isinstance(texts, list) or len(texts) > MOST_AT_ONCE:
        return HttpResponseBadRequest("Not notes of a phone.")
    answers = [_kept(user, text, tells) for text in texts]
    if isinstance(device, dict) and (device_id := _id(device.get("id"))):
        unsent = device.get("unsent")
        services.report_unsent(
            device=device_id,
            unsent=min(unsent, 10_000) if isinstance(unsent, int) and unsent > 0 else 0,
            is_installed=device.get("installed") is True,
            by=user,
        )
    return JsonResponse({"answers": answers})


def _kept(user, text, tells: bool) -> dict:
    """Keep the note, committed, then judge it. `kept` false: it may not be taken off the phone."""
    try:
        entry = services.receive(text=text, by=user)
    except NotANote as refusal:
        return {"kept": False, "words": refusal.message}
    entry = judge(entry)
    asks = entry.state == PhoneEntryState.ASKS
    return {"kept": True, "id": str(entry.entry_id), "asks": asks, "words": entry.question if asks and tells else ""}


def is_worker(user) -> bool:
    """Whether `user` visits people, or did: has a worker's own page."""
    return Worker.objects.visible_to(user).filter(user=user).exists()


def only_workers(user) -> None:
    """Whoever visits, or did. Raises PermissionDenied for other staff, Http404 for everybody else."""
    if is_worker(user):
        return
    if is_staff(user):
        raise PermissionDenied
    raise Http404


def _id(written) -> UUID | None:
    try:
        return UUID(written)
    except (ValueError, TypeError, AttributeError):
        return None
