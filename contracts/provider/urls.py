from django.urls import path

from contracts.provider import views

urlpatterns = [
    path("set-up/start/<str:token>/", views.start, name="set_up_start"),
    path("set-up/provider/", views.provider, name="provider"),
    path("set-up/provider/changes/", views.provider_changes, name="provider_changes"),
    path("set-up/provider/logo/", views.provider_logo, name="provider_logo"),
    path("set-up/provider/logo/remove/", views.provider_logo_remove, name="provider_logo_remove"),
    path("logo/<str:digest>.png", views.logo, name="logo"),
]
