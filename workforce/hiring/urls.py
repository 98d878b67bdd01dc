from django.urls import path

from workforce.hiring import views

urlpatterns = [
    path("workforce/new/", views.worker_new, name="worker_new"),
    path("workforce/accounts/<uuid:pk>/worker/", views.worker_new_for_account, name="worker_new_for_account"),
]
