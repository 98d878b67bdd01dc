from django.urls import path

from workforce.staff import views

urlpatterns = [
    path("workforce/former/", views.former_workers, name="former_workers"),
    path("workforce/former/former.csv", views.former_workers_csv, name="former_workers_csv"),
    path("workforce/<uuid:pk>/details/", views.details, name="worker_details"),
    path("workforce/<uuid:pk>/end-employment/", views.end_employment, name="worker_end_employment"),
    path("workforce/<uuid:pk>/suspend/", views.suspend, name="worker_suspend"),
    path("workforce/<uuid:pk>/restore/", views.restore, name="worker_restore"),
]
