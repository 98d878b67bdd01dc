"""Being alone on a visit: the worker says that they are safe, or somebody says it for them."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework.access.records import open_record
from design.form_view import form_page, post_action
from visits import services
from visits.lone_working.enums import CheckEnd, CheckState
from visits.lone_working.forms import FoundForm
from visits.models import LoneWorkingCheck, PlannedVisit

LONGER = (15, 30, 60)


@page(PageClass.PERSON_WORK)
@require_safe
def watch(request, pk):
    """What a text message leads the worker to: safe, staying longer, or calling for help."""
    shown = open_record(request, LoneWorkingCheck, Permission.LOG_VISIT, pk)
    is_worker = shown.planned.worker.user_id == request.user.pk
    page_context = {
        "watch": shown,
        "visit": shown.planned,
        "individual": shown.planned.package.case.individual,
        "is_worker": is_worker,
        "is_running": shown.state != CheckState.OVER,
        "went_together": is_worker
        and shown.ended_how == CheckEnd.TOGETHER
        and shown.planned.state == "planned"
        and shown.planned.is_face_to_face,
        "longer": LONGER if is_worker and shown.state in (CheckState.RUNNING, CheckState.ASKED) else (),
    }
    return render(request, "visits/watch.html", page_context)


@page(PageClass.PERSON_WORK)
@require_POST
def safe(request, pk):
    said = open_record(request, LoneWorkingCheck, Permission.LOG_VISIT, pk)
    return post_action(
        request,
        lambda: services.confirm_safe(watch=said, by=request.user),
        success_url=reverse("watch", args=[pk]),
        success_message="Good. Nobody waits for you any more.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def stay(request, pk):
    staying = open_record(request, LoneWorkingCheck, Permission.LOG_VISIT, pk)
    chosen = request.POST.get("minutes", "")
    minutes = int(chosen) if chosen.isascii() and chosen.isdigit() else LONGER[0]
    return post_action(
        request,
        lambda: services.extend_check(watch=staying, minutes=minutes, by=request.user),
        success_url=reverse("watch", args=[pk]),
        success_message="You are asked again later.",
    )


@page(PageClass.PERSON_WORK)
def found(request, pk):
    """Whoever has spoken to the worker says what they said."""
    spoken = open_record(request, LoneWorkingCheck, Permission.ANSWER_CALL, pk)
    return form_page(
        request,
        FoundForm,
        title=f"{spoken.planned.worker} is safe",
        save=lambda data: services.confirm_safe_by_other(watch=spoken, by=request.user, **data),
        success_url=reverse("calls"),
        success_message="The watch is over.",
        back=reverse("calls"),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def no_signal(request, pk):
    planned = open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)
    return post_action(
        request,
        lambda: services.expect_no_signal(planned=planned, by=request.user),
        success_url=reverse("visits"),
        success_message="It is noted that there is no signal there: you have longer before you are asked.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def together(request, pk):
    planned = open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)
    return post_action(
        request,
        lambda: services.mark_accompanied(planned=planned, by=request.user),
        success_url=reverse("visits"),
        success_message="It is noted that two go: the visit is not watched.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def alone(request, pk):
    planned = open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)
    return post_action(
        request,
        lambda: services.mark_alone(planned=planned, by=request.user),
        success_url=reverse("visits"),
        success_message="It is noted that you are alone: the visit is watched.",
    )
