from django.urls import path

from casework.times import views
from core.record_pages import record_pages

urlpatterns = record_pages(
    "Times that suit",
    path("people/<uuid:pk>/times/", views.times, name="person_times"),
    path("people/<uuid:pk>/times/new/", views.time_new, name="person_time_new"),
    path("people/<uuid:pk>/times/<uuid:time_id>/", views.time_change, name="person_time"),
    path("people/<uuid:pk>/times/<uuid:time_id>/withdraw/", views.time_withdraw, name="person_time_withdraw"),
)
