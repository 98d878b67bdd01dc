"""Choosing the tests for a change, in repositories made for these tests."""

import subprocess
from pathlib import Path

import pytest

from tests.selection import (
    ALWAYS_RUN,
    MOST_TESTS,
    SLOW,
    changed_apps,
    changed_paths,
    commit,
    commit_day,
    names_that_fit,
    quick_files,
)

ROOT = Path(__file__).resolve().parent.parent
PERSON = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]


class Repository:
    def __init__(self, root: Path):
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", *PERSON, *arguments], cwd=self.root, check=True, capture_output=True, text=True
        ).stdout.strip()

    def write(self, path: str, text: str = "def test_it(): ...\n") -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Words")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path) -> Repository:
    """Given two apps with a test each, and folders that are neither."""
    repository_made = Repository(tmp_path)
    for path in ("plans/views.py", "visits/views.py", "servers/demo.py", "README.md"):
        repository_made.write(path, "words\n")
    for path in ("tests/plans/test_a.py", "tests/visits/test_b.py", "tests/servers/test_c.py", ALWAYS_RUN[0]):
        repository_made.write(path)
    repository_made.commit()
    return repository_made


def test_without_changes_only_the_fixed_files_are_chosen(repository):
    assert changed_paths(root=repository.root) == set()
    assert quick_files(set(), root=repository.root) == ([ALWAYS_RUN[0]], [])


def test_uncommitted_and_untracked_files_count(repository):
    repository.write("plans/views.py", "changed\n")
    repository.write("visits/new.py")
    assert changed_paths(root=repository.root) == {"plans/views.py", "visits/new.py"}


def test_a_branch_is_compared_with_where_it_began(repository):
    repository.git("switch", "--quiet", "--create", "branch")
    repository.write("plans/views.py", "changed\n")
    repository.commit()
    repository.commit()
    assert changed_paths(root=repository.root) == {"plans/views.py"}


def test_on_the_main_branch_the_last_commit_counts_only_if_asked(repository):
    repository.write("plans/views.py", "changed\n")
    repository.commit()
    assert changed_paths(root=repository.root) == set()
    assert changed_paths(last_commit=True, root=repository.root) == {"plans/views.py"}


def test_a_moved_file_counts_where_it_was_and_where_it_is(repository):
    repository.git("mv", "plans/views.py", "visits/moved.py")
    assert changed_paths(root=repository.root) == {"plans/views.py", "visits/moved.py"}


def test_a_copy_without_history_has_a_commit_and_no_changes(repository, tmp_path_factory):
    newest = repository.commit()
    copy = tmp_path_factory.mktemp("copy")
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", f"file://{repository.root}", str(copy)],
        check=True,
        capture_output=True,
    )
    assert commit(copy) == newest
    assert commit_day(copy) == commit_day(repository.root) != ""
    assert changed_paths(last_commit=True, root=copy) == set()


def test_outside_git_there_is_no_commit_and_no_change(tmp_path, repository):
    inside = repository.root / "plans"
    assert (commit(inside), commit_day(inside), changed_paths(last_commit=True, root=inside)) == ("", "", set())


def test_the_tests_of_changed_apps_are_chosen(repository):
    files, left_out = quick_files({"plans/views.py", "servers/demo.py", "README.md"}, root=repository.root)
    assert files == [ALWAYS_RUN[0], "tests/plans/test_a.py"]
    assert left_out == []


@pytest.mark.parametrize(
    ("path", "with_tests", "expected"),
    [
        ("plans/models/goal.py", False, ["plans"]),
        ("templates/plans/goal.html", False, ["plans"]),
        ("templates/base.html", False, []),
        ("tests/plans/test_a.py", True, ["plans"]),
        ("tests/plans/test_a.py", False, []),
        ("tests/browser/test_plan.py", True, []),
        ("servers/demo.py", True, []),
        ("docs/plans.md", True, []),
    ],
)
def test_a_path_belongs_to_an_app(repository, path, with_tests, expected):
    assert changed_apps({path}, with_tests=with_tests, root=repository.root) == expected


def test_the_app_with_most_changes_is_first(repository):
    paths = {"plans/views.py", "visits/views.py", "visits/forms.py"}
    assert changed_apps(paths, with_tests=True, root=repository.root) == ["visits", "plans"]


def test_changed_tests_come_first_and_the_rest_is_cut(repository):
    """Given two files of tests which together are too many; then the one that was changed is run."""
    many = "def test_it(): ...\n" * (MOST_TESTS - 1)
    repository.write("tests/plans/test_a.py", many)
    repository.write("tests/plans/test_z.py", many)
    files, left_out = quick_files({"plans/views.py", "tests/plans/test_z.py"}, root=repository.root)
    assert files == [ALWAYS_RUN[0], "tests/plans/test_z.py"]
    assert left_out == ["tests/plans/test_a.py"]


def test_names_that_do_not_fit_are_skipped():
    assert names_that_fit({"a": 3, "b": 9, "c": 2}, 5) == ["a", "c"]
    assert names_that_fit({"a": 6}, 5) == []


def test_the_files_named_exist():
    assert [path for path in (*ALWAYS_RUN, *SLOW) if not (ROOT / path).exists()] == []
