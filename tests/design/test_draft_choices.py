"""A draft has what was chosen too: radios, boxes and lists come back as they were."""

import json

import pytest
from django.urls import reverse

from core import drafts
from tests.pages.forms import fields_of
from tests.visits.test_crisis import answers

TYPED = {
    "notes": "She said that she cannot go on",
    "did_happen": "yes",
    "sign": "crisis",
    "urgency": "now",
    "support_kinds": "money\nhealth",
    "day_day": "3",
}


def save(client, key, fields, **more):
    body = json.dumps({"fields": fields, **more})
    return client.post(reverse("save_draft", args=[key]), body, content_type="application/json")


@pytest.fixture
def form(cast, client):
    """The form of a visit, as its worker opens it, and the key of its drafts."""
    client.force_login(cast.amara)
    return reverse("visit_log", args=[cast.package.pk]), f"visit_log:{cast.package.pk}"


def chosen(page: str, name: str) -> list[str]:
    """Return the values of the ticked radios or boxes with this name."""
    inputs = [tag for tag in page.split("<input")[1:] if f'name="{name}"' in tag.partition(">")[0]]
    tags = [tag.partition(">")[0] for tag in inputs]
    return [tag.partition('value="')[2].partition('"')[0] for tag in tags if " checked" in tag]


def test_what_was_chosen_comes_back(client, form):
    path, key = form
    assert save(client, key, TYPED).status_code == 200
    page = client.get(path).text
    assert fields_of(page)["notes"].value.strip() == TYPED["notes"]
    assert chosen(page, "did_happen") == ["yes"]
    assert chosen(page, "sign") == ["crisis"]
    assert chosen(page, "urgency") == ["now"]
    assert chosen(page, "support_kinds") == ["money", "health"]


def test_what_was_unticked_stays_unticked(client, form):
    path, key = form
    save(client, key, {"notes": "Well", "support_kinds": "", "sign": ""})
    page = client.get(path).text
    assert chosen(page, "support_kinds") == []
    assert chosen(page, "sign") == [""]


def test_another_window_says_what_was_chosen_by_its_label(client, form):
    path, key = form
    save(client, key, {**TYPED, "sign": "relapse"}, window_id="a1")
    save(client, key, TYPED, window_id="b2")
    page = client.get(path)
    assert [(each.label, each.theirs, each.yours) for each in page.context["other_drafts"]] == [
        ("Any change noticed?", "Early sign of relapse", "In crisis, in distress or self-harm")
    ]


def test_saving_deletes_it(cast, client, form):
    path, key = form
    save(client, key, TYPED, window_id="a1")
    assert client.post(path, answers(support_kinds=["money"], draft_window="a1")).status_code == 302
    assert drafts.saved_drafts(user=cast.amara, key=key) == []
