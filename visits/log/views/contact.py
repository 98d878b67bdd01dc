"""The communication log, and looking into three visits that did not take place."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework.access.records import opened
from core import clock
from design.form_view import form_page
from visits import services
from visits.loaders import PERSON, RELATED, package_to
from visits.log.forms.contact import ContactForm, EngagementForm
from visits.log.forms.visit import ReasonForm
from visits.models import ContactEntry, EngagementDuty, Visit


def _form(request, individual, form_class, **arguments):
    """A form on the person's record that leads back to their visits."""
    back = reverse("person_visits", args=[individual.pk])
    context = {"individual": individual, "here": "visits", **arguments.pop("context", {})}
    template = arguments.pop("template", "casework/person_form.html")
    return form_page(request, form_class, template=template, context=context, done=back, back=back, **arguments)


@page(PageClass.PERSON_WORK)
def contact(request, pk):
    """Keep a call, e-mail, letter or meeting."""
    package = package_to(request, Permission.LOG_VISIT, pk)

    def save(data):
        at = clock.parse_local_time(data.pop("day"), data.pop("time"), field="time")
        return services.log_contact(package=package, at=at, by=request.user, **data)

    return _form(
        request,
        package.case.individual,
        ContactForm,
        title="Log a call, letter or meeting",
        key=f"visits.contact:{pk}",
        initial={"day": clock.today(), "was_reached": "yes"},
        save=save,
        said="It is kept.",
    )


@page(PageClass.PERSON_WORK)
def strike_contact(request, pk):
    """Strike such an entry through that was made by mistake."""
    entry = opened(request, ContactEntry.objects, Permission.LOG_VISIT, pk=pk, person=PERSON, related=RELATED)
    return _form(
        request,
        entry.package.case.individual,
        ReasonForm,
        title="Strike this entry through",
        save=lambda data: services.strike_contact(contact=entry, by=request.user, **data),
        said="The entry is struck through.",
    )


@page(PageClass.PERSON_WORK)
def engagement(request, pk):
    """Say what was done about visits that did not take place, three running."""
    duty = opened(request, EngagementDuty.objects, Permission.PLAN_VISIT, pk=pk, person=PERSON, related=RELATED)
    individual = duty.package.case.individual
    missed = Visit.objects.visible_to(request.user).counted().filter(package=duty.package)
    return _form(
        request,
        individual,
        EngagementForm,
        title=f"{individual.name_to_use}: three visits did not take place",
        template="visits/engagement.html",
        context={"duty": duty, "missed": missed.order_by("-started_at")[:5]},
        key=f"visits.engagement:{pk}",
        save=lambda data: services.settle_engagement(duty=duty, by=request.user, **data),
        said="What was done is kept.",
    )
