"""Imports that go past the `models.py` or `services.py` of an app, to the modules behind it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import ROOT, trees

LAYERS = ("models", "services")


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _is_module(name: str) -> bool:
    path = ROOT / Path(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


def imports_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of every import; the name is "" where a whole module is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (whole, "") if _is_module(whole) else (node.module, alias.name)


def breaches() -> list[str]:
    """Return the imports that go past `models.py` or `services.py`, each as a line of a report.

    Inside an app these are the imports of a name that the file has, unless the file itself loads the importer.
    """
    imports = {_module(path): set(imports_of(tree)) for path, tree in trees()}
    found = []
    for importer, imported in imports.items():
        for module, name in imported:
            facade = _facade_of(module)
            if facade not in imports or facade in (module, importer):
                continue
            if importer.partition(".")[0] != module.partition(".")[0]:
                found.append(f"{importer}: {module} {name}")
            elif importer not in _loaded_by(facade, imports) and (not name or name in _names_in(facade, imports)):
                found.append(f"{importer}: {module} {name}, which {facade} has")
    return found


def _facade_of(module: str) -> str:
    """Return the file that stands for a module of models or services, such as `casework.models`, or ""."""
    app, *parts = module.split(".")
    return next((f"{app}.{part}" for part in parts if part in LAYERS), "")


def _names_in(facade: str, imports: dict[str, set[tuple[str, str]]]) -> set[str]:
    return {name for _module, name in imports[facade]}


def _loaded_by(facade: str, imports: dict[str, set[tuple[str, str]]]) -> set[str]:
    """Return the modules of the app that importing `facade` imports, directly or through others."""
    app = facade.partition(".")[0]
    loaded, waiting = set(), [facade]
    while waiting:
        module = waiting.pop()
        if module not in loaded:
            loaded.add(module)
            waiting += [name for name, _ in imports.get(module, ()) if name.partition(".")[0] == app]
    return loaded
