"""A form that arrives after the session ended is not sent, is stored for its writer, and can be sent after sign-in."""

import datetime
import re
from collections import defaultdict
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse

from accounts.page_access import PageClass
from accounts.services import suspend_access
from accounts.walls import raise_wall
from core import clock, unsent
from core.models import UnsentForm
from dashboard.unsent.way_back import page_above
from tests.cast import PASSWORD
from tests.pages.forms import fields_of
from tests.pages.matrix import ADDRESSES, EVERYBODY, Kind, Line, expected_status, row_of
from tests.pages.sampling import is_page_in_share
from tests.pages.test_matrix import fail_with, path_and_class
from tests.pages.urls import Walker, confirm_identity
from visits.log.forms.contact import ContactEntryForm
from visits.models import ContactEntry, Escalation

OPEN_TO_ALL = (PageClass.PUBLIC, PageClass.TOKEN, PageClass.DEMO_ONLY)
# They take JSON from a script, which keeps what it sends.
BY_SCRIPT = {"save_draft", "phone_entries"}
TYPED = "Typed before the session ended"


class Window:
    """A browser with cookies, whose server checks the CSRF token."""

    def __init__(self, user=None):
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if user:
            self.sign_in(user)

    def sign_in(self, user) -> None:
        self.client.force_login(user)
        confirm_identity(self.client, user)
        self.client.cookies.pop("csrftoken", None)  # signing in makes a new one
        self.client.get(reverse("my_details"))

    def sign_in_by_page(self, user, next_page: str):
        page = self.client.get(reverse("account_login"), {"next": next_page})
        data = {"login": user.email, "password": PASSWORD, "next": next_page, **token_of(page)}
        return self.client.post(reverse("account_login"), data)

    def end_session(self) -> None:
        self.client.session.flush()

    def token(self) -> dict:
        """Return the token that a form on a page of this sign-in has."""
        return token_of(self.client.get(reverse("my_details")))

    def post(self, path: str, data: dict, **more):
        return self.client.post(path, data, **more)


def token_of(response) -> dict:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.content.decode())
    assert found, f"no token on {response.request['PATH_INFO']}"
    return {"csrfmiddlewaretoken": found[1]}


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode().partition("<main")[2]))


def forms_to_send(response) -> dict[str, dict]:
    """Return the hidden fields of each form on the page that sends something again, by its address."""
    html = response.content.decode()
    forms = re.findall(r"<form data-send-again.*?</form>", html, re.DOTALL)
    found = {}
    for form in forms:
        path = re.search(r'action="([^"]+)"', form)[1]
        found[unescape(path)] = {
            name: unescape(value) for name, value in re.findall(r'name="([^"]+)"\s+value="([^"]*)"', form)
        }
    return found


def form_to_send(response) -> tuple[str, dict]:
    """Return the address and the hidden fields of the only form on the page that sends something again."""
    ((path, fields),) = forms_to_send(response).items()
    return path, fields


def addresses_by_user(world) -> dict[str, list[tuple]]:
    """Return (address, path, page class) that a browser sends by POST, by the first user who may."""
    found = defaultdict(list)
    for address in ADDRESSES:
        path, page_class = path_and_class(address, world.mine)
        is_sent = address.kind is not Kind.READ and page_class not in OPEN_TO_ALL and address.name not in BY_SCRIPT
        if is_sent and is_page_in_share(address.page):
            found[row_of(address, page_class).mine.may.split()[0]].append((address, path, page_class))
    return found


def test_every_form_sent_after_the_session_ended_is_stored_and_sent_after_signing_in(world):
    """Given every address that takes a POST; when the session ended; then nothing typed is lost, and it is sent."""
    walker, failures = Walker(world.cast), []
    for who, addresses in addresses_by_user(world).items():
        for some in parts_of(addresses, unsent.MOST_FORMS):
            failures += lose_and_send(world, walker, who, some)
    fail_with(failures, "Store what was typed, and offer to send it after sign-in:")


def parts_of(items: list, length: int) -> list[list]:
    return [items[first : first + length] for first in range(0, len(items), length)]


