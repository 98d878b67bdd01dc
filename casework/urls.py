from django.urls import path

from casework import views

urlpatterns = [
    path("people/<uuid:pk>/ask/", views.ask_to_open, name="person_ask"),
    path("people/<uuid:pk>/hospital/", views.hospital, name="person_hospital"),
    path("people/<uuid:pk>/hospital/admit/", views.admit, name="hospital_admit"),
    path("spells/<uuid:pk>/discharge/", views.discharge, name="hospital_discharge"),
    path("spells/<uuid:pk>/override/", views.override, name="hospital_override"),
    path("packages/<uuid:pk>/allocate/", views.allocate, name="allocate"),
    path("packages/<uuid:pk>/end/", views.end_package, name="package_end"),
    path("suspensions/", views.suspensions, name="suspensions"),
]
