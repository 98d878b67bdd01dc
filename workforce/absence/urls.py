from django.urls import path

from workforce.absence import views

urlpatterns = [
    path("workforce/<uuid:pk>/absences/<uuid:absence_id>/end/", views.absence_end, name="worker_absence_end"),
]
