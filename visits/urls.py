from django.urls import path

from visits.views import day, downtime, hours, log, person, planning

urlpatterns = [
    path("visits/", day.visits, name="visits"),
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
    path("visits/planned/<uuid:pk>/log/", log.log_planned, name="visit_log_planned"),
    path("visits/<uuid:pk>/strike/", log.strike, name="visit_strike"),
    path("packages/<uuid:pk>/visits/log/", log.log, name="visit_log"),
    path("packages/<uuid:pk>/visits/plan/", planning.plan_visit, name="visit_plan"),
    path("people/<uuid:pk>/visits/", person.person_visits, name="person_visits"),
    path("people/<uuid:pk>/signs/<uuid:visit_id>/", person.sign, name="visit_sign"),
]
