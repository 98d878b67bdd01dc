from django.urls import path

from core.record_pages import record_pages
from visits.rota.views import calendar, cover, cover_by_hour, person_rota, planning, requests, rota

urlpatterns = [
    path("visits/rota/", rota.rota, name="rota"),
    path("visits/cover/", cover_by_hour.cover_by_hour, name="cover_by_hour"),
    *record_pages(
        "Who needs cover while a worker is away",
        path("visits/absences/<uuid:pk>/", cover.who_needs_cover, name="absence"),
    ),
    path("visits/absences/<uuid:pk>/cover/", cover.absence_visits, name="absence_visits"),
    *record_pages(
        "Rota",
        path("visits/planned/<uuid:pk>/move/", planning.move, name="visit_move"),
        path("visits/planned/<uuid:pk>/cancel/", planning.cancel, name="visit_cancel"),
        path("visits/planned/<uuid:pk>/asked/", requests.asked, name="visit_asked"),
        path("visits/planned/<uuid:pk>/late/", requests.late, name="visit_late"),
        path("visits/requests/<uuid:pk>/", requests.answer, name="visit_request"),
        path("visits/recurring/<uuid:pk>/change/", person_rota.change, name="recurring_visit_change"),
        path("visits/recurring/<uuid:pk>/end/", person_rota.end, name="recurring_visit_end"),
        path("packages/<uuid:pk>/visits/repeat/", person_rota.repeat, name="visit_repeat"),
        path("people/<uuid:pk>/visits/rota/", person_rota.person_rota, name="person_rota"),
        path("packages/<uuid:pk>/visits/plan/", planning.plan_visit, name="visit_plan"),
    ),
    path("calendar/", calendar.my_calendar, name="my_calendar"),
    path("calendar/make/", calendar.make, name="calendar_make"),
    path("calendar/revoke/", calendar.revoke, name="calendar_revoke"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar"),
]
