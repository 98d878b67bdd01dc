from django.urls import path

from casework.age_limit import views
from core.record_pages import record_pages

urlpatterns = record_pages(
    "Age limit",
    path("packages/<uuid:pk>/age-limit/", views.package_age_limit, name="package_age_limit"),
    path(
        "packages/<uuid:pk>/age-limit/<uuid:decision_id>/withdraw/",
        views.withdraw_age_limit,
        name="package_age_limit_withdraw",
    ),
)
