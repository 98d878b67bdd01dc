from django.urls import path

from core.record_pages import record_pages
from risk.assessments import views

urlpatterns = [
    *record_pages(
        "Risk assessment",
        path("people/<uuid:pk>/risk/", views.person_risk, name="person_risk"),
        path("people/<uuid:pk>/risk/begin/", views.begin, name="risk_begin"),
        path("risks/<uuid:pk>/", views.version, name="risk"),
        path("risks/<uuid:pk>/write/", views.write, name="risk_write"),
        path("risks/<uuid:pk>/hazards/new/", views.add_hazard, name="hazard_add"),
        path("risks/<uuid:pk>/in-force/", views.put_in_force, name="risk_in_force"),
        path("risks/<uuid:pk>/sign/", views.sign, name="risk_sign"),
        path("risks/<uuid:pk>/confirm/", views.confirm, name="risk_confirm"),
        path("risks/<uuid:pk>/drop/", views.drop, name="risk_drop"),
        path("risks/<uuid:pk>/disclose/", views.disclose, name="risk_disclose"),
        path("risks/disclosures/<uuid:pk>/pdf/", views.pdf, name="risk_pdf"),
        path("risks/disclosures/<uuid:pk>/end/", views.end_disclosure, name="risk_disclosure_end"),
        path("hazards/<uuid:pk>/change/", views.change_hazard, name="hazard_change"),
        path("hazards/<uuid:pk>/exclude/", views.exclude_hazard, name="hazard_exclude"),
    ),
]
