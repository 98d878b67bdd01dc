"""No record of the test cast or its world could not be made on a page, or by a scheduled job.

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
# Files whose functions the scheduler, a worker or a command starts; beside them all with pages.
STARTS = ("sweeps.py", "tasks.py", "middleware.py", "/commands/")
# Functions that take a model and make no row of it.
READING = {"open_record", "get_allowed_or_404", "get_object_or_404", "isinstance", "history_of", "OuterRef", "Prefetch"}
LEFT_OUT = ("demo/", "bench/", "tests/")


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


def reached_models() -> set[str]:
    """Return the names of the models whose rows a page or a scheduled job can make."""
    model_names, relations = {model.__name__ for model in project_models()}, accessors()
    parts, begin, made = defaultdict(list), set(), set()
    for path, tree in trees():
        if path.startswith(LEFT_OUT) or "/migrations/" in path:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                parts[node.name].append(node)
        for node in tree.body:  # tables of functions and models, by their name
            targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", ())
            for target in targets:
                parts[getattr(target, "id", "")].append(node)
        if is_start(path, tree):
            begin |= _names(tree)
            made |= set(created_by(tree, model_names, relations))
    reached, waiting = set(), begin
    while waiting:
        name = waiting.pop()
        reached.add(name)
        for part in parts[name]:
            made |= set(created_by(part, model_names, relations))
            waiting |= _names(part) - reached
    return made


def models_with_rows() -> set[str]:
    return {model.__name__ for model in project_models() if model._base_manager.exists()}


def test_every_record_of_the_cast_can_be_made_on_a_page(world):
    without_page = sorted(models_with_rows() - reached_models())
    assert not without_page, f"Only tests or the demo make these: {', '.join(without_page)}"


def test_what_only_a_test_calls_is_not_reached():
    """Given a service that no view names; then its model is not reached."""
    tree = ast.parse("def name_friend(person):\n    Friend.objects.create(person=person)")
    assert list(created_by(tree, {"Friend"}, {})) == ["Friend"]
    assert "Friend" not in reached_models()
