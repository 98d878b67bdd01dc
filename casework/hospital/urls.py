from django.urls import path

from casework.hospital import views
from core.record_pages import record_pages

urlpatterns = [
    *record_pages(
        "Hospital stays",
        path("people/<uuid:pk>/hospital/", views.hospital, name="person_hospital"),
        path("people/<uuid:pk>/hospital/admit/", views.admit, name="hospital_admit"),
        path("spells/<uuid:pk>/discharge/", views.discharge, name="hospital_discharge"),
        path("spells/<uuid:pk>/resumption/", views.resumption, name="hospital_resumption"),
        path("spells/<uuid:pk>/correct/", views.correct, name="hospital_correct"),
        path("spells/<uuid:pk>/strike/", views.strike, name="hospital_strike"),
        path("spells/<uuid:pk>/ward/", views.ward, name="hospital_ward"),
        path("spells/<uuid:pk>/ward/<uuid:ward_id>/strike/", views.ward_strike, name="hospital_ward_strike"),
        path("spells/<uuid:pk>/readmission/", views.readmission, name="hospital_readmission"),
        path("spells/<uuid:pk>/override/", views.override, name="hospital_override"),
        path(
            "spells/<uuid:pk>/override/<uuid:decision_id>/withdraw/",
            views.override_withdraw,
            name="hospital_override_withdraw",
        ),
    ),
    path("holds/", views.holds, name="holds"),
]
