from django.urls import path

from visits import views

urlpatterns = [
    path("visits/", views.visits, name="visits"),
    path("visits/planned/<uuid:pk>/log/", views.log_planned, name="visit_log_planned"),
    path("visits/<uuid:pk>/strike/", views.strike, name="visit_strike"),
    path("packages/<uuid:pk>/visits/log/", views.log, name="visit_log"),
    path("packages/<uuid:pk>/visits/plan/", views.plan_visit, name="visit_plan"),
    path("people/<uuid:pk>/visits/", views.person_visits, name="person_visits"),
    path("people/<uuid:pk>/signs/<uuid:visit_id>/", views.sign, name="visit_sign"),
]
