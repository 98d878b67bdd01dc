from django.urls import path

from core.record_pages import record_pages
from safeguarding import views

urlpatterns = [
    path("safeguarding/", views.concerns, name="concerns"),
    *record_pages(
        "Safeguarding",
        path("safeguarding/<uuid:pk>/", views.concern, name="concern"),
        path("safeguarding/<uuid:pk>/contact/", views.contact, name="concern_contact"),
        path("safeguarding/<uuid:pk>/decision/", views.decision, name="concern_decision"),
        path("safeguarding/<uuid:pk>/portal/", views.portal_reference, name="concern_portal"),
        path("safeguarding/<uuid:pk>/close/", views.close, name="concern_close"),
        path("safeguarding/<uuid:pk>/withdraw/", views.withdraw, name="concern_withdraw"),
        path("packages/<uuid:package_id>/concerns/new/", views.raise_concern, name="concern_new"),
        path("packages/<uuid:package_id>/concerns/raised/", views.concern_raised, name="concern_raised"),
    ),
]
