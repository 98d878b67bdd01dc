"""The Celery application. It wakes workers; the work that is due is in the database."""

import os
import resource
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init, worker_process_init
from django.conf import settings

from config.start_checks import refuse_unsafe_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("casework")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def use_django_logging(**_kwargs: Any) -> None:
    """Configure logging from Django's settings, so that web and worker log alike."""
    dictConfig(settings.LOGGING)


@worker_init.connect
@beat_init.connect
def check_database(**_kwargs: Any) -> None:
    """Start no worker and no beat on a database that production must not use."""
    refuse_unsafe_database()


@worker_process_init.connect
def limit_memory(**_kwargs: Any) -> None:
    """Let a task that wants too much memory fail with MemoryError, before the machine ends some process."""
    resource.setrlimit(resource.RLIMIT_DATA, (settings.TASK_MEMORY, settings.TASK_MEMORY))
