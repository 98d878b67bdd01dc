"""The provider's details, and the page of the set-up link."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts import changes, services
from contracts.models import Provider
from contracts.posts import require_permission
from contracts.provider.forms import AdministratorForm, LogoForm, ProviderForm
from core.errors import Refused
from design.changes import changes_page
from design.form_view import form_page, post_action


@sensitive_post_parameters("password", "password_again")
@page(PageClass.TOKEN)
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first administrator's account. A link that was used or has expired is not found, and says so."""
    if services.find_set_up_link(token) is None:
        return render(request, "contracts/set_up_link_used.html", {"words": services.LINK_USED}, status=404)
    form = AdministratorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.start_administrator(token=token, by=None, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, "Your account is ready. Sign in to continue.")
            return redirect("account_login")
    return render(request, "contracts/set_up_link.html", {"form": form})


@page(PageClass.PUBLIC)
@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """Return the logo, for pages that nobody has signed in to. Another logo has another address."""
    content = services.find_logo(digest)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@page(PageClass.SERVICE_KEEP)
def provider_logo(request: Request) -> HttpResponse:
    require_permission(request.user, Permission.KEEP_SERVICE)
    return form_page(
        request,
        LogoForm,
        title="Provider’s logo",
        template="contracts/provider_logo.html",
        save=lambda data: services.save_logo(by=request.user, **data),
        success_url=reverse("set_up"),
        success_message="Logo saved. It is on every page and document from now.",
        back=reverse("set_up"),
    )


@page(PageClass.SERVICE_KEEP)
@require_POST
def provider_logo_remove(request: Request) -> HttpResponse:
    require_permission(request.user, Permission.KEEP_SERVICE)
    return post_action(
        request,
        lambda: services.save_logo(picture=b"", by=request.user),
        success_url=reverse("provider_logo"),
        success_message="Logo removed.",
    )


@page(PageClass.SERVICE_KEEP)
def provider(request: Request) -> HttpResponse:
    """The provider's name and numbers: recorded once, then changed here."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    saved = services.saved_provider() or Provider()
    back = reverse("set_up")
    return form_page(
        request,
        ProviderForm,
        title="Provider’s details",
        template="contracts/provider.html",
        initial={name: getattr(saved, name) for name in ProviderForm.base_fields},
        save=lambda data: services.save_provider(by=request.user, **data),
        success_url=back,
        success_message="Details saved.",
        back=back,
    )


@page(PageClass.SERVICE_KEEP)
@require_safe
def provider_changes(request: Request) -> HttpResponse:
    require_permission(request.user, Permission.KEEP_SERVICE)
    return changes_page(
        request,
        changes.rows_of_provider(),
        title="History of changes: provider’s details",
        back=reverse("provider"),
        back_text="Provider’s details",
    )
