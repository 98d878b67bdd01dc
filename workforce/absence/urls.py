from django.urls import path

from workforce.absence import views

urlpatterns = [
    path("workforce/<uuid:pk>/absences/<uuid:absence_id>/end/", views.absence_end, name="worker_absence_end"),
    path(
        "workforce/<uuid:pk>/absences/<uuid:absence_id>/correct/", views.absence_correct, name="worker_absence_correct"
    ),
    path(
        "workforce/<uuid:pk>/absences/<uuid:absence_id>/withdraw/",
        views.absence_withdraw,
        name="worker_absence_withdraw",
    ),
]
