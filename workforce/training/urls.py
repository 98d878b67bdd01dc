from django.urls import path

from workforce.training import views

urlpatterns = [
    path("workforce/<uuid:pk>/training/new/", views.training_new, name="worker_training_new"),
]
