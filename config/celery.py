"""The Celery application: the doorbell. What has to be done stands in the database."""

import os
from logging.config import dictConfig

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("casework")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_django_logging(**_kwargs):
    """Leave logging to Django's settings, so web and worker lines look alike."""
    dictConfig(settings.LOGGING)
