"""Every address × every user of the cast × whose record it is: the answer that `tests.pages.matrix` says."""

from collections import Counter
from uuid import UUID

import pytest
from django.urls import resolve, reverse

from accounts.models import Wall
from accounts.page_access import PageClass
from accounts.walls import raise_wall
from casework.services import change_keyworker, grant_inspection, open_with_reason, withdraw_consent
from referrals.services import accept
from tests.pages.matrix import (
    ABOUT_A_PERSON,
    ADDRESSES,
    EVERYBODY,
    EXCEPTIONS,
    OPENED,
    TABLE,
    Address,
    Kind,
    answer,
    row_of,
)
from tests.pages.share import ASKING, SHARE, app_of, is_drawn, pages_among, pages_of_changed_apps
from tests.pages.urls import Walker, patterns

TOKEN = "csrfmiddlewaretoken"
LIBRARY = "allauth."
GALLERY = "design.views"


def class_of(view) -> PageClass | None:
    """The class a view names; the sign-in library's by their module."""
    if view.__module__ == GALLERY and view.__name__ == "gallery":
        return PageClass.DEMO_ONLY
    if view.__module__.startswith(LIBRARY):
        return PageClass.SIGNING_IN
    return getattr(view, "page_class", None)


def path_and_class(address: Address, things) -> tuple[str, PageClass]:
    path = reverse(address.name, args=address.args(things))
    return path, class_of(resolve(path).func)


def fail_with(failures: list[str], advice: str) -> None:
    if failures:
        pytest.fail(f"{advice} {len(failures)} answers:\n  " + "\n  ".join(failures), pytrace=False)


# The list is whole.


def test_every_address_names_its_class():
    nameless = [f"/{route}" for route, pattern in patterns() if class_of(pattern.callback) is None]
    fail_with(nameless, "Decorate the view with @page(PageClass.…):")


def test_every_address_is_tried():
    tried = {address.name for address in ADDRESSES}
    known = {pattern.name: route for route, pattern in patterns() if class_of(pattern.callback) != "the sign-in"}
    ours = {pattern.name: route for route, pattern in patterns() if class_of(pattern.callback) != PageClass.SIGNING_IN}
    missing = [f"/{ours[name]} ({name})" for name in ours if name not in tried]
    fail_with(missing, "Say in ADDRESSES of tests/pages/matrix.py with which record it is tried:")
    assert tried <= set(known), f"Remove from ADDRESSES, the site has no such address: {tried - set(known)}"


def test_every_class_has_a_line_and_every_line_has_an_address():
    assert set(TABLE) | {PageClass.SIGNING_IN} == set(PageClass)
    pages = {address.page for address in ADDRESSES}
    assert set(EXCEPTIONS) <= pages, f"No address for {set(EXCEPTIONS) - pages}"
    wordless = [page for page, row in EXCEPTIONS.items() if not row.why]
    assert wordless == [], "Say why these differ from their class."


def test_every_user_of_the_cast_is_in_the_table(cast):
    assert set(EVERYBODY.split()) == set(cast.everybody())


