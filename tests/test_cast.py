"""The cast is as other tests expect, and the guards around tests work."""

import socket
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext

from accounts.enums import Permission
from accounts.permissions import can
from casework.models import Individual, SupportPackage
from contracts import posts
from core import clock
from plans.models import SupportPlan
from tests.cast import STAFF, assemble

OUTSIDE = ("203.0.113.7", 80)  # an address set aside for documentation


def test_everybody_has_the_expected_post(cast):
    roles = {name: {role.key for role in posts.roles(user)} for name, user in cast.everybody().items()}
    assert roles == {name: ({role} if role else set()) for name, (_, role, _) in STAFF.items()}


def test_amara_has_access_and_lewis_does_not(cast):
    assert can(cast.amara, Permission.READ_PERSON, cast.individual)
    assert can(cast.tess, Permission.READ_PERSON, cast.individual)
    assert not can(cast.lewis, Permission.READ_PERSON, cast.individual)
    assert not can(cast.amara, Permission.READ_PERSON, cast.other_individual)


def test_maya_has_had_sixty_days_of_support_and_has_a_plan_in_force(cast):
    assert (clock.today() - cast.package.starts_on).days == 60
    assert list(SupportPackage.objects.open().filter(case__individual=cast.individual)) == [cast.package]
    assert list(SupportPlan.objects.in_force()) == [cast.plan]
    assert cast.package.agreed_outcomes.count() == 2
    assert list(SupportPlan.objects.consented_to(cast.rosa)) == [cast.plan]


def test_building_the_cast_needs_few_queries(db):
    """Without those that prepare a statement, which each connection does once. The number of a plan that was dropped is
    not given again: that is one.
    """
    with CaptureQueriesContext(connection) as queries:
        assemble()
    asked = [query["sql"] for query in queries if "PREPARE" not in query["sql"]]
    assert len(asked) <= 287


def test_network_access_is_refused():
    with socket.socket() as outward, pytest.raises(RuntimeError, match="must not use the network"):
        outward.connect(OUTSIDE)


def test_rendering_an_undefined_variable_is_an_error():
    with pytest.raises(AssertionError, match="nobody_gave_this"):
        engines["django"].from_string("<p>{{ nobody_gave_this }}</p>").render({})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% if nothing %}yes{% else %}no{% endif %}", "no"),
        ("{% for one in nothing %}{{ one }}{% empty %}none{% endfor %}", "none"),
        ("{{ nothing|default:'instead' }}", "instead"),
        ("{% firstof nothing 'second' %}", "second"),
    ],
)
def test_an_undefined_variable_may_be_tested(source, expected):
    assert engines["django"].from_string(source).render({}) == expected


def test_an_undefined_attribute_is_an_error_too(cast):
    template = engines["django"].from_string("{{ person.shoe_size }}")
    with pytest.raises(AssertionError, match="shoe_size"):
        template.render({"person": Individual.objects.get(pk=cast.individual.pk)})


def test_files_go_to_a_temporary_folder():
    name = default_storage.save("a/note", ContentFile(b"words"))
    assert Path(default_storage.path(name)).is_relative_to("/tmp")


def test_mail_is_not_sent():
    send_mail("Words", "More words", None, ["somebody@people.example"])
    assert [message.subject for message in mail.outbox] == ["Words"]
