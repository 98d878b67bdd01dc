"""Which part of the tests a change concerns: `make quick` runs the files, the page matrix asks for the pages.

Knows git and the folders, and nothing of Django: `python -m tests.selection` names the files of `make quick`.
"""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Fast tests that every change runs.
ALWAYS_RUN = (
    "tests/test_architecture.py",
    "tests/test_documents.py",
    "tests/test_selection.py",
    "tests/test_snapshots.py",
    "tests/test_states.py",
    "tests/test_views_lint.py",
    "tests/test_wording.py",
)
# Test folders that start browsers or servers, or request every page.
NEVER_RUN = {"browser", "operations", "pages", "servers"}
# Test files that take most of a minute each.
SLOW = {
    "tests/casework/test_four_weeks.py",
    "tests/demo/test_demo_data.py",
    "tests/demo/test_demo_days.py",
    "tests/dashboard/test_alert_load.py",
    "tests/scheduler/test_random_walk.py",
}
MOST_TESTS = 350  # test functions: about what two processes run in two minutes
MAIN_BRANCHES = ("origin/HEAD", "origin/main", "main", "origin/master", "master")
TEST = re.compile(r"^\s*def test_", re.MULTILINE)


def git(*arguments: str, root: Path = ROOT) -> str | None:
    """Return what git prints; None when it refuses, is not installed, or `root` is not the top of a repository."""
    try:
        top = _git("rev-parse", "--show-toplevel", root=root).strip()
        return _git(*arguments, root=root) if Path(top).resolve() == root.resolve() else None
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(*arguments: str, root: Path) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True).stdout


def commit(root: Path = ROOT) -> str:
    """Return the id of the commit that is checked out; nothing outside git."""
    return (git("rev-parse", "--verify", "HEAD", root=root) or "").strip()


def commit_day(root: Path = ROOT) -> str:
    """Return the day of the commit that is checked out, by its writer's clock (YYYY-MM-DD); nothing outside git."""
    return (git("show", "--no-patch", "--format=%cs", "HEAD", root=root) or "").strip()


def branch_point(root: Path = ROOT) -> str | None:
    """Return the commit at which the branch left the main branch; on the main branch itself, its newest commit."""
    for name in MAIN_BRANCHES:
        if git("rev-parse", "--verify", "--quiet", name, root=root):
            return (git("merge-base", "HEAD", name, root=root) or "").strip() or None
    return None


def changed_paths(*, last_commit: bool = False, root: Path = ROOT) -> set[str]:
    """Return the paths that differ from the branch point, with what is not committed; none outside git.

    On the main branch that is what is not committed; with `last_commit` the newest commit counts as well, where its
    parent is known.
    """
    since = branch_point(root) or commit(root)
    if last_commit and since == commit(root):
        since = (git("rev-parse", "--verify", "--quiet", "HEAD^", root=root) or since).strip()
    if not since:
        return set()
    tracked = git("diff", "--name-only", "--no-renames", since, root=root) or ""
    added = git("ls-files", "--others", "--exclude-standard", root=root) or ""
    return {*tracked.splitlines(), *added.splitlines()}


def apps(root: Path = ROOT) -> set[str]:
    """Return the folders beside `tests` that have tests of their own."""
    folders = {path.name for path in (root / "tests").iterdir() if path.is_dir()}
    return {name for name in folders - NEVER_RUN if (root / name).is_dir()}


def changed_apps(paths: Iterable[str], *, with_tests: bool, root: Path = ROOT) -> list[str]:
    """Return the apps of these paths, the one with most changes first; their tests count `with_tests`."""
    app_names, changes = apps(root), Counter()
    for path in sorted(paths):
        first, _, rest = path.partition("/")
        if first == "templates" or (first == "tests" and with_tests):
            first = rest.partition("/")[0]
        if first in app_names:
            changes[first] += 1
    return [name for name, _ in changes.most_common()]


def names_that_fit(sizes: dict[str, int], most: int) -> list[str]:
    """Return the names, in their order, whose sizes together are at most `most`; what does not fit is passed over."""
    names_chosen, total = [], 0
    for name, size in sizes.items():
        if total + size <= most:
            names_chosen.append(name)
            total += size
    return names_chosen


def quick_files(paths: Iterable[str], root: Path = ROOT) -> tuple[list[str], list[str]]:
    """Return the files of tests to run for a change of these paths, and those that are left to `make test`.

    Tests that were changed come first, then those of the changed apps, as many as run in two minutes.
    """
    paths = set(paths)
    always = [path for path in ALWAYS_RUN if (root / path).exists()]
    concerned = [
        str(path.relative_to(root))
        for name in changed_apps(paths, with_tests=True, root=root)
        for path in sorted((root / "tests" / name).glob("test_*.py"))
    ]
    concerned = [path for path in concerned if path not in SLOW]
    sizes = {path: number_of_tests(root / path) for path in sorted(concerned, key=lambda path: path not in paths)}
    files = names_that_fit(sizes, MOST_TESTS)
    return [*always, *files], [path for path in concerned if path not in files]


def number_of_tests(path: Path) -> int:
    """Return how many test functions a file has."""
    return len(TEST.findall(path.read_text()))


def main() -> None:
    """Print the files for pytest, and to the error output what is left to `make test`."""
    files, left_out = quick_files(changed_paths())
    print(" ".join(files))
    if left_out:
        print(f"Left to make test: {' '.join(left_out)}", file=sys.stderr)


if __name__ == "__main__":
    main()
