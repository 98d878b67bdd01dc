from django.urls import path

from visits.lone_working.views import alerts, checks, escalation

urlpatterns = [
    path("tellings/<uuid:pk>/", alerts.telling, name="telling"),
    path("tellings/<uuid:pk>/take-on/", alerts.take_on, name="telling_take_on"),
    path("tellings/<uuid:pk>/close/", alerts.close, name="telling_close"),
    path("calls/", escalation.calls, name="calls"),
    path("visits/planned/<uuid:pk>/call/", escalation.call_from_planned, name="call_from_planned"),
    path("visits/<uuid:pk>/call/", escalation.call_from_visit, name="call_from_visit"),
    path("escalations/<uuid:pk>/", escalation.escalation, name="escalation"),
    path("escalations/<uuid:pk>/answer/", escalation.answer, name="escalation_answer"),
    path("escalations/<uuid:pk>/ring/", escalation.ring, name="escalation_ring"),
    path("escalations/<uuid:pk>/close/", escalation.close, name="escalation_close"),
    path("watches/<uuid:pk>/", checks.watch, name="watch"),
    path("watches/<uuid:pk>/safe/", checks.safe, name="watch_safe"),
    path("watches/<uuid:pk>/stay/", checks.stay, name="watch_stay"),
    path("watches/<uuid:pk>/found/", checks.found, name="watch_found"),
    path("visits/planned/<uuid:pk>/no-signal/", checks.no_signal, name="planned_no_signal"),
    path("visits/planned/<uuid:pk>/together/", checks.together, name="planned_together"),
    path("visits/planned/<uuid:pk>/alone/", checks.alone, name="planned_alone"),
]
