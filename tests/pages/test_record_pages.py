"""The access log calls every page of a record by words, declared beside its address."""

import ast
import inspect

import pytest
from django.urls import path

from accounts.page_access import PageClass
from casework.models import RecordAccess
from core.record_pages import OTHER_PAGE, record_pages, words_of
from tests.architecture import trees
from tests.pages.urls import patterns

# The functions that write to the access log.
LOADER = "casework.access.record_loader"
WRITERS = {"open_record", "open_represented_people", "log_accesses", "log_bulk_access", "log_comparison"}
OF_A_RECORD = {
    PageClass.PERSON,
    PageClass.PERSON_WORK,
    PageClass.PERSON_MANAGE,
    PageClass.REFERRAL,
    PageClass.REFERRAL_DECISION,
    PageClass.UPDATE,
    PageClass.UPDATE_ANSWER,
    PageClass.CONCERN,
    PageClass.CONCERN_LEAD,
    PageClass.INCIDENT,
    PageClass.INCIDENT_MANAGE,
}
EXAMPLE = "11111111-1111-4111-8111-111111111111"


def module_of(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports_of(tree: ast.Module) -> dict[str, str]:
    """Return name → full name of everything that the module imports from others."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def names_used(definition: ast.AST, module: str, imported: dict[str, str], own: set[str]) -> set[str]:
    """Return the full names of the functions that a function or class names."""
    used = set()
    for node in ast.walk(definition):
        if isinstance(node, ast.Name):
            used.add(f"{module}.{node.id}" if node.id in own else imported.get(node.id, ""))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used.add(f"{imported.get(node.value.id, '')}.{node.attr}")
    return used


def functions_that_log() -> set[str]:
    """Return the full name of every function that writes to the access log, itself or through another."""
    uses = {}
    for file, tree in trees():
        module, imported = module_of(file), imports_of(tree)
        definitions = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        own = {node.name for node in definitions}
        uses |= {f"{module}.{node.name}": names_used(node, module, imported, own) for node in definitions}
    logging = {f"{LOADER}.{name}" for name in WRITERS}
    while more := {name for name, used in uses.items() if used & logging} - logging:
        logging |= more
    return logging


def view_name(view) -> str:
    view = getattr(view, "view_class", None) or inspect.unwrap(view)
    return f"{view.__module__}.{view.__qualname__}"


def pages_of_records() -> dict[str, str]:
    """Return name → address of every page of a record, with example ids."""
    logging = functions_that_log()
    return {
        pattern.name: "/" + route
        for route, pattern in patterns()
        if view_name(pattern.callback) in logging or getattr(pattern.callback, "page_class", None) in OF_A_RECORD
    }


def example(route: str) -> str:
    """Return an address of the route."""
    for part, value in (("<uuid:", EXAMPLE), ("<int:", "1"), ("<slug:", "goals"), ("<str:", "full")):
        while part in route:
            before, _, after = route.partition(part)
            route = before + value + after.partition(">")[2]
    return route


def test_every_page_of_a_record_has_words():
    """Given every address that writes to the access log; then the log has words for it."""
    pages = pages_of_records()
    assert len(pages) > 150
    assert [name for name, route in pages.items() if words_of(example(route)) is None] == []


def test_only_pages_that_are_logged_have_words():
    logged = pages_of_records()
    assert [name for name, words in _words().items() if words and name not in logged] == []


def _words() -> dict[str, str | None]:
    return {pattern.name: words_of(example("/" + route)) for route, pattern in patterns() if pattern.name}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"/people/{EXAMPLE}/", "Overview"),
        (f"/plans/{EXAMPLE}/participants/", "Support plan"),
        (f"/packages/{EXAMPLE}/plan/", "Support plan"),
        (f"/packages/{EXAMPLE}/", "Support package"),
        ("/phone/pack/", "Offline visit list"),
        ("/an/address/of/long/ago/", OTHER_PAGE),
    ],
)
def test_the_access_log_shows_words(address, words):
    assert RecordAccess(path=address).page_name == words


def test_an_address_without_a_name_takes_no_words():
    with pytest.raises(ValueError, match="needs a name"):
        record_pages("Overview", path("people/", lambda request: None))
