from django.urls import path

from core.record_pages import record_pages
from safeguarding.concerns import views

urlpatterns = [
    path("safeguarding/", views.concerns, name="concerns"),
    *record_pages(
        "Safeguarding",
        path("safeguarding/<uuid:pk>/", views.concern, name="concern"),
        path("safeguarding/<uuid:pk>/contact/", views.contact, name="concern_contact"),
        path("safeguarding/<uuid:pk>/details/", views.details, name="concern_details"),
        path("safeguarding/<uuid:pk>/contact/children/", views.children_contact, name="concern_children_contact"),
        path("safeguarding/<uuid:pk>/name/", views.name, name="concern_name"),
        path("safeguarding/<uuid:pk>/sheet/", views.sheet, name="concern_sheet"),
        path("safeguarding/<uuid:pk>/sheet/make/", views.request_sheet, name="concern_sheet_request"),
        path("safeguarding/<uuid:pk>/decision/", views.decision, name="concern_decision"),
        path("safeguarding/<uuid:pk>/decision/undo/", views.undo_decision, name="concern_decision_undo"),
        path("safeguarding/<uuid:pk>/portal/", views.portal_reference, name="concern_portal"),
        path("safeguarding/<uuid:pk>/close/", views.close, name="concern_close"),
        path("safeguarding/<uuid:pk>/withdraw/", views.withdraw, name="concern_withdraw"),
        path("packages/<uuid:package_id>/concerns/new/", views.raise_concern, name="concern_new"),
        path("packages/<uuid:package_id>/concerns/raised/", views.concern_raised, name="concern_raised"),
    ),
]
