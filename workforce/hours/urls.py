from django.urls import path

from workforce.hours import views

urlpatterns = [
    path("workforce/<uuid:pk>/hours/", views.contracted_hours, name="worker_hours"),
    path("workforce/<uuid:pk>/divisions/new/", views.division_new, name="worker_division_new"),
    path(
        "workforce/<uuid:pk>/divisions/<uuid:division_id>/correct/",
        views.division_correct,
        name="worker_division_correct",
    ),
    path("workforce/<uuid:pk>/divisions/<uuid:division_id>/end/", views.division_end, name="worker_division_end"),
    path(
        "workforce/<uuid:pk>/divisions/<uuid:division_id>/withdraw/",
        views.division_withdraw,
        name="worker_division_withdraw",
    ),
    path("workforce/<uuid:pk>/pattern/", views.working_pattern, name="worker_pattern"),
    path("workforce/<uuid:pk>/ceiling/", views.ceiling, name="worker_ceiling"),
    path("workforce/<uuid:pk>/ceiling/lift/", views.ceiling_lift, name="worker_ceiling_lift"),
]
