"""The documents agree with the code: clauses are explained, links lead to files, names in backticks exist."""

import importlib
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture import RANK, ROOT

# Other people's texts.
NOT_CHECKED = {"static/LICENCES.md"}
CODE_SUFFIXES = {".py", ".html", ".txt", ".svg", ".js", ".scss", ".toml", ".yml", ".conf", ".json", ""}
# T5.4, C5e and R63, also as a regular expression writes them (T5\.4); C4 and T002 name rules of the linters.
CLAUSE = re.compile(r"\b(?:T\d{1,2}\.\d{1,2}|C\d{1,2}[a-e]?|R\d{2})\b(?!-)")
CASES = re.compile(r"\bcases? (\d+(?:(?:, | and )\d+)*)")
ROW = re.compile(r"^\| ([TCR]?\d[\w.]*) \|.*\| (.+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
BACKTICKS = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
DOTTED = re.compile(r"[a-z_]+(?:\.\w+)+")
IDENTIFIER = re.compile(r"[A-Za-z]\w*(?:\(\))?")
FILE_NAME = re.compile(r"[\w-]+\.(?:py|md|html|toml|yml|js|scss|conf)")


@cache
def files() -> tuple[str, ...]:
    """Return the path of every file that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(name for name in listed.stdout.splitlines() if (ROOT / name).is_file())


def documents() -> list[str]:
    return [name for name in files() if name.endswith(".md") and name not in NOT_CHECKED]


@cache
def code() -> dict[str, str]:
    """Return the text of every file of code, templates and tests by its path, without what is generated."""
    skipped = ("static/", "requirements", "docs/", "tests/test_documents.py", "design/assets/package")
    return {
        name: (ROOT / name).read_text(errors="replace")
        for name in files()
        if Path(name).suffix in CODE_SUFFIXES and not name.startswith(skipped)
    }


@cache
def identifiers() -> frozenset[str]:
    return frozenset(word for text in code().values() for word in re.findall(r"\w+", text))


def clauses_in(text: str) -> set[str]:
    """Return the clauses, needs and numbered cases that a text names."""
    text = text.replace("\\.", ".")
    cases = {number for found in CASES.finditer(text) for number in re.findall(r"\d+", found[1])}
    return set(CLAUSE.findall(text)) | cases


def named_clauses() -> dict[str, str]:
    """Return each clause that the code names, with one file that does.

    In templates and scripts only those like T5.4 count: drawings there have commands such as C12.
    """
    return {
        clause: path
        for path, text in code().items()
        if path.endswith((".py", ".html", ".js")) and "/migrations/" not in path
        for clause in clauses_in(text)
        if path.endswith(".py") or clause.startswith("T")
    }


def explained_clauses() -> dict[str, list[str]]:
    """Return each clause that docs/clauses.md explains, with the files where it is done."""
    rows = ROW.findall((ROOT / "docs/clauses.md").read_text())
    assert len(rows) == len(dict(rows)), "docs/clauses.md explains a clause twice."
    return {clause: BACKTICKS.findall(where) for clause, where in rows}


def exists(path: str) -> bool:
    """Return whether `path`, with or without a slash at its end, is a file or a folder of the repository."""
    name = path.rstrip("/")
    return name in files() or any(file.startswith(f"{name}/") for file in files())


def is_resolved(name: str) -> bool:
    """Return whether a dotted name is a module, something in a module, or a model of an app (`reviews.Review`)."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            if not hasattr(found, part):
                break
            found = getattr(found, part)
        else:
            return True
        break
    models = {model.__name__: model for model in apps.get_models() if model._meta.app_label == parts[0]}
    return parts[1] in models and (len(parts) == 2 or hasattr(models[parts[1]], parts[2]))


def is_wrong(name: str) -> bool:
    """Return whether a text in backticks looks like a name of the repository and is none."""
    first = name.partition("/")[0]
    if "/" in name and PATH.fullmatch(name):
        is_ours = any(file.startswith(f"{first}/") for file in files())
        return is_ours and not exists(name) and not exists(f"templates/{name}")
    if FILE_NAME.fullmatch(name):
        return not any(Path(file).name == name for file in files())
    if DOTTED.fullmatch(name) and name.partition(".")[0] in RANK:
        return not is_resolved(name)
    if IDENTIFIER.fullmatch(name):
        return name.removesuffix("()") not in identifiers() and not exists(name)
    return False


def fail_with(breaches: list[str], what_to_do: str) -> None:
    if breaches:
        pytest.fail("\n  ".join([what_to_do, *sorted(breaches)]), pytrace=False)


def test_every_clause_in_the_code_is_explained():
    explained = set(explained_clauses())
    breaches = [f"{clause} ({path})" for clause, path in named_clauses().items() if clause not in explained]
    fail_with(breaches, "Add a row to docs/clauses.md for:")


def test_every_explained_clause_is_named_in_the_code():
    unnamed = set(explained_clauses()) - set(named_clauses())
    fail_with(list(unnamed), "The code does not name these rows of docs/clauses.md:")


def test_every_file_of_an_explained_clause_names_it():
    breaches = [
        f"{clause}: {path}"
        for clause, paths in explained_clauses().items()
        for path in paths
        if clause not in clauses_in((ROOT / path).read_text())
    ]
    fail_with(breaches, "These files do not name the clause that docs/clauses.md says is done there:")


def test_every_relative_link_leads_to_a_file():
    breaches = [
        f"{document}: {target}"
        for document in documents()
        for target in LINK.findall((ROOT / document).read_text())
        if "://" not in target
        and not target.startswith("mailto:")
        and not (ROOT / document).parent.joinpath(target).exists()
    ]
    fail_with(breaches, "These links lead nowhere:")


def test_every_name_in_backticks_exists():
    breaches = [
        f"{document}: {name}"
        for document in documents()
        for name in BACKTICKS.findall((ROOT / document).read_text())
        if is_wrong(name)
    ]
    fail_with(breaches, "The repository has no such file, folder or name:")


def test_no_line_of_a_document_has_more_than_120_characters():
    breaches = [
        f"{document}:{number}: {len(line)} characters"
        for document in documents()
        for number, line in enumerate((ROOT / document).read_text().splitlines(), 1)
        if len(line) > 120 and not line.startswith("|")
    ]
    fail_with(breaches, "Break these lines (rows of tables excepted):")


def test_the_index_lists_every_decision_with_its_title_date_and_status():
    index = (ROOT / "docs/decisions/README.md").read_text()
    breaches = []
    for path in sorted((ROOT / "docs/decisions").glob("[0-9]*.md")):
        text = path.read_text()
        title = re.match(r"# (\d+) (.+)\n", text)
        facts = re.search(r"^Date: (\d{4}-\d\d-\d\d)\nStatus: (\w+)", text, re.MULTILINE)
        if not title or not facts or int(title[1]) != int(path.name[:4]) or "\n## Consequences\n" not in text:
            breaches.append(f"{path.name}: begins with “# number title”, has Date:, Status: and ## Consequences")
        elif f"| {title[1]} | [{title[2]}]({path.name}) | {facts[1]} | {facts[2].lower()} |" not in index:
            breaches.append(f"{path.name}: missing in docs/decisions/README.md, or with another title, date or status")
    fail_with(breaches, "Decisions:")


@pytest.mark.parametrize(
    "name",
    [
        "core/nothing.py",
        "visits/rota/nothing/",
        "nothing_of_the_kind.py",
        "core.clock.nothing_of_the_kind",
        "reviews.NothingOfTheKind",
        "NothingOfTheKind",
    ],
)
def test_the_check_of_names_finds_a_wrong_one(name):
    assert is_wrong(name)


@pytest.mark.parametrize(
    "name",
    [
        "core/clock.py",
        "visits/rota/",
        "models.py",
        "core.clock.today",
        "reviews.KeyworkerUpdate",
        "casework.services.open_package",
        "form_page",
        "/work/elsewhere.txt",
        "two words",
    ],
)
def test_the_check_of_names_lets_a_right_one_pass(name):
    assert not is_wrong(name)


def test_the_check_of_clauses_reads_every_way_of_writing_them():
    text = r"Held (T5.4, C5e), match='T3\.4', cases 7 and 8; case 15"
    assert clauses_in(text) == {"T5.4", "C5e", "T3.4", "7", "8", "15"}
