"""Given a concern that names Ben, the manager: nothing he can open says that it exists. For Sunita it is there."""

import datetime
import io
import re
import uuid

import pytest
from django.db import transaction
from django.urls import reverse
from pypdf import PdfReader

from accounts.page_access import PageClass
from casework.models import RecordAccess
from core import clock
from core.models import Message
from core.tasks import send_messages
from reporting import services as reporting
from safeguarding.models import Concern
from safeguarding.services import raise_concern
from tests.pages.matrix import ADDRESSES, Kind
from tests.pages.test_matrix import path_and_class
from tests.pages.urls import Walker
from tests.pages.world import DAY
from workforce.services import employ

ACCOUNT = "Ben took the coins out of the tin on the shelf"
WISHES = "That he never comes again"
CONCERN_PAGES = ("concern", "concern_contact", "concern_decision", "concern_portal", "concern_close")
CHANGING = re.compile(r'name="(?:csrfmiddlewaretoken|id|submission_id)" value="[^"]*"|nonce="[^"]*"')


@pytest.fixture
def scene(scene):
    """The scene, in which Ben is also somebody a concern can name."""
    cast = scene.cast
    scene.bens_record = employ(
        user=cast.ben,
        team=cast.team,
        contracts=[cast.tameside],
        started_on=cast.starts_on,
        minutes_a_week=600,
        induction_completed_on=cast.starts_on,
        dbs_checked_on=cast.starts_on,
        by=None,
    )
    return scene


def raised(scene) -> Concern:
    """Amara raises it, on the last day of the quarter whose return is being prepared."""
    day = scene.mine.preparing.until_on - DAY
    with clock.frozen_at(clock.instant_on(day, datetime.time(15))):
        concern = raise_concern(
            package=scene.mine.package,
            named_worker=scene.bens_record,
            account=ACCOUNT,
            kinds=["financial"],
            source_of_risk="service provider",
            wishes_asked="expressed",
            wishes=WISHES,
            by=scene.cast.amara,
        )
    send_messages()
    return concern


def every_page(scene, who: str) -> dict[str, str]:
    """path → text of every page that is read by GET, of both people, as `who` sees it."""
    walker, seen = Walker(scene.cast), {}
    for things in (scene.mine, scene.theirs):
        for address in ADDRESSES:
            path, page_class = path_and_class(address, things)
            if address.kind is Kind.VERB or path in seen or page_class is PageClass.DEMO_ONLY:
                continue
            got = walker.ask(who, "GET", path)
            assert got.status < 500, f"GET {path} as {who}: {got}"
            seen[path] = f"{got.status} {CHANGING.sub('', got.text)}"
    for words in ("Maya", "tin on a shelf", "R-"):
        found = walker.ask(who, "POST", reverse("people"), {"words": words})
        seen[f"search for {words}"] = CHANGING.sub("", found.text)
    return seen


def traces(concern: Concern) -> list[str]:
    return [concern.reference, str(concern.pk), "coins", "tin on the shelf", "never comes again"]


def differences(before: dict, after: dict) -> list[str]:
    """Where the words changed, with the first of them."""
    found = []
    for path, text in after.items():
        if before[path] == text:
            continue
        old, new = set(before[path].splitlines()), text.splitlines()
        line = next((line for line in new if line not in old), "something is gone")
        found.append(f"{path}: {line.strip()[:200]}")
    return found


def fail_with(failures: list[str]) -> None:
    if failures:
        pytest.fail("Ben can tell that there is a concern about him:\n  " + "\n  ".join(failures), pytrace=False)


def test_ben_sees_what_he_saw_before(scene):
    """Every page and search as Ben, before and after: the same to the letter, and no trace of the concern."""
    with clock.frozen_at(clock.now()):
        before = every_page(scene, "ben")
        concern = raised(scene)
        after = every_page(scene, "ben")
    failures = differences(before, after)
    failures += [f"{path} says “{trace}”" for path, text in after.items() for trace in traces(concern) if trace in text]
    failures += [
        f"told: {message}" for message in Message.objects.filter(to=scene.cast.ben, about_ids__contains=[concern.pk])
    ]
    fail_with(failures)


def test_its_addresses_are_answered_like_addresses_that_do_not_exist(scene):
    concern, walker, failures = raised(scene), Walker(scene.cast), []
    nowhere = uuid.uuid4()
    for name in CONCERN_PAGES:
        for method in ("GET", "POST", "PUT"):
            there = walker.ask("ben", method, reverse(name, args=[concern.pk]))
            not_there = walker.ask("ben", method, reverse(name, args=[nowhere]))
            if (there.status, CHANGING.sub("", there.text)) != (not_there.status, CHANGING.sub("", not_there.text)):
                failures.append(f"{method} {name}: {there}, an unknown one {not_there}")
            if there.wrote or there.accesses:
                failures.append(f"{method} {name}: left {there.wrote or there.accesses}")
            if method == "GET" and there.status != 404:
                failures.append(f"GET {name}: expected 404, got {there}")
    fail_with(failures)


