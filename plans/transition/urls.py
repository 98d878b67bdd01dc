from django.urls import path

from plans.transition import views

urlpatterns = [
    path("people/<uuid:pk>/transition/", views.person_transition, name="person_transition"),
    path("packages/<uuid:pk>/transition/", views.write_transition, name="transition_write"),
    path("transition-plans/<uuid:pk>/share/", views.share_transition, name="transition_share"),
]
