from django.urls import path

from core.record_pages import record_pages
from visits.log.views import contact, follow_up, my_day, person_visits, visit

urlpatterns = [
    path("visits/", my_day.visits, name="visits"),
    *record_pages(
        "Visit briefing",
        path("visits/planned/<uuid:pk>/", my_day.visit_briefing, name="visit_briefing"),
        path("packages/<uuid:pk>/briefing/", my_day.package_briefing, name="package_briefing"),
    ),
    *record_pages(
        "Visits",
        path("visits/planned/<uuid:pk>/log/", visit.log_planned, name="visit_log_planned"),
        path("visits/<uuid:pk>/", visit.visit, name="visit"),
        path("visits/<uuid:pk>/correct/", visit.correct, name="visit_correct"),
        path("visits/<uuid:pk>/strike/", visit.strike, name="visit_strike"),
        path("packages/<uuid:pk>/visits/log/", visit.log, name="visit_log"),
        path("people/<uuid:pk>/visits/", person_visits.person_visits, name="person_visits"),
    ),
    *record_pages(
        "Contacts",
        path("packages/<uuid:pk>/contacts/new/", contact.contact, name="contact_new"),
        path("contacts/<uuid:pk>/call/", contact.call_from_contact, name="call_from_contact"),
        path("contacts/<uuid:pk>/strike/", contact.strike_contact, name="contact_strike"),
    ),
    *record_pages(
        "Missed visits",
        path("engagement/<uuid:pk>/", follow_up.engagement, name="engagement"),
        path("engagement/<uuid:pk>/correct/", follow_up.correct_follow_up, name="engagement_correct"),
        path("engagement/attempts/<uuid:pk>/strike/", follow_up.strike_attempt, name="engagement_attempt_strike"),
        path("visits/<uuid:pk>/follow-up/", follow_up.visit_follow_up, name="visit_follow_up"),
    ),
    *record_pages(
        "Change noticed at a visit",
    ),
]
