"""Given a concern that names Ben, the manager: no page he can open reveals it. Sunita sees it."""

import datetime
import io
import re
import uuid
from functools import partial

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
from tests.pages.sampling import SHARE, is_page_in_share
from tests.pages.test_matrix import path_and_class
from tests.pages.urls import Walker
from tests.pages.world import DAY
from workforce.services import employ

ACCOUNT = "Ben took the coins out of the tin on the shelf"
WISHES = "That he never comes again"
CANARY = "grey heron"
DETAILS = {
    **dict.fromkeys(
        ("opinion", "happened_when", "place_detail", "children", "made_safe", "emergency_outcome", "body_detail"),
        CANARY,
    ),
    "children_at_risk": "yes",
    "emergency_services": ["police"],
    "capacity_detail": CANARY,
    "consent": "no",
    "consent_reason": CANARY,
}
WALL_SHARE = 3  # a run reads a third of the pages: what a wall hides matters more than most
CONCERN_PAGES = (
    "concern",
    "concern_details",
    "concern_contact",
    "concern_children_contact",
    "concern_name",
    "concern_sheet",
    "concern_decision",
    "concern_decision_undo",
    "concern_portal",
    "concern_close",
    "concern_withdraw",
)
CHANGING = re.compile(r'name="(?:csrfmiddlewaretoken|id|submission_id)" value="[^"]*"|nonce="[^"]*"')


@pytest.fixture
def world(world):
    """The world, in which a concern can also name Ben."""
    cast = world.cast
    world.bens_record = employ(
        user=cast.ben,
        team=cast.team,
        contracts=[cast.tameside],
        started_on=cast.starts_on,
        minutes_a_week=600,
        induction_completed_on=cast.starts_on,
        dbs_checked_on=cast.starts_on,
        by=None,
    )
    return world


def raise_test_concern(world, instant=None) -> Concern:
    """Let Amara raise a concern: on the last day of the quarter whose return is in preparation, or at `instant`."""
    day = world.mine.preparing.until_on - DAY
    with clock.frozen_at(instant or clock.instant_on(day, datetime.time(15))):
        concern = raise_concern(
            package=world.mine.package,
            named_users=[world.cast.ben],
            account=ACCOUNT,
            kinds=["financial"],
            source_of_risk="service provider",
            wishes_asked="expressed",
            wishes=WISHES,
            by=world.cast.amara,
            **DETAILS,
        )
    send_messages()
    return concern


def raise_concern_in_the_browser(world, walker: Walker) -> Concern:
    """Let Amara raise the concern on its page and read it, and Sunita as well."""
    new = reverse("concern_new", args=[world.mine.package.pk])
    words = {
        "account": ACCOUNT,
        "kinds": ["financial"],
        "source_of_risk": "service provider",
        "named_users": str(world.cast.ben.pk),
        "wishes_asked": "expressed",
        "wishes": WISHES,
        "at_risk": ["adult"],
        "is_safe": "no",
    }
    assert walker.ask("amara", "GET", new, keep=True).status == 200
    sent = walker.ask("amara", "POST", new, words, keep=True)
    assert sent.status == 302, sent.text
    concern = Concern.objects.get(account=ACCOUNT)
    assert walker.ask("amara", "GET", sent.location, keep=True).status == 200
    assert walker.ask("amara", "GET", reverse("concern", args=[concern.pk]), keep=True).status == 200
    assert walker.ask("sunita", "GET", reverse("concern", args=[concern.pk]), keep=True).status == 200
    send_messages()
    assert RecordAccess.objects.filter(about_ids__contains=[concern.pk]).count() == 2
    return concern


