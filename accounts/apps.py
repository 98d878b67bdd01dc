from django.apps import AppConfig

from core.discovery import import_modules_named


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        import_modules_named("policies")
        import_modules_named("signals")
        import_modules_named("link_purposes")
