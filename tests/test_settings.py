"""Settings come from the environment, and production does not start without its secrets."""

import os
import subprocess
import sys

import environ
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

from accounts.models import User
from config.channels import read_channels
from config.start_checks import refuse_unsafe_database
from contracts import demo_marker
from contracts.models import Council

SECRETS = {
    "SECRET_KEY": "k7-long-and-random-" + "q" * 20 + "W9_e" * 8,
    "SITE_HOST": "casework.example.org",
    "DATABASE_URL": "postgres://somebody:something@database:5432/casework",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "smtp+tls://somebody:something@mail:587",
}


def manage(*arguments, **environment):
    """Run `manage.py` in production mode with only these variables."""
    clean = {"PATH": os.environ["PATH"], "PRODUCTION": "1", **environment}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=clean,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_production_checks_are_clean():
    """Given every secret; then the deployment check passes."""
    done = manage("check", "--deploy", "--fail-level", "WARNING", **SECRETS)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("missing", SECRETS)
def test_production_names_the_missing_secret(missing):
    """Given all secrets but one; then it does not start, and one line says what to set."""
    done = manage("check", **{name: value for name, value in SECRETS.items() if name != missing})
    assert done.returncode != 0
    assert done.stderr.startswith(f"{missing} is missing. Set it to ")
    assert "Traceback" not in done.stderr


def test_production_links_have_its_host_and_https():
    """Given an address of another system; then links in emails lead to the site nevertheless."""
    done = manage(
        "shell",
        "-c",
        "from django.conf import settings; print(settings.SITE_ADDRESS)",
        **SECRETS,
        SITE_ADDRESS="http://localhost:8000",
    )
    assert done.stdout.splitlines()[-1] == "https://casework.example.org", done.stderr


@pytest.mark.parametrize("other", ["DEMO", "DEBUG", "TESTING"])
def test_production_is_never_a_demo(other):
    """Given production with demo, debugging or testing; then it does not start."""
    done = manage("check", **SECRETS, **{other: "1"})
    assert done.returncode != 0
    assert "does not go with" in done.stderr


def test_production_asks_for_a_second_factor():
    done = manage("check", **SECRETS, SECOND_FACTOR="0")
    assert done.returncode != 0
    assert "unset SECOND_FACTOR" in done.stderr


def test_production_does_not_take_texts_for_sent_that_go_nowhere():
    """Given nothing about texts, and the demo's way; then production has none that says "sent", or does not start."""
    shown = manage("shell", "--command", "from django.conf import settings; print(settings.SMS_ADAPTER)", **SECRETS)
    assert "core.sms.NoSms" in shown.stdout, shown.stderr
    done = manage("check", **SECRETS, SMS_ADAPTER="core.sms.DemoSms")
    assert done.returncode != 0
    assert "sends nothing" in done.stderr


