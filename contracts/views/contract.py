"""A contract as it was set up: what it names, its terms over time, new terms from a day (R01, R45)."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can, get_allowed_or_404
from contracts import services, term_labels
from contracts.forms.terms import TermsForm
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from design.form_view import ReviewPanel, form_page

TERMS_SHOWN = 6


@page(PageClass.LIST)
@require_safe
def contracts(request):
    """The contracts whose terms the user may read."""
    require_permission(request.user, Permission.READ_CONTRACT)
    shown = Contract.objects.visible_to(request.user).select_related("council").order_by("name")
    return render(request, "contracts/contracts.html", {"contracts": shown, "today": clock.today()})


@page(PageClass.CONTRACT)
@require_safe
def contract(request, pk):
    """What the contract names, and its terms side by side, the newest first."""
    shown = get_allowed_or_404(
        Contract.objects.select_related("council"), request.user, Permission.READ_CONTRACT, pk=pk
    )
    terms = list(shown.terms.select_related("recorded_by").order_by("-from_on")[:TERMS_SHOWN])
    today = clock.today()
    page_context = {
        "contract": shown,
        "terms": terms,
        "in_force": next((one for one in terms if one.from_on <= today), None),
        "today": today,
        "said": term_labels.side_by_side(terms),
        "strands": shown.strands.all(),
        "life_domains": shown.life_domains.all(),
        "outcomes": shown.outcomes.all(),
        "may_keep": can(request.user, Permission.KEEP_CONTRACT, shown),
        "may_read_price": can(request.user, Permission.READ_PRICE, shown),
    }
    return render(request, "contracts/contract.html", page_context)


@page(PageClass.CONTRACT_KEEP)
def terms_new(request, pk):
    """New terms, beginning from those in force; what changes is read back before it is kept."""
    kept = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_CONTRACT, pk=pk)
    latest = kept.terms.order_by("from_on").last()

    def check(data) -> ReviewPanel:
        services.refuse_terms(kept, **data)
        return ReviewPanel(
            rows=term_labels.changes(latest, data),
            heading="What changes",
            words="Clocks and returns of earlier days keep the terms of their time. Terms are written once: what is "
            "wrong is put right by later terms.",
        )

    return form_page(
        request,
        TermsForm,
        title=f"New terms: {kept}",
        template="contracts/terms_new.html",
        context={"contract": kept, "latest": latest},
        initial={one.name: getattr(latest, one.name) for one in term_labels.TERM_COLUMNS} if latest else None,
        save=lambda data: services.change_terms(contract=kept, by=request.user, **data),
        review=check,
        confirm_label="Keep the new terms",
        success_url=reverse("contract", args=[pk]),
        success_message="The new terms are kept.",
        back=reverse("contract", args=[pk]),
    )
