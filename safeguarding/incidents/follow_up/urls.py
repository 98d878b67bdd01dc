from django.urls import path

from core.record_pages import record_pages
from safeguarding.incidents.follow_up import views

urlpatterns = record_pages(
    "Incident",
    path("incidents/<uuid:pk>/candour/", views.candour, name="incident_candour"),
    path("incidents/<uuid:pk>/actions/new/", views.add_action, name="incident_action_new"),
    path("incidents/<uuid:pk>/sheet/", views.sheet, name="incident_sheet"),
    path("incidents/<uuid:pk>/sheet/make/", views.request_sheet, name="incident_sheet_request"),
    path("incidents/notices/<uuid:pk>/", views.notice, name="incident_notice"),
    path("incidents/actions/<uuid:pk>/", views.action, name="incident_action"),
    path("incidents/actions/<uuid:pk>/withdraw/", views.withdraw_action, name="incident_action_withdraw"),
)
