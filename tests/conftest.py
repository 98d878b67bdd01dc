"""Rules for every test: no network, no file left behind, no undefined variable rendered."""

import gc
import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.core import signing
from django.core.files.storage import default_storage
from django.db import connections
from django.template import Engine
from django.template.base import VariableNode
from django.test import Client, TransactionTestCase, override_settings

from accounts.idle import time_out
from tests import instant
from tests.cast import Cast, assemble
from tests.database import delete_rows, ensure_migrated
from tests.smallest_demo import run_folder
from tests.snapshots import build_once

# No property is timed: a busy machine is no fault.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Copy a migrated database instead of migrating one for each test process, and end what still uses it at the end.

    A browser's last request may be on its way when the tests are over.
    """
    with django_db_blocker.unblock():
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = ensure_migrated()
    creation = connections["default"].creation
    destroy = creation._destroy_test_db

    def end_and_destroy(name: str, verbosity: int) -> None:
        with creation._nodb_cursor() as cursor:
            # Only our own: the server's processes, such as autovacuum, are not ours to end, and end for the drop.
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND usename = current_user AND backend_type = 'client backend'",
                [name],
            )
        destroy(name, verbosity)

    creation._destroy_test_db = end_and_destroy


@pytest.fixture(autouse=True, scope="session")
def _delete_what_was_committed():
    """Delete the rows of a test that commits. Django would truncate every table."""
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda test: delete_rows()
    yield
    TransactionTestCase._fixture_teardown = flush


def pytest_sessionstart() -> None:
    """Import test modules at the test instant, too; collect garbage seldom, since a run has memory enough."""
    instant.set_clock()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_finish() -> None:
    """Leave out what was imported when garbage is collected."""
    gc.freeze()


@pytest.fixture(autouse=True, scope="module")
def _same_instant() -> None:
    """Start every test file at the same instant, independent of the time of the run."""
    instant.set_clock()


@pytest.fixture(autouse=True)
def _own_instant(request) -> Iterator[None]:
    """Start a test at the instant that it names (`@pytest.mark.instant(…)`), since its dates are written out."""
    marker = request.node.get_closest_marker("instant")
    if marker is not None:
        instant.set_clock(*marker.args)
    yield
    if marker is not None:
        instant.set_clock()


@pytest.fixture
def cast(db) -> Cast:
    """Given the cast of `tests.cast`."""
    return build_once(assemble)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory) -> Path:
    """Return the folder that all processes of this run share."""
    return run_folder(tmp_path_factory.getbasetemp())


@pytest.fixture(autouse=True, scope="session")
def _private_files_to_tmp(tmp_path_factory):
    """Store files in a temporary folder."""
    folder = tmp_path_factory.mktemp("private")
    storages = dict(settings.STORAGES)
    options = {**storages["default"]["OPTIONS"], "location": str(folder)}
    storages["default"] = {**storages["default"], "OPTIONS": options}
    with override_settings(STORAGES=storages, PRIVATE_ROOT=str(folder)):
        assert default_storage.location == str(folder)
        yield folder


@pytest.fixture(autouse=True, scope="session")
def _force_login_as_by_password():
    """Have `force_login` note what signing in by password notes, as of ten minutes ago, and that it is in use."""
    force_login = Client.force_login

    def sign_in(client, user, backend=None):
        force_login(client, user, backend)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": instant.system_seconds() - 600}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()
        signer = signing.get_cookie_signer(salt=time_out.USED + time_out.SALT)
        client.cookies[time_out.USED] = signer.sign(time_out.digest(session.session_key))

    Client.force_login = sign_in
    yield
    Client.force_login = force_login


class NetworkUsedError(RuntimeError):
    """A test tried to use the network."""


def _is_of_this_machine(family, address) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = address[0]
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Allow connections to unix sockets and loopback only."""
    originals = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guarded(name):
        def run(self, address):
            if not _is_of_this_machine(self.family, address):
                raise NetworkUsedError(f"A test tried to reach {address}: tests must not use the network.")
            return originals[name](self, address)

        return run

    for name in originals:
        setattr(socket.socket, name, guarded(name))
    yield
    for name, original in originals.items():
        setattr(socket.socket, name, original)


class UndefinedDrawnError(AssertionError):
    """A template renders an undefined variable."""


class _Undefined(str):
    """The value of an undefined variable: false in an `if`, replaced by `default`, an error when rendered."""

    __slots__ = ()

    def __str__(self):
        raise UndefinedDrawnError("an undefined variable was rendered")

    __html__ = __format__ = __str__


UNDEFINED = _Undefined()


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail():
    """Our own templates must define every variable they render. Templates of libraries need not."""
    draw = VariableNode.render

    def render(self, context):
        try:
            return draw(self, context)
        except UndefinedDrawnError as error:
            name = getattr(self.origin, "name", "")
            if "site-packages" in name:
                return ""
            raise UndefinedDrawnError(f"{{{{ {self.filter_expression.token} }}}} is undefined in {name}") from error

    VariableNode.render = render
    Engine.string_if_invalid = property(lambda engine: UNDEFINED, lambda engine, value: None)
    yield
    VariableNode.render = draw
    del Engine.string_if_invalid
