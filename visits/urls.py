from django.urls import path

from visits.views import calendar, contact, covering, day, demand, log, person, planning, rota, rules

urlpatterns = [
    # The rota.
    path("visits/rota/", rota.rota, name="rota"),
    path("visits/cover/", demand.demand, name="demand"),
    path("visits/absences/<uuid:pk>/cover/", covering.absence_visits, name="absence_visits"),
    path("visits/planned/<uuid:pk>/move/", planning.move, name="visit_move"),
    path("visits/planned/<uuid:pk>/cancel/", planning.cancel, name="visit_cancel"),
    path("visits/rules/<uuid:pk>/change/", rules.change, name="rule_change"),
    path("visits/rules/<uuid:pk>/end/", rules.end, name="rule_end"),
    path("packages/<uuid:pk>/visits/repeat/", rules.repeat, name="visit_repeat"),
    path("people/<uuid:pk>/visits/rota/", rules.person_rota, name="person_rota"),
    path("calendar/", calendar.my_calendar, name="my_calendar"),
    path("calendar/make/", calendar.make, name="calendar_make"),
    path("calendar/revoke/", calendar.revoke, name="calendar_revoke"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar"),
    # The visits.
    path("visits/", day.visits, name="visits"),
    path("visits/planned/<uuid:pk>/", day.door, name="visit_door"),
    path("visits/planned/<uuid:pk>/log/", log.log_planned, name="visit_log_planned"),
    path("visits/<uuid:pk>/", log.visit, name="visit"),
    path("visits/<uuid:pk>/correct/", log.correct, name="visit_correct"),
    path("visits/<uuid:pk>/strike/", log.strike, name="visit_strike"),
    path("packages/<uuid:pk>/door/", day.package_door, name="package_door"),
    path("packages/<uuid:pk>/visits/log/", log.log, name="visit_log"),
    path("packages/<uuid:pk>/visits/plan/", planning.plan_visit, name="visit_plan"),
    path("packages/<uuid:pk>/contacts/new/", contact.contact, name="contact_new"),
    path("contacts/<uuid:pk>/strike/", contact.strike_contact, name="contact_strike"),
    path("engagement/<uuid:pk>/", contact.engagement, name="engagement"),
    path("people/<uuid:pk>/visits/", person.person_visits, name="person_visits"),
    path("people/<uuid:pk>/signs/<uuid:visit_id>/", person.sign, name="visit_sign"),
]
