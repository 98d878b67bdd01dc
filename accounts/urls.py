from django.urls import path

from accounts import views

urlpatterns = [
    path("unsaved/<str:key>/", views.save_draft, name="unsaved"),
    path("unsaved/<str:key>/forget/", views.discard_draft, name="forget_unsaved"),
]
