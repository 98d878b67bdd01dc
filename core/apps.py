from django.apps import AppConfig

from core.discovery import import_modules_named


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        import_modules_named("duties")
        import_modules_named("vetoes")
