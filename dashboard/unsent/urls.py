from django.urls import path

from dashboard.unsent import views

urlpatterns = [
    path("unsent/", views.unsent_forms, name="unsent_forms"),
    path("unsent/<uuid:pk>/discard/", views.discard, name="unsent_discard"),
]
