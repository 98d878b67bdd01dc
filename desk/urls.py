from django.urls import path

from desk import views

urlpatterns = [
    path("", views.home, name="home"),
    path("messages/<uuid:pk>/read/", views.message_read, name="message_read"),
    path("people/", views.people, name="people"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/openings/", views.openings, name="person_openings"),
    path("operations/", views.operations, name="operations"),
    path("health/", views.health, name="health"),
]
