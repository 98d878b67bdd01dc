import pkgutil
from importlib import import_module

from django.apps import AppConfig, apps


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Accounts"

    def ready(self):
        """Import every `policies` module of the installed apps and their packages: each registers its rules."""
        for config in apps.get_app_configs():
            if "site-packages" in config.path:
                continue
            for module in pkgutil.walk_packages([config.path], f"{config.name}.", onerror=lambda name: None):
                if module.name.endswith(".policies"):
                    import_module(module.name)
