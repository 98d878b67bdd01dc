"""A draft that the person's change of mind overtook: the worker learns of it, and uses or drops it."""

import pytest
from django.db import transaction
from django.urls import reverse

from core.errors import NotPossible, Refused
from core.models import StateChange
from plans.models import SupportPlan
from plans.services import agree, decline, drop_draft, offer, start, write

NOTICE = "The person agreed to a plan after you started the draft of version 3"


@pytest.fixture
def draft(cast) -> SupportPlan:
    """Given version 2, with which Maya did not agree, and the draft of version 3 that Amara started then."""
    offered = offer(plan=start(package=cast.package, by=cast.amara), by=cast.amara)
    declined = decline(plan=offered, how="portal", by=cast.maya)
    draft = start(package=cast.package, by=cast.amara)
    assert draft.version == 3
    cast.declined = SupportPlan.objects.get(pk=declined.pk)
    return write(plan=draft, revision=1, matters_to_me="Only in the draft", in_a_crisis="The draft's", by=cast.amara)


def agree_after_all(cast) -> None:
    agree(plan=cast.declined, how="portal", by=cast.maya)


def page_of(cast, client, user) -> str:
    client.force_login(user)
    return " ".join(client.get(reverse("person_plan", args=[cast.individual.pk])).text.split())


def test_the_worker_is_told_of_a_draft_that_the_agreement_overtook(cast, client, draft):
    assert NOTICE not in page_of(cast, client, cast.amara)
    agree_after_all(cast)
    page = page_of(cast, client, cast.amara)
    assert NOTICE in page
    assert reverse("plan_drop", args=[draft.pk]) in page
    assert NOTICE not in page_of(cast, client, cast.priya)


def test_a_draft_started_after_the_agreement_is_not_overtaken(cast, client):
    start(package=cast.package, by=cast.amara)
    assert "after you started the draft" not in page_of(cast, client, cast.amara)


def test_a_dropped_draft_is_read_by_those_who_write_plans_only(cast, client, draft):
    """Given a draft dropped on its page; then the person, the keyworker and the crisis plan have nothing of it."""
    agree_after_all(cast)
    client.force_login(cast.amara)
    answer = client.post(reverse("plan_drop", args=[draft.pk]), {"reason": "She agreed after all"}, follow=True)
    assert "Draft dropped." in answer.text
    draft.refresh_from_db()
    assert draft.state == "dropped"
    assert StateChange.objects.get(record_id=draft.pk, verb="drop").reason == "She agreed after all"
    assert NOTICE not in page_of(cast, client, cast.amara)
    version = reverse("person_plan", args=[cast.individual.pk]) + "?version=3"
    assert "Only in the draft" in client.get(version).text
    client.force_login(cast.priya)
    assert "Only in the draft" not in client.get(version).text
    assert client.get(reverse("plan_scan", args=[draft.pk])).status_code in (403, 404)
    client.force_login(cast.maya)
    assert "Only in the draft" not in client.get(reverse("my_plan")).text


def test_the_next_version_follows_the_plan_before_the_dropped_draft(cast, draft):
    agree_after_all(cast)
    drop_draft(plan=draft, reason="Not needed", by=cast.amara)
    later = start(package=cast.package, by=cast.amara)
    assert (later.version, later.matters_to_me) == (4, cast.plan.matters_to_me)
    assert later.goal_wordings.get().goal_id == cast.wording.goal_id


def test_only_a_draft_is_dropped_and_once(cast, draft):
    with pytest.raises(Refused), transaction.atomic():
        drop_draft(plan=draft, reason=" ", by=cast.amara)
    drop_draft(plan=draft, reason="Not needed", by=cast.amara)
    for plan in (draft, cast.plan):
        with pytest.raises(NotPossible), transaction.atomic():
            drop_draft(plan=plan, reason="Again", by=cast.amara)
    with pytest.raises(NotPossible, match="can no longer be changed"), transaction.atomic():
        write(plan=SupportPlan.objects.get(pk=draft.pk), revision=2, matters_to_me="More", by=cast.amara)
