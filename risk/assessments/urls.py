from django.urls import path

from risk.assessments import views

urlpatterns = [
    path("people/<uuid:pk>/risk/", views.person_risk, name="person_risk"),
    path("people/<uuid:pk>/risk/begin/", views.begin, name="risk_begin"),
    path("risks/<uuid:pk>/", views.one, name="risk"),
    path("risks/<uuid:pk>/write/", views.write, name="risk_write"),
    path("risks/<uuid:pk>/hazards/new/", views.add_hazard, name="hazard_add"),
    path("risks/<uuid:pk>/in-force/", views.put_in_force, name="risk_in_force"),
    path("risks/<uuid:pk>/sign/", views.sign, name="risk_sign"),
    path("risks/<uuid:pk>/confirm/", views.confirm, name="risk_confirm"),
    path("risks/<uuid:pk>/drop/", views.drop, name="risk_drop"),
    path("risks/<uuid:pk>/show/", views.show, name="risk_show"),
    path("risks/shown/<uuid:pk>/paper/", views.paper, name="risk_paper"),
    path("risks/shown/<uuid:pk>/end/", views.end_showing, name="risk_shown_end"),
    path("hazards/<uuid:pk>/change/", views.change_hazard, name="hazard_change"),
    path("hazards/<uuid:pk>/leave-out/", views.leave_out_hazard, name="hazard_leave_out"),
]
