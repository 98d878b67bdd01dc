"""The path from a record to its person: declared with its rule and used whenever a record is opened."""

import ast

import pytest
from django.apps import apps
from django.test import RequestFactory

from accounts.models import User
from accounts.permissions import models_with_rules, path_to
from casework.access.record_loader import individual_of, open_record, person_path
from casework.models import Individual, RecordAccess
from contracts.models import Contract, ContractYear, Council
from core.models import FormDraft
from referrals.models import CapacityNotice, Referral
from reporting.models import Return, ReturnDue
from tests.architecture import trees
from visits.models import DowntimePack, PackPassphrase, PackTeam, PackUse, PhoneDevice
from workforce.models import OnCallShift, Team, TrainingCourse, Worker, WorkerSignOut

NOT_ABOUT_A_PERSON = {
    CapacityNotice,
    Contract,
    ContractYear,
    Council,
    DowntimePack,
    OnCallShift,
    PackPassphrase,
    PackTeam,
    PackUse,
    PhoneDevice,
    Return,
    ReturnDue,
    Team,
    TrainingCourse,
    Worker,
    WorkerSignOut,
    apps.get_model("casework", "ImportRun"),
    apps.get_model("casework", "AccessReview"),
    apps.get_model("casework", "KeyworkerAbsence"),
}


def models_opened_in_views() -> list[type]:
    """Return every model named in a call of `open_record` in a view."""
    names = {
        name.id
        for path, tree in trees()
        if path.endswith("views.py") or "/views/" in path
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "open_record"
        for name in ast.walk(call.args[1])
        if isinstance(name, ast.Name)
    }
    return sorted((model for model in models_with_rules() if model.__name__ in names), key=lambda model: model.__name__)


def test_every_model_with_a_rule_leads_to_its_person():
    """Every model with a rule has a path to its person, except models about nobody."""
    without = {model for model in models_with_rules() if path_to(model, Individual) is None}
    assert without == NOT_ABOUT_A_PERSON


def test_the_views_open_records_of_many_kinds():
    assert len(models_opened_in_views()) > 20


def test_models_about_nobody_have_no_path_to_a_person():
    with pytest.raises(ValueError, match="Contract names no path"):
        person_path(Contract)
    with pytest.raises(ValueError, match="FormDraft"):
        individual_of(FormDraft())


def open_as(user, model, record):
    request = RequestFactory().get("/people/x/")
    request.user = user
    return open_record(request, model, model.READ, record.pk)


@pytest.mark.parametrize(
    "model", [model for model in models_opened_in_views() if model is not Referral], ids=lambda model: model.__name__
)
def test_every_opening_is_logged_for_its_person(world, model, django_assert_num_queries):
    """Given a user who may read a record; when it is opened; then the log names its person without a further query."""
    of_somebody = model.objects.exclude(**{person_path(model): None})
    readable = ((user, of_somebody.visible_to(user).first()) for user in User.objects.order_by("email"))
    user, record = next((user, record) for user, record in readable if record)

    openings = open_as(user, model, record)

    assert openings == record
    with django_assert_num_queries(0):
        individual = individual_of(openings)
    access = RecordAccess.objects.latest("recorded_at")
    assert (access.individual, access.recorded_by) == (individual, user)
    assert {individual.pk, record.pk} == set(access.about_ids)


def test_the_opening_of_a_referral_without_a_person_is_logged(world):
    """Given a referral that was not accepted; when it is opened; then the log names it, and no person."""
    referral = world.mine.referral_sent
    assert open_as(world.cast.ben, Referral, referral) == referral
    access = RecordAccess.objects.latest("recorded_at")
    assert (access.individual, access.recorded_by, access.about_ids) == (None, world.cast.ben, [referral.pk])
