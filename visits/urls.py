from django.urls import path

from visits.views import contact, day, downtime, hours, log, person, planning

urlpatterns = [
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
    path("visits/hours/", hours.index, name="hours"),
    path("visits/hours/csv/", hours.csv, name="hours_csv"),
    path("visits/hours/rows/", hours.rows, name="hours_rows"),
    path("visits/hours/money/<uuid:pk>/", hours.money, name="hours_money"),
    path("visits/hours/money/<uuid:pk>/csv/", hours.money_csv, name="hours_money_csv"),
    path("visits/downtime/", downtime.index, name="downtime"),
    path("visits/downtime/<uuid:pk>/", downtime.team, name="downtime_team"),
    path("visits/downtime/<uuid:pk>/passphrase/", downtime.passphrase, name="downtime_passphrase"),
    path("visits/downtime/<uuid:pk>/passphrase/change/", downtime.change, name="downtime_passphrase_change"),
    path("visits/downtime/packs/<uuid:pk>/", downtime.take, name="downtime_take"),
    path("visits/downtime/packs/<uuid:pk>/enter/", downtime.enter, name="downtime_enter"),
]
