"""Architecture rules that the import contract cannot check. All breaches of a rule are listed together."""

import ast
import importlib
import inspect
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet, models_with_rules
from core.models import Record
from tests.architecture import RANK, ROOT, history_models, name_of, sources, templates, trees
from tests.architecture import models as house_models
from tests.facades import breaches as facade_breaches

# Models without history: the outbox and technical rows.
UNTRACKED = {
    "core.Message",
    "core.DemoText",
    "core.Submission",
    "core.SweepRun",
    "core.DocumentJob",
    "core.FormDraft",
    "core.UnsentForm",
    "casework.ImportRow",
}
# Templates that replace those of libraries.
LIBRARY_TEMPLATES = tuple(
    f"templates/{name}/" for name in ("account", "allauth", "django", "govuk", "mfa", "socialaccount")
)
# Models whose key is in no address and is made by the database only.
NUMBERED = {
    "core.DemoText",
    "core.Submission",
    "core.SweepRun",
    "core.FormDraft",
    "casework.ImportRow",
    "reporting.CountedRecord",
}
# Folders of an app that are a layer; every other one is a package of a subject.
LAYERS = {"forms", "management", "migrations", "models", "services", "templates", "templatetags", "views"}


def report(breaches, what_to_do: str) -> None:
    """Fail with one line for each breach."""
    breaches = sorted(breaches)
    if breaches:
        pytest.fail(f"{what_to_do}\n  " + "\n  ".join(breaches), pytrace=False)


def relations():
    """Yield (model, field, target) of every foreign key and many-to-many field."""
    for model in [*house_models(), *history_models()]:
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if field.is_relation:
                yield model, field, field.related_model


def test_foreign_keys_point_to_lower_apps_only():
    breaches = []
    for model, field, target in relations():
        here, there = model._meta.app_label, target._meta.app_label
        if there == "pghistory" or here not in RANK:
            continue
        if here == "core" and target._meta.label == settings.AUTH_USER_MODEL:
            continue
        if there not in RANK or (here != there and RANK[there] >= RANK[here]):
            breaches.append(f"{name_of(model)}.{field.name} → {name_of(target)}")
    report(breaches, "These foreign keys point to a higher app or outside the project:")


