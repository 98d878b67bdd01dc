"""A form about one worker, for those who may manage them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import Request
from accounts.permissions import get_allowed_or_404
from design.form_view import form_page
from design.forms import PlainForm
from workforce.models import Worker


def managed_worker(request: Request, pk: UUID, permission: Permission = Permission.MANAGE_WORKER) -> Worker:
    """Return the worker for whom the user has `permission`. Raises Http404 or PermissionDenied, see
    `get_allowed_or_404`.
    """
    workers = Worker.objects.select_related("user", "team")
    return get_allowed_or_404(workers, request.user, permission, pk=pk)


def worker_form(
    request: Request,
    worker: Worker,
    form_class: type[PlainForm],
    *,
    title: str,
    save: Callable[[dict[str, Any]], Any],
    success_message: str,
    **options: Any,
) -> HttpResponse:
    """Return a `form_page` that leads back to the worker's page; `options` are further arguments of `form_page`."""
    url = reverse("worker", args=[worker.pk])
    return form_page(
        request,
        form_class,
        title=title,
        save=save,
        success_message=success_message,
        success_url=url,
        back=url,
        **options,
    )
