"""The rota of one person: what repeats, what is planned ahead, what could not be planned."""

import datetime

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.models import Individual, SupportPackage
from core import clock
from visits import services
from visits.models import PlannedVisit, RecurringVisit
from visits.rota.forms.planning import ChangeRuleForm, EndRuleForm, RepeatForm
from visits.rota.recurrence import CODES
from visits.rota.services.recurring import AHEAD
from visits.rota.views.planning import day_asked, outside_of, workers_of

DAY = datetime.timedelta(days=1)
LIST_LENGTH = 60


@page(PageClass.PERSON)
@require_safe
def person_rota(request, pk):
    """Rules in force or ahead, the visits of the next four weeks, and the dates for which none could be made."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    today = clock.today()
    packages = SupportPackage.objects.visible_to(request.user).filter(case__individual=individual, ended_on=None)
    rules = (
        RecurringVisit.objects.visible_to(request.user)
        .filter(package__case__individual=individual)
        .exclude(until_on__lte=today)
        .select_related("worker__user", "package__case__individual", "package__case__contract")
    )
    planned = (
        PlannedVisit.objects.visible_to(request.user)
        .standing()
        .filter(package__case__individual=individual)
        .within(today, today + AHEAD)
        .with_holds()
        .with_absences()
        .select_related("worker__user", "rule")
    )
    rules = list(rules)
    page_context = {
        "individual": individual,
        "rules": rules,
        "not_made": services.unplannable_dates(rules, today),
        "planned": planned[:LIST_LENGTH],
        "package": packages.newest_first().with_permissions(request.user, Permission.PLAN_VISIT).first(),
    }
    return render(request, "visits/person_rota.html", page_context)


@page(PageClass.PERSON_WORK)
def repeat(request, pk):
    """Plan visits that repeat."""
    package = open_record(request, SupportPackage, Permission.PLAN_VISIT, pk)
    workers = workers_of(package)
    return record_form(
        request,
        package,
        RepeatForm,
        active_tab="visits",
        title="Plan visits that repeat",
        initial={"from_on": day_asked(request) or clock.today() + DAY},
        workers=workers.values(),
        asks_outside=outside_of(package, clock.today()),
        save=lambda data: services.begin_recurring_visit(package=package, by=request.user, **_rule(data, workers)),
        success_message="The visits of the next four weeks are planned; those after are made day by day.",
        back=reverse("person_rota", args=[package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def change(request, pk):
    """From a day on in another way: this rule ends, another begins."""
    rule = open_record(request, RecurringVisit, Permission.PLAN_VISIT, pk)
    workers = workers_of(rule.package)
    workers.setdefault(str(rule.worker_id), rule.worker)
    parts = dict(part.split("=") for part in rule.repeats.split(";"))
    return record_form(
        request,
        rule.package,
        ChangeRuleForm,
        active_tab="visits",
        title="Change visits that repeat",
        initial={
            "worker": str(rule.worker_id),
            "weekdays": [CODES.index(code) for code in parts["BYDAY"].split(",")],
            "every": parts["INTERVAL"],
            "begins": rule.begins,
            "minutes": rule.minutes,
            "kind": rule.kind,
            "what_for": rule.what_for,
            "out_of_hours_reason": rule.out_of_hours_reason,
            "until_on": rule.until_on,
        },
        workers=workers.values(),
        asks_outside=outside_of(rule.package, clock.today()),
        save=lambda data: services.change_recurring_visit(rule=rule, by=request.user, **_rule(data, workers)),
        success_message="The visits change from that day.",
        back=reverse("person_rota", args=[rule.package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def end(request, pk):
    rule = open_record(request, RecurringVisit, Permission.PLAN_VISIT, pk)
    return record_form(
        request,
        rule.package,
        EndRuleForm,
        active_tab="visits",
        title="End visits that repeat",
        save=lambda data: services.end_recurring_visit(rule=rule, by=request.user, **data),
        success_message="The visits end on that day; those planned after it are cancelled.",
        back=reverse("person_rota", args=[rule.package.case.individual_id]),
    )


def _rule(data, workers) -> dict:
    """What the form says, as the services take it."""
    said = {name: value for name, value in data.items() if name != "all_the_same"}
    return {**said, "worker": workers[data["worker"]], "asks_about_clashes": not data["all_the_same"]}
