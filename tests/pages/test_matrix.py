"""Every address × every user of the cast × whose record it is: the status in `tests.pages.matrix`."""

from collections import Counter
from urllib.parse import quote
from uuid import UUID

import pytest
from django.urls import resolve, reverse

from accounts.models import Wall
from accounts.page_access import PageClass
from accounts.walls import raise_wall
from casework.services import change_keyworker, grant_inspection, open_with_reason
from referrals.services import accept
from tests.casework.consent_builders import stop_consent
from tests.pages.matrix import (
    ABOUT_A_PERSON,
    ADDRESSES,
    EVERYBODY,
    EXCEPTIONS,
    LOGS_OPENING,
    TABLE,
    Address,
    Kind,
    expected_status,
    row_of,
)
from tests.pages.sampling import (
    REQUESTERS,
    app_of,
    is_in_share,
    is_page_in_share,
    pages_among,
    pages_of_changed_apps,
)
from tests.pages.urls import Walker, patterns

TOKEN = "csrfmiddlewaretoken"
LIBRARY = "allauth."
GALLERY = "design.views"
# What somebody typed in their own pages is not lost when it is refused: it is stored for them alone.
UNSENT = "core_unsentform"


def class_of(view) -> PageClass | None:
    """Return the page class of a view. Views of the sign-in library have one by module."""
    if view.__module__ == GALLERY and view.__name__ == "gallery":
        return PageClass.DEMO_ONLY
    if view.__module__.startswith(LIBRARY):
        return PageClass.SIGNING_IN
    return getattr(view, "page_class", None)


def path_and_class(address: Address, records) -> tuple[str, PageClass]:
    path = reverse(address.name, args=address.args(records))
    return path, class_of(resolve(path).func)


def fail_with(failures: list[str], advice: str) -> None:
    if failures:
        pytest.fail(f"{advice} {len(failures)} answers:\n  " + "\n  ".join(failures), pytrace=False)


# The list is complete.


def test_every_address_names_its_class():
    nameless = [f"/{route}" for route, pattern in patterns() if class_of(pattern.callback) is None]
    fail_with(nameless, "Decorate the view with @page(PageClass.…):")


def test_every_address_is_tested():
    names_tested = {address.name for address in ADDRESSES}
    names_known = {pattern.name: route for route, pattern in patterns() if class_of(pattern.callback) != "the sign-in"}
    ours = {pattern.name: route for route, pattern in patterns() if class_of(pattern.callback) != PageClass.SIGNING_IN}
    missing = [f"/{ours[name]} ({name})" for name in ours if name not in names_tested]
    fail_with(missing, "Add it to ADDRESSES in tests/pages/matrix.py with a record:")
    assert names_tested <= set(names_known), (
        f"Remove from ADDRESSES, the site has no such address: {names_tested - set(names_known)}"
    )


def test_every_page_class_has_a_row_and_every_row_has_an_address():
    assert set(TABLE) | {PageClass.SIGNING_IN} == set(PageClass)
    pages = {address.page for address in ADDRESSES}
    assert set(EXCEPTIONS) <= pages, f"No address for {set(EXCEPTIONS) - pages}"
    wordless = [page for page, row in EXCEPTIONS.items() if not row.why]
    assert wordless == [], "Give the reason why these differ from their class."


def test_every_user_of_the_cast_is_in_the_table(cast):
    assert set(EVERYBODY.split()) == set(cast.everybody())


