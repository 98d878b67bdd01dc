from django.urls import path

from desk import board_views, referral_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("messages/<uuid:pk>/read/", views.message_read, name="message_read"),
    path("people/", views.people, name="people"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/openings/", views.openings, name="person_openings"),
    path("goals/", board_views.goals, name="goals"),
    path("workforce/", board_views.workers, name="workers"),
    path("workforce/caseload.csv", board_views.caseload, name="caseload"),
    path("workforce/<uuid:pk>/", board_views.worker, name="worker"),
    path("referrals/times/", referral_views.times, name="referral_times"),
    path("referrals/times/times.csv", referral_views.times_csv, name="referral_times_csv"),
    path("operations/", views.operations, name="operations"),
    path("health/", views.health, name="health"),
]
