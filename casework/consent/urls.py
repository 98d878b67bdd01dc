from django.urls import path

from casework.consent import views
from core.record_pages import record_pages

CONSENT = record_pages(
    "Consent and sharing",
    path("people/<uuid:pk>/consent/", views.person_consent, name="person_consent"),
    path("people/<uuid:pk>/consent/<uuid:party_id>/stop-everything/", views.stop_all_sharing, name="consent_stop_all"),
    path("people/<uuid:pk>/consent/<uuid:party_id>/<slug:purpose>/", views.record_consent, name="consent_record"),
    path("people/<uuid:pk>/consent/decisions/<uuid:decision_id>/strike/", views.strike_consent, name="consent_strike"),
    path("people/<uuid:pk>/consent/objection/<slug:about>/", views.object_to_access, name="objection_new"),
    path("objections/<uuid:pk>/answer/", views.answer_objection, name="objection_answer"),
    path("objections/<uuid:pk>/add/", views.add_to_objection_answer, name="objection_add"),
    path("objections/<uuid:pk>/withdraw/", views.withdraw_objection, name="objection_withdraw"),
    path("objections/<uuid:pk>/strike/", views.strike_objection, name="objection_strike"),
)
DISCLOSURES = record_pages(
    "Safety disclosures",
    path("people/<uuid:pk>/consent/shared/", views.record_disclosure, name="disclosure_new"),
    path("disclosures/<uuid:pk>/", views.disclosure, name="disclosure"),
    path("disclosures/<uuid:pk>/seen/", views.see_disclosure, name="disclosure_see"),
    path("disclosures/<uuid:pk>/showing/", views.decide_showing, name="disclosure_showing"),
    path("disclosures/<uuid:pk>/strike/", views.strike_disclosure, name="disclosure_strike"),
)
urlpatterns = [*CONSENT, *DISCLOSURES]
