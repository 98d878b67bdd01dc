from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Base templates, components, form pack, charts and PDF: how everything looks."""

    name = "design"
    label = "design"
    default_auto_field = "django.db.models.BigAutoField"
