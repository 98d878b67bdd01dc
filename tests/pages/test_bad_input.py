"""Whatever is sent to a form, an endpoint or in an address: words come back, never an error page or half a record."""

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
from tests.pages.forms import Field, fields_of, filled
from tests.pages.matrix import ADDRESSES, Kind, row_of
from tests.pages.test_matrix import path_and_class
from tests.pages.urls import Walker

FORM = "application/x-www-form-urlencoded"
MEGABYTE = 1024 * 1024
IS_SOAK = os.environ.get("SOAK") == "1"
# Asked of every form in all its fields at once: what it is, and what is sent.
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
# Asked of single fields, the others filled in with care, so that the services see it.
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


def some(nonsense, number: int, *key) -> list:
    """All of it in `make soak`; else `number` of it, other ones for another key, so that each comes up in some form."""
    first = zlib.crc32(" ".join(key).encode())
    return (
        list(nonsense)
        if IS_SOAK
        else [nonsense[(first + n) % len(nonsense)] for n in range(min(number, len(nonsense)))]
    )


def encoded(data: dict) -> bytes:
    """The form as bytes, broken characters included; a list is sent under one name, several times."""
    pairs = [(name, one) for name, value in data.items() for one in (value if isinstance(value, list) else [value])]
    return "&".join(
        f"{quote_plus(name)}={quote_plus(str(value).encode('utf-8', 'surrogatepass'))}" for name, value in pairs
    ).encode()


def forms(scene, walker) -> list[tuple]:
    """(page, path, who, fields) of every form in the scene, as the first of those who may."""
    found = []
    for address in ADDRESSES:
        if address.kind is not Kind.FORM:
            continue
        path, page_class = path_and_class(address, scene.mine)
        who = row_of(address, page_class).mine.may.split()[0]
        shown = walker.ask(who, "GET", path)
        assert shown.status == 200, f"GET {path} as {who}: {shown}"
        fields = fields_of(shown.text)
        fields.pop("csrfmiddlewaretoken", None)
        found.append((address.page, path, who, fields))
    return found


def rows() -> dict[str, int]:
    """How many rows each model of the house has."""
    return {model._meta.label: model._default_manager.count() for model in house_models()}


def send(walker, who, path, data) -> object:
    return walker.ask(who, "POST", path, encoded(data), content_type=FORM)


def mistakes(got, *, may_save: bool) -> list[str]:
    is_read_back = ">Check your answers</h1>" in got.text
    if (got.status == 302 or is_read_back) and may_save or ">Found</h2>" in got.text:
        return []
    if got.status != 200:
        return [f"expected the form again, got {got}"]
    if "govuk-error-summary" not in got.text:
        return ["the form came back without an error summary"]
    return []


def fail_with(failures: list[str], advice: str) -> None:
    if failures:
        pytest.fail(f"{advice} {len(failures)} times:\n  " + "\n  ".join(failures), pytrace=False)


ADVICE = "Refuse it in the form, with words at the field:"


def test_everything_is_wrong_at_once(scene):
    """Every field of every form holds the same nonsense: the form comes back, or it was harmless and is saved."""
    walker, failures = Walker(scene.cast), []
    for page, path, who, fields in forms(scene, walker):
        for name, nonsense in some(list(ALL_AT_ONCE.items()), 3, page):
            data = {one.name: nonsense for one in fields.values()}
            if len(nonsense) > MEGABYTE // 2:
                data = dict(list(data.items())[-1:])  # once is enough; the whole request has its own limit
            got = send(walker, who, path, data)
            failures += [f"{page} {path} as {who}, {name}: {words}" for words in mistakes(got, may_save=True)]
    fail_with(failures, ADVICE)


def single(one: Field) -> tuple:
    stem, _, part = one.name.rpartition("_")
    return BY_PART[part] if stem and part in BY_PART else BY_KIND.get(one.kind, ())


FURTHER_ROW = re.compile(r"_(?:[2-9]|[1-9]\d)_")


def test_one_field_is_wrong(scene):
    """One field of a form that is filled in with care holds nonsense: no error page, and what was typed is kept."""
    walker, failures = Walker(scene.cast), []
    for page, path, who, fields in forms(scene, walker):
        if page == "referral_edit":
            continue  # the long form of a new one again
        for one in fields.values():
            if FURTHER_ROW.search(one.name):
                continue  # the first row of the form has the same fields
            for nonsense in some(single(one), 1, page, one.name):
                got = send(walker, who, path, filled(fields, **{one.name: nonsense}))
                said = f"{page} {path} as {who}, {one.name}={nonsense!r:.60}"
                failures += [f"{said}: {words}" for words in mistakes(got, may_save=True)]
                if got.status == 200:
                    failures += [f"{said}: {words}" for words in lost(fields, got.text, but=one.name)]
    fail_with(failures, ADVICE)


def lost(fields, html: str, *, but: str) -> list[str]:
    """The fields, other than the wrong one, whose words are gone from the page that came back."""
    back = fields_of(html)
    sent = filled(fields)
    gone = []
    for name, one in fields.items():
        if name == but or one.kind not in ("text", "textarea") or name not in sent:
            continue
        if name not in back or back[name].value.strip() != str(sent[name]).strip():
            gone.append(f"what was typed in {name} is gone")
    return gone


