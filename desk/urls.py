from django.urls import path

from desk import board_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("messages/<uuid:pk>/read/", views.message_read, name="message_read"),
    path("people/", views.people, name="people"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/openings/", views.openings, name="person_openings"),
    path("workforce/", board_views.workers, name="workers"),
    path("workforce/caseload.csv", board_views.caseload, name="caseload"),
    path("workforce/<uuid:pk>/", board_views.worker, name="worker"),
    path("operations/", views.operations, name="operations"),
    path("health/", views.health, name="health"),
]