def read_every_page(world, who: str, walker: Walker) -> dict[str, str]:
    """Return path → text of this run's pages about both people, as `who` sees them in the sessions of `walker`."""
    texts: dict[str, str] = {}
    for records in (world.mine, world.theirs):
        for address in ADDRESSES:
            path, page_class = path_and_class(address, records)
            if address.kind is Kind.VERB or path in texts or page_class is PageClass.DEMO_ONLY:
                continue
            if not is_page_in_share(address.page, min(SHARE, WALL_SHARE)):
                continue
            answer = walker.ask(who, "GET", path)
            assert answer.status < 500, f"GET {path} as {who}: {answer}"
            texts[path] = f"{answer.status} {CHANGING.sub('', answer.text)}"
    for words in ("Maya", "tin on a shelf", "R-"):
        matches = walker.ask(who, "POST", reverse("people"), {"words": words})
        texts[f"search for {words}"] = CHANGING.sub("", matches.text)
    return texts


def identifying_texts(concern: Concern) -> list[str]:
    return [concern.reference, str(concern.pk), "coins", "tin on the shelf", "never comes again", CANARY]


def differences(before: dict, after: dict) -> list[str]:
    """Return where the texts differ, with the first difference."""
    lines = []
    for path, text in after.items():
        if before[path] == text:
            continue
        old, new = set(before[path].splitlines()), text.splitlines()
        line = next((line for line in new if line not in old), "something is gone")
        lines.append(f"{path}: {line.strip()[:200]}")
    return lines


def fail_with(failures: list[str]) -> None:
    if failures:
        pytest.fail("Ben can tell that there is a concern about him:\n  " + "\n  ".join(failures), pytrace=False)


def find_traces(ben, concern: Concern, before: dict, after: dict) -> list[str]:
    """Return what Ben could notice: pages that changed or name the concern, and messages to him about it."""
    told = Message.objects.filter(to=ben, about_ids__contains=[concern.pk])
    return [
        *differences(before, after),
        *(
            f"{path} says “{trace}”"
            for path, text in after.items()
            for trace in identifying_texts(concern)
            if trace in text
        ),
        *(f"told: {message}" for message in told),
    ]


def test_bens_pages_do_not_change(world):
    """Given every page and search as Ben; then they are the same after a concern, also one raised in the browser."""
    walker, failures = Walker(world.cast), []  # Ben signs in once: his own page has the time
    with clock.frozen_at(clock.now()):
        before = read_every_page(world, "ben", walker)
        for raise_one in (raise_test_concern, partial(raise_concern_in_the_browser, walker=walker)):
            with transaction.atomic():
                concern = raise_one(world)
                failures += find_traces(world.cast.ben, concern, before, read_every_page(world, "ben", walker))
                transaction.set_rollback(True)
    fail_with(failures)


def test_the_addresses_of_the_concern_look_like_ones_that_do_not_exist(world):
    concern, walker, failures = raise_test_concern(world), Walker(world.cast), []
    nowhere = uuid.uuid4()
    for name in CONCERN_PAGES:
        for method in ("GET", "POST", "PUT"):
            there, not_there = (walker.ask("ben", method, reverse(name, args=[pk])) for pk in (concern.pk, nowhere))
            words, unknown_words = (
                # A page may lead to the address above the one that was asked for, which has the id.
                CHANGING.sub("", answer.text.replace(str(pk), ""))
                for answer, pk in ((there, concern.pk), (not_there, nowhere))
            )
            if (there.status, words) != (not_there.status, unknown_words):
                failures.append(f"{method} {name}: {there}, an unknown one {not_there}")
            if there.wrote or there.accesses:
                failures.append(f"{method} {name}: left {there.wrote or there.accesses}")
            if method == "GET" and there.status != 404:
                failures.append(f"GET {name}: expected 404, got {there}")
    fail_with(failures)


