"""Opening a record: the opening is logged first; outside the caseload a reason is needed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory

from accounts.enums import Permission as P
from accounts.permissions import can
from accounts.walls import raise_wall
from casework.access.record_loader import AskWithReason, open_record
from casework.models import ConsentDecision, HospitalSpell, Individual, RecordAccess, SupportPackage
from casework.services import (
    grant_inspection,
    name_representative,
    open_with_reason,
)
from contracts.models import Post
from contracts.services import relieve
from core import clock
from core.errors import Refused
from core.request_cache import request_cache
from plans.models import SupportPlan
from safeguarding.models import Concern
from tests.casework.consent_builders import give_consent, stop_consent
from tests.factories import ConcernFactory, SpellFactory

HOUR = datetime.timedelta(hours=1)


def open_as(user, records, permission, record, path="/people/x/"):
    request = RequestFactory().get(path)
    request.user = user
    return open_record(request, records, permission, record.pk)


def test_opening_a_record_is_logged(cast):
    assert open_as(cast.amara, Individual, P.READ_PERSON, cast.individual, "/people/1/") == cast.individual
    (access,) = RecordAccess.objects.all()
    assert (access.recorded_by, access.individual, access.path) == (cast.amara, cast.individual, "/people/1/")
    assert access.grant is None


def test_the_opening_is_logged_before_the_row_is_read(cast, django_assert_num_queries):
    """Given the SQL of one page; then the person is read after the access is logged."""
    # Posts, grants, walls, the rule, the access log, the row.
    with request_cache(), django_assert_num_queries(6) as statements:
        open_as(cast.amara, Individual, P.READ_PERSON, cast.individual)
    written = next(n for n, q in enumerate(statements.captured_queries) if "INSERT INTO" in q["sql"])
    names_read = [n for n, q in enumerate(statements.captured_queries) if '."full_name"' in q["sql"].split("WHERE")[0]]
    assert names_read
    assert min(names_read) > written


def test_the_access_log_names_the_person_a_record_belongs_to(cast):
    spell = SpellFactory(individual=cast.individual)
    open_as(cast.amara, HospitalSpell, P.RECORD_HOSPITAL, spell)
    access = RecordAccess.objects.get()
    assert access.individual == cast.individual
    assert set(access.about_ids) == {cast.individual.pk, spell.pk}


def test_outsiders_get_404_and_no_log_row(cast):
    for user in (cast.noel, cast.helen, cast.alan, cast.kofi, cast.rosa):
        with pytest.raises(Http404):
            open_as(user, Individual, P.READ_PERSON, cast.individual)
    assert not RecordAccess.objects.exists()


def test_staff_outside_the_caseload_are_asked_for_a_reason(cast):
    with pytest.raises(AskWithReason) as question:
        open_as(cast.lewis, Individual, P.READ_PERSON, cast.individual)
    assert question.value.individual_id == cast.individual.pk
    assert not RecordAccess.objects.exists()


def test_no_reason_is_asked_where_a_reason_gives_no_access(cast):
    with pytest.raises(Http404):
        open_as(cast.lewis, SupportPackage, P.WRITE_PLAN, cast.package)


def test_an_insider_without_the_right_gets_403_and_no_offer_to_ask(cast):
    with pytest.raises(PermissionDenied) as refusal:
        open_as(cast.amara, SupportPackage, P.ALLOCATE, cast.package)
    assert not isinstance(refusal.value, AskWithReason)


def test_a_walled_user_is_not_asked_for_a_reason(cast):
    raise_wall(record_id=cast.individual.pk, user=cast.lewis, reason="Her cousin", by=cast.sunita)
    with pytest.raises(Http404):
        open_as(cast.lewis, Individual, P.READ_PERSON, cast.individual)
    with pytest.raises(Http404):
        open_as(cast.lewis, SupportPackage, P.READ_PERSON, cast.package)


def test_a_manager_walled_off_gets_404_for_the_concern(cast):
    concern = ConcernFactory(package=cast.package)
    raise_wall(record_id=concern.pk, user=cast.ben, reason="Named", by=cast.sunita)
    with pytest.raises(Http404):
        open_as(cast.ben, Concern, P.READ_CONCERN, concern)
    assert open_as(cast.dana, Concern, P.READ_CONCERN, concern) == concern


def test_a_reason_opens_the_record_for_an_hour(cast):
    """Given Lewis with a reason; then he reads for an hour and the access log names the grant."""
    granted = open_with_reason(individual=cast.individual, reason="  Her sister rang me ", by=cast.lewis)
    assert granted.reason == "Her sister rang me"
    assert granted.until_at - granted.from_at == HOUR
    open_as(cast.lewis, Individual, P.READ_PERSON, cast.individual)
    assert RecordAccess.objects.get().grant == granted
    assert can(cast.lewis, P.READ_PERSON, cast.package)
    assert can(cast.lewis, P.READ_PERSON, SupportPlan.objects.get(pk=cast.plan.pk))
    with clock.frozen_at(granted.until_at), pytest.raises(AskWithReason):
        open_as(cast.lewis, Individual, P.READ_PERSON, cast.individual)


@pytest.mark.parametrize("permission", [P.READ_PERSON, P.READ_VISIT, P.READ_RISK])
def test_a_record_opened_with_a_reason_closes_when_the_role_ends(cast, permission):
    """Given Lewis, who opened a record with a reason; when his role ends now; then it is closed to him at once."""
    open_with_reason(individual=cast.individual, reason="Her sister rang me", by=cast.lewis)
    assert can(cast.lewis, permission, cast.individual)
    post = Post.objects.get(user=cast.lewis)
    relieve(post=post, until_on=clock.today(), by=cast.ben)
    assert not can(cast.lewis, permission, cast.individual)
    assert not can(cast.lewis, permission, cast.package)


def test_a_reason_gives_read_access_only(cast):
    before = {permission for permission in P if can(cast.lewis, permission, cast.package)}
    open_with_reason(individual=cast.individual, reason="Her sister rang", by=cast.lewis)
    may = {permission for permission in P if can(cast.lewis, permission, cast.package)}
    assert may - before == {P.READ_PERSON, P.READ_VISIT, P.READ_RISK}
    with pytest.raises(PermissionDenied):
        open_as(cast.lewis, SupportPackage, P.WRITE_PLAN, cast.package)


def test_without_a_reason_there_is_no_grant(cast):
    with pytest.raises(Refused, match="reason for opening"), transaction.atomic():
        open_with_reason(individual=cast.individual, reason="   ", by=cast.lewis)


def test_an_inspection_lasts_until_the_end_of_the_day(cast):
    """Given a commissioner with an authorisation; then the named record is open until midnight in London."""
    year = cast.today.year + 1
    with clock.frozen_at(datetime.datetime(year, 7, 1, 9, 30, tzinfo=datetime.UTC)):
        granted = grant_inspection(
            individual=cast.individual, user=cast.helen, reason="Inspection of 1 July", by=cast.ben
        )
        assert can(cast.helen, P.READ_PERSON, cast.individual)
    assert granted.until_at == datetime.datetime(year, 7, 1, 23, 0, tzinfo=datetime.UTC)
    with clock.frozen_at(granted.until_at):
        assert not can(cast.helen, P.READ_PERSON, cast.individual)


# Consent


def test_a_representative_sees_the_plan_while_consent_is_active(cast):
    assert list(SupportPlan.objects.consented_to(cast.rosa)) == [cast.plan]
    stop_consent(cast.consent, cast.maya)
    assert not SupportPlan.objects.consented_to(cast.rosa).exists()
    assert ConsentDecision.objects.filter(pk=cast.consent.pk, answer="given").exists(), "history stays"


def test_naming_a_representative_is_not_consent(cast):
    name_representative(individual=cast.individual, user=cast.noel, relation="Friend", from_on=cast.today, by=cast.maya)
    assert not SupportPlan.objects.consented_to(cast.noel).exists()


def test_consent_to_one_thing_is_not_consent_to_another(cast):
    stop_consent(cast.consent, cast.maya)
    give_consent(cast.representative, "see visits", cast.maya)
    assert not SupportPlan.objects.consented_to(cast.rosa).exists()


def test_consent_can_be_given_again(cast):
    stop_consent(cast.consent, cast.maya)
    give_consent(cast.representative, "see plan", cast.amara)
    assert SupportPlan.objects.consented_to(cast.rosa).exists()
    stop_consent(cast.consent, cast.maya)
    with pytest.raises(Refused, match="already"), transaction.atomic():
        stop_consent(cast.consent, cast.maya)


def test_a_former_representative_sees_nothing(cast):
    type(cast.representative).objects.filter(pk=cast.representative.pk).update(until_on=cast.today)
    assert not SupportPlan.objects.consented_to(cast.rosa).exists()
