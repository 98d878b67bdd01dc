from django.apps import AppConfig

from core.discovery import import_modules_named
from core.write_once import refuse_truncate


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        refuse_truncate()
        import_modules_named("duties")
        import_modules_named("vetoes")
