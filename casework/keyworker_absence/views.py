"""When keyworkers are away: for themselves, and for managers whom they tell."""

import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from casework import services
from casework.keyworker_absence.cover import colleagues_of
from casework.keyworker_absence.forms import KeyworkerAbsenceForm
from casework.models import KeyworkerAbsence
from contracts.posts import keyworkers_for, permissions, require_permission
from core import clock
from design.form_view import form_page
from design.forms import ReasonForm

AWAY = reverse_lazy("keyworkers_away")
LIST_LENGTH = 100


@page(PageClass.LIST)
@require_safe
def keyworkers_away(request: Request) -> HttpResponse:
    """The absences of today and later: one's own, those one covers, and those of the contracts one manages."""
    require_permission(request.user, Permission.BE_KEYWORKER, Permission.EDIT_PERSON)
    rows = KeyworkerAbsence.objects.visible_to(request.user).not_ended(clock.today())
    page_context = {
        "absences": rows.select_related("user", "cover").order_by("from_on", "pk")[:LIST_LENGTH],
        "manages": _managed(request.user) is not None,
    }
    return render(request, "casework/keyworker_absence/list.html", page_context)


def _managed(user: User) -> QuerySet[User] | None:
    """Return the keyworkers whose absences a manager records; None for a keyworker, who records their own."""
    if Permission.EDIT_PERSON not in permissions(user):
        return None
    return keyworkers_for(user, Permission.EDIT_PERSON)


@page(PageClass.LIST)
def new_absence(request: Request) -> HttpResponse:
    require_permission(request.user, Permission.BE_KEYWORKER, Permission.EDIT_PERSON)
    keyworkers = _managed(request.user)
    return form_page(
        request,
        KeyworkerAbsenceForm,
        title="I am away" if keyworkers is None else "A keyworker is away",
        template="casework/keyworker_absence/new.html",
        keyworkers=keyworkers,
        covers=colleagues_of(request.user) if keyworkers is None else keyworkers,
        initial={"from_on": clock.today()},
        save=lambda data: services.record_keyworker_absence(by=request.user, **{"user": request.user, **data}),
        success_url=str(AWAY),
        success_message="Recorded.",
        back=str(AWAY),
    )


def _absence(request: Request, pk: UUID) -> KeyworkerAbsence:
    """Return the absence for the keyworker and for managers; the cover does not change it."""
    absences = KeyworkerAbsence.with_struck.exclude(cover=request.user).select_related("user", "cover")
    return get_allowed_or_404(absences, request.user, Permission.BE_KEYWORKER, pk=pk)


@page(PageClass.KEYWORKER_AWAY)
def change_absence(request: Request, pk: UUID) -> HttpResponse:
    absence = _absence(request, pk)
    assert absence.until_on is not None
    return form_page(
        request,
        KeyworkerAbsenceForm,
        title=f"{absence.user} is away",
        template="casework/keyworker_absence/form.html",
        context={"absence": absence},
        covers=colleagues_of(absence.user),
        initial={
            "from_on": absence.from_on,
            "last_on": absence.until_on - datetime.timedelta(days=1),
            "cover": absence.cover_id,
        },
        closed=absence.why_closed,
        save=lambda data: services.change_keyworker_absence(absence=absence, by=request.user, **data),
        success_url=str(AWAY),
        success_message="Changed.",
        back=str(AWAY),
    )


@page(PageClass.KEYWORKER_AWAY)
def withdraw_absence(request: Request, pk: UUID) -> HttpResponse:
    absence = _absence(request, pk)
    return form_page(
        request,
        ReasonForm,
        title="Withdraw this absence",
        label="What was wrong",
        submit_label="Withdraw",
        closed=absence.why_closed,
        save=lambda data: services.withdraw_keyworker_absence(absence=absence, by=request.user, **data),
        success_url=str(AWAY),
        success_message="Withdrawn.",
        back=reverse("keyworker_away_change", args=[pk]),
    )
