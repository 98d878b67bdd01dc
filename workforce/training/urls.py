from django.urls import path

from workforce.training import views

urlpatterns = [
    path("workforce/<uuid:pk>/training/new/", views.training_new, name="worker_training_new"),
    path(
        "workforce/<uuid:pk>/training/<uuid:training_id>/correct/",
        views.training_correct,
        name="worker_training_correct",
    ),
    path(
        "workforce/<uuid:pk>/training/<uuid:training_id>/withdraw/",
        views.training_withdraw,
        name="worker_training_withdraw",
    ),
]