def lose_and_send(world, walker, who, addresses) -> list[str]:
    """Send these forms after the session ended, sign in, and send what the page offers. Return what went wrong."""
    window, failures = Window(getattr(world.cast, who)), []
    token = window.token()
    window.end_session()
    for address, path, _ in addresses:
        answer = window.post(path, {**address.data, "words_typed": TYPED, **token})
        if answer.status_code != 401 or "was not sent" not in text_of(answer) or TYPED in text_of(answer):
            failures.append(f"{address.page} {path} as {who}: got {answer.status_code} {text_of(answer)[:200]}")
    window.sign_in(getattr(world.cast, who))
    page = window.client.get(reverse("unsent_forms"))
    offered = forms_to_send(page)
    for address, path, page_class in addresses:
        if offered.get(path, {}).get("words_typed") != TYPED or TYPED not in text_of(page):
            failures.append(f"{address.page} {path} as {who}: what was typed is not offered")
            continue
        expected = expected_status(address, row_of(address, page_class).of("mine"), who, "POST", page_class)
        arrived = walker.ask(who, "POST", path, offered[path])
        if arrived.status != expected:
            failures.append(f"{address.page} {path} as {who}: sent again, expected {expected}, got {arrived}")
    UnsentForm.objects.all().delete()
    return failures


@pytest.fixture
def amara(world) -> Window:
    return Window(world.cast.amara)


def write_contact(world) -> tuple[str, dict]:
    day = clock.today() - datetime.timedelta(days=1)
    data = {"with_whom": "person", "how": "call", "was_reached": "yes", "time": "9:00", "about": TYPED}
    return reverse("contact_new", args=[world.mine.package.pk]), {
        **data,
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
    }


def open_and_fill(window: Window, world) -> tuple[str, dict]:
    path, answers = write_contact(world)
    page = window.client.get(path)
    hidden = {name: one.value for name, one in fields_of(page.content.decode()).items() if one.kind == "hidden"}
    return path, {**hidden, **answers, **token_of(page)}


def test_a_form_is_sent_after_signing_in_on_the_page_that_follows(world, amara):
    """Given a contact typed before the session ended; then after signing in it is shown by name, sent and gone."""
    path, data = open_and_fill(amara, world)
    before = ContactEntry.objects.count()
    amara.end_session()
    refused = amara.post(path, data)
    assert "” was not sent" in text_of(refused)
    assert TYPED not in text_of(refused), "it is shown after sign-in"
    href = re.search(r'href="(/accounts/login/\?next=[^"]+)"', refused.content.decode())[1]
    assert href == f"{reverse('account_login')}?next={reverse('unsent_forms')}"
    signed_in = amara.sign_in_by_page(world.cast.amara, reverse("unsent_forms"))
    assert signed_in["Location"] == reverse("unsent_forms")
    page = amara.client.get(signed_in["Location"])
    assert TYPED in text_of(page)
    where, fields = form_to_send(page)
    sent = amara.post(where, fields)
    assert sent.status_code == 302, text_of(sent)[:500]
    assert ContactEntry.objects.count() == before + 1
    assert not UnsentForm.objects.exists()
    again = amara.post(where, fields)
    assert again.status_code == 302
    assert ContactEntry.objects.count() == before + 1, "sent twice, saved once"


def test_every_page_says_that_something_was_not_sent(world, amara):
    path, data = open_and_fill(amara, world)
    amara.end_session()
    amara.post(path, data)
    amara.sign_in(world.cast.amara)
    assert "Not sent yet" in amara.client.get("/people/").content.decode()
    row = UnsentForm.objects.get()
    amara.post(reverse("unsent_discard", args=[row.pk]), amara.token())
    assert not UnsentForm.objects.exists()
    assert "Not sent yet" not in amara.client.get("/people/").content.decode()


