from django.urls import path

from core.record_pages import record_pages
from visits.same_day import views

urlpatterns = [
    path("same-day/", views.same_day, name="same_day"),
    *record_pages(
        "Same-day request",
        path("packages/<uuid:pk>/same-day/new/", views.same_day_new, name="same_day_new"),
        path("same-day/<uuid:pk>/", views.same_day_request, name="same_day_request"),
        path("same-day/<uuid:pk>/assess/", views.same_day_assess, name="same_day_assess"),
        path("same-day/<uuid:pk>/answer/", views.same_day_answer, name="same_day_answer"),
        path("same-day/<uuid:pk>/withdraw/", views.same_day_withdraw, name="same_day_withdraw"),
        path("same-day/<uuid:pk>/visited/", views.same_day_visited, name="same_day_visited"),
    ),
]
