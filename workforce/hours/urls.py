from django.urls import path

from workforce.hours import views

urlpatterns = [
    path("workforce/<uuid:pk>/hours/", views.contracted_hours, name="worker_hours"),
    path("workforce/<uuid:pk>/pattern/", views.working_pattern, name="worker_pattern"),
    path("workforce/<uuid:pk>/ceiling/", views.ceiling, name="worker_ceiling"),
    path("workforce/<uuid:pk>/ceiling/lift/", views.ceiling_lift, name="worker_ceiling_lift"),
]
