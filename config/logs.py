"""What is logged, and how."""

from typing import Any


def logging_settings(level: str) -> dict[str, Any]:
    """Return Django's LOGGING: one line for each event of at least `level`, without what is personal."""
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
