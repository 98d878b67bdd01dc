from django.urls import path

from dashboard.set_up import views

urlpatterns = [
    path("set-up/", views.set_up, name="set_up"),
]
