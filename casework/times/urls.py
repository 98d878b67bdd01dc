from django.urls import path

from casework.times import views
from core.record_pages import record_pages

urlpatterns = record_pages(
    "Times that suit",
    path("people/<uuid:pk>/times/", views.times, name="person_times"),
    *views.TIMES.paths("times", "person_time"),
)
