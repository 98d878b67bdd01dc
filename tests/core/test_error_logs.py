"""Logs and pages of administrators say what went wrong and where, and never quote a record."""

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction
from django.urls import reverse

from accounts.email_change.mails import token_of
from accounts.models import User
from accounts.services import suspend_access
from casework.models import Individual
from core import clock
from core import sweeps as core_sweeps
from core.document_making import DocumentKind, make
from core.error_logs import describe, reference
from core.models import DocumentJob, SweepRun
from core.sweeps import Sweep
from core.tasks import make_document
from visits.services import make_feed

NAME = "Philippa Underhay"
EMAIL = "philippa.underhay@people.example"


@pytest.fixture
def console():
    """The console of the settings, with its formatter, as text."""
    made = logging.config.DictConfigurator(settings.LOGGING)
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(made.configure_formatter(settings.LOGGING["formatters"]["line"]))
    logging.getLogger().addHandler(handler)
    yield handler.stream.getvalue
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def philippa(db) -> User:
    return User.objects.create_user(EMAIL, NAME)


def make_twice() -> User:
    """Raise the error that quotes the row: the address is in use."""
    with transaction.atomic():
        return User.objects.create_user(EMAIL, NAME)


def text_of(make_error) -> IntegrityError | DataError:
    with pytest.raises((IntegrityError, DataError)) as caught:
        make_error()
    return caught.value


def write_words_for_a_day() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::date", [NAME])


@pytest.mark.usefixtures("philippa")
def test_the_database_quotes_the_row():
    assert EMAIL in str(text_of(make_twice)), "else these tests try nothing"
    assert NAME in str(text_of(write_words_for_a_day))


@pytest.mark.usefixtures("philippa")
def test_an_error_is_described_by_class_constraint_and_place():
    words = describe(text_of(make_twice))
    assert words.startswith("IntegrityError (constraint user_email_once) at user.py, line ")
    assert EMAIL not in words
    words = describe(text_of(write_words_for_a_day))
    assert words.startswith("DataError at test_error_logs.py, line ")
    assert NAME not in words


def test_a_record_is_named_by_its_id(philippa):
    assert reference(philippa) == f"User {philippa.pk}"
    assert reference(3) == "3"


def test_a_row_that_fails_is_logged_by_its_id(philippa, console):
    """Given a sweep over somebody whose row breaks a constraint; then neither log nor run has their name."""
    person = Individual.objects.create(full_name=NAME, date_of_birth=clock.today())
    sweep = Sweep("change", lambda on: core_sweeps.each([person], lambda _row: make_twice()))
    core_sweeps.run(sweep, on=clock.today())
    for text in (console(), SweepRun.objects.get().error):
        assert NAME not in text
        assert EMAIL not in text
        assert "user_email_once" in text
    assert f"Individual {person.pk} could not be swept" in console()


def test_a_document_that_fails_is_logged_without_its_text(philippa, console, monkeypatch):
    kind = DocumentKind(
        key="shelf",
        label="Shelf",
        missing=lambda on: ["one"],
        render=lambda key: make_twice(),
        store=lambda **_arguments: True,
        reference=lambda key: key.upper(),
    )
    monkeypatch.setattr("core.document_making._kinds", {"shelf": kind})
    with pytest.raises(IntegrityError):
        make(kind, "one")
    make_document("shelf", "one")
    for text in (console(), DocumentJob.objects.get().error):
        assert EMAIL not in text
        assert "user_email_once" in text
    assert "could not be made (attempt 1)" in console()
    assert "in make_twice" in console(), "the calls that led to it are logged"


@pytest.mark.usefixtures("philippa")
def test_an_error_that_a_library_logs_is_without_its_text(console):
    """Given what Django and Celery log themselves: an error of a view, and an error in the words of a message."""
    try:
        make_twice()
    except IntegrityError as error:
        logging.getLogger("django.request").error("Internal Server Error: /people/", exc_info=True)
        logging.getLogger("celery").error("raised unexpected: %r", error, exc_info=True)
        logging.getLogger("celery").error("raised unexpected: %s", error)
    assert "Internal Server Error: /people/" in console()
    assert "raised unexpected: IntegrityError" in console()
    assert EMAIL not in console()


