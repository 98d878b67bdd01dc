from django.urls import path

from accounts import views

urlpatterns = [
    path("unsaved/<str:key>/", views.unsaved_text, name="unsaved"),
    path("unsaved/<str:key>/forget/", views.forget_unsaved, name="forget_unsaved"),
]
