"""Planning a visit."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.pages import PageClass, page
from core import clock
from core.errors import Refused
from design.pages import form_page
from visits import services
from visits.forms.planning import PlanVisitForm
from visits.views.opening import package_to


@page(PageClass.PERSON_WORK)
def plan_visit(request, pk):
    package = package_to(request, Permission.PLAN_VISIT, pk)
    individual = package.case.individual
    allocations = package.allocations.standing_on(clock.today()).select_related("worker__user")
    workers = {str(allocation.worker_id): allocation.worker for allocation in allocations}

    def save(data):
        try:
            begins = clock.instant_on(data["day"], data["begins"])
            ends = clock.instant_on(data["day"], data["ends"])
        except ValueError as error:
            raise Refused(str(error), field="begins") from error
        return services.plan_visit(
            package=package,
            worker=workers[data["worker"]],
            starts_at=begins,
            ends_at=ends,
            out_of_hours_reason=data["out_of_hours_reason"],
            by=request.user,
        )

    return form_page(
        request,
        PlanVisitForm,
        title="Plan a visit",
        template="casework/person_form.html",
        context={"individual": individual, "here": "visits"},
        workers=workers.values(),
        save=save,
        done=reverse("person_visits", args=[individual.pk]),
        said="The visit is planned.",
        back=reverse("person_visits", args=[individual.pk]),
    )