@pytest.mark.parametrize("words", [NAME, f"One line\n{NAME}\n{EMAIL}"])
def test_a_row_with_several_lines_is_left_out_to_its_end(console, words):
    """Given the text of an error of the database with a row of three lines; then the log has none of them."""
    text = f'null value in column "area"\nDETAIL:  Failing row contains (7, {words}, null).'
    logging.getLogger("celery").error("raised unexpected: %s", text)
    assert 'null value in column "area"\n(row left out)' in console()
    assert NAME not in console()
    assert EMAIL not in console()


def test_the_calls_stand_after_a_row_that_is_left_out(console):
    try:
        raise LookupError("DETAIL: Failing row")
    except LookupError:
        logging.getLogger("celery").exception("DETAIL: a row")
    assert "test_the_calls_stand_after_a_row_that_is_left_out" in console()


@pytest.mark.parametrize("words", ["Jo", "Joan Ali", NAME])
def test_a_short_text_of_an_error_is_left_out_too(console, words):
    try:
        raise KeyError(words)
    except KeyError as error:
        logging.getLogger("celery").error(f"raised unexpected: {error}", exc_info=True)
        logging.getLogger("celery").error(f"raised unexpected: {error!r}", exc_info=True)
        logging.getLogger("celery").error(f"number 12{error}", exc_info=True)
    assert console().count("raised unexpected: KeyError") == 2
    assert "number 12KeyError" in console()
    assert f"{words}'" not in console()


def test_an_error_in_a_message_is_described_without_its_calls(console):
    """Given errors as the words of messages: by place, by name, and as the whole message."""
    log, error = logging.getLogger("celery"), KeyError("Joan Ali")
    log.error("raised unexpected: %s, %r", error, error)
    log.error("raised unexpected: %(exc)s", {"exc": error})
    log.error(error)
    log.error("100% sure")
    assert "raised unexpected: KeyError, KeyError\n" in console()
    assert "Joan" not in console()
    assert "100% sure" in console()


def test_a_text_that_another_formatter_stored_is_not_written(console):
    first = logging.StreamHandler(io.StringIO())
    root = logging.getLogger()
    root.handlers.insert(0, first)
    try:
        raise KeyError("Joan Ali")
    except KeyError:
        root.exception("It failed")
    finally:
        root.removeHandler(first)
    assert "Joan Ali" in first.stream.getvalue(), "else this test tries nothing"
    assert "'Joan Ali'" not in console()


def test_a_refused_request_is_logged_by_its_path(cast, client, console):
    """Given a page that Farah may not open, and an address that takes no POST; then the log has their paths alone."""
    client.force_login(cast.farah)
    assert client.get(reverse("people"), {"q": NAME}).status_code == 403
    assert client.post(f"{reverse('health')}?name={NAME}").status_code == 405
    assert f"GET {reverse('people')}'" in console()
    assert "Philippa" not in console()


def test_the_secret_part_of_an_address_is_not_logged(cast, client, console):
    """Given a calendar whose worker's access is suspended for a while, and the link of a new email address; then no log
    has what opens them.
    """
    token = make_feed(by=cast.amara)
    suspend_access(user=cast.amara, reason="A concern was raised", by=cast.ben)
    link = token_of(cast.maya, "m@people.example")
    assert client.get(reverse("calendar", args=[token])).status_code == 404
    assert client.post(reverse("email_confirmed", args=[link])).status_code == 401
    client.force_login(cast.maya)
    assert client.get(reverse("email_confirmed", args=[link])).status_code == 405
    assert "/calendar/(token).ics" in console()
    assert "/account/email/confirm/(token)/change/" in console()
    assert token not in console()
    assert link not in console()


@pytest.mark.parametrize("end", [")", ".", ">", "/x", ""])
def test_a_link_that_a_mail_program_changed_is_not_logged(db, console, client, end):
    """Given the link of an invitation with a bracket added, so that it is no address; then its token is not logged."""
    token = "ziqEFPq1x9wV3K0s7Lm2Tz8uYbNcRdAeGhJkPoQrStU"
    for begin in ("/accounts/invitation/", "/links/", "/account/email/confirm/", "/texts/receipts/"):
        client.get(f"{begin}{token}{end}")
        client.post(f"{begin}{token}{end}")
    assert token not in console()
