"""People to check in with, for their workers and those who lead them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import log_bulk_access
from casework.models import SupportPackage
from contracts.posts import require_permission
from core import clock
from design.list_page import list_page
from visits.log.check_in_with import figures_of, to_check_in

A_PAGE = 25


@page(PageClass.LIST)
@require_safe
def check_in_with(request: Request) -> HttpResponse:
    """People of the user's caseload with a reason to check in, by name, each with the arithmetic in sentences."""
    require_permission(request.user, Permission.WRITE_PLAN)
    user, day = request.user, clock.today()
    packages = SupportPackage.objects.allowing(user, Permission.WRITE_PLAN).open()
    ids = to_check_in(packages, user, day).values_list("pk", "case__individual")
    page_ids = list_page(request, ids, "page", A_PAGE)
    log_bulk_access(request, [individual for _package, individual in page_ids.rows])
    on_page = packages.filter(pk__in=[package for package, _individual in page_ids.rows])
    figures = figures_of(on_page, user, day)
    rows = on_page.select_related("case__individual", "case__contract").order_by("case__individual__full_name", "pk")
    page_context = {
        "rows": [(package.case, figures[package.pk].reasons) for package in rows],
        "newer": page_ids.newer,
        "older": page_ids.older,
    }
    return render(request, "dashboard/check_in_with.html", page_context)
