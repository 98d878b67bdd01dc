from django.urls import path

from workforce.sign_out import views

urlpatterns = [
    path("workforce/sign-out/", views.sign_out, name="worker_sign_out"),
]
