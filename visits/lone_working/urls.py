from django.urls import path

from core.record_pages import record_pages
from visits.lone_working.views import alerts, checks, council_team, escalation

urlpatterns = [
    *record_pages(
        "Same-day alert",
        path("alerts/<uuid:pk>/", alerts.alert, name="alert"),
        path("alerts/<uuid:pk>/accept/", alerts.accept, name="alert_accept"),
        path("alerts/<uuid:pk>/release/", alerts.release, name="alert_release"),
        path("alerts/<uuid:pk>/close/", alerts.close, name="alert_close"),
        path("alerts/<uuid:pk>/reopen/", alerts.reopen, name="alert_reopen"),
    ),
    path("call-for-help/", checks.call_for_help, name="call_for_help"),
    path("call-for-help/<uuid:pk>/", escalation.call_without_visit, name="call_without_visit"),
    path("call-for-help/rung/<uuid:pk>/", council_team.team_rang_in_call, name="team_rang_in_call"),
    path("alerts/asked/<uuid:pk>/rang/", council_team.team_rang_about_alert, name="team_rang_about_alert"),
    path("escalations/", escalation.escalations, name="escalations"),
    *record_pages(
        "Call for help",
        path("visits/planned/<uuid:pk>/call/", escalation.call_from_planned, name="call_from_planned"),
        path("visits/<uuid:pk>/call/", escalation.call_from_visit, name="call_from_visit"),
        path("escalations/<uuid:pk>/", escalation.escalation, name="escalation"),
        path("escalations/<uuid:pk>/answer/", escalation.answer, name="escalation_answer"),
        path("escalations/<uuid:pk>/ring/", escalation.ring, name="escalation_ring"),
        path("escalations/<uuid:pk>/close/", escalation.close, name="escalation_close"),
    ),
    *record_pages(
        "Lone-working check",
        path("lone-working/<uuid:pk>/", checks.check, name="lone_working_check"),
        path("lone-working/<uuid:pk>/safe/", checks.safe, name="lone_working_check_safe"),
        path("lone-working/<uuid:pk>/extend/", checks.extend, name="lone_working_check_extend"),
        path("lone-working/<uuid:pk>/confirm/", checks.confirm, name="lone_working_check_confirm"),
        path("visits/planned/<uuid:pk>/no-signal/", checks.no_signal, name="planned_no_signal"),
        path("visits/planned/<uuid:pk>/accompanied/", checks.accompanied, name="planned_accompanied"),
        path("visits/planned/<uuid:pk>/signal/", checks.signal, name="planned_signal"),
        path("visits/planned/<uuid:pk>/arrived/", checks.arrive, name="planned_arrive"),
        path("visits/planned/<uuid:pk>/not-arrived/", checks.undo_arrival, name="planned_undo_arrival"),
        path("visits/planned/<uuid:pk>/left/", checks.leave, name="planned_leave"),
        path("visits/planned/<uuid:pk>/alone/", checks.alone, name="planned_alone"),
    ),
]
