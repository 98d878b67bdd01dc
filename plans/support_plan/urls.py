from django.urls import path

from core.record_pages import record_pages
from plans.support_plan import views

urlpatterns = [
    *record_pages(
        "Support plan",
        path("people/<uuid:pk>/plan/", views.person_plan, name="person_plan"),
        path("people/<uuid:pk>/plan/changes/", views.changes, name="plan_changes"),
        path("packages/<uuid:pk>/plan/", views.start, name="plan_start"),
        path("plans/<uuid:pk>/write/", views.write, name="plan_write"),
        path("plans/<uuid:pk>/participants/", views.add_participant, name="participant_add"),
        path("plans/participants/<uuid:pk>/exclude/", views.exclude_participant, name="participant_exclude"),
        path("plans/<uuid:pk>/offer/", views.offer, name="plan_offer"),
        path("plans/<uuid:pk>/withdraw-offer/", views.withdraw_offer, name="plan_withdraw_offer"),
        path("plans/<uuid:pk>/drop/", views.drop_draft, name="plan_drop"),
        path("plans/<uuid:pk>/answer/", views.record_answer, name="plan_answer"),
        path("plans/<uuid:pk>/pdf/<str:kind>/", views.request_pdf, name="plan_pdf_request"),
        path("plans/pdfs/<uuid:pk>/", views.pdf, name="plan_pdf"),
        path("plans/<uuid:pk>/scan/", views.scan, name="plan_scan"),
    ),
]
