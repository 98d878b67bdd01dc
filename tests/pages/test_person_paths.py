"""From a record to its person: named once, where the rule is, and followed whenever a record is opened."""

import ast

import pytest
from django.apps import apps
from django.test import RequestFactory

from accounts.models import User
from accounts.permissions import models_with_rules, path_to
from casework.access.record_loader import individual_of, open_record, person_path
from casework.models import Individual, RecordAccess
from contracts.models import Contract, ContractYear
from core.models import FormDraft
from referrals.models import CapacityNotice, Referral
from reporting.models import Return
from tests.architecture import trees
from visits.models import DowntimePack, PackPassphrase, PackTeam, PackUse, PhoneDevice
from workforce.models import OnCallShift, Worker

NOT_ABOUT_A_PERSON = {
    CapacityNotice,
    Contract,
    ContractYear,
    DowntimePack,
    OnCallShift,
    PackPassphrase,
    PackTeam,
    PackUse,
    PhoneDevice,
    Return,
    Worker,
    apps.get_model("casework", "ImportRun"),
}


def opened_in_views() -> list[type]:
    """Every model that a view opens, as the calls of `open_record` name it."""
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
    """All that have a rule, but for what is about nobody who is supported."""
    without = {model for model in models_with_rules() if path_to(model, Individual) is None}
    assert without == NOT_ABOUT_A_PERSON


def test_the_views_open_records_of_many_kinds():
    assert len(opened_in_views()) > 20


def test_what_is_about_nobody_names_no_path():
    with pytest.raises(ValueError, match="Contract names no path"):
        person_path(Contract)
    with pytest.raises(ValueError, match="FormDraft"):
        individual_of(FormDraft())


def open_as(user, model, record):
    request = RequestFactory().get("/people/x/")
    request.user = user
    return open_record(request, model, model.READ, record.pk)


@pytest.mark.parametrize(
    "model", [model for model in opened_in_views() if model is not Referral], ids=lambda model: model.__name__
)
def test_access_to_each_is_logged_for_its_person(scene, model, django_assert_num_queries):
    """Given somebody who may read one; when it is opened; then the log has its person, who comes with the row."""
    of_somebody = model.objects.exclude(**{person_path(model): None})
    readable = ((user, of_somebody.visible_to(user).first()) for user in User.objects.order_by("email"))
    user, record = next((user, record) for user, record in readable if record)

    opened = open_as(user, model, record)

    assert opened == record
    with django_assert_num_queries(0):
        individual = individual_of(opened)
    access = RecordAccess.objects.latest("recorded_at")
    assert (access.individual, access.recorded_by) == (individual, user)
    assert {individual.pk, record.pk} == set(access.about_ids)


def test_access_to_a_referral_is_logged_before_anybody_is_known(scene):
    """Given a referral that was not accepted; when it is opened; then the log names it, and no person."""
    referral = scene.mine.referral_sent
    assert open_as(scene.cast.ben, Referral, referral) == referral
    access = RecordAccess.objects.latest("recorded_at")
    assert (access.individual, access.recorded_by, access.about_ids) == (None, scene.cast.ben, [referral.pk])
