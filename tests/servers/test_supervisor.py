import pwd
import signal
from pathlib import Path

import psycopg2
import pytest
import redis

from servers.errors import UserError
from servers.paths import Account, Binaries, refuse_copy, socket_directory
from servers.postgres import Postgres
from servers.processes import wait_until


def test_servers_start_and_answer(join):
    user = join()

    assert user.query("SELECT current_user, current_setting('server_version_num')::int / 10000") == [("casework", 18)]
    assert user.query("SELECT current_setting('fsync'), current_setting('TimeZone')") == [("on", "UTC")]
    with redis.Redis.from_url(user.redis_url) as client:
        assert client.ping()


def test_extensions_are_there_for_an_ordinary_database_owner(join):
    user = join()

    for name in ("pg_trgm", "btree_gist", "citext", "unaccent"):
        user.query(f"CREATE EXTENSION {name}")

    assert user.query("SELECT lower('ÅSA'), unaccent('Åsa'), usesuper FROM pg_user WHERE usename = current_user") == [
        ("åsa", "Asa", False)
    ]


def test_commands_at_the_same_moment_share_one_pair_of_servers(installation):
    users = [installation.user() for _ in range(4)]

    addresses = {(user.wait().database_url, user.redis_url) for user in users}

    assert len(addresses) == 1
    assert len(installation.find("servers supervisor")) == 1
    for user in users:
        user.end()


def test_servers_stop_when_the_last_user_was_killed(installation, join):
    first, second = join(), join()

    first.end()
    assert second.query("SELECT 1") == [(1,)]
    second.end()

    assert installation.wait_until_quiet(), installation.processes()
    assert "stopped" in (installation.data / "log/supervisor.log").read_text()


def test_the_next_command_finds_them_running(installation, join):
    first = join(CASEWORK_LINGER="30")
    supervisor = installation.find("servers supervisor")
    first.end(signal.SIGTERM)

    second = join()

    assert (second.database_url, second.redis_url) == (first.database_url, first.redis_url)
    assert installation.find("servers supervisor") == supervisor


def test_committed_rows_survive_the_killing_of_everything(installation, join):
    user = join()
    user.query("CREATE TABLE kept (number int)")
    for number in range(20):
        user.query(f"INSERT INTO kept VALUES ({number})")

    installation.kill(*installation.processes())
    assert installation.wait_until_quiet()

    assert join().query("SELECT count(*) FROM kept") == [(20,)]


def test_servers_go_with_a_killed_supervisor_and_come_back(installation, join):
    user = join()
    user.query("CREATE TABLE kept AS SELECT 1 AS number")

    installation.kill(*installation.find("servers supervisor"))
    second_user = join()

    assert second_user.query("SELECT number FROM kept") == [(1,)]
    assert len(installation.find("bin/postgres -D")) == 1
    assert len(installation.find("valkey-server")) == 1


def test_a_killed_server_is_started_again_at_the_same_address(installation, join):
    user = join()

    installation.kill(*installation.find("bin/postgres -D"), *installation.find("valkey-server"))

    def answers() -> bool:
        try:
            with redis.Redis.from_url(user.redis_url) as client:
                return client.ping() and user.query("SELECT 1") == [(1,)]
        except (psycopg2.Error, redis.RedisError):
            return False

    assert wait_until(answers, seconds=30, pause=0.1)
    assert "ended unexpectedly" in (installation.data / "log/supervisor.log").read_text()


def test_leftovers_of_a_crash_are_removed(installation, join):
    # Given a cluster after a machine crash, with process ids that belong to other processes now
    join().end()
    assert installation.wait_until_quiet()
    state = (installation.data / "state").resolve() if (installation.data / "state").exists() else installation.data
    (state / "postgres-18/postmaster.pid").write_text(f"1\n{state}/postgres-18\n0\n5432\n\n\n\nready\n")
    (installation.data / "valkey.pid").write_text("1\n")
    (socket_directory(installation.data) / "supervisor.sock").touch()
    (state / "postgres-18.draft-1").mkdir()

    assert join().query("SELECT 1") == [(1,)]

    assert not (state / "postgres-18.draft-1").exists()


def test_a_status_file_of_root_does_not_stop_the_server(installation, join):
    # Given what was left when the status file was made again while the old server removed it
    join().end()
    assert installation.wait_until_quiet()
    state = (installation.data / "state").resolve()
    status = state / "postgres-18/postmaster.pid"
    status.write_text(f"1\n{state}/postgres-18\n0\n5432\n\n\n\nready\n")
    status.chmod(0o600)

    assert join().query("SELECT 1") == [(1,)]


def test_no_status_file_is_made_again_while_the_old_server_removes_it(tmp_path):
    server = Postgres(tmp_path, tmp_path, tmp_path, Account(), Binaries(tmp_path, tmp_path))
    server.cluster.mkdir()

    server._rewrite_status("1\n")

    assert list(server.cluster.iterdir()) == []


def test_a_copied_checkout_does_not_share_the_database(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    original, copy = tmp_path / "original", tmp_path / "copy"
    for data in (original, copy):
        data.mkdir()
        (data / "state").symlink_to(files)
    refuse_copy(files, original)

    with pytest.raises(UserError, match=f"is a copy of {original} .* delete {copy}/state"):
        refuse_copy(files, copy)

    # A moved checkout has left nothing at its old place.
    original.rename(tmp_path / "elsewhere")
    refuse_copy(files, copy)


def test_a_cluster_that_was_never_finished_is_not_used(installation, join):
    # Given the remains of an interrupted first start
    started = installation.user()
    wait_until(lambda: bool(installation.find("initdb")), seconds=20, pause=0.005)
    installation.kill(*installation.processes())
    started.end()

    assert join().query("SELECT 1") == [(1,)]

    assert not [path for path in (installation.data / "state").glob("*.draft-*") if path.exists()]


def test_other_users_cannot_connect(installation, join):
    user = join()

    with psycopg2.connect(user.database_url) as connection:
        sockets = Path(connection.info.host)
    connection.close()
    owner = pwd.getpwuid(Path(f"/proc/{installation.find('bin/postgres -D')[0]}").stat().st_uid)

    assert sockets.stat().st_mode & 0o777 == 0o700
    assert sockets.stat().st_uid == owner.pw_uid != 0
    assert user.query("SELECT current_setting('listen_addresses')") == [("",)]
    without_password = f"redis://{user.redis_url.partition('@')[2]}"
    with redis.Redis.from_url(without_password) as client, pytest.raises(redis.AuthenticationError):
        client.ping()


def test_unsafe_speed_settings_only_on_request(join):
    assert join(CASEWORK_FSYNC="off").query("SELECT current_setting('fsync')") == [("off",)]


def test_named_servers_are_used_as_they_are(installation):
    user = installation.user(DATABASE_URL="postgresql://elsewhere/x", REDIS_URL="redis://elsewhere").wait()

    assert (user.database_url, user.redis_url) == ("postgresql://elsewhere/x", "redis://elsewhere")
    assert not installation.find("servers supervisor")
    user.end()
