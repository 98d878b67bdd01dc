from django.urls import path

from core.record_pages import record_pages
from safeguarding.incidents import views

urlpatterns = [
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/new/<uuid:contract_id>/", views.record_in_contract, name="incident_new"),
    *record_pages(
        "Incident",
        path("incidents/<uuid:pk>/", views.incident, name="incident"),
        path("incidents/<uuid:pk>/correct/", views.correct, name="incident_correct"),
        path("incidents/<uuid:pk>/name/", views.name, name="incident_name"),
        path("incidents/<uuid:pk>/investigate/", views.investigate, name="incident_investigate"),
        path("incidents/<uuid:pk>/close/", views.close, name="incident_close"),
        path("incidents/<uuid:pk>/reopen/", views.reopen, name="incident_reopen"),
        path("incidents/<uuid:pk>/withdraw/", views.withdraw, name="incident_withdraw"),
        path("packages/<uuid:package_id>/incidents/new/", views.record_about_person, name="incident_of_person_new"),
    ),
]