def test_the_sample_changes_with_the_day():
    """Given the days of a month; then each requests a third of the addresses and together they request all."""
    fixed = [address for address in ADDRESSES if address.name not in pages_of_changed_apps()]
    parts = [
        {(address.page, who) for address in fixed for who in REQUESTERS if is_in_share(address, who, 3, day)}
        for day in ("", *(f"2026-11-{number:02}" for number in range(1, 31)))
    ]
    assert len({frozenset(part) for part in parts}) == len(parts)
    assert set.union(*parts) == {(address.page, who) for address in fixed for who in REQUESTERS}
    for part in parts:
        counts = Counter(page for page, _ in part)
        assert {counts[address.page] for address in fixed} <= {len(REQUESTERS) // 3, len(REQUESTERS) // 3 + 1}


def test_pages_of_changed_apps_are_all_requested_unless_nearly_every_app_changed():
    assert {"update", "person_reviews"} <= pages_among(["reviews"])
    assert "package" not in pages_among(["reviews"])
    everything = {app_of(address.name) for address in ADDRESSES}
    assert len(pages_among(sorted(everything))) <= len({address.name for address in ADDRESSES}) / 5


# The status of each answer.


def walk(
    world, records, scope: str, method: str, *, only=None, is_walled=None, swap=None, whom=None, locked_out=""
) -> list[str]:
    """Request every address (or those that `only` accepts) and return the answers that differ from the table.

    Requests are made as every user, or as `whom` and the users named in the row. `locked_out` is who gets no page.
    """
    walker, failures = Walker(world.cast), []
    for address in ADDRESSES:
        path, page_class = path_and_class(address, records)
        if only and not only(address, page_class):
            continue
        line = row_of(address, page_class).of(scope)
        asking = (
            EVERYBODY.split() if whom is None else [*line.users(), *(who for who in whom if who not in line.users())]
        )
        if swap and page_class in ABOUT_A_PERSON:
            line = line.with_swap(*swap)
        hidden = bool(is_walled and is_walled(address, page_class))
        record_ids = {records.individual.pk, *(pk for pk in address.args(records) if isinstance(pk, UUID))}
        for who in (None, *asking):
            if not is_in_share(address, who):
                continue
            expected = expected_status(address, line, who, method, page_class, is_walled=hidden)
            expected = 404 if who == locked_out else expected
            answer = walker.ask(who, method, path, address.data)
            wrong = find_mistakes(answer, expected, who, method, page_class, record_ids, records.individual)
            failures += [f"{method} {address.page} {path} as {who or 'nobody signed in'}: {words}" for words in wrong]
    return failures


def find_mistakes(answer, expected, who, method, page_class, record_ids, person) -> list[str]:
    """Return what is wrong with one answer about any of `record_ids`."""
    if answer.status != expected:
        return [f"expected {expected}, got {answer}"]
    failures = []
    wrote = set(answer.wrote) - {UNSENT}
    if expected in (403, 404, 405) and wrote:
        failures.append(f"answered {expected}, and yet wrote to {', '.join(sorted(wrote))}")
    if method == "GET" and answer.wrote:
        failures.append(f"reading wrote to {', '.join(sorted(set(answer.wrote)))}")
    about = [access for access in answer.accesses if record_ids & {access.individual_id, *access.about_ids}]
    if page_class in LOGS_OPENING and who is not None:
        own = page_class is PageClass.PORTAL and not about
        accesses = answer.accesses if own and expected in (200, 302) else about
        openings_expected = 1 if expected in (200, 302) else 0
        if len(accesses) != openings_expected:
            failures.append(f"expected {openings_expected} accesses of {person}, left {len(accesses)}")
    # Without a token in the main part of the page there is no form.
    if (
        expected == 200
        and method == "POST"
        and TOKEN in answer.text.partition("<main")[2].partition("</main>")[0]
        and "govuk-error-summary" not in answer.text
    ):
        failures.append("the form came back without an error summary")
    return failures


ADVICE = "Correct the rule (policies.py), the view, or the table of tests/pages/matrix.py:"
METHODS = pytest.mark.parametrize("method", ["GET", "POST"])


@METHODS
def test_own_records(world, method):
    """Given Maya's records and those of Rui and the first contract."""
    fail_with(walk(world, world.mine, "mine", method), ADVICE)


@METHODS
def test_records_of_others(world, method):
    """Given Tomasz's records and those of Kofi and the other contract."""
    whom = ["amara", "priya", "rui", "maya", "noel"]
    failures = walk(
        world, world.theirs, "theirs", method, only=lambda address, _: address.args(world.theirs), whom=whom
    )
    fail_with(failures, ADVICE)


def wall_off(world, ids) -> None:
    """Raise a wall between every user of the cast and each of these records."""
    Wall.objects.bulk_create(
        Wall(record_id=pk, user=user, reason="For the test", recorded_by=world.cast.sunita)
        for pk in dict.fromkeys(ids)
        for user in world.cast.everybody().values()
    )


@METHODS
def test_walled_records(world, method):
    """Given a wall around each record but not around the person; then everybody gets 404."""
    walker, failures = Walker(world.cast), []
    for address in ADDRESSES:
        ids = address.wall_ids(world.mine)
        if not ids:
            continue
        path, page_class = path_and_class(address, world.mine)
        line = row_of(address, page_class).of("mine")
        Wall.objects.filter(lifted_at=None)._raw_delete("default")
        wall_off(world, ids)
        for who in line.users():
            if not is_in_share(address, who):
                continue
            expected = expected_status(address, line, who, method, page_class, is_walled=True)
            answer = walker.ask(who, method, path, address.data)
            if answer.status != expected:
                failures.append(f"{method} {address.page} {path} as {who}: expected {expected}, got {answer}")
    fail_with(failures, ADVICE)


@METHODS
def test_a_walled_person(world, method):
    """Given a wall around Maya, and two without an account; then everybody gets 404 for all their pages.

    Maya, whose own record it is, gets no page at all, as when it is locked.
    """
    wall_off(world, [world.mine.individual.pk, world.mine.without_account.pk, world.mine.by_phone.pk])

    def is_about_maya(address, page_class):
        return address.name == "message_read" or bool(page_class in ABOUT_A_PERSON and address.wall_ids(world.mine))

    walled = {"only": is_about_maya, "is_walled": is_about_maya}
    fail_with(walk(world, world.mine, "mine", method, **walled, whom=(), locked_out="maya"), ADVICE)


# What a representative reads, by the name of the page.
REPRESENTED = {"me": "/me/", "my_people": "/me/people/", "my_people_reviews": "/me/people/reviews/"}


@METHODS
def test_after_consent_is_withdrawn_and_the_keyworker_changes(world, method):
    """Given Maya withdrew Rosa's consent and Kofi is her keyworker now; then Priya and Rosa read nothing of hers."""
    for consent in (world.mine.consent, world.mine.consent_to_ask):
        stop_consent(consent, world.cast.maya)
    for individual in (world.mine.individual, world.mine.without_account, world.mine.by_phone):
        change_keyworker(individual=individual, user=world.cast.kofi, from_on=world.cast.today, by=world.cast.ben)
    failures = walk(
        world,
        world.mine,
        "mine",
        method,
        only=lambda _, page_class: page_class in ABOUT_A_PERSON,
        swap=("priya", "kofi"),
        whom=("rosa", "priya", "kofi"),
    )
    for path in REPRESENTED.values():
        page = Walker(world.cast).ask("rosa", "GET", path)
        if "Maya" in page.text or world.mine.plan.matters_to_me in page.text or page.accesses:
            failures.append(f"GET {path} as rosa: still shows something of Maya, or logged an access")
    expected = [f" {name} {path} as rosa" for name, path in REPRESENTED.items()]
    # Priya asked the question and for the risk assessment, so the new keyworker can't withdraw them.
    expected += [f" question_withdraw {reverse('question_withdraw', args=[world.mine.support_question.pk])} as kofi"]
    taken_back = reverse("my_people_review_withdraw", args=[world.mine.represented_review.pk])
    expected += [f" my_people_review_withdraw {taken_back} as rosa"]
    expected += [
        f" risk_request_withdraw {reverse('risk_request_withdraw', args=[world.mine.risk_request.pk])} as kofi"
    ]
    # Nothing is left that could be stopped: these lead back.
    representative = world.mine.representative
    of_staff = reverse("consent_stop_all", args=[world.mine.individual.pk, representative.pk])
    expected += [f" consent_stop_all {of_staff} as {who}" for who in ("amara", "tess", "omar", "ben", "dana")]
    expected += [f" my_sharing_stop_all {reverse('my_sharing_stop_all', args=[representative.pk])} as maya"]
    fail_with([words for words in failures if not any(each in words for each in expected)], ADVICE)


def test_other_methods_are_not_served(world):
    """PUT and DELETE get 405 for signed-in users and the sign-in page for others."""
    walker, failures = Walker(world.cast), []
    for address in ADDRESSES:
        path, page_class = path_and_class(address, world.mine)
        if not is_page_in_share(address.page):
            continue
        line = row_of(address, page_class).of("mine")
        for method in ("PUT", "DELETE"):
            for who in (None, "ben", "maya"):
                expected = expected_status(address, line, who, method, page_class)
                answer = walker.ask(who, method, path)
                if answer.status != expected or answer.wrote:
                    user = who or "nobody signed in"
                    failures.append(f"{method} {address.page} {path} as {user}: expected {expected}, got {answer}")
    fail_with(failures, "Let the view take only the methods it serves (see accounts.page_access.page):")


# Rules outside the table.


def test_the_reason_form_is_shown_to_staff_who_may_find_the_person(world):
    """Given Lewis outside the caseload; then 403 links to the reason form, and a reason gives read access only."""
    person, walker = world.mine.individual, Walker(world.cast)
    shut = walker.ask("lewis", "GET", reverse("person", args=[person.pk]))
    assert reverse("person_ask", args=[person.pk]) in shut.text
    assert person.full_name not in shut.text
    insider = walker.ask("priya", "GET", reverse("plan_write", args=[world.mine.draft.pk]))
    assert "/ask/" not in insider.text, "A reader of the record must not be sent to the reason form."

    open_with_reason(individual=person, reason="Rang at night", by=world.cast.lewis)
    grant_inspection(individual=person, user=world.cast.helen, reason="Inspection", by=world.cast.ben)
    failures = []
    for address in ADDRESSES:
        path, page_class = path_and_class(address, world.mine)
        if page_class is not PageClass.PERSON or address.page.endswith(")") or address.kind is Kind.VERB:
            continue
        for who in ("lewis", "helen"):
            answer = walker.ask(who, "GET", path)
            if answer.status != 200 or len(answer.accesses) != 1 or answer.accesses[0].grant is None:
                failures.append(f"GET {path} as {who}: expected 200 and an access with its grant, got {answer}")
    for name, args in (("plan_write", [world.mine.draft.pk]), ("visit_log", [world.mine.package.pk])):
        answer = walker.ask("lewis", "GET", reverse(name, args=args))
        if answer.status not in (403, 404):
            failures.append(f"GET {name} as lewis: a grant opens reading and nothing else, got {answer}")
    fail_with(failures, "A grant gives logged read access:")


def test_a_walled_address_looks_like_one_that_does_not_exist(world):
    """Given a wall between Ben and each record; then its 404 page equals that of a random address."""
    walker, failures = Walker(world.cast), []
    nowhere = walker.ask("ben", "GET", "/people/5ef0bb3e-0d6e-4d20-9a4e-0d5d3f0c2f11/").text
    for address in ADDRESSES:
        ids = address.wall_ids(world.mine)
        if not ids or address.kind is Kind.VERB:
            continue
        Wall.objects.filter(lifted_at=None)._raw_delete("default")
        wall_off(world, ids)
        path, _ = path_and_class(address, world.mine)
        answer = walker.ask("ben", "GET", path)
        if answer.text != nowhere:
            failures.append(f"GET {path} as ben: {answer}, and not the words of an address that does not exist")
    fail_with(failures, "Answer as for an address that does not exist:")


def test_a_representative_behind_a_wall_reads_nothing(world):
    """Given a wall between Rosa and Maya with active consent; then Rosa's page shows nothing of Maya."""
    wall_off(world, [world.mine.individual.pk])
    for path in REPRESENTED:
        answer = Walker(world.cast).ask("rosa", "GET", path)
        assert world.mine.plan.matters_to_me not in answer.text, (
            "casework.access.record_loader.open_represented_people: leave out hidden_from(user)"
        )
        assert "Maya" not in answer.text
        assert answer.accesses == []


def test_the_referral_of_a_walled_person_is_hidden(world):
    """Given an accepted referral and a wall between Ben and the person; then Dana reads it and Ben does not."""
    referral, walker = world.mine.referral_sent, Walker(world.cast)
    package = accept(
        referral=referral,
        minutes_a_week=60,
        first_review_on=referral.planned_start_on,
        keyworker=world.cast.priya,
        by=world.cast.ben,
    )
    raise_wall(record_id=package.case.individual_id, user=world.cast.ben, reason="Cousins", by=world.cast.sunita)
    path, list_path = reverse("referral", args=[referral.pk]), reverse("referrals")
    assert walker.ask("dana", "GET", path).status == 200
    answer = walker.ask("ben", "GET", path)
    assert answer.status == 404, (
        f"GET {path} as ben: expected 404, got {answer}: referrals.policies does not check walls"
    )
    assert referral.reference not in walker.ask("ben", "GET", list_path).text, "The list has the referral."


def test_signed_out_users_are_sent_to_sign_in(world):
    """Every address redirects to the sign-in page, which leads back."""
    walker, failures = Walker(world.cast), []
    for address in ADDRESSES:
        path, page_class = path_and_class(address, world.mine)
        if page_class in (PageClass.PUBLIC, PageClass.TOKEN, PageClass.DEMO_ONLY):
            continue
        answer = walker.ask(None, "GET", path)
        if (answer.status, answer.location) != (302, f"{reverse('account_login')}?next={quote(path)}") or answer.wrote:
            failures.append(f"GET {path}: expected the way to sign in, got {answer} {answer.location}")
    fail_with(failures, "Signed-out users must get no information:")


# The sign-in library.


def test_sign_in_pages_exist_and_nobody_signs_up(world):
    walker, failures = Walker(world.cast), []
    for route, pattern in patterns():
        if class_of(pattern.callback) is not PageClass.SIGNING_IN or "<" in route or "(?P" in route:
            continue
        for who in (None, "ben", "maya", "noel"):
            answer = walker.ask(who, "GET", f"/{route}")
            if answer.status not in (200, 302, 404, 405):
                failures.append(f"GET /{route} as {who or 'nobody signed in'}: got {answer}")
    closed = walker.ask(None, "POST", reverse("account_signup"), {"email": "x@people.example", "password1": "y" * 20})
    if "accounts_user" in closed.wrote:
        failures.append("POST signup: made an account; accounts are made by invitation")
    fail_with(failures, "The sign-in pages:")


@pytest.mark.parametrize("switch", ["DEBUG", "DEMO"])
def test_the_gallery_is_for_developers(world, settings, switch):
    setattr(settings, switch, True)
    assert Walker(world.cast).ask(None, "GET", reverse("gallery")).status == 200
