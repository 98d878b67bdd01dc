"""Invalid input to a form, an endpoint or an address: a clear answer, never an error page or half a record."""

import json
import os
import re
import zlib
from urllib.parse import quote, quote_plus

import pytest
from django.test import Client
from django.urls import reverse

from core.models import FormDraft
from plans.models import SupportPlan
from tests.architecture import models as house_models
from tests.pages.forms import Field, fields_of, fill_in
from tests.pages.matrix import ADDRESSES, Kind, row_of
from tests.pages.sampling import SHARE, is_page_in_share
from tests.pages.test_matrix import path_and_class
from tests.pages.urls import Walker

FORM = "application/x-www-form-urlencoded"
MEGABYTE = 1024 * 1024
IS_SOAK = os.environ.get("SOAK") == "1"
# Sent in all fields of every form at once: name and value.
ALL_AT_ONCE = {
    "NUL within words": "so\x00me",
    "half a surrogate pair": "\ud83d",
    "direction marks and emoji": "\u202egpj.exe\u2066 \u200f👩🏽\u200d🚀 e\u0301\u0301",
    "digits of other scripts": "٣٤ १२ ４２",
    "a huge number": "9" * 400,
    "no number": "NaN",
    "a megabyte of text": "ab " * (MEGABYTE // 3),
    "an id that is none": "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}",
}
# Sent in single fields of valid forms, so that the services see the values.
BY_PART = {
    "day": ("31",),
    "month": ("Quintember",),
    "year": ("0001", "9999", "2100"),
}
BY_KIND = {
    "text": ("so\x00me", "x" * 500),
    "textarea": ("so\x00me", "\u200b"),
    "hidden": ("zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz", "-1", "99999999999999999999"),
    "radio": (["a", "b"],),
    "select": ("zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz", "\x00"),
    "checkbox": (["\x00", "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"]),
    "number": ("NaN", "1e99", "-5"),
    "email": ("so\x00me@people.example", "\ud83d@people.example"),
}


def sample(nonsense, number: int, *key) -> list:
    """Return all values in `make soak`, else `number` of them, chosen by the key."""
    first = zlib.crc32(" ".join(key).encode())
    return (
        list(nonsense)
        if IS_SOAK
        else [nonsense[(first + n) % len(nonsense)] for n in range(min(number, len(nonsense)))]
    )


def encode_form(data: dict) -> bytes:
    """Encode the form, broken characters included. A list is sent as several values of one name."""
    pairs = [(name, one) for name, value in data.items() for one in (value if isinstance(value, list) else [value])]
    return "&".join(
        f"{quote_plus(name)}={quote_plus(str(value).encode('utf-8', 'surrogatepass'))}" for name, value in pairs
    ).encode()


def list_forms(world, walker, share: int = 1) -> list[tuple]:
    """Return (page, path, user, fields) of one form in `share`, as the first user who may see it."""
    forms = []
    for address in ADDRESSES:
        if address.kind is not Kind.FORM or not is_page_in_share(address.page, share):
            continue
        path, page_class = path_and_class(address, world.mine)
        who = row_of(address, page_class).mine.may.split()[0]
        form_page = walker.ask(who, "GET", path)
        assert form_page.status == 200, f"GET {path} as {who}: {form_page}"
        fields = fields_of(form_page.text)
        fields.pop("csrfmiddlewaretoken", None)
        forms.append((address.page, path, who, fields))
    return forms


def rows() -> dict[str, int]:
    """Return the number of rows of each model."""
    return {model._meta.label: model._default_manager.count() for model in house_models()}


def send(walker, who, path, data) -> object:
    return walker.ask(who, "POST", path, encode_form(data), content_type=FORM)


def find_mistakes(answer, *, may_save: bool) -> list[str]:
    is_read_back = ">Check your answers</h1>" in answer.text
    if (answer.status == 302 or is_read_back) and may_save or ">Found</h2>" in answer.text:
        return []
    if answer.status != 200:
        return [f"expected the form again, got {answer}"]
    if "govuk-error-summary" not in answer.text:
        return ["the form came back without an error summary"]
    return []


def fail_with(failures: list[str], advice: str) -> None:
    if failures:
        pytest.fail(f"{advice} {len(failures)} times:\n  " + "\n  ".join(failures), pytrace=False)


ADVICE = "Refuse it in the form, with words at the field:"


def test_a_form_with_every_field_wrong_is_shown_again(world):
    """Given invalid text in every field of a form; then the form is shown again or harmless text is saved."""
    walker, failures = Walker(world.cast), []
    for page, path, who, fields in list_forms(world, walker, SHARE):
        for name, nonsense in sample(list(ALL_AT_ONCE.items()), 3, page):
            data = {one.name: nonsense for one in fields.values()}
            if len(nonsense) > MEGABYTE // 2:
                data = dict(list(data.items())[-1:])  # once is enough; the whole request has its own limit
            answer = send(walker, who, path, data)
            failures += [f"{page} {path} as {who}, {name}: {words}" for words in find_mistakes(answer, may_save=True)]
    fail_with(failures, ADVICE)


def bad_values(one: Field) -> tuple:
    stem, _, part = one.name.rpartition("_")
    return BY_PART[part] if stem and part in BY_PART else BY_KIND.get(one.kind, ())


FURTHER_ROW = re.compile(r"_(?:[2-9]|[1-9]\d)_")


def test_a_form_with_one_wrong_field_is_shown_again(world):
    """Given one invalid field in a valid form; then there is no error page and the other answers stay."""
    walker, failures = Walker(world.cast), []
    for page, path, who, fields in list_forms(world, walker, SHARE):
        for one in fields.values():
            if FURTHER_ROW.search(one.name):
                continue  # the first row of the form has the same fields
            for nonsense in sample(bad_values(one), 1, page, one.name):
                answer = send(walker, who, path, fill_in(fields, **{one.name: nonsense}))
                where_tried = f"{page} {path} as {who}, {one.name}={nonsense!r:.60}"
                failures += [f"{where_tried}: {words}" for words in find_mistakes(answer, may_save=True)]
                if answer.status == 200:
                    failures += [
                        f"{where_tried}: {words}" for words in find_lost_fields(fields, answer.text, but=one.name)
                    ]
    fail_with(failures, ADVICE)


def find_lost_fields(fields, html: str, *, but: str) -> list[str]:
    """Return the fields, except the wrong one, whose text is missing from the returned form."""
    back = fields_of(html)
    sent = fill_in(fields)
    missing = []
    for name, one in fields.items():
        if name == but or one.kind not in ("text", "textarea") or name not in sent:
            continue
        if name not in back or back[name].value.strip() != str(sent[name]).strip():
            missing.append(f"what was typed in {name} is gone")
    return missing


def test_a_refused_form_saves_nothing(world):
    """Given a form refused by itself or by the service; then there are as many rows as before."""
    walker, failures, before = Walker(world.cast), [], rows()
    for page, path, who, fields in list_forms(world, walker, SHARE):
        for data in ({}, fill_in(fields, **{one.name: "\x00" for one in list(fields.values())[-1:]})):
            answer = walker.ask(who, "POST", path, encode_form(data), content_type=FORM, keep=True)
            after = rows()
            changed_tables = [
                label for label in after if after[label] != before[label] and label != "casework.RecordAccess"
            ]
            if answer.status == 200 and changed_tables:
                failures.append(
                    f"{page} {path} as {who}: the form came back, and yet there is more of {changed_tables}"
                )
            before = after
    fail_with(failures, "A verb must be atomic:")


QUERIES = [
    ("people", "?after={}"),
    ("people", "?status={}"),
    ("people", "?mine={}"),
    ("person_visits", "?logged={}"),
    ("person_plan", "?version={}"),
    ("person_risk", "?version={}"),
    ("concern_new", "?visit={}"),
    ("concern_new", "?from={}"),
    ("incident_of_person_new", "?visit={}"),
    ("incidents", "?page={}"),
    ("incidents", "?status={}"),
    ("incidents", "?from_on_day={}"),
    ("referrals", "?state={}"),
    ("visits", "?page={}"),
    ("check_in_with", "?page={}"),
    ("former_workers", "?year={}"),
    ("former_workers", "?page={}"),
    ("home", "?next={}"),
    ("duties", "?page={}"),
    ("duties", "?mine={}"),
    ("duties", "?kind={}"),
    ("notifications", "?page={}"),
    ("updates", "?status={}"),
    ("updates", "?person={}"),
    ("updates", "?from_on_day={}"),
    ("updates", "?page={}"),
    ("person_consent", "?page={}"),
    ("person_access_log", "?page={}"),
]
IN_AN_ADDRESS = [
    "",
    "\x00",
    "5ef0bb3e-0d6e-4d20-9a4e-0d5d3f0c2f11",
    "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
    "--------------------------------xxxx",
    "----\x00" + "0" * 31,
    "9" * 60,
    "-1",
    "٣",
    "👩🏽",
    "' OR 1=1 --",
    "../../etc/passwd",
]


def test_invalid_address_parameters_never_break_a_page(world):
    walker, failures = Walker(world.cast), []
    person = [world.mine.individual.pk]
    arguments = {
        "person_consent": person,
        "person_access_log": person,
        "person_plan": person,
        "person_risk": person,
        "person_visits": person,
        "concern_new": [world.mine.package.pk],
        "incident_of_person_new": [world.mine.package.pk],
    }
    for page, query in QUERIES:
        for nonsense in [*(quote(one) for one in IN_AN_ADDRESS), "%ED%A0%80", "%FF", "a&" + query[1:].format("b")]:
            if not is_page_in_share(f"{page} {query} {nonsense}"):
                continue
            path = reverse(page, args=arguments.get(page, [])) + query.format(nonsense)
            answer = walker.ask("ben", "GET", path)
            if answer.status != 200:
                failures.append(f"GET {path} as ben: expected the page without it, got {answer}")
    for path in (
        f"/returns/{world.mine.sealed.pk}/figures/%00/",
        f"/returns/{world.mine.sealed.pk}/figures/no-such-figure/",
        f"/returns/{world.mine.preparing.pk}/sections/99999999999999999999/",
        f"/returns/{world.mine.preparing.pk}/sections/11/",
        "/people/not-an-id/",
        "/people/%00/",
    ):
        answer = walker.ask("ben", "GET", path)
        if answer.status != 404:
            failures.append(f"GET {path} as ben: expected 404, got {answer}")
    fail_with(failures, "Check that a value from the address is an id before querying:")


# The endpoint for drafts


def save_draft(walker, who, key, body) -> object:
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    return walker.ask(who, "POST", f"/drafts/{key}/", body, content_type="application/json")


KEY = "plans.write:5ef0bb3e-0d6e-4d20-9a4e-0d5d3f0c2f11"


@pytest.mark.parametrize(
    ("key", "body"),
    [
        (KEY, b""),
        (KEY, b"not json"),
        (KEY, b"\xff\xfe"),
        (KEY, b"[1, 2]"),
        (KEY, b"null"),
        (KEY, b"{}"),
        (KEY, b"[" * 100_000),
        (KEY, {"fields": ["a"]}),
        (KEY, {"fields": {"words": 7}}),
        (KEY, {"fields": {"words": ["a"]}}),
        (KEY, {"fields": {"words": None}}),
        (KEY, {"fields": {"words": "so\x00me"}}),
        (KEY, {"fields": {"wo\x00rds": "some"}}),
        (KEY, {"fields": {"words": "\ud83d"}}),
        (KEY, {"fields": {"\udc00": "some"}}),
        (KEY, {"fields": {"words": "x" * 2_000_001}}),
        (KEY, {"fields": {"words": "some"}, "window_id": 7}),
        (KEY, {"fields": {"words": "some"}, "window_id": "<script>"}),
        (KEY, {"fields": {"words": "some"}, "continued_from": "a1 yesterday"}),
        ("NoSuch.Key", {"fields": {"words": "some"}}),
        ("plans.write:not-an-id", {"fields": {"words": "some"}}),
        ("x" * 200, {"fields": {"words": "some"}}),
        ("%00", {"fields": {"words": "some"}}),
        ("plans.write%0A", {"fields": {"words": "some"}}),
    ],
)
def test_an_invalid_draft_is_refused(cast, key, body):
    """Given an invalid draft; then 400 and no row."""
    answer = save_draft(Walker(cast), "amara", key, body)
    assert (answer.status, answer.wrote) == (400, []), (
        f"POST /drafts/{key}/ with {str(body)[:80]}: expected 400, got {answer}"
    )


def test_a_draft_belongs_to_its_user(cast):
    """Given Amara's draft; when Lewis saves and deletes one under the same key; then hers is unchanged."""
    walker = Walker(cast)
    for who, words in (("amara", "Hers"), ("lewis", "His")):
        body = json.dumps({"fields": {"words": words, "csrfmiddlewaretoken": "secret"}}).encode()
        draft = walker.ask(who, "POST", f"/drafts/{KEY}/", body, content_type="application/json", keep=True)
        assert draft.status == 200
    assert (
        walker.ask("lewis", "POST", f"/drafts/{KEY}/discard/", {"next": "/people/"}, keep=True).location == "/people/"
    )
    assert list(FormDraft.objects.values_list("user", "fields")) == [(cast.amara.pk, {"words": "Hers"})]


@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "\x00"])
def test_forgetting_a_draft_never_redirects_elsewhere(cast, where):
    answer = Walker(cast).ask("amara", "POST", f"/drafts/{KEY}/discard/", {"next": where})
    assert (answer.status, answer.location) == (302, "/")