def test_raised_in_the_browser_it_leaves_no_trace_either(scene):
    """Amara opens the form, sends it, reads what happens next and reads her concern; Ben sees what he saw."""
    client, package = Walker(scene.cast), scene.mine.package
    with clock.frozen_at(clock.now()):
        before = every_page(scene, "ben")
        new = reverse("concern_new", args=[package.pk])
        words = {
            "account": ACCOUNT,
            "kinds": ["financial"],
            "source_of_risk": "service provider",
            "named_worker": str(scene.bens_record.pk),
            "wishes_asked": "expressed",
            "wishes": WISHES,
        }
        assert client.ask("amara", "GET", new, keep=True).status == 200
        sent = client.ask("amara", "POST", new, words, keep=True)
        assert sent.status == 302, sent.text
        concern = Concern.objects.get(account=ACCOUNT)
        assert client.ask("amara", "GET", sent.location, keep=True).status == 200
        assert client.ask("amara", "GET", reverse("concern", args=[concern.pk]), keep=True).status == 200
        assert client.ask("sunita", "GET", reverse("concern", args=[concern.pk]), keep=True).status == 200
        send_messages()
        after = every_page(scene, "ben")
    assert RecordAccess.objects.filter(about_ids__contains=[concern.pk]).count() == 2
    failures = differences(before, after)
    failures += [f"{path} says “{trace}”" for path, text in after.items() for trace in traces(concern) if trace in text]
    fail_with(failures)


def test_for_sunita_it_is_there(scene):
    """Whoever leads concerns is told, finds it in the list and the timeline, reads it and leads it."""
    concern, walker = raised(scene), Walker(scene.cast)
    person = reverse("person", args=[scene.mine.individual.pk])
    missing = []
    for path, words in (
        (reverse("concerns"), concern.reference),
        (reverse("concern", args=[concern.pk]), ACCOUNT),
        (reverse("concern_contact", args=[concern.pk]), "Council"),
        (person, concern.reference),
        (reverse("home"), "A safeguarding concern was raised"),
    ):
        for who in ("sunita", "dana"):
            got = walker.ask(who, "GET", path)
            if got.status != 200 or words not in got.text:
                missing.append(f"GET {path} as {who}: {got}, without “{words}”")
    own = walker.ask("amara", "GET", reverse("concern", args=[concern.pk]))
    if ACCOUNT not in own.text:
        missing.append(f"Amara cannot read what she raised: {own}")
    if missing:
        pytest.fail("Those who lead safeguarding must find it:\n  " + "\n  ".join(missing), pytrace=False)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_sealed_return_counts_it_for_the_council_only(scene):
    """Given the return of that quarter is sealed: Helen reads the figure and its row, Ben's pages and paper do not."""
    concern, cast, to_seal = raised(scene), scene.cast, scene.mine.preparing
    reporting.sign_restricted(quarterly=to_seal, by=cast.dana)
    reporting.seal(quarterly=to_seal, by=cast.ben)
    reporting.store_pdfs(return_id=to_seal.pk, by=None)
    walker, label = Walker(cast), "Safeguarding concerns raised"
    page = reverse("return", args=[to_seal.pk])
    figure = reverse("return_figure", args=[to_seal.pk, "concerns"])
    pdf = reverse("return_pdf", args=[to_seal.pk])
    assert to_seal.__class__.objects.get(pk=to_seal.pk).figures.get(key="concerns").value == 1

    read = {who: walker.ask(who, "GET", page).text for who in ("helen", "ben")}
    papers = {who: words_of(walker.ask(who, "GET", pdf).response.file_bytes) for who in ("helen", "ben")}
    counted = walker.ask("helen", "GET", figure)
    assert label in read["helen"], "The commissioner reads every figure."
    assert counted.status == 200
    assert counted.text.count('<tr><td class="govuk-table__cell">N-') == 1, "One row stands behind the figure."
    assert label in papers["helen"]

    failures = []
    if label in read["ben"]:
        failures.append(f"{page} shows section 3")
    if label in papers["ben"] or "made an enquiry" in papers["ben"]:
        failures.append(f"{pdf}: the provider's copy has a figure of section 3")
    if (got := walker.ask("ben", "GET", figure)).status != 404:
        failures.append(f"{figure}: {got}")
    for path, text in every_page(scene, "ben").items():
        failures += [f"{path} says “{trace}”" for trace in traces(concern) if trace in text]
    fail_with(failures)


def test_a_return_without_a_concern_looks_the_same_to_ben(scene):
    """Given the return in preparation, and sealed: section 3 reads the same whether or not it counts something."""
    cast, to_seal = scene.cast, scene.mine.preparing
    page, seen = reverse("return", args=[to_seal.pk]), {}
    with clock.frozen_at(clock.now()):
        for world in ("without", "with"):
            with transaction.atomic():
                if world == "with":
                    raised(scene)
                walker = Walker(cast)
                seen[world, "preparing"] = walker.ask("ben", "GET", page).text
                reporting.sign_restricted(quarterly=to_seal, by=cast.dana)
                reporting.seal(quarterly=to_seal.__class__.objects.get(pk=to_seal.pk), by=cast.ben)
                seen[world, "sealed"] = walker.ask("ben", "GET", page).text
                transaction.set_rollback(True)
    for state in ("preparing", "sealed"):
        texts = [
            re.sub(r"fingerprint [0-9a-f]+", "", CHANGING.sub("", seen[world, state])) for world in ("without", "with")
        ]
        assert texts[0] == texts[1], f"The return {state} tells Ben apart whether section 3 counts something."