def test_the_part_that_is_asked_changes_with_the_commit():
    """Given the commits of a month; then each asks a third of each address, and together they ask everything."""
    fixed = [address for address in ADDRESSES if address.name not in pages_of_changed_apps()]
    parts = [
        {(address.page, who) for address in fixed for who in ASKING if is_drawn(address, who, 3, commit_id)}
        for commit_id in ("", *(f"{number:040x}" for number in range(30)))
    ]
    assert len({frozenset(part) for part in parts}) == len(parts)
    assert set.union(*parts) == {(address.page, who) for address in fixed for who in ASKING}
    for part in parts:
        asked = Counter(page for page, _ in part)
        assert {asked[address.page] for address in fixed} <= {len(ASKING) // 3, len(ASKING) // 3 + 1}


def test_the_pages_of_changed_apps_are_asked_whole_unless_nearly_everything_changed():
    assert {"update", "person_reviews"} <= pages_among(["reviews"])
    assert "package" not in pages_among(["reviews"])
    everything = {app_of(address.name) for address in ADDRESSES}
    assert len(pages_among(sorted(everything))) <= len({address.name for address in ADDRESSES}) / 3


# The answers.


def walk(
    scene, things, scope: str, method: str, *, only=None, is_walled=None, swap=None, whom=None, share: int = SHARE
) -> list[str]:
    """Ask for every address (or those that `only` takes); the answers that differ from the table.

    As everybody, or as `whom` besides those who have some standing: where less is there than in the first walk,
    it is asked for by those who had something.
    """
    walker, failures = Walker(scene.cast), []
    for address in ADDRESSES:
        path, page_class = path_and_class(address, things)
        if only and not only(address, page_class):
            continue
        line = row_of(address, page_class).of(scope)
        asking = (
            EVERYBODY.split() if whom is None else [*line.named(), *(who for who in whom if who not in line.named())]
        )
        if swap and page_class in ABOUT_A_PERSON:
            line = line.swapped(*swap)
        hidden = bool(is_walled and is_walled(address, page_class))
        records = {things.individual.pk, *(pk for pk in address.args(things) if isinstance(pk, UUID))}
        for who in (None, *asking):
            if not is_drawn(address, who, share):
                continue
            expected = answer(address, line, who, method, page_class, is_walled=hidden)
            got = walker.ask(who, method, path, address.data)
            wrong = mistakes(got, expected, who, method, page_class, records, things.individual)
            failures += [f"{method} {address.page} {path} as {who or 'nobody signed in'}: {words}" for words in wrong]
    return failures


def mistakes(got, expected, who, method, page_class, records, person) -> list[str]:
    """What is wrong with one answer about any of `records` (ids)."""
    if got.status != expected:
        return [f"expected {expected}, got {got}"]
    found = []
    if expected in (403, 404, 405) and got.wrote:
        found.append(f"answered {expected}, and yet wrote to {', '.join(sorted(set(got.wrote)))}")
    if method == "GET" and got.wrote:
        found.append(f"reading wrote to {', '.join(sorted(set(got.wrote)))}")
    about = [access for access in got.accesses if records & {access.individual_id, *access.about_ids}]
    if page_class in OPENED and who is not None:
        own = page_class is PageClass.PORTAL and not about
        accesses = got.accesses if own and expected in (200, 302) else about
        wanted = 1 if expected in (200, 302) else 0
        if len(accesses) != wanted:
            found.append(f"expected {wanted} accesses of {person}, left {len(accesses)}")
    # The first token belongs to signing out; without another there is no form to send back.
    if expected == 200 and method == "POST" and got.text.count(TOKEN) > 1 and "govuk-error-summary" not in got.text:
        found.append("the form came back without an error summary")
    return found


ADVICE = "Correct the rule (policies.py), the view, or the table of tests/pages/matrix.py:"
METHODS = pytest.mark.parametrize("method", ["GET", "POST"])


@METHODS
def test_what_is_ones_own(scene, method):
    """Given Maya's record, and what Rui and the first contract made."""
    share = 1 if method == "GET" else SHARE
    fail_with(walk(scene, scene.mine, "mine", method, share=share), ADVICE)


@METHODS
def test_what_is_somebody_elses(scene, method):
    """Given Tomasz's record, and what Kofi and the other contract made."""
    whom = ["amara", "priya", "rui", "maya", "noel"]
    failures = walk(
        scene, scene.theirs, "theirs", method, only=lambda address, _: address.args(scene.theirs), whom=whom
    )
    fail_with(failures, ADVICE)


def wall_off(scene, ids) -> None:
    """A wall between everybody of the cast and each of these records."""
    Wall.objects.bulk_create(
        Wall(record_id=pk, user=user, reason="For the test", recorded_by=scene.cast.sunita)
        for pk in dict.fromkeys(ids)
        for user in scene.cast.everybody().values()
    )


@METHODS
def test_what_stands_behind_a_wall(scene, method):
    """Given a wall round each record, and none round the person; then it is not there for anybody."""
    walker, failures = Walker(scene.cast), []
    for address in ADDRESSES:
        ids = address.wall_ids(scene.mine)
        if not ids:
            continue
        path, page_class = path_and_class(address, scene.mine)
        line = row_of(address, page_class).of("mine")
        Wall.objects.filter(lifted_at=None)._raw_delete("default")
        wall_off(scene, ids)
        for who in line.named():
            if not is_drawn(address, who, SHARE):
                continue
            # Whoever is refused the person's record is refused it whatever stands inside.
            is_hidden = not (address.is_inside and line.standing(who) == "refused")
            expected = answer(address, line, who, method, page_class, is_walled=is_hidden)
            got = walker.ask(who, method, path, address.data)
            if got.status != expected:
                failures.append(f"{method} {address.page} {path} as {who}: expected {expected}, got {got}")
    fail_with(failures, ADVICE)


@METHODS
def test_a_person_behind_a_wall(scene, method):
    """Given a wall round Maya and none round anything of hers; then none of her pages is there for anybody."""
    wall_off(scene, [scene.mine.individual.pk])

    def of_hers(address, page_class):
        return address.name == "message_read" or bool(page_class in ABOUT_A_PERSON and address.args(scene.mine))

    fail_with(walk(scene, scene.mine, "mine", method, only=of_hers, is_walled=of_hers, whom=()), ADVICE)


@METHODS
def test_consent_taken_back_and_another_keyworker(scene, method):
    """Given Maya took Rosa's consent back, and Kofi is her keyworker now; then Priya and Rosa read nothing of hers."""
    withdraw_consent(consent=scene.mine.consent, by=scene.cast.maya)
    change_keyworker(
        individual=scene.mine.individual, user=scene.cast.kofi, from_on=scene.cast.today, by=scene.cast.ben
    )
    failures = walk(
        scene,
        scene.mine,
        "mine",
        method,
        only=lambda _, page_class: page_class in ABOUT_A_PERSON,
        swap=("priya", "kofi"),
        whom=("rosa", "priya", "kofi"),
    )
    shown = Walker(scene.cast).ask("rosa", "GET", "/me/")
    if "Maya" in shown.text or scene.mine.plan.matters_to_me in shown.text or shown.accesses:
        failures.append("GET /me/ as rosa: still shows something of Maya, or logged an access")
    fail_with([words for words in failures if " me /me/ as rosa" not in words], ADVICE)


def test_other_methods_are_not_served(scene):
    """PUT and DELETE: 405 for whoever is signed in, the sign-in page for whoever is not."""
    walker, failures = Walker(scene.cast), []
    for address in ADDRESSES:
        path, page_class = path_and_class(address, scene.mine)
        line = row_of(address, page_class).of("mine")
        for method in ("PUT", "DELETE"):
            for who in (None, "ben", "maya"):
                expected = answer(address, line, who, method, page_class)
                got = walker.ask(who, method, path)
                if got.status != expected or got.wrote:
                    failures.append(
                        f"{method} {address.page} {path} as {who or 'nobody signed in'}: expected {expected}, got {got}"
                    )
    fail_with(failures, "Let the view take only the methods it serves (accounts.pages.page is the place):")


# What the table does not say.


def test_the_door_with_a_reason_is_shown_to_staff_who_may_find_the_person(scene):
    """Given Lewis outside the caseload; then 403 leads to the form for a reason; with one he reads, and only reads."""
    person, walker = scene.mine.individual, Walker(scene.cast)
    shut = walker.ask("lewis", "GET", reverse("person", args=[person.pk]))
    assert reverse("person_ask", args=[person.pk]) in shut.text
    assert person.full_name not in shut.text
    insider = walker.ask("priya", "GET", reverse("plan_write", args=[scene.mine.draft.pk]))
    assert "/ask/" not in insider.text, "Somebody who reads the record is not sent to ask for it."

    open_with_reason(individual=person, reason="Rang at night", by=scene.cast.lewis)
    grant_inspection(individual=person, user=scene.cast.helen, reason="Inspection", by=scene.cast.ben)
    failures = []
    for address in ADDRESSES:
        path, page_class = path_and_class(address, scene.mine)
        if page_class is not PageClass.PERSON or address.page.endswith(")") or address.kind is Kind.VERB:
            continue
        for who in ("lewis", "helen"):
            got = walker.ask(who, "GET", path)
            if got.status != 200 or len(got.accesses) != 1 or got.accesses[0].grant is None:
                failures.append(f"GET {path} as {who}: expected 200 and an access with its grant, got {got}")
    for name, args in (("plan_write", [scene.mine.draft.pk]), ("visit_log", [scene.mine.package.pk])):
        got = walker.ask("lewis", "GET", reverse(name, args=args))
        if got.status not in (403, 404):
            failures.append(f"GET {name} as lewis: a grant opens reading and nothing else, got {got}")
    fail_with(failures, "A grant is for reading, on record:")


def test_an_address_that_does_not_exist_and_one_behind_a_wall_look_the_same(scene):
    """Given a wall between Ben and each record; then its 404 is word for word that of a random address."""
    walker, failures = Walker(scene.cast), []
    nowhere = walker.ask("ben", "GET", "/people/5ef0bb3e-0d6e-4d20-9a4e-0d5d3f0c2f11/").text
    for address in ADDRESSES:
        ids = address.wall_ids(scene.mine)
        if not ids or address.kind is Kind.VERB:
            continue
        Wall.objects.filter(lifted_at=None)._raw_delete("default")
        wall_off(scene, ids)
        path, _ = path_and_class(address, scene.mine)
        got = walker.ask("ben", "GET", path)
        if got.text != nowhere:
            failures.append(f"GET {path} as ben: {got}, and not the words of an address that does not exist")
    fail_with(failures, "Answer as for an address that does not exist:")


def test_a_representative_behind_a_wall_reads_nothing(scene):
    """Given a wall between Rosa and Maya, whose consent still stands; then her page shows nothing of Maya."""
    wall_off(scene, [scene.mine.individual.pk])
    got = Walker(scene.cast).ask("rosa", "GET", "/me/")
    assert scene.mine.plan.matters_to_me not in got.text, (
        "casework.access.record_loader.open_represented_people: leave out hidden_from(user)"
    )
    assert "Maya" not in got.text
    assert got.accesses == []


def test_the_referral_of_a_person_behind_a_wall_is_not_there_either(scene):
    """Given a referral that was accepted, and a wall between Ben and the person it brought; Dana still reads it."""
    referral, walker = scene.mine.referral_sent, Walker(scene.cast)
    package = accept(
        referral=referral,
        minutes_a_week=60,
        first_review_on=referral.planned_start_on,
        keyworker=scene.cast.priya,
        by=scene.cast.ben,
    )
    raise_wall(record_id=package.case.individual_id, user=scene.cast.ben, reason="Cousins", by=scene.cast.sunita)
    path, listed = reverse("referral", args=[referral.pk]), reverse("referrals")
    assert walker.ask("dana", "GET", path).status == 200
    got = walker.ask("ben", "GET", path)
    assert got.status == 404, f"GET {path} as ben: expected 404, got {got}: referrals.policies asks of no wall"
    assert referral.reference not in walker.ask("ben", "GET", listed).text, "The list has the referral."


def test_whoever_is_signed_out_is_sent_to_sign_in(scene):
    """Each address leads to the sign-in page and back, whatever is behind it."""
    walker, failures = Walker(scene.cast), []
    for address in ADDRESSES:
        path, page_class = path_and_class(address, scene.mine)
        if page_class in (PageClass.PUBLIC, PageClass.TOKEN, PageClass.DEMO_ONLY):
            continue
        got = walker.ask(None, "GET", path)
        if (got.status, got.location) != (302, f"{reverse('account_login')}?next={path}") or got.wrote:
            failures.append(f"GET {path}: expected the way to sign in, got {got} {got.location}")
    fail_with(failures, "Nothing is told to whoever is signed out:")


# The sign-in library.


def test_the_sign_in_pages_stand_and_nobody_signs_up(scene):
    walker, failures = Walker(scene.cast), []
    for route, pattern in patterns():
        if class_of(pattern.callback) is not PageClass.SIGNING_IN or "<" in route or "(?P" in route:
            continue
        for who in (None, "ben", "maya", "noel"):
            got = walker.ask(who, "GET", f"/{route}")
            if got.status not in (200, 302, 404, 405):
                failures.append(f"GET /{route} as {who or 'nobody signed in'}: got {got}")
    closed = walker.ask(None, "POST", reverse("account_signup"), {"email": "x@people.example", "password1": "y" * 20})
    if "accounts_user" in closed.wrote:
        failures.append("POST signup: made an account; accounts are made by invitation")
    fail_with(failures, "The sign-in pages:")


@pytest.mark.parametrize("switch", ["DEBUG", "DEMO"])
def test_the_gallery_is_for_builders(scene, settings, switch):
    setattr(settings, switch, True)
    assert Walker(scene.cast).ask(None, "GET", reverse("gallery")).status == 200
