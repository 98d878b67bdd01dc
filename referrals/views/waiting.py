"""Wait, or decline, for want of room: each with the figures of the day, read back before it is done."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.walls import hidden_from
from casework.access.records import open_record
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from core.uuids import as_uuid
from design.form_view import ReviewPanel, form_page
from referrals import ordering, services
from referrals.capacity_snapshot import capacity_figures, refuse_while_there_is_room, rows
from referrals.forms.deciding import ReasonForm
from referrals.forms.waiting import PlaceForm
from referrals.models import CapacityNotice, Referral


def _capacity_form(request, referral, form_class, **given):
    """A form page with today's figures, which are read back with the answers."""
    today = clock.today()
    terms = referral.contract.terms_on(today)
    asked = {"contract": referral.contract, "wanted": referral.wanted_minutes or 0, "on": today}
    figures = capacity_figures(**asked, hidden=hidden_from(request.user))

    def beside(_data) -> ReviewPanel:
        refuse_while_there_is_room(terms, capacity_figures(**asked))
        return ReviewPanel(rows=rows(figures), heading=f"Room on {today:%-d %B %Y}, kept with the decision")

    address = reverse("referral", args=[referral.pk])
    return form_page(
        request,
        form_class,
        template="referrals/room.html",
        context={"referral": referral, "figures": figures, "only_for_room": terms.declines_for_capacity_only},
        review=beside,
        success_url=address,
        back=address,
        **given,
    )


@page(PageClass.REFERRAL_DECISION)
def wait(request, pk):
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return _capacity_form(
        request,
        referral,
        PlaceForm,
        title="Put on the waiting list",
        bands=referral.contract.terms_on(clock.today()).priority_bands,
        confirm_label="Put on the waiting list",
        save=lambda data: services.put_on_waiting_list(referral=referral, by=request.user, **data),
        success_message="The referral waits; the referrer is told.",
    )


@page(PageClass.REFERRAL_DECISION)
def decline(request, pk):
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return _capacity_form(
        request,
        referral,
        ReasonForm,
        title="Decline for want of room",
        label="What there is no room for",
        submit="Go on",
        confirm_label="Decline the referral",
        save=lambda data: services.decline(referral=referral, by=request.user, **data),
        success_message="The referral is declined; the referrer is told.",
    )


@page(PageClass.REFERRAL_DECISION)
def change_place(request, pk):
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return form_page(
        request,
        PlaceForm,
        title="Change the place on the waiting list",
        bands=referral.contract.terms_on(clock.today()).priority_bands,
        reason_label="Why it changes",
        initial={
            "band": referral.band,
            "band_agreed_with": referral.band_agreed_with,
            "expected_on": referral.expected_on,
        },
        review=True,
        save=lambda data: services.change_place(referral=referral, by=request.user, **data),
        success_url=reverse("referral", args=[pk]),
        success_message="The place is changed; the referrer is told.",
        back=reverse("referral", args=[pk]),
    )


@page(PageClass.LIST)
@require_safe
def waiting_list(request):
    """Who waits, in order, for one contract at a time."""
    require_permission(request.user, Permission.DECIDE_REFERRAL)
    contracts = list(Contract.objects.allowing(request.user, Permission.DECIDE_REFERRAL))
    wanted = as_uuid(request.GET.get("contract"))
    may_decide = Referral.objects.allowing(request.user, Permission.DECIDE_REFERRAL)
    waited_for = set(may_decide.on_waiting_list().order_by().values_list("contract", flat=True).distinct())
    contracts.sort(key=lambda each: (each.pk != wanted, each.pk not in waited_for))
    contract = contracts[0] if contracts else None
    visible = may_decide.filter(contract=contract)
    listed = visible.on_waiting_list()
    last = visible.filter(pk=as_uuid(request.GET.get("after"))).first()
    rows_left = ordering.with_notice(ordering.later_in_line(listed, last) if last else listed)
    shown = list(rows_left.select_related("strand")[: ordering.PAGE + 1])
    bands = contract.terms_on(clock.today()).priority_bands if contract else None
    today = clock.today()
    page_context = {
        "contract": contract,
        "contracts": contracts,
        "rows": [
            (each, services.band_words(each, bands or []), (today - clock.day_of(each.received_at)).days)
            for each in shown[: ordering.PAGE]
        ],
        "has_bands": bands is not None,
        "older": f"?contract={contract.pk}&after={shown[ordering.PAGE - 1].pk}" if len(shown) > ordering.PAGE else "",
        "newer": f"?contract={contract.pk}" if last else "",
        "last_notice": CapacityNotice.objects.visible_to(request.user).filter(contract=contract).first(),
    }
    return render(request, "referrals/waiting.html", page_context)
