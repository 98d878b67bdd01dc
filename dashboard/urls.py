from django.urls import path

from dashboard.views import caseload, home, referral_times

urlpatterns = [
    path("", home.home, name="home"),
    path("messages/<uuid:pk>/read/", home.message_read, name="message_read"),
    path("people/", home.people, name="people"),
    path("people/<uuid:pk>/", home.person, name="person"),
    path("people/<uuid:pk>/openings/", home.openings, name="person_openings"),
    path("goals/", caseload.goals, name="goals"),
    path("workforce/", caseload.workers, name="workers"),
    path("workforce/caseload.csv", caseload.caseload, name="caseload"),
    path("workforce/<uuid:pk>/", caseload.worker, name="worker"),
    path("referrals/times/", referral_times.times, name="referral_times"),
    path("referrals/times/times.csv", referral_times.times_csv, name="referral_times_csv"),
    path("operations/", home.operations, name="operations"),
    path("health/", home.health, name="health"),
]
