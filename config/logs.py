"""What is logged, and how."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured


def logging_settings(level: str, *, is_production: bool) -> dict[str, Any]:
    """Return Django's LOGGING: one line for each event of at least `level`, without what is personal.

    Raises ImproperlyConfigured for DEBUG in production: the libraries then log what they send.
    """
    if is_production and level.upper() == "DEBUG":
        raise ImproperlyConfigured("LOG_LEVEL=DEBUG does not go with PRODUCTION=1: choose INFO or above.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "class": "core.error_logs.LogFormatter",
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "django_structlog": {"level": "WARNING"},
        },
    }