def test_another_user_neither_sees_nor_discards_nor_sends_it(world, amara):
    """Given Lewis signs in where Amara's session ended; then what she typed waits for her."""
    path, data = open_and_fill(amara, world)
    amara.end_session()
    amara.post(path, data)
    row = UnsentForm.objects.get(user=world.cast.amara)
    amara.sign_in(world.cast.lewis)
    page = amara.client.get(reverse("unsent_forms"))
    assert TYPED not in page.content.decode()
    assert "Not sent yet" not in amara.client.get("/people/").content.decode()
    amara.post(reverse("unsent_discard", args=[row.pk]), amara.token())
    assert UnsentForm.objects.filter(pk=row.pk).exists()
    # Her window is still open: it is sent as Lewis, and neither saved nor shown to him.
    stale = amara.post(path, data)
    assert stale.status_code == 403
    assert TYPED not in stale.content.decode()
    assert "someone else" in text_of(stale)
    assert list(UnsentForm.objects.values_list("user", flat=True)) == [world.cast.amara.pk]
    amara.sign_in(world.cast.amara)
    assert TYPED in text_of(amara.client.get(reverse("unsent_forms")))


def test_the_writer_is_whoever_was_signed_in_when_the_page_was_made(world, amara):
    """Given Amara's window stays open while Lewis signs in and his session ends; then her text is hers, not his."""
    path, data = open_and_fill(amara, world)
    amara.sign_in(world.cast.lewis)
    amara.end_session()
    amara.post(path, data)
    assert UnsentForm.objects.get().user == world.cast.amara


def test_a_form_with_the_token_of_an_earlier_sign_in_can_be_sent_again_at_once(world, amara):
    """Given Amara signed in again in another window; then the page shows what she typed and sends it."""
    path, data = open_and_fill(amara, world)
    before = ContactEntry.objects.count()
    amara.sign_in(world.cast.amara)
    refused = amara.post(path, data)
    assert refused.status_code == 403
    assert TYPED in text_of(refused)
    where, fields = form_to_send(refused)
    assert amara.post(where, fields).status_code == 302
    assert ContactEntry.objects.count() == before + 1
    assert not UnsentForm.objects.exists()


def test_a_form_that_comes_back_with_errors_stays_stored_until_it_is_saved(world, amara):
    path, data = open_and_fill(amara, world)
    amara.end_session()
    amara.post(path, {**data, "time": "99:99"})
    amara.sign_in(world.cast.amara)
    where, fields = form_to_send(amara.client.get(reverse("unsent_forms")))
    form_again = amara.post(where, fields)
    assert form_again.status_code == 200
    assert UnsentForm.objects.exists()
    again = {name: one.value for name, one in fields_of(form_again.content.decode()).items() if one.kind == "hidden"}
    assert amara.post(path, {**data, **again, **token_of(form_again)}).status_code == 302
    assert not UnsentForm.objects.exists()


def test_a_stored_form_that_is_not_sent_again_either_is_stored_once(world, amara):
    """Given the session ends once more while its writer corrects it; then the corrected form replaces the first."""
    path, data = open_and_fill(amara, world)
    for words in (TYPED, "Corrected"):
        amara.end_session()
        amara.post(path, {**data, "about": words})
        amara.sign_in(world.cast.amara)
        path, data = form_to_send(amara.client.get(reverse("unsent_forms")))
    assert dict(UnsentForm.objects.get().fields)["about"] == "Corrected"


def test_a_stored_form_that_is_refused_stays_for_its_writer(world, amara):
    """Given a wall since; then what she typed is not lost."""
    path, data = open_and_fill(amara, world)
    amara.end_session()
    amara.post(path, data)
    amara.sign_in(world.cast.amara)
    where, fields = form_to_send(amara.client.get(reverse("unsent_forms")))
    raise_wall(record_id=world.mine.individual.pk, user=world.cast.amara, reason="Test", by=world.cast.sunita)
    assert amara.post(where, fields).status_code == 404
    assert UnsentForm.objects.get().user == world.cast.amara


def test_a_form_planted_when_nobody_is_signed_in_is_offered_to_nobody(world, amara):
    """Given a shared device on which Amara's session ended; when somebody sends a form of their own from the page to
    sign in; then it is not stored for her.
    """
    amara.end_session()
    path, answers = write_contact(world)
    page = amara.client.get(reverse("account_login"))
    planted = amara.post(path, {**answers, **token_of(page), "form_name": "Record a contact"})
    assert planted.status_code == 401
    assert "could not store it" in text_of(planted)
    assert not UnsentForm.objects.exists()
    amara.sign_in(world.cast.amara)
    assert TYPED not in amara.client.get(reverse("unsent_forms")).content.decode()


