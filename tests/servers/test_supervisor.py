import pwd
import signal
from pathlib import Path

import psycopg2
import pytest
import redis

from servers.paths import socket_directory
from servers.processes import wait_until


def test_it_works(join):
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


def test_several_at_the_same_moment_share_one_pair(house):
    users = [house.user() for _ in range(4)]

    addresses = {(user.wait().database_url, user.redis_url) for user in users}

    assert len(addresses) == 1
    assert len(house.find("servers supervisor")) == 1
    for user in users:
        user.end()


def test_servers_stop_when_the_last_user_was_killed(house, join):
    first, second = join(), join()

    first.end()
    assert second.query("SELECT 1") == [(1,)]
    second.end()

    assert house.becomes_quiet(), house.processes()
    assert "stopped" in (house.data / "log/supervisor.log").read_text()


def test_the_next_command_finds_them_running(house, join):
    first = join(CASEWORK_LINGER="30")
    supervisor = house.find("servers supervisor")
    first.end(signal.SIGTERM)

    second = join()

    assert (second.database_url, second.redis_url) == (first.database_url, first.redis_url)
    assert house.find("servers supervisor") == supervisor


def test_committed_rows_survive_the_killing_of_everything(house, join):
    user = join()
    user.query("CREATE TABLE kept (number int)")
    for number in range(20):
        user.query(f"INSERT INTO kept VALUES ({number})")

    house.kill(*house.processes())
    assert house.becomes_quiet()

    assert join().query("SELECT count(*) FROM kept") == [(20,)]


def test_servers_go_with_a_killed_supervisor_and_come_back(house, join):
    user = join()
    user.query("CREATE TABLE kept AS SELECT 1 AS number")

    house.kill(*house.find("servers supervisor"))
    again = join()

    assert again.query("SELECT number FROM kept") == [(1,)]
    assert len(house.find("bin/postgres -D")) == 1
    assert len(house.find("valkey-server")) == 1


def test_a_killed_server_is_started_again_at_the_same_address(house, join):
    user = join()

    house.kill(*house.find("bin/postgres -D"), *house.find("valkey-server"))

    def answers() -> bool:
        try:
            with redis.Redis.from_url(user.redis_url) as client:
                return client.ping() and user.query("SELECT 1") == [(1,)]
        except (psycopg2.Error, redis.RedisError):
            return False

    assert wait_until(answers, seconds=30, pause=0.1)
    assert "ended unexpectedly" in (house.data / "log/supervisor.log").read_text()


def test_what_a_crash_left_behind_is_cleared(house, join):
    # Given a cluster, then a machine that went down: numbers of processes that are somebody else's now
    join().end()
    assert house.becomes_quiet()
    state = (house.data / "state").resolve() if (house.data / "state").exists() else house.data
    (state / "postgres-18/postmaster.pid").write_text(f"1\n{state}/postgres-18\n0\n5432\n\n\n\nready\n")
    (house.data / "valkey.pid").write_text("1\n")
    (socket_directory(house.data) / "supervisor.sock").touch()
    (state / "postgres-18.draft-1").mkdir()

    assert join().query("SELECT 1") == [(1,)]

    assert not (state / "postgres-18.draft-1").exists()


def test_a_cluster_that_was_never_finished_is_not_used(house, join):
    # Given what is left when the making of the first cluster was cut short
    started = house.user()
    wait_until(lambda: bool(house.find("initdb")), seconds=20, pause=0.005)
    house.kill(*house.processes())
    started.end()

    assert join().query("SELECT 1") == [(1,)]

    assert not [path for path in (house.data / "state").glob("*.draft-*") if path.exists()]


def test_nobody_else_gets_in(house, join):
    user = join()

    with psycopg2.connect(user.database_url) as connection:
        sockets = Path(connection.info.host)
    connection.close()
    owner = pwd.getpwuid(Path(f"/proc/{house.find('bin/postgres -D')[0]}").stat().st_uid)

    assert sockets.stat().st_mode & 0o777 == 0o700
    assert sockets.stat().st_uid == owner.pw_uid != 0
    assert user.query("SELECT current_setting('listen_addresses')") == [("",)]
    without_password = f"redis://{user.redis_url.partition('@')[2]}"
    with redis.Redis.from_url(without_password) as client, pytest.raises(redis.AuthenticationError):
        client.ping()


def test_speed_before_safety_only_when_asked(join):
    assert join(CASEWORK_FSYNC="off").query("SELECT current_setting('fsync')") == [("off",)]


def test_named_servers_are_used_as_they_are(house):
    user = house.user(DATABASE_URL="postgresql://elsewhere/x", REDIS_URL="redis://elsewhere").wait()

    assert (user.database_url, user.redis_url) == ("postgresql://elsewhere/x", "redis://elsewhere")
    assert not house.find("servers supervisor")
    user.end()
