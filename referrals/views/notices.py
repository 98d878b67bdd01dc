"""Notices to the Council that people wait: written, sent, read by reference, acknowledged."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from accounts.walls import hidden_from
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock, documents, transitions
from core.uuids import as_uuid
from design.form_view import form_page
from referrals import services
from referrals.capacity_snapshot import take_snapshot
from referrals.enums import NoticeKind
from referrals.forms.waiting_list import AcknowledgeNoticeForm, NoticeForm
from referrals.models import CapacityNotice, NoticeLine, Referral

LIST_LENGTH = 50


@page(PageClass.LIST)
@require_safe
def notices(request: Request) -> HttpResponse:
    """Every notice the user may read, newest first."""
    require_permission(request.user, Permission.READ_NOTICE)
    visible = CapacityNotice.objects.visible_to(request.user).select_related("contract")
    after = as_uuid(request.GET.get("after"))
    last = visible.filter(pk=after).first() if after else None
    rows = visible
    if last:
        same = Q(recorded_at=last.recorded_at, pk__gt=last.pk)
        rows = rows.filter(Q(recorded_at__lt=last.recorded_at) | same)
    page_rows = list(rows[: LIST_LENGTH + 1])
    page_context = {
        "notices": page_rows[:LIST_LENGTH],
        "older": f"?after={page_rows[LIST_LENGTH - 1].pk}" if len(page_rows) > LIST_LENGTH else "",
        "newer": "?" if last else "",
        "sends": Contract.objects.allowing(request.user, Permission.SEND_NOTICE),
    }
    return render(request, "referrals/notices.html", page_context)


@page(PageClass.NOTICE)
def send_notice(request: Request, contract_id: UUID) -> HttpResponse:
    """What the notice will say and which referrals it covers; then it is sent."""
    contract = get_allowed_or_404(
        Contract.objects.select_related("council"), request.user, Permission.SEND_NOTICE, pk=contract_id
    )
    waiting = list(Referral.objects.visible_to(request.user).filter(contract=contract).on_waiting_list())
    by_reference = {referral.reference: referral.pk for referral in waiting}

    def save(data: dict[str, Any]) -> CapacityNotice:
        return services.send_notice(
            contract=contract,
            kind=data["kind"],
            words=data["words"],
            covers=[by_reference.get(reference) for reference in data["covers"].split()],
            by=request.user,
        )

    return form_page(
        request,
        NoticeForm,
        title="Send notice to the Council",
        template="referrals/send_notice.html",
        initial={
            "kind": NoticeKind.DELAY if waiting else NoticeKind.NO_CAPACITY,
            "covers": " ".join(by_reference),
        },
        context=_notice_context(request, contract, waiting),
        save=save,
        success_url=lambda notice: reverse("notice", args=[notice.pk]),
        success_message="Notice sent. The Council's commissioners have been notified.",
        back=f"{reverse('waiting_list')}?contract={contract.pk}",
    )


def _notice_context(request: Request, contract: Contract, waiting: list[Referral]) -> dict[str, Any]:
    bands = contract.terms_on(clock.today()).priority_bands or []
    return {
        "contract": contract,
        "waiting": [(referral, services.band_label(referral, bands)) for referral in waiting],
        "figures": take_snapshot(
            contract=contract,
            wanted=sum(referral.wanted_minutes or 0 for referral in waiting),
            on=clock.today(),
            hidden=hidden_from(request.user),
        ),
    }


def _notice(request: Request, pk: UUID, permission: Permission = Permission.READ_NOTICE) -> CapacityNotice:
    rows = CapacityNotice.objects.select_related(
        "contract__council", "figures", "recorded_by", "acknowledged_by", "pdf"
    )
    notice: CapacityNotice = get_allowed_or_404(rows, request.user, permission, pk=pk)
    return notice


def _lines(notice: CapacityNotice, user: User) -> QuerySet[NoticeLine]:
    """The lines of a notice about referrals and people not walled off from `user`."""
    hidden = hidden_from(user)
    lines = notice.lines.select_related("referral").exclude(referral__in=hidden)
    return lines.exclude(referral__package__case__individual__in=hidden)


@page(PageClass.NOTICE)
@require_safe
def notice_page(request: Request, pk: UUID) -> HttpResponse:
    """A notice as the Council reads it, by reference."""
    notice = _notice(request, pk)
    lines = list(_lines(notice, request.user))
    page_context = {
        "notice": notice,
        "lines": lines,
        "may_download": notice.pdf_id and len(lines) == notice.lines.count(),
        "may_acknowledge": transitions.can_make(notice, "acknowledge")
        and can(request.user, Permission.ACKNOWLEDGE_NOTICE, notice),
        "may_open": can(request.user, Permission.SEND_NOTICE, notice),
    }
    return render(request, "referrals/notice.html", page_context)


@page(PageClass.NOTICE)
def acknowledge_notice(request: Request, pk: UUID) -> HttpResponse:
    notice = _notice(request, pk, Permission.ACKNOWLEDGE_NOTICE)
    return form_page(
        request,
        AcknowledgeNoticeForm,
        title=f"Acknowledge notice {notice.reference}",
        save=lambda data: services.acknowledge_notice(notice=notice, by=request.user, **data),
        success_url=reverse("notice", args=[pk]),
        success_message="Notice acknowledged. The provider has been notified.",
        back=reverse("notice", args=[pk]),
    )


@page(PageClass.NOTICE)
@require_safe
def notice_pdf(request: Request, pk: UUID) -> HttpResponseBase:
    """The PDF, for users from whom no line of it is walled off."""
    notice = _notice(request, pk)
    if notice.pdf is None or _lines(notice, request.user).count() != notice.lines.count():
        raise Http404
    return documents.respond(notice.pdf)