def test_signing_out_ends_the_token_of_the_pages_that_follow(world, amara):
    before = amara.token()
    amara.post(reverse("account_logout"), before)
    amara.client.get(reverse("account_login"))
    path, answers = write_contact(world)
    cookie = amara.client.cookies["csrftoken"].value
    assert amara.post(path, {**answers, "csrfmiddlewaretoken": cookie}).status_code == 401
    assert not UnsentForm.objects.exists()


def test_what_was_typed_before_anyone_signed_in_is_sent_only_by_who_says_that_they_typed_it(world, amara):
    """Given a window left open on the page to sign in, filled by somebody; when Amara, signed in, sends it; then the
    page asks whether she typed all of it, and she must say that she did.
    """
    path, answers = write_contact(world)
    amara.end_session()
    planted = {**answers, **token_of(amara.client.get(reverse("account_login"))), "form_name": "Something harmless"}
    amara.sign_in(world.cast.amara)
    answer = amara.post(path, planted)
    assert answer.status_code == 403
    assert "Did you type all of it?" in text_of(answer)
    assert "Something harmless" not in text_of(answer), "a title that came with the form says nothing about it"
    assert TYPED in text_of(answer)
    assert re.search(r'<input[^>]*type="checkbox"[^>]*required', answer.content.decode())
    assert not UnsentForm.objects.exists()


def test_answers_are_shown_by_the_labels_of_the_form(world, amara):
    path, data = open_and_fill(amara, world)
    amara.end_session()
    amara.post(path, data)
    amara.sign_in(world.cast.amara)
    text = text_of(amara.client.get(reverse("unsent_forms")))
    for name, answer in (("with_whom", "person"), ("how", "call"), ("was_reached", "yes")):
        field = ContactEntryForm.base_fields[name]
        assert str(field.label) in text
        assert str(dict(field.choices)[answer]) in text
    assert "Was reached" not in text
    assert "Send it only if you typed all of it" in text


def test_what_a_page_of_a_plan_sends_by_itself_is_not_shown(world, amara):
    """Given a comment on a plan that was not sent; then its writer reads the words, and not since when they wrote."""
    path = reverse("plan_comment", args=[world.cast.plan.pk])
    page = amara.client.get(path)
    hidden = {name: one.value for name, one in fields_of(page.content.decode()).items() if one.kind == "hidden"}
    assert hidden["read_at"], "else this test tries nothing"
    amara.end_session()
    amara.post(path, {**hidden, **token_of(page), "words": TYPED})
    amara.sign_in(world.cast.amara)
    text = text_of(amara.client.get(reverse("unsent_forms")))
    assert TYPED in text
    assert "Read at" not in text