@pytest.mark.parametrize("starts", ["config.wsgi", "config.celery"])
def test_neither_web_nor_worker_starts_with_the_demos_texts(starts):
    """Given the demo's way of sending texts; then each process of production ends before it does anything."""
    done = subprocess.run(
        [sys.executable, "-c", f"import os, {starts}; from django.conf import settings; settings.SMS_ADAPTER"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "PRODUCTION": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **SECRETS,
            "SMS_ADAPTER": "core.sms.DemoSms",
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "sends nothing" in done.stderr


HTTP_TEXTS = {
    "SMS_ADAPTER": "core.sms.http.HttpSms",
    "SMS_HTTP_URL": "https://sms.example.org/messages",
    "SMS_HTTP_NUMBER_FIELD": "to",
    "SMS_HTTP_BODY_FIELD": "text",
    "SMS_HTTP_SENDER_FIELD": "from",
    "SMS_SENDER": "Casework",
    "SMS_RECEIPT_TOKEN": "t" * 32,
    "SMS_RECEIPT_ID_PATH": "id",
    "SMS_RECEIPT_STATUS_PATH": "status",
}
TWILIO = {
    "SMS_ADAPTER": "core.sms.twilio.TwilioSms",
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "secret",
    "SMS_SENDER": "+441614960000",
}
OAUTH = {
    "EMAIL_URL": "smtp+tls://casework%40example.org@mail:587",
    "EMAIL_OAUTH_TOKEN_URL": "https://login.example.org/token",
    "EMAIL_OAUTH_CLIENT_ID": "client-1",
    "EMAIL_OAUTH_CLIENT_SECRET": "secret",
}


def read(production=True, **environment):
    """Return the settings of the channels as these variables give them."""
    env = environ.FileAwareEnv()
    env.ENVIRON = FileAwareMapping(env=environment)
    return read_channels(env, production=production)


@pytest.mark.parametrize("complete", [HTTP_TEXTS, TWILIO, OAUTH], ids=["http", "twilio", "oauth"])
def test_no_part_of_a_channel_may_be_missing(complete):
    """Given all settings of a channel but one; then production does not start, and the error names the variable."""
    read(**complete)
    for missing in complete:
        if missing in ("SMS_ADAPTER", "SMS_HTTP_SENDER_FIELD", "SMS_RECEIPT_TOKEN", "EMAIL_URL"):
            continue
        with pytest.raises(ImproperlyConfigured, match=f"{missing} is missing. Set it"):
            read(**{name: value for name, value in complete.items() if name != missing})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({**HTTP_TEXTS, "SMS_HTTP_URL": "http://sms.example.org"}, "SMS_HTTP_URL is not encrypted"),
        ({**HTTP_TEXTS, "SMS_HTTP_URL": "sms.example.org"}, "SMS_HTTP_URL is not an address"),
        ({**HTTP_TEXTS, "SMS_HTTP_METHOD": "GET"}, "SMS_HTTP_METHOD must be"),
        ({**HTTP_TEXTS, "SMS_HTTP_FORMAT": "xml"}, "SMS_HTTP_FORMAT must be"),
        ({**HTTP_TEXTS, "SMS_HTTP_HEADERS": "X-Key: 1"}, "SMS_HTTP_HEADERS is not JSON"),
        ({**HTTP_TEXTS, "SMS_HTTP_MORE_FIELDS": "[]"}, "SMS_HTTP_MORE_FIELDS is not a JSON object"),
        ({**HTTP_TEXTS, "SMS_HTTP_NEVER_STATUSES": "500"}, "SMS_HTTP_NEVER_STATUSES must be"),
        ({**HTTP_TEXTS, "SMS_RECEIPT_TOKEN": "short"}, "SMS_RECEIPT_TOKEN is too short"),
        ({**OAUTH, "EMAIL_OAUTH_TOKEN_URL": "http://login.example.org"}, "EMAIL_OAUTH_TOKEN_URL is not encrypted"),
        ({"BOUNCE_IMAP_URL": "imap://a:b@mail"}, "BOUNCE_IMAP_URL is not encrypted"),
        ({"BOUNCE_IMAP_URL": "mail"}, "BOUNCE_IMAP_URL is not an address"),
        ({"BOUNCE_IMAP_URL": "imaps://a@mail"}, "BOUNCE_IMAP_URL has no password"),
    ],
)
def test_a_setting_that_cannot_be_right_is_refused(changed, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        read(**changed)


def test_secrets_of_the_channels_may_be_in_files(tmp_path):
    """Given secrets in files; then they are read, and no setting shows them when it is printed."""
    names = {"SMS_HTTP_AUTHORIZATION": "Bearer hidden-1", "SMS_RECEIPT_TOKEN": "hidden-2" * 8}
    for name, secret in names.items():
        (tmp_path / name).write_text(secret)
    files = {f"{name}_FILE": str(tmp_path / name) for name in names}
    without = {name: value for name, value in HTTP_TEXTS.items() if name not in names}
    texts = read(**without, **files)["SMS_HTTP"]
    assert texts.headers["Authorization"] == "Bearer hidden-1"
    assert texts.receipts.token == "hidden-2" * 8
    assert "hidden" not in repr(texts)
    assert "secret" not in repr(read(**TWILIO)["TWILIO"]) + repr(read(**OAUTH)["EMAIL_OAUTH"])


def test_a_mailbox_is_named_by_its_address():
    mailbox = read(BOUNCE_IMAP_URL="imaps://returned%40example.org:pass%2Fword@mail.example.org/Inbox/Returned")[
        "BOUNCES"
    ]
    assert (mailbox.user, mailbox.password, mailbox.port) == ("returned@example.org", "pass/word", 993)
    assert mailbox.folder == "Inbox/Returned"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("smtp+tls://casework%40example.org:password@mail:587", "has a password beside"),
        ("smtp+tls://mail:587", "has no user"),
        ("smtp://casework%40example.org@mail:587", "is not encrypted"),
    ],
)
def test_a_token_for_emails_goes_with_no_password_and_with_encryption(address, words):
    done = manage("check", **{**SECRETS, **OAUTH, "EMAIL_URL": address})
    assert done.returncode != 0
    assert f"EMAIL_URL {words}" in done.stderr


