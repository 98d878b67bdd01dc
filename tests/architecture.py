"""The input of the architecture tests: apps from the lowest layer up, their models and their source files."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pghistory.models
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
# The layers, lowest first; apps of one layer do not import each other.
LAYERS = [
    {"core"},
    {"design"},
    {"accounts"},
    {"contracts"},
    {"workforce"},
    {"casework"},
    {"referrals"},
    {"plans", "risk"},
    {"visits"},
    {"safeguarding", "community"},
    {"reviews"},
    {"quality"},
    {"reporting"},
    {"portal"},
    {"dashboard", "scheduler"},
    {"demo"},
]
RANK = {app: rank for rank, layer in enumerate(LAYERS) for app in layer}
SOURCE_FOLDERS = [name for name in [*RANK, "config"] if (ROOT / name).is_dir()]


def models() -> list[type]:
    """Return every model of ours, without the history models."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in RANK and not issubclass(model, pghistory.models.Event)
    ]


def history_models() -> list[type]:
    """Return the history models."""
    return [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]


def name_of(model) -> str:
    return model._meta.label


def sources(*folders: str) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every Python file of the apps, without migrations."""
    for folder in folders or SOURCE_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text()


def trees(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield (path, syntax tree) of the same files."""
    for path, text in sources(*folders):
        yield path, ast.parse(text)


def templates() -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every template of ours."""
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt", ".svg"):
            yield str(path.relative_to(ROOT)), path.read_text()
