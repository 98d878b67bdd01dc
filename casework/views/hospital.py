"""Hospital stays and holds."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.pages import PageClass, page
from casework import services
from casework.access import opened
from casework.forms import AdmissionForm, DischargeForm, OverrideForm
from casework.models import HospitalSpell, Individual
from casework.notifications import keyworker_of
from casework.standing import current, held_today
from contracts.posts import only_holders
from core import clock
from design.pages import form_page


@page(PageClass.PERSON)
@require_safe
def hospital(request, pk):
    individual = opened(request, Individual.objects, Permission.READ_PERSON, pk=pk)
    now = current(individual, request.user)
    spells = individual.hospital_spells.prefetch_related("overrides__said_by").order_by("-admitted_on")
    may_record = Individual.objects.allowing(request.user, Permission.RECORD_HOSPITAL).filter(pk=pk).exists()
    page_context = {
        "individual": individual,
        "now": now,
        "today": clock.today(),
        "day_number": now.hold.day_number(clock.today()) if now.hold else 0,
        "spells": spells,
        "may_record": may_record,
    }
    return render(request, "casework/hospital.html", page_context)


@page(PageClass.PERSON_WORK)
def admit(request, pk):
    individual = opened(request, Individual.objects, Permission.RECORD_HOSPITAL, pk=pk)
    return form_page(
        request,
        AdmissionForm,
        title="Record a hospital admission",
        template="casework/person_form.html",
        context={"individual": individual, "here": "hospital"},
        key=f"casework.admission:{pk}",
        save=lambda data: services.record_admission(individual=individual, by=request.user, **data),
        done=reverse("person_hospital", args=[pk]),
        said="The admission is recorded.",
        back=reverse("person_hospital", args=[pk]),
    )


def _spell(request, pk) -> HospitalSpell:
    """The spell, if the user records hospital stays for its person; opened like the record."""
    return opened(
        request,
        HospitalSpell.objects,
        Permission.RECORD_HOSPITAL,
        pk=pk,
        person="individual",
        related=("individual",),
    )


@page(PageClass.PERSON_WORK)
def discharge(request, pk):
    spell = _spell(request, pk)
    hospital_page = reverse("person_hospital", args=[spell.individual_id])
    return form_page(
        request,
        DischargeForm,
        title="Record the discharge",
        template="casework/person_form.html",
        context={"individual": spell.individual, "here": "hospital"},
        save=lambda data: services.record_discharge(spell=spell, by=request.user, **data),
        done=hospital_page,
        said="The discharge is recorded; support resumes.",
        back=hospital_page,
    )


@page(PageClass.PERSON_WORK)
def override(request, pk):
    spell = _spell(request, pk)
    hospital_page = reverse("person_hospital", args=[spell.individual_id])
    keyworker = keyworker_of(spell.individual, clock.today())
    return form_page(
        request,
        OverrideForm,
        title="The keyworker says otherwise",
        template="casework/person_form.html",
        context={"individual": spell.individual, "here": "hospital"},
        key=f"casework.override:{pk}",
        save=lambda data: services.override(spell=spell, said_by=keyworker, by=request.user, **data),
        done=hospital_page,
        said="What the keyworker said is recorded.",
        back=hospital_page,
    )


@page(PageClass.LIST)
@require_safe
def suspensions(request):
    """Everybody held in hospital today, the first to end on top."""
    only_holders(request.user, Permission.READ_VISIT)
    return render(request, "casework/suspensions.html", {"held": held_today(request.user)})