def test_sunita_sees_the_concern(world):
    """A safeguarding lead is notified, finds the concern in the list and the timeline, and leads it."""
    concern, walker = raise_test_concern(world, clock.now()), Walker(world.cast)
    person = reverse("person", args=[world.mine.individual.pk])
    missing = []
    for path, words in (
        (reverse("concerns"), concern.reference),
        (reverse("concern", args=[concern.pk]), ACCOUNT),
        (reverse("concern_contact", args=[concern.pk]), "Council"),
        (person, concern.reference),
        (reverse("duties"), concern.reference),
    ):
        for who in ("sunita", "dana"):
            answer = walker.ask(who, "GET", path)
            if answer.status != 200 or words not in answer.text:
                missing.append(f"GET {path} as {who}: {answer}, without “{words}”")
    own = walker.ask("amara", "GET", reverse("concern", args=[concern.pk]))
    if ACCOUNT not in own.text:
        missing.append(f"Amara cannot read what she raised: {own}")
    if missing:
        pytest.fail("Those who lead safeguarding must find it:\n  " + "\n  ".join(missing), pytrace=False)


def pdf_text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_only_the_council_sees_the_concern_in_the_sealed_return(world):
    """Given the sealed return; then Helen sees the figure and its row, and Ben's pages and PDF do not have it."""
    concern, cast, to_seal = raise_test_concern(world), world.cast, world.mine.preparing
    reporting.sign_restricted(quarterly=to_seal, by=cast.dana)
    reporting.seal(quarterly=to_seal, by=cast.ben)
    reporting.make_pdfs(return_id=to_seal.pk)
    walker, label = Walker(cast), "Safeguarding concerns raised"
    page = reverse("return", args=[to_seal.pk])
    figure = reverse("return_figure", args=[to_seal.pk, "concerns"])
    pdf = reverse("return_pdf", args=[to_seal.pk])
    assert to_seal.__class__.objects.get(pk=to_seal.pk).figures.get(key="concerns").value == 1

    texts = {who: walker.ask(who, "GET", page).text for who in ("helen", "ben")}
    papers = {who: pdf_text(walker.ask(who, "GET", pdf).response.file_bytes) for who in ("helen", "ben")}
    records_page = walker.ask("helen", "GET", figure)
    assert label in texts["helen"], "The commissioner reads every figure."
    assert records_page.status == 200
    assert records_page.text.count('data-label="Reference">C-') == 1, "The figure has one row."
    assert label in papers["helen"]

    failures = []
    if label in texts["ben"]:
        failures.append(f"{page} shows section 3")
    if label in papers["ben"] or "made an enquiry" in papers["ben"]:
        failures.append(f"{pdf}: the provider's copy has a figure of section 3")
    if (answer := walker.ask("ben", "GET", figure)).status != 404:
        failures.append(f"{figure}: {answer}")
    for path, text in read_every_page(world, "ben", Walker(world.cast)).items():
        failures += [f"{path} says “{trace}”" for trace in identifying_texts(concern) if trace in text]
    fail_with(failures)


def test_a_return_without_a_concern_looks_the_same_to_ben(world):
    """Given a return in preparation or sealed; then section 3 reads the same with and without a concern."""
    cast, to_seal = world.cast, world.mine.preparing
    page, texts_seen = reverse("return", args=[to_seal.pk]), {}
    with clock.frozen_at(clock.now()):
        for variant in ("without", "with"):
            with transaction.atomic():
                if variant == "with":
                    raise_test_concern(world)
                walker = Walker(cast)
                texts_seen[variant, "preparing"] = walker.ask("ben", "GET", page).text
                reporting.sign_restricted(quarterly=to_seal, by=cast.dana)
                reporting.seal(quarterly=to_seal.__class__.objects.get(pk=to_seal.pk), by=cast.ben)
                texts_seen[variant, "sealed"] = walker.ask("ben", "GET", page).text
                transaction.set_rollback(True)
    for state in ("preparing", "sealed"):
        texts = [
            re.sub(r"[Ff]ingerprint:?\s+[0-9a-f]+", "", CHANGING.sub("", texts_seen[variant, state]))
            for variant in ("without", "with")
        ]
        assert texts[0] == texts[1], f"The return {state} reveals to Ben whether section 3 counts something."
