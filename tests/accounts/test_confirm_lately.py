"""An open session alone exports nothing, gives no role and merges nobody: its user signed in or confirmed lately."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from contracts.models import Post
from tests.cast import PASSWORD
from tests.instant import system_seconds
from tests.pages.urls import patterns

# A file that is no list of people or staff: an empty sheet to fill in.
NO_LISTS = {"import_sheet"}
CHANGES = {
    "account_new", "account_invite", "accounts_invite", "account_post_new", "account_post_correct",
    "account_post_withdraw", "account_post_end", "account_restore", "worker_new", "worker_new_for_account",
    "account_correct", "import_new", "import_run", "import_undo", "downtime_take",
    "import_errors", "person_merge", "person_merge_undo", "person_account_open", "representative_new",
    "own_device",
}  # fmt: skip


@pytest.fixture
def ben(cast):
    """Given Ben, who signed in with his password sixteen minutes ago, by the record of his session."""
    client = Client()
    client.post(reverse("account_login"), {"login": cast.ben.email, "password": PASSWORD})
    session = client.session
    session["account_authentication_methods"][0]["at"] = system_seconds() - 16 * 60
    session.save()
    return client


def test_every_list_as_a_file_and_every_such_change_asks():
    views = {pattern.name: pattern.callback for _route, pattern in patterns()}
    lists = {name for name, view in views.items() if name and re.search(r"_csv$|payroll", name)} - NO_LISTS
    assert len(lists) > 8
    assert set(views) >= CHANGES
    assert {name for name in lists | CHANGES if not confirms(views[name])} == set()
    assert get_resolver()


def confirms(view) -> bool:
    while view is not None:
        if getattr(view, "confirms_lately", False):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_an_export_is_sent_after_the_password(cast, ben):
    path = reverse("people_csv")
    asked = ben.get(path)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert "Before you download the list of people, we check that it is still you." in ben.get(asked["Location"]).text
    wrong = ben.post(asked["Location"], {"password": "not the password"})
    assert wrong.status_code == 200
    assert "Before you download the list of people" in wrong.text
    assert ben.get(path).status_code == 302
    back = ben.post(asked["Location"], {"password": PASSWORD})
    assert back["Location"] == path
    assert ben.get(path).headers["Content-Type"].startswith("text/csv")


def test_a_form_that_was_open_too_long_is_sent_after_the_password(cast, ben):
    """Given a role typed on a page that was open for long; when its sender confirms; then the role is given once."""
    path = reverse("account_post_new", args=[cast.priya.pk])
    today = cast.today
    days = {"from_on_day": today.day, "from_on_month": today.month, "from_on_year": today.year}
    sent = {"role": "finance_reader", "contract": cast.tameside.pk, **days}
    asked = ben.post(path, sent)
    posts = Post.objects.filter(user=cast.priya, role="finance_reader")
    assert not posts.exists()
    back = ben.post(asked["Location"], {"password": PASSWORD})
    assert back["Location"] == reverse("account_access", args=[cast.priya.pk])
    assert posts.count() == 1


def test_whoever_has_just_signed_in_is_not_asked_again(cast):
    client = Client()
    client.post(reverse("account_login"), {"login": cast.ben.email, "password": PASSWORD})
    assert client.get(reverse("people_csv")).status_code == 200


def test_a_password_that_waits_for_a_confirmation_is_not_stored(cast, ben):
    """Given an old session; when a new password is sent; then it is asked again, and the session does not have it."""
    phrase = "a new long phrase"
    answer = ben.post(reverse("account_set_password"), {"password1": phrase, "password2": phrase})
    assert phrase.replace(" ", "+") not in str(dict(ben.session))
    assert answer["Location"] == reverse("account_set_password")
