from django.urls import path

from core.record_pages import record_pages
from risk.positive_risk import views

urlpatterns = [
    *record_pages(
        "Positive risk decisions",
        path("people/<uuid:pk>/positive-risk/", views.person_positive_risk, name="person_positive_risk"),
        path("packages/<uuid:pk>/positive-risk/", views.begin, name="positive_risk_begin"),
        path("positive-risk/<uuid:pk>/", views.positive_risk, name="positive_risk"),
        path("positive-risk/<uuid:pk>/write/", views.write, name="positive_risk_write"),
        path("positive-risk/<uuid:pk>/views/new/", views.add_view, name="risk_view_add"),
        path("positive-risk/<uuid:pk>/views/<uuid:row>/", views.change_view, name="risk_view_change"),
        path("positive-risk/<uuid:pk>/steps/new/", views.add_step, name="risk_step_add"),
        path("positive-risk/<uuid:pk>/steps/<uuid:row>/", views.change_step, name="risk_step_change"),
        path("positive-risk/<uuid:pk>/steps/<uuid:row>/done/", views.finish_step, name="risk_step_done"),
        path("positive-risk/<uuid:pk>/decide/", views.decide, name="positive_risk_decide"),
        path("positive-risk/<uuid:pk>/drop/", views.drop, name="positive_risk_drop"),
        path("positive-risk/<uuid:pk>/redraft/", views.redraft, name="positive_risk_redraft"),
        path("positive-risk/reviews/<uuid:pk>/", views.review, name="positive_risk_review"),
    ),
]
