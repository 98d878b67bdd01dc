"""Import modules that register something at start-up, by their name."""

import pkgutil
from importlib import import_module

from django.apps import apps


def import_modules_named(name: str) -> None:
    """Import every module called `name` in our own apps and the packages in them, in the order of INSTALLED_APPS."""
    for config in apps.get_app_configs():
        if "site-packages" in config.path:
            continue
        for module in pkgutil.walk_packages([config.path], f"{config.name}.", onerror=lambda package: None):
            if module.name.endswith(f".{name}"):
                import_module(module.name)