def test_forgetting_a_draft_with_an_invalid_key(cast):
    for key in ("%00", "x" * 5000, "NoSuch"):
        answer = Walker(cast).ask("amara", "POST", f"/drafts/{key}/discard/")
        assert answer.status in (302, 400, 404), f"POST /drafts/{key[:20]}/discard/: {answer}"


# Tokens and signing in.


def test_a_form_without_a_csrf_token_explains_the_error(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.amara)
    sent = client.post(reverse("plan_write", args=[world.mine.draft.pk]), {"matters_to_me": "Lost?", "revision": "1"})
    assert sent.status_code == 403
    text = sent.content.decode()
    assert "“Support plan” was not sent" in text
    assert "This was not sent. It was typed before you signed in" in text
    assert SupportPlan.objects.get(pk=world.mine.draft.pk).matters_to_me != "Lost?"


@pytest.mark.parametrize("address", ["\x00", "so\x00me@people.example", "\ud83d@people.example", "x" * 100_000])
def test_signing_in_with_an_invalid_address_shows_the_form_again(cast, address):
    """Given an invalid address at sign-in; then the form is shown again."""
    for name, data in (
        ("account_login", {"login": address, "password": address}),
        ("account_request_login_code", {"email": address}),
        ("account_reset_password", {"email": address}),
    ):
        answer = Walker(cast).ask(None, "POST", reverse(name), encode_form(data), content_type=FORM)
        assert answer.status == 200, f"POST {reverse(name)} with {address!r:.40}: expected the form again, got {answer}"
