"""Which forms keep drafts, and under which key."""

import re

import pytest
from django import forms
from django.test import RequestFactory
from django.urls import resolve, reverse

from core import drafts
from core.uuids import as_uuid
from design.fields import DayField, LongTextField, UploadField
from design.form_view import form_page
from design.forms import RevisedForm

ID, ROW = "5ef0bb3e-0d6e-4d20-9a4e-0d5d3f0c2f11", "8f14e45f-ceea-467f-a8a5-5f6f3a3a3a3a"


class TextForm(RevisedForm):
    note = LongTextField(label="Note")


class DayForm(RevisedForm):
    on = DayField(label="First day")


class ChoiceForm(RevisedForm):
    how = forms.ChoiceField(label="How", choices=[("f", "Face to face")])


class FileForm(RevisedForm):
    paper = UploadField()


class SecretForm(TextForm):
    passphrase = forms.CharField(label="Passphrase", widget=forms.PasswordInput)


def key_of(form_class, path=f"/plans/{ID}/write/", **arguments) -> str:
    """Return the draft key of the form on the page at `path`; "" if the form has no draft."""
    request = RequestFactory().post(path, {})
    request.resolver_match = resolve(path)
    page = form_page(request, form_class, title="T", save=print, success_url="/", **arguments).content.decode()
    assert "<form" in page
    return next(iter(re.findall(r'data-draft-url="([^"]*)"', page)), "")


@pytest.mark.parametrize("form_class", [TextForm, DayForm])
def test_a_draft_is_kept_under_its_page_and_record(form_class):
    assert key_of(form_class) == f"/drafts/plan_write:{ID}/"


@pytest.mark.parametrize("form_class", [ChoiceForm, FileForm, SecretForm])
def test_choices_files_and_secrets_are_not_kept_in_a_draft(form_class):
    assert key_of(form_class) == ""


def test_a_page_may_opt_out_of_drafts():
    assert key_of(TextForm, keeps_draft=False) == ""


def test_parts_of_one_record_have_separate_drafts():
    paths = [reverse("plan_comment_section", args=[ID, part]) for part in ("good_days", "bad_days")]
    keys = [f"/drafts/plan_comment_section.{part}:{ID}/" for part in ("good_days", "bad_days")]
    assert [key_of(TextForm, path) for path in paths] == keys


def test_the_last_record_in_an_address_is_the_key():
    assert key_of(TextForm, reverse("risk_view_change", args=[ID, ROW])) == f"/drafts/risk_view_change:{ROW}/"


def test_a_page_without_a_record_has_one_draft_per_user():
    assert drafts.key_for("import_new") == "import_new"


def test_an_invalid_key_has_no_draft():
    assert drafts.key_for("plan_comment_section", as_uuid(ID), "So/me") == ""
