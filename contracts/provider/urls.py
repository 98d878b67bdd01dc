from django.urls import path

from contracts.provider import views

urlpatterns = [
    path("set-up/start/<str:token>/", views.start, name="set_up_start"),
    path("set-up/provider/", views.provider, name="provider"),
]
