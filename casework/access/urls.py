from django.urls import path

from casework.access import views

urlpatterns = [
    path("people/<uuid:pk>/ask/", views.ask_to_open, name="person_ask"),
]