def test_every_app_is_in_the_list_of_layers():
    ours = {config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    assert ours - set(RANK) == set(), "Give the app its place in tests/architecture.py and in the import contract."


def test_every_package_of_a_subject_is_in_the_table_of_apps():
    table = dict(re.findall(r"^\| `(\w+)`.*?\|.*?\|(.*)\|$", (ROOT / "docs/architecture.md").read_text(), re.M))
    table["risk"], table["scheduler"] = table["plans"], table["dashboard"]  # two apps share a row
    missing = {
        f"{app}/{package}/"
        for path, _ in sources()
        if path.count("/") > 1 and not path.startswith("servers/")
        for app, package in [path.split("/")[:2]]
        if package not in LAYERS and f"{package}/`" not in table.get(app, "")
    }
    report(sorted(missing), "Name these packages in the table of docs/architecture.md:")


def test_foreign_keys_between_apps_have_no_reverse_accessor():
    breaches = [
        f"{name_of(model)}.{field.name} → {name_of(target)}"
        for model, field, target in relations()
        if model._meta.app_label != target._meta.app_label and not field.remote_field.hidden
    ]
    report(breaches, 'Write related_name="+": a lower app does not know a higher one:')


def test_models_are_imported_not_looked_up():
    breaches = [path for path, text in sources() if "get_model(" in text]
    report(breaches, "Import the model instead of get_model():")


def test_models_and_services_are_imported_from_the_file_that_names_them():
    report(facade_breaches(), "Import from <app>.models or <app>.services:")


def test_imports_are_at_the_top():
    breaches = []
    for path, tree in trees():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
                breaches += [f"{path}:{node.lineno} in {function.name}" for node in inside]
    report(set(breaches), "Move these imports to the top of the file:")


def test_files_stay_short():
    breaches = [f"{path}: {count} lines" for path, text in sources() if (count := text.count("\n")) > 400]
    report(breaches, "Split files over 400 lines into a package:")


def test_functions_stay_short():
    breaches = [
        f"{path}: {node.name}, {length} lines"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > 40
    ]
    report(breaches, "Split functions over 40 lines:")


def shared_prefixes(paths: Iterable[str]) -> list[str]:
    """Return the prefixes that three files of a folder share, such as "visits/phone_…"; "_phone_…" counts with it."""
    files = Counter()
    for path in paths:
        folder, _, name = path.rpartition("/")
        prefix, underscore, _ = name.removeprefix("_").partition("_")
        if underscore:
            files[f"{folder}/{prefix}_…"] += 1
    return [prefix for prefix, count in files.items() if count >= 3]


def test_a_prefix_that_three_files_share_is_a_package():
    report(shared_prefixes(path for path, _ in sources()), "Make a package of:")


def test_a_prefix_that_three_templates_share_is_a_folder():
    """The names of the libraries' templates are the libraries' own."""
    ours = (path for path, _ in templates() if not path.startswith(LIBRARY_TEMPLATES))
    report(shared_prefixes(ours), "Make a folder of:")


def test_a_template_is_in_the_folder_of_the_package_that_renders_it():
    """A template of the whole app, such as a form, is in the folder of the app."""
    breaches = []
    for path, tree in trees():
        app, _, package = path.partition("/")
        package = package.partition("/")[0]
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html"):
                folder = node.value.rpartition("/")[0]
                is_of_package = (ROOT / "templates" / app / package).is_dir()
                if is_of_package and folder not in ("", app, f"{app}/{package}"):
                    breaches.append(f"{path}: {node.value}")
    report(breaches, "Move these templates:")


def test_a_class_name_occurs_once_in_an_app():
    places = defaultdict(set)
    for path, tree in trees():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name not in ("Command",):
                places[node.name].add(path)
    breaches = [f"{name} in {', '.join(sorted(paths))}" for name, paths in places.items() if len(paths) > 1]
    report(breaches, "Give each class a name of its own:")


def test_a_prefix_of_references_is_declared_once():
    places = defaultdict(list)
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ReferencePrefix":
                places[ast.unparse(node.args[0])].append(f"{path}:{node.lineno}")
    assert len(places) > 4
    breaches = [f"{prefix} in {', '.join(found)}" for prefix, found in places.items() if len(found) > 1]
    report(breaches, "Give each kind of record a prefix of its own:")


def test_every_named_task_exists():
    """Tasks are enqueued by name: a wrong name would stay in the queue for ever."""
    current_app.loader.import_default_modules()
    name = re.compile(r"[a-z_]+\.tasks\.[a-z_]+")
    breaches = [
        f"{path}: {node.value}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and name.fullmatch(node.value)
        and node.value not in current_app.tasks
    ]
    report(breaches, "No worker knows the task:")


def is_append_only(model) -> bool:
    return any(trigger.name.endswith("written_once") for trigger in getattr(model._meta, "triggers", ()))


def test_every_record_keeps_its_history():
    tracked = {model.pgh_tracked_model for model in history_models() if hasattr(model, "pgh_tracked_model")}
    breaches = [
        name_of(model)
        for model in house_models()
        if model not in tracked and not is_append_only(model) and name_of(model) not in UNTRACKED
    ]
    report(breaches, "Put @tracked on the model, or an append_only trigger on append-only models:")


@pytest.mark.django_db
def test_every_declared_trigger_is_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        standing = set(cursor.fetchall())
    breaches = [
        f"{name_of(model)}: {trigger.name}"
        for model in [*house_models(), *history_models()]
        for trigger in getattr(model._meta, "triggers", ())
        if (trigger.get_pgid(model), model._meta.db_table) not in standing
    ]
    report(breaches, "Run makemigrations; these triggers are declared but not installed:")


def test_every_model_on_pages_has_a_rule_and_a_read_permission():
    models_shown = {model for model in house_models() if isinstance(model._default_manager.all(), AllowingQuerySet)}
    breaches = [f"{name_of(model)}: no rule in policies.py" for model in models_shown - models_with_rules()]
    breaches += [f"{name_of(model)}: a rule, but no AllowingQuerySet" for model in models_with_rules() - models_shown]
    breaches += [
        f"{name_of(model)}: READ names no permission"
        for model in models_shown
        if not isinstance(getattr(model, "READ", None), Permission)
    ]
    report(breaches, "Give the model its rule:")


def services():
    """Yield (name, function) of every public function in every services module."""
    for app in RANK:
        if not (ROOT / app).is_dir():
            continue
        for path in sorted((ROOT / app).rglob("services*")):
            files = [path] if path.suffix == ".py" else sorted(path.glob("*.py"))
            for file in files:
                module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
                for name, function in inspect.getmembers(module, inspect.isfunction):
                    if function.__module__ == module.__name__ and not name.startswith("_"):
                        yield f"{module.__name__}.{name}", function


def test_every_function_with_by_is_a_verb():
    breaches = [
        name
        for name, function in services()
        if "by" in inspect.signature(function).parameters and not getattr(function, "is_verb", False)
    ]
    report(breaches, "Put @verb on the service:")


def test_every_service_has_a_docstring():
    breaches = [name for name, function in services() if not (function.__doc__ or "").strip()]
    report(breaches, "Write the rule and its clause into the docstring:")


def test_services_are_found():
    assert sum(getattr(function, "is_verb", False) for _, function in services()) > 40


def test_every_model_has_a_uuid_key():
    breaches = [
        name_of(model)
        for model in house_models()
        if not (isinstance(model._meta.pk, models.UUIDField) or model._meta.proxy or name_of(model) in NUMBERED)
    ]
    breaches += [name_of(model) for model in house_models() if issubclass(model, Record) and name_of(model) in NUMBERED]
    report(breaches, "Give the model a UUID key (inherit from Record):")


SYSTEM_TIME_CALLS = {("timezone", "now"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today")}
SYSTEM_TIME_CALLS |= {
    ("date", "today"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "time"),
}


def reads_system_time(node: ast.Attribute) -> bool:
    owner = getattr(node.value, "attr", getattr(node.value, "id", None))
    return (owner, node.attr) in SYSTEM_TIME_CALLS


# The sign-in library stores when somebody signed in by the system's clock; core.clock may be shifted in tests.
READ_SYSTEM_TIME = {"core/clock.py", "accounts/confirm_first.py", "accounts/idle/time_out.py"}


def test_only_core_clock_reads_the_system_time():
    breaches = []
    for path, tree in trees():
        if path in READ_SYSTEM_TIME:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and reads_system_time(node):
                breaches.append(f"{path}:{node.lineno} {ast.unparse(node)}")
            if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
                breaches.append(f"{path}:{node.value.lineno} {node.arg}")
    breaches += [path for path, text in templates() if re.search(r"{%\s*now\b", text)]
    report(breaches, "Use core.clock:")


def test_tests_read_the_time_from_core_clock():
    """Only `tests/instant.py` reads the system time."""
    breaches = [
        f"{path}:{node.lineno} {ast.unparse(node)}"
        for path, tree in trees("tests")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and reads_system_time(node) and path != "tests/instant.py"
    ]
    report(breaches, "Use core.clock, which starts every test file at the same instant:")


WORDS = re.compile(r"\b(clients?|service[ -]users?|patients?|NOK|next of kin|perpetrators?)\b", re.IGNORECASE)


def strings(tree):
    """Yield (line, text) of every string in a file, docstrings included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_people_are_named_by_the_words_of_the_field():
    breaches = [
        f"{path}:{line} “{match[0]}”"
        for path, tree in trees()
        for line, text in strings(tree)
        if (match := WORDS.search(text))
    ]
    for path, text in templates():
        breaches += [
            f"{path}:{number} “{match[0]}”"
            for number, line in enumerate(text.splitlines(), 1)
            if (match := WORDS.search(line))
        ]
    report(breaches, "Use the words of docs and domain (person, individual, representative, source of risk):")


def test_no_file_names_a_package_index():
    hosts = re.compile("|".join(("py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.(org|com)")))
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    breaches = []
    for name in files:
        path = ROOT / name
        if path.suffix in (".woff2", ".png", ".pdf", ".ico") or not path.is_file():
            continue
        if match := hosts.search(path.read_text(errors="replace")):
            breaches.append(f"{name}: {match[0]}")
    report(breaches, "Leave the package index to the configuration of the machine:")
