"""Every kind of record can be made on a page, or by a scheduled job, and every service is called by one.

A function makes a model's rows if it creates one, or passes the model to a function that may. It is reached if a view,
a sweep, a task or a command names it, or if a reached function does. Names are compared, not calls, so this finds too
many ways rather than too few.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from tests.architecture import RANK, trees

CREATING = {"create", "get_or_create", "update_or_create", "bulk_create", "create_user"}
# Files whose functions the scheduler, a worker, a command or the sign-in library starts; beside them all with pages.
STARTS = ("sweeps.py", "tasks.py", "middleware.py", "/commands/", "adapter.py")
# Functions that take a model and make no row of it.
READING = {"open_record", "get_allowed_or_404", "get_object_or_404", "isinstance", "history_of", "OuterRef", "Prefetch"}
LEFT_OUT = ("demo/", "bench/", "tests/")
IMPORTING = "casework/importing/"
# Records that only an import makes. Beside the imports themselves: carers, family and advocates, who have no page yet.
IMPORTED_ONLY = {"ImportRun", "ImportRow", "Imported"}
# Services that nothing calls yet, and what is missing.
WITHOUT_PAGE = {"grant_inspection": "a page on which a manager lets a commissioner read a record for a day"}


def project_models() -> list[type[Model]]:
    """Return the project's models without the tables of history."""
    models = [model for model in apps.get_models(include_auto_created=False) if model._meta.app_label in RANK]
    return [model for model in models if not model.__name__.endswith("Event") and not model._meta.proxy]


def accessors() -> dict[str, set[str]]:
    """Return by the name of each relation, such as `packages`, the names of the models it leads to."""
    names = defaultdict(set)
    for model in project_models():
        for relation in model._meta.related_objects:
            if relation.get_accessor_name():
                names[relation.get_accessor_name()].add(relation.related_model.__name__)
    return names


def created_by(function: ast.AST, model_names: set[str], relations: dict[str, set[str]]) -> Iterator[str]:
    """Return the names of the models whose rows `function` creates."""
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        target = call.func
        if isinstance(target, ast.Name) and target.id in model_names:
            yield target.id
        if isinstance(target, ast.Name) and target.id not in READING:
            yield from (value.id for value in _arguments(call) if value.id in model_names)
        if isinstance(target, ast.Attribute) and target.attr in CREATING:
            for name in _names(target.value):
                if name in model_names:
                    yield name
                yield from relations.get(name, ())


def _arguments(call: ast.Call) -> list[ast.Name]:
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return [value for value in values if isinstance(value, ast.Name)]


def _names(node: ast.AST) -> set[str]:
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return names | {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)}


def is_start(path: str, tree: ast.Module) -> bool:
    """Return True if something outside starts functions of this file."""
    is_page = any(isinstance(node, ast.Name) and node.id == "PageClass" for node in ast.walk(tree))
    return is_page or any(start in path for start in STARTS)


Sources = list[tuple[str, ast.Module]]


def project_sources(*left_out: str) -> Sources:
    """Return (path, syntax tree) of every file whose functions may make a record."""
    return [one for one in trees() if not one[0].startswith((*LEFT_OUT, *left_out)) and "/migrations/" not in one[0]]


def reached(sources: Sources, model_names: set[str], relations: dict[str, set[str]]) -> tuple[set[str], set[str]]:
    """Return the names that pages and scheduled jobs reach, and the names of the models whose rows these make."""
    parts, waiting, made = defaultdict(list), set(), set()
    for path, tree in sources:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                parts[node.name].append(node)
        for node in tree.body:  # tables of functions and models, by their name
            targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", ())
            for target in targets:
                parts[getattr(target, "id", "")].append(node)
        if is_start(path, tree):
            waiting |= _names(tree)
            made |= set(created_by(tree, model_names, relations))
    names = set()
    while waiting:
        name = waiting.pop()
        names.add(name)
        for part in parts[name]:
            made |= set(created_by(part, model_names, relations))
            waiting |= _names(part) - names
    return names, made


def made_by(sources: Sources) -> set[str]:
    """Return the names of the project's models whose rows pages and scheduled jobs of `sources` make."""
    return reached(sources, {model.__name__ for model in project_models()}, accessors())[1]


def verbs_of(sources: Sources) -> set[str]:
    """Return the names of the services of `sources`."""
    functions = (node for _path, tree in sources for node in tree.body if isinstance(node, ast.FunctionDef))
    return {one.name for one in functions if any(getattr(mark, "id", "") == "verb" for mark in one.decorator_list)}


def test_every_record_can_be_made_on_a_page():
    names = {model.__name__ for model in project_models()}
    assert names - made_by(project_sources()) == set(), "Only tests or the demo make these."
    assert names - made_by(project_sources(IMPORTING)) == IMPORTED_ONLY, "Only an import makes these."


def test_every_service_is_called_by_a_page_or_a_scheduled_job():
    sources = project_sources()
    names, _made = reached(sources, set(), {})
    assert len(verbs_of(sources)) > 250
    assert verbs_of(sources) - names == set(WITHOUT_PAGE), "Only tests or the demo call these."


SERVICE = "@verb\ndef name_friend(*, person, by):\n    Friend.objects.create(person=person)\n"
VIEW = "@page(PageClass.PERSON)\ndef friend_new(request):\n    return form(save=services.name_friend)\n"


def test_what_no_view_names_is_not_reached():
    """Given a service that makes a record; then it is reached once a view names it, and not before."""
    service = ("casework/services.py", ast.parse(SERVICE))
    assert verbs_of([service]) == {"name_friend"}
    assert reached([service], {"Friend"}, {}) == (set(), set())
    names, made = reached([service, ("casework/views.py", ast.parse(VIEW))], {"Friend"}, {})
    assert "name_friend" in names
    assert made == {"Friend"}
