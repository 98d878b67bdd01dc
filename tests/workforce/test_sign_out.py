"""A worker's phone is lost at night: whoever is reached signs them out of all devices."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.errors import Refused
from core.models import Message
from tests.cast import PASSWORD
from workforce.models import WorkerSignOut
from workforce.services import sign_out_everywhere


@pytest.fixture
def phone(cast) -> Client:
    """Given Amara's phone, on which she is signed in."""
    client = Client()
    client.post(reverse("account_login"), {"login": cast.amara.email, "password": PASSWORD})
    assert client.get(reverse("my_sessions")).status_code == 200
    return client


@pytest.mark.parametrize("name", ["omar", "tess", "ben"])
def test_whoever_is_on_call_leads_the_team_or_manages_signs_a_worker_out(cast, client, phone, name):
    client.force_login(getattr(cast, name))
    assert reverse("worker_sign_out") in client.get(reverse("on_call")).text
    page = client.post(reverse("worker_sign_out"), {"worker": cast.worker.pk, "reason": "Left on the bus"}, follow=True)
    assert "Left on the bus" in page.text
    row = WorkerSignOut.objects.get()
    assert (row.worker, row.recorded_by) == (cast.worker, getattr(cast, name))
    assert phone.get(reverse("my_sessions")).status_code == 302, "the phone is signed out"
    assert Message.objects.filter(to=cast.amara, key__startswith=f"signed-out:{row.pk}").exists()


def test_a_team_leader_signs_out_their_own_team_only(cast, client):
    client.force_login(cast.tess)
    answer = client.post(reverse("worker_sign_out"), {"worker": cast.other_worker.pk, "reason": "Lost"})
    assert (answer.status_code, WorkerSignOut.objects.count()) == (200, 0)


def test_a_reason_is_needed(cast):
    with pytest.raises(Refused, match="reason"), transaction.atomic():
        sign_out_everywhere(worker=cast.worker, reason=" ", by=cast.omar)
