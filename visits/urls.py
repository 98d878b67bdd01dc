from django.urls import path

from visits.views import day, hours, log, person, planning

urlpatterns = [
    path("visits/", day.visits, name="visits"),
    path("visits/hours/", hours.index, name="hours"),
    path("visits/hours/csv/", hours.csv, name="hours_csv"),
    path("visits/hours/rows/", hours.rows, name="hours_rows"),
    path("visits/hours/money/<uuid:pk>/", hours.money, name="hours_money"),
    path("visits/hours/money/<uuid:pk>/csv/", hours.money_csv, name="hours_money_csv"),
    path("visits/planned/<uuid:pk>/log/", log.log_planned, name="visit_log_planned"),
    path("visits/<uuid:pk>/strike/", log.strike, name="visit_strike"),
    path("packages/<uuid:pk>/visits/log/", log.log, name="visit_log"),
    path("packages/<uuid:pk>/visits/plan/", planning.plan_visit, name="visit_plan"),
    path("people/<uuid:pk>/visits/", person.person_visits, name="person_visits"),
    path("people/<uuid:pk>/signs/<uuid:visit_id>/", person.sign, name="visit_sign"),
]