def test_production_signs_in_to_the_mail_server_with_the_token():
    printed = manage(
        "shell",
        "-c",
        "from django.conf import settings as s; print(s.EMAIL_BACKEND, s.EMAIL_HOST_USER, s.EMAIL_USE_TLS)",
        **{**SECRETS, **OAUTH},
    )
    assert printed.stdout.split()[-3:] == ["core.email.oauth.OAuthEmailBackend", "casework@example.org", "True"]


def test_a_short_key_is_refused():
    done = manage("check", **{**SECRETS, "SECRET_KEY": "k" * 49})
    assert done.returncode != 0
    assert done.stderr.startswith("SECRET_KEY is too short. Set it to 50 or more random characters.")


@pytest.mark.django_db(transaction=True)
def test_web_and_workers_do_not_start_on_the_database_of_the_demo(settings):
    """Given production on a database that the demo made; then the process ends and says why."""
    settings.PRODUCTION, settings.TESTING = True, False
    refuse_unsafe_database()
    Council.objects.create(name=demo_marker.COUNCIL)
    User.objects.create_user(f"admin@{demo_marker.DOMAIN}", "Somebody")
    with pytest.raises(SystemExit, match="holds the demo's made-up people"):
        refuse_unsafe_database()


@pytest.mark.parametrize("mode", [{"PRODUCTION": "1", **SECRETS}, {"PRODUCTION": "0"}])
def test_only_tests_can_shift_the_clock(mode):
    """Given a shifted clock in production or outside tests; then the process does not start."""
    done = manage("check", CLOCK_SHIFT="-3600", **mode)
    assert done.returncode != 0
    assert "CLOCK_SHIFT is for tests only" in done.stderr


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL sends nothing"),
        ({"EMAIL_URL": "filemail://"}, "EMAIL_URL sends nothing"),
        ({"EMAIL_URL": "smtp://somebody:something@mail.example.org:25"}, "EMAIL_URL is not encrypted"),
        ({"IDLE_MINUTES": "0"}, "IDLE_MINUTES must be from 1 to 720"),
        ({"IDLE_MINUTES": "721"}, "IDLE_MINUTES must be from 1 to 720"),
        ({"LOG_LEVEL": "DEBUG"}, "LOG_LEVEL=DEBUG does not go with PRODUCTION=1"),
    ],
)
def test_production_refuses_what_would_show_or_lose_codes_to_sign_in(setting, words):
    done = manage("check", **{**SECRETS, **setting})
    assert done.returncode != 0
    assert words in done.stderr