def test_a_form_that_comes_back_saved_nothing(scene):
    """Given a form refused by the form or by the service: there are as many rows as before."""
    walker, failures, before = Walker(scene.cast), [], rows()
    for page, path, who, fields in forms(scene, walker):
        for data in ({}, filled(fields, **{one.name: "\x00" for one in list(fields.values())[-1:]})):
            answer = walker.ask(who, "POST", path, encoded(data), content_type=FORM, keep=True)
            after = rows()
            grown = [label for label in after if after[label] != before[label] and label != "casework.RecordAccess"]
            if answer.status == 200 and grown:
                failures.append(f"{page} {path} as {who}: the form came back, and yet there is more of {grown}")
            before = after
    fail_with(failures, "A verb is whole or not at all:")


QUERIES = [
    ("people", "?after={}"),
    ("people", "?status={}"),
    ("people", "?mine={}"),
    ("person_plan", "?version={}"),
    ("person_risk", "?version={}"),
    ("concern_new", "?visit={}"),
    ("referrals", "?state={}"),
    ("visits", "?page={}"),
    ("home", "?next={}"),
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


def test_nonsense_in_an_address_shows_the_page(scene):
    walker, failures = Walker(scene.cast), []
    person = [scene.mine.individual.pk]
    arguments = {"person_plan": person, "person_risk": person, "concern_new": [scene.mine.package.pk]}
    for page, query in QUERIES:
        for nonsense in [*(quote(one) for one in IN_AN_ADDRESS), "%ED%A0%80", "%FF", "a&" + query[1:].format("b")]:
            path = reverse(page, args=arguments.get(page, [])) + query.format(nonsense)
            got = walker.ask("ben", "GET", path)
            if got.status != 200:
                failures.append(f"GET {path} as ben: expected the page without it, got {got}")
    for path in (
        f"/returns/{scene.mine.sealed.pk}/figures/%00/",
        f"/returns/{scene.mine.sealed.pk}/figures/no-such-figure/",
        f"/returns/{scene.mine.preparing.pk}/sections/99999999999999999999/",
        f"/returns/{scene.mine.preparing.pk}/sections/11/",
        "/people/not-an-id/",
        "/people/%00/",
    ):
        got = walker.ask("ben", "GET", path)
        if got.status != 404:
            failures.append(f"GET {path} as ben: expected 404, got {got}")
    fail_with(failures, "Ask of what stands in an address whether it is an id before the database is asked:")


# Keeping what is typed: the endpoint.


def keep(walker, who, key, body) -> object:
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
def test_what_cannot_be_kept_is_refused(cast, key, body):
    """400, no row, no error page."""
    got = keep(Walker(cast), "amara", key, body)
    assert (got.status, got.wrote) == (400, []), f"POST /drafts/{key}/ with {str(body)[:80]}: expected 400, got {got}"


def test_a_key_belongs_to_who_used_it(cast):
    """Given Amara's text; when Lewis keeps and forgets under the same key; then hers stands as it was."""
    walker = Walker(cast)
    for who, words in (("amara", "Hers"), ("lewis", "His")):
        body = json.dumps({"fields": {"words": words, "csrfmiddlewaretoken": "secret"}}).encode()
        kept = walker.ask(who, "POST", f"/drafts/{KEY}/", body, content_type="application/json", keep=True)
        assert kept.status == 200
    assert (
        walker.ask("lewis", "POST", f"/drafts/{KEY}/discard/", {"next": "/people/"}, keep=True).location == "/people/"
    )
    assert list(FormDraft.objects.values_list("user", "fields")) == [(cast.amara.pk, {"words": "Hers"})]


@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "\x00"])
def test_forgetting_leads_nowhere_else(cast, where):
    got = Walker(cast).ask("amara", "POST", f"/drafts/{KEY}/discard/", {"next": where})
    assert (got.status, got.location) == (302, "/")


def test_forgetting_under_a_nonsense_key(cast):
    for key in ("%00", "x" * 5000, "NoSuch"):
        got = Walker(cast).ask("amara", "POST", f"/drafts/{key}/discard/")
        assert got.status in (302, 400, 404), f"POST /drafts/{key[:20]}/discard/: {got}"


# Tokens and signing in.


def test_a_form_without_its_token_says_what_happened(scene):
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.cast.amara)
    sent = client.post(reverse("plan_write", args=[scene.mine.draft.pk]), {"matters_to_me": "Lost?", "revision": "1"})
    assert sent.status_code == 403
    text = sent.content.decode()
    assert "Your form was not accepted" in text
    assert "Nothing was saved" in text
    assert SupportPlan.objects.get(pk=scene.mine.draft.pk).matters_to_me != "Lost?"


@pytest.mark.parametrize("address", ["\x00", "so\x00me@people.example", "\ud83d@people.example", "x" * 100_000])
def test_nonsense_at_the_door(cast, address):
    """Signing in with what is no address: the form again."""
    for name, data in (
        ("account_login", {"login": address, "password": address}),
        ("account_request_login_code", {"email": address}),
        ("account_reset_password", {"email": address}),
    ):
        got = Walker(cast).ask(None, "POST", reverse(name), encoded(data), content_type=FORM)
        assert got.status == 200, f"POST {reverse(name)} with {address!r:.40}: expected the form again, got {got}"