def test_a_form_from_another_site_is_neither_stored_nor_shown(world, amara):
    path, data = open_and_fill(amara, world)
    answer = amara.post(path, data, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert TYPED not in answer.content.decode()
    assert not UnsentForm.objects.exists()


def test_without_our_cookies_the_text_is_shown_but_not_stored(world, amara):
    path, data = open_and_fill(amara, world)
    answer = Window().post(path, data)
    assert answer.status_code == 401
    assert TYPED in text_of(answer)
    assert "could not store it" in text_of(answer)
    assert not UnsentForm.objects.exists()


def test_passwords_are_never_stored_or_shown(world, amara):
    data = {"oldpassword": PASSWORD, "password1": "seven quiet otters", **amara.token()}
    amara.end_session()
    answer = amara.post(reverse("account_change_password"), data)
    assert "quiet otters" not in answer.content.decode()
    assert not UnsentForm.objects.exists()
    stale_sign_in = Window().post(reverse("account_login"), {"login": "a@people.example", "password": PASSWORD})
    assert stale_sign_in.status_code in (401, 403)
    assert PASSWORD not in stale_sign_in.content.decode()
    assert reverse("account_login") in stale_sign_in.content.decode()


def test_a_passphrase_is_not_stored_with_the_rest_of_its_form(world, amara):
    path, answers = write_contact(world)
    token = amara.token()
    amara.end_session()
    amara.post(path, {**answers, **token, "passphrase": "seven quiet otters"})
    fields = dict(UnsentForm.objects.get().fields)
    assert (fields["about"], "passphrase" in fields) == (TYPED, False)


def test_files_are_asked_for_again(world, amara):
    path = reverse("package_document_add", args=[world.mine.package.pk])
    window = Window(world.cast.ben)
    data = {"kind": "support plan", **window.token()}
    window.end_session()
    refused = window.post(path, {**data, "file": SimpleUploadedFile("plan.pdf", b"%PDF-1.4")})
    assert "plan.pdf" in text_of(refused)
    window.sign_in(world.cast.ben)
    page = window.client.get(reverse("unsent_forms")).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert re.search(r'<input[^>]*name="file"[^>]*type="file"[^>]*required', page)


def test_a_suspended_worker_is_told_that_nothing_was_sent(world, amara):
    path, data = open_and_fill(amara, world)
    suspend_access(user=world.cast.amara, reason="Under investigation", by=world.cast.ben)
    assert amara.post(path, data).status_code == 401
    assert UnsentForm.objects.get().user == world.cast.amara


def test_before_the_second_factor_is_set_up_a_form_is_stored(world, amara, settings):
    path, data = open_and_fill(amara, world)
    settings.SECOND_FACTOR = True
    refused = amara.post(path, data)
    assert refused.status_code == 403
    assert reverse("second_factor_start") in refused.content.decode()
    Authenticator.objects.create(user=world.cast.amara, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert TYPED in text_of(amara.client.get(reverse("unsent_forms")))


def test_what_is_stored_is_bounded_and_deleted_after_a_week(world):
    user, now = world.cast.amara, clock.now()
    for number in range(unsent.MOST_FORMS + 3):
        with clock.frozen_at(now + datetime.timedelta(minutes=number)):
            stored = unsent.store(user=user, path="/people/", name="Find", fields=[("words", f"{number}")], files=[])
            assert stored is not None
    assert UnsentForm.objects.count() == unsent.MOST_FORMS
    again = unsent.store(user=user, path="/people/", name="Find", fields=[("words", f"{number}")], files=[])
    assert again.pk == stored.pk, "pressed twice, stored once"
    huge = [("words", "x" * (unsent.MAXIMUM_CHARACTERS + 1))]
    assert unsent.store(user=user, path="/people/", name="Find", fields=huge, files=[]) is None
    bad = unsent.store(user=user, path="/people/", name="so\x00me", fields=[("w\x00", "\ud83d\x00a")], files=[])
    bad.refresh_from_db()
    with clock.frozen_at(now + unsent.STORED_FOR + datetime.timedelta(hours=1)):
        assert not unsent.of_user(user).exists(), "also before the sweep"
        assert unsent.clear_old() == unsent.MOST_FORMS
        assert not UnsentForm.objects.exists()


# Calls for help, and “I’m safe”.


def test_a_call_for_help_shows_999_and_who_is_on_call(world, amara):
    """Given Amara's planned visit; then after her session ended the page shows Omar's number, and 999 first."""
    path, calls = reverse("call_from_planned", args=[world.mine.planned.pk]), Escalation.objects.count()
    data = amara.token()
    amara.end_session()
    answer = amara.post(path, {**data, "form_name": "Call for help"})
    text = text_of(answer)
    assert answer.status_code == 401
    assert "“Call for help” was not sent" in text
    assert "No one knows" in text
    html = answer.content.decode()
    number = world.cast.omar.telephone.replace(" ", "").removeprefix("0")
    assert html.index('href="tel:999"') < html.index(f'href="tel:+44{number}"')
    assert world.cast.omar.telephone in text
    assert Escalation.objects.count() == calls
    amara.sign_in(world.cast.amara)
    where, fields = form_to_send(amara.client.get(reverse("unsent_forms")))
    sent = amara.post(where, fields)
    assert sent["Location"].startswith("/escalations/")


@pytest.mark.parametrize("page", ["call_from_planned", "lone_working_check_safe"])
def test_others_do_not_get_the_number_of_who_is_on_call(world, page):
    """Given somebody who is not the visit's worker, or an unknown browser; then only 999 and the public numbers."""
    record = world.mine.planned if page == "call_from_planned" else world.mine.check
    path = reverse(page, args=[record.pk])
    lewis = Window(world.cast.lewis)
    data = lewis.token()
    lewis.end_session()
    for window in (lewis, Window()):
        answer = window.post(path, data)
        html = answer.content.decode()
        assert answer.status_code == 401
        assert 'href="tel:999"' in html
        assert "07700" not in html
        assert world.cast.omar.full_name not in html


@pytest.mark.parametrize("is_walled", [False, True])
def test_a_worker_whose_safe_press_was_not_sent_is_told_that_the_check_goes_on(world, amara, is_walled):
    """Given a wall since, or none; then the worker of the visit still reads whom to ring."""
    if is_walled:
        raise_wall(record_id=world.mine.individual.pk, user=world.cast.amara, reason="Test", by=world.cast.sunita)
    data = amara.token()
    amara.end_session()
    with clock.frozen_at(world.mine.check.planned.starts_at):
        answer = amara.post(reverse("lone_working_check_safe", args=[world.mine.check.pk]), data)
    assert "We do not know yet that you are safe" in text_of(answer)
    assert world.cast.omar.telephone in text_of(answer)


@pytest.mark.parametrize(("hour", "is_outside"), [(12, False), (23, True)])
@pytest.mark.parametrize("page", ["call_from_planned", "lone_working_check_safe"])
def test_the_numbers_of_an_unsent_call_say_when_it_is_outside_service_hours(world, page, hour, is_outside):
    """Given the service's hours until ten in the evening; then the note is there as on the page of a call."""
    record = world.mine.planned if page == "call_from_planned" else world.mine.check
    with clock.frozen_at(clock.instant_on(clock.today(), datetime.time(hour))):
        window = Window(world.cast.amara)
        data = window.token()
        window.end_session()
        text = text_of(window.post(reverse(page, args=[record.pk]), data))
    assert world.cast.omar.telephone in text
    assert ("(outside service hours)" in text) == is_outside


# A method that an address does not take.


REFUSED = {Kind.READ: "POST", Kind.VERB: "GET", Kind.FORM: "PUT"}


def someone_signed_in(line: Line) -> str:
    """Return somebody who may open the page, else anybody with an account: without one, the answer is to sign in."""
    return [*line.may.split(), *EVERYBODY.split()][0]


def test_no_address_answers_with_a_blank_405(world):
    """Given every address and a method it refuses; then a page says so and leads to a page that opens."""
    walker, failures = Walker(world.cast), []
    verbs = {address.name for address in ADDRESSES if address.kind is Kind.VERB}
    for address in ADDRESSES:
        path, page_class = path_and_class(address, world.mine)
        above = page_above(path)
        if above and resolve(above).url_name in verbs:
            failures.append(f"{address.page} {path}: leads back to {above}, which takes no GET")
        if not is_page_in_share(address.page):
            continue
        who = someone_signed_in(row_of(address, page_class).mine)
        answer = walker.ask(who, REFUSED[address.kind], path)
        if answer.status != 405 or "Nothing was changed" not in answer.text or answer.text.count("<h1") != 1:
            failures.append(f"{REFUSED[address.kind]} {address.page} {path} as {who}: {answer} {answer.text[:100]}")
        elif "Allow" not in answer.response.headers:
            failures.append(f"{address.page} {path}: no Allow header")
    fail_with(failures, "Every refusal needs words and a way back:")


def test_pages_of_the_sign_in_library_have_words_for_405(world):
    answer = Walker(world.cast).ask("ben", "PUT", reverse("account_login"))
    assert answer.status in (302, 405)
    if answer.status == 405:
        assert "Nothing was changed" in answer.text


def test_a_button_opened_by_its_address_leads_to_the_page_of_its_record(world):
    escalation = world.mine.escalation
    answer = Walker(world.cast).ask("omar", "GET", reverse("escalation_answer", args=[escalation.pk]))
    assert answer.status == 405
    assert f'href="{reverse("escalation", args=[escalation.pk])}"' in answer.text
