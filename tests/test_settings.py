"""Settings come from the environment, and production does not start without its secrets."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from accounts.models import User
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
